import { html } from "../html.js";
import { Empty } from "./states.js";

/**
 * A column.
 *
 * @typedef {Object} Column
 * @property {string} name its key
 * @property {string} label its heading
 * @property {function(Object): any} cell the markup for a row
 * @property {boolean} [number] whether it is right-aligned
 */

/**
 * A table, which scrolls by itself if it is wider than its place.
 *
 * @param {Object} properties
 * @param {string} properties.name for screen readers
 * @param {Column[]} properties.columns the first one is the heading of its row
 * @param {Object[]} properties.rows
 * @param {string} properties.empty the message for no rows
 * @param {Object} [properties.sums] a last row
 */
export function Table({ name, columns, rows, empty, sums }) {
  if (rows.length === 0) {
    return html`<${Empty}>${empty}<//>`;
  }
  const align = (column) => (column.number ? "number" : null);
  const line = (row, key) =>
    html`<tr key=${key} class=${row.part ? "part" : null}>
      ${columns.map((column, index) =>
        index === 0
          ? html`<th scope="row" class=${align(column)}>${column.cell(row)}</th>`
          : html`<td class=${align(column)}>${column.cell(row)}</td>`,
      )}
    </tr>`;
  // focusable, so that a wide table can be scrolled by keyboard
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${name}>
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class=${align(column)}>${column.label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row, index) => line(row, row.uuid ?? index))}
      </tbody>
      ${sums &&
      html`<tfoot>
        ${line(sums, "sums")}
      </tfoot>`}
    </table>
  </div>`;
}
