"""The plan of the house as records: read from plan.toml, which the house test and the picture both use."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PLAN = Path(__file__).with_name("plan.toml")


@dataclass(frozen=True, slots=True)
class Room:
    """A file or folder of `quale/`: what it is for, and which other rooms it may import from."""

    name: str
    floor: int
    purpose: str
    imports: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """Rooms by name; the children of a folder and the siblings each may import; doors by what is behind them."""

    rooms: Mapping[str, Room]
    inside: Mapping[str, Mapping[str, frozenset[str]]]
    strangers: tuple[frozenset[str], ...]
    libraries: Mapping[str, frozenset[str]]
    effects: Mapping[str, frozenset[str]]
    files: frozenset[str]
    to_come: frozenset[str]


def read_plan() -> Plan:
    """Return the plan that is on file."""
    plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
    rooms = {
        name: Room(name, room["floor"], room["purpose"], frozenset(room["imports"]))
        for name, room in plan["rooms"].items()
    }
    inside = {
        folder: {child: frozenset(siblings) for child, siblings in children.items()}
        for folder, children in plan["inside"].items()
    }
    return Plan(
        rooms,
        inside,
        tuple(frozenset(group) for group in plan["strangers"]),
        {name: frozenset(doors) for name, doors in plan["libraries"].items()},
        {name: frozenset(doors) for name, doors in plan["effects"].items()},
        frozenset(plan["files"]),
        frozenset(plan["to_come"]),
    )
