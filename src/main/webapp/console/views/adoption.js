import { csv } from "../csv.js";
import { count, day, isoDay, moment, points, share } from "../formats.js";
import { html, useMemo, useState } from "../html.js";
import { Chart, DaySlider } from "../parts/chart.js";
import { Download } from "../parts/download.js";
import { Choice, Head, Panel, Print } from "../parts/panel.js";
import { unknownProduct } from "../parts/product-choice.js";
import { Empty, Loaded } from "../parts/states.js";
import { Table } from "../parts/table.js";
import { colour } from "../products.js";
import { useRequest } from "../request.js";
import { link } from "../router.js";
import { texts } from "../texts.js";

/** The versions with a name of their own: the newest ones, and then those with the most people. */
const NEWEST = 3;
const NAMED = 6;

/** The presets of the time range, in days, with the period of their points. */
const RANGES = { month: [30, "day"], half: [182, "week"], year: [365, "week"], all: [3652, "month"] };

/** How many people have which version, over time. */
export function Adoption({ params, set }) {
  const range = Object.hasOwn(RANGES, params.range) ? params.range : "half";
  const request = useRequest(
    async (signal, { api, products }) => {
      const all = await products.all();
      const product = choose(all, params);
      if (!product) {
        return { all, product: null };
      }
      const [days, period] = RANGES[range];
      const figure = await api.figure(
        "adoption",
        { app_product: product.name, kind: product.kind, from: isoDay(days), to: isoDay(), period, top: 100 },
        signal,
      );
      return { all, product, figure: figure.figures[0] ?? null, computed: figure.computed_at };
    },
    [params.app_product, params.kind, range],
  );
  const change = (more) => set({ ...params, range, ...more });
  return html`<div class="page">
    <${Loaded} request=${request} lines="10">
      ${(data) =>
        html`<${Shown} ...${data} params=${params} range=${range} change=${change} />`}
    <//>
  </div>`;
}

/** The requested product, or the one with the most people. */
function choose(all, { app_product: name, kind }) {
  return (
    all.find((one) => (!name || one.name === name) && (!kind || one.kind === kind)) ??
    (name ? all.find((one) => one.name === name) : null)
  );
}

function Shown({ all, product, figure, computed, params, range, change }) {
  const names = [...new Set(all.map((one) => one.name))];
  const kinds = all.filter((one) => one.name === product?.name).map((one) => one.kind);
  const absolute = params.unit === "people";
  return html`<${Head}
      title=${product ? texts.adoption.of(product.name) : texts.views.adoption}
      note=${figure && `${texts.peopleOf(figure.kind, count(figure.points.at(-1).people))} · ${texts.computed(moment(computed))}`}
    >
      ${figure && html`<${Download} label=${texts.download.csv} name=${texts.views.adoption} file="adoption-${product.name}-${product.kind}.csv" make=${() => file(figure)} />`}
      <${Print} />
    <//>
    <div class="chips">
      <${Choice} label=${texts.fieldNames.app_product} options=${names.map((name) => [name, name])} value=${product?.name} choose=${(name) => change({ app_product: name, kind: "" })} />
      <${Choice} label=${texts.people} options=${kinds.map((kind) => [kind, texts.kinds[`${kind}s`]])} value=${product?.kind} choose=${(kind) => change({ app_product: product.name, kind })} />
      <${Choice} label=${texts.adoption.range} options=${Object.keys(RANGES).map((name) => [name, texts.adoption.ranges[name]])} value=${range} choose=${(name) => change({ range: name })} />
      <${Choice} label=${texts.adoption.unit} options=${[["", texts.percent], ["people", texts.people]]} value=${absolute ? "people" : ""} choose=${(unit) => change({ unit })} />
    </div>
    ${product && figure
      ? html`<${Figure} key=${`${product.name} ${product.kind} ${range}`} product=${product} figure=${figure} absolute=${absolute} range=${range} />`
      : html`<${Empty}>${unknownProduct(params.app_product, all) ?? texts.adoption.none}<//>`}`;
}

/**
 * The series of a figure, the newest first: named versions, and the others together, those older than all named ones apart.
 *
 * @returns {Array<{name: string, values: number[], shares: number[], hidden: boolean[], colour: string, href: string, title: string}>}
 */
