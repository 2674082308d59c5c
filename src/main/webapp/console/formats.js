/** Numbers and dates in the user's locale. */

const WHOLE = new Intl.NumberFormat();
const PERCENT = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const GLUCOSE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat(undefined, { month: "short", year: "numeric", timeZone: "UTC" });
const WALL_CLOCK = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
const HERE = new Intl.DateTimeFormat(undefined, {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "shortOffset",
});

/** Placeholder for unknown values. */
export const UNKNOWN = "not known";

/** Formats a count, which is null if suppressed. */
export function count(number) {
  return number === null || number === undefined ? "too few" : WHOLE.format(number);
}

/** Formats a share from 0 to 1 as a percentage. */
export function share(part) {
  return part === null || part === undefined ? "" : PERCENT.format(part);
}

/** The products that exist, if the requested one does not. */
export function unknownProduct(product, known) {
  return `There is no product ${product}. ${known.length > 0 ? `Known products: ${known.join(", ")}.` : "No product is known."}`;
}

export function glucose(value) {
  return value === null ? UNKNOWN : `${GLUCOSE.format(value)} mmol/L`;
}

/** Formats a day such as 2019-08-11, in UTC. */
export function day(text) {
  return DAY.format(new Date(`${text}T00:00:00Z`));
}

/** Formats the month of a point in time, in UTC. */
export function month(date) {
  return MONTH.format(date);
}

/** Formats the day of a point in time, in UTC. */
export function dayOf(date) {
  return DAY.format(date);
}

/** Formats a point in time in the user's time zone, with its offset. */
export function here(text) {
  return HERE.format(new Date(text));
}

/** Formats a point in time at its recorded offset. */
export function there(text) {
  const [, clock, offset] = /^(.+?)(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  if (!clock) {
    return text;
  }
  return `${WALL_CLOCK.format(new Date(`${clock}Z`))} UTC${offset === "Z" ? "" : offset}`;
}

/** The date in UTC, some months ago, in ISO format. */
export function isoDay(monthsBefore = 0) {
  const date = new Date();
  date.setUTCMonth(date.getUTCMonth() - monthsBefore);
  return date.toISOString().slice(0, 10);
}
