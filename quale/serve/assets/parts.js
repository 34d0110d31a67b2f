// What all views use: elements, numbers in words, and one line of events at a time.
const SVG = "http://www.w3.org/2000/svg";
export const COLOURS = ["blue", "red", "green", "purple", "orange", "sky", "yellow"];

/** Make an element: `make("td", { class: "number" }, "1", other)`; a function under an `on…` name hears that event. */
export function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Make an element of a picture. */
export function draw(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Set an element's text where it is another one: what stays the same is not laid out again. */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** A number as people read it; "–" for none. */
export function number(value, digits = 5) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return value.toLocaleString("en-US");
  const short = Number(value.toPrecision(digits));
  return Math.abs(short) >= 1e6 || (short && Math.abs(short) < 1e-4) ? short.toExponential() : short.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

/** How long ago a moment was. */
export function ago(moment) {
  const seconds = (Date.now() - Date.parse(moment)) / 1000;
  if (!Number.isFinite(seconds)) return "";
  for (const [unit, name] of [[86400, "d"], [3600, "h"], [60, "min"]]) if (seconds >= unit) return `${Math.floor(seconds / unit)} ${name} ago`;
  return "just now";
}

/** A small curve of a few heights. */
export function spark(heights) {
  const picture = draw("svg", { class: "spark", viewBox: "0 0 130 28", preserveAspectRatio: "none", "aria-hidden": "true" });
  const known = heights.filter(Number.isFinite);
  if (!known.length) return picture;
  const low = Math.min(...known), span = Math.max(...known) - low || 1, step = 126 / Math.max(1, heights.length - 1);
  const points = heights.map((height, at) => `${(2 + step * at).toFixed(1)} ${(25 - (22 * (height - low)) / span).toFixed(1)}`);
  if (points.length === 1) points.push(`128 ${points[0].split(" ")[1]}`);
  picture.append(draw("path", { d: `M${points.join("L")}` }));
  return picture;
}

/** A state as a badge. */
export function badge(run) {
  return make("span", { class: `badge ${run.state}`, title: run.why || "" }, run.state || "saved");
}

/** A picture that the server drew, as part of this page. */
export function pictured(text) {
  const read = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return make("div", { class: "drawing paper" }, document.importNode(read, true));
}

/** What the server says to a question, or the words in which it refuses, as an Error. */
export async function ask(path, parameters) {
  const answer = await fetch(`${path}?${new URLSearchParams(parameters)}`);
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error || answer.statusText);
  return told;
}

const line = document.getElementById("line");

/** Say how the line to the server is. */
export function tell(words, kind) { say(line, words); line.className = kind; }

/** Hear events until the function that is returned is called; a line that breaks is taken up where it broke. */
export function hear(path, heard) {
  const source = new EventSource(path);
  let ended = false;
  source.addEventListener("open", () => tell("live", "live"));
  source.addEventListener("error", () => {
    if (ended) return;
    const closed = source.readyState === EventSource.CLOSED;
    tell(closed ? "not connected" : "connecting again …", "lost");
    if (closed && heard.refused) heard.refused();
  });
  for (const [name, what] of Object.entries(heard)) {
    if (name !== "refused") source.addEventListener(name, (event) => what(JSON.parse(event.data)));
  }
  return () => { ended = true; source.close(); };
}
