// Curves, bands and stacks over generations, drawn as SVG; one cursor goes through all of them.
import { COLOURS, draw, make, number, say } from "./parts.js";

const LEFT = 52, RIGHT = 10, TOP = 8, FOOT = 24;
const MOST_SPECIES = 40;

/** Round numbers in low..high, about `most` of them (Heckbert 1990). */
export function ticks(low, high, most, whole = false) {
  const rough = (high - low) / Math.max(1, most);
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough);
  if (whole) step = Math.max(1, step);
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9 && found.length < 4 * most; at++) found.push(at * step);
  return found;
}

/** Which points of a curve to draw: in each of `most` stretches the lowest and the highest (Jugel et al. 2014, "M4"). */
export function thinned(values, most) {
  if (values.length <= 2 * most) return values.map((_, at) => at);
  const chosen = new Set([0, values.length - 1]);
  for (let part = 0; part < most; part++) {
    const start = Math.floor((values.length * part) / most), end = Math.floor((values.length * (part + 1)) / most);
    let low = -1, high = -1;
    for (let at = start; at < end; at++) {
      if (!Number.isFinite(values[at])) continue;
      if (low < 0 || values[at] < values[low]) low = at;
      if (high < 0 || values[at] > values[high]) high = at;
    }
    chosen.add(low < 0 ? start : low).add(high < 0 ? start : high);
  }
  return [...chosen].sort((one, other) => one - other);
}

/**
 * A panel. `content()` returns { lines: [{ name, colour, x, y, thin, dashed }], bands: [{ name, colour, x, low, high }],
 * stacks: [{ name, colour, pale, x, low, high }], low, changed } anew at every draw; x are generations, ascending.
 */
export class Panel {
  constructor(title, content, { wide = false, height = 190, cursor }) {
    this.content = content;
    this.height = height;
    this.cursor = cursor;
    this.entries = make("span", { class: "entries" });
    this.picture = draw("svg", { role: "img", tabindex: 0, "aria-label": `${title}, over the generations; arrow keys read it` });
    this.head = make("div", { class: "head" }, make("h2", {}, title), this.entries);
    this.element = make("section", { class: `card chart${wide ? " wide" : ""}` }, this.head, this.picture);
    this.picture.addEventListener("pointermove", (event) => this.cursor.move(this.generation(event)));
    this.picture.addEventListener("pointerleave", () => this.cursor.move(null));
    this.picture.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -50, PageDown: 50, Home: -1e9, End: 1e9 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.cursor.step(step);
    });
  }

  generation(event) {
    const box = this.picture.getBoundingClientRect();
    const part = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
    return this.first + Math.min(1, Math.max(0, part)) * (this.last - this.first);
  }

  draw(first, last) {
    const found = this.content();
    this.found = found;
    this.first = first;
    this.last = last > first ? last : first + 1;
    const width = Math.max(220, this.picture.clientWidth || this.element.clientWidth - 34), right = width - RIGHT, bottom = this.height - FOOT;
    const heights = [...found.lines.map((line) => line.y), ...[...(found.bands || []), ...(found.stacks || [])].flatMap((band) => [band.low, band.high])];
    let low = found.low ?? Infinity, high = -Infinity;
    for (const values of heights) for (const value of values) if (Number.isFinite(value)) { if (found.low === undefined && value < low) low = value; if (value > high) high = value; }
    if (!(low < high)) { const middle = Number.isFinite(low) ? low : 0; low = found.low ?? middle - (Math.abs(middle) / 4 || 1); high = Math.max(high, middle) + (Math.abs(middle) / 4 || 1); }
    const room = (high - low) * 0.05;
    high += room; if (found.low === undefined) low -= room;
    this.x = (generation) => LEFT + ((right - LEFT) * (generation - this.first)) / (this.last - this.first);
    const y = (value) => bottom - ((bottom - TOP) * (Math.min(Math.max(value, low - (high - low)), high + (high - low)) - low)) / (high - low);
    const inside = [], frame = [];
    for (const value of ticks(low, high, Math.max(2, this.height / 45))) {
      frame.push(draw("path", { class: "grid", d: `M${LEFT} ${y(value).toFixed(1)}H${right}` }), draw("text", { x: LEFT - 7, y: y(value) + 4, "text-anchor": "end" }, axis(value)));
    }
    for (const value of ticks(this.first, this.last, width / 110, true)) {
      frame.push(draw("path", { class: "axis", d: `M${this.x(value).toFixed(1)} ${bottom}v4` }), draw("text", { x: this.x(value), y: bottom + 17, "text-anchor": "middle" }, axis(value)));
    }
    frame.push(draw("path", { class: "axis", d: `M${LEFT} ${TOP}V${bottom}H${right}` }));
    const most = Math.floor((right - LEFT) / 2);
    for (const stack of found.stacks || []) inside.push(draw("path", { class: `stack fill-${stack.colour}${stack.pale ? " pale" : ""}`, d: area(stack, this.x, y, most) }, draw("title", {}, stack.name)));
    for (const band of found.bands || []) inside.push(draw("path", { class: `band fill-${band.colour}`, d: area(band, this.x, y, most) }));
    for (const generation of found.changed || []) inside.push(draw("path", { class: "changed", d: `M${this.x(generation).toFixed(1)} ${TOP}V${bottom}` }));
    for (const line of found.lines) inside.push(draw("path", { class: `curve ${line.colour}${line.thin ? " thin" : ""}${line.dashed ? " dashed" : ""}`, d: way(line, this.x, y, most) }));
    this.rule = draw("path", { class: "cursor" });
    const clip = `clip${(Panel.made = (Panel.made || 0) + 1)}`;
    this.picture.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    this.picture.setAttribute("height", this.height);
    this.picture.replaceChildren(draw("clipPath", { id: clip }, draw("rect", { x: LEFT, y: TOP - 4, width: right - LEFT, height: bottom - TOP + 4 })), ...frame, draw("g", { "clip-path": `url(#${clip})` }, ...inside), this.rule);
    this.legend();
    this.point(this.cursor.at);
  }

  legend() {
    const named = [...this.found.lines.map((line) => [line, "line"]), ...(this.found.bands || []).map((band) => [band, "band"])].filter(([one]) => one.name);
    const key = JSON.stringify(named.map(([one, kind]) => [one.name, one.colour, kind]));
    if (key === this.key) return;
    this.key = key;
    this.figures = new Map();
    this.entries.replaceChildren(...named.map(([one, kind]) => {
      const figure = make("b", {});
      this.figures.set(one.name, figure);
      return make("span", { class: "legend" }, make("i", { class: `fill-${one.colour} ${kind}` }), `${one.name} `, figure);
    }));
  }

  /** Show the figures of a generation, the last ones where it is null. */
  point(generation) {
    const bottom = this.height - FOOT;
    if (this.rule) this.rule.setAttribute("d", generation === null ? "" : `M${this.x(generation).toFixed(1)} ${TOP}V${bottom}`);
    for (const line of [...this.found.lines, ...(this.found.bands || [])]) {
      const figure = this.figures.get(line.name), at = generation === null ? line.x.length - 1 : nearest(line.x, generation);
      if (figure && at >= 0) say(figure, line.y ? number(line.y[at]) : `${number(line.low[at])} … ${number(line.high[at])}`);
    }
  }
}

