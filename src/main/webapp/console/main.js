import { Api } from "./api.js";
import { App } from "./app.js";
import { html, render } from "./html.js";
import { openSession, takeToken } from "./session.js";
import { texts } from "./texts.js";

async function start() {
  const token = takeToken();
  const place = document.body;
  let settings;
  try {
    settings = await (await fetch("settings.json")).json();
  } catch {
    render(html`<main class="page"><h1>${texts.start.failed}</h1><p>${texts.start.unreachable}</p></main>`, place);
    return;
  }
  const session = openSession(settings);
  let message = "";
  try {
    await session.start(token);
  } catch (fault) {
    message = texts.signIn.failed(fault.message);
  }
  render(
    html`<${App} session=${session} api=${new Api(session)} settings=${settings} message=${message} />`,
    place,
  );
}

start();
