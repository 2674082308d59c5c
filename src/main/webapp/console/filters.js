import { el } from "./dom.js";

/**
 * A filter of a view.
 *
 * @typedef {Object} Field
 * @property {string} name its parameter in the address of the view
 * @property {string} label
 * @property {string} [type] of an input: text when left out
 * @property {Array<[string, string]>} [options] value and text of each choice; makes it a choice
 * @property {string} [value] where the address says nothing
 * @property {number} [min]
 * @property {number} [max]
 * @property {boolean} [required]
 * @property {string} [hint] a sentence below
 * @property {function(): Promise<string[]>} [suggest] what one may want to write
 */

/**
 * A form of filters.
 *
 * @param {Field[]} fields
 * @param {Object<string, string>} given what the address says
 * @param {function(Object<string, string>)} submitted takes all values
 */
export function filterForm(fields, given, submitted) {
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
    fields.map((field) => labelled(field, given[field.name] ?? field.value ?? "")),
    el("button", { type: "submit" }, "Show"),
  );
  return form;
}

function labelled(field, value) {
  const id = `filter-${field.name}`;
  const hint = field.hint && el("small", { id: `${id}-hint` }, field.hint);
  const described = { id, name: field.name, required: field.required, "aria-describedby": hint && hint.id };
  const control = field.options ? choice(field.options, value, described) : input(field, value, described);
  return el(
    "div",
    { class: field.wide ? "field broad" : "field" },
    el("label", { for: id }, field.label),
    control,
    hint,
  );
}

function choice(options, chosen, described) {
  return el(
    "select",
    described,
    options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
  );
}

function input(field, value, described) {
  const { type = "text", min, max, suggest } = field;
  const list = suggest && el("datalist", { id: `${described.id}-list` });
  const text = type === "text" ? { autocomplete: "off", autocapitalize: "off", spellcheck: "false" } : {};
  if (suggest) {
    suggest().then(
      (known) => list.append(...known.map((one) => el("option", { value: one }))),
      () => {}, // one can write without suggestions
    );
  }
  return [el("input", { ...described, ...text, type, min, max, value, list: list && list.id }), list].filter(Boolean);
}
