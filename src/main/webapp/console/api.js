import { link } from "./router.js";

/** The service refused a question, or could not be reached: then the status is 0. */
export class ApiError extends Error {
  /**
   * @param {number} status of HTTP
   * @param {string} detail a sentence for the reader
   */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The most records that the service puts on a page. */
const LARGEST_PAGE = 500;

/** Asks the service, in the name of the one who is signed in. */
export class Api {
  #session;

  /** @param {{token: string|null}} session */
  constructor(session) {
    this.#session = session;
  }

  /** A figure. */
  async figure(name, params, signal) {
    return (await this.#ask(`analytics/${name}`, params, signal)).json();
  }

  /**
   * A page of a list.
   *
   * @returns {Promise<{body: any, cursor: string|null}>} what is on it, and where the next one starts, if there is one
   */
  async page(path, params, signal) {
    const answer = await this.#ask(path, params, signal);
    const [, next] = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get("Link") ?? "") ?? [];
    return { body: await answer.json(), cursor: next ? new URLSearchParams(next).get("cursor") : null };
  }

  /** What is on each page of a list, one after the other. */
  async *pages(path, params, signal) {
    let cursor = "";
    do {
      const page = await this.page(path, { ...params, limit: LARGEST_PAGE, cursor }, signal);
      yield page.body;
      cursor = page.cursor;
    } while (cursor);
  }

  /** All records of a search, as the service writes them for a spreadsheet. */
  async csv(path, params, signal) {
    const answer = await this.#ask(path, params, signal, "text/csv");
    try {
      return await answer.blob();
    } catch {
      throw new ApiError(0, "The file is not complete, because the connection was cut. Try again.");
    }
  }

  async #ask(path, params, signal, accept = "application/json") {
    // relative to the console, and so right behind any proxy
    const address = new URL(`../dhos/v1/${path}${link("", params).replace(/^#\//, "")}`, document.baseURI);
    let answer;
    try {
      answer = await fetch(address, {
        signal,
        headers: { Accept: accept, Authorization: `Bearer ${this.#session.token}` },
        // what is about people stays out of the browser's cache
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
      });
    } catch (fault) {
      if (signal?.aborted) {
        throw fault;
      }
      throw new ApiError(0, "The service cannot be reached. Is the network there?");
    }
    if (!answer.ok) {
      throw new ApiError(answer.status, await detail(answer));
    }
    return answer;
  }
}

/** The sentence of a problem detail (RFC 9457). */
async function detail(answer) {
  try {
    return (await answer.json()).detail;
  } catch {
    return `The service answered with status ${answer.status}.`;
  }
}
