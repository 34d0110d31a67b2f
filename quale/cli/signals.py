"""SIGINT and SIGTERM as a flag: the first asks to stop, the second ends at once."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM)
SHOW_CURSOR = b"\x1b[?25h\n"
"""The live display hides the cursor; whoever ends the process at once gives it back."""


class Interruption:
    """Which signal came, None before; `code` is the exit code that goes with it."""

    __slots__ = ("_ask", "number")

    def __init__(self) -> None:
        self.number: int | None = None
        self._ask: Callable[[], None] | None = None

    def __bool__(self) -> bool:
        return self.number is not None

    @property
    def code(self) -> int:
        """128 and the signal's number, as shells count."""
        return 128 + (self.number or 0)

    def stop_with(self, ask: Callable[[], None] | None) -> None:
        """Call `ask` when a signal comes: it must only set a flag. None asks no one any more."""
        self._ask = ask
        if ask is not None and self:
            ask()

    def handle(self, number: int, _frame: FrameType | None) -> None:
        """Remember the first signal; end the process at the second."""
        if self:
            if os.isatty(2):
                os.write(2, SHOW_CURSOR)
            os._exit(128 + number)
        self.number = number
        if self._ask is not None:
            self._ask()


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Handle both signals while the block runs, and put the former handlers back."""
    interruption = Interruption()
    before = {number: signal.signal(number, interruption.handle) for number in STOPPING}
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
