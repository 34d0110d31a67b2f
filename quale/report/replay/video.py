"""Pictures one after the other as an animated GIF."""

import io
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import UsageError

FASTEST = 25.0
"""Pictures a second that a GIF gets at most: viewers slow down those that say more, and files stay small."""


class Reel:
    """Takes the pictures of an episode, of which it keeps as many as a GIF shows; each as 256 colours."""

    def __init__(self) -> None:
        """Begin.

        Raises:
            UsageError: Pillow is not installed.
        """
        if find_spec("PIL") is None:
            raise UsageError("--video needs Pillow, which is not installed: pip install 'quale-lang[gymnasium]'")
        self._library: Any = import_module("PIL.Image")
        self._pictures: list[Any] = []
        self.frames_per_second = FASTEST  # of the environment, known when it is open

    def __call__(self, step: int, picture: NDArray[np.uint8]) -> None:
        """Take a picture [height, width, 3] after so many steps."""
        if step % self._every() == 0:
            self._pictures.append(self._library.fromarray(picture).quantize(256, dither=0))

    def _every(self) -> int:
        return max(1, round(self.frames_per_second / FASTEST))

    def gif(self) -> bytes:
        """Return the file; it plays at the speed of the environment, again and again."""
        written = io.BytesIO()
        milliseconds = 1000.0 * self._every() / self.frames_per_second
        first, *more = self._pictures
        first.save(
            written,
            "GIF",
            save_all=True,
            append_images=more,
            duration=round(milliseconds, -1) or 10,
            loop=0,
            optimize=False,
        )
        return written.getvalue()
