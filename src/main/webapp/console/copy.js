import { announce, el } from "./dom.js";

/** A button that copies a text. If the browser denies access to the clipboard, it shows the text to copy manually. */
export function copyButton(text) {
  const status = el("small", { class: "status" });
  const place = el("div", { class: "copy" }, el("button", { type: "button", onclick: copy }, "Copy for ticket"), status);
  async function copy() {
    place.querySelector("textarea")?.remove();
    try {
      await navigator.clipboard.writeText(text());
      status.textContent = "Copied.";
    } catch {
      status.textContent = "Copy this text:";
      const field = el("textarea", { rows: "10", readonly: true, "aria-label": "Summary for a ticket" });
      field.value = text();
      place.append(field);
      field.select();
    }
    announce(status.textContent);
  }
  return place;
}
