import { html, useContext, useRef, useState } from "../html.js";
import { Console } from "../request.js";
import { texts } from "../texts.js";

/** A button that copies a text. If the browser denies access to the clipboard, it shows the text to copy by hand. */
export function Copy({ text, label, field }) {
  const [state, setState] = useState("");
  const { announce } = useContext(Console);
  const place = useRef(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setState("copied");
      announce(texts.copy.done);
      setTimeout(() => setState(""), 2_000);
    } catch {
      setState("manual");
      announce(texts.copy.manual);
      setTimeout(() => place.current?.select());
    }
  };
  return html`<span class="copy">
    <button type="button" aria-label=${field} onClick=${copy}>${state === "copied" ? texts.copy.done : label}</button>
    ${state === "manual" &&
    html`<span class="panel manual">
      <label for="copied-text">${texts.copy.manual}</label>
      <textarea id="copied-text" rows="10" readonly ref=${place} value=${text()}></textarea>
      <button type="button" onClick=${() => setState("")}>${texts.close}</button>
    </span>`}
  </span>`;
}
