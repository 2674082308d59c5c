/** The number of characters from which people are searched. */
export const MIN_CHARACTERS = 3;

/** What a text can be, with the search and its filter. */
const CLUES = [
  ["patient_id", "installation", "patient_id"],
  ["clinician_id", "installation", "clinician_id"],
  ["unique_device_code", "installation", "unique_device_code"],
  ["serial_number", "blood_glucose_meter", "serial_number"],
];

/**
 * Finds people by an id, a device code or a serial number.
 *
 * @returns {Promise<{found: Array<{field: string, matches: Match[], more: boolean}>}>}
 *
 * @typedef {{kind: string, person_id: string, value: string, uuid: string|null, app_product: string|null,
 *   app_version: string|null, last_heard: string|null}} Match
 */
export async function find(api, text, signal) {
  const pages = await Promise.all(
    CLUES.map(([, path, filter]) => api.page(path, { [filter]: text, limit: 20 }, signal)),
  );
  const found = CLUES.map(([field], index) => ({ field, matches: people(field, pages[index].body), more: false }));
  return { found: found.filter((group) => group.matches.length > 0) };
}

/** One match per person, with the newest record. */
function people(field, records) {
  const matches = new Map();
  for (const record of records) {
    const id = record.patient_id ?? record.clinician_id;
    if (!matches.has(id)) {
      matches.set(id, {
        kind: record.clinician_id ? "clinician" : "patient",
        person_id: id,
        value: record[field],
        uuid: record.uuid,
        app_product: record.app_product,
        app_version: record.app_version,
        last_heard: null,
      });
    }
  }
  return [...matches.values()];
}
