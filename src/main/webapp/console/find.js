/** The number of characters from which the service searches. */
export const MIN_CHARACTERS = 3;

/**
 * Finds people by whatever is known of them.
 *
 * @returns {Promise<{found: Array<{field: string, matches: Match[], more: boolean}>}>}
 *
 * @typedef {{kind: string, person_id: string, value: string, uuid: string|null, app_product: string|null,
 *   app_version: string|null, serial_number: string|null, last_heard: string|null}} Match
 */
export function find(api, text, signal) {
  return api.get("find", { q: text }, signal);
}
