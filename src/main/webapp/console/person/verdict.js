import { ago, day, duration } from "../formats.js";
import { grouped } from "../groups.js";
import { html } from "../html.js";
import { model, system } from "../installation.js";
import { Behind, Result, Tag } from "../parts/tag.js";
import { behind, releases } from "../products.js";
import { link } from "../router.js";
import { texts } from "../texts.js";
import { onSince } from "./events.js";
import { author } from "./timeline.js";

const SILENT_DAYS = 30;

/** What support needs first: version, since when, last heard from, device and meters. */
export function verdict(person, products) {
  const { latest, lastHeard } = person;
  const known = products.find((one) => one.kind === person.kind && one.name === latest?.app_product);
  const versions = known?.versions ?? [];
  return {
    latest,
    lastHeard,
    since: onSince(person),
    behind: latest ? behind(latest.app_version, versions) : null,
    newest: releases(versions)[0] ?? versions[0],
    meters: newestChecks(person.meters),
    isSilent: lastHeard !== null && Date.now() - Date.parse(lastHeard) > SILENT_DAYS * 86_400_000,
  };
}

/** The last check of each meter, the latest first. */
export function newestChecks(meters) {
  const time = (one) => Date.parse(one.date_verified ?? one.created);
  const sorted = meters.toSorted((one, other) => time(other) - time(one));
  return [...grouped(sorted, (one) => one.serial_number).values()].map(([first]) => first);
}

export function Verdict({ verdict: { latest, lastHeard, since, behind: number, newest, meters, isSilent }, person, asOf }) {
  return html`<div class="panel verdict">
    <div>
      <small>${texts.verdict.app}</small>
      <b>${latest ? `${latest.app_product} ${latest.app_version}` : texts.verdict.noApp}</b>
      ${latest && !asOf && html`<${Behind} number=${number} newest=${newest} />`}
    </div>
    ${since &&
    html`<div>
      <small>${texts.verdict.since}</small>
      <b>${day(since.time)}</b>
      <small class="muted">
        ${asOf ? "" : duration(since.time)}${since.by && `${asOf ? "" : ", "}${texts.person.by(author(since.by, person))}`}
      </small>
    </div>`}
    ${!asOf &&
    html`<div>
      <small>${texts.verdict.heard}</small>
      <b>${lastHeard ? ago(lastHeard) : texts.unknown}</b>
      ${isSilent ? html`<${Tag} tone="warn">${texts.verdict.silent}<//>` : html`<${Tag} tone="good">${texts.verdict.active}<//>`}
    </div>`}
    ${latest &&
    html`<div>
      <small>${person.kind === "patient" ? texts.verdict.phone : texts.verdict.computer}</small>
      <b>${[model(latest), system(latest)].filter(Boolean).join(", ")}</b>
      <small class="id">${latest.unique_device_code}</small>
    </div>`}
    ${meters.slice(0, 2).map(
      (one) => html`<div key=${one.uuid}>
        <small>${texts.verdict.meter}</small>
        <b><a class="id" href=${link("meters", { serial_number: one.serial_number })}>${one.serial_number}</a></b>
        <span><${Result} correct=${one.is_bg_value_correct} /> <small class="muted">${day(one.date_verified ?? one.created)}</small></span>
      </div>`,
    )}
    ${meters.length > 2 &&
    html`<div>
      <small>${texts.verdict.moreMeters}</small>
      <b>${meters.length - 2}</b>
    </div>`}
  </div>`;
}
