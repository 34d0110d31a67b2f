"""One run over its generations, as its logs grow: rows of figures and spreads, made into events for those who watch."""

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from quale.checkpoint.directory.logs import json_rows
from quale.checkpoint.directory.population_log import parsed
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.run_directory import LOGS, POPULATION
from quale.checkpoint.directory.tail import Tail
from quale.diagnostics import CheckpointError
from quale.evolution.records.state import COLUMNS
from quale.evolution.spread import Spread, spread_of
from quale.report.plot.curves import spreads_of

CHUNK = 500
"""Generations of one event; those of whole chunks are made once for all who watch."""

OVERLAP = 20
"""Generations whose spreads are told again to whoever comes back: the two logs are read one after the other."""


@dataclass(frozen=True, slots=True)
class Event:
    """A server-sent event. `mark` is what a client has then, and says when it comes back."""

    name: str
    data: str  # JSON, on one line
    mark: str = ""

    def encoded(self) -> bytes:
        """Return it as it is sent."""
        mark = f"id: {self.mark}\r\n" if self.mark else ""
        return f"{mark}event: {self.name}\r\ndata: {self.data}\r\n\r\n".encode()


class LiveRun:
    """The generations of a run: each `look` returns events with what is new."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._history, self._population = Tail(directory / LOGS[0]), Tail(directory / POPULATION)
        self._begin()

    def _begin(self) -> None:
        self._names: tuple[str, ...] = ()
        self._rows: list[list[Any]] = []  # cells under the names, row g - 1 of generation g
        self._marks: list[int] = []  # of the rows' lines, which hold wall clocks: no other run has them
        self._spreads: list[Spread] = []
        self._chunks: dict[tuple[str, int], str] = {}
        self._whole = False  # whether it was read from a checkpoint, since there are no logs

    def look(self) -> tuple[Event, ...]:
        """Return what is new since the last look; a `reset` first where all that was told is void."""
        history, population = self._history.look(), self._population.look()
        events = []
        if history.anew:  # a run that goes on has its logs written anew; so has one that begins in the same place
            self._begin()
            self._population = Tail(self._directory / POPULATION)
            population = self._population.look()
            events.append(Event("reset", "{}"))
        rows, spreads = len(self._rows), len(self._spreads)
        for line in history.lines:
            self._add(line)
        if population.anew:
            self._spreads, spreads = [], 0
            self._chunks = {key: text for key, text in self._chunks.items() if key[0] != "population"}
        self._spreads += [spread for line in population.lines if (spread := parsed(line)) is not None]
        if not self._rows and not self._whole:
            self._read_checkpoint()
        return (*events, *self._told(rows, spreads))

    def since(self, mark: str) -> tuple[Event, ...]:
        """Return what brings a client up to now that has what a mark stands for, "" for one that has nothing."""
        generation, _, digits = mark.partition("-")
        known = int(generation) if generation.isascii() and generation.isdecimal() and len(generation) < 10 else 0
        if 0 < known <= len(self._rows) and digits == f"{self._marks[known - 1]:08x}":
            first = known - OVERLAP
            spreads = next((at for at, one in enumerate(self._spreads) if one.generation > first), len(self._spreads))
            return self._told(known, spreads)
        return (Event("reset", "{}"), *self._told(0, 0))

    @property
    def generation(self) -> int:
        """How many generations there are."""
        return len(self._rows)

    @property
    def mark(self) -> str:
        """What stands for all there is."""
        return f"{len(self._rows)}-{self._marks[-1]:08x}" if self._rows else ""

    def best(self) -> tuple[float, ...]:
        """Return the best fitness of each generation, since the program changed last."""
        if not self._rows:
            return ()
        best, changed = self._names.index("best"), self._names.index("changed")
        since = max((at for at, row in enumerate(self._rows) if row[changed]), default=0)
        return tuple(row[best] for row in self._rows[since:] if row[best] is not None)

    def _add(self, line: bytes) -> None:
        """Take one line of the history, where it is of the next generation."""
        try:
            row = json.loads(line)
            cells = {name: row[name] for name in ("generation", *COLUMNS)}
            cells |= {f"metric.{name}": value for name, value in row["metrics"].items()}
            cells |= {f"test.{name}": one["reached"] for name, one in row.get("tests", {}).items()}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return
        if cells["generation"] != len(self._rows) + 1 or not all(map(_is_cell, cells.values())):
            return
        self._names = self._names or tuple(cells)
        self._rows.append([_short(cells.get(name)) for name in self._names])
        self._marks.append(crc32(line))

    def _read_checkpoint(self) -> None:
        """Take the generations from the newest checkpoint, where the logs have none: of a copy, say."""
        self._whole = True
        try:
            found = newest(self._directory)
        except CheckpointError:
            return
        snapshot = found.snapshot
        for line in json_rows(snapshot.state.history, 0, snapshot.metrics, snapshot.trials).splitlines():
            self._add(line.encode())
        if not self._spreads:
            last = spread_of(snapshot.state)
            known = [spread for spread in spreads_of(found) if last is None or spread.generation < last.generation]
            self._spreads = known if last is None else [*known, last]

    def _told(self, rows: int, spreads: int) -> tuple[Event, ...]:
        """Return events with the rows and the spreads from a place on."""
        events = [
            Event("population", self._chunk("population", start, end))
            for start, end in _pieces(spreads, len(self._spreads))
        ]
        for start, end in _pieces(rows, len(self._rows)):
            events.append(Event("rows", self._chunk("rows", start, end), f"{end}-{self._marks[end - 1]:08x}"))
        return tuple(events)

    def _chunk(self, kind: str, start: int, end: int) -> str:
        whole = end - start == CHUNK
        known = self._chunks.get((kind, start)) if whole else None
        if known is None:
            known = self._rows_text(start, end) if kind == "rows" else self._spreads_text(start, end)
            if whole:
                self._chunks[kind, start] = known
        return known

    def _rows_text(self, start: int, end: int) -> str:
        return json.dumps({"names": self._names, "rows": self._rows[start:end]}, separators=(",", ":"))

    def _spreads_text(self, start: int, end: int) -> str:
        told = [
            [one.generation, _short(one.lower), _short(one.upper), dict(one.species), one.others[1]]
            for one in self._spreads[start:end]
        ]
        return json.dumps(told, separators=(",", ":"))


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    """Return where to cut what lies between two places: at multiples of CHUNK."""
    cuts = [start, *range(start - start % CHUNK + CHUNK, end, CHUNK), end] if start < end else []
    return list(pairwise(cuts))


def _is_cell(value: object) -> bool:
    return value is None or isinstance(value, int | float)


def _short(value: Any) -> Any:
    """Return a number with the digits that a picture shows; None for what is not finite."""
    if not isinstance(value, float):
        return value
    short = float(f"{value:.6g}")
    return short if abs(short) < float("inf") else None
