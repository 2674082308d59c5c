import { el } from "./dom.js";

/**
 * A filter of a view.
 *
 * @typedef {Object} Field
 * @property {string} name its parameter in the address of the view
 * @property {string} label
 * @property {string} [type] the type of the input; default: text
 * @property {Array<[string, string]>} [options] value and text of each option of a select element
 * @property {string} [value] the default value
 * @property {number} [min]
 * @property {number} [max]
 * @property {boolean} [required]
 * @property {string} [hint] a sentence below the input
 * @property {function(): Promise<string[]>} [suggest] the suggested values
 */

/**
 * A form of filters.
 *
 * @param {Field[]} fields
 * @param {Object<string, string>} params the parameters in the address
 * @param {function(Object<string, string>)} submitted receives all values
 */
export function filterForm(fields, params, submitted) {
  const form = el(
    "form",
    {
      class: "filters",
      "aria-label": "Filters",
      onsubmit: (event) => {
        event.preventDefault();
        const values = Object.fromEntries(new FormData(form));
        submitted(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()])));
      },
    },
    fields.map((field) => labelled(field, params[field.name] ?? field.value ?? "")),
    el("button", { type: "submit" }, "Show"),
  );
  return form;
}

function labelled(field, value) {
  const id = `filter-${field.name}`;
  const hint = field.hint && el("small", { id: `${id}-hint` }, field.hint);
  const attributes = { id, name: field.name, required: field.required, "aria-describedby": hint && hint.id };
  const control = field.options ? choice(field.options, value, attributes) : input(field, value, attributes);
  return el(
    "div",
    { class: field.wide ? "field broad" : "field" },
    el("label", { for: id }, field.label),
    control,
    hint,
  );
}

function choice(options, chosen, attributes) {
  return el(
    "select",
    attributes,
    options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
  );
}

function input(field, value, attributes) {
  const { type = "text", min, max, suggest } = field;
  const list = suggest && el("datalist", { id: `${attributes.id}-list` });
  const text = type === "text" ? { autocomplete: "off", autocapitalize: "off", spellcheck: "false" } : {};
  if (suggest) {
    suggest().then(
      (known) => list.append(...known.map((one) => el("option", { value: one }))),
      () => {}, // suggestions are optional
    );
  }
  return [el("input", { ...attributes, ...text, type, min, max, value, list: list && list.id }), list].filter(Boolean);
}
