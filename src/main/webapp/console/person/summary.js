import { ago, day } from "../formats.js";
import { device, firstUse } from "../installation.js";
import { reading } from "../marks.js";
import { texts } from "../texts.js";
import { events } from "./events.js";
import { IDENTIFYING } from "./timeline.js";

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
    ...meters.map((one) => `${texts.ticket.meter} ${one.serial_number}: ${result(one)}, ${reading(one)}, ${one.date_verified ?? one.created}`),
    "",
    ...events(person).map(line),
    "",
    ...person.installations.map((one) => `${texts.ticket.record} ${one.uuid}: ${texts.ticket.firstUsed} ${firstUse(one)}`),
    `${texts.ticket.requests} ${person.requests.join(", ")}`,
    `${texts.ticket.made} ${new Date().toISOString()}`,
  ].join("\n");
}

function result({ is_bg_value_correct: correct }) {
  return correct === null ? texts.meter.unknown : correct ? texts.meter.right : texts.meter.wrong.toUpperCase();
}

function line({ time, type, record, changes, by }) {
  const author = by ? ` (${texts.person.by(by)})` : "";
  switch (type) {
    case "installed":
      return `${time}  ${texts.person.installed} ${record.app_product} ${record.app_version}, ${device(record)}`;
    case "checked":
      return `${time}  ${texts.person.meter} ${record.serial_number}: ${result(record)}, ${reading(record)}`;
    case "removed":
      return `${time}  ${texts.person.removed}${author}`;
    default:
      return `${time}  ${texts.person.changed} ${changes.map(change).join(", ")}${author}`;
  }
}

function change({ field, before, after }) {
  return IDENTIFYING.includes(field) ? field : `${field} ${before} → ${after}`;
}
