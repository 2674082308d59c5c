/**
 * Addresses of views, all behind the "#": browsers send that part to no server, so that the ids in it stay here.
 *
 * @typedef {{view: string, params: Object<string, string>}} Route
 */

/** @returns {Route} what an address leads to; the empty view where it says nothing */
export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  return { view: path, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a view, without parameters that are empty. */
export function link(view, params = {}) {
  const given = Object.entries(params).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const query = new URLSearchParams(given).toString();
  return `#/${view}${query ? `?${query}` : ""}`;
}

/** Goes there. Asking for the same again asks again. */
export function go(address) {
  if (location.hash === address) {
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = address;
  }
}

/** Calls the listener with the present route, and with each new one: of a link, a form, or the browser's back button. */
export function follow(listener) {
  window.addEventListener("hashchange", () => listener(parse(location.hash)));
  listener(parse(location.hash));
}
