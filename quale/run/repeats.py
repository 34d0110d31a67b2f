"""Warnings that come generation after generation: told when they are new, counted afterwards."""

import re
from dataclasses import dataclass

from quale.run.finished import Finished

NUMBERS = re.compile(r" \(and \d+ more\)|[-+]?\d+(\.\d+)?(e[-+]?\d+)?")
"""What two warnings may differ in and be the same: which genome, which scenario, how many."""


@dataclass(frozen=True, slots=True)
class _Kind:
    first: str  # in the words of the first generation that had it
    more: int = 0  # generations after that
    last: int = 0


class Repeats:
    """What has been wrong with scores since a run started or went on."""

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = {}

    def new(self, finished: Finished) -> tuple[str, ...]:
        """Return what to say about a generation: only what no generation before it had."""
        told, generation = [], finished.generation
        for words in finished.faults:
            kind = NUMBERS.sub("", words)
            before = self._kinds.get(kind)
            if before is None:
                self._kinds[kind] = _Kind(words, last=generation)
                told.append(f"generation {generation}: {words}")
            elif before.last < generation:
                self._kinds[kind] = _Kind(before.first, before.more + 1, generation)
        return tuple(told)

    def rest(self) -> tuple[str, ...]:
        """Return what was only counted, and begin anew."""
        kinds, self._kinds = self._kinds, {}
        return tuple(
            f"{kind.more} more generation{'s' * (kind.more > 1)} like this, the last {kind.last}: {kind.first}"
            for kind in kinds.values()
            if kind.more
        )
