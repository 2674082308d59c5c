import { ago, day } from "../formats.js";
import { device, firstUse } from "../installation.js";
import { reading } from "../marks.js";
import { texts } from "../texts.js";
import { events } from "./events.js";
import { author, IDENTIFYING, value } from "./timeline.js";

/** A summary of a person for a ticket, which starts with the verdict. Times are in UTC. */
export function summary(person, verdict, asOf) {
  const { latest, since, newest, behind, lastHeard, meters } = verdict;
  const version = behind === 0 ? texts.version.newest : behind === null ? "" : texts.version.behind(behind, newest);
  return [
    `${texts.kinds[person.kind]} ${person.id}${asOf ? `, ${texts.person.asOfLine(asOf)}` : ""}`,
    latest
      ? [
          `${latest.app_product} ${latest.app_version}${version && !asOf ? ` (${version})` : ""}`,
          since && texts.ticket.since(day(since.time)),
          device(latest),
          lastHeard && !asOf && texts.ticket.heard(ago(lastHeard)),
        ]
          .filter(Boolean)
          .join("; ")
      : texts.verdict.noApp,
    ...meters.map((one) => `${texts.ticket.meter} ${one.serial_number}: ${result(one)}, ${reading(one)}, ${utc(one.date_verified ?? one.created)}`),
    "",
    ...events(person).map((event) => line(event, person)),
    "",
    ...person.installations.map((one) => `${texts.ticket.record} ${one.uuid}: ${texts.ticket.firstUsed} ${utc(firstUse(one))}`),
    `${texts.ticket.requests} ${person.requests.join(", ")}`,
    `${texts.ticket.made} ${new Date().toISOString()}`,
  ].join("\n");
}

/** A time in UTC, in ISO format. */
function utc(time) {
  return new Date(time).toISOString();
}

function result({ is_bg_value_correct: correct }) {
  return correct === null ? texts.meter.unknown : correct ? texts.meter.right : texts.meter.wrong.toUpperCase();
}

function line({ time, type, record, changes, by }, person) {
  const who = by ? ` (${texts.person.by(author(by, person))})` : "";
  switch (type) {
    case "installed":
      return `${utc(time)}  ${texts.person.installed} ${record.app_product} ${record.app_version}, ${device(record)}`;
    case "checked":
      return `${utc(time)}  ${texts.person.meter} ${record.serial_number}: ${result(record)}, ${reading(record)}`;
    case "removed":
      return `${utc(time)}  ${record.serial_number ? texts.person.checkRemoved : texts.person.installationRemoved}${who}`;
    case "corrected":
      return `${utc(time)}  ${texts.person.checkOf} ${record.serial_number} ${texts.person.corrected} ${changes.map(change).join(", ")}${who}`;
    default:
      return `${utc(time)}  ${texts.person.changed} ${changes.map(change).join(", ")}${who}`;
  }
}

function change({ field, before, after }) {
  const name = texts.fieldNames[field] ?? field;
  return IDENTIFYING.includes(field) ? name : `${name} ${value(field, before)} → ${value(field, after)}`;
}
