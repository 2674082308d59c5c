import { el } from "./dom.js";

export function showSignIn(place, session, message, signedIn) {
  document.title = "Sign in – Polaris Telemetry";
  const alert = message && el("article", { class: "fault", role: "alert" }, el("p", {}, message));
  place.replaceChildren(
    el("h1", { tabindex: "-1" }, "Sign in"),
    ...[alert].filter(Boolean),
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
      fault.textContent = `The identity provider cannot be reached: ${reason.message}`;
    }
  };
  return [
    el("p", {}, "For support, quality and analysis. Sign in with your usual account."),
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
      "No identity provider is configured. Paste a token with the scope read:gdm_telemetry_all. It is kept until you close or reload this page.",
    ),
    el(
      "form",
      { onsubmit: submit },
      el("label", { for: "token" }, "Token"),
      field,
      el("button", { type: "submit" }, "Continue"),
    ),
  ];
}
