// The list of runs: one row each, kept up to date; what is ticked can be compared.
import { ago, badge, hear, make, number, say, spark } from "./parts.js";

const HEADS = [["", "pick"], ["run", "name"], ["state", "state"], ["generation", "generation number"], ["best", "best number"], ["best over the generations", "curve"], ["program", "program"], ["saved", "saved"]];

export function showList(view) {
  const runs = new Map(), rows = new Map(), picked = new Set();
  const filter = make("input", { type: "search", placeholder: "filter by name, program, tag or state", "aria-label": "filter", size: 34, oninput: sift });
  const count = make("span", { class: "soft" }), compare = make("button", { class: "main", disabled: true, onclick: go }, "Compare");
  const body = make("tbody"), head = make("tr", {}, ...HEADS.map(([words, kind]) => make("th", { class: kind }, words)));
  const table = make("table", { class: "runs" }, make("thead", {}, head), body);
  const empty = make("div", { class: "empty", hidden: true }, "No runs here yet. ", make("code", {}, "quale evolve FILE"), " makes one, and it appears by itself.");
  const loading = make("div", { class: "empty" }, "reading …");
  view.append(make("div", { class: "bar" }, filter, count, make("span", { class: "grow" }), compare), make("div", { class: "card" }, table, empty, loading));

  function go() { location.hash = `#/compare/${[...picked].map(encodeURIComponent).join("&")}`; }

  function pick(name, on) {
    if (on) picked.add(name); else picked.delete(name);
    compare.disabled = picked.size < 1;
    say(compare, picked.size ? `Compare ${picked.size}` : "Compare");
  }

  function sift() {
    const wanted = filter.value.trim().toLowerCase();
    let shown = 0;
    for (const [name, run] of runs) {
      const there = [name, run.run, run.program, run.tag, run.state].join(" ").toLowerCase().includes(wanted);
      rows.get(name).hidden = !there;
      shown += there;
    }
    const going = [...runs.values()].filter((run) => run.state === "running").length;
    say(count, `${wanted ? `${shown} of ` : ""}${runs.size} run${runs.size === 1 ? "" : "s"}${going ? `, ${going} under way` : ""}`);
    empty.hidden = runs.size > 0;
    table.hidden = !runs.size;
    loading.hidden = true;
  }

  function put(run) {
    runs.set(run.name, run);
    const fresh = row(run, picked.has(run.name), pick);
    const old = rows.get(run.name);
    rows.set(run.name, fresh);
    if (old) old.replaceWith(fresh);
    else {
      const after = [...rows.keys()].filter((name) => order(name, run.name) > 0).sort(order)[0];
      body.insertBefore(fresh, after ? rows.get(after) : null);
    }
  }

  function drop(name) {
    rows.get(name)?.remove();
    rows.delete(name);
    runs.delete(name);
    pick(name, false);
  }

  const stop = hear("/events", {
    runs: (told) => {
      for (const name of [...runs.keys()]) if (!told.runs.some((run) => run.name === name)) drop(name);
      const focused = document.activeElement?.getAttribute("href");
      rows.clear();
      body.replaceChildren();
      for (const run of [...told.runs].sort((one, other) => order(one.name, other.name))) {
        runs.set(run.name, run);
        rows.set(run.name, body.appendChild(row(run, picked.has(run.name), pick)));
      }
      if (focused) body.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
      sift();
    },
    changed: (told) => { told.gone.forEach(drop); told.runs.forEach(put); sift(); },
  });
  const clock = setInterval(() => {
    for (const [name, run] of runs) say(rows.get(name).querySelector(".saved"), ago(run.saved));
  }, 30_000);
  return () => { stop(); clearInterval(clock); };
}

function order(one, other) { return one.localeCompare(other, "en", { numeric: true }); }

function row(run, ticked, pick) {
  const tick = make("input", { type: "checkbox", "aria-label": `compare ${run.name}`, onchange: (event) => pick(run.name, event.target.checked) });
  tick.checked = ticked;
  const link = make("a", { href: `#/run/${encodeURIComponent(run.name)}` }, run.name);
  const other = run.run && run.run.toLowerCase() !== run.name.toLowerCase() ? ` ${run.run}` : "";
  const generation = run.generation === null ? "–" : `${number(run.generation)}${run.generations ? ` / ${number(run.generations)}` : ""}`;
  const part = run.generations && run.state !== "finished" ? make("progress", { max: run.generations, value: Math.min(run.generation, run.generations), "aria-label": "generations done" }) : null;
  return make("tr", {},
    make("td", { class: "pick" }, tick),
    make("td", { class: "name" }, link, make("span", { class: "faint" }, other), run.tag ? make("div", { class: "small soft" }, run.tag) : null),
    make("td", { class: "state" }, badge(run)),
    make("td", { class: "generation number" }, generation, part),
    make("td", { class: "best number" }, number(run.best)),
    make("td", { class: "curve" }, spark(run.curve)),
    make("td", { class: "program soft" }, run.program),
    make("td", { class: "saved soft" }, ago(run.saved)));
}
