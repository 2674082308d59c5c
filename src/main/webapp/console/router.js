/**
 * The address of a view follows "#", so that browsers do not send the ids in it to servers. In private mode it contains the number
 * of an entry in the tab's storage instead of ids, so that the history contains none.
 *
 * @typedef {{view: string, params: Object<string, string|string[]>}} Route
 */

/** The key that is stored while this browser is in private mode. */
const PRIVATE = "console.private";

/** The prefix of the keys of stored parameters, and the key of their number. */
const STORED = "console.parameters.";
const COUNT = "console.parameters";

/** @returns {Route} the route of an address; with an empty view by default */
export function parse(hash) {
  const [path, text = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const params = paramsOf(text);
  return { view: path, params: "stored" in params ? stored(params.stored) : params };
}

/** The address of a view, without empty parameters. */
export function link(view, params = {}) {
  const text = query(params);
  return `#/${view}${text && isPrivate() ? `?stored=${store(text)}` : text}`;
}

/** The query of an address, without empty parameters. A parameter may have several values. */
export function query(params) {
  const values = Object.entries(params).flatMap(([name, value]) =>
    [value].flat().filter((one) => one !== "" && one !== null && one !== undefined && one !== false).map((one) => [name, one]),
  );
  const text = new URLSearchParams(values).toString();
  return text ? `?${text}` : "";
}

/** The parameters of a query; an array for a parameter with several values. */
function paramsOf(text) {
  const params = {};
  for (const [name, value] of new URLSearchParams(text)) {
    params[name] = name in params ? [params[name], value].flat() : value;
  }
  return params;
}

export function isPrivate() {
  return localStorage.getItem(PRIVATE) !== null;
}

/** Makes this browser private or not, and removes the parameters from the current entry of the history. */
export function setPrivate(wanted) {
  const { view, params } = parse(location.hash);
  if (wanted) {
    localStorage.setItem(PRIVATE, "yes");
  } else {
    localStorage.removeItem(PRIVATE);
    forget();
  }
  history.replaceState(null, "", link(view, wanted ? params : {}));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Removes all stored parameters. */
export function forget() {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(STORED))
    .forEach((key) => sessionStorage.removeItem(key));
}

/** Navigates to an address. */
export function go(address) {
  location.hash = address;
}

/** The number of stored parameters; the same number for the same parameters. */
function store(text) {
  const known = Object.keys(sessionStorage).find(
    (key) => key.startsWith(STORED) && sessionStorage.getItem(key) === text,
  );
  if (known) {
    return known.slice(STORED.length);
  }
  const number = Number(sessionStorage.getItem(COUNT) ?? 0) + 1;
  sessionStorage.setItem(COUNT, number);
  sessionStorage.setItem(STORED + number, text);
  return number;
}

/** The parameters with a number; none in another tab or after a sign-out. */
function stored(number) {
  return paramsOf(sessionStorage.getItem(STORED + number) ?? "");
}
