"""The pictures of an episode for a page: as many and as large as it has room for."""

import base64
import io
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_BYTES = 1_100_000
"""Of all pictures; in a page they take four thirds of it."""

MOST_PICTURES = 400

WIDEST, SMALL = 360, 64 * 64
"""Pixels across of a picture, and pixels of one that is kept as it is, without loss."""

QUALITY = 72


class Album:
    """Takes the pictures of an episode, of which it keeps every first, second, fourth, … so that there is room.

    It takes nothing where Pillow is not installed.
    """

    def __init__(self) -> None:
        self.frames_per_second = 0.0  # of the environment
        self.every = 1  # steps from one picture that is kept to the next
        self.size = (0, 0)  # width and height, (0, 0) before the first
        self._library: Any = import_module("PIL.Image") if find_spec("PIL") is not None else None
        self._pictures: list[bytes] = []

    def __call__(self, step: int, picture: NDArray[np.uint8]) -> None:
        """Take a picture [height, width, 3] after so many steps."""
        if self._library is None or step % self.every:
            return
        if not self._pictures:
            height, width = picture.shape[:2]
            across = min(width, WIDEST)
            self.size = (across, max(1, round(height * across / width)))
        self._pictures.append(self._encoded(picture))
        while len(self._pictures) > MOST_PICTURES or sum(map(len, self._pictures)) > MOST_BYTES:
            if len(self._pictures) == 1:
                break
            self._pictures = self._pictures[::2]
            self.every *= 2

    def data(self) -> dict[str, Any] | None:
        """Return what the page is given, None where there are no pictures."""
        if not self._pictures:
            return None
        return {
            "every": self.every,
            "width": self.size[0],
            "height": self.size[1],
            "type": f"image/{self._kind().lower()}",
            "images": [base64.b64encode(picture).decode() for picture in self._pictures],
        }

    def _kind(self) -> str:
        return "PNG" if self.size[0] * self.size[1] <= SMALL else "JPEG"

    def _encoded(self, picture: NDArray[np.uint8]) -> bytes:
        image = self._library.fromarray(picture)
        if image.size != self.size:
            image = image.resize(self.size, self._library.Resampling.LANCZOS)
        written = io.BytesIO()
        image.save(written, self._kind(), quality=QUALITY, optimize=True)
        return written.getvalue()
