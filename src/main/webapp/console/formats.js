/** Numbers and dates in the language of the texts. Times are in UTC. */

import { texts } from "./texts.js";

const WHOLE = new Intl.NumberFormat(texts.locale);
const PERCENT = new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 1 });
const ROUND_PERCENT = new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 0 });
const GLUCOSE = new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 3 });
const DAY = new Intl.DateTimeFormat(texts.locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat(texts.locale, { month: "short", year: "numeric", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat(texts.locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
const AGO = new Intl.RelativeTimeFormat(texts.locale, { numeric: "always" });

const MINUTE = 60_000;
const UNITS = [
  ["year", 365 * 24 * 60 * MINUTE],
  ["month", 30.4375 * 24 * 60 * MINUTE],
  ["day", 24 * 60 * MINUTE],
  ["hour", 60 * MINUTE],
  ["minute", MINUTE],
];

/** Formats a count, which is null if suppressed. */
export function count(number) {
  return number === null || number === undefined ? texts.tooFew : WHOLE.format(number);
}

/** Formats a share from 0 to 1 as a percentage. */
export function share(part) {
  if (part === null || part === undefined) {
    return "";
  }
  const percent = part * 100;
  return `${(percent < 10 ? PERCENT : ROUND_PERCENT).format(percent)} %`;
}

/** The difference of two shares in percentage points. */
export function points(difference) {
  const rounded = Math.round(difference * 100);
  return rounded === 0 ? "0" : rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}

export function glucose(value) {
  return value === null || value === undefined ? texts.noReading : `${GLUCOSE.format(value)} mmol/L`;
}

/** Formats a day such as 2019-08-11, or the day of a point in time. */
export function day(text) {
  const date = new Date(text.length === 10 ? `${text}T00:00:00Z` : text);
  return Number.isNaN(date.getTime()) ? text : DAY.format(date);
}

/** Formats the month of a day such as 2019-08-11. */
export function month(text) {
  return MONTH.format(new Date(`${text}T00:00:00Z`));
}

/** Formats a point in time, in UTC. */
export function moment(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : `${DAY.format(date)} ${CLOCK.format(date)}`;
}

/** How long ago a point in time is, in the largest fitting unit. */
export function ago(text, now = Date.now()) {
  const passed = Date.parse(text) - now;
  const [unit, millis] = UNITS.find(([, length]) => Math.abs(passed) >= length) ?? UNITS.at(-1);
  return AGO.format(Math.trunc(passed / millis), unit);
}

/** How long something has lasted, such as "8 months". */
export function duration(from, to = Date.now()) {
  const passed = Math.max(to - Date.parse(from), 0);
  const [unit, millis] = UNITS.find(([, length]) => passed >= length) ?? UNITS.at(-1);
  return new Intl.NumberFormat(texts.locale, { style: "unit", unit, unitDisplay: "long" }).format(Math.floor(passed / millis));
}

/** Formats a number of bytes. */
export function size(bytes) {
  return bytes < 1_000_000 ? `${WHOLE.format(Math.round(bytes / 1000))} KB` : `${PERCENT.format(bytes / 1_000_000)} MB`;
}

/** The date in UTC, some days ago, in ISO format. */
export function isoDay(daysBefore = 0) {
  return new Date(Date.now() - daysBefore * 86_400_000).toISOString().slice(0, 10);
}

/** The day after a day in ISO format. */
export function dayAfter(text) {
  return new Date(Date.parse(`${text}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
