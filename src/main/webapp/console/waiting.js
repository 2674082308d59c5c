import { announce, el } from "./dom.js";
import { go } from "./router.js";

const SLOW_MILLIS = 3_000;
const SLOW =
  "Still loading. Queries over many records can take up to half a minute. " +
  "Choose a shorter time range or fewer versions.";
const NOT_ALLOWED =
  "You are signed in, but not allowed to see the records of all people. " +
  "Ask your administrator for the scope read:gdm_telemetry_all.";

/** The message for an error. */
export function explain(fault) {
  if (fault.status === 403) {
    return NOT_ALLOWED;
  }
  return fault.message;
}

/**
 * Loads content into an element: shows a message, after three seconds a longer one, and then the content or an error.
 *
 * @param {HTMLElement} place
 * @param {function(AbortSignal): Promise<Node[]>} load
 * @param {AbortSignal} signal aborted when the user leaves the view
 * @throws the error of an invalid token, which requires a new sign-in
 */
export async function fill(place, load, signal) {
  const message = el("p", { class: "loading", "aria-busy": "true" }, "Loading…");
  place.setAttribute("aria-busy", "true");
  place.replaceChildren(message);
  announce("Loading.");
  const slow = setTimeout(() => {
    message.textContent = SLOW;
    announce(message.textContent);
  }, SLOW_MILLIS);
  try {
    const nodes = await load(signal);
    if (!signal.aborted) {
      place.replaceChildren(...nodes);
      announce("Loaded.");
    }
  } catch (fault) {
    if (signal.aborted) {
      return;
    }
    if (fault.status === 401) {
      throw fault;
    }
    if (fault.status === undefined) {
      console.error(fault); // a defect of the console
    }
    place.replaceChildren(failed(fault));
  } finally {
    clearTimeout(slow);
    if (!signal.aborted) {
      place.removeAttribute("aria-busy");
    }
  }
}

function failed(fault) {
  const retryable = fault.status === 0 || fault.status >= 500;
  return el(
    "article",
    { class: "fault", role: "alert" },
    el("p", {}, explain(fault)),
    retryable && el("button", { type: "button", onclick: () => go(location.hash) }, "Try again"),
  );
}
