"""What a Model makes use of, so that nothing is lowered for nobody."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from quale.model.expression import Element, Member, PropertyValue, ResultField
from quale.model.kept import AgentState, Hidden, WorldState
from quale.model.kinds import Aggregate
from quale.model.statement import Assign, Consume, Target
from quale.model.world import OfRecords, WorldTask

States = AgentState | WorldState | Hidden


@dataclass(frozen=True, slots=True)
class Uses:
    """Result fields that are read, aggregates that metrics read, kinds and properties that change after setup."""

    results: dict[int, tuple[ResultField, ...]]  # of each let with a query, by (field, property)
    aggregates: frozenset[tuple[int, int, Aggregate]]  # (record, field, aggregate)
    consumed: frozenset[int]  # kinds
    written: frozenset[tuple[int, int]]  # (kind, property)
    arrays: frozenset[tuple[States, int]]  # first state and length of arrays whose elements are chosen while it runs


def uses(task: WorldTask) -> Uses:
    """Collect what the Model's statements and expressions use."""
    nodes = tuple(
        walk((task.body, task.world, task.perception, task.action, task.dynamics, task.fitness)),
    )
    results: dict[int, set[ResultField]] = {}
    for node in nodes:
        if isinstance(node, ResultField):
            results.setdefault(node.local, set()).add(node)
    targets = [target for node in nodes if isinstance(node, Assign) for target in _stored(node.target)]
    return Uses(
        results={local: tuple(sorted(found, key=_by_field)) for local, found in results.items()},
        aggregates=frozenset((of.record, of.field, of.aggregate) for of in nodes if isinstance(of, OfRecords)),
        consumed=frozenset(node.kind for node in nodes if isinstance(node, Consume)),
        written=frozenset((t.kind, t.property) for t in targets if isinstance(t, PropertyValue)),
        arrays=frozenset(
            (node.first, node.count) for node in nodes if isinstance(node, Element) and isinstance(node.first, States)
        ),
    )


def _stored(target: Target) -> tuple[Target | Member, ...]:
    """Return all that an assignment may change."""
    return tuple(target.at(place) for place in range(target.count)) if isinstance(target, Element) else (target,)


def _by_field(field: ResultField) -> tuple[str, int]:
    return field.field, -1 if field.property is None else field.property


def walk(root: object) -> Iterator[object]:
    """Yield every record under a record or tuple of the Model, outer ones first."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif is_dataclass(node):
            yield node
            stack.extend(getattr(node, field.name) for field in reversed(fields(node)))
