import { isoDay } from "./formats.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { query } from "./router.js";
import { texts } from "./texts.js";
import { AUDIT, claims, ERASE, permits, READ_ALL } from "./token.js";

/** The page of the sign-in. */
export function SignIn({ session, message, done, settings }) {
  const heading = useRef(null);
  useEffect(() => heading.current.focus({ preventScroll: true }), []);
  return html`<header class="bar"><span class="brand">${texts.frame.brand}</span></header>
    <main class="signin">
      <h1 tabindex="-1" ref=${heading}>${texts.signIn.title}</h1>
      ${message && html`<p class="problem" role="alert">${message}</p>`}
      ${session.pasted
        ? html`<p>${texts.signIn.paste}</p>
            <${TokenForm} session=${session} done=${done} />`
        : html`<p>${texts.signIn.staff}</p>
            <${ProviderButton} signIn=${() => session.signIn()} label=${texts.signIn.title} />`}
    </main>
    <footer><small>${texts.frame.about(settings.version)}</small></footer>`;
}

/** A dialog over the view, which keeps what was typed. */
export function SignInAgain({ session, done, signOut }) {
  const dialog = useRef(null);
  useEffect(() => {
    dialog.current.showModal();
  }, []);
  const again = async () => {
    await session.signInAgain();
    done();
  };
  const stay = (event) => event.preventDefault(); // Escape
  return html`<dialog ref=${dialog} class="panel" aria-labelledby="ended" onCancel=${stay}>
    <h2 id="ended">${texts.signIn.ended}</h2>
    <p>${texts.signIn.kept}</p>
    ${session.pasted
      ? html`<${TokenForm} session=${session} done=${done} />`
      : html`<${ProviderButton} signIn=${again} label=${texts.signIn.again} />`}
    <p><button type="button" class="quiet" onClick=${signOut}>${texts.frame.signOut}</button></p>
  </dialog>`;
}

function ProviderButton({ signIn, label }) {
  const [fault, setFault] = useState("");
  const start = () => signIn().catch((reason) => setFault(texts.signIn.provider(reason.message)));
  return html`<button type="button" class="primary" onClick=${start}>${label}</button>
    ${fault && html`<p class="problem" role="alert">${fault}</p>`}`;
}

/** A field for a token, which is checked at once. */
function TokenForm({ session, done }) {
  const [token, setToken] = useState("");
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    const problem = await check(token.trim());
    setBusy(false);
    setFault(problem);
    if (problem) {
      setToken("");
    } else {
      session.paste(token);
      done();
    }
  };
  return html`<form onSubmit=${submit}>
    ${fault && html`<p class="problem" role="alert">${fault}</p>`}
    <label for="token">${texts.signIn.token}</label>
    <textarea
      id="token"
      rows="5"
      required
      autocomplete="off"
      spellcheck=${false}
      value=${token}
      onInput=${(event) => setToken(event.target.value)}
    ></textarea>
    <button type="submit" class="primary" disabled=${busy}>${texts.signIn.continue}</button>
  </form>`;
}

/** A small request that a token with a scope may make. There is none for erasures. */
const CHECKS = [
  [READ_ALL, () => `analytics/adoption${query({ from: isoDay(), to: isoDay(), top: 1 })}`],
  [AUDIT, () => `access_event${query({ limit: 1 })}`],
];

/** Asks the service whether it accepts a token. Returns what is wrong, or an empty text. */
async function check(token) {
  const known = claims(token);
  if (!known) {
    return texts.signIn.malformed;
  }
  if (known.exp * 1000 < Date.now()) {
    return texts.signIn.expired;
  }
  const [, request] = CHECKS.find(([scope]) => permits(token, scope)) ?? [];
  if (!request) {
    return permits(token, ERASE) ? "" : texts.faults.forbidden;
  }
  try {
    const response = await fetch(new URL(`../dhos/v1/${request()}`, document.baseURI), {
      headers: { Authorization: `Bearer ${token}`, Accept: "application/json" },
      cache: "no-store",
      credentials: "omit",
    });
    return response.status === 401 ? texts.signIn.invalid : "";
  } catch {
    return texts.faults.unreachable;
  }
}
