/** Characters that start a formula in spreadsheets, including full-width forms; the same as in exports. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * Formats comma-separated values (RFC 4180).
 *
 * @param {string[]} header the names of the columns
 * @param {Array<Array<string|number|boolean|null>>} rows
 * @returns {Blob}
 */
export function csv(header, rows) {
  const lines = [header, ...rows].map((row) => row.map(field).join(","));
  return new Blob([lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" });
}

/** Puts an apostrophe before text that could be a formula. */
function field(value) {
  if (value === null || value === undefined) {
    return "";
  }
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
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
