"use strict";
// What a `draw` block shows: plain shapes in the picture's units, every tick's or every few ticks' of them.
function picturesOf(picture) {
  const [left, right, bottom, top] = picture.view;
  const at = (row) => Math.min(Math.floor(row / picture.every), picture.frames.length - 1);

  // A unit is as long upward as across, unless the picture were a mere strip: then both fill their sides.
  function heightFor(width) {
    const ratio = (top - bottom) / (right - left);
    return Math.round(width * Math.max(1 / 6, Math.min(1.5, ratio)));
  }

  function placing(width, height) {
    const across = width / (right - left), upward = height / (top - bottom);
    return { x: (x) => (x - left) * across, y: (y) => height - (y - bottom) * upward, length: (l) => l * across };
  }

  function trace(pen, place, numbers) {
    pen.beginPath();
    for (let i = 0; i < numbers.length; i += 2) pen.lineTo(place.x(numbers[i]), place.y(numbers[i + 1]));
  }

  function trail(pen, place, name, frame) {
    pen.beginPath();
    for (let f = 0; f <= frame; f++) {
      for (const number of picture.frames[f]) {
        const shape = picture.shapes[number];
        if (shape[6] === name) pen.lineTo(place.x(shape[2][0]), place.y(shape[2][1]));
      }
    }
    pen.stroke();
  }

  function one(pen, place, [kind, colour, numbers, width, radius, words, name], frame) {
    pen.strokeStyle = pen.fillStyle = picture.palette[colour];
    pen.lineWidth = width === null ? 1.5 : Math.max(0.5, place.length(width));
    const [x, y, toX, toY] = numbers;
    if (kind === "text") { pen.fillText(words, place.x(x), place.y(y)); return; }
    if (kind === "trail") { trail(pen, place, name, frame); return; }
    if (kind === "circle") {
      pen.beginPath();
      pen.arc(place.x(x), place.y(y), Math.max(0, place.length(radius)), 0, 7);
    } else if (kind === "rectangle") trace(pen, place, [x, y, toX, y, toX, toY, x, toY]);
    else trace(pen, place, numbers);
    if (kind !== "line") pen.closePath();
    if (kind === "line" || width !== null) pen.stroke(); else pen.fill();
  }

  function draw(pen, place, row) {
    const frame = at(row);
    pen.save();
    pen.font = "13px Verdana, 'DejaVu Sans', sans-serif";
    pen.lineJoin = "round";
    for (const number of picture.frames[frame]) one(pen, place, picture.shapes[number], frame);
    pen.restore();
  }

  const words = [];
  if (picture.every > 1) words.push(`a picture every ${picture.every} ticks`);
  if (picture.left_out) words.push("more shapes in a tick than are drawn");
  return { heightFor, placing, draw, note: words.join("; ") };
}
