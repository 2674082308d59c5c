import { glucose, moment } from "../formats.js";
import { grouped } from "../groups.js";
import { html } from "../html.js";
import { device } from "../installation.js";
import { isImplausible, isUnitSuspect } from "../marks.js";
import { MeterLink } from "../parts/person-link.js";
import { Panel } from "../parts/panel.js";
import { Result, Tag } from "../parts/tag.js";
import { texts } from "../texts.js";
import { events } from "./events.js";

/** The events of a person by year. Only the latest year with events is unfolded if there are many. */
export function Timeline({ person }) {
  const all = events(person);
  const years = grouped(all, (event) => event.time.slice(0, 4));
  const note = person.knownSince ? texts.person.knownSince(moment(person.knownSince)) : texts.person.times;
  return html`<${Panel} title=${texts.person.timeline} aside=${html`<small class="muted">${note}</small>`}>
    ${[...years].map(
      ([year, ofYear], index) => html`<details key=${year} open=${index === 0 || all.length <= 15}>
        <summary>${year} <small class="muted">${texts.person.events(ofYear.length)}</small></summary>
        <ol class="line">
          ${ofYear.map(
            (event, position) => html`<li
              key=${position}
              class=${index === 0 && position === 0 ? "now" : null}
            >
              <time class="muted" datetime=${event.time} title=${event.time}>${moment(event.time)}</time>
              <i aria-hidden="true"></i>
              <div><${EventText} event=${event} person=${person} /></div>
            </li>`,
          )}
        </ol>
      </details>`,
    )}
    ${person.withoutHistory > 0 && html`<p class="note">${texts.person.withoutHistory(person.withoutHistory)}</p>`}
  <//>`;
}

function EventText({ event, person }) {
  const { record } = event;
  const isMeter = record.serial_number !== undefined;
  const by = event.by && html`<br /><small class="muted">${texts.person.by(author(event.by, person))}</small>`;
  switch (event.type) {
    case "installed":
      return html`${texts.person.installed} <b>${record.app_product} ${record.app_version}</b> ${texts.person.on}${" "}
        ${device(record)} ${isImplausible(record) && html`<${Tag} tone="warn">${texts.installation.implausible}<//>`}`;
    case "checked":
      return html`${texts.person.meter} <${MeterLink} serial=${record.serial_number} /> ${texts.person.checked}${" "}
        <${Result} correct=${record.is_bg_value_correct} /> ${glucose(record.blood_glucose_value)}
        ${isUnitSuspect(record) && html` <${Tag} tone="warn">${texts.meter.unitSuspect}<//>`}
        ${record.app_product &&
        html`<br /><small class="muted">${record.app_product} ${record.app_version ?? ""}</small>`}`;
    case "removed":
      return html`${isMeter ? texts.person.checkRemoved : texts.person.installationRemoved} ${by}`;
    default:
      return html`${event.type === "corrected"
          ? html`${texts.person.checkOf} <${MeterLink} serial=${record.serial_number} /> ${texts.person.corrected}`
          : texts.person.changed}${" "}
        ${event.changes.map((change) => html`<${Change} key=${change.field} change=${change} />`)} ${by}`;
  }
}

/** The value of a field before and after a change. */
export function Change({ change: { field, before, after } }) {
  return html`<span class="change">
    <span class="muted">${texts.fieldNames[field] ?? field}</span>
    <del>${value(field, before)}</del><span aria-hidden="true">→</span><span class="hidden">${texts.person.to}</span
    ><ins>${value(field, after)}</ins>
  </span> `;
}

/** Fields that may identify somebody; their content is shown with the device only. */
export const IDENTIFYING = ["display_name", "ip_address"];

/** The content of a field in words. */
export function value(field, content) {
  if (IDENTIFYING.includes(field)) {
    return texts.person.hidden;
  }
  if (field === "is_bg_value_correct") {
    return content === null ? texts.meter.unknown : content ? texts.meter.right : texts.meter.wrong;
  }
  if (content === null || content === undefined || content === "") {
    return texts.nothing;
  }
  return typeof content === "string" && /^\d{4}-\d\d-\d\dT/.test(content) ? moment(content) : String(content);
}

/** Who made a change. */
export function author(name, person) {
  return name === person.id ? texts.person.ownApp(person.kind) : name;
}
