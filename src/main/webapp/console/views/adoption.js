import { stackedChart } from "../chart.js";
import { csv } from "../csv.js";
import { el } from "../dom.js";
import { count, day, here, share, unknownProduct } from "../formats.js";
import { table } from "../table.js";
import { kind, people, pick, product, span } from "./fields.js";

const ALL = 100;
const OTHERS = "other versions";
const UNREADABLE = "unreadable versions";
const OTHER_PRODUCTS = "other products";

export const adoption = {
  title: "Adoption",
  about:
    "The number of people with each version of a product at the end of a day. A person counts once per product.",

  fields: (context) => [
    kind,
    product(context),
    ...span(),
    {
      name: "versions",
      label: "Versions",
      value: "top",
      options: [
        ["top", "Newest and most common"],
        ["newest", "Newest"],
      ],
    },
    { name: "top", label: "Number of versions", type: "number", min: 1, max: 30, value: "10" },
  ],

  async show(params, { api, signal }) {
    const newest = params.versions === "newest";
    const query = { ...pick(params, "kind", "app_product", "from", "to", "period"), top: newest ? ALL : params.top };
    const response = await api.figure("adoption", query, signal);
    if (response.figures.length === 0) {
      const known = response.known_products;
      const reason = known ? unknownProduct(params.app_product, known) : "No installations in this time range.";
      return [el("p", { class: "empty" }, reason)];
    }
    return [
      ...response.figures.flatMap((figure) => section(newest ? last(figure, Number(params.top)) : figure)),
      el(
        "p",
        {},
        el("small", {}, `Computed ${here(response.computed_at)}. ${count(response.total)} people on the last day.`),
      ),
    ];
  },
};

/** Reduces a figure to the newest versions; versions are sorted oldest first. */
function last(figure, number) {
  const hidden = Math.max(figure.versions.length - number, 0);
  return {
    ...figure,
    versions: figure.versions.slice(hidden),
    points: figure.points.map((point) => ({
      ...point,
      versions: point.versions.slice(hidden),
      other: sum([...point.versions.slice(0, hidden), point.other]),
    })),
  };
}

/** Adds up shares. The sum is suppressed if one of them is. */
function sum(shares) {
  const all = (of) =>
    shares.some((one) => of(one) === null) ? null : shares.reduce((total, one) => total + of(one), 0);
  return { name: null, people: all((one) => one.people), share: all((one) => one.share) };
}

function section(figure) {
  const productName = figure.app_product ?? OTHER_PRODUCTS;
  const name = `${productName}, ${people(figure.kind)}`;
  const days = figure.points.map((point) => point.date);
  const series = [
    { label: OTHERS, values: figure.points.map((point) => point.other.people), rest: true },
    ...(hasUnreadable(figure)
      ? [{ label: UNREADABLE, values: figure.points.map((point) => point.unreadable.people), rest: true }]
      : []),
    ...figure.versions.map((version, i) => ({
      label: version,
      values: figure.points.map((point) => point.versions[i].people),
    })),
  ];
  return [
    el("h2", {}, name),
    stackedChart(`versions of ${name}`, days, series),
    table(`People by version: ${name}`, columns(figure), [...figure.points].reverse(), {
      download: { file: `adoption-${productName}-${figure.kind}.csv`, make: () => file(figure) },
    }),
  ];
}

/** Whether anybody has a version that cannot be compared; a suppressed number is somebody. */
function hasUnreadable(figure) {
  return figure.points.some((point) => point.unreadable.people !== 0);
}

function columns(figure) {
  const version = (label, of) => ({
    label,
    number: true,
    cell: (point) =>
      of(point).people === 0 ? "0" : [count(of(point).people), " ", el("small", {}, share(of(point).share))],
  });
  return [
    { label: "Date", heading: true, cell: (point) => day(point.date) },
    { label: "All", number: true, cell: (point) => count(point.people) },
    ...figure.versions.map((name, i) => version(name, (point) => point.versions[i])).reverse(),
    ...(hasUnreadable(figure) ? [version(UNREADABLE, (point) => point.unreadable)] : []),
    version(OTHERS, (point) => point.other),
  ];
}

/** One row per version and day, for pivot tables. */
function file(figure) {
  const rows = figure.points.flatMap((point) =>
    [
      ...point.versions,
      ...(hasUnreadable(figure) ? [{ ...point.unreadable, name: UNREADABLE }] : []),
      { ...point.other, name: OTHERS },
    ].map((one) => [
      figure.kind,
      figure.app_product ?? OTHER_PRODUCTS,
      point.date,
      one.name,
      one.people,
      one.share,
    ]),
  );
  return csv(["kind", "app_product", "date", "app_version", "people", "share"], rows);
}
