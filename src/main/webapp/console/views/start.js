import { count, isoDay, share } from "../formats.js";
import { html, useContext, useState } from "../html.js";
import { SearchBox } from "../parts/search-box.js";
import { Loaded } from "../parts/states.js";
import { Tag } from "../parts/tag.js";
import { releases } from "../products.js";
import { Console, useRequest } from "../request.js";
import { go, link } from "../router.js";
import { texts } from "../texts.js";
import { READ_ALL } from "../token.js";

const SILENT_DAYS = 30;

/** One box, the people of this tab, and the state of the fleet. */
export function Start() {
  const { may, people } = useContext(Console);
  return html`<div class="page">
    <div class="hero">
      <h1 tabindex="-1">${texts.search.title}</h1>
      ${may(READ_ALL) ? html`<${SearchBox} large /><small class="muted">${texts.search.hint}</small>` : html`<${ById} />`}
      ${people.length > 0 &&
      html`<div class="recent">
        <small class="muted">${texts.search.recent}</small>
        <ul>
          ${people.map(
            ({ kind, id, app }) =>
              html`<li key=${id}>
                <a href=${link("person", { kind, id })}>${texts.kinds[kind]} <span class="id">${id}</span></a>
                <small class="muted"> ${app}</small>
              </li>`,
          )}
        </ul>
      </div>`}
    </div>
    ${may(READ_ALL) && html`<${Overview} />`}
  </div>`;
}

/** Opens a person by the whole id, for tokens that may not search. */
function ById() {
  const [kind, setKind] = useState("patient");
  const [id, setId] = useState("");
  const open = (event) => {
    event.preventDefault();
    go(link("person", { kind, id: id.trim() }));
  };
  return html`<form class="chips" onSubmit=${open}>
    <select aria-label=${texts.person.title} value=${kind} onChange=${(event) => setKind(event.target.value)}>
      <option value="patient">${texts.kinds.patient}</option>
      <option value="clinician">${texts.kinds.clinician}</option>
    </select>
    <input aria-label=${texts.person.id} required value=${id} onInput=${(event) => setId(event.target.value)} />
    <button type="submit" class="primary">${texts.search.open}</button>
  </form>`;
}

function Overview() {
  const products = useRequest((signal, shared) => shared.products.all(), []);
  const meters = useRequest(readings, []);
  const silent = useRequest((signal, { api }) => api.figure("silent", {}, signal), []);
  return html`<${Loaded} request=${products} lines="2">
      ${(all) =>
        html`<div class="tiles">
          ${all.slice(0, 3).map((product) => html`<${ProductTile} key=${`${product.kind} ${product.name}`} product=${product} />`)}
          ${all.slice(0, 1).map((product) => html`<${BehindTile} key="behind" product=${product} />`)}
        </div>`}
    <//>
    <${Loaded} request=${meters} lines="2">
      ${(found) =>
        html`<div class="tiles">
          <${ReadingTiles} ...${found} />
          ${silent.data && html`<${SilentTile} figure=${silent.data} />`}
        </div>`}
    <//>`;
}

function ProductTile({ product }) {
  const newest = releases(product.versions)[0] ?? product.versions[0];
  const { share: part } = product.counts.get(newest) ?? {};
  return html`<a class="panel tile" href=${link("adoption", { app_product: product.name, kind: product.kind })}>
    <small>${texts.overview.using(product.name, texts.kinds[`${product.kind}s`])}</small>
    <b>${count(product.people)}</b>
    <small>${newest ? texts.overview.newest(share(part), newest) : ""}</small>
  </a>`;
}

/** People two or more releases behind the newest. */
function BehindTile({ product }) {
  const [newest, second] = releases(product.versions);
  const recent = new Set([newest, second]);
  const kept = [...product.counts].filter(([name]) => recent.has(name) || product.versions.indexOf(name) < product.versions.indexOf(second));
  const people = second ? product.people - kept.reduce((sum, [, one]) => sum + (one.people ?? 0), 0) : 0;
  const part = product.people > 0 ? people / product.people : 0;
  return html`<a class="panel tile" href=${link("outdated", { app_product: product.name, kind: product.kind, below: second ?? newest })}>
    <small>${texts.overview.behind(product.name)}</small>
    <b>${count(people)}</b>
    <${Tag} tone=${part > 0.05 ? "warn" : "plain"}>${texts.overview.part(share(part))}<//>
  </a>`;
}

function SilentTile({ figure }) {
  const people = figure.figures
    .flatMap((one) => one.silent)
    .filter((one) => one.from_days >= SILENT_DAYS)
    .reduce((sum, one) => sum + (one.people ?? 0), 0);
  return html`<a class="panel tile" href=${link("silent")}>
    <small>${texts.overview.silent}</small>
    <b>${count(people)}</b>
    <small>${figure.total ? texts.overview.part(share(people / figure.total)) : ""}</small>
  </a>`;
}

/** The readings of this month and of the month before. */
async function readings(signal, { api }) {
  const from = isoDay().slice(0, 8).concat("01");
  const before = new Date(Date.parse(`${from}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 8).concat("01");
  const { figures } = await api.figure("meters", { from: before, to: isoDay(), period: "month", top: 1 }, signal);
  const sum = (month, key) =>
    figures.periods.filter((one) => one.from === month).reduce((total, one) => total + (one[key] ?? 0), 0);
  return {
    from,
    wrong: sum(from, "incorrect"),
    wrongBefore: sum(before, "incorrect"),
    implausible: sum(from, "implausible"),
    unknown: sum(from, "unknown"),
    checks: sum(from, "verifications"),
  };
}

function ReadingTiles({ from, wrong, wrongBefore, implausible, checks }) {
  const more = wrong - wrongBefore;
  return html`<a class="panel tile" href=${link("meters", { is_bg_value_correct: "false", verified_from: from })}>
      <small>${texts.overview.wrong}</small>
      <b>${count(wrong)}</b>
      ${more > 0
        ? html`<${Tag} tone="bad">${texts.overview.more(count(more))}<//>`
        : html`<small>${texts.overview.lastMonth(count(wrongBefore))}</small>`}
    </a>
    <a class="panel tile" href=${link("meters", { implausible: "true", verified_from: from })}>
      <small>${texts.overview.implausible}</small>
      <b>${count(implausible)}</b>
      <small>${texts.overview.ofChecks(count(checks))}</small>
    </a>`;
}
