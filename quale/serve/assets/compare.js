// Several runs beside one another: medians, intervals, tests, and their curves.
import { ask, make, number, pictured, tell } from "./parts.js";

export function showComparison(view, names) {
  const by = make("select", { "aria-label": "by", onchange: look }, make("option", { value: "best" }, "best"));
  const told = make("div", {}, make("div", { class: "empty" }, "reading …"));
  view.append(make("div", { class: "bar" }, make("h1", {}, "Comparison"), make("span", { class: "grow" }), make("label", {}, "by ", by), make("a", { href: "#/" }, "all runs")), told);
  let left = false;
  tell("", ""); // nothing here changes by itself

  async function look() {
    try {
      const found = await ask("/compare", [...names.map((name) => ["run", name]), ["by", by.value]]);
      if (!left) paint(found);
    } catch (error) {
      told.replaceChildren(make("p", { class: "card error" }, error.message));
    }
  }

  function paint(found) {
    by.replaceChildren(...found.quantities.map((name) => make("option", { value: name }, name)));
    by.value = found.by;
    const heads = ["", "runs", `median ${found.by}`, `${Math.round(100 * found.groups[0].level)} % interval`, "quartiles"];
    const rows = found.groups.map((group) => [group.name, group.runs.length, number(group.median), span(group.interval), span(group.quartiles)]);
    const tests = found.words.slice(rows.length + 1);
    const single = found.groups.flatMap((group) => group.runs.map((run) => [run.place, run.seed, number(run.value)]));
    told.replaceChildren(
      make("section", { class: "card" }, grid(heads, rows), ...tests.map((words) => make("p", { class: "soft" }, words))),
      make("section", { class: "card" }, pictured(found.picture)),
      make("section", { class: "card" }, make("h2", {}, "The runs"), grid(["run", "seed", found.by], single)));
    for (const cell of told.querySelectorAll("section:last-child tbody td:first-child")) cell.replaceChildren(make("a", { href: `#/run/${encodeURIComponent(cell.textContent)}` }, cell.textContent));
  }

  look();
  return () => { left = true; };
}

function span([low, high]) { return low === null ? "–" : `${number(low)} to ${number(high)}`; }

function grid(heads, rows) {
  const kind = (at) => (at ? "number" : "");
  return make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((words, at) => make("th", { class: kind(at) }, words)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((words, at) => make("td", { class: kind(at) }, String(words))))))));
}
