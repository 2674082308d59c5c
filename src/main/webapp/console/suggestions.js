import { isoDay } from "./formats.js";

const MOST_VERSIONS = 20;

/** The largest products and the commonest versions of each, to be suggested where one has to be written. Asked for once. */
export class Suggestions {
  #api;
  #adoption = null;

  constructor(api) {
    this.#api = api;
  }

  /** The names of the largest products. */
  products = async () => unique((await this.#known()).map((one) => one.app_product).filter((name) => name !== null));

  /** Their commonest versions, the newest first. */
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
