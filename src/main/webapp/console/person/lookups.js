import { moment } from "../formats.js";
import { html } from "../html.js";
import { Download } from "../parts/download.js";
import { Panel } from "../parts/panel.js";
import { Loaded } from "../parts/states.js";
import { Table } from "../parts/table.js";
import { Tag } from "../parts/tag.js";
import { useRequest } from "../request.js";
import { texts } from "../texts.js";

/** The columns of access events. */
export const EVENT_COLUMNS = [
  { name: "time", label: texts.access.time, cell: (one) => moment(one.time) },
  { name: "caller", label: texts.access.caller, cell: (one) => one.caller || one.subject },
  { name: "action", label: texts.access.action, cell: (one) => texts.actions[one.action] ?? one.action },
  { name: "question", label: texts.access.question, cell: (one) => html`<code class="long">${one.question}</code>` },
  { name: "records", label: texts.access.records, number: true, cell: (one) => one.records ?? texts.unknown },
  {
    name: "outcome",
    label: texts.access.outcome,
    cell: (one) =>
      one.outcome === "denied"
        ? html`<${Tag} tone="bad">${texts.access.denied}<//>`
        : html`<${Tag}>${texts.access.allowed}<//>`,
  },
  { name: "client", label: texts.access.client, cell: (one) => one.client },
  { name: "request_id", label: texts.access.request, cell: (one) => html`<code>${one.request_id}</code>` },
];

/** Who looked at a person's data. */
export function Lookups({ kind, id }) {
  const path = `${kind}/${encodeURIComponent(id)}/access`;
  const request = useRequest((signal, { api }) => api.page(path, { limit: 500 }, signal).then((page) => ({ ...page, api })), [path]);
  return html`<${Loaded} request=${request}>
    ${({ body, cursor, api }) => html`<${Panel}
      title=${texts.access.who}
      aside=${html`<${Download}
        label=${texts.download.csv}
        name=${texts.access.who}
        file="access-events.csv"
        make=${(signal, progress) => api.file(path, { bom: "true" }, "text/csv", signal, progress)}
      />`}
    >
      <${Table} name=${texts.access.who} empty=${texts.access.nobody} rows=${body} columns=${EVENT_COLUMNS} />
      <p class="note">${cursor ? texts.access.more : texts.access.note}</p>
    <//>`}
  <//>`;
}
