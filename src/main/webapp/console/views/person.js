import { el } from "../dom.js";
import { here, there, UNKNOWN } from "../formats.js";
import { firstUse, model, system } from "../installation.js";
import { dateNote, reading } from "../marks.js";
import { link } from "../router.js";
import { table } from "../table.js";
import { copyButton } from "../copy.js";
import { summary } from "../summary.js";
import { timeline } from "../timeline.js";
import { result } from "./meters.js";

export const person = {
  title: "Person",
  about: "The installations and blood glucose meters of a person.",

  fields: () => [
    {
      name: "kind",
      label: "Person",
      value: "patient",
      options: [
        ["patient", "Patient"],
        ["clinician", "Clinician"],
      ],
    },
    {
      name: "id",
      label: "Id",
      required: true,
      wide: true,
      hint: "The person's id on the platform, such as 45c48cce-2e2d-4fbd-aa1a-c51c7c6ad26d.",
    },
  ],

  ready: (params) => params.id !== "",
  hint: "Enter the id of a patient or clinician.",

  async show({ kind, id }, { api, signal }) {
    const isPatient = kind !== "clinician";
    const path = `${isPatient ? "patient" : "clinician"}/${encodeURIComponent(id)}`;
    const [installations, meters] = await Promise.all([
      all(api, `${path}/installation`, signal),
      isPatient ? all(api, `${path}/blood_glucose_meter`, signal) : [],
    ]);
    if (installations.length + meters.length === 0) {
      return [
        el("p", { class: "empty" }, `No records of a ${isPatient ? "patient" : "clinician"} with this id.`),
      ];
    }
    const steps = timeline(installations);
    const owner = { [isPatient ? "patient_id" : "clinician_id"]: id };
    return [
      copyButton(() => summary(isPatient ? "patient" : "clinician", id, steps, meters)),
      el("h2", {}, "Installations"),
      el("ol", { class: "timeline" }, steps.map(step)),
      installations.length > 0 &&
        table("Installations, as stored", installationColumns, installations, {
          download: { file: "installations.csv", make: () => api.csv("installation", owner, signal) },
        }),
      isPatient && el("h2", {}, "Meters"),
      isPatient &&
        table("Verifications of meters", meterColumns, meters, {
          download: { file: "meters.csv", make: () => api.csv("blood_glucose_meter", owner, signal) },
          empty: "No meter was paired.",
        }),
    ].filter(Boolean);
  },
};

async function all(api, path, signal) {
  const records = [];
  for await (const page of api.pages(path, {}, signal)) {
    records.push(...page);
  }
  return records;
}

function step({ installation, change }) {
  return el(
    "li",
    {},
    el("p", { class: "when" }, there(firstUse(installation)), dateNote(installation)),
    el(
      "p",
      {},
      el("strong", {}, `${installation.app_product} ${installation.app_version}`),
      " ",
      el("span", { class: "change" }, change),
    ),
    el(
      "p",
      {},
      el(
        "small",
        {},
        device(installation),
        installation.modified === installation.created ? null : `, record changed ${here(installation.modified)}`,
      ),
    ),
  );
}

/** Describes the device of an installation. */
function device(one) {
  const called = one.display_name ? ` (${one.display_name})` : "";
  return `${model(one) || "Computer"}, ${system(one)}${called}`;
}

const installationColumns = [
  { label: "First used", heading: true, cell: (one) => there(firstUse(one)) + dateNote(one) },
  { label: "App", cell: (one) => `${one.app_product} ${one.app_version}` },
  { label: "Device", cell: device },
  { label: "Device code", cell: (one) => el("code", {}, one.unique_device_code) },
  { label: "Record", cell: (one) => el("code", {}, one.uuid) },
  { label: "Stored", cell: (one) => here(one.created) },
];

const meterColumns = [
  { label: "Verified", heading: true, cell: (one) => (one.date_verified ? there(one.date_verified) : UNKNOWN) },
  {
    label: "Serial number",
    cell: (one) => el("a", { href: link("meters", { serial_number: one.serial_number }) }, one.serial_number),
  },
  { label: "Result", cell: (one) => result(one.is_bg_value_correct) },
  { label: "Reading", number: true, cell: reading },
  { label: "App", cell: (one) => (one.app_product ? `${one.app_product} ${one.app_version ?? ""}` : UNKNOWN) },
  { label: "Stored", cell: (one) => here(one.created) },
];
