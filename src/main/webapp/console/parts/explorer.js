import { csv } from "../csv.js";
import { count } from "../formats.js";
import { grouped } from "../groups.js";
import { html, useState } from "../html.js";
import { link } from "../router.js";
import { texts } from "../texts.js";
import { useRequest } from "../request.js";
import { Download } from "./download.js";
import { Pager } from "./pager.js";
import { Choice, Panel } from "./panel.js";
import { Loaded } from "./states.js";
import { Table } from "./table.js";

/** Records that are read to group them. */
const MAX_GROUPED = 5_000;

/**
 * A filter of an explorer.
 *
 * @typedef {Object} Filter
 * @property {string} name the parameter of the search and of the address
 * @property {Array<[string, string]>} [options] values with texts
 * @property {string} [type] of the input; default: text
 * @property {boolean} [several] whether it may have several values, of which one must match
 */

/**
 * A search with filters as removable chips, columns to choose, groups, pages and files. All of it is in the address.
 *
 * @param {Object} properties
 * @param {string} properties.view
 * @param {string} properties.path of the search
 * @param {Filter[]} properties.filters
 * @param {import("./table.js").Column[]} properties.columns
 * @param {string[]} properties.orders the times by which the search can sort
 * @param {Object<string, function(Object): string>} [properties.groups] by name, the value of a record
 * @param {boolean} [properties.counted] whether the search can count its results
 * @param {function(any): Object[]} [properties.rows] the rows of a response
 * @param {function(any): number} [properties.total] the number of people of a response
 * @param {string[]} [properties.needs] filters of which one is required
 */
