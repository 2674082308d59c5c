/** Numbers and dates as the reader's locale writes them. */

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

/** What stands for a value that is not known. */
export const UNKNOWN = "not known";

/** A count. The service leaves one out (null) where so few people could be recognised. */
export function count(number) {
  return number === null || number === undefined ? "too few" : WHOLE.format(number);
}

/** A part of a whole, from 0 to 1. */
export function share(part) {
  return part === null || part === undefined ? "" : PERCENT.format(part);
}

export function glucose(value) {
  return value === null ? UNKNOWN : `${GLUCOSE.format(value)} mmol/L`;
}

/** A day such as 2019-08-11, which is one in UTC. */
export function day(text) {
  return DAY.format(new Date(`${text}T00:00:00Z`));
}

/** The month of a point in time, in UTC. */
export function month(date) {
  return MONTH.format(date);
}

/** The day of a point in time, in UTC. */
export function dayOf(date) {
  return DAY.format(date);
}

/** A point in time where the reader is, with the offset there. */
export function here(text) {
  return HERE.format(new Date(text));
}

/** A point in time by the clock of the one who recorded it, with the offset of that clock. */
export function there(text) {
  const [, clock, offset] = /^(.+?)(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  if (!clock) {
    return text;
  }
  return `${WALL_CLOCK.format(new Date(`${clock}Z`))} UTC${offset === "Z" ? "" : offset}`;
}

/** Today in UTC, or so many months before, as forms and the service write it. */
export function isoDay(monthsBefore = 0) {
  const date = new Date();
  date.setUTCMonth(date.getUTCMonth() - monthsBefore);
  return date.toISOString().slice(0, 10);
}
