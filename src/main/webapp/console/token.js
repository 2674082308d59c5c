/** Reading of bearer tokens. The service checks them; the console only offers what a token permits. */

export const READ_ALL = "read:gdm_telemetry_all";
export const AUDIT = "read:gdm_telemetry_audit";
export const ERASE = "erase:gdm_telemetry";

/** The claims of a JWT; null if it is none. */
export function claims(token) {
  try {
    const text = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  } catch {
    return null;
  }
}

/** Whether a token has a scope, in a claim of any name. A token that cannot be read may have any. */
export function permits(token, scope) {
  const known = claims(token);
  return (
    known === null ||
    Object.values(known).some((value) => typeof value === "string" && value.split(" ").includes(scope))
  );
}
