"""Inspection → text, as `quale inspect` prints it: sections of plain lines, a section's title first."""

from collections.abc import Iterable, Sequence

from quale.evolution.records.state import Figures
from quale.report.family_tree import family_tree
from quale.report.graph import INPUT, OUTPUT
from quale.report.inspection import Inspection
from quale.report.sparkline import sparkline

ROWS = 12
"""At most so many generations, species and pathways are printed in full."""


def write(inspection: Inspection) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sections of an inspection: title and lines of each."""
    tests = (("Tests of champions", tuple(_tests(inspection))),) if inspection.tests else ()
    scaled = (("Sensors are shown less their mean, in deviations", tuple(_scaled(inspection))),)
    kin, here = inspection.family, dict(inspection.about).get("run id", "")
    family = (("Lineage", family_tree(kin, here)),) if len(kin) > 1 else ()
    return (
        (f"{inspection.run}, generation {inspection.generation}", tuple(_header(inspection))),
        *family,
        ("History", tuple(_history(inspection))),
        (f"Species ({len(inspection.species)})", tuple(_species(inspection))),
        (f"Champion ({inspection.who})", tuple(_champion(inspection))),
        *tests,
        *(scaled if inspection.scaled else ()),
        ("Pathways (products of weights along the ways, activations left out)", tuple(_pathways(inspection))),
    )


def _scaled(inspection: Inspection) -> Iterable[str]:
    rows = [(row.sensor, number(row.mean), number(row.deviation)) for row in inspection.scaled[:ROWS]]
    yield from table(("sensor", "mean", "deviation"), rows)
    if len(inspection.scaled) > ROWS:
        yield f"and {len(inspection.scaled) - ROWS} more (all of them with --json)"


def _tests(inspection: Inspection) -> Iterable[str]:
    width = max(len(test.name) for test in inspection.tests)
    for test in inspection.tests:
        how = "not run" if test.reached is None else f"{number(test.reached)}, {'' if test.passed else 'not '}passed"
        yield f"{test.name:<{width}}  {how}; passed in {test.passes} of {len(inspection.history)} generations"


def number(value: float | None) -> str:
    """Return a number with as many digits as a person reads."""
    return "none" if value is None else f"{value:.6g}"


def _header(inspection: Inspection) -> Iterable[str]:
    width = max(10, *(len(name) for name, _ in inspection.about)) if inspection.about else 10
    for name, value in inspection.about:
        yield f"{name:<{width}}  {value}"
    yield f"{'seed':<{width}}  {inspection.seed}"
    yield f"{'population':<{width}}  {inspection.population}"
    source = inspection.lineage
    if source is not None:
        words = f"seeded from {source.run}, generation {source.generation} ({source.path}, run {source.run_id})"
        yield f"{'lineage':<{width}}  {words}"


def _history(inspection: Inspection) -> Iterable[str]:
    rows = inspection.history
    if not rows:
        yield "none: the founders have not been evaluated"
        return
    yield f"best  {sparkline([row.best for row in rows])}"
    yield f"mean  {sparkline([row.mean for row in rows])}"
    for name, values in (
        ("species", [float(row.species) for row in rows]),
        ("complexity", [row.complexity for row in rows]),
    ):
        low, high = min(values), max(values)
        if low < high:
            yield f"{name} {number(low)} to {number(high)}: {sparkline(values)}"
    shown = rows if len(rows) <= ROWS else [rows[_share(place, len(rows))] for place in range(ROWS)]
    beside = ("held out",) if inspection.held_out else ()
    head = ("generation", "best", *beside, "mean", "median", "worst", "species", "complexity", "evaluations", "")
    yield from table(head, [_row(row, inspection.held_out) for row in shown])
    yield f"{inspection.seconds:.1f} s of evolution in all"


def _share(place: int, count: int) -> int:
    return round(place * (count - 1) / (ROWS - 1))


def _row(row: Figures, held_out: tuple[float, ...]) -> tuple[str, ...]:
    figures = (row.best, *held_out[row.generation - 1 : row.generation], row.mean, row.median, row.worst)
    mark = "program changed" if row.changed else ""
    words = (str(row.species), number(row.complexity), str(row.evaluations), mark)
    return (str(row.generation), *(number(value) for value in figures), *words)


def _species(inspection: Inspection) -> Iterable[str]:
    if not inspection.species:
        yield "none yet"
        return
    largest = sorted(inspection.species, key=lambda row: (-row.size, row.id))
    head = ("id", "age", "size", "best", "stagnation")
    rows = [(str(r.id), str(r.age), str(r.size), number(r.best), str(r.stagnation)) for r in largest[:ROWS]]
    yield from table(head, rows)
    if len(largest) > ROWS:
        yield f"and {len(largest) - ROWS} smaller ones"
    yield f"compatibility threshold {number(inspection.threshold)}"


def _champion(inspection: Inspection) -> Iterable[str]:
    graph = inspection.graph
    enabled = sum(link.enabled for link in graph.links)
    feedback = sum(link.feedback for link in graph.links)
    hidden = len(graph.nodes) - len(graph.inputs) - len(graph.outputs)
    yield f"fitness      {number(inspection.fitness)}{f', {inspection.caution}' if inspection.caution else ''}"
    if inspection.caution:
        yield "             (`quale score` says how it does in fresh ones)"
    for name, value in inspection.metrics:
        yield f"metric       {name} = {number(value)}"
    yield f"nodes        {len(graph.nodes)}: {len(graph.inputs)} sensor, {hidden} hidden, {len(graph.outputs)} actuator"
    back = f", {feedback} of them feedback" if feedback else ""
    yield f"connections  {enabled} enabled{back}, {len(graph.links) - enabled} disabled"
    yield f"depth        {graph.depth}"


def _pathways(inspection: Inspection) -> Iterable[str]:
    nodes = inspection.graph.nodes
    strongest = sorted(inspection.pathways, key=lambda way: -abs(way.influence))
    if strongest:
        name = max(len(f"{nodes[way.source].name} → {nodes[way.target].name}") for way in strongest[:ROWS])
    for way in strongest[:ROWS]:
        ends = f"{nodes[way.source].name} → {nodes[way.target].name}"
        yield f"{ends:<{name}}  total {way.influence:+.4f}"
        if len(way.strongest) > 1 or len(way.strongest[0].nodes) > 2:
            for path in way.strongest:
                via = " → ".join(nodes[node].name for node in path.nodes[1:-1]) or "direct"
                yield f"{'':<{name}}    {path.strength:+.4f}  {via}"
    if len(strongest) > ROWS:
        yield f"and {len(strongest) - ROWS} weaker pairs (all of them with --json)"
    for kind in (INPUT, OUTPUT) if strongest else ():
        totals = inspection.totals(kind)
        more = f" and {len(totals) - ROWS} more" if len(totals) > ROWS else ""
        yield f"{kind}s by total influence: {', '.join(f'{name} {sum_:.3g}' for name, sum_ in totals[:ROWS])}{more}"
    yield f"sensors that reach nothing: {', '.join(inspection.silent) or 'none'}"
    yield f"actuators that nothing reaches: {', '.join(inspection.unmoved) or 'none'}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield the lines of a table, columns flush right."""
    widths = [max(len(line[column]) for line in (head, *rows)) for column in range(len(head))]
    for line in (head, *rows):
        yield "  ".join(f"{cell:>{width}}" for cell, width in zip(line, widths, strict=True)).rstrip()
