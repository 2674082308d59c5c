import { count, day, month } from "../formats.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../html.js";

const HEIGHT = 320;
const LEFT = 52;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 44;

/** The most that a letter of a label is wide. */
const LETTER = 6;

/**
 * A chart over time as SVG, with areas on top of each other or with lines. The numbers at a chosen day are in the legend.
 *
 * @param {Object} properties
 * @param {string} properties.label for screen readers
 * @param {string[]} properties.days the day of each point
 * @param {Array<{name: string, values: number[], colour: string, href?: string, title?: string, dash?: string}>} properties.series the first one at the bottom
 * @param {boolean} [properties.stacked]
 * @param {number} [properties.most] the top of the scale; default: a round number above all values
 * @param {number} [properties.least] what the top of the scale is at least
 * @param {function(number): string} [properties.format] of the scale
 * @param {number} properties.chosen the index of the chosen day
 * @param {function(number)} properties.choose
 * @param {Array<{index: number, text: string, short: string}>} [properties.marks] days with a text, and a shorter one
 */
export function Chart({ label, days, series, stacked, most, least = 4, format = count, chosen, choose, marks = [] }) {
  const [place, width] = useWidth();
  const right = width - RIGHT;
  const bottom = HEIGHT - BOTTOM;
  const layers = stacked ? stack(series) : series.map(({ values }) => ({ low: values.map(() => 0), high: values }));
  const top = most ?? roundUp(Math.max(least, ...layers.flatMap(({ high }) => high)));
  const x = (index) => (days.length < 2 ? (LEFT + right) / 2 : LEFT + ((right - LEFT) * index) / (days.length - 1));
  const y = (value) => bottom - ((bottom - TOP) * Math.min(value, top)) / top;
  const move = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (((event.clientX - box.left) / box.width) * width - LEFT) / (right - LEFT);
    choose(Math.max(0, Math.min(days.length - 1, Math.round(share * (days.length - 1)))));
  };
  const line = (values) => values.map((value, index) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
  const steps = [0, 0.25, 0.5, 0.75, 1];
  return html`<div class="chart" ref=${place}>
    <svg viewBox="0 0 ${width} ${HEIGHT}" role="group" aria-label=${label} onPointerMove=${move}>
      ${steps.map(
        (step) => html`<g key=${step}>
          <path class="grid" d="M${LEFT} ${y(step * top)}H${right}" />
          <text x=${LEFT - 6} y=${y(step * top) + 4} text-anchor="end">${format(step * top)}</text>
        </g>`,
      )}
      ${series.map((one, index) => {
        const { low, high } = layers[index];
        const shape = stacked
          ? html`<path
              class="area"
              style=${{ fill: one.colour }}
              d="M${line(high).join("L")}L${line(low).reverse().join("L")}Z"
            />`
          : html`<path class="trend" style=${{ stroke: one.colour, strokeDasharray: one.dash }} d="M${line(high).join("L")}" />`;
        return one.href
          ? html`<a key=${one.name} href=${one.href} aria-label=${one.title}><title>${one.title}</title>${shape}</a>`
          : html`<g key=${one.name}>${shape}</g>`;
      })}
      ${ticks(days, width).map(
        ({ index, label }) =>
          html`<text key=${index} x=${x(index)} y=${HEIGHT - 6} text-anchor=${index === 0 ? "start" : index === days.length - 1 ? "end" : "middle"}
            >${label}</text
          >`,
      )}
      ${labelled(marks, x, right).map(
        ({ index, text, label, end }) => html`<g key=${text}>
          <path class="mark" d="M${x(index)} ${TOP}V${bottom + 4}"><title>${text}</title></path>
          ${label && html`<text x=${x(index) + (end ? -4 : 4)} y=${bottom + 16} text-anchor=${end ? "end" : "start"}>${label}</text>`}
        </g>`,
      )}
      <path class="cursor" d="M${x(chosen)} ${TOP}V${bottom}" />
    </svg>
  </div>`;
}

/** A slider for the day, which works by keyboard and touch. */
export function DaySlider({ label, days, chosen, choose }) {
  return html`<input
    class="days"
    type="range"
    min="0"
    max=${days.length - 1}
    value=${chosen}
    aria-label=${label}
    aria-valuetext=${day(days[chosen])}
    onInput=${(event) => choose(Number(event.target.value))}
  />`;
}

/** The width of a chart on A4 landscape. */
const PAPER = 1_000;

/** The width of an element, which changes with the window, or that of paper. */
function useWidth() {
  const place = useRef(null);
  const [width, setWidth] = useState(720);
  const printing = useRef(false);
  const measure = () => setWidth(printing.current ? PAPER : Math.max(300, Math.round(place.current?.clientWidth || 720)));
  useLayoutEffect(measure, []);
  useEffect(() => {
    const observer = new ResizeObserver(measure);
    const print = (event) => {
      printing.current = event.type === "beforeprint";
      measure();
    };
    observer.observe(place.current);
    window.addEventListener("beforeprint", print);
    window.addEventListener("afterprint", print);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", print);
      window.removeEventListener("afterprint", print);
    };
  }, []);
  return [place, width];
}

function stack(series) {
  let sum = series[0]?.values.map(() => 0) ?? [];
  return series.map(({ values }) => {
    const low = sum;
    sum = values.map((value, index) => low[index] + value);
    return { low, high: sum };
  });
}

function span(days) {
  return (Date.parse(days.at(-1)) - Date.parse(days[0])) / 86_400_000;
}

/** The points with a label: as many as have room, and each label once. */
function ticks(days, width) {
  const label = days.length > 1 && span(days) > 90 ? month : day;
  const most = Math.max(2, Math.floor(width / 130));
  const indexes =
    days.length <= most
      ? days.map((_, index) => index)
      : Array.from({ length: most }, (_, tick) => Math.round((tick * (days.length - 1)) / (most - 1)));
  return indexes
    .map((index) => ({ index, label: label(days[index]) }))
    .filter((tick, position, all) => position === 0 || tick.label !== all[position - 1].label);
}

/** The marks with the longest label for which there is room; later ones are more important. */
function labelled(marks, x, right) {
  const taken = [];
  return marks
    .toSorted((one, other) => other.index - one.index)
    .map((mark) => {
      const end = x(mark.index) + widthOf(mark.text) > right;
      const place = (label) => (end ? [x(mark.index) - widthOf(label), x(mark.index)] : [x(mark.index), x(mark.index) + widthOf(label)]);
      const label = [mark.text, mark.short].find((one) => isFree(place(one), taken));
      if (label) {
        taken.push(place(label));
      }
      return { ...mark, end, label };
    });
}

function widthOf(label) {
  return 8 + LETTER * label.length;
}

function isFree([low, high], taken) {
  return taken.every(([start, end]) => high < start || end < low);
}

/** The next number of which a quarter is round. */
function roundUp(number) {
  const quarter = number / 4;
  const digit = 10 ** Math.floor(Math.log10(quarter));
  return 4 * digit * [1, 2, 2.5, 5, 10].find((one) => one * digit >= quarter);
}
