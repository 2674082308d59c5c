import { Api } from "./api.js";
import { announce, el } from "./dom.js";
import { follow, forget, isPrivate, link, parse, setPrivate } from "./router.js";
import { openSession } from "./session.js";
import { showSignIn } from "./signin.js";
import { Suggestions } from "./suggestions.js";
import { showView } from "./view.js";
import { adoption } from "./views/adoption.js";
import { meters } from "./views/meters.js";
import { outdated } from "./views/outdated.js";
import { person } from "./views/person.js";
import { platforms } from "./views/platforms.js";

const VIEWS = { person, adoption, platforms, meters, outdated };
const FIRST = "person";

const content = document.getElementById("content");
let session;
let api;
let suggestions;
let leave = new AbortController();
let shown = null;

async function start() {
  let message = "";
  try {
    const settings = await (await fetch("settings.json")).json();
    document.getElementById("about").textContent =
      `Polaris Telemetry, version ${settings.version}. Dates without a time are in UTC.`;
    session = openSession(settings);
  } catch {
    content.replaceChildren(
      el("h1", {}, "The console cannot start"),
      el("p", {}, "The service cannot be reached. Reload this page later."),
    );
    return;
  }
  api = new Api(session);
  suggestions = new Suggestions(api);
  try {
    await session.start();
  } catch (fault) {
    message = `Sign-in failed: ${fault.message}`;
  }
  follow((route) => show(route, message));
}

/** Shows a view, or the sign-in if there is no token. */
async function show({ view, params }, message = "") {
  leave.abort();
  leave = new AbortController();
  const name = Object.hasOwn(VIEWS, view) ? view : FIRST;
  const isNew = shown !== name;
  shown = name;
  showFrame(name);
  if (!session.token) {
    shown = null;
    showSignIn(content, session, message, () => show(parse(location.hash)));
    return;
  }
  document.title = `${VIEWS[name].title} – Polaris Telemetry`;
  const done = showView(name, VIEWS[name], params, { api, suggestions, signal: leave.signal }, content);
  if (isNew) {
    content.querySelector("h1").focus({ preventScroll: true });
    scrollTo(0, 0);
  } else {
    content.querySelector("form button").focus({ preventScroll: true });
  }
  try {
    await done;
  } catch (fault) {
    if (fault.status !== 401) {
      throw fault;
    }
    suggestions.forget();
    session.drop();
    show(parse(location.hash), "Your token is not valid or has expired. Sign in again.");
  }
}

/** Shows the menu and the account. */
function showFrame(current) {
  const views = Object.entries(VIEWS).map(([name, { title }]) =>
    el("li", {}, el("a", { href: link(name), "aria-current": name === current ? "page" : null }, title)),
  );
  document.getElementById("views").replaceChildren(...(session.token ? views : []));
  document
    .getElementById("account")
    .replaceChildren(
      ...(session.token
        ? [
            el(
              "li",
              {},
              session.name && el("span", { class: "who" }, session.name),
              el(
                "button",
                {
                  type: "button",
                  class: "quiet",
                  "aria-pressed": String(isPrivate()),
                  title: "Leaves no ids in the history of this browser",
                  onclick: () => setPrivate(!isPrivate()),
                },
                "Private",
              ),
              el(
                "button",
                { type: "button", class: "quiet", onclick: signOut },
                session.pasted ? "Discard token" : "Sign out",
              ),
            ),
          ]
        : []),
    );
}

async function signOut() {
  suggestions.forget();
  forget();
  await session.signOut();
  announce("You are signed out.");
  await show(parse(location.hash));
}

/** Moves the focus without a change of the address. */
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  content.focus();
});

start();
