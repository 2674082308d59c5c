import { save } from "./csv.js";
import { announce, el } from "./dom.js";
import { explain } from "./waiting.js";

/**
 * A column.
 *
 * @typedef {Object} Column
 * @property {string} label its heading
 * @property {function(Object): (Node|string|null)} cell what stands in it for a row
 * @property {boolean} [number] whether it is for numbers, which stand at the right
 * @property {boolean} [heading] whether its cells say what their rows are about
 */

/**
 * A table with its name and, if it can be kept, a button for that.
 *
 * @param {string} name what it shows
 * @param {Column[]} columns
 * @param {Object[]} rows
 * @param {Object} [more]
 * @param {{file: string, make: function(): (Blob|Promise<Blob>)}} [more.download] the name of a file, and how to make it
 * @param {string} [more.empty] what to say when there are no rows
 * @param {string} [more.heading] the element of its name, one below the heading before it
 */
export function table(name, columns, rows, { download, empty = "Nothing was found.", heading = "h3" } = {}) {
  const titled = el(
    "div",
    { class: "titled" },
    el(heading, {}, name),
    download && rows.length > 0 && keep(name, download),
  );
  if (rows.length === 0) {
    return el("section", { class: "listing" }, titled, el("p", { class: "empty" }, empty));
  }
  const head = el(
    "tr",
    {},
    columns.map((column) => el("th", { scope: "col", class: kind(column) }, column.label)),
  );
  const body = rows.map((row) =>
    el(
      "tr",
      { class: row.part ? "part" : null },
      columns.map((column) => cell(column, row)),
    ),
  );
  return el(
    "section",
    { class: "listing" },
    titled,
    // may be wider than the screen: reached by keyboard, so that it can be scrolled
    el(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": `Table: ${name}` },
      el("table", {}, el("thead", {}, head), el("tbody", {}, body)),
    ),
  );
}

function kind(column) {
  return column.number ? "number" : null;
}

function cell(column, row) {
  const content = column.cell(row);
  return column.heading
    ? el("th", { scope: "row", class: kind(column) }, content)
    : el("td", { class: kind(column) }, content);
}

/** A button that makes a file; it says what went wrong beside itself. */
function keep(name, { file, make }) {
  const fault = el("small", { class: "fault" });
  const button = el(
    "button",
    { type: "button", class: "quiet", "aria-label": `Download CSV: ${name}`, onclick: work },
    "Download CSV",
  );
  async function work() {
    if (button.getAttribute("aria-busy")) {
      return;
    }
    button.setAttribute("aria-busy", "true");
    fault.textContent = "";
    announce("The file is being made.");
    try {
      save(await make(), file);
      announce(`${file} was downloaded.`);
    } catch (reason) {
      fault.textContent = explain(reason);
      announce(fault.textContent);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }
  return el("span", { class: "keep" }, fault, button);
}
