import { el } from "./dom.js";
import { link } from "./router.js";

/** Links to the first and next page of a list, or null. The back button of the browser leads to the previous page. */
export function pager(view, params, cursor) {
  const links = [
    params.cursor && el("li", {}, el("a", { href: link(view, { ...params, cursor: "" }) }, "First page")),
    cursor && el("li", {}, el("a", { href: link(view, { ...params, cursor }), rel: "next" }, "Next page")),
  ].filter(Boolean);
  return links.length > 0 ? el("nav", { "aria-label": "Pages", class: "pager" }, el("ul", {}, links)) : null;
}
