import { announce, el } from "./dom.js";
import { go } from "./router.js";

const SLOW_MILLIS = 3_000;
const SLOW =
  "Still loading. Questions about many records can take up to half a minute; " +
  "a shorter time or fewer versions make it faster.";
const NOT_ALLOWED =
  "You are signed in, but you may not see the records of all people. " +
  "Ask your administrator for the right read:gdm_telemetry_all.";

/** What to tell a reader of a fault. */
export function explain(fault) {
  if (fault.status === 403) {
    return NOT_ALLOWED;
  }
  return fault.message;
}

/**
 * Shows in a place what is being asked for: first that it is on the way, after three seconds that it takes long, then
 * the answer or what went wrong.
 *
 * @param {HTMLElement} place
 * @param {function(AbortSignal): Promise<Node[]>} ask
 * @param {AbortSignal} signal of the view: what comes after it was left is not shown
 * @throws the fault of a token that is not taken, since nothing can be shown then
 */
export async function fill(place, ask, signal) {
  const sentence = el("p", { class: "loading", "aria-busy": "true" }, "Loading…");
  place.setAttribute("aria-busy", "true");
  place.replaceChildren(sentence);
  announce("Loading.");
  const slow = setTimeout(() => {
    sentence.textContent = SLOW;
    announce(sentence.textContent);
  }, SLOW_MILLIS);
  try {
    const nodes = await ask(signal);
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
      console.error(fault); // ours, not the service's
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
  const canHelp = fault.status === 0 || fault.status >= 500; // to ask again
  return el(
    "article",
    { class: "fault", role: "alert" },
    el("p", {}, explain(fault)),
    canHelp && el("button", { type: "button", onclick: () => go(location.hash) }, "Try again"),
  );
}
