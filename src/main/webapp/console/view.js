import { el } from "./dom.js";
import { filterForm } from "./filters.js";
import { go, link } from "./router.js";
import { fill } from "./waiting.js";

/**
 * A view of the console.
 *
 * @typedef {Object} View
 * @property {string} title
 * @property {string} about a sentence that describes the view
 * @property {function(Context): Array<import("./filters.js").Field>} fields
 * @property {function(Object<string, string>): boolean} [ready] whether all required parameters are present; default: true
 * @property {string} [hint] the message if it is not ready
 * @property {function(Object<string, string>, Context): Promise<Node[]>} show
 */

/**
 * Dependencies of a view.
 *
 * @typedef {{api: import("./api.js").Api, suggestions: Object, signal: AbortSignal}} Context
 */

/** Shows a view. Resolves when its content is loaded. */
export async function showView(name, view, given, context, place) {
  const fields = view.fields(context);
  const params = { ...defaults(fields), ...given };
  const results = el("section", { "aria-label": "Results", class: "results" });
  place.replaceChildren(
    el("h1", { tabindex: "-1" }, view.title),
    el("p", {}, view.about),
    filterForm(fields, params, (values) => go(link(name, changed(values, fields)))),
    results,
  );
  if (view.ready && !view.ready(params)) {
    results.replaceChildren(el("p", { class: "empty" }, view.hint));
    return;
  }
  await fill(results, (signal) => view.show(params, { ...context, signal }), context.signal);
}

function defaults(fields) {
  return Object.fromEntries(fields.map((field) => [field.name, field.value ?? ""]));
}

/** Omits default values to keep addresses short. */
function changed(values, fields) {
  return Object.fromEntries(
    fields
      .filter((field) => values[field.name] !== (field.value ?? ""))
      .map((field) => [field.name, values[field.name]]),
  );
}
