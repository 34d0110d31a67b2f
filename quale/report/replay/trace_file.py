"""Film → text of a trace file: JSON lines or CSV. Numbers are written so that reading gives the same double again."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from quale.report.data import finite
from quale.report.replay.film import Film


def json_lines(film: Film) -> Iterator[str]:
    """Yield the lines: what is to come, the setup, every tick, and the results; NaN and infinities are null."""
    yield json.dumps({"event": "scenario", "title": film.title, "ticks": film.ticks, "machines": dict(film.machines)})
    for row, values in enumerate(film.rows.tolist()):
        tick = row - 1
        line: dict[str, Any] = {"event": "tick" if row else "setup", "tick": tick if row else None}
        line |= {"records": [{"record": r.kind, **dict(r.values)} for r in film.records if r.tick == tick and row]}
        yield json.dumps(finite(line | {"values": dict(zip(film.names, values, strict=True))}))
    yield json.dumps(finite({"event": "results", "results": dict(film.results)}))


def comma_separated(film: Film) -> str:
    """Return the table: a row a tick, `tick` empty for the setup; states of machines by number and, beside it, by name.

    Fields of records stand in the row of the tick that made them, several of one tick joined by spaces.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    fields = sorted({f"record.{r.kind}.{name}" for r in film.records for name, _ in r.values})
    writer.writerow(["tick", *film.names, *(f"{name}.state" for name, _ in film.machines), *fields])
    for row, values in enumerate(film.rows.tolist()):
        named = dict(zip(film.names, values, strict=True))
        states = [names[int(named[machine])] for machine, names in film.machines]
        made: dict[str, list[str]] = {}
        for record in film.records:
            for name, value in record.values if record.tick == row - 1 and row else ():
                made.setdefault(f"record.{record.kind}.{name}", []).append(repr(value))
        cells = [" ".join(made.get(name, ())) for name in fields]
        writer.writerow([row - 1 if row else "", *map(repr, values), *states, *cells])
    return text.getvalue()
