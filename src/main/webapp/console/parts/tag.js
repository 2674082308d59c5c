import { html } from "../html.js";
import { texts } from "../texts.js";

/** A status: a colour, a shape and a word. `tone` is good, warn, bad or plain. */
export function Tag({ tone = "plain", children }) {
  return html`<span class="tag ${tone}">${children}</span>`;
}

/** The result of a verification. */
export function Result({ correct }) {
  return correct === null || correct === undefined
    ? html`<${Tag}>${texts.meter.unknown}<//>`
    : correct
      ? html`<${Tag} tone="good">${texts.meter.right}<//>`
      : html`<${Tag} tone="bad">${texts.meter.wrong}<//>`;
}

/** How far a version is behind the newest release. */
export function Behind({ number, newest }) {
  if (number === null || number === undefined) {
    return html`<${Tag}>${texts.version.unknown}<//>`;
  }
  return number === 0
    ? html`<${Tag} tone="good">${texts.version.newest}<//>`
    : html`<${Tag} tone=${number === 1 ? "plain" : "warn"}>${texts.version.behind(number, newest)}<//>`;
}
