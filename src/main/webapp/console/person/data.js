import { isImplausible } from "../marks.js";
import { firstUse } from "../installation.js";

/** Records whose history is fetched with the person; the others are fetched on request. */
const MAX_HISTORIES = 40;
const AT_ONCE = 6;

/** A meter is stored and confirmed in two steps; a later change is a correction. */
const CONFIRMED_WITHIN_MILLIS = 600_000;

/**
 * Everything the service knows about a person.
 *
 * @typedef {Object} PersonData
 * @property {string} kind
 * @property {string} id
 * @property {Object[]} installations newest first by first use
 * @property {Object[]} meters
 * @property {Map<string, Object>} histories by the uuid of the record
 * @property {string|null} knownSince since when changes are known
 * @property {number} withoutHistory records whose history was not fetched
 * @property {string[]} requests the ids of the requests
 * @property {Object|null} latest the latest installation
 * @property {string|null} lastHeard when a record was last created or changed
 */

/** @returns {Promise<PersonData>} */
export async function loadPerson(api, { kind, id, asOf }, signal) {
  const path = `${kind}/${encodeURIComponent(id)}`;
  const requests = [];
  const all = async (list) => {
    const records = [];
    for await (const page of api.pages(`${path}/${list}`, { as_of: asOf }, signal)) {
      records.push(...page.body);
      requests.push(page.requestId);
    }
    return records;
  };
  const [installations, meters] = await Promise.all([
    all("installation"),
    kind === "patient" ? all("blood_glucose_meter") : [],
  ]);
  installations.sort((one, other) => Date.parse(firstUse(other)) - Date.parse(firstUse(one)));
  const changed = [
    ...installations.filter((one) => asOf || one.modified !== one.created).map((one) => [`installation/${one.uuid}`, one]),
    ...meters
      .filter((one) => asOf || Date.parse(one.modified) - Date.parse(one.created) > CONFIRMED_WITHIN_MILLIS)
      .map((one) => [`blood_glucose_meter/${one.uuid}`, one]),
  ];
  const histories = new Map();
  for (let first = 0; first < Math.min(changed.length, MAX_HISTORIES); first += AT_ONCE) {
    const some = changed.slice(first, Math.min(first + AT_ONCE, MAX_HISTORIES));
    const found = await Promise.all(some.map(([record]) => api.get(`${path}/${record}/history`, { limit: 100 }, signal)));
    some.forEach(([, record], index) => histories.set(record.uuid, upTo(found[index], asOf)));
  }
  const records = [...installations, ...meters];
  return {
    kind,
    id,
    path,
    installations,
    meters,
    histories,
    knownSince: latestOf([...histories.values()].map((one) => one.known_since)) ?? null,
    withoutHistory: Math.max(changed.length - MAX_HISTORIES, 0),
    requests: requests.filter(Boolean),
    latest: installations.find((one) => !isImplausible(one)) ?? installations[0] ?? null,
    lastHeard: latestOf(records.map((one) => one.modified)) ?? null,
  };
}

/** The versions that had begun at a moment. */
function upTo(history, asOf) {
  const versions = asOf ? history.versions.filter((one) => Date.parse(one.valid_from) <= Date.parse(asOf)) : history.versions;
  return { ...history, versions };
}

function latestOf(times) {
  return times.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
}