export function Explorer({ view, path, filters, columns, orders, groups = {}, params, set, file, title, person, counted, rows = (body) => body, total, needs }) {
  const query = toQuery(filters, orders, params);
  const change = (more) => set({ ...params, cursor: "", ...more });
  const shown = chosenColumns(columns, params.columns);
  const order = orders.find((one) => query[`${one}_from`] || query[`${one}_to`]) ?? orders[0];
  const fault = missing(needs, query) ?? reversed(query);
  const request = useRequest(
    async (signal, { api }) => {
      if (fault) {
        return { body: [], api };
      }
      const page = await api.page(path, { ...query, cursor: params.cursor }, signal);
      return { ...page, body: rows(page.body), total: total?.(page.body), api };
    },
    [path, JSON.stringify(query), params.cursor],
  );
  return html`<${Chips} filters=${filters} params=${params} change=${change} />
    <div class="chips">
      ${Object.keys(groups).length > 0 && html`<span class="muted">${texts.explorer.group}</span>
      <${Choice}
        label=${texts.explorer.group}
        options=${[["", texts.explorer.none], ...Object.keys(groups).map((name) => [name, texts.fieldNames[name]])]}
        value=${params.group ?? ""}
        choose=${(group) => change({ group })}
      />`}
      ${orders.length > 1 &&
      html`<label class="inline">
        ${texts.explorer.order}
        <select value=${order} onChange=${(event) => change({ order: event.target.value })}>
          ${orders.map((order) => html`<option value=${order}>${texts.explorer.orders[order]}</option>`)}
        </select>
      </label>`}
      <${Columns} columns=${columns} shown=${shown} choose=${(names) => set({ ...params, columns: names })} />
    </div>
    ${params.group && groups[params.group] && !fault
      ? html`<${Groups}
          view=${view}
          path=${path}
          query=${query}
          params=${params}
          name=${params.group}
          value=${groups[params.group]}
          person=${person}
          file=${file}
        />`
      : html`<${Loaded} request=${request} lines="12">
          ${({ body, cursor, total: people, api }) => html`<${Panel}
            title=${title}
            aside=${body.length > 0 &&
            html`<${Download}
                label=${texts.download.shown}
                file=${file}
                make=${() => csv(keys(body), body.map((record) => keys(body).map((key) => record[key])))}
              />
              <${Download}
                label=${texts.download.all}
                name=${title}
                file=${file}
                make=${(signal, progress) => api.file(path, { ...query, bom: "true" }, "text/csv", signal, progress)}
              />`}
          >
            <${Table} name=${title} empty=${fault ?? texts.explorer.empty} rows=${body} columns=${shown} />
          <//>
          <p class="line-of-notes">
            <small class="muted">
              ${counted && !fault && html`<${Counted} path=${path} query=${query} /> `}${people !== undefined ? `${texts.peopleInAll(count(people))} ` : ""}
              ${person && !fault ? texts.explorer.onPage(body.length, new Set(body.map(person)).size, Boolean(cursor)) : ""}
            </small>
            <${Pager} view=${view} params=${params} cursor=${cursor} />
          </p>`}
        <//>`}
`;
}

/** A question without a filter that it must have; null if it has one. */
function missing(needs, query) {
  return needs && !needs.some((name) => query[name]) ? texts.explorer.needsFilter : null;
}

/** A time range that ends before it begins; null if there is none. */
function reversed(query) {
  const from = Object.keys(query).find((name) => /(^|_)from$/.test(name) && query[name] > query[name.replace(/from$/, "to")]);
  return from ? texts.explorer.reversed(texts.filters[from], texts.filters[from.replace(/from$/, "to")]) : null;
}

/** How many records and people a search finds. */
function Counted({ path, query }) {
  const { data } = useRequest((signal, { api }) => api.get(path, { ...query, count: "true" }, signal), [path, JSON.stringify(query)]);
  return data ? html`<b>${texts.explorer.found(count(data.records), count(data.people), data.estimated)}</b>` : null;
}

function keys(records) {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

/** The parameters of the search. An order by another time is a range of that time. */
function toQuery(filters, orders, params) {
  const query = {};
  for (const filter of filters) {
    const values = valuesOf(params, filter);
    if (values.length > 0) {
      query[filter.name] = filter.type === "date" ? `${values[0]}T00:00:00Z` : values;
    }
  }
  const order = params.order;
  if (order && orders.slice(1).includes(order) && !query[`${order}_from`] && !query[`${order}_to`]) {
    query[`${order}_from`] = "0001-01-01T00:00:00Z";
  }
  return query;
}

function chosenColumns(columns, names) {
  const wanted = names ? names.split(",") : columns.filter((column) => !column.extra).map((column) => column.name);
  return columns.filter((column, index) => index === 0 || wanted.includes(column.name));
}

/** The filters in force as chips, and a form for another one. */
function Chips({ filters, params, change }) {
  const active = filters.flatMap((filter) => valuesOf(params, filter).map((value) => ({ filter, value })));
  const free = filters.filter((filter) => filter.several || valuesOf(params, filter).length === 0);
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const filter = free.find((one) => one.name === name) ?? free[0];
  const add = (event) => {
    event.preventDefault();
    const text = filter.options ? value || filter.options[0][0] : value.trim();
    if (text) {
      change({ [filter.name]: [...new Set([...valuesOf(params, filter), text])] });
      setValue("");
    }
  };
  const remove = (one) => change({ [one.filter.name]: valuesOf(params, one.filter).filter((text) => text !== one.value) });
  const label = (one) => texts.filters[one.name] ?? one.name;
  const text = (one) => one.filter.options?.find(([option]) => option === one.value)?.[1] ?? one.value;
  return html`<div class="chips filters" aria-label=${texts.explorer.filters} role="group">
    ${active.map(
      (one) =>
        html`<span key=${`${one.filter.name} ${one.value}`} class="chip on">
          ${label(one.filter)}: ${text(one)}
          <button
            type="button"
            class="remove"
            aria-label=${texts.explorer.remove(label(one.filter), text(one))}
            onClick=${() => remove(one)}
          >
            ×
          </button>
        </span>`,
    )}
    ${filter &&
    html`<form class="add" aria-label=${texts.explorer.add} onSubmit=${add}>
      <select
        aria-label=${texts.explorer.filter}
        value=${filter.name}
        onChange=${(event) => {
          setName(event.target.value);
          setValue("");
        }}
      >
        ${free.map((one) => html`<option key=${one.name} value=${one.name}>${label(one)}</option>`)}
      </select>
      ${filter.options
        ? html`<select
            aria-label=${texts.explorer.value}
            value=${value || filter.options[0][0]}
            onChange=${(event) => setValue(event.target.value)}
          >
            ${filter.options.map(([option, title]) => html`<option key=${option} value=${option}>${title}</option>`)}
          </select>`
        : html`<input
            aria-label=${texts.explorer.value}
            type=${filter.type ?? "text"}
            autocomplete="off"
            spellcheck=${false}
            value=${value}
            onInput=${(event) => setValue(event.target.value)}
          />`}
      <button type="submit">${texts.explorer.add}</button>
    </form>`}
    ${active.length > 1 &&
    html`<button
      type="button"
      class="plain"
      onClick=${() => change(Object.fromEntries(active.map((one) => [one.filter.name, ""])))}
    >
      ${texts.explorer.clear}
    </button>`}
  </div>`;
}

/** The values of a filter in the address. */
function valuesOf(params, { name }) {
  return [params[name] ?? []].flat().filter(Boolean);
}

function Columns({ columns, shown, choose }) {
  const toggle = (name) => {
    const names = shown.map((column) => column.name);
    choose((names.includes(name) ? names.filter((one) => one !== name) : [...names, name]).join(","));
  };
  return html`<details class="dropdown">
    <summary class="button">${texts.explorer.columns}</summary>
    <div class="panel">
      ${columns.slice(1).map(
        (column) =>
          html`<label key=${column.name} class="option">
            <input type="checkbox" checked=${shown.includes(column)} onChange=${() => toggle(column.name)} />
            ${column.label}
          </label>`,
      )}
    </div>
  </details>`;
}

/** Records and people by the value of a field, each with a link to its records. */
function Groups({ view, path, query, params, name, value, person, file }) {
  const request = useRequest(
    async (signal, { api }) => {
      const records = [];
      let complete = true;
      for await (const page of api.pages(path, query, signal)) {
        records.push(...page.body);
        if (records.length >= MAX_GROUPED && page.cursor) {
          complete = false;
          break;
        }
      }
      return { records, complete };
    },
    [path, JSON.stringify(query), name],
  );
  const drill = { app_version: "app_version", os: "os", model: "model" }[name];
  return html`<${Loaded} request=${request}>
    ${({ records, complete }) => {
      const rows = [...grouped(records, value)]
        .map(([text, some]) => ({ text, records: some.length, people: person ? new Set(some.map(person)).size : 0 }))
        .sort((one, other) => other.people - one.people || other.records - one.records);
      const people = person ? new Set(records.map(person)).size : 0;
      const title = texts.explorer.by(texts.fieldNames[name]);
      const make = () =>
        csv([name, ...(person ? ["people"] : []), "records"], rows.map((row) => [row.text, ...(person ? [row.people] : []), row.records]));
      return html`<${Panel}
        title=${title}
        aside=${html`<small class="muted">${person ? texts.explorer.found(count(records.length), count(people)) : ""}</small>
          <${Download} label=${texts.download.csv} name=${title} file=${file.replace(".", `-by-${name}.`)} make=${make} />`}
      >
        <${Table}
          name=${title}
          empty=${texts.explorer.empty}
          rows=${rows}
          columns=${[
            {
              label: texts.fieldNames[name],
              cell: (row) =>
                row.sum
                  ? texts.kinds.all
                  : drill && row.text
                    ? html`<a href=${link(view, { ...params, group: "", cursor: "", [drill]: row.text })}>${row.text}</a>`
                    : row.text || texts.nothing,
            },
            ...(person ? [{ label: texts.people, number: true, cell: (row) => count(row.people) }] : []),
            { label: texts.records, number: true, cell: (row) => count(row.records) },
          ]}
          sums=${{ sum: true, people, records: records.length }}
        />
        ${!complete && html`<p class="note">${texts.explorer.firstOnly(count(MAX_GROUPED))}</p>`}
      <//>`;
    }}
  <//>`;
}
