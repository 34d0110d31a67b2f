// Which view is shown: the address behind # says it, so that every view has an address of its own.
import { showList } from "./list.js";
import { showRun } from "./run.js";
import { showComparison } from "./compare.js";

const view = document.getElementById("view"), where = document.getElementById("where");
let leave = () => {};

function show() {
  leave();
  view.replaceChildren();
  window.scrollTo(0, 0);
  const [kind, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  const names = rest.join("/").split("&").filter(Boolean).map(decodeURIComponent);
  if (kind === "run" && names.length) leave = showRun(view, names[0]);
  else if (kind === "compare" && names.length) leave = showComparison(view, names);
  else leave = showList(view);
  where.textContent = kind === "run" ? names[0] : kind === "compare" ? `${names.length} runs compared` : "";
  document.title = `Quale: ${where.textContent || "runs"}`;
}

window.addEventListener("hashchange", show);
show();
