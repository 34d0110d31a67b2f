"""Episode → columns by name: everything that a trace file or a page tells of one scenario, in ticks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.genome.seal import sealed
from quale.model.picture import Pictures
from quale.model.world import WorldTask
from quale.report.graph import HIDDEN, Graph
from quale.runtime.episode import Episode


@dataclass(frozen=True, slots=True)
class Recorded:
    """One record that the program made."""

    tick: int
    kind: str
    values: tuple[tuple[str, float], ...]  # (field, value)


@dataclass(frozen=True, slots=True)
class Film:
    """A scenario of T ticks as named columns; row 0 is the setup, row t + 1 follows tick t. Read-only array."""

    title: str
    names: tuple[str, ...]  # K: labels of docs/semantics.md, then `activation.NODE` of hidden nodes
    rows: NDArray[np.float64]  # [1 + T, K]
    machines: tuple[tuple[str, tuple[str, ...]], ...]  # column, and the names of the states that it counts
    records: tuple[Recorded, ...]
    results: tuple[tuple[str, float], ...]  # the score, then the metrics
    graph: Graph
    activations: tuple[str, ...]  # by node of the graph, the column that has its value
    pictures: Pictures | None  # what a `draw` block shows

    @property
    def ticks(self) -> int:
        """Number of ticks that the scenario took."""
        return len(self.rows) - 1


def film(episode: Episode, task: WorldTask, graph: Graph, title: str) -> Film:
    """Return what happened in a scenario, by name."""
    trace = episode.trace
    hidden = [index for index, node in enumerate(graph.nodes) if node.kind == HIDDEN]
    first = np.concatenate([trace.setup, np.zeros(len(hidden))])[np.newaxis]
    ticks = np.concatenate([trace.values, episode.activations[:, hidden]], axis=1)
    prefix = {"sensor": "sensor.", "actuator": "actuator.", "hidden": "activation."}
    machines = (*task.world.machines, *task.body.machines)
    return Film(
        title=title,
        names=(*trace.labels, *(f"activation.{graph.nodes[index].name}" for index in hidden)),
        rows=sealed(np.concatenate([first, ticks])),
        machines=tuple((f"machine.{each.name}", tuple(state.name for state in each.states)) for each in machines),
        records=_records(episode, task),
        results=tuple(zip(("score", *(m.name for m in task.fitness.metrics)), trace.results.tolist(), strict=True)),
        graph=graph,
        activations=tuple(prefix[node.kind] + node.name for node in graph.nodes),
        pictures=episode.pictures,
    )


def _records(episode: Episode, task: WorldTask) -> tuple[Recorded, ...]:
    """Return all records in order of their ticks: how many there were after a tick says when each was made."""
    trace, found = episode.trace, []
    for kind, rows in zip(task.records, trace.records, strict=True):
        counts = trace.values[:, trace.labels.index(f"record.{kind.name}.count")]
        for number, row in enumerate(rows.tolist()):
            tick = int(np.searchsorted(counts, number + 1))
            found.append(Recorded(tick, kind.name, tuple(zip(kind.fields, row, strict=True))))
    return tuple(sorted(found, key=lambda record: record.tick))
