import { isoDay } from "./formats.js";

const MOST_VERSIONS = 100;

/** The products and versions that people have, to be suggested where one has to be written. Asked for once. */
export class Suggestions {
  #api;
  #adoption = null;

  constructor(api) {
    this.#api = api;
  }

  /** The names of all products. */
  products = async () => unique((await this.#known()).map((one) => one.app_product).filter((name) => name !== null));

  /** The versions of all products, the newest first. */
  versions = async () => unique((await this.#known()).flatMap((one) => one.versions).reverse());

  /** What one person could ask is not for the next one. */
  forget() {
    this.#adoption = null;
  }

  async #known() {
    this.#adoption ??= this.#api.figure("adoption", { from: isoDay(), to: isoDay(), top: MOST_VERSIONS });
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
