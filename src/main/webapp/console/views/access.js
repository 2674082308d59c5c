import { html } from "../html.js";
import { Explorer } from "../parts/explorer.js";
import { filters } from "../parts/filters.js";
import { Head, Print } from "../parts/panel.js";
import { PersonLink } from "../parts/person-link.js";
import { EVENT_COLUMNS } from "../person/lookups.js";
import { texts } from "../texts.js";

const FILTERS = filters(["person", "caller", "subject", "action", "outcome", "from", "to"]);

const [TIME, ...OTHERS] = EVENT_COLUMNS;
const COLUMNS = [
  TIME,
  {
    name: "person",
    label: texts.person.title,
    cell: (one) => (one.person_id ? html`<${PersonLink} kind=${one.person_kind} id=${one.person_id} />` : texts.access.many),
  },
  ...OTHERS.map((column) => ({ ...column, extra: column.name === "client" })),
];

/** Who looked at whose data. */
export function AccessLog({ params, set }) {
  return html`<div class="page">
    <${Head} title=${texts.views.access}><${Print} /><//>
    <${Explorer}
      view="access"
      path="access_event"
      title=${texts.access.title}
      file="access-events.csv"
      filters=${FILTERS}
      columns=${COLUMNS}
      orders=${["time"]}
      groups=${{ caller: (one) => one.caller, action: (one) => texts.actions[one.action] ?? one.action }}
      params=${params}
      set=${set}
    />
  </div>`;
}
