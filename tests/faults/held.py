"""`quale` with one call of the file system held up: python -m tests.faults.held CALL NUMBER SECONDS ARGUMENTS…

When call CALL is made for the NUMBER-th time, counted from 1, `held` is written to stderr, and it waits so long first.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

from quale.__main__ import main
from tests.faults.seam import watched


class Holding:
    """Waits in one call."""

    def __init__(self, call: str, number: int, seconds: float) -> None:
        self._call, self._left, self._seconds = call, number, seconds

    def around(self, name: str, _arguments: tuple[Any, ...], call: Callable[[], Any]) -> Any:
        if name == self._call:
            self._left -= 1
            if self._left == 0:
                sys.stderr.write("held\n")
                sys.stderr.flush()
                time.sleep(self._seconds)
        return call()


if __name__ == "__main__":
    with watched(Holding(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))):
        raise SystemExit(main(sys.argv[4:]))
