import { dayAfter, isoDay, moment } from "../formats.js";
import { html, useContext } from "../html.js";
import { Copy } from "../parts/copy.js";
import { Head, Print } from "../parts/panel.js";
import { Empty, Loaded } from "../parts/states.js";
import { loadPerson } from "../person/data.js";
import { summary } from "../person/summary.js";
import { ChangesTab, MetersTab, NowTab } from "../person/tabs.js";
import { DataSubject } from "../person/data-subject.js";
import { Lookups } from "../person/lookups.js";
import { Verdict, verdict } from "../person/verdict.js";
import { Console, useRequest } from "../request.js";
import { link } from "../router.js";
import { texts } from "../texts.js";
import { AUDIT, ERASE, READ_ALL } from "../token.js";

/** One person: the verdict first, then the evidence. */
export function PersonView({ params, set }) {
  const kind = params.kind === "clinician" ? "clinician" : "patient";
  const id = params.id ?? "";
  const { may } = useContext(Console);
  const title = html`${texts.kinds[kind]} <span class="id">${id}</span>`;
  if (id === "") {
    return html`<${Head} title=${texts.kinds[kind]} />
      <${Empty}>${texts.person.noId}<//>`;
  }
  return html`<div class="page">
    ${may(READ_ALL)
      ? html`<${Records} key=${`${kind} ${id}`} title=${title} kind=${kind} id=${id} params=${params} set=${set} />`
      : html`<${Head} title=${title}><${Print} /><//>
          <${Tabs} params=${params} />
          <${Tab} key=${`${kind} ${id}`} params=${params} kind=${kind} id=${id} />`}
  </div>`;
}

function Records({ title, kind, id, params, set }) {
  const asOf = endOfDay(params.as_of);
  const request = useRequest(
    async (signal, { api, products, people }) => {
      const [person, known] = await Promise.all([loadPerson(api, { kind, id, asOf }, signal), products.all()]);
      remember(people, person);
      return { person, verdict: verdict(person, known) };
    },
    [kind, id, asOf],
    false, // nobody must see one person's data under the id of another
  );
  const { data } = request;
  return html`<${Head} title=${title} note=${html`<${Copy} label=${texts.copy.id} field=${texts.copy.idLabel} text=${() => id} />`}>
      <label class="inline">
        ${texts.person.asOf}
        <input
          type="date"
          value=${params.as_of ?? ""}
          max=${isoDay()}
          onChange=${(event) => set({ ...params, as_of: event.target.value })}
        />
      </label>
      ${params.as_of && html`<button type="button" onClick=${() => set({ ...params, as_of: "" })}>${texts.person.now}</button>`}
      ${data && html`<${Copy} label=${texts.copy.ticket} text=${() => summary(data.person, data.verdict, params.as_of)} />`}
      <${Print} />
    <//>
    ${asOf && html`<p class="banner">${texts.person.asOfBanner(moment(asOf))}</p>`}
    <${Loaded} request=${request} lines="10">
      ${({ person, verdict: found }) =>
        person.installations.length + person.meters.length === 0 && !asOf
          ? html`<${Nobody} kind=${kind} id=${id} /><${Tabs} params=${params} /><${Tab} params=${params} kind=${kind} id=${id} />`
          : html`<${Verdict} verdict=${found} person=${person} asOf=${asOf} />
              <${Tabs} params=${params} person=${person} />
              <${Tab} params=${params} kind=${kind} id=${id} person=${person} verdict=${found} />`}
    <//>`;
}

function Nobody({ kind, id }) {
  const other = kind === "patient" ? "clinician" : "patient";
  return html`<${Empty}>
    ${texts.person.nobody[kind]} <a href=${link("person", { kind: other, id })}>${texts.person.tryOther[other]}</a>
  <//>`;
}

/** The parts of the page that the token permits. */
function tabs(may, person) {
  return [
    { name: "now", shown: may(READ_ALL) && person },
    { name: "changes", shown: may(READ_ALL) && person },
    { name: "meters", shown: may(READ_ALL) && person?.kind === "patient", count: person?.meters.length },
    { name: "access", shown: may(AUDIT) },
    { name: "subject", shown: may(ERASE) || may(READ_ALL) },
  ].filter(({ shown }) => shown);
}

function Tabs({ params, person }) {
  const { may } = useContext(Console);
  const all = tabs(may, person);
  const current = currentTab(all, params);
  return html`<nav class="tabs" aria-label=${texts.person.tabs}>
    <ul>
      ${all.map(
        ({ name, count }) =>
          html`<li key=${name}>
            <a href=${link("person", { ...params, tab: name === "now" ? "" : name })} aria-current=${name === current ? "page" : null}
              >${texts.tabs[name]}${count ? ` ${count}` : ""}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

function currentTab(all, params) {
  return (all.find(({ name }) => name === params.tab) ?? all[0])?.name;
}

function Tab({ params, kind, id, person, verdict: found }) {
  const { may } = useContext(Console);
  switch (currentTab(tabs(may, person), params)) {
    case "now":
      return found ? html`<${NowTab} person=${person} verdict=${found} />` : null;
    case "changes":
      return html`<${ChangesTab} person=${person} />`;
    case "meters":
      return html`<${MetersTab} person=${person} />`;
    case "access":
      return html`<${Lookups} kind=${kind} id=${id} />`;
    case "subject":
      return html`<${DataSubject} kind=${kind} id=${id} person=${person} />`;
    default:
      return null;
  }
}

/** The last moment of a day in UTC; empty for none and for today. */
function endOfDay(day) {
  return /^\d{4}-\d\d-\d\d$/.test(day ?? "") && day < isoDay()
    ? new Date(Date.parse(`${dayAfter(day)}T00:00:00Z`) - 1).toISOString()
    : "";
}

/** The people of this tab, the latest first; in memory only. */
function remember(people, { kind, id, installations, meters }) {
  const known = people.findIndex((one) => one.kind === kind && one.id === id);
  if (known >= 0) {
    people.splice(known, 1);
  }
  if (installations.length + meters.length > 0) {
    const [latest] = installations;
    people.unshift({ kind, id, app: latest ? `${latest.app_product} ${latest.app_version}` : "" });
    people.splice(8);
  }
}
