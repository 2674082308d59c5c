/** Values that are probably wrong; the service's searches mark the same ones. */

import { glucose } from "./formats.js";
import { firstUse } from "./installation.js";
import { texts } from "./texts.js";

const DAY = 86_400_000;
const MAX_MMOL = 35;
const MAX_MG = 18 * MAX_MMOL;

/** A reading with its unit note. */
export function reading(meter) {
  return glucose(meter.blood_glucose_value) + (isUnitSuspect(meter) ? ` (${texts.meter.unitSuspect})` : "");
}

/** Whether a reading is implausible unless it is in mg/dL. */
export function isUnitSuspect({ blood_glucose_value: value }) {
  return value > MAX_MMOL && value <= MAX_MG;
}

/** Whether a first use is more than a day in the future. */
export function isImplausible(installation) {
  return Date.parse(firstUse(installation)) > Date.now() + DAY;
}
