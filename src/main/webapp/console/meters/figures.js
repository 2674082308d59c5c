import { csv } from "../csv.js";
import { count, day, isoDay, moment, share } from "../formats.js";
import { grouped } from "../groups.js";
import { html, useState } from "../html.js";
import { Chart, DaySlider } from "../parts/chart.js";
import { Download } from "../parts/download.js";
import { Choice, Panel } from "../parts/panel.js";
import { ProductSelect, unknownProduct } from "../parts/product-choice.js";
import { Empty, Loaded } from "../parts/states.js";
import { Table } from "../parts/table.js";
import { useRequest } from "../request.js";
import { link } from "../router.js";
import { texts } from "../texts.js";

const RANGES = { month: [30, "day"], half: [182, "week"], year: [365, "month"], all: [3652, "month"] };

/** How many verifications were wrong or unknown, over time and by version. */
export function MeterFigures({ params, set }) {
  const range = Object.hasOwn(RANGES, params.range) ? params.range : "year";
  const [days, period] = RANGES[range];
  const request = useRequest(
    async (signal, { api, products }) => {
      const query = { app_product: params.app_product, from: isoDay(days), to: isoDay(), period, top: 1 };
      const [all, figure] = await Promise.all([products.all(), api.figure("meters", query, signal)]);
      return { all, periods: figure.figures.periods, computed: figure.computed_at };
    },
    [params.app_product, range],
  );
  const change = (more) => set({ ...params, ...more });
  return html`<${Loaded} request=${request} lines="10">
    ${({ all, periods, computed }) => html`<div class="chips">
        <${ProductSelect} products=${all.filter((one) => one.kind === "patient")} value=${params.app_product ?? ""} all=${texts.product.all} choose=${(name) => change({ app_product: name })} />
        <${Choice}
          label=${texts.adoption.range}
          options=${Object.keys(RANGES).map((name) => [name, texts.adoption.ranges[name]])}
          value=${range}
          choose=${(name) => change({ range: name })}
        />
      </div>
      ${periods.length > 0
        ? html`<${Figures} periods=${periods} since=${isoDay(days)} params=${params} />`
        : html`<${Empty}>${unknownProduct(params.app_product, all) ?? texts.meter.noChecks}<//>`}
      <p><small class="muted">${texts.computed(moment(computed))}.</small></p>`}
  <//>`;
}

const NUMBERS = ["verifications", "correct", "incorrect", "unknown", "implausible", "unit_suspect"];

/** Adds up entries. Suppressed numbers count as 0. */
function add(entries) {
  return Object.fromEntries(NUMBERS.map((key) => [key, entries.reduce((sum, one) => sum + (one[key] ?? 0), 0)]));
}

function Figures({ periods, since, params }) {
  const steps = [...grouped(periods, (one) => one.from)].map(([from, entries]) => ({ from, ...add(entries) }));
  const [chosen, choose] = useState(steps.length - 1);
  const at = steps[Math.min(chosen, steps.length - 1)];
  const part = (number, all) => (all > 0 ? number / all : 0);
  const shares = [
    { name: texts.meter.shareWrong, colour: "var(--bad)", values: steps.map((one) => part(one.incorrect, one.verifications)) },
    { name: texts.meter.shareUnknown, colour: "var(--muted)", dash: "6 4", values: steps.map((one) => part(one.unknown, one.verifications)) },
  ];
  return html`<div class="two">
      <figure class="panel body">
        <${Chart}
          label=${texts.meter.chart}
          days=${steps.map((one) => one.from)}
          series=${shares}
          least=${0.02}
          format=${share}
          chosen=${Math.min(chosen, steps.length - 1)}
          choose=${choose}
        />
        <${DaySlider} label=${texts.meter.period} days=${steps.map((one) => one.from)} chosen=${Math.min(chosen, steps.length - 1)} choose=${choose} />
      </figure>
      <${Panel} title=${texts.meter.from(day(at.from))}>
        <${Table}
          name=${texts.meter.from(day(at.from))}
          empty=""
          rows=${[
            { name: html`<span class="swatch line-swatch bad-text"></span>${texts.meter.wrong}`, number: at.incorrect, share: part(at.incorrect, at.verifications) },
            { name: html`<span class="swatch line-swatch dashed"></span>${texts.meter.unknown}`, number: at.unknown, share: part(at.unknown, at.verifications) },
            { name: texts.meter.right, number: at.correct, share: part(at.correct, at.verifications) },
          ]}
          sums=${{ name: texts.meter.allChecks, number: at.verifications, share: null }}
          columns=${[
            { label: texts.meter.result, cell: (row) => row.name },
            { label: texts.meter.checks, number: true, cell: (row) => count(row.number) },
            { label: texts.share, number: true, cell: (row) => share(row.share) },
          ]}
        />
      <//>
    </div>
    <${Versions} periods=${periods} since=${since} params=${params} />`;
}

/** The sums of each version. */
function Versions({ periods, since, params }) {
  const rows = [...grouped(periods, (one) => JSON.stringify([one.app_product, one.app_version, Boolean(one.other)]))]
    .map(([, entries]) => ({ ...entries[0], ...add(entries) }))
    .sort((one, other) => other.verifications - one.verifications);
  const drill = (row, more, number) =>
    number === 0 || row.other || !row.app_version
      ? count(number)
      : html`<a href=${link("meters", { app_product: row.app_product, app_version: row.app_version, verified_from: since, ...more })}>${count(number)}</a>`;
  const part = (row, key) => (row.verifications > 0 ? share(row[key] / row.verifications) : "");
  const make = () => csv(["app_product", "app_version", ...NUMBERS], rows.map((row) => [row.app_product, row.app_version, ...NUMBERS.map((key) => row[key])]));
  return html`<${Panel}
    title=${texts.meter.byVersion}
    aside=${html`<${Download} label=${texts.download.csv} name=${texts.meter.byVersion} file="meter-results.csv" make=${make} />`}
  >
    <${Table}
      name=${texts.meter.byVersion}
      empty=${texts.meter.noChecks}
      rows=${rows}
      sums=${{ sum: true, ...add(rows) }}
      columns=${[
        {
          label: texts.fieldNames.app,
          cell: (row) => (row.sum ? texts.meter.allChecks : row.other ? texts.others : row.app_product ? `${row.app_product} ${row.app_version ?? ""}` : texts.unknown),
        },
        { label: texts.meter.checks, number: true, cell: (row) => drill(row, {}, row.verifications) },
        { label: texts.meter.wrong, number: true, cell: (row) => drill(row, { is_bg_value_correct: "false" }, row.incorrect) },
        { label: texts.meter.shareWrong, number: true, cell: (row) => part(row, "incorrect") },
        { label: texts.meter.unknown, number: true, cell: (row) => drill(row, { is_bg_value_correct: "unknown" }, row.unknown) },
        { label: texts.meter.shareUnknown, number: true, cell: (row) => part(row, "unknown") },
        { label: texts.meter.implausible, number: true, cell: (row) => drill(row, { implausible: "true" }, row.implausible) },
        { label: texts.meter.suspects, number: true, cell: (row) => count(row.unit_suspect) },
      ]}
    />
  <//>`;
}
