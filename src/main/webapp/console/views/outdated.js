import { recordsCsv } from "../csv.js";
import { el } from "../dom.js";
import { count, there, unknownProduct } from "../formats.js";
import { firstUse, model, system } from "../installation.js";
import { pager } from "../pager.js";
import { link } from "../router.js";
import { table } from "../table.js";
import { kind, pick, product } from "./fields.js";

const PATH = "analytics/outdated";

export const outdated = {
  title: "Outdated",
  about:
    "People whose latest installation of a product has a version below the given one, the oldest record first.",

  fields: (context) => [
    product(context, { required: true }),
    { name: "below", label: "Below version", required: true, suggest: context.suggestions.versions },
    kind,
    {
      name: "unreadable",
      label: "Show",
      options: [
        ["", "Outdated versions"],
        ["true", "Versions that cannot be compared"],
      ],
    },
  ],

  ready: (params) => params.app_product !== "" && params.below !== "",
  hint: "Enter a product and a version.",

  async show(params, { api, signal }) {
    const query = pick(params, "kind", "app_product", "below", "unreadable");
    const { body, cursor } = await api.page(PATH, { ...query, cursor: params.cursor }, signal);
    if (body.known_products) {
      return [el("p", { class: "empty" }, unknownProduct(params.app_product, body.known_products))];
    }
    const { versions, people, unreadable, installations } = body.figures;
    const title = params.unreadable
      ? "Installations with versions that cannot be compared"
      : `Installations below ${params.below}`;
    const download = {
      file: `outdated-${params.app_product}-below-${params.below}.csv`,
      make: async () => {
        const records = [];
        for await (const page of api.pages(PATH, query, signal)) {
          records.push(...page.figures.installations);
        }
        return recordsCsv(records);
      },
    };
    return [
      versions.length > 0 &&
        el("p", {}, `Versions below ${params.below} still in use: ${versions.join(", ")}.`),
      el("p", {}, `${count(people)} of ${count(body.total)} people have an older version.`),
      unreadable.versions.length > 0 &&
        el(
          "p",
          {},
          `Versions that cannot be compared: ${unreadable.versions.map((one) => `"${one}"`).join(", ")} `,
          `(${count(unreadable.people)} people).`,
        ),
      table(title, COLUMNS, installations, {
        download,
        empty: params.unreadable ? "All versions can be compared." : "No one has an older version.",
        heading: "h2",
      }),
      pager("outdated", params, cursor),
    ].filter(Boolean);
  },
};

const COLUMNS = [
  { label: "Person", heading: true, cell: personLink },
  { label: "Version", cell: (one) => one.app_version },
  { label: "First used", cell: (one) => there(firstUse(one)) },
  { label: "System", cell: system },
  { label: "Device", cell: model },
];

function personLink(one) {
  const kindOfPerson = one.patient_id ? "patient" : "clinician";
  const id = one.patient_id ?? one.clinician_id;
  return el("a", { href: link("person", { kind: kindOfPerson, id }) }, id);
}
