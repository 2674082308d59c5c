/**
 * Makes an element. Text stays text: nothing is ever read as HTML, so data cannot become markup.
 *
 * @param {string} tag its name
 * @param {Object} properties attributes; a name that begins with "on" takes a listener; null and false leave one out
 * @param {...(Node|string|null|false|Array)} children what is in it; null and false are nothing
 * @returns {HTMLElement}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Says something to those who listen to the page rather than see it. */
export function announce(sentence) {
  document.getElementById("status").textContent = sentence;
}
