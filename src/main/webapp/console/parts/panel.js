import { html } from "../html.js";
import { texts } from "../texts.js";

/** A framed part of a page with a heading, and something at the right of it. */
export function Panel({ title, aside, children, wide }) {
  return html`<section class=${wide ? "panel wide" : "panel"} aria-label=${title}>
    <header>
      <h2>${title}</h2>
      ${aside && html`<span class="aside">${aside}</span>`}
    </header>
    ${children}
  </section>`;
}

/** The heading of a view with its actions at the right. */
export function Head({ title, note, children }) {
  return html`<div class="head">
    <h1 tabindex="-1">${title}</h1>
    ${note && html`<span class="muted">${note}</span>`}
    <span class="actions">${children}</span>
  </div>`;
}

/** A button that prints the view. */
export function Print() {
  return html`<button type="button" onClick=${() => window.print()}>${texts.print.button}</button>`;
}

/** A list of facts. Facts without a value are left out. */
export function Facts({ facts }) {
  return html`<dl class="facts">
    ${facts
      .filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false)
      .map(
        ([name, value]) =>
          html`<div key=${name}>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;
}

/** Choices of which one is in force, as buttons in a row. */
export function Choice({ label, options, value, choose }) {
  return html`<span class="choice" role="group" aria-label=${label}>
    ${options.map(
      ([option, text]) =>
        html`<button
          key=${option}
          type="button"
          class="chip"
          aria-pressed=${String(option === value)}
          onClick=${() => choose(option)}
        >
          ${text}
        </button>`,
    )}
  </span>`;
}