function seriesOf(figure, product) {
  const newestFirst = figure.versions.map((name, index) => ({ name, index })).reverse();
  const lastCount = ({ index }) => figure.points.at(-1).versions[index].people ?? 0;
  const named = new Set([
    ...newestFirst.slice(0, NEWEST),
    ...newestFirst
      .slice(NEWEST)
      .toSorted((one, other) => lastCount(other) - lastCount(one))
      .slice(0, NAMED - NEWEST),
  ]);
  const oldest = newestFirst.findLast((one) => named.has(one));
  const place = newestFirst.indexOf(oldest);
  const between = newestFirst.filter((one, index) => !named.has(one) && index < place);
  const older = newestFirst.filter((one, index) => index > place);
  const of = (name, shares, more) => ({
    name,
    values: figure.points.map((point) => sum(shares(point), "people")),
    shares: figure.points.map((point) => sum(shares(point), "share")),
    hidden: figure.points.map((point) => shares(point).some((one) => one.people === null)),
    ...more,
  });
  const drill = (more) => link("installations", { latest_of_product: "true", kind: product.kind, app_product: product.name, ...more });
  const others = (name, some, rest, href, colour = "var(--release-others)") => {
    const series = of(name, (point) => [...some.map((one) => point.versions[one.index]), ...rest(point)], {
      colour,
      href,
      title: name,
    });
    return series.values.some((value) => value > 0) || series.hidden.some(Boolean) ? [series] : [];
  };
  const outdated = link("outdated", { app_product: product.name, kind: product.kind, below: oldest?.name });
  return [
    ...newestFirst
      .filter((one) => named.has(one))
      .map((one) =>
        of(one.name, (point) => [point.versions[one.index]], {
          colour: colour(one.name, product.versions),
          href: drill({ app_version: one.name }),
          title: texts.adoption.peopleWith(one.name),
          index: one.index,
        }),
      ),
    ...others(texts.adoption.between(between.length), between, () => [], drill({}), "var(--release-between)"),
    ...others(texts.adoption.older(older.length), older, (point) => [point.other], outdated),
    ...others(texts.adoption.unreadable, [], (point) => [point.unreadable], link("outdated", { app_product: product.name, kind: product.kind, below: newestFirst[0]?.name, unreadable: "true" })),
  ];
}

/** Suppressed numbers count as 0; `hidden` says where they are. */
function sum(shares, key) {
  return shares.reduce((total, one) => total + (one[key] ?? 0), 0);
}

function Figure({ product, figure, absolute, range }) {
  const [chosen, choosePoint] = useState(figure.points.length - 1);
  const series = useMemo(() => seriesOf(figure, product), [figure, product]);
  const days = figure.points.map((point) => point.date);
  const marks = series
    .filter((one) => one.index !== undefined)
    .map((one) => ({ index: one.values.findIndex((value) => value > 0), text: texts.adoption.firstSeen(one.name), short: one.name }))
    .filter((mark) => mark.index > 0);
  const before = monthBefore(days, chosen);
  const value = (one, index) => (one.hidden[index] && one.values[index] === 0 ? texts.tooFew : count(one.values[index]));
  const total = figure.points[chosen].people;
  return html`<div class="two">
      <figure class="panel body">
        <${Chart}
          label=${texts.adoption.chart(product.name, day(days[0]), day(days.at(-1)))}
          days=${days}
          series=${series.toReversed().map((one) => ({ ...one, values: absolute ? one.values : one.shares }))}
          stacked
          most=${absolute ? undefined : 1}
          format=${absolute ? (number) => count(Math.round(number)) : (part) => `${Math.round(part * 100)} %`}
          chosen=${chosen}
          choose=${choosePoint}
          marks=${marks}
        />
        <${DaySlider} label=${texts.adoption.day} days=${days} chosen=${chosen} choose=${choosePoint} />
      </figure>
      <${Panel} title=${texts.adoption.on(day(days[chosen]))} aside=${html`<small class="muted">${texts.adoption.newestFirst}</small>`}>
        <${Table}
          name=${texts.adoption.on(day(days[chosen]))}
          empty=${texts.adoption.none}
          rows=${series}
          columns=${[
            {
              label: texts.fieldNames.app_version,
              cell: (one) => html`<span class="swatch" style=${{ background: one.colour }}></span><a href=${one.href} title=${one.title}>${one.name}</a>`,
            },
            { label: texts.people, number: true, cell: (one) => value(one, chosen) },
            { label: texts.share, number: true, cell: (one) => share(one.shares[chosen]) },
            ...(before === null
              ? []
              : [{ label: texts.adoption.days30, number: true, cell: (one) => points(one.shares[chosen] - one.shares[before]) }]),
          ]}
        />
        <p class="note">${texts.peopleOf(figure.kind, count(total))}. ${texts.adoption.drill}</p>
      <//>
    </div>
    <details class="panel fold" open=${range === "month" ? null : undefined}>
      <summary>${texts.adoption.allDays}</summary>
      <${Table}
        name=${texts.adoption.allDays}
        empty=${texts.adoption.none}
        rows=${figure.points.map((point, index) => ({ point, index })).reverse()}
        columns=${[
          { label: texts.date, cell: ({ point }) => day(point.date) },
          { label: texts.people, number: true, cell: ({ point }) => count(point.people) },
          ...series.map((one) => ({
            label: one.name,
            number: true,
            cell: ({ index }) => html`<a href=${one.href} title=${one.title}>${value(one, index)}</a>`,
          })),
        ]}
      />
    </details>
    <p><small class="muted">${texts.adoption.about}</small></p>`;
}

/** The point about 30 days before a point; null if there is none. */
function monthBefore(days, chosen) {
  const wanted = Date.parse(days[chosen]) - 30 * 86_400_000;
  const index = days.findLastIndex((one) => Date.parse(one) <= wanted);
  return index < 0 ? null : index;
}

/** One row per version and day, for pivot tables. */
function file(figure) {
  const rows = figure.points.flatMap((point) =>
    [
      ...point.versions,
      { ...point.unreadable, name: texts.adoption.unreadable },
      { ...point.other, name: texts.adoption.others },
    ].map((one) => [figure.kind, figure.app_product, point.date, one.name, one.people, one.share]),
  );
  return csv(["kind", "app_product", "date", "app_version", "people", "share"], rows);
}
