/** Values that are probably wrong; the service's searches mark the same ones. */

import { glucose } from "./formats.js";
import { firstUse } from "./installation.js";

const DAY = 86_400_000;
const MAX_MMOL = 35;
const MAX_MG = 18 * MAX_MMOL;

/** A reading with its unit note. */
export function reading(meter) {
  return glucose(meter.blood_glucose_value) + unitNote(meter);
}

/** A note on a reading that is implausible unless it is in mg/dL; empty for others. */
export function unitNote({ blood_glucose_value: value }) {
  return value > MAX_MMOL && value <= MAX_MG ? " (probably mg/dL)" : "";
}

/** A note on a first use more than a day in the future; empty for others. */
export function dateNote(installation) {
  return Date.parse(firstUse(installation)) > Date.now() + DAY ? " (implausible date)" : "";
}
