"""Where statements and expressions stand decides what they may read, write and do."""

from dataclasses import dataclass

AGENT, WORLD, CLOCK, SENSOR, ACTUATOR = "agent", "world", "clock", "sensor", "actuator"
MACHINE, AGENT_MACHINE, QUERY, DRAW, DELAY = "machine", "agent machine", "query", "draw", "delay"
COMPLEXITY, PROPERTY = "complexity", "property"
RECORD, CONSUME, MOVE, LOOP = "record", "consume", "move", "for"

_LATER = frozenset({WORLD, CLOCK, MACHINE, QUERY})
_ALL = _LATER | {AGENT, SENSOR, ACTUATOR, AGENT_MACHINE, DRAW}


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place in a program; `title` names it in messages.

    `reads`, `writes` and `does` hold words of this file. `bare` says whose names need no prefix:
    "dynamics" (states and hiddens), "fitness" (metrics and states) or nobody's.
    """

    title: str
    reads: frozenset[str]
    writes: frozenset[str] = frozenset()
    does: frozenset[str] = frozenset()
    bare: str = ""


FIELD = Place("a constant", frozenset())
INITIAL = Place("an initial value", frozenset({WORLD, CLOCK, DRAW}))
PERCEPTION = Place(
    "perception", _LATER | {AGENT, SENSOR, AGENT_MACHINE, DRAW, DELAY}, frozenset({SENSOR}), frozenset({LOOP})
)
ACTION = Place(
    "the action block",
    _ALL | {DELAY},
    frozenset({AGENT, WORLD, PROPERTY}),
    frozenset({RECORD, CONSUME, MOVE, LOOP}),
)
HANDLER = Place("a handler", _ALL, frozenset({AGENT, WORLD, PROPERTY}), frozenset({RECORD, CONSUME, LOOP}))
ENTITY_TICK = Place(
    "an entity's `on_tick`", _LATER | {DRAW}, frozenset({WORLD, PROPERTY}), frozenset({RECORD, CONSUME, LOOP})
)
WORLD_MACHINE = Place(
    "a machine of the world", _LATER | {DRAW}, frozenset({WORLD, PROPERTY}), frozenset({RECORD, CONSUME, LOOP})
)
AGENT_MACHINE_PLACE = Place(
    "a machine of the body", _ALL, frozenset({AGENT, WORLD, PROPERTY}), frozenset({RECORD, CONSUME, LOOP})
)
PER_TICK = Place("`per_tick`", _ALL | {DELAY}, frozenset({AGENT}), frozenset({LOOP}), bare="dynamics")
RULES = Place("`rules`", _ALL, frozenset({AGENT}), frozenset({LOOP}), bare="dynamics")
DEATH = Place("`death`", _ALL, bare="dynamics")
FITNESS = Place("fitness", _LATER | {AGENT, AGENT_MACHINE, COMPLEXITY}, bare="fitness")
TERMINATE = Place("`terminate`", _ALL, bare="fitness")
