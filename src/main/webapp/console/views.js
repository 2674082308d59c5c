import { texts } from "./texts.js";
import { AUDIT, ERASE, READ_ALL } from "./token.js";
import { AccessLog } from "./views/access.js";
import { Adoption } from "./views/adoption.js";
import { Installations } from "./views/installations.js";
import { Meters } from "./views/meters.js";
import { Outdated } from "./views/outdated.js";
import { PersonView } from "./views/person.js";
import { Platforms } from "./views/platforms.js";
import { Silent } from "./views/silent.js";
import { Start } from "./views/start.js";

/**
 * The views, in the order of the menu. The first one that the token permits is shown at first.
 *
 * @typedef {Object} View
 * @property {string} name its part of the address
 * @property {Function} component a function from `params` to markup
 * @property {string[]} needs the scopes of which the token needs one
 * @property {boolean} inMenu
 * @property {function(Object): string} title the title of the window
 */
export const VIEWS = [
  view("start", Start, [READ_ALL, ERASE]),
  view("installations", Installations, [READ_ALL]),
  view("meters", Meters, [READ_ALL]),
  view("adoption", Adoption, [READ_ALL]),
  view("platforms", Platforms, [READ_ALL]),
  view("outdated", Outdated, [READ_ALL]),
  view("silent", Silent, [READ_ALL]),
  view("access", AccessLog, [AUDIT]),
  {
    ...view("person", PersonView, [READ_ALL, AUDIT, ERASE]),
    inMenu: false,
    title: ({ kind, id }) => `${texts.kinds[kind] ?? texts.kinds.patient} ${id ?? ""}`,
  },
];

function view(name, component, needs) {
  return { name, component, needs, inMenu: true, title: () => texts.views[name] };
}
