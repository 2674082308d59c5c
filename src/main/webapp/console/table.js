import { save } from "./csv.js";
import { announce, el } from "./dom.js";
import { explain } from "./waiting.js";

/**
 * A column.
 *
 * @typedef {Object} Column
 * @property {string} label its heading
 * @property {function(Object): (Node|string|null)} cell the content for a row
 * @property {boolean} [number] whether it is right-aligned
 * @property {boolean} [heading] whether its cells are row headings
 */

/**
 * A table with a heading and an optional download button.
 *
 * @param {string} name
 * @param {Column[]} columns
 * @param {Object[]} rows
 * @param {Object} [more]
 * @param {{file: string, make: function(): (Blob|Promise<Blob>)}} [more.download] file name and content
 * @param {string} [more.empty] the message for an empty table
 * @param {string} [more.heading] the element of the heading
 */
export function table(name, columns, rows, { download, empty = "No records found.", heading = "h3" } = {}) {
  const titled = el(
    "div",
    { class: "titled" },
    el(heading, {}, name),
    download && rows.length > 0 && downloadButton(name, download),
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
    // focusable, so that a wide table can be scrolled by keyboard
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

/** A download button, which shows errors next to it. */
function downloadButton(name, { file, make }) {
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
    announce("The file is being created.");
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
