"""The smallest Program, to change one thing of."""

from dataclasses import replace

from quale.compiler.program.program import Constant, Kind, Program, RunNetwork, Set, Slot, Stmt, Table

NUMBER, INDEX, TRUTH = Kind.NUMBER, Kind.INDEX, Kind.TRUTH


def number(value: float) -> Constant:
    return Constant(float(value), NUMBER)


def index(value: int) -> Constant:
    return Constant(value, INDEX)


def truth(*, value: bool) -> Constant:
    return Constant(value, TRUTH)


SMALL = Program(
    name="Small",
    slots=(
        Slot("inputs", NUMBER, 2, labels=("sensor.a", "sensor.b")),
        Slot("outputs", NUMBER, 1, labels=("actuator.x",)),
        Slot("over", TRUTH),
        Slot("state", NUMBER, label="agent.state"),
        Slot("flag", TRUTH),
        Slot("count", INDEX),
        Slot("line", NUMBER, 4, label="thing.line[]"),
    ),
    tables=(Table("rows", (1.0, 2.0, 3.0)),),
    setup=(Set("state", number(1)),),
    tick=(RunNetwork(),),
    score=(),
    results=(number(0),),
    inputs=2,
    outputs=1,
    recurrent=False,
    steps=1,
    ticks=10,
)


def with_tick(*statements: Stmt) -> Program:
    """Return the small Program with statements before its brain."""
    return replace(SMALL, tick=(*statements, RunNetwork()))
