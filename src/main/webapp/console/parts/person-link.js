import { html } from "../html.js";
import { link } from "../router.js";

/** A link to a person by id. */
export function PersonLink({ kind, id }) {
  return html`<a class="id" href=${link("person", { kind, id })}>${id}</a>`;
}

/** The kind and the id of the person that has a record. */
export function owner(record) {
  return record.clinician_id ? { kind: "clinician", id: record.clinician_id } : { kind: "patient", id: record.patient_id };
}

/** A link to the records of a meter. */
export function MeterLink({ serial }) {
  return html`<a class="id" href=${link("meters", { serial_number: serial })}>${serial}</a>`;
}

/** A link to the installations on a phone. */
export function PhoneLink({ installation, children }) {
  return html`<a href=${link("installations", { unique_device_code: installation.unique_device_code })}>${children}</a>`;
}
