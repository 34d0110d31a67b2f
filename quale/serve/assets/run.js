// One run: its curves as they grow, what evolved, replays, and the history as a table.
import { COLOURS, ago, ask, badge, hear, make, number, pictured, say } from "./parts.js";
import { Panel, stacked } from "./charts.js";

const HIDDEN = new Set(["changed", "invalid", "generation", "worst", "evaluations", "seconds"]);
const PATIENCE = 3000; // milliseconds between two looks at a champion

export function showRun(view, name) {
  const data = { names: [], rows: [], spreads: new Map(), run: null };
  const title = make("h1", {}, name), facts = make("div", { class: "facts" }), note = make("p", { class: "soft note" });
  const charts = make("div", { class: "charts" }), history = historyTable(data);
  const evolved = champion(name);
  view.append(make("div", { class: "bar" }, title, make("span", { class: "grow" }), make("a", { href: "#/" }, "all runs")), facts, note, charts, evolved.element, history.element);
  const panels = makePanels(data, charts);
  let due = false;

  function redraw() {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; panels.draw(); history.draw(); });
  }

  function forget() {
    data.rows.length = 0;
    data.names = [];
    data.spreads.clear();
    redraw();
  }

  function told(run) {
    data.run = run;
    const best = run.best === null ? "–" : number(run.best);
    facts.replaceChildren(badge(run), fact("generation", `${number(run.generation)}${run.generations ? ` of ${number(run.generations)}` : ""}`), fact("best", best), fact("seed", run.seed === null ? "–" : String(run.seed)), make("span", {}, run.program), make("span", {}, run.saved ? `saved ${ago(run.saved)}` : ""));
    if (run.tag) facts.append(make("span", {}, run.tag));
    say(note, run.state === "running" ? "" : run.why);
    evolved.follow(run);
  }

  const stop = hear(`/events?${new URLSearchParams({ run: name })}`, {
    reset: forget,
    rows: (more) => {
      if (!data.names.length) data.names = more.names;
      for (const row of more.rows) data.rows[row[0] - 1] = row; // what is told twice is the same
      redraw();
    },
    population: (more) => { for (const one of more) data.spreads.set(one[0], one); redraw(); },
    run: told,
    gone: () => { forget(); say(note, "The run's files are gone."); },
    refused: () => say(note, "There is no such run here, or too many are watching."),
  });
  const resized = () => redraw();
  window.addEventListener("resize", resized);
  return () => { stop(); panels.end(); window.removeEventListener("resize", resized); };
}

function fact(name, words) { return make("span", {}, `${name} `, make("b", {}, words)); }

/** The panels of a run and the cursor through all of them; a metric gets its own when it is first heard of. */
function makePanels(data, box) {
  const column = (name) => { const at = data.names.indexOf(name); return data.rows.map((row) => row[at] ?? NaN); };
  const x = () => data.rows.map((row) => row[0]);
  const changed = () => { const at = data.names.indexOf("changed"); return data.rows.filter((row) => row[at]).map((row) => row[0]); };
  const spreads = () => [...data.spreads.values()].sort((one, other) => one[0] - other[0]);
  const line = (name, column_, colour, more = {}) => ({ name, colour, x: x(), y: column(column_), ...more });
  const panels = [];
  const cursor = {
    at: null,
    move(generation) {
      this.at = generation === null || !data.rows.length ? null : Math.min(data.rows.length, Math.max(1, Math.round(generation)));
      for (const panel of panels) if (panel.found) panel.point(this.at);
      read.textContent = this.at === null ? "" : `generation ${number(this.at)}`;
    },
    step(by) { this.move((this.at ?? data.rows.length) + by); },
  };
  const read = make("span", { class: "legend", role: "status" });
  const add = (title, content, more = {}) => { const panel = new Panel(title, content, { cursor, ...more }); panels.push(panel); box.append(panel.element); return panel; };
  const fitness = add("Fitness", () => {
    const known = spreads(), lines = [line("mean", "mean", "orange", { thin: true }), line("median", "median", "green", { thin: true }), line("best", "best", "blue")];
    if (data.names.includes("metric.held_out")) lines.push(line("held out", "metric.held_out", "red", { dashed: true }));
    const bands = known.length > 1 ? [{ name: "quartiles", colour: "green", x: known.map((one) => one[0]), low: known.map((one) => one[1]), high: known.map((one) => one[2]) }] : [];
    return { lines, bands, changed: changed(), low: floor(column("best"), column("median"), column("mean")) };
  }, { wide: true, height: 270 });
  fitness.head.append(read);
  add("Members of species", () => ({ lines: [], stacks: stacked(spreads(), 400), low: 0, changed: changed() }), { wide: true, height: 230 });
  add("Complexity (enabled connections, mean)", () => ({ lines: [line("mean", "complexity", "green")], low: 0, changed: changed() }));
  add("Number of species", () => ({ lines: [line("species", "species", "purple")], low: 0, changed: changed() }));
  const known = new Set();
  return {
    draw() {
      for (const name of data.names) {
        const short = name.replace(/^(metric|test)\./, "");
        if (short === name || known.has(name) || name === "metric.held_out") continue;
        known.add(name);
        const colour = COLOURS[known.size % COLOURS.length];
        add(name.startsWith("test") ? `${short} reached in its test` : `${short} of the generation's best`, () => ({ lines: [line(short, name, colour)], changed: changed() }));
      }
      for (const panel of panels) panel.draw(1, Math.max(1, data.rows.length));
    },
    end() { box.replaceChildren(); },
  };
}

