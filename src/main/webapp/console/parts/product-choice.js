import { html } from "../html.js";
import { texts } from "../texts.js";

/** A select of the products that exist, with an entry for all if `all` is its text. */
export function ProductSelect({ products, value, choose, all }) {
  const names = [...new Set(products.map((one) => one.name))];
  return html`<label class="inline">
    ${texts.fieldNames.app_product}
    <select value=${value} onChange=${(event) => choose(event.target.value)}>
      ${all && html`<option value="">${all}</option>`}
      ${value && !names.includes(value) && html`<option value=${value}>${value}</option>`}
      ${names.map((name) => html`<option key=${name} value=${name}>${name}</option>`)}
    </select>
  </label>`;
}

/** A message if a product does not exist; null if it does. */
export function unknownProduct(name, products) {
  const names = [...new Set(products.map((one) => one.name))];
  return name && !names.includes(name) ? texts.product.unknown(name, names) : null;
}
