import { isoDay } from "./formats.js";

const MAX_VERSIONS = 20;

/** Suggests the largest products and their most common versions, which are fetched once. */
export class Suggestions {
  #api;
  #adoption = null;

  constructor(api) {
    this.#api = api;
  }

  products = async () => unique((await this.#fetch()).map((one) => one.app_product).filter((name) => name !== null));

  /** Newest first. */
  versions = async () => unique((await this.#fetch()).flatMap((one) => one.versions).reverse());

  /** Discards the suggestions, because the next user may have other rights. */
  forget() {
    this.#adoption = null;
  }

  async #fetch() {
    this.#adoption ??= this.#api.figure("adoption", { from: isoDay(), to: isoDay(), top: MAX_VERSIONS });
    try {
      return (await this.#adoption).figures;
    } catch (fault) {
      this.#adoption = null;
      throw fault;
    }
  }
}

function unique(texts) {
  return [...new Set(texts)];
}
