import { query } from "./router.js";

/** An error response, or status 0 if the service cannot be reached. */
export class ApiError extends Error {
  /**
   * @param {number} status the HTTP status
   * @param {string} detail the message to display
   */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The maximum page size of the service. */
const MAX_PAGE_SIZE = 500;

/** Client of the service with the token of the session. */
export class Api {
  #session;

  /** @param {{token: string|null}} session */
  constructor(session) {
    this.#session = session;
  }

  async figure(name, params, signal) {
    return (await this.#fetch(`analytics/${name}`, params, signal)).json();
  }

  /**
   * Fetches a page of a list.
   *
   * @returns {Promise<{body: any, cursor: string|null}>} the page, and the cursor of the next one
   */
  async page(path, params, signal) {
    const response = await this.#fetch(path, params, signal);
    const [, next] = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get("Link") ?? "") ?? [];
    return { body: await response.json(), cursor: next ? new URLSearchParams(next).get("cursor") : null };
  }

  /** Iterates over the pages of a list. */
  async *pages(path, params, signal) {
    let cursor = "";
    do {
      const page = await this.page(path, { ...params, limit: MAX_PAGE_SIZE, cursor }, signal);
      yield page.body;
      cursor = page.cursor;
    } while (cursor);
  }

  /** Exports all records of a search, with a byte order mark for Excel. */
  async csv(path, params, signal) {
    const response = await this.#fetch(path, { ...params, bom: "true" }, signal, "text/csv");
    try {
      return await response.blob();
    } catch {
      throw new ApiError(0, "The file is incomplete because the connection was lost. Try again.");
    }
  }

  async #fetch(path, params, signal, accept = "application/json") {
    // relative, which works behind any proxy
    const address = new URL(`../dhos/v1/${path}${query(params)}`, document.baseURI);
    let response;
    try {
      response = await fetch(address, {
        signal,
        headers: { Accept: accept, Authorization: `Bearer ${this.#session.token}` },
        // keeps personal data out of the cache
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
      });
    } catch (fault) {
      if (signal?.aborted) {
        throw fault;
      }
      throw new ApiError(0, "The service cannot be reached. Check the network connection.");
    }
    if (!response.ok) {
      throw new ApiError(response.status, await detail(response));
    }
    return response;
  }
}

/** The detail of a problem (RFC 9457). */
async function detail(response) {
  try {
    return (await response.json()).detail;
  } catch {
    return `The service returned status ${response.status}.`;
  }
}
