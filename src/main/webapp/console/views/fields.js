import { isoDay } from "../formats.js";

/** Filters that several views have. */

export const kind = {
  name: "kind",
  label: "People",
  options: [
    ["", "Everybody"],
    ["patient", "Patients"],
    ["clinician", "Clinicians"],
  ],
};

export function product({ suggestions }, more = {}) {
  return { name: "app_product", label: "Product", suggest: suggestions.products, ...more };
}

/** A span of days, and how long its steps are. */
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

/** A title for people of this kind. */
export function people(kindOfPerson) {
  return kindOfPerson === "patient" ? "patients" : "clinicians";
}

/** Only these parameters, for a question that takes no others. */
export function pick(params, ...names) {
  return Object.fromEntries(names.map((name) => [name, params[name] ?? ""]));
}
