"use strict";
(() => {
  const film = JSON.parse(document.getElementById("data").textContent);
  const rows = film.ticks + 1; // row 0 is the setup, row t + 1 follows tick t
  const columns = {};
  for (const [name, runs] of Object.entries(film.columns)) {
    const values = new Float64Array(rows);
    let at = 0;
    for (const [value, count] of runs) { values.fill(Number(value), at, at + count); at += count; }
    columns[name] = values;
  }
  const world = film.world, picture = film.picture ? picturesOf(film.picture) : null;
  const frames = film.frames ? framesOf(film.frames, () => { if (pen) drawWorld(); }) : null;
  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const COLOURS = ["#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#d55e00", "#0072b2", "#999933", "#882255"];
  const POSITIVE = [0, 114, 178], NEGATIVE = [213, 94, 0];
  const element = (id) => document.getElementById(id);
  const make = (tag, parent, text) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    parent.append(made);
    return made;
  };
  const value = (name, row) => (name in columns ? columns[name][row] : NaN);
  const short = (number) => (Number.isFinite(number) ? String(Number(number.toPrecision(5))) : String(number));
  const shown = (name, row) => (name in film.machines ? film.machines[name][value(name, row)] : short(value(name, row)));

  let row = 0, playing = false, last = 0, due = 0;

  // ---- canvases are as sharp as the screen
  function sized(canvas, width, height) {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.font = "11px Verdana, 'DejaVu Sans', sans-serif";
    return pen;
  }

  // ---- the world
  const canvas = element("world");
  const placed = world.kinds.map((kind, index) => ({
    ...kind,
    colour: COLOURS[index % COLOURS.length],
    zone: kind.properties.includes("start") && kind.properties.includes("end"),
    at: kind.properties.includes("position") ? "position" : kind.properties.includes("start") ? "start" : "",
  }));
  let size = [420, 420], pen = null;

  function layoutWorld() {
    const width = Math.max(300, Math.min(element("worldbox").clientWidth, world.topology === "grid" ? 460 : 900));
    if (frames) size = [Math.min(width, 600), frames.heightFor(Math.min(width, 600))];
    else if (world.topology === "grid") size = [width, (width * world.height) / world.width];
    else if (world.topology === "route") size = [width, 60 + 24 * placed.length + 30];
    else size = [width, picture ? picture.heightFor(width) : 24 * bars.length + 8];
    pen = sized(canvas, ...size);
    layoutPicture();
  }

  function drawGrid() {
    const cell = size[0] / world.width;
    pen.fillStyle = ink("ground");
    pen.fillRect(0, 0, ...size);
    pen.fillStyle = ink("wall");
    world.walls.forEach((line, y) => [...line].forEach((wall, x) => {
      if (wall === "#") pen.fillRect(x * cell, y * cell, cell, cell);
    }));
    pen.strokeStyle = ink("cell");
    pen.lineWidth = 0.5;
    for (let x = 0; x <= world.width; x++) { pen.beginPath(); pen.moveTo(x * cell, 0); pen.lineTo(x * cell, size[1]); pen.stroke(); }
    for (let y = 0; y <= world.height; y++) { pen.beginPath(); pen.moveTo(0, y * cell); pen.lineTo(size[0], y * cell); pen.stroke(); }
    for (const kind of placed) {
      pen.fillStyle = kind.colour;
      for (let slot = 0; slot < kind.slots; slot++) {
        if (!value(`${kind.name}.live[${slot}]`, row)) continue;
        const x = value(`${kind.name}.x[${slot}]`, row), y = value(`${kind.name}.y[${slot}]`, row);
        pen.beginPath();
        pen.arc((x + 0.5) * cell, (y + 0.5) * cell, 0.3 * cell, 0, 7);
        pen.fill();
      }
    }
    // where the agent was in the last ticks, then the agent
    const middle = (r) => [(value("agent.x", r) + 0.5) * cell, (value("agent.y", r) + 0.5) * cell];
    pen.lineWidth = 2;
    for (let r = Math.max(1, row - 20); r <= row; r++) {
      pen.strokeStyle = ink("agent");
      pen.globalAlpha = 0.5 * (1 - (row - r) / 21);
      pen.beginPath(); pen.moveTo(...middle(r - 1)); pen.lineTo(...middle(r)); pen.stroke();
    }
    pen.globalAlpha = 1;
    const [x, y] = middle(row);
    pen.fillStyle = ink("agent");
    pen.beginPath();
    pen.moveTo(x, y - 0.42 * cell); pen.lineTo(x + 0.42 * cell, y); pen.lineTo(x, y + 0.42 * cell); pen.lineTo(x - 0.42 * cell, y);
    pen.closePath(); pen.fill();
  }

  function drawRoute() {
    const left = 12, width = size[0] - 2 * left, place = (p) => left + (width * p) / world.length;
    const road = 40 + 24 * placed.length;
    pen.fillStyle = ink("paper");
    pen.fillRect(0, 0, ...size);
    placed.forEach((kind, index) => {
      const y = 24 + 24 * index;
      pen.fillStyle = ink("soft");
      pen.fillText(kind.name, left, y - 6);
      for (let slot = 0; slot < kind.slots; slot++) {
        const live = value(`${kind.name}.live[${slot}]`, row);
        if (!live) continue;
        pen.fillStyle = kind.colour;
        if (kind.zone) {
          const from = place(value(`${kind.name}.start[${slot}]`, row)), to = place(value(`${kind.name}.end[${slot}]`, row));
          pen.globalAlpha = 0.35 + 0.3 * (slot % 2);
          pen.fillRect(from, y - 2, to - from, 10);
          pen.globalAlpha = 0.1;
          pen.fillRect(from, y + 8, to - from, road - y - 8);
          pen.globalAlpha = 1;
          const limit = value(`${kind.name}.limit[${slot}]`, row);
          pen.fillStyle = ink("ink");
          if (Number.isFinite(limit) && to - from > 24) pen.fillText(short(limit), from + 3, y + 7);
        } else if (kind.at) {
          const x = place(value(`${kind.name}.${kind.at}[${slot}]`, row));
          pen.beginPath(); pen.arc(x, y + 3, 5, 0, 7); pen.fill();
          pen.globalAlpha = 0.35; pen.fillRect(x - 0.75, y + 8, 1.5, road - y - 8); pen.globalAlpha = 1;
        }
      }
    });
    pen.fillStyle = ink("soft");
    pen.fillRect(left, road, width, 3);
    for (const part of [0, 0.25, 0.5, 0.75, 1]) {
      pen.fillText(short(part * world.length), Math.min(place(part * world.length), left + width - 22), road + 30);
    }
    const x = place(value("agent.position", row));
    pen.fillStyle = ink("agent");
    pen.beginPath(); pen.moveTo(x, road); pen.lineTo(x - 7, road + 14); pen.lineTo(x + 7, road + 14); pen.closePath(); pen.fill();
  }

  const told = world.topology === "episode" ? /^(sensor|actuator)\.|^(reward|return)$/ : /^(agent|world|hidden)\./;
  const bars = Object.keys(columns).filter((name) => told.test(name) && !name.includes("["));
  const extents = {};
  function extent(name) {
    if (!(name in extents)) {
      let low = Infinity, high = -Infinity;
      for (const each of columns[name]) if (Number.isFinite(each)) { low = Math.min(low, each); high = Math.max(high, each); }
      const range = world.ranges[name];
      extents[name] = range ? range : low <= high ? [Math.min(low, 0), Math.max(high, low === 0 && high === 0 ? 1 : 0, high)] : [0, 1];
    }
    return extents[name];
  }

  function drawStates() {
    pen.fillStyle = ink("paper");
    pen.fillRect(0, 0, ...size);
    const left = 170, width = size[0] - left - 90;
    bars.forEach((name, index) => {
      const y = 6 + 24 * index, [low, high] = extent(name), now = value(name, row);
      const part = (v) => left + (width * (v - low)) / (high - low || 1);
      pen.fillStyle = ink("rule");
      pen.fillRect(left, y, width, 14);
      pen.fillStyle = now < 0 ? ink("now") : ink("curve");
      const zero = part(Math.max(low, Math.min(0, high))), end = Number.isFinite(now) ? part(now) : zero;
      pen.fillRect(Math.min(zero, end), y, Math.max(1.5, Math.abs(end - zero)), 14);
      pen.fillStyle = ink("ink");
      pen.textAlign = "right"; pen.fillText(name, left - 8, y + 11); pen.textAlign = "left";
      pen.fillText(short(now), left + width + 8, y + 11);
    });
  }

  const spaces = { grid: drawGrid, route: drawRoute };
  const drawFrames = () => frames.draw(pen, size, row);
  const drawWorld = frames ? drawFrames : spaces[world.topology] || (picture ? drawPicture : drawStates);

  // ---- what a draw block shows: over the cells of a grid, in place of a world without space, below any other
  function drawPicture() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, ...size);
    picture.draw(pen, picture.placing(...size), row);
  }

  function drawOver() {
    const cell = size[0] / world.width, middle = (v) => (v + 0.5) * cell; // y grows south here, as in the world
    picture.draw(pen, { x: middle, y: middle, length: (l) => l * cell }, row);
  }

  const below = picture && world.topology in spaces && !film.picture.over ? make("canvas", element("legend").parentNode) : null;
  if (below) below.id = "picture";
  let belowPen = null, belowSize = null;

  function layoutPicture() {
    if (!below) return;
    belowSize = [size[0], picture.heightFor(size[0])];
    belowPen = sized(below, ...belowSize);
  }

  function drawBelow() {
    belowPen.fillStyle = "#fff";
    belowPen.fillRect(0, 0, ...belowSize);
    picture.draw(belowPen, picture.placing(...belowSize), row);
  }

  function drawAll() {
    drawWorld();
    if (below) drawBelow(); else if (picture && drawWorld !== drawPicture) drawOver();
  }

  // ---- the network: Quale's own drawing, its circles coloured by what they pass on
  const circles = [...document.querySelectorAll("#networkbox circle[data-node]")].map((circle) => {
    const name = film.nodes[Number(circle.dataset.node)];
    const title = circle.querySelector("title");
    return { circle, name, title, words: title.textContent };
  });
  const outgoing = new Map(film.links.map((link) => [link.innovation, link]));
  const lines = [...document.querySelectorAll("#networkbox path[data-link]")].map((path) => {
    const link = outgoing.get(Number(path.dataset.link));
    return { path, name: film.nodes[link.source], weight: link.weight };
  });
  const heaviest = Math.max(1e-300, ...film.links.map((link) => Math.abs(link.weight)));

  function drawNetwork() {
    for (const { circle, name, title, words } of circles) {
      const now = value(name, row), strength = Math.min(1, Math.abs(now)) || 0;
      circle.style.fill = `rgba(${now >= 0 ? POSITIVE : NEGATIVE}, ${strength})`;
      title.textContent = `${words} = ${now}`;
    }
    for (const { path, name, weight } of lines) { // what flows now: weight times what is sent
      const flow = Math.min(1, Math.abs((value(name, row) * weight) / heaviest)) || 0;
      path.style.strokeOpacity = 0.08 + 0.87 * Math.sqrt(flow);
    }
  }

  // ---- curves
  const curves = [];
  function layoutCurves() {
    const box = element("curves"), wanted = element("filter").value.trim().toLowerCase();
    box.textContent = "";
    curves.length = 0;
    for (const name of Object.keys(columns)) {
      if (wanted ? !name.toLowerCase().includes(wanted) : name.includes("[")) continue;
      if (curves.length >= 400) break;
      const one = make("div", box);
      one.className = "curve";
      one.dataset.name = name;
      const head = make("div", one);
      make("b", head, name);
      const now = make("em", head);
      const picture = make("canvas", one);
      picture.addEventListener("click", (event) => {
        const part = event.offsetX / picture.clientWidth;
        pause(); seek(Math.round(part * film.ticks));
      });
      curves.push({ name, now, picture, line: null });
    }
    const more = Object.keys(columns).some((name) => name.includes("["));
    if (more && !wanted) make("div", box, "values of entities: type a kind's name into the filter").className = "hint";
    for (const curve of curves) paint(curve);
  }

  function paint(curve) {
    const width = Math.max(200, curve.picture.clientWidth), height = 44, values = columns[curve.name];
    const off = document.createElement("canvas");
    const line = sized(off, width, height);
    let [low, high] = extent(curve.name);
    if (low === high) { low -= 1; high += 1; }
    const x = (r) => (width * r) / Math.max(1, film.ticks), y = (v) => height - 4 - ((height - 8) * (v - low)) / (high - low);
    line.strokeStyle = ink("rule");
    if (low < 0 && high > 0) { line.beginPath(); line.moveTo(0, y(0)); line.lineTo(width, y(0)); line.stroke(); }
    line.strokeStyle = ink("curve");
    line.lineWidth = 1.2;
    line.beginPath();
    let open = false;
    for (let r = 0; r < rows; r++) {
      if (!Number.isFinite(values[r])) { open = false; continue; }
      if (open) line.lineTo(x(r), y(values[r])); else line.moveTo(x(r), y(values[r]));
      open = true;
    }
    line.stroke();
    curve.line = off;
    curve.pen = sized(curve.picture, width, height);
    curve.width = width;
    curve.picture.style.width = "";
  }

  function drawCurves() {
    for (const curve of curves) {
      curve.pen.clearRect(0, 0, curve.width, 44);
      curve.pen.drawImage(curve.line, 0, 0, curve.width, 44);
      curve.pen.fillStyle = ink("now");
      curve.pen.fillRect((curve.width * row) / Math.max(1, film.ticks) - 0.5, 0, 1.2, 44);
      curve.now.textContent = shown(curve.name, row);
    }
  }

  // ---- the scenario's time
  function show() {
    element("tick").value = row;
    element("now").textContent = row ? `tick ${row - 1} of ${film.ticks}` : "setup";
    element("events").textContent = film.records.filter((each) => each.tick === row - 1 && row)
      .map(({ tick, ...each }) => Object.entries(each).map(([name, what]) => `${name} ${typeof what === "number" ? short(what) : what}`).join(", "))
      .join("\n") || Object.keys(film.machines).map((name) => `${name.slice(8)}: ${shown(name, row)}`).join(", ");
    drawAll(); drawNetwork(); drawCurves();
  }
  function seek(to) { row = Math.max(0, Math.min(film.ticks, to)); show(); }
  function pause() { playing = false; element("play").textContent = "Play"; }
  function play() {
    if (row >= film.ticks) row = 0;
    playing = true; last = performance.now(); due = 0;
    element("play").textContent = "Pause";
    requestAnimationFrame(turn);
  }
  function turn(now) {
    if (!playing) return;
    due += ((now - last) / 1000) * Number(element("speed").value);
    last = now;
    const steps = Math.floor(due);
    if (steps) { due -= steps; seek(row + steps); }
    if (row >= film.ticks) pause(); else requestAnimationFrame(turn);
  }

  const speeds = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  for (const speed of speeds) make("option", element("speed"), String(speed)).value = speed;
  element("speed").value = 20;
  element("tick").max = film.ticks;
  element("tick").addEventListener("input", () => { pause(); seek(Number(element("tick").value)); });
  element("play").addEventListener("click", () => (playing ? pause() : play()));
  element("back").addEventListener("click", () => { pause(); seek(row - 1); });
  element("forward").addEventListener("click", () => { pause(); seek(row + 1); });
  element("filter").addEventListener("input", () => { layoutCurves(); drawCurves(); });
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "filter" || event.ctrlKey || event.metaKey || event.altKey) return;
    const faster = (by) => { const box = element("speed"); box.selectedIndex = Math.max(0, Math.min(speeds.length - 1, box.selectedIndex + by)); };
    const keys = {
      " ": () => (playing ? pause() : play()),
      ArrowLeft: () => { pause(); seek(row - 1); }, ArrowRight: () => { pause(); seek(row + 1); },
      Home: () => { pause(); seek(0); }, End: () => { pause(); seek(film.ticks); },
      "+": () => faster(1), "-": () => faster(-1),
    };
    if (event.key in keys) { event.preventDefault(); keys[event.key](); }
  });
  const anew = () => { layoutWorld(); layoutCurves(); show(); };
  window.addEventListener("resize", anew);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", anew);

  if (frames && frames.note) make("div", element("worldbox"), frames.note).className = "hint";
  element("worldname").textContent = world.topology === "none" && !picture ? `${world.name}: states` : `${world.name}`;
  if (picture && picture.note) make("div", element("worldbox"), picture.note).className = "hint";
  element("results").textContent = Object.entries(film.results).map(([name, what]) => `${name} ${short(Number(what))}`).join(" · ");
  if (!["none", "episode"].includes(world.topology)) {
    const agent = make("span", element("legend"));
    make("i", agent).style.background = ink("agent");
    agent.append("agent");
    for (const kind of placed) {
      const entry = make("span", element("legend"));
      make("i", entry).style.background = kind.colour;
      entry.append(kind.name);
    }
  }
  // a wide network stands below the world rather than beside it, where nobody could read it
  const drawing = document.querySelector("#networkbox svg");
  if (drawing) element("networkbox").style.flexBasis = `${Math.max(480, Math.min(0.55 * drawing.getAttribute("width"), 1600))}px`;
  layoutWorld(); layoutCurves(); seek(0);
  window.replay = { columns, seek, row: () => row, playing: () => playing };
})();
