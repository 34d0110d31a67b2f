"""How files of older formats become files of this one, on plain data: one step a version."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

Plain: TypeAlias = dict[str, object]
"""A map as it was read: texts, numbers, truth values, bytes, lists, maps and arrays."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step, from version v to v + 1: `header` on the header map, `sections` on the map of section maps."""

    header: Callable[[Plain], Plain]
    sections: Callable[[Plain], Plain]


def _same(header: Plain) -> Plain:
    return header


def _no_tests(sections: Plain) -> Plain:
    """Version 1 says nothing of the tests of champions."""
    history = sections.get("history")
    if not isinstance(history, dict) or not isinstance(history.get("best"), np.ndarray):
        return sections  # what is wrong with it is told by the schema
    rows = history["best"].shape[:1]
    unknown = {"tests": [], "reached": np.empty((*rows, 0)), "passed": np.empty((*rows, 0), np.bool_)}
    return sections | {"history": unknown | {name: value for name, value in history.items() if name not in unknown}}


def _no_task(sections: Plain) -> Plain:
    """Version 2 keeps nothing of what evaluations hand on."""
    return sections | {"task": {"next": [], "scored": [], "best": []}}


MIGRATIONS: tuple[Migration, ...] = (
    Migration(_same, _no_tests),
    Migration(_same, _no_task),
    Migration(_same, _same),  # version 4 says the same in dense tables, which are whole again before migrations
)
"""Entry i leads from version i + 1 to i + 2; the last leads to the current version."""


def migrate_header(header: Plain, version: int, steps: tuple[Migration, ...] = MIGRATIONS) -> Plain:
    """Return a header map of `version` as one of the current version."""
    for step in steps[version - 1 :]:
        header = step.header(header)
    return header


def migrate_sections(sections: Plain, version: int, steps: tuple[Migration, ...] = MIGRATIONS) -> Plain:
    """Return section maps of `version` as those of the current version."""
    for step in steps[version - 1 :]:
        sections = step.sections(sections)
    return sections
