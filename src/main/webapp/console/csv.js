/**
 * Characters that start a formula in spreadsheets, including full-width forms, at the start of a text or after a character
 * that a spreadsheet may interpret as the end of a cell; the same as in exports.
 */
const FORMULA = /^[\t\r]|(?<=^|[,;|\t\r\n"])[=+\-@\uff1d\uff0b\uff0d\uff20]/g;

/** Tells Excel that a file is UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * Formats comma-separated values (RFC 4180).
 *
 * @param {string[]} header the names of the columns
 * @param {Array<Array<string|number|boolean|null>>} rows
 * @returns {Blob}
 */
export function csv(header, rows) {
  const lines = [header, ...rows].map((row) => row.map(field).join(","));
  return new Blob([BYTE_ORDER_MARK, lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" });
}

/** Quotes texts, and puts an apostrophe before each character that could start a formula. */
function field(value) {
  if (value === null || value === undefined) {
    return "";
  }
  return typeof value === "string"
    ? `"${value.replace(FORMULA, "'$&").replaceAll('"', '""')}"`
    : String(value);
}

/** Formats records, with a column per key in the order of occurrence. */
export function recordsCsv(records) {
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return csv(
    keys,
    records.map((record) => keys.map((key) => record[key])),
  );
}

/** Downloads a file. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
