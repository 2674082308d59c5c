import { stackedChart } from "../chart.js";
import { csv } from "../csv.js";
import { el } from "../dom.js";
import { count, day, here, share, there, UNKNOWN } from "../formats.js";
import { reading } from "../marks.js";
import { pager } from "../pager.js";
import { link } from "../router.js";
import { table } from "../table.js";
import { pick, product, span } from "./fields.js";

const OTHERS = "others";
const PATH = "blood_glucose_meter";

/** The lists of verifications, with their parameters. */
const LISTS = new Map([
  ["wrong", ["Wrong readings", { is_bg_value_correct: "false" }]],
  ["unknown", ["Readings without a result", { is_bg_value_correct: "unknown" }]],
  ["implausible", ["Readings outside the range 1.0 to 35.0 mmol/L", { implausible: "true" }]],
]);

export const meters = {
  title: "Meters",
  about: "Verifications of blood glucose meters: whether the app showed the same reading as the meter.",

  fields: (context) => [
    product(context),
    ...span(),
    {
      name: "list",
      label: "Show",
      options: [
        ["", "Figures"],
        ["wrong", "List of wrong readings"],
        ["unknown", "List of unknown results"],
        ["implausible", "List of implausible readings"],
      ],
    },
    { name: "serial_number", label: "Serial number", hint: "Lists all verifications of this meter at any time." },
  ],

  show(params, context) {
    return LISTS.has(params.list) || params.serial_number ? list(params, context) : figures(params, context);
  },
};

async function figures(params, { api, signal }) {
  const query = { ...pick(params, "app_product", "from", "to", "period"), top: 1000 };
  const { computed_at: computed, figures: found } = await api.figure("meters", query, signal);
  const steps = [...new Set(found.periods.map((one) => one.from))];
  const over = (value) => steps.map((step) => total(found.periods.filter((one) => one.from === step).map(value)));
  const series = [
    { label: "right", values: over((one) => one.correct), colour: "--right" },
    { label: "unknown", values: over((one) => one.unknown), colour: "--unknown" },
    { label: "wrong", values: over((one) => one.incorrect), colour: "--wrong" },
  ];
  return [
    el("h2", {}, "Results over time"),
    steps.length > 0 && stackedChart("results of verifications over time", steps, series, { bars: true }),
    table("Results by period and version", RESULT_COLUMNS, [...found.periods].reverse(), {
      download: { file: "verification-results.csv", make: () => resultsFile(found.periods) },
      empty: "No verifications in this time range.",
    }),
    el("h2", {}, "Shared meters"),
    table("Serial numbers used by several patients, at any time", sharedColumns(), found.shared_serial_numbers, {
      download: { file: "shared-serial-numbers.csv", make: () => sharedFile(found.shared_serial_numbers) },
      empty: "No shared serial numbers.",
    }),
    el("p", {}, el("small", {}, `Computed ${here(computed)}.`)),
  ].filter(Boolean);
}

function total(numbers) {
  return numbers.reduce((sum, number) => sum + (number ?? 0), 0);
}

const RESULT_COLUMNS = [
  { label: "From", heading: true, cell: (one) => day(one.from) },
  { label: "Product", cell: (one) => (one.other ? OTHERS : (one.app_product ?? UNKNOWN)) },
  { label: "Version", cell: (one) => (one.other ? OTHERS : (one.app_version ?? UNKNOWN)) },
  { label: "Verifications", number: true, cell: (one) => count(one.verifications) },
  { label: "Right", number: true, cell: (one) => count(one.correct) },
  { label: "Wrong", number: true, cell: (one) => withShare(one.incorrect, one.share_incorrect) },
  { label: "Unknown", number: true, cell: (one) => withShare(one.unknown, one.share_unknown) },
  { label: "Implausible", number: true, cell: (one) => count(one.implausible) },
  { label: "Probably mg/dL", number: true, cell: (one) => count(one.unit_suspect) },
];

function withShare(number, part) {
  return number === 0 ? "0" : [count(number), " ", el("small", {}, share(part))];
}

function resultsFile(periods) {
  const keys = [
    "from",
    "app_product",
    "app_version",
    "other",
    "verifications",
    "correct",
    "incorrect",
    "unknown",
    "implausible",
    "unit_suspect",
    "share_incorrect",
    "share_unknown",
  ];
  return csv(
    keys,
    periods.map((one) => keys.map((key) => one[key])),
  );
}

function sharedColumns() {
  const list = (serial) => el("a", { href: link("meters", { serial_number: serial }) }, serial);
  return [
    { label: "Serial number", heading: true, cell: (one) => list(one.serial_number) },
    { label: "Patients", number: true, cell: (one) => count(one.patients) },
    { label: "Verifications", number: true, cell: (one) => count(one.verifications) },
  ];
}

function sharedFile(shared) {
  const keys = ["serial_number", "patients", "verifications"];
  return csv(
    keys,
    shared.map((one) => keys.map((key) => one[key])),
  );
}

/** Lists the verifications of a meter at any time, or of a kind in the time range. */
async function list(params, { api, signal }) {
  const [name, filter] = LISTS.get(params.list) ?? ["All verifications", {}];
  const query = { ...filter, app_product: params.app_product, serial_number: params.serial_number };
  if (!params.serial_number) {
    query.verified_from = `${params.from}T00:00:00Z`;
    query.verified_to = dayAfter(params.to);
  }
  const { body, cursor } = await api.page(PATH, { ...query, cursor: params.cursor }, signal);
  const title = params.serial_number ? `${name} of meter ${params.serial_number}` : name;
  return [
    table(title, RECORD_COLUMNS, body, {
      download: { file: "verifications.csv", make: () => api.csv(PATH, query, signal) },
      heading: "h2",
    }),
    pager("meters", params, cursor),
  ].filter(Boolean);
}

function dayAfter(text) {
  const date = new Date(`${text}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString();
}

/** The assessment of a reading. */
export function result(correct) {
  return correct === null ? UNKNOWN : correct ? "right" : "wrong";
}

const RECORD_COLUMNS = [
  {
    label: "Verified",
    heading: true,
    cell: (one) => (one.date_verified ? there(one.date_verified) : `stored ${here(one.created)}`),
  },
  { label: "Result", cell: (one) => result(one.is_bg_value_correct) },
  { label: "Reading", number: true, cell: reading },
  {
    label: "Serial number",
    cell: (one) => el("a", { href: link("meters", { serial_number: one.serial_number }) }, one.serial_number),
  },
  {
    label: "Patient",
    cell: (one) => el("a", { href: link("person", { kind: "patient", id: one.patient_id }) }, one.patient_id),
  },
  { label: "App", cell: (one) => (one.app_product ? `${one.app_product} ${one.app_version ?? ""}` : UNKNOWN) },
];
