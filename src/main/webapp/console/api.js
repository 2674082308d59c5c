import { query } from "./router.js";
import { texts } from "./texts.js";

/** An error response, or status 0 if the service cannot be reached. */
export class ApiError extends Error {
  /**
   * @param {number} status the HTTP status
   * @param {string} detail the message to display
   * @param {string|null} requestId the id under which the service's log has the request
   */
  constructor(status, detail, requestId = null) {
    super(detail);
    this.status = status;
    this.requestId = requestId;
  }

  /** Whether the same request may succeed later. */
  get isTemporary() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The maximum page size of the service. */
const MAX_PAGE_SIZE = 500;

/** Client of the service with the token of the session. */
export class Api {
  #session;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  async get(path, params, signal) {
    return (await this.#fetch(path, { params, signal })).json();
  }

  figure(name, params, signal) {
    return this.get(`analytics/${name}`, params, signal);
  }

  /**
   * Fetches a page of a list.
   *
   * @returns {Promise<{body: any, cursor: string|null, requestId: string|null}>} the page, and the cursor of the next one
   */
  async page(path, params, signal) {
    const response = await this.#fetch(path, { params, signal });
    const [, next] = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get("Link") ?? "") ?? [];
    return {
      body: await response.json(),
      cursor: next ? new URLSearchParams(next).get("cursor") : null,
      requestId: response.headers.get("X-Request-ID"),
    };
  }

  /** Iterates over the pages of a list. */
  async *pages(path, params, signal) {
    let cursor = "";
    do {
      const page = await this.page(path, { ...params, limit: MAX_PAGE_SIZE, cursor }, signal);
      yield page;
      cursor = page.cursor;
    } while (cursor);
  }

  /** Changes something. Resolves to the body of the response, or null without one. */
  async send(method, path, body) {
    const response = await this.#fetch(path, { method, body });
    return response.status === 204 ? null : response.json();
  }

  /**
   * Downloads a file.
   *
   * @param {function(number)} progress receives the number of bytes so far
   * @returns {Promise<Blob>}
   */
  async file(path, params, type, signal, progress) {
    const response = await this.#fetch(path, { params, signal, accept: type });
    const parts = [];
    let bytes = 0;
    try {
      const reader = response.body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        parts.push(part.value);
        bytes += part.value.length;
        progress(bytes);
      }
    } catch (fault) {
      if (signal?.aborted) {
        throw fault;
      }
      throw new ApiError(0, texts.faults.incomplete, response.headers.get("X-Request-ID"));
    }
    return new Blob(parts, { type });
  }

  async #fetch(path, { params = {}, method = "GET", body, signal, accept = "application/json" }) {
    // relative, which works behind any proxy
    const address = new URL(`../dhos/v1/${path}${query(params)}`, document.baseURI);
    const headers = { Accept: accept, Authorization: `Bearer ${this.#session.token}` };
    if (body) {
      headers["Content-Type"] = "application/json";
    }
    let response;
    try {
      response = await fetch(address, {
        method,
        signal,
        headers,
        body: body && JSON.stringify(body),
        // keeps personal data out of the cache
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
      });
    } catch (fault) {
      if (signal?.aborted) {
        throw fault;
      }
      throw new ApiError(0, texts.faults.unreachable);
    }
    if (!response.ok) {
      throw new ApiError(response.status, await detail(response), response.headers.get("X-Request-ID"));
    }
    return response;
  }
}

/** The message for an error response. */
async function detail(response) {
  if (response.status === 403) {
    return texts.faults.forbidden;
  }
  if (response.status === 503 || response.status === 429) {
    return texts.faults.busy;
  }
  try {
    return (await response.json()).detail;
  } catch {
    return texts.faults.status(response.status);
  }
}