/** Where the panel of fitness is cut off below: one enormous loss would flatten all the rest. */
function floor(best, median, mean) {
  const telling = [...best, ...median].filter(Number.isFinite), below = mean.filter(Number.isFinite);
  if (!telling.length || !below.length) return undefined;
  const low = telling.reduce((one, other) => Math.min(one, other)), high = telling.reduce((one, other) => Math.max(one, other));
  return high > low && below.reduce((one, other) => Math.min(one, other)) < low - (high - low) ? low - (high - low) : undefined;
}

/** What evolved: a genome of a checkpoint, its drawing, species and pathways, and replays of it. */
function champion(name) {
  const files = make("select", { "aria-label": "checkpoint", onchange: () => { pinned = files.selectedIndex > 0; look(); } });
  const genome = make("select", { "aria-label": "genome", onchange: look }, make("option", { value: "best" }, "best so far"), make("option", { value: "winner", disabled: true }, "winner"));
  const told = make("div", {}), drawing = make("div", {}), side = make("div", {}), about = make("details", {}, make("summary", {}, "about this checkpoint"));
  const scenario = make("input", { type: "number", min: 0, value: 0, size: 5, "aria-label": "scenario" });
  const play = make("button", { class: "main", onclick: start }, "Replay"), alone = make("a", { target: "_blank", hidden: true }, "open alone"), stage = make("div", {});
  const bar = make("div", { class: "bar" }, make("label", {}, "scenario ", scenario), play, alone);
  const replays = make("section", { class: "card", hidden: true }, make("h2", {}, "Replay"), bar, stage);
  const left = make("section", { class: "card" }, make("div", { class: "bar" }, make("h2", {}, "What evolved"), make("span", { class: "grow" }), files, genome), told, drawing);
  const element = make("div", {}, make("div", { class: "halves" }, left, make("section", { class: "card" }, side, about)), replays);
  let pinned = false, shown = "", last = 0, timer = 0;

  const asked = () => ({ run: name, generation: files.value, genome: genome.value });

  async function look() {
    clearTimeout(timer);
    last = Date.now();
    try {
      const found = await ask("/champion", asked());
      paint(found);
    } catch (error) {
      told.replaceChildren(make("p", { class: "error" }, error.message));
    }
  }

  function paint(found) {
    genome.options[1].disabled = !found.winner;
    const figures = make("div", { class: "facts" }, fact("fitness", number(found.fitness)), ...Object.entries(found.metrics).map(([metric, value]) => fact(metric, number(value))), fact("hidden nodes", number(found.hidden)), fact("connections", number(found.connections)), fact("depth", number(found.depth)));
    told.replaceChildren(make("div", { class: "soft" }, found.who), figures, found.caution ? make("p", { class: "caution" }, found.caution) : "");
    drawing.replaceChildren(pictured(found.drawing));
    const ways = found.pathways.flatMap((way) => [make("span", {}, `${way.from} → ${way.to}`), make("span", {}, number(way.influence, 3))]);
    side.replaceChildren(make("h2", {}, "Strongest pathways"), ways.length ? make("div", { class: "way" }, ...ways.slice(0, 24)) : make("p", { class: "soft" }, "no way leads from a sensor to an actuator"),
      found.silent.length ? make("p", { class: "soft small" }, `reach nothing: ${found.silent.join(", ")}`) : "",
      found.unmoved.length ? make("p", { class: "soft small" }, `nothing reaches: ${found.unmoved.join(", ")}`) : "",
      make("h2", {}, `Species of generation ${number(found.generation)}`), table(["species", "age", "size", "best", "unimproved for"], found.species.map((one) => [one.id, one.age, one.size, one.best, one.stagnation])));
    const source = found.lineage ? [["seeded from", `${found.lineage.run}, generation ${found.lineage.generation}`]] : [];
    const pairs = [...found.about, ...source, ...found.tests.map((test) => [`test ${test.name}`, `reached ${number(test.reached)}, ${test.passed ? "passed" : "not passed"}`]), ...found.configuration];
    about.replaceChildren(about.firstChild, make("table", {}, make("tbody", {}, ...pairs.map(([what, words]) => make("tr", {}, make("td", {}, what), make("td", {}, words))))));
    replays.hidden = !found.replay;
    scenario.max = Math.max(0, Number(found.scenarios) - 1);
  }

  async function start() {
    const address = `/replay?${new URLSearchParams({ ...asked(), scenario: scenario.value || "0" })}`;
    play.disabled = true;
    stage.replaceChildren(make("p", { class: "soft" }, "running the scenario …"));
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error((await answer.json()).error || answer.statusText);
      stage.replaceChildren(make("iframe", { src: address, title: `replay of ${name}` }));
      alone.href = address;
      alone.hidden = false;
    } catch (error) {
      stage.replaceChildren(make("p", { class: "error" }, error.message));
    }
    play.disabled = false;
  }

  /** Show the newest champion of a run that goes on, unless a checkpoint was chosen. */
  function follow(run) {
    element.hidden = !run.files.length;
    const chosen = files.value;
    const key = run.files.join();
    if (files.dataset.key !== key) {
      files.dataset.key = key;
      files.replaceChildren(...run.files.map((generation, at) => make("option", { value: generation }, `generation ${number(generation)}${at ? "" : ", newest"}`)));
      if (pinned && run.files.includes(Number(chosen))) files.value = chosen;
      else pinned = false;
    }
    const now = `${run.files[0]} ${run.record}`;
    if (!run.files.length || pinned || now === shown) return;
    shown = now;
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(0, last + PATIENCE - Date.now()));
  }

  return { element, follow };
}

function table(heads, rows) {
  return make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((words) => make("th", { class: "number" }, words)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((value) => make("td", { class: "number" }, typeof value === "number" ? number(value) : value ?? "–")))))));
}

/** The history, newest first: as many rows as were asked for. */
function historyTable(data) {
  let most = 20;
  const box = make("div", {}), more = make("button", { onclick: () => { most *= 4; draw(); } }, "more");
  const element = make("section", { class: "card" }, make("h2", {}, "History"), box, make("div", { class: "bar" }, more));
  function draw() {
    const shown = data.names.map((name, at) => [name, at]).filter(([name]) => !HIDDEN.has(name) || name === "generation");
    const last = data.rows.slice(-most).reverse(), best = data.names.indexOf("best");
    const drawn = table(shown.map(([name]) => name.replace(/^metric\./, "")), last.map((row) => shown.map(([, at]) => row[at])));
    const record = Math.max(...data.rows.map((row) => row[best] ?? -Infinity));
    [...drawn.querySelectorAll("tbody tr")].forEach((row, at) => row.classList.toggle("record", last[at][best] === record));
    box.replaceChildren(drawn);
    more.hidden = data.rows.length <= most;
  }
  return { element, draw };
}
