import { recordsCsv } from "../csv.js";
import { count, moment, share } from "../formats.js";
import { html } from "../html.js";
import { firstUse, model, system } from "../installation.js";
import { Download } from "../parts/download.js";
import { Pager } from "../parts/pager.js";
import { Choice, Head, Panel, Print } from "../parts/panel.js";
import { owner, PersonLink } from "../parts/person-link.js";
import { ProductSelect, unknownProduct } from "../parts/product-choice.js";
import { Empty, Loaded } from "../parts/states.js";
import { Table } from "../parts/table.js";
import { Tag } from "../parts/tag.js";
import { releases } from "../products.js";
import { useRequest } from "../request.js";
import { link } from "../router.js";
import { texts } from "../texts.js";

/** People whose latest installation of a product is below a version. */
export function Outdated({ params, set }) {
  const request = useRequest(
    async (signal, { api, products }) => {
      const all = await products.all();
      const name = params.app_product ?? all[0]?.name;
      const versions = [...new Set(all.filter((one) => one.name === name).flatMap((one) => one.versions))];
      const below = params.below ?? releases(versions)[0] ?? versions[0];
      if (!below || unknownProduct(name, all)) {
        return { all, name, versions, below, page: null };
      }
      const query = { kind: params.kind, app_product: name, below, unreadable: params.unreadable };
      const page = await api.page("analytics/outdated", { ...query, cursor: params.cursor }, signal);
      return { all, name, versions, below, query, page, api };
    },
    [params.app_product, params.below, params.kind, params.unreadable, params.cursor],
  );
  const change = (more) => set({ ...params, cursor: "", ...more });
  return html`<div class="page">
    <${Head} title=${texts.views.outdated} note=${texts.outdated.about}>
      <${Print} />
    <//>
    <${Loaded} request=${request}>
      ${(data) => html`<div class="chips">
          <${ProductSelect} products=${data.all} value=${data.name} choose=${(name) => set({ app_product: name, kind: params.kind })} />
          <label class="inline">
            ${texts.outdated.below}
            <input
              key=${`${data.name} ${data.below}`}
              list="outdated-versions"
              autocomplete="off"
              value=${data.below}
              onChange=${(event) => change({ app_product: data.name, below: event.target.value.trim() })}
            />
            <datalist id="outdated-versions">${data.versions.map((version) => html`<option key=${version} value=${version} />`)}</datalist>
          </label>
          <${Choice}
            label=${texts.people}
            options=${[["", texts.kinds.all], ["patient", texts.kinds.patients], ["clinician", texts.kinds.clinicians]]}
            value=${params.kind ?? ""}
            choose=${(kind) => change({ kind })}
          />
          <${Choice}
            label=${texts.outdated.show}
            options=${[["", texts.outdated.outdated], ["true", texts.outdated.unreadable]]}
            value=${params.unreadable ?? ""}
            choose=${(unreadable) => change({ unreadable })}
          />
        </div>
        ${data.page
          ? html`<${List} ...${data} params=${params} />`
          : html`<${Empty}>${unknownProduct(data.name, data.all) ?? texts.outdated.none}<//>`}`}
    <//>
  </div>`;
}

function List({ name, below, versions: known, query, page, api, params }) {
  const { versions, people, unreadable, installations } = page.body.figures;
  const { total } = page.body;
  const title = params.unreadable ? texts.outdated.listUnreadable : texts.outdated.list(below);
  const make = async (signal, progress) => {
    const records = [];
    for await (const { body } of api.pages("analytics/outdated", query, signal)) {
      records.push(...body.figures.installations);
      progress(JSON.stringify(records).length);
    }
    return recordsCsv(records);
  };
  const drill = (more) => link("installations", { latest_of_product: "true", kind: params.kind, app_product: name, ...more });
  return html`<div class="tiles">
      <a class="panel tile" href=${drill({ version_below: below })}>
        <small>${texts.outdated.older(name, below)}</small>
        <b>${count(people)}</b>
        <small>${texts.outdated.of(count(total), people === null || !total ? "" : share(people / total))}</small>
      </a>
      <div class="panel tile">
        <small>${texts.outdated.versions}</small>
        <b>${count(versions.length)}</b>
        <small class="wrap">
          ${versions
            .slice(-12)
            .reverse()
            .map((version, index) => html`${index > 0 ? ", " : ""}<a key=${version} href=${drill({ app_version: version })}>${version}</a>`)}
          ${versions.length > 12 ? "…" : ""}
        </small>
      </div>
      <a class="panel tile" href=${link("outdated", { ...params, app_product: name, below, unreadable: "true", cursor: "" })}>
        <small>${texts.outdated.cannot}</small>
        <b>${count(unreadable.people)}</b>
        <small class="wrap">${unreadable.versions.slice(0, 8).map((one) => `“${one}”`).join(", ")}</small>
      </a>
    </div>
    ${known.length > 0 && !known.includes(below) && html`<p class="banner">${texts.outdated.unknownVersion(below, known.slice(0, 6))}</p>`}
    <${Panel}
      title=${title}
      aside=${html`<small class="muted">${texts.outdated.oldestFirst}</small>
        ${installations.length > 0 && html`<${Download} label=${texts.download.all} name=${title} file="outdated-${name}-below-${below}.csv" make=${make} />`}`}
    >
      <${Table}
        name=${title}
        empty=${params.unreadable ? texts.outdated.allComparable : texts.outdated.nobody}
        rows=${installations}
        columns=${[
          { label: texts.person.title, cell: (one) => html`<${PersonLink} ...${owner(one)} />` },
          { label: texts.fieldNames.app_version, cell: (one) => html`<${Tag}>${one.app_version}<//>` },
          { label: texts.person.firstUsed, cell: (one) => moment(firstUse(one)) },
          { label: texts.fieldNames.os, cell: system },
          { label: texts.fieldNames.model, cell: model },
        ]}
      />
    <//>
    <${Pager} view="outdated" params=${params} cursor=${page.cursor} />`;
}
