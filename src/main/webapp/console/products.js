import { isoDay } from "./formats.js";

const MAX_VERSIONS = 100;

/** The products and their versions in use today, which are fetched once per sign-in. */
export class Products {
  #api;
  #figures = null;

  constructor(api) {
    this.#api = api;
  }

  /**
   * The products by kind, those with the most people first.
   *
   * @returns {Promise<Product[]>}
   *
   * @typedef {Object} Product
   * @property {string} kind `patient` or `clinician`
   * @property {string} name
   * @property {number|null} people
   * @property {string[]} versions newest first
   * @property {Map<string, {people: number|null, share: number|null}>} counts the people with each version
   */
  async all() {
    this.#figures ??= this.#api.figure("adoption", { from: isoDay(), to: isoDay(), top: MAX_VERSIONS });
    try {
      return (await this.#figures).figures.filter((one) => one.app_product !== null).map(product).sort(byPeople);
    } catch (fault) {
      this.#figures = null;
      throw fault;
    }
  }
}

function product(figure) {
  const [point] = figure.points.slice(-1);
  return {
    kind: figure.kind,
    name: figure.app_product,
    people: point?.people ?? 0,
    versions: [...figure.versions].reverse(),
    counts: new Map((point?.versions ?? []).map((one) => [one.name, one])),
  };
}

function byPeople(one, other) {
  return (other.people ?? 0) - (one.people ?? 0);
}

/** The releases among versions: no pre-releases, and `v1.9` and `1.9` once. */
export function releases(versions) {
  const known = new Set();
  return versions.filter((version) => {
    const name = version.replace(/^v/, "");
    const isNew = !version.includes("-") && !known.has(name);
    known.add(name);
    return isNew;
  });
}

/** How many releases a version is behind the newest; null if it is not known. */
export function behind(version, versions) {
  const place = versions.indexOf(version);
  const same = (one) => one.replace(/^v/, "") === version.replace(/^v/, "");
  return place < 0 ? null : releases(versions).filter((one) => versions.indexOf(one) < place && !same(one)).length;
}

/** How near to the colour of the newest release the next older one is. */
const FADING = 0.74;

/** The colour of a version: the same everywhere, the strongest for the newest, lighter for each older one. */
export function colour(version, versions) {
  const index = versions.indexOf(version);
  if (index < 0) {
    return "var(--release-others)";
  }
  const part = Math.round(100 * FADING ** index);
  return part > 50
    ? `color-mix(in oklab, var(--release-newest) ${2 * part - 100}%, var(--release-middle))`
    : `color-mix(in oklab, var(--release-middle) ${2 * part}%, var(--release-oldest))`;
}
