import { moment } from "../formats.js";
import { html } from "../html.js";
import { reading } from "../marks.js";
import { MeterFigures } from "../meters/figures.js";
import { RecallList } from "../meters/recall.js";
import { SharedMeters } from "../meters/shared.js";
import { Explorer } from "../parts/explorer.js";
import { filters, OF_ALL_RECORDS, ranges } from "../parts/filters.js";
import { Head, Print } from "../parts/panel.js";
import { MeterLink, PersonLink } from "../parts/person-link.js";
import { Result } from "../parts/tag.js";
import { link } from "../router.js";
import { texts } from "../texts.js";

const FILTERS = filters([
  "serial_number",
  "serial_number_starts",
  "is_bg_value_correct",
  "implausible",
  "manufacturer",
  "manufacturer_starts",
  "model",
  "model_starts",
  "firmware_version",
  "firmware_version_starts",
  "app_product",
  "app_product_starts",
  "app_version",
  "app_version_starts",
  "mobile_id",
  "mobile_id_starts",
  "patient_id",
  ...ranges("verified"),
  ...OF_ALL_RECORDS,
]);

const COLUMNS = [
  { name: "serial", label: texts.meter.serial, cell: (one) => html`<${MeterLink} serial=${one.serial_number} />` },
  { name: "verified", label: texts.meter.verified, cell: (one) => moment(one.date_verified ?? one.created) },
  { name: "result", label: texts.meter.result, cell: (one) => html`<${Result} correct=${one.is_bg_value_correct} />` },
  { name: "reading", label: texts.meter.reading, number: true, cell: reading },
  { name: "patient", label: texts.kinds.patient, cell: (one) => html`<${PersonLink} kind="patient" id=${one.patient_id} />` },
  { name: "app", label: texts.fieldNames.app, cell: (one) => (one.app_product ? `${one.app_product} ${one.app_version ?? ""}` : "") },
  { name: "model", label: texts.fieldNames.model, extra: true, cell: (one) => [one.manufacturer, one.model].filter(Boolean).join(" ") },
  { name: "firmware", label: texts.fieldNames.firmware_version, extra: true, cell: (one) => one.firmware_version },
  { name: "phone", label: texts.meter.phone, extra: true, cell: (one) => html`<a class="id" href=${link("meters", { mobile_id: one.mobile_id })}>${one.mobile_id}</a>` },
  { name: "modified", label: texts.person.modified, extra: true, cell: (one) => moment(one.modified) },
  { name: "heard", label: texts.verdict.heard, extra: true, cell: (one) => (one.last_heard ? moment(one.last_heard) : texts.unknown) },
  { name: "uuid", label: texts.person.record, extra: true, cell: (one) => html`<code>${one.uuid}</code>` },
];

const GROUPS = {
  app_version: (one) => one.app_version ?? "",
  serial_number: (one) => one.serial_number,
};

const TABS = ["", "figures", "shared", "recall"];

/** Verifications of blood glucose meters, their figures, and meters of several patients. */
export function Meters({ params, set }) {
  const tab = TABS.includes(params.tab) ? params.tab : "";
  return html`<div class="page">
    <${Head} title=${texts.views.meters}><${Print} /><//>
    <nav class="tabs" aria-label=${texts.meter.parts}>
      <ul>
        ${TABS.map(
          (name) =>
            html`<li key=${name}>
              <a href=${link("meters", { tab: name })} aria-current=${name === tab ? "page" : null}>${texts.meter.tabs[name]}</a>
            </li>`,
        )}
      </ul>
    </nav>
    ${tab === "figures"
      ? html`<${MeterFigures} params=${params} set=${set} />`
      : tab === "shared"
        ? html`<${SharedMeters} />`
        : tab === "recall"
          ? html`<${RecallList} params=${params} set=${set} />`
          : html`<${Explorer}
            view="meters"
            path="blood_glucose_meter"
            title=${texts.meter.checks}
            file="meters.csv"
            filters=${FILTERS}
            columns=${COLUMNS}
            orders=${["created", "modified", "verified"]}
            groups=${GROUPS}
            person=${(one) => one.patient_id}
            counted
            params=${params}
            set=${set}
          />`}
  </div>`;
}
