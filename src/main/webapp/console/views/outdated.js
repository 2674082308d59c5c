import { recordsCsv } from "../csv.js";
import { el } from "../dom.js";
import { there } from "../formats.js";
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
  ],

  ready: (params) => params.app_product !== "" && params.below !== "",
  hint: "Enter a product and a version.",

  async show(params, { api, signal }) {
    const query = pick(params, "kind", "app_product", "below");
    const { body, cursor } = await api.page(PATH, { ...query, cursor: params.cursor }, signal);
    const { versions, installations } = body.figures;
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
      table(`Installations below ${params.below}`, COLUMNS, installations, {
        download,
        empty: "No one has an older version.",
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
