import { recordsCsv } from "../csv.js";
import { count, isoDay } from "../formats.js";
import { html } from "../html.js";
import { Download } from "../parts/download.js";
import { Panel } from "../parts/panel.js";
import { MeterLink } from "../parts/person-link.js";
import { Loaded } from "../parts/states.js";
import { Table } from "../parts/table.js";
import { useRequest } from "../request.js";
import { texts } from "../texts.js";

/** Serial numbers that several patients have. */
export function SharedMeters() {
  const request = useRequest(
    (signal, { api }) => api.figure("meters", { from: isoDay(), to: isoDay(), top: 1000 }, signal),
    [],
  );
  return html`<${Loaded} request=${request}>
    ${({ figures: { shared_serial_numbers: shared } }) => html`<${Panel}
      title=${texts.meter.shared}
      aside=${shared.length > 0 &&
      html`<${Download} label=${texts.download.csv} name=${texts.meter.shared} file="shared-serial-numbers.csv" make=${() => recordsCsv(shared)} />`}
    >
      <${Table}
        name=${texts.meter.shared}
        empty=${texts.meter.noShared}
        rows=${shared}
        columns=${[
          { label: texts.meter.serial, cell: (one) => html`<${MeterLink} serial=${one.serial_number} />` },
          { label: texts.kinds.patients, number: true, cell: (one) => count(one.patients) },
          { label: texts.meter.checks, number: true, cell: (one) => count(one.verifications) },
        ]}
      />
    <//>`}
  <//>`;
}
