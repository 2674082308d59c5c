import { moment } from "./formats.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { SearchBox } from "./parts/search-box.js";
import { isPrivate, link, setPrivate } from "./router.js";
import { texts } from "./texts.js";

/** The header, the menu, the view and the footer. */
export function Frame({ views, current, session, settings, signOut, redraw, search, children }) {
  const main = useRef(null);
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [current]);
  useSlash();
  const skip = (event) => {
    event.preventDefault(); // the address must not change
    main.current.focus();
  };
  return html`<a class="skip" href="#content" onClick=${skip}>${texts.frame.skip}</a>
    <header class="bar">
      <a class="brand" href=${link("start")}>${texts.frame.brand}</a>
      <div class="find">${search && html`<${SearchBox} />`}</div>
      <button
        type="button"
        class="menu"
        aria-expanded=${String(open)}
        aria-controls="frame-menu"
        onClick=${() => setOpen(!open)}
      >
        ${texts.frame.menu}
      </button>
      <div id="account" class=${open ? "account open" : "account"}>
        ${session.name && html`<span class="muted">${session.name}</span>`}
        <button
          type="button"
          class="quiet"
          aria-pressed=${String(isPrivate())}
          title=${texts.frame.privateHint}
          onClick=${() => {
            setPrivate(!isPrivate());
            redraw();
          }}
        >
          ${texts.frame.private}
        </button>
        <button type="button" class="quiet" onClick=${signOut}>
          ${session.pasted ? texts.frame.discard : texts.frame.signOut}
        </button>
      </div>
    </header>
    <nav id="frame-menu" class=${open ? "views open" : "views"} aria-label=${texts.frame.views}>
      <ul>
        ${views.map(
          ({ name, title }) =>
            html`<li key=${name}>
              <a href=${link(name)} aria-current=${name === current ? "page" : null}>${title({})}</a>
            </li>`,
        )}
      </ul>
    </nav>
    <${Offline} />
    <${Printed} name=${session.name ?? texts.unknown} />
    <main id="content" tabindex="-1" ref=${main}>${children}</main>
    <footer><small>${texts.frame.about(settings.version)}</small></footer>`;
}

/**
 * Who printed, and when: on the first page, and with the title at the foot of each page, as far as the browser can do that. Unfolds
 * what is folded, because evidence must be complete.
 */
function Printed({ name }) {
  const [time, setTime] = useState(() => new Date().toISOString());
  useEffect(() => {
    const foot = new CSSStyleSheet();
    const now = () => {
      const printed = new Date().toISOString();
      setTime(printed);
      const text = CSS.escape(`${document.title}. ${texts.print.by(name, moment(printed))}`);
      foot.replaceSync(`@page { @bottom-left { content: "${text}"; font: 9pt system-ui, sans-serif; } }`);
      document.querySelectorAll("main details:not(.dropdown)").forEach((folded) => (folded.open = true));
    };
    document.adoptedStyleSheets.push(foot);
    window.addEventListener("beforeprint", now);
    return () => {
      window.removeEventListener("beforeprint", now);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== foot);
    };
  }, [name]);
  return html`<p class="printed">${texts.print.by(name, moment(time))}</p>`;
}

/** A banner while the browser has no network. */
function Offline() {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const changed = () => setOffline(!navigator.onLine);
    window.addEventListener("online", changed);
    window.addEventListener("offline", changed);
    return () => {
      window.removeEventListener("online", changed);
      window.removeEventListener("offline", changed);
    };
  }, []);
  return offline ? html`<p class="banner" role="alert">${texts.faults.offline}</p>` : null;
}

/** The key / leads to the search box from anywhere but a field. */
function useSlash() {
  useEffect(() => {
    const pressed = (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        const box = document.querySelector("[data-search]");
        if (box) {
          event.preventDefault();
          box.focus();
          box.select();
        }
      }
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}
