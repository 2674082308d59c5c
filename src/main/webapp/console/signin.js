import { el } from "./dom.js";

/** Shows how to sign in. */
export function showSignIn(place, session, refusal, signedIn) {
  document.title = "Sign in – Polaris Telemetry";
  const told = refusal && el("article", { class: "fault", role: "alert" }, el("p", {}, refusal));
  place.replaceChildren(
    el("h1", { tabindex: "-1" }, "Sign in"),
    ...[told].filter(Boolean),
    ...(session.pasted ? pasteForm(session, signedIn) : button(session)),
  );
  place.querySelector("h1").focus({ preventScroll: true });
}

function button(session) {
  const fault = el("p", { class: "fault", role: "alert" });
  const signIn = async () => {
    try {
      await session.signIn();
    } catch (reason) {
      fault.textContent = `The place where people sign in cannot be reached: ${reason.message}`;
    }
  };
  return [
    el("p", {}, "For people of support, quality and analysis. You sign in where you do for your other work."),
    el("button", { type: "button", onclick: signIn }, "Sign in"),
    fault,
  ];
}

function pasteForm(session, signedIn) {
  const field = el("textarea", { id: "token", rows: "5", required: true, autocomplete: "off", spellcheck: "false" });
  const submit = (event) => {
    event.preventDefault();
    session.paste(field.value);
    signedIn();
  };
  return [
    el(
      "p",
      {},
      "No identity provider is set up here. Paste a token with the right read:gdm_telemetry_all; it is kept until you close or reload this page.",
    ),
    el(
      "form",
      { onsubmit: submit },
      el("label", { for: "token" }, "Token"),
      field,
      el("button", { type: "submit" }, "Go on"),
    ),
  ];
}
