/**
 * The address of a view follows "#", so that browsers do not send the ids in it to servers.
 *
 * @typedef {{view: string, params: Object<string, string>}} Route
 */

/** @returns {Route} the route of an address; with an empty view by default */
export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  return { view: path, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a view, without empty parameters. */
export function link(view, params = {}) {
  const values = Object.entries(params).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const query = new URLSearchParams(values).toString();
  return `#/${view}${query ? `?${query}` : ""}`;
}

/** Navigates to an address, and reloads the view if it is the current one. */
export function go(address) {
  if (location.hash === address) {
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = address;
  }
}

/** Calls the listener with the current route and each new one. */
export function follow(listener) {
  window.addEventListener("hashchange", () => listener(parse(location.hash)));
  listener(parse(location.hash));
}
