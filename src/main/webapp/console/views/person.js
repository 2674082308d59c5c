import { el } from "../dom.js";
import { glucose, here, there, UNKNOWN } from "../formats.js";
import { link } from "../router.js";
import { table } from "../table.js";
import { copyButton } from "../copy.js";
import { summary } from "../summary.js";
import { result } from "./meters.js";

/** All that one person has installed. */
export const person = {
  title: "Person",
  about: "What one person has installed, and which meters they paired.",

  fields: () => [
    {
      name: "kind",
      label: "Who",
      value: "patient",
      options: [
        ["patient", "A patient"],
        ["clinician", "A clinician"],
      ],
    },
    {
      name: "id",
      label: "Id",
      required: true,
      wide: true,
      hint: "As the platform writes it, such as 45c48cce-2e2d-4fbd-aa1a-c51c7c6ad26d.",
    },
  ],

  ready: (params) => params.id !== "",
  hint: "Paste the id of a patient or a clinician.",

  async show({ kind, id }, { api, signal }) {
    const isPatient = kind !== "clinician";
    const path = `${isPatient ? "patient" : "clinician"}/${encodeURIComponent(id)}`;
    const [installations, meters] = await Promise.all([
      all(api, `${path}/installation`, signal),
      isPatient ? all(api, `${path}/blood_glucose_meter`, signal) : [],
    ]);
    if (installations.length + meters.length === 0) {
      return [
        el("p", { class: "empty" }, `Nothing is known of a ${isPatient ? "patient" : "clinician"} with this id.`),
      ];
    }
    const steps = timeline(installations);
    const whose = { [isPatient ? "patient_id" : "clinician_id"]: id };
    return [
      copyButton(() => summary(isPatient ? "patient" : "clinician", id, steps, meters)),
      el("h2", {}, "Installations"),
      el("ol", { class: "timeline" }, steps.map(step)),
      installations.length > 0 &&
        table("Installations, as stored", installationColumns, installations, {
          download: { file: "installations.csv", make: () => api.csv("installation", whose, signal) },
        }),
      isPatient && el("h2", {}, "Meters"),
      isPatient &&
        table("Verifications of meters", meterColumns, meters, {
          download: { file: "meters.csv", make: () => api.csv("blood_glucose_meter", whose, signal) },
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

/**
 * The installations by first use, the latest first, each with what changed since the one of the same product before it.
 *
 * @returns {Array<{installation: Object, firstUse: string, change: string}>}
 */
function timeline(installations) {
  const dated = installations
    .map((installation) => ({
      installation,
      firstUse: installation.date_first_launched ?? installation.date_first_used,
    }))
    .sort((one, other) => Date.parse(one.firstUse) - Date.parse(other.firstUse));
  const before = new Map();
  for (const entry of dated) {
    entry.change = change(before.get(entry.installation.app_product), entry.installation);
    before.set(entry.installation.app_product, entry.installation);
  }
  return dated.reverse();
}

function change(before, now) {
  if (!before) {
    return "first installation";
  }
  const changes = [
    before.app_version !== now.app_version && `changed from ${before.app_version}`,
    before.unique_device_code !== now.unique_device_code && "on another device",
  ].filter(Boolean);
  return changes.join(", ") || "installed again";
}

function step({ installation, firstUse, change: changed }) {
  return el(
    "li",
    {},
    el("p", { class: "when" }, there(firstUse)),
    el(
      "p",
      {},
      el("strong", {}, `${installation.app_product} ${installation.app_version}`),
      " ",
      el("span", { class: "change" }, changed),
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

/** What an installation runs on, in words. */
function device(one) {
  const made = one.manufacturer ? `${one.manufacturer} ${one.model}` : "Computer";
  return `${made}, ${one.phone_os ?? one.desktop_os} ${one.phone_os_version ?? one.desktop_os_version}${one.display_name ? ` (${one.display_name})` : ""}`;
}

const installationColumns = [
  { label: "First used", heading: true, cell: (one) => there(one.date_first_launched ?? one.date_first_used) },
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
  { label: "Reading", number: true, cell: (one) => glucose(one.blood_glucose_value) },
  { label: "App", cell: (one) => (one.app_product ? `${one.app_product} ${one.app_version ?? ""}` : UNKNOWN) },
  { label: "Stored", cell: (one) => here(one.created) },
];
