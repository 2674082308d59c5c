import { save } from "../csv.js";
import { moment } from "../formats.js";
import { html, useContext, useState } from "../html.js";
import { Download } from "../parts/download.js";
import { Facts, Panel } from "../parts/panel.js";
import { Problem } from "../parts/states.js";
import { Console } from "../request.js";
import { texts } from "../texts.js";
import { ERASE, READ_ALL } from "../token.js";

/** What a person may demand: a copy of the data, erasure, or that the data are kept. */
export function DataSubject({ kind, id, person }) {
  const { may } = useContext(Console);
  const path = `${kind}/${encodeURIComponent(id)}`;
  return html`<div class="two">
    <div class="stack">
      ${may(READ_ALL) && html`<${Export} path=${path} />`}
      ${may(ERASE) && html`<${Hold} path=${path} />`}
    </div>
    ${may(ERASE) && html`<${Erasure} path=${path} kind=${kind} id=${id} person=${person} />`}
  </div>`;
}

function Export({ path }) {
  const { api } = useContext(Console);
  const make = (type) => (signal, progress) => api.file(`${path}/everything`, {}, type, signal, progress);
  return html`<${Panel} title=${texts.subject.export}>
    <div class="body">
      <p>${texts.subject.exportAbout}</p>
      <p class="actions">
        <${Download} label=${texts.subject.zip} file="everything.zip" make=${make("application/zip")} />
        <${Download} label=${texts.subject.json} file="everything.json" make=${make("application/json")} />
      </p>
    </div>
  <//>`;
}

/** Sends a change, and keeps its outcome. */
function useChange() {
  const { api, expire, announce } = useContext(Console);
  const [state, setState] = useState({ busy: false, fault: null, done: null });
  const send = async (method, path, body, message) => {
    setState({ busy: true, fault: null, done: null });
    try {
      const receipt = await api.send(method, path, body);
      setState({ busy: false, fault: null, done: { receipt, message } });
      announce(message);
    } catch (fault) {
      if (fault.status === 401) {
        expire();
      }
      setState({ busy: false, fault: fault.status === 401 ? null : fault, done: null });
    }
  };
  return [state, send];
}

function Hold({ path }) {
  const [reason, setReason] = useState("");
  const [{ busy, fault, done }, send] = useChange();
  const place = (event) => {
    event.preventDefault();
    send("PUT", `${path}/hold`, { reason }, texts.subject.held);
  };
  return html`<${Panel} title=${texts.subject.hold}>
    <form class="body" onSubmit=${place}>
      <p>${texts.subject.holdAbout}</p>
      <label for="hold-reason">${texts.subject.reason}</label>
      <input id="hold-reason" required value=${reason} onInput=${(event) => setReason(event.target.value)} />
      <p class="actions">
        <button type="submit" disabled=${busy}>${texts.subject.place}</button>
        <button
          type="button"
          disabled=${busy}
          onClick=${() => send("DELETE", `${path}/hold`, undefined, texts.subject.released)}
        >
          ${texts.subject.release}
        </button>
      </p>
      ${fault && html`<${Problem} fault=${fault} />`} ${done && html`<p class="done">${done.message}</p>`}
    </form>
  <//>`;
}

function Erasure({ path, kind, id, person }) {
  const [mode, setMode] = useState("erase");
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [{ busy, fault, done }, send] = useChange();
  const erase = (event) => {
    event.preventDefault();
    send("POST", `${path}/erasure`, { reason, mode }, texts.subject.erased[mode]);
  };
  if (done?.receipt) {
    return html`<${Receipt} receipt=${done.receipt} message=${done.message} />`;
  }
  return html`<${Panel} title=${texts.subject.erasure}>
    <form class="body" onSubmit=${erase}>
      <fieldset>
        <legend>${texts.subject.mode}</legend>
        ${["erase", "anonymise"].map(
          (one) =>
            html`<label key=${one} class="option">
              <input type="radio" name="mode" value=${one} checked=${mode === one} onChange=${() => setMode(one)} />
              <span><b>${texts.subject.modes[one].name}</b> ${texts.subject.modes[one].about}</span>
            </label>`,
        )}
      </fieldset>
      ${person && html`<${Preview} person=${person} mode=${mode} />`}
      <label for="erasure-reason">${texts.subject.reason}</label>
      <input
        id="erasure-reason"
        required
        aria-describedby="erasure-hint"
        value=${reason}
        onInput=${(event) => setReason(event.target.value)}
      />
      <small id="erasure-hint" class="muted">${texts.subject.reasonHint}</small>
      <label for="erasure-id">${texts.subject.confirm(texts.kinds[kind].toLowerCase())}</label>
      <input
        id="erasure-id"
        required
        autocomplete="off"
        spellcheck=${false}
        value=${typed}
        onInput=${(event) => setTyped(event.target.value)}
      />
      <p class="actions">
        <button type="submit" class="danger" disabled=${busy || typed.trim() !== id || reason.trim() === ""}>
          ${texts.subject.modes[mode].button}
        </button>
        <button
          type="button"
          disabled=${busy}
          onClick=${() => send("DELETE", `${path}/erasure`, undefined, texts.subject.allowed)}
        >
          ${texts.subject.allow}
        </button>
      </p>
      ${fault && html`<${Problem} fault=${fault} />`} ${done && html`<p class="done">${done.message}</p>`}
    </form>
  <//>`;
}

/** What an erasure would remove. */
function Preview({ person, mode }) {
  const changes = [...person.histories.values()].reduce((sum, one) => sum + Math.max(one.versions.length - 1, 0), 0);
  return html`<p class="note">
    ${texts.subject.preview[mode]}${" "}
    ${texts.subject.amounts(person.installations.length, person.meters.length, changes)}
  </p>`;
}

function Receipt({ receipt, message }) {
  const file = () => new Blob([JSON.stringify(receipt, null, 2)], { type: "application/json" });
  return html`<${Panel} title=${texts.subject.receipt}>
    <p class="done body">${message}</p>
    <${Facts}
      facts=${[
        [texts.subject.receiptId, html`<code>${receipt.id}</code>`],
        [texts.access.time, moment(receipt.time)],
        [texts.subject.hash, html`<code class="break">${receipt.person_hash}</code>`],
        [texts.subject.reason, receipt.reason],
        [texts.subject.by, receipt.erased_by],
        ...Object.entries(receipt.counts).map(([table, rows]) => [table, rows]),
      ]}
    />
    <p class="body">
      <button type="button" onClick=${() => save(file(), `erasure-${receipt.id}.json`)}>${texts.subject.saveReceipt}</button>
    </p>
  <//>`;
}
