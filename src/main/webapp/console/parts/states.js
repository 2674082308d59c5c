import { html, useContext, useEffect, useErrorBoundary } from "../html.js";
import { Console } from "../request.js";
import { texts } from "../texts.js";

/**
 * The states of a request: a skeleton, an error with its request id, or the data.
 *
 * @param {Object} properties
 * @param {Object} properties.request the result of `useRequest`
 * @param {function(any)} properties.children from the data to markup
 * @param {number} [properties.lines] the number of lines of the skeleton
 */
export function Loaded({ request, children, lines = 6 }) {
  const { data, fault, busy, slow, retry } = request;
  const { announce } = useContext(Console);
  useEffect(() => {
    if (slow && busy) {
      announce(texts.loading.slow);
    }
  }, [slow, busy]);
  if (fault) {
    return html`<${Problem} fault=${fault} retry=${retry} />`;
  }
  if (data === null) {
    return html`<div class="skeleton" aria-busy="true">
      <span class="hidden">${texts.loading.wait}</span>
      ${Array.from({ length: lines }, (_, line) => html`<i key=${line}></i>`)}
      ${slow && html`<p class="muted">${texts.loading.slow}</p>`}
    </div>`;
  }
  return html`<div class="loaded" aria-busy=${busy ? "true" : null}>${children(data)}</div>`;
}

/** An error: what happened, the id under which the operators find it, and a retry. */
export function Problem({ fault, retry }) {
  return html`<div class="problem" role="alert">
    <p>${fault.status === undefined ? texts.faults.defect : fault.message}</p>
    ${fault.requestId && html`<p><small>${texts.faults.request} <code>${fault.requestId}</code></small></p>`}
    ${retry &&
    (fault.isTemporary || fault.status === undefined) &&
    html`<button type="button" onClick=${retry}>${texts.faults.retry}</button>`}
  </div>`;
}

export function Empty({ children }) {
  return html`<p class="empty">${children}</p>`;
}

/** Shows a defect of a view instead of leaving the page half drawn. Another address tries again. */
export function Guard({ address, children }) {
  const [defect, reset] = useErrorBoundary((fault) => console.error(fault));
  useEffect(() => {
    if (defect) {
      reset();
    }
  }, [address]);
  return defect ? html`<${Problem} fault=${defect} retry=${reset} />` : children;
}
