/** What a spreadsheet takes for the start of a formula; full-width forms among them. The service guards the same. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * Comma separated values (RFC 4180).
 *
 * @param {string[]} header the names of the columns
 * @param {Array<Array<string|number|boolean|null>>} rows
 * @returns {Blob}
 */
export function csv(header, rows) {
  const lines = [header, ...rows].map((row) => row.map(field).join(","));
  return new Blob([lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" });
}

/** Text that begins like a formula gets an apostrophe before it; numbers are none. */
function field(value) {
  if (value === null || value === undefined) {
    return "";
  }
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same of records, with a column for each key that any of them has, in the order in which they come. */
export function recordsCsv(records) {
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return csv(
    keys,
    records.map((record) => keys.map((key) => record[key])),
  );
}

/** Gives the reader a file to keep. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
