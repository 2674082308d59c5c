import { find, MIN_CHARACTERS } from "../find.js";
import { ago } from "../formats.js";
import { html, useContext, useEffect, useRef, useState } from "../html.js";
import { Console, useLatest } from "../request.js";
import { go, link } from "../router.js";
import { texts } from "../texts.js";
import { Problem } from "./states.js";
import { Tag } from "./tag.js";

const PAUSE_MILLIS = 150;

/** One box for whatever is known: answers as one types. A single hit opens with Enter, as does the chosen one of several. */
export function SearchBox({ large }) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const { data, fault, busy } = useFound(text.trim());
  const waiting = useRef(false);
  const box = useRef(null);
  const shared = useContext(Console);
  const hits = data ? data.found.flatMap((group) => group.matches.map((match) => ({ ...match, field: group.field }))) : [];
  const id = large ? "search-large" : "search";

  useEffect(() => {
    if (large) {
      box.current.focus({ preventScroll: true });
    }
  }, []);
  useEffect(() => {
    setChosen(0);
    if (data) {
      shared.announce(hits.length > 0 ? texts.search.hits(hits.length) : texts.search.none(text));
    }
    if (data && waiting.current && hits.length === 1) {
      openHit(hits[0]);
    }
    waiting.current = false;
  }, [data]);
  useEffect(() => {
    document.getElementById(`${id}-hit-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const openHit = (hit) => {
    setText("");
    setOpen(false);
    box.current.blur();
    go(link("person", { kind: hit.kind, id: hit.person_id }));
  };
  const pressed = (event) => {
    if (event.key === "Escape") {
      setOpen(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : hits.length - 1;
      setOpen(true);
      setChosen(hits.length > 0 ? (chosen + step) % hits.length : 0);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (hits.length > 0 && !busy) {
        openHit(hits[chosen]);
      } else {
        waiting.current = true; // opens the hit if there is only one
      }
    }
  };
  const left = (event) => {
    if (!event.currentTarget.contains(event.relatedTarget)) {
      setOpen(false);
    }
  };
  const shown = open && text.trim().length >= MIN_CHARACTERS && (data || fault);
  const listed = shown && hits.length > 0;
  return html`<div class=${large ? "search large" : "search"} role="search" onFocusOut=${left}>
    <label class="hidden" for=${id}>${texts.search.label}</label>
    <input
      id=${id}
      ref=${box}
      data-search
      type="text"
      role="combobox"
      aria-expanded=${String(Boolean(listed))}
      aria-controls=${listed ? `${id}-hits` : null}
      aria-autocomplete="list"
      aria-activedescendant=${listed ? `${id}-hit-${chosen}` : null}
      autocomplete="off"
      autocapitalize="off"
      spellcheck=${false}
      placeholder=${texts.search.label}
      value=${text}
      onInput=${(event) => {
        setText(event.target.value);
        setOpen(true);
      }}
      onFocus=${() => setOpen(true)}
      onKeyDown=${pressed}
    />
    ${!large && html`<kbd aria-hidden="true">/</kbd>`}
    <div class=${shown ? "panel hits" : "hits none"}>
      ${shown &&
      (fault
        ? html`<${Problem} fault=${fault} />`
        : html`<${Hits} id=${id} text=${text.trim()} found=${data.found} chosen=${chosen} openHit=${openHit} />`)}
    </div>
  </div>`;
}

/** The findings for a text, a moment after the last character. */
function useFound(text) {
  const [state, setState] = useState({ data: null, fault: null, busy: false });
  const { api, expire, signIns } = useContext(Console);
  const latest = useLatest(text);
  useEffect(() => {
    if (text.length < MIN_CHARACTERS) {
      setState({ data: null, fault: null, busy: false });
      return undefined;
    }
    const leave = new AbortController();
    setState((before) => ({ ...before, busy: true }));
    const show = (state) => latest.current === text && !leave.signal.aborted && setState({ ...state, busy: false });
    const timer = setTimeout(() => {
      find(api, text, leave.signal)
        .then((data) => show({ data, fault: null }))
        .catch((fault) => (fault.status === 401 ? expire() : show({ data: null, fault })));
    }, PAUSE_MILLIS);
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [text, signIns]);
  return state;
}

function Hits({ id, text, found, chosen, openHit }) {
  if (found.length === 0) {
    return html`<p class="none">${texts.search.none(text)}</p>`;
  }
  let position = -1;
  const meters = found.find((group) => group.field === "serial_number");
  return html`<div id="${id}-hits" role="listbox" aria-label=${texts.search.found}>
      ${found.map(
        (group) => html`<div key=${group.field} role="group" aria-label=${texts.search.fields[group.field] ?? group.field}>
          <div class="group" aria-hidden="true">${texts.search.fields[group.field] ?? group.field}</div>
          ${group.matches.map((match) => {
            position += 1;
            return html`<${Hit}
              key=${`${match.person_id} ${match.value}`}
              id="${id}-hit-${position}"
              text=${text}
              match=${match}
              field=${group.field}
              chosen=${position === chosen}
              open=${() => openHit(match)}
            />`;
          })}
        </div>`,
      )}
    </div>
    ${found.some((group) => group.more) && html`<p class="none"><small>${texts.search.more}</small></p>`}
    ${meters &&
    html`<p class="none">
      <a href=${link("meters", { serial_number_starts: text })}>${texts.search.allMeters(text)}</a> ·${" "}
      <a href=${link("meters", { tab: "recall", serial_number_starts: text })}>${texts.search.recall}</a>
    </p>`}`;
}

function Hit({ id, text, match, field, chosen, open }) {
  const isId = field === `${match.kind}_id`;
  return html`<div
    id=${id}
    class="hit"
    role="option"
    aria-selected=${String(chosen)}
    onMouseDown=${(event) => event.preventDefault()}
    onClick=${open}
  >
    <code><${Marked} value=${match.value} text=${text} /></code>
    <span>
      ${texts.kinds[match.kind]}${isId ? "" : " "}${!isId && html`<span class="id">${match.person_id}</span>`}
      ${match.last_heard && html`<span class="muted"> · ${texts.search.heard(ago(match.last_heard))}</span>`}
    </span>
    ${match.app_product && html`<${Tag}>${`${match.app_product} ${match.app_version ?? ""}`.trim()}<//>`}
  </div>`;
}

/** A value with its first part marked if it is what was typed. */
function Marked({ value, text }) {
  return value.toLowerCase().startsWith(text.toLowerCase())
    ? html`<mark>${value.slice(0, text.length)}</mark>${value.slice(text.length)}`
    : value;
}
