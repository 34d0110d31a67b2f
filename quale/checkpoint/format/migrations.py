"""How files of older formats become files of this one, on plain data: one step a version."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Plain: TypeAlias = dict[str, object]
"""A map as it was read: texts, numbers, truth values, bytes, lists, maps and arrays."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step, from version v to v + 1: `header` on the header map, `sections` on the map of section maps."""

    header: Callable[[Plain], Plain]
    sections: Callable[[Plain], Plain]


MIGRATIONS: tuple[Migration, ...] = ()
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
