"""Kinds of what a Model is made of, as words that print as the language writes them."""

from enum import StrEnum


class Topology(StrEnum):
    """What space a world has."""

    ROUTE = "route"
    GRID = "grid"
    NONE = "none"


ROUTE, GRID, NONE = Topology.ROUTE, Topology.GRID, Topology.NONE


class TypeKind(StrEnum):
    """What a type admits, and what an assignment does to a value."""

    BOOL = "bool"
    INT = "int"
    FLOAT = "float"
    RANGE = "range"


class PortKind(StrEnum):
    """What a sensor or an actuator is: an internal sensor, a trigger, a value, or one node for each direction."""

    INTERNAL = "internal"
    TRIGGER = "trigger"
    VALUE = "value"
    DIRECTIONAL = "directional"


class MachineScope(StrEnum):
    """Whose a machine is."""

    AGENT = "agent"
    WORLD = "world"


class Event(StrEnum):
    """What can happen to an entity."""

    ON_ENTER = "on_enter"
    ON_PASS = "on_pass"  # noqa: S105
    ON_CROSS = "on_cross"
    ON_CONTACT = "on_contact"
    ON_TICK = "on_tick"


class Aggregate(StrEnum):
    """How the records of a scenario become a metric."""

    AVG = "avg"
    SUM = "sum"
    MIN = "min"
    MAX = "max"
    LAST = "last"
    COUNT = "count"
    STD = "std"


class Verb(StrEnum):
    """What a term does to the score."""

    MAXIMIZE = "maximize"
    REWARD = "reward"
    PENALIZE = "penalize"


class ClockKind(StrEnum):
    """What a clock counts: the tick's index, ticks x world.tick, the scenario's index."""

    TICKS = "ticks"
    TIME = "time"
    SCENARIO = "scenario"


class ResultKind(StrEnum):
    """What a query tells of the entity that it found."""

    DISTANCE = "distance"
    INDEX = "index"
    PROPERTY = "property"


class Distribution(StrEnum):
    """What a random number is drawn from: (a, b), (mu, sd), or with a chance p a truth value."""

    UNIFORM = "uniform"
    NORMAL = "normal"
    CHANCE = "chance"


class QueryKind(StrEnum):
    """What a query asks, see Query."""

    NEAREST_AHEAD = "nearest_ahead"
    NEAREST_BEHIND = "nearest_behind"
    NEAREST = "nearest"
    ZONE = "zone"
    COUNT_WITHIN = "count_within"
    CELL_AT = "cell_at"
