import { csv } from "../csv.js";
import { el } from "../dom.js";
import { count, here, share } from "../formats.js";
import { table } from "../table.js";
import { kind, people, pick, product } from "./fields.js";

const REST = "others";

/** What people's latest installations run on. */
export const platforms = {
  title: "Platforms",
  about:
    "What people's latest installations run on, now: operating systems and their versions, manufacturers and their models.",

  fields: (context) => [
    kind,
    product(context),
    { name: "top", label: "At most so many of each", type: "number", min: 1, max: 200, value: "10" },
  ],

  async show(params, { api, signal }) {
    const answer = await api.figure("platforms", pick(params, "kind", "app_product", "top"), signal);
    return [
      ...answer.figures.flatMap(section),
      el(
        "p",
        {},
        el(
          "small",
          {},
          `Computed ${here(answer.computed_at)}. Shares of versions and models are of their system or manufacturer.`,
        ),
      ),
    ];
  },
};

function section(figure) {
  const whose = people(figure.kind);
  return [
    el("h2", {}, `${count(figure.people)} ${whose}`),
    branches(`Operating systems of ${whose}`, "System", "Version", `os-${figure.kind}.csv`, figure.os),
    // desktops do not tell who made them
    figure.manufacturers.length > 0 &&
      branches(`Devices of ${whose}`, "Manufacturer", "Model", `devices-${figure.kind}.csv`, figure.manufacturers),
  ].filter(Boolean);
}

/** Each group, and beneath it its parts. */
function branches(name, group, part, file, groups) {
  const rows = groups.flatMap((one) => [
    { group: one.name ?? REST, name: "", people: one.people, share: one.share },
    ...one.parts.map((child) => ({
      group: one.name ?? REST,
      name: child.name ?? REST,
      people: child.people,
      share: child.share,
      part: true,
    })),
  ]);
  const columns = [
    { label: group, heading: true, cell: (row) => (row.part ? el("span", { class: "again" }, row.group) : row.group) },
    { label: part, cell: (row) => row.name },
    { label: "People", number: true, cell: (row) => count(row.people) },
    { label: "Share", number: true, cell: (row) => share(row.share) },
    { label: el("span", { class: "hidden" }, "Bar"), cell: (row) => bar(row.share) },
  ];
  const keys = [group.toLowerCase(), part.toLowerCase(), "people", "share"];
  const make = () =>
    csv(
      keys,
      rows.map((row) => [row.group, row.name, row.people, row.share]),
    );
  return table(name, columns, rows, { download: { file, make } });
}

/** A picture of a share, which the cell before it says. */
function bar(part) {
  const filled = el("span", {});
  filled.style.width = `${(part ?? 0) * 100}%`;
  return el("span", { class: "bar", "aria-hidden": "true" }, filled);
}
