import { html } from "../html.js";
import { link } from "../router.js";
import { texts } from "../texts.js";

/** Links to the first and next page of a list. The back button of the browser leads to the previous page. */
export function Pager({ view, params, cursor }) {
  if (!cursor && !params.cursor) {
    return null;
  }
  return html`<nav class="pager" aria-label=${texts.pages.title}>
    ${params.cursor && html`<a href=${link(view, { ...params, cursor: "" })}>${texts.pages.first}</a>`}
    ${cursor && html`<a href=${link(view, { ...params, cursor })} rel="next">${texts.pages.next}</a>`}
  </nav>`;
}