function axis(value) {
  const size = Math.abs(value);
  if (size >= 1e6 || (size && size < 1e-3)) return value.toExponential().replace(/(\.\d\d)\d+/, "$1").replace("+", "");
  return Number(value.toPrecision(4)).toLocaleString("en-US", { maximumFractionDigits: 4 });
}

/** The place of what is nearest to a generation. */
export function nearest(x, generation) {
  let low = 0, high = x.length - 1;
  while (high - low > 1) { const middle = (low + high) >> 1; if (x[middle] > generation) high = middle; else low = middle; }
  return high < 0 ? -1 : x[high] - generation < generation - x[low] ? high : low;
}

function way(line, x, y, most) {
  let text = "", open = false;
  const drawn = thinned(line.y, most);
  for (const at of drawn) {
    if (!Number.isFinite(line.y[at])) { open = false; continue; }
    text += `${open ? "L" : "M"}${x(line.x[at]).toFixed(1)} ${y(line.y[at]).toFixed(1)}`;
    open = true;
  }
  return drawn.length === 1 && text ? `${text}h3` : text;
}

function area(band, x, y, most) {
  const drawn = thinned(band.high, most), there = [], back = [];
  for (const at of drawn) {
    there.push(`${x(band.x[at]).toFixed(1)} ${y(band.high[at]).toFixed(1)}`);
    back.push(`${x(band.x[at]).toFixed(1)} ${y(band.low[at]).toFixed(1)}`);
  }
  return there.length ? `M${[...there, ...back.reverse()].join("L")}Z` : "";
}

/** Members of species on one another, the oldest at the bottom: [[generation, lower, upper, { id: size }, others], …]. */
export function stacked(spreads, most) {
  const step = Math.max(1, (spreads.length - 1) / Math.max(1, most - 1)), seen = [];
  for (let at = 0; at < spreads.length - 0.5; at += step) seen.push(spreads[Math.round(at)]);
  const x = seen.map((one) => one[0]), sizes = new Map();
  seen.forEach((one, at) => {
    for (const [id, size] of Object.entries(one[3])) {
      if (!sizes.has(Number(id))) sizes.set(Number(id), new Array(seen.length).fill(0));
      sizes.get(Number(id))[at] = size;
    }
  });
  const largest = [...sizes.keys()].sort((one, other) => Math.max(...sizes.get(other)) - Math.max(...sizes.get(one)) || one - other);
  const own = largest.slice(0, MOST_SPECIES).sort((one, other) => one - other), rest = seen.map((one) => one[4]);
  for (const id of largest.slice(MOST_SPECIES)) sizes.get(id).forEach((size, at) => { rest[at] += size; });
  const floor = new Array(seen.length).fill(0), stacks = [];
  const lay = (name, colour, pale, heights) => {
    const first = heights.findIndex(Boolean), last = heights.findLastIndex(Boolean);
    if (first < 0) return;
    const from = Math.max(0, first - 1), to = Math.min(seen.length, last + 2);
    stacks.push({ name, colour, pale, x: x.slice(from, to), low: floor.slice(from, to), high: floor.map((value, at) => value + heights[at]).slice(from, to) });
    heights.forEach((size, at) => { floor[at] += size; });
  };
  for (const id of own) {
    const heights = sizes.get(id), alive = x.filter((_, at) => heights[at]);
    lay(`species ${id}: generations ${number(alive[0])} to ${number(alive[alive.length - 1])}`, COLOURS[id % COLOURS.length], Math.floor(id / COLOURS.length) % 2 === 1, heights);
  }
  if (rest.some(Boolean)) lay("smaller species", "grey", false, rest);
  return stacks;
}
