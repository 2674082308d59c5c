import { firstUse } from "../installation.js";

/**
 * An event of a person's timeline.
 *
 * @typedef {Object} Event
 * @property {string} time
 * @property {"installed"|"changed"|"checked"|"corrected"|"removed"} type
 * @property {Object} record the record as it was after the event
 * @property {Array<{field: string, before: any, after: any}>} [changes]
 * @property {string|null} [by] the author of a change; null if unknown
 */

/**
 * The installations, their changes, and the verifications of a person in one order, the newest first.
 *
 * @param {import("./data.js").PersonData} person
 * @returns {Event[]}
 */
export function events({ installations, meters, histories }) {
  return [
    ...installations.flatMap((one) => [
      { time: firstUse(one), type: "installed", record: original(one, histories), by: one.created_by ?? null },
      ...changes(histories.get(one.uuid), "changed"),
    ]),
    ...meters.flatMap((one) => [
      { time: one.date_verified ?? one.created, type: "checked", record: original(one, histories), by: one.created_by ?? null },
      ...changes(histories.get(one.uuid), "corrected"),
    ]),
  ].sort((one, other) => Date.parse(other.time) - Date.parse(one.time));
}

/** The oldest known content of a record. */
function original(record, histories) {
  return histories.get(record.uuid)?.versions.at(-1) ?? record;
}

function changes(history, type) {
  return (history?.versions ?? []).flatMap((version, index, versions) => {
    const before = versions[index + 1];
    if (version.operation === "delete") {
      return [{ time: version.valid_from, type: "removed", record: version, by: version.changed_by }];
    }
    if (version.operation !== "update" || !before) {
      return [];
    }
    return [
      {
        time: version.valid_from,
        type,
        record: version,
        by: version.changed_by,
        changes: version.changed.map((field) => ({ field, before: before[field], after: version[field] })),
      },
    ];
  });
}

/**
 * Since when a person has the version of the latest installation: since its last change, or since the first of the
 * installations before with the same version.
 *
 * @returns {{time: string, by: string|null, change: boolean}|null}
 */
export function onSince({ installations, latest, histories }) {
  if (!latest) {
    return null;
  }
  const change = changes(histories.get(latest.uuid), "changed").find((event) =>
    event.changes?.some(({ field }) => field === "app_version" || field === "app_product"),
  );
  if (change) {
    return { time: change.time, by: change.by, change: true };
  }
  const ofProduct = installations.filter((one) => one.app_product === latest.app_product);
  let first = latest;
  for (const one of ofProduct.slice(ofProduct.indexOf(latest) + 1)) {
    if (one.app_version !== latest.app_version) {
      break;
    }
    first = one;
  }
  return { time: firstUse(first), by: first.created_by ?? null, change: false };
}
