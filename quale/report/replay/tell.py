"""Film → a summary in text: what the scenario came to, and how every value went."""

from collections.abc import Iterator

from quale.report.replay.film import Film
from quale.report.sparkline import sparkline
from quale.report.write import number, table

MOST_RECORDS = 20
WIDTH = 40


def tell(film: Film) -> Iterator[str]:
    """Yield the lines of a summary; values of single entities are left to trace and page."""
    yield film.title
    yield f"{film.ticks} ticks; " + ", ".join(f"{name} {number(value)}" for name, value in film.results)
    rows = []
    machines = dict(film.machines)
    for at, name in enumerate(film.names):
        if "[" in name or name.endswith(".ticks"):
            continue
        column = film.rows[:, at].tolist()
        curve = sparkline(column, WIDTH)
        if name in machines:
            states = machines[name]
            ends = (states[int(column[0])], states[int(column[-1])], "", "")
        else:
            ends = (number(column[0]), number(column[-1]), number(min(column)), number(max(column)))
        rows.append((name, *ends, f"{curve:<{WIDTH}}"))
    width = max((len(row[0]) for row in rows), default=0)
    named = [(f"{row[0]:<{width}}", *row[1:]) for row in rows]
    yield from table((f"{'':<{width}}", "first", "last", "least", "most", " " * WIDTH), named)
    for record in film.records[:MOST_RECORDS]:
        yield f"tick {record.tick}: {record.kind} " + ", ".join(
            f"{name} {number(value)}" for name, value in record.values
        )
    if len(film.records) > MOST_RECORDS:
        yield f"and {len(film.records) - MOST_RECORDS} records more (all of them with --trace)"
