import { announce, el } from "./dom.js";

/** A button that copies a text; where the browser does not allow that, it shows the text to be copied by hand. */
export function copyButton(text) {
  const told = el("small", { class: "told" });
  const place = el("div", { class: "copy" }, el("button", { type: "button", onclick: copy }, "Copy for ticket"), told);
  async function copy() {
    place.querySelector("textarea")?.remove();
    try {
      await navigator.clipboard.writeText(text());
      told.textContent = "Copied.";
    } catch {
      told.textContent = "Copy this text:";
      const field = el("textarea", { rows: "10", readonly: true, "aria-label": "Summary for a ticket" });
      field.value = text();
      place.append(field);
      field.select();
    }
    announce(told.textContent);
  }
  return place;
}
