"""Where statements and expressions stand decides what they may read, write and do."""

from dataclasses import dataclass

AGENT, WORLD, CLOCK, SENSOR, ACTUATOR = "agent", "world", "clock", "sensor", "actuator"
MACHINE, AGENT_MACHINE, QUERY, DRAW, DELAY = "machine", "agent machine", "query", "draw", "delay"
COMPLEXITY, PROPERTY = "complexity", "property"
RECORD, CONSUME, MOVE, LOOP, INTEGRATE = "record", "consume", "move", "for", "integrate"

_LATER = frozenset({WORLD, CLOCK, MACHINE, QUERY})
_ALL = _LATER | {AGENT, SENSOR, ACTUATOR, AGENT_MACHINE, DRAW}


@dataclass(frozen=True, slots=True)
class Permissions:
    """A kind of place in a program; `title` names it in messages.

    `reads`, `writes` and `does` hold words of this file. `bare` says whose names need no prefix:
    "dynamics" (states and hiddens), "states", "fitness" (metrics and states) or nobody's.
    `declares` says whether a state with a known meaning comes into being where it is mentioned.
    """

    title: str
    reads: frozenset[str]
    writes: frozenset[str] = frozenset()
    does: frozenset[str] = frozenset()
    bare: str = ""
    declares: bool = True


FIELD = Permissions("a constant", frozenset())
INITIAL = Permissions("an initial value", frozenset({WORLD, CLOCK, DRAW}))
PERCEPTION = Permissions(
    "perception", _LATER | {AGENT, SENSOR, AGENT_MACHINE, DRAW, DELAY}, frozenset({SENSOR}), frozenset({LOOP})
)
ACTION = Permissions(
    "the action block",
    _ALL | {DELAY},
    frozenset({AGENT, WORLD, PROPERTY}),
    frozenset({RECORD, CONSUME, MOVE, LOOP, INTEGRATE}),
)
HANDLER = Permissions("a handler", _ALL, frozenset({AGENT, WORLD, PROPERTY}), frozenset({RECORD, CONSUME, LOOP}))
ENTITY_TICK = Permissions(
    "an entity's `on_tick`",
    _LATER | {AGENT, AGENT_MACHINE, DRAW},
    frozenset({WORLD, PROPERTY}),
    frozenset({RECORD, CONSUME, LOOP}),
)
WORLD_MACHINE = Permissions(
    "a machine of the world", _LATER | {DRAW}, frozenset({WORLD, PROPERTY}), frozenset({RECORD, CONSUME, LOOP})
)
AGENT_MACHINE_PLACE = Permissions(
    "a machine of the body", _ALL, frozenset({AGENT, WORLD, PROPERTY}), frozenset({RECORD, CONSUME, LOOP})
)
PER_TICK = Permissions("`per_tick`", _ALL | {DELAY}, frozenset({AGENT}), frozenset({LOOP, INTEGRATE}), bare="dynamics")
RULES = Permissions("`rules`", _ALL, frozenset({AGENT}), frozenset({LOOP, INTEGRATE}), bare="dynamics")
DEATH = Permissions("`death`", _ALL, bare="dynamics")
FUNCTION = Permissions("a function", _ALL | {DELAY, COMPLEXITY})
MOTION = Permissions("a motion", _ALL - {DRAW}, bare="states")
METRIC = Permissions("a metric `per tick`", _ALL - {DRAW}, bare="states")
PICTURE = Permissions(
    "a `draw` block", _LATER | {AGENT, SENSOR, ACTUATOR, AGENT_MACHINE}, does=frozenset({LOOP}), declares=False
)
FITNESS = Permissions("fitness", _LATER | {AGENT, AGENT_MACHINE, COMPLEXITY}, bare="fitness")
TERMINATE = Permissions("`terminate`", _ALL, bare="fitness")
