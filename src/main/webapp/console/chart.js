import { el } from "./dom.js";
import { count, dayOf, month } from "./formats.js";

const HEIGHT = 320;
const MONTH_SECONDS = 28 * 86_400;
const DARK = matchMedia("(prefers-color-scheme: dark)");

/**
 * A series of a chart.
 *
 * @typedef {{label: string, values: Array<number|null>, rest?: boolean, colour?: string}} Series
 */

/**
 * A stacked chart over time, with the first series at the bottom. The table below has the same numbers.
 *
 * @param {string} name the subject
 * @param {string[]} days the date of each step or point in time, such as 2019-08-11
 * @param {Series[]} series
 * @param {{bars?: boolean}} [shape] bars for events in a step, areas for states at a point in time
 */
export function stackedChart(name, days, series, { bars = false } = {}) {
  const times = days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000);
  const legend = series.map((one, index) => legendEntry(colour(one, index, series.length), one.label));
  const moment = el("span", { class: "moment" });
  const place = el("div", {
    class: "plot",
    role: "img",
    "aria-label": `Chart: ${name}. The table below has its numbers.`,
  });
  const figure = el(
    "figure",
    { class: "chart" },
    place,
    el("figcaption", {}, moment, el("ul", { class: "legend" }, legend.map((entry) => entry.item).reverse())),
  );
  const showValues = (index) => {
    moment.textContent = index === null ? "" : dayOf(new Date(times[index] * 1000));
    legend.forEach((entry, i) => (entry.value.textContent = index === null ? "" : count(series[i].values[index])));
  };
  const data = [times, ...stacked(series).reverse()];
  drawWhenVisible(place, () => options(place.clientWidth, series, bars, showValues), data);
  return figure;
}

function legendEntry(background, label) {
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.backgroundColor = background;
  const value = el("span", { class: "value" });
  return { value, item: el("li", {}, swatch, label, " ", value) };
}

/** Adds the values of preceding series. Suppressed numbers count as 0. */
function stacked(series) {
  const sum = series[0]?.values.map(() => 0) ?? [];
  return series.map(({ values }) => values.map((value, i) => (sum[i] += value ?? 0)));
}

/** The colour of a series: from blue to red, with alternating lightness to distinguish neighbours. */
function colour(one, index, all) {
  if (one.colour) {
    return getComputedStyle(document.documentElement).getPropertyValue(one.colour);
  }
  const hue = 230 - (230 * index) / Math.max(all - 1, 1);
  const lightness = (DARK.matches ? 52 : 44) + (index % 2 === 0 ? 0 : 16);
  return one.rest ? `hsl(220 8% ${lightness}%)` : `hsl(${hue} 58% ${lightness}%)`;
}

/** The options of uPlot. The highest series is drawn first, because later ones cover it. */
function options(width, series, bars, showValues) {
  const style = getComputedStyle(document.documentElement);
  const text = style.getPropertyValue("--pico-color");
  const grid = { stroke: style.getPropertyValue("--pico-muted-border-color"), width: 1 };
  const background = style.getPropertyValue("--pico-background-color");
  const axis = { stroke: text, grid, ticks: grid, font: "13px system-ui, sans-serif" };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    tzDate: (seconds) => globalThis.uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    hooks: { setCursor: [(plot) => showValues(plot.cursor.idx ?? null)] },
    scales: {
      x: { range: (plot, first, last) => (bars ? widened(first, last, plot.data[0].length) : [first, last]) },
      y: { range: (plot, min, max) => [0, max > 0 ? max * 1.05 : 1] },
    },
    axes: [
      { ...axis, space: 80, values: (plot, splits, index, space, step) => splits.map(dateLabel(step)) },
      {
        ...axis,
        size: 70,
        values: (plot, splits) => splits.map((value) => (Number.isInteger(value) ? count(value) : "")),
      },
    ],
    series: [
      {},
      ...series
        .map((one, index) => ({
          stroke: background,
          width: 1,
          fill: colour(one, index, series.length),
          points: { show: false },
          paths: bars ? globalThis.uPlot.paths.bars({ size: [0.8, 60] }) : undefined,
        }))
        .reverse(),
    ],
  };
}

/** Adds half a step at each end for the first and last bar. */
function widened(first, last, steps) {
  const half = steps > 1 ? (last - first) / (steps - 1) / 2 : MONTH_SECONDS / 2;
  return [first - half, last + half];
}

function dateLabel(step) {
  return (seconds) => {
    const date = new Date(seconds * 1000);
    return step >= MONTH_SECONDS ? month(date) : dayOf(date);
  };
}

/** Draws the chart once it is on the page, and again when its width or the colour scheme changes. */
function drawWhenVisible(place, makeOptions, data) {
  let plot = null;
  const draw = () => {
    plot?.destroy();
    plot = place.clientWidth > 0 ? new globalThis.uPlot(makeOptions(), data, place) : null;
  };
  new ResizeObserver(() => {
    if (plot) {
      plot.setSize({ width: place.clientWidth, height: HEIGHT });
    } else {
      draw();
    }
  }).observe(place);
  const recolour = () => (place.isConnected ? draw() : DARK.removeEventListener("change", recolour));
  DARK.addEventListener("change", recolour);
}
