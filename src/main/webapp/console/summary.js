import { firstUse, model, system } from "./installation.js";
import { dateNote, unitNote } from "./marks.js";

/** Summary of a person as plain text for a ticket, with dates as recorded. */
export function summary(kind, id, steps, meters) {
  return [
    `${kind === "patient" ? "Patient" : "Clinician"} ${id}`,
    "",
    `Installations: ${steps.length}`,
    ...steps.map(installation),
    ...(kind === "patient" ? ["", `Verifications of meters: ${meters.length}`, ...meters.map(meter)] : []),
    "",
    `As of ${new Date().toISOString()}`,
  ].join("\n");
}

function installation({ installation: one, change }) {
  const device = [model(one), system(one)].filter(Boolean).join(", ");
  return `- ${firstUse(one)}${dateNote(one)}  ${one.app_product} ${one.app_version} (${change}), ${device}, record ${one.uuid}`;
}

function meter(one) {
  const result = one.is_bg_value_correct === null ? "not known" : one.is_bg_value_correct ? "right" : "WRONG";
  const reading = one.blood_glucose_value === null ? "no reading" : `${one.blood_glucose_value} mmol/L${unitNote(one)}`;
  const app = one.app_product ? `${one.app_product} ${one.app_version ?? ""}`.trim() : "app not known";
  return `- ${one.date_verified ?? one.created}  ${one.serial_number}: ${result}, ${reading}, ${app}, record ${one.uuid}`;
}
