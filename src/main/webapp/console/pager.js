import { el } from "./dom.js";
import { link } from "./router.js";

/**
 * Links to the other pages of a list, null when there are none. The page before is where the browser's back button leads.
 */
export function pager(view, params, cursor) {
  const links = [
    params.cursor && el("li", {}, el("a", { href: link(view, { ...params, cursor: "" }) }, "First page")),
    cursor && el("li", {}, el("a", { href: link(view, { ...params, cursor }), rel: "next" }, "Next page")),
  ].filter(Boolean);
  return links.length > 0 ? el("nav", { "aria-label": "Pages", class: "pager" }, el("ul", {}, links)) : null;
}
