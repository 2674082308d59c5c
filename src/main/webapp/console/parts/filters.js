import { texts } from "../texts.js";

const YES = [["true", texts.yes]];
const YES_OR_NO = [...YES, ["false", texts.no]];

/** How the filters of the searches are entered; the others are texts, of which a record must have one. */
const FILTERS = {
  kind: { options: [["patient", texts.kinds.patients], ["clinician", texts.kinds.clinicians]] },
  latest: { options: YES },
  latest_of_product: { options: YES },
  is_bg_value_correct: {
    options: [["false", texts.meter.wrong], ["true", texts.meter.right], ["unknown", texts.meter.unknown]],
  },
  implausible: { options: YES_OR_NO },
  implausible_date: { options: YES_OR_NO },
  changed_field: { options: Object.entries(texts.changedFields) },
  action: { options: Object.entries(texts.actions) },
  outcome: { options: [["allowed", texts.access.allowed], ["denied", texts.access.denied]] },
  silent_for_days: { type: "number" },
  heard_within_days: { type: "number" },
};

const SINGLE = ["patient_id", "clinician_id", "version_below", "version_from", "person", "caller", "subject"];

/** The filters with these names. */
export function filters(names) {
  return names.map((name) => ({ name, ...(FILTERS[name] ?? entered(name)) }));
}

function entered(name) {
  if (/(^|_)(from|to)$/.test(name) && name !== "version_from") {
    return { type: "date" };
  }
  return { several: !name.endsWith("_starts") && !SINGLE.includes(name) };
}

/** The names of time ranges, each a filter for the first moment and one for the end. */
export function ranges(...times) {
  return times.flatMap((time) => [`${time}_from`, `${time}_to`]);
}

/** The filters that the searches of all records have. */
export const OF_ALL_RECORDS = [
  "silent_for_days",
  "heard_within_days",
  ...ranges("created", "modified", "changed"),
  "changed_field",
  "implausible_date",
];
