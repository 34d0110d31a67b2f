"""What a random program may say at a place: names to read and write, statements to use."""

from dataclasses import dataclass, field, replace

Arrays = tuple[tuple[str, int], ...]
"""Names of arrays with their lengths."""


@dataclass(frozen=True)
class RandomKind:
    """An entity kind of a random program."""

    name: str
    numbers: tuple[str, ...]
    truths: tuple[str, ...]
    written: tuple[str, ...]  # numbers that statements may change
    sited: bool  # has a position, or x and y
    zone: bool  # has start and end


@dataclass(frozen=True)
class Query:
    """A declared query; `form` as in the Model, `results` as declared."""

    name: str
    form: str
    results: tuple[str, ...]
    kind: str = ""
    truth: bool = False  # whether its result is a truth value


@dataclass(frozen=True)
class Scope:
    """Names are written as they stand in the program; targets may be assigned."""

    numbers: tuple[str, ...] = ()
    truths: tuple[str, ...] = ()
    number_targets: tuple[str, ...] = ()
    truth_targets: tuple[str, ...] = ()
    kinds: tuple[RandomKind, ...] = ()
    queries: tuple[Query, ...] = ()
    place: tuple[str, ...] = ("0.0",)  # expressions for a place to ask about: (position,) or (x, y)
    draws: bool = False
    reduces: bool = False  # reductions over entities
    singles: bool = False  # queries that need a statement before
    delays: bool = False  # only while at the top level
    records: bool = False
    loops: bool = False
    consumes: tuple[str, ...] = ()  # statements that consume
    moves: tuple[str, ...] = ()  # directional actuators
    writes_properties: bool = False
    trail: str = ""  # a state that tells in which order things happened, only written by `Statements.trail`
    tags: tuple[str, ...] = ()  # whole numbers to leave on the trail
    arrays: Arrays = ()
    array_targets: Arrays = ()
    record_kinds: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())

    def inner(self) -> "Scope":
        """The scope of a block inside."""
        return replace(self, delays=False)

    def knows(self, numbers: tuple[str, ...] = (), truths: tuple[str, ...] = ()) -> "Scope":
        return replace(self, numbers=self.numbers + numbers, truths=self.truths + truths)
