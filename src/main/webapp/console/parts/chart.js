import { count, day, month } from "../formats.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../html.js";

const HEIGHT = 320;
const LEFT = 52;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 44;
const MARK_WIDTH = 120;

/**
 * A chart over time as SVG, with areas on top of each other or with lines. The numbers at a chosen day are in the legend.
 *
 * @param {Object} properties
 * @param {string} properties.label for screen readers
 * @param {string[]} properties.days the day of each point
 * @param {Array<{name: string, values: number[], colour: string, href?: string, title?: string, dash?: string}>} properties.series the first one at the bottom
 * @param {boolean} [properties.stacked]
 * @param {number} [properties.most] the top of the scale
 * @param {function(number): string} [properties.format] of the scale
 * @param {number} properties.chosen the index of the chosen day
 * @param {function(number)} properties.choose
 * @param {Array<{index: number, text: string}>} [properties.marks] days with a text
 */
export function Chart({ label, days, series, stacked, most, format = count, chosen, choose, marks = [] }) {
  const [place, width] = useWidth();
  const right = width - RIGHT;
  const bottom = HEIGHT - BOTTOM;
  const layers = stacked ? stack(series) : series.map(({ values }) => ({ low: values.map(() => 0), high: values }));
  const top = most ?? Math.max(1, ...layers.flatMap(({ high }) => high));
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
        (index) =>
          html`<text key=${index} x=${x(index)} y=${HEIGHT - 6} text-anchor=${index === 0 ? "start" : index === days.length - 1 ? "end" : "middle"}
            >${days.length > 1 && span(days) > 90 ? month(days[index]) : day(days[index])}</text
          >`,
      )}
      ${spaced(marks, x).map(
        ({ index, text }) => html`<g key=${text}>
          <path class="mark" d="M${x(index)} ${TOP}V${bottom}" />
          <text
            x=${x(index) + (x(index) > right - MARK_WIDTH ? -4 : 4)}
            y=${bottom + 16}
            text-anchor=${x(index) > right - MARK_WIDTH ? "end" : "start"}
            >${text}</text
          >
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

/** The width of an element, which changes with the window. */
function useWidth() {
  const place = useRef(null);
  const [width, setWidth] = useState(720);
  const measure = () => setWidth(Math.max(300, Math.round(place.current?.clientWidth || 720)));
  useLayoutEffect(measure, []);
  useEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(place.current);
    return () => observer.disconnect();
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

/** The points with a label: as many as have room. */
function ticks(days, width) {
  const most = Math.max(2, Math.floor(width / 130));
  if (days.length <= most) {
    return days.map((_, index) => index);
  }
  return Array.from({ length: most }, (_, tick) => Math.round((tick * (days.length - 1)) / (most - 1)));
}

/** The marks that do not cover each other; later ones are more important. */
function spaced(marks, x) {
  const kept = [];
  for (const mark of marks.toSorted((one, other) => other.index - one.index)) {
    if (kept.every((one) => Math.abs(x(one.index) - x(mark.index)) >= 2 * MARK_WIDTH)) {
      kept.push(mark);
    }
  }
  return kept;
}
