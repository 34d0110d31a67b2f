"use strict";
// The pictures that an environment drew, one every few steps; `shown` is called when one is ready that was waited for.
function framesOf(frames, shown) {
  const images = frames.images.map((text) => {
    const image = new Image();
    image.addEventListener("load", shown);
    image.setAttribute("src", `data:${frames.type};base64,${text}`); // it is in this page
    return image;
  });
  const at = (row) => Math.min(Math.round(row / frames.every), images.length - 1);

  function heightFor(width) {
    return Math.round((width * frames.height) / frames.width);
  }

  function draw(pen, size, row) {
    const image = images[at(row)];
    if (!image.complete || !image.naturalWidth) return;
    pen.imageSmoothingEnabled = frames.width > 100; // pixels of a small picture are meant to be seen
    pen.drawImage(image, 0, 0, ...size);
  }

  return { heightFor, draw, note: frames.every > 1 ? `a picture every ${frames.every} steps` : "" };
}
