import { recordsCsv } from "../csv.js";
import { day, moment } from "../formats.js";
import { html, useState } from "../html.js";
import { firstUse, model, phoneOf, system } from "../installation.js";
import { isImplausible, reading } from "../marks.js";
import { Download } from "../parts/download.js";
import { Facts, Panel } from "../parts/panel.js";
import { MeterLink, PhoneLink } from "../parts/person-link.js";
import { Table } from "../parts/table.js";
import { Result, Tag } from "../parts/tag.js";
import { texts } from "../texts.js";
import { events } from "./events.js";
import { author, Change, Timeline } from "./timeline.js";

/** The timeline, and what is installed now. */
export function NowTab({ person, verdict }) {
  const { latest, meters } = verdict;
  return html`<div class="two">
    <${Timeline} person=${person} />
    <div class="stack">
      ${latest && html`<${Device} person=${person} installation=${latest} />`}
      ${person.kind === "patient" &&
      html`<${Panel} title=${texts.person.meters} aside=${meters.length}>
        <${Table}
          name=${texts.person.meters}
          empty=${texts.person.noMeters}
          rows=${meters}
          columns=${[
            { label: texts.meter.serial, cell: (one) => html`<${MeterLink} serial=${one.serial_number} />` },
            { label: texts.meter.lastCheck, cell: (one) => day(one.date_verified ?? one.created) },
            { label: texts.meter.result, cell: (one) => html`<${Result} correct=${one.is_bg_value_correct} />` },
            {
              label: texts.meter.phone,
              cell: (one) => html`<${Phone} of=${phoneOf(one, person.installations)} latest=${latest} />`,
            },
          ]}
        />
      <//>`}
    </div>
  </div>`;
}

function Device({ person, installation }) {
  const title = person.kind === "patient" ? texts.verdict.phone : texts.verdict.computer;
  const paired = new Set(
    person.meters
      .filter((one) => isSame(phoneOf(one, person.installations), installation))
      .map((one) => one.serial_number),
  );
  return html`<${Panel}
    title=${title}
    aside=${html`<${PhoneLink} installation=${installation}>${texts.person.allOfDevice}<//>`}
  >
    <${Facts}
      facts=${[
        [texts.fieldNames.model, model(installation)],
        [texts.fieldNames.os, system(installation)],
        [texts.fieldNames.display_name, installation.display_name && html`<${Hidden} text=${installation.display_name} />`],
        [texts.fieldNames.unique_device_code, html`<code>${installation.unique_device_code}</code>`],
        [
          texts.person.firstUsed,
          html`${moment(firstUse(installation))} ${isImplausible(installation) &&
          html`<${Tag} tone="warn">${texts.installation.implausible}<//>`}`,
        ],
        [texts.person.stored, moment(installation.created)],
        [texts.person.pairedMeters, paired.size > 0 && [...paired].map((serial) => html`<${MeterLink} serial=${serial} /> `)],
        [texts.person.record, html`<code>${installation.uuid}</code>`],
      ]}
    />
  <//>`;
}

function isSame(phone, other) {
  return phone?.unique_device_code === other?.unique_device_code;
}

/** The phone of a meter. */
function Phone({ of: phone, latest }) {
  if (!phone) {
    return texts.unknown;
  }
  return html`<${PhoneLink} installation=${phone}>
    ${isSame(phone, latest) ? texts.meter.thisPhone : model(phone) || texts.meter.otherPhone}
  <//>`;
}

/** A name that may identify somebody: shown on request only. */
function Hidden({ text }) {
  const [shown, setShown] = useState(false);
  return shown
    ? text
    : html`<span class="muted">${texts.person.hidden}</span> <button type="button" class="plain" onClick=${() => setShown(true)}>
          ${texts.person.show}
        </button>`;
}

/** Each change with its author, and the installations as they are stored. */
export function ChangesTab({ person }) {
  const changes = events(person).filter((event) => event.type !== "installed" && event.type !== "checked");
  const note = person.knownSince ? texts.person.knownSince(moment(person.knownSince)) : "";
  return html`<div class="stack">
    <${Panel} title=${texts.person.changesTitle} aside=${html`<small class="muted">${note}</small>`}>
      <${Table}
        name=${texts.person.changesTitle}
        empty=${texts.person.noChanges}
        rows=${changes}
        columns=${[
          { label: texts.person.time, cell: (one) => moment(one.time) },
          { label: texts.person.author, cell: (one) => (one.by ? author(one.by, person) : texts.unknown) },
          {
            label: texts.person.what,
            cell: (one) =>
              one.type === "removed"
                ? texts.person.removed
                : one.changes.map((change) => html`<${Change} key=${change.field} change=${change} />`),
          },
          {
            label: texts.person.record,
            cell: (one) =>
              one.record.serial_number
                ? html`<${MeterLink} serial=${one.record.serial_number} />`
                : `${one.record.app_product} ${one.record.app_version}`,
          },
        ]}
      />
    <//>
    <${Panel}
      title=${texts.person.installations}
      aside=${html`<${Download}
        label=${texts.download.csv}
        name=${texts.person.installations}
        file="installations.csv"
        make=${() => recordsCsv(person.installations)}
      />`}
    >
      <${Table}
        name=${texts.person.installations}
        empty=${texts.person.noInstallations}
        rows=${person.installations}
        columns=${[
          { label: texts.person.firstUsed, cell: (one) => moment(firstUse(one)) },
          { label: texts.fieldNames.app, cell: (one) => `${one.app_product} ${one.app_version}` },
          { label: texts.fieldNames.model, cell: model },
          { label: texts.fieldNames.os, cell: system },
          { label: texts.fieldNames.unique_device_code, cell: (one) => html`<code>${one.unique_device_code}</code>` },
          { label: texts.person.stored, cell: (one) => moment(one.created) },
          { label: texts.person.modified, cell: (one) => moment(one.modified) },
          { label: texts.person.record, cell: (one) => html`<code>${one.uuid}</code>` },
        ]}
      />
    <//>
  </div>`;
}

/** All verifications. */
export function MetersTab({ person }) {
  return html`<${Panel}
    title=${texts.person.verifications}
    aside=${person.meters.length > 0 &&
    html`<${Download}
      label=${texts.download.csv}
      name=${texts.person.verifications}
      file="meters.csv"
      make=${() => recordsCsv(person.meters)}
    />`}
  >
    <${Table}
      name=${texts.person.verifications}
      empty=${texts.person.noMeters}
      rows=${person.meters}
      columns=${[
        { label: texts.meter.verified, cell: (one) => moment(one.date_verified ?? one.created) },
        { label: texts.meter.serial, cell: (one) => html`<${MeterLink} serial=${one.serial_number} />` },
        { label: texts.meter.result, cell: (one) => html`<${Result} correct=${one.is_bg_value_correct} />` },
        { label: texts.meter.reading, number: true, cell: reading },
        { label: texts.fieldNames.app, cell: (one) => (one.app_product ? `${one.app_product} ${one.app_version ?? ""}` : "") },
        {
          label: texts.meter.phone,
          cell: (one) => html`<${Phone} of=${phoneOf(one, person.installations)} latest=${person.latest} />`,
        },
        { label: texts.person.record, cell: (one) => html`<code>${one.uuid}</code>` },
      ]}
    />
  <//>`;
}
