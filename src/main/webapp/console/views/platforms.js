import { csv } from "../csv.js";
import { el } from "../dom.js";
import { count, here, share } from "../formats.js";
import { table } from "../table.js";
import { kind, people, pick, product } from "./fields.js";

const OTHERS = "others";

export const platforms = {
  title: "Platforms",
  about:
    "Operating systems and devices of people's latest installations.",

  fields: (context) => [
    kind,
    product(context),
    { name: "top", label: "Entries per list", type: "number", min: 1, max: 200, value: "10" },
  ],

  async show(params, { api, signal }) {
    const response = await api.figure("platforms", pick(params, "kind", "app_product", "top"), signal);
    return [
      ...response.figures.flatMap(section),
      el(
        "p",
        {},
        el(
          "small",
          {},
          `Computed ${here(response.computed_at)}. Shares of versions and models refer to their system or manufacturer.`,
        ),
      ),
    ];
  },
};

function section(figure) {
  const persons = people(figure.kind);
  return [
    el("h2", {}, `${count(figure.people)} ${persons}`),
    groupTable(`Operating systems of ${persons}`, "System", "Version", `os-${figure.kind}.csv`, figure.os),
    // computers have no manufacturer
    figure.manufacturers.length > 0 &&
      groupTable(`Devices of ${persons}`, "Manufacturer", "Model", `devices-${figure.kind}.csv`, figure.manufacturers),
  ].filter(Boolean);
}

/** A table of groups with their parts. */
function groupTable(name, group, part, file, groups) {
  const rows = groups.flatMap((one) => [
    { group: one.name ?? OTHERS, name: "", people: one.people, share: one.share },
    ...one.parts.map((child) => ({
      group: one.name ?? OTHERS,
      name: child.name ?? OTHERS,
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

/** A bar for a share; the preceding cell has the number. */
function bar(part) {
  const filled = el("span", {});
  filled.style.width = `${(part ?? 0) * 100}%`;
  return el("span", { class: "bar", "aria-hidden": "true" }, filled);
}
