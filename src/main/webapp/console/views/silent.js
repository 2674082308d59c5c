import { count, moment, share } from "../formats.js";
import { html } from "../html.js";
import { Bar } from "../parts/bar.js";
import { Head, Panel, Print } from "../parts/panel.js";
import { Loaded } from "../parts/states.js";
import { Table } from "../parts/table.js";
import { useRequest } from "../request.js";
import { link } from "../router.js";
import { texts } from "../texts.js";

/** How long ago the service last heard of people. */
export function Silent() {
  const request = useRequest((signal, { api }) => api.figure("silent", {}, signal), []);
  return html`<div class="page">
    <${Head} title=${texts.views.silent} note=${texts.silent.about}>
      <${Print} />
    <//>
    <${Loaded} request=${request}>
      ${({ figures, computed_at: computed }) => html`${figures.map((one) => html`<${Kind} key=${one.kind} figure=${one} />`)}
        <p><small class="muted">${texts.computed(moment(computed))}. ${texts.silent.how}</small></p>`}
    <//>
  </div>`;
}

function Kind({ figure }) {
  const title = texts.peopleOf(figure.kind, count(figure.people));
  return html`<${Panel} title=${title}>
    <${Table}
      name=${title}
      empty=${texts.explorer.empty}
      rows=${figure.silent}
      columns=${[
        {
          label: texts.silent.heard,
          cell: (one) => html`<a href=${people(figure.kind, one)}>${texts.silent.range(one.from_days, one.below_days)}</a>`,
        },
        { label: texts.people, number: true, cell: (one) => count(one.people) },
        { label: texts.share, number: true, cell: (one) => share(one.share) },
        { label: html`<span class="hidden">${texts.platforms.bar}</span>`, cell: (one) => html`<${Bar} part=${one.share} />` },
      ]}
    />
  <//>`;
}

/** The address of the people who were last heard of within a range of days. */
function people(kind, { from_days: from, below_days: below }) {
  return link("installations", { latest: "true", kind, silent_for_days: from || "", heard_within_days: below ?? "" });
}
