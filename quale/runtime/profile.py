"""Where a run's time goes, told by looking every few milliseconds at what the calling thread is doing.

The time between two looks counts for what is found at the second one. What native code does inside an evaluation is
told by its own clocks (quale/compiler/emit/cycle_counters.py). Looking takes less than a hundredth of the time.
"""

import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import CodeType, FrameType, TracebackType
from typing import Any, Self

from quale.compiler.emit.cycle_counters import LIVED, OFFERED

PAUSE = 0.002
"""Seconds between two looks."""

EVALUATION = "evaluation"
OTHER = "everything else"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the whole time; the parts of evaluation are those of a tick, and last the part of lanes at work."""

    name: str
    part: float  # 0 to 1
    of_evaluation: bool = False


class Profile:
    """A context that watches the thread that enters it."""

    def __init__(self, clock: Callable[[], float], stages: Mapping[CodeType, str]) -> None:
        """Watch with a clock (seconds, only forward) for functions, by their code, that stand for stages."""
        self._clock = clock
        self._stages = stages
        self._spent: dict[str, float] = {}
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        watched = threading.get_ident()
        self._thread = threading.Thread(target=self._watch, args=(watched,), name="quale-profile", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self, watched: int) -> None:
        before = self._clock()
        while not self._over.wait(PAUSE):
            name = stage(sys._current_frames().get(watched), self._stages)
            now = self._clock()
            self._spent[name] = self._spent.get(name, 0.0) + now - before
            before = now

    def shares(self, clocks: dict[str, int]) -> tuple[Share, ...]:
        """Return the parts of the time so far, largest first; `clocks` are the cycles of the parts of a tick."""
        whole = sum(self._spent.values())
        if not whole:
            return ()
        parts = {name: count for name, count in clocks.items() if name not in {LIVED, OFFERED}}
        cycles = sum(parts.values())
        found = []
        for name, seconds in sorted(self._spent.items(), key=lambda item: -item[1]):
            found.append(Share(name, seconds / whole))
            if name == EVALUATION and cycles:
                ordered = sorted(parts.items(), key=lambda item: -item[1])
                inside = [Share(part, seconds / whole * spent / cycles, of_evaluation=True) for part, spent in ordered]
                found += inside
                if clocks.get(OFFERED):
                    found.append(Share(LIVED, clocks[LIVED] / clocks[OFFERED], of_evaluation=True))
        return tuple(found)


def stage(frame: FrameType | None, stages: Mapping[CodeType, str]) -> str:
    """Return the stage that a stack belongs to: the outermost function that stands for one."""
    name = OTHER
    while frame is not None:
        name = stages.get(frame.f_code, name)
        frame = frame.f_back
    return name


def stages_of(functions: Iterable[tuple[Callable[..., Any], str]]) -> dict[CodeType, str]:
    """Return stages by the code of the functions or methods that stand for them."""
    return {getattr(function, "__func__", function).__code__: name for function, name in functions}


def told(shares: tuple[Share, ...]) -> tuple[str, ...]:
    """Return a profile in lines."""
    return tuple(f"{'    ' if share.of_evaluation else '  '}{share.part:6.1%}  {share.name}" for share in shares)
