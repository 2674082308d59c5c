/**
 * Creates an element. Text is never parsed as HTML, so data cannot inject markup.
 *
 * @param {string} tag its name
 * @param {Object} properties attributes, and listeners with names that start with "on"; null and false are omitted
 * @param {...(Node|string|null|false|Array)} children the content; null and false are omitted
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

/** Announces a message to screen readers. */
export function announce(message) {
  document.getElementById("status").textContent = message;
}
