import { isoDay } from "../formats.js";

/** Filters shared by several views. */

export const kind = {
  name: "kind",
  label: "People",
  options: [
    ["", "All"],
    ["patient", "Patients"],
    ["clinician", "Clinicians"],
  ],
};

export function product({ suggestions }, more = {}) {
  return { name: "app_product", label: "Product", suggest: suggestions.products, ...more };
}

/** A range of days and the length of its steps. */
export function span() {
  return [
    { name: "from", label: "From", type: "date", value: isoDay(24) },
    { name: "to", label: "To", type: "date", value: isoDay() },
    {
      name: "period",
      label: "Period",
      value: "month",
      options: [
        ["day", "Day"],
        ["week", "Week"],
        ["month", "Month"],
      ],
    },
  ];
}

export function people(kindOfPerson) {
  return kindOfPerson === "patient" ? "patients" : "clinicians";
}

/** Selects the parameters with these names; a missing one is empty. */
export function pick(params, ...names) {
  return Object.fromEntries(names.map((name) => [name, params[name] ?? ""]));
}
