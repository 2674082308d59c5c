import { csv } from "../csv.js";
import { count, moment, share } from "../formats.js";
import { html } from "../html.js";
import { Bar } from "../parts/bar.js";
import { Download } from "../parts/download.js";
import { Choice, Head, Panel, Print } from "../parts/panel.js";
import { ProductSelect, unknownProduct } from "../parts/product-choice.js";
import { Empty, Loaded } from "../parts/states.js";
import { Table } from "../parts/table.js";
import { useRequest } from "../request.js";
import { link } from "../router.js";
import { texts } from "../texts.js";

const DEFAULT_TOP = "10";

/** Operating systems and devices of people's latest installations. */
export function Platforms({ params, set }) {
  const top = params.top ?? DEFAULT_TOP;
  const request = useRequest(
    async (signal, { api, products }) => {
      const [all, figure] = await Promise.all([
        products.all(),
        api.figure("platforms", { kind: params.kind, app_product: params.app_product, top }, signal),
      ]);
      return { all, figures: figure.figures, computed: figure.computed_at };
    },
    [params.kind, params.app_product, top],
  );
  const change = (more) => set({ ...params, ...more });
  return html`<div class="page">
    <${Head} title=${texts.views.platforms}><${Print} /><//>
    <${Loaded} request=${request}>
      ${({ all, figures, computed }) => html`<div class="chips">
          <${ProductSelect} products=${all} value=${params.app_product ?? ""} all=${texts.product.all} choose=${(name) => change({ app_product: name })} />
          <${Choice}
            label=${texts.people}
            options=${[["", texts.kinds.all], ["patient", texts.kinds.patients], ["clinician", texts.kinds.clinicians]]}
            value=${params.kind ?? ""}
            choose=${(kind) => change({ kind })}
          />
          <label class="inline">
            ${texts.platforms.rows}
            <select value=${top} onChange=${(event) => change({ top: event.target.value })}>
              ${["5", DEFAULT_TOP, "25", "100"].map((number) => html`<option key=${number} value=${number}>${number}</option>`)}
            </select>
          </label>
        </div>
        ${unknownProduct(params.app_product, all)
          ? html`<${Empty}>${unknownProduct(params.app_product, all)}<//>`
          : figures.map((figure) => html`<${Kind} key=${figure.kind} figure=${figure} params=${params} />`)}
        <p><small class="muted">${texts.computed(moment(computed))}. ${texts.platforms.about}</small></p>`}
    <//>
  </div>`;
}

function Kind({ figure, params }) {
  const drill = (more) => link("installations", { latest: "true", kind: figure.kind, app_product: params.app_product, ...more });
  return html`<h2>${texts.peopleOf(figure.kind, count(figure.people))}</h2>
    <${Groups}
      title=${texts.platforms.systems[figure.kind]}
      headings=${[texts.fieldNames.os, texts.fieldNames.os_version]}
      file="os-${figure.kind}.csv"
      groups=${figure.os}
      href=${(group, part) => drill({ os: group, os_version: part })}
    />
    ${figure.manufacturers.length > 0 &&
    html`<${Groups}
      title=${texts.platforms.devices}
      headings=${[texts.fieldNames.manufacturer, texts.fieldNames.model]}
      file="devices-${figure.kind}.csv"
      groups=${figure.manufacturers}
      href=${(group, part) => drill({ manufacturer: group, model: part })}
    />`}`;
}

/** A table of groups with their parts. Each leads to its people. */
function Groups({ title, headings, file, groups, href }) {
  const rows = groups.flatMap((one) => [
    { group: one.name, name: null, people: one.people, share: one.share },
    ...one.parts.map((part) => ({ group: one.name, name: part.name, people: part.people, share: part.share, part: true })),
  ]);
  const make = () =>
    csv(
      [...headings.map((one) => one.toLowerCase()), "people", "share"],
      rows.map((row) => [row.group ?? texts.others, row.part ? (row.name ?? texts.others) : "", row.people, row.share]),
    );
  const name = (text) => (text === "" ? texts.nothing : (text ?? texts.others));
  return html`<${Panel} title=${title} aside=${html`<${Download} label=${texts.download.csv} name=${title} file=${file} make=${make} />`}>
    <${Table}
      name=${title}
      empty=${texts.explorer.empty}
      rows=${rows}
      columns=${[
        {
          label: headings[0],
          cell: (row) =>
            row.part
              ? html`<span class="hidden">${name(row.group)}</span>`
              : row.group
                ? html`<a href=${href(row.group)}>${row.group}</a>`
                : name(row.group),
        },
        {
          label: headings[1],
          cell: (row) =>
            !row.part ? "" : row.group && row.name ? html`<a href=${href(row.group, row.name)}>${row.name}</a>` : name(row.name),
        },
        { label: texts.people, number: true, cell: (row) => count(row.people) },
        { label: texts.share, number: true, cell: (row) => share(row.share) },
        { label: html`<span class="hidden">${texts.platforms.bar}</span>`, cell: (row) => html`<${Bar} part=${row.share} />` },
      ]}
    />
  <//>`;
}
