import { moment } from "../formats.js";
import { html } from "../html.js";
import { Explorer } from "../parts/explorer.js";
import { filters, OF_ALL_RECORDS, ranges } from "../parts/filters.js";
import { MeterLink, PersonLink } from "../parts/person-link.js";
import { texts } from "../texts.js";

const KINDS = [["patient", texts.kinds.patients], ["clinician", texts.kinds.clinicians], ["meter", texts.views.meters]];

/** Texts of which the question must have one, or the beginning of one. */
const TEXTS = [
  "serial_number",
  "model",
  "firmware_version",
  "manufacturer",
  "app_version",
  "app_product",
  "os_version",
  "os",
  "unique_device_code",
  "mobile_id",
].flatMap((name) => [`${name}_starts`, name]);

const FILTERS = [
  ...filters(TEXTS),
  { name: "kind", options: KINDS },
  ...filters([
    "version_below",
    "version_from",
    "latest",
    "latest_of_product",
    "is_bg_value_correct",
    "implausible",
    "patient_id",
    "clinician_id",
    ...ranges("first_used", "verified"),
    ...OF_ALL_RECORDS,
  ]),
];

const COLUMNS = [
  { name: "person", label: texts.person.title, cell: (one) => html`<${PersonLink} kind=${one.kind} id=${one.person_id} />` },
  {
    name: "serial",
    label: texts.meter.serial,
    cell: (one) => one.serial_number && html`<${MeterLink} serial=${one.serial_number} />`,
  },
  { name: "app", label: texts.fieldNames.app, cell: (one) => [one.app_product, one.app_version].filter(Boolean).join(" ") },
  { name: "model", label: texts.fieldNames.model, cell: (one) => [one.manufacturer, one.model].filter(Boolean).join(" ") },
  { name: "firmware", label: texts.fieldNames.firmware_version, cell: (one) => one.firmware_version },
  { name: "system", label: texts.fieldNames.os, cell: (one) => [one.os, one.os_version].filter(Boolean).join(" ") },
  { name: "records", label: texts.records, number: true, cell: (one) => one.records },
  { name: "heard", label: texts.verdict.heard, cell: (one) => (one.last_heard ? moment(one.last_heard) : texts.unknown) },
];

/** The people whom a recall concerns, one row a person. */
export function RecallList({ params, set }) {
  return html`<p class="muted">${texts.recall.about}</p>
    <${Explorer}
      view="meters"
      path="analytics/recall"
      title=${texts.recall.title}
      file="recall.csv"
      filters=${FILTERS}
      columns=${COLUMNS}
      orders=${["person"]}
      rows=${(body) => body.figures}
      total=${(body) => body.total}
      needs=${TEXTS}
      params=${params}
      set=${set}
    />`;
}
