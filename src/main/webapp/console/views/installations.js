import { moment } from "../formats.js";
import { html } from "../html.js";
import { firstUse, model } from "../installation.js";
import { isImplausible } from "../marks.js";
import { Explorer } from "../parts/explorer.js";
import { filters, OF_ALL_RECORDS, ranges } from "../parts/filters.js";
import { Head, Print } from "../parts/panel.js";
import { owner, PersonLink } from "../parts/person-link.js";
import { Tag } from "../parts/tag.js";
import { texts } from "../texts.js";

const FILTERS = filters([
  "latest",
  "latest_of_product",
  "kind",
  "app_product",
  "app_product_starts",
  "app_version",
  "app_version_starts",
  "version_below",
  "version_from",
  "os",
  "os_starts",
  "os_version",
  "os_version_starts",
  "manufacturer",
  "manufacturer_starts",
  "model",
  "model_starts",
  "unique_device_code",
  "unique_device_code_starts",
  "patient_id",
  "clinician_id",
  ...ranges("first_used"),
  ...OF_ALL_RECORDS,
]);

const COLUMNS = [
  { name: "person", label: texts.person.title, cell: (one) => html`<${PersonLink} ...${owner(one)} />` },
  { name: "product", label: texts.fieldNames.app_product, cell: (one) => one.app_product },
  { name: "version", label: texts.fieldNames.app_version, cell: (one) => one.app_version },
  { name: "os", label: texts.fieldNames.os, cell: (one) => one.phone_os ?? one.desktop_os },
  { name: "os_version", label: texts.fieldNames.os_version, cell: (one) => one.phone_os_version ?? one.desktop_os_version },
  { name: "model", label: texts.fieldNames.model, cell: model },
  {
    name: "first_used",
    label: texts.person.firstUsed,
    cell: (one) => html`${moment(firstUse(one))} ${isImplausible(one) && html`<${Tag} tone="warn">${texts.installation.implausible}<//>`}`,
  },
  { name: "modified", label: texts.person.modified, cell: (one) => moment(one.modified) },
  { name: "created", label: texts.person.stored, extra: true, cell: (one) => moment(one.created) },
  { name: "code", label: texts.fieldNames.unique_device_code, extra: true, cell: (one) => html`<code>${one.unique_device_code}</code>` },
  { name: "heard", label: texts.verdict.heard, extra: true, cell: (one) => (one.last_heard ? moment(one.last_heard) : texts.unknown) },
  { name: "uuid", label: texts.person.record, extra: true, cell: (one) => html`<code>${one.uuid}</code>` },
];

const GROUPS = {
  app_version: (one) => one.app_version,
  os: (one) => one.phone_os ?? one.desktop_os,
  model: (one) => one.model ?? "",
};

/** Installations of all people. */
export function Installations({ params, set }) {
  return html`<div class="page">
    <${Head} title=${texts.views.installations}><${Print} /><//>
    <${Explorer}
      view="installations"
      path="installation"
      title=${params.latest || params.latest_of_product ? texts.installation.latest : texts.installation.all}
      file="installations.csv"
      filters=${FILTERS}
      columns=${COLUMNS}
      orders=${["created", "modified", "first_used"]}
      groups=${GROUPS}
      person=${(one) => one.patient_id ?? one.clinician_id}
      counted
      params=${params}
      set=${set}
    />
  </div>`;
}
