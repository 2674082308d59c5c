import { html } from "../html.js";

/** A bar for a share; the cell before has the number. */
export function Bar({ part }) {
  return html`<span class="bar-of-share" aria-hidden="true"
    ><span style=${{ width: `${(part ?? 0) * 100}%` }}></span
  ></span>`;
}
