"""The names that statements declare themselves: `let` and `for`, and a handler's entity."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from quale.diagnostics import Note, Span
from quale.language.scope.declarations import KindName, Names, QueryName
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.permissions import Permissions
from quale.language.syntax.tree import Name
from quale.language.syntax.tree import Shape as Drawn
from quale.model.expression import Expression
from quale.model.picture import Shape
from quale.model.statement import Let, Statement

PREFIXES = ("agent", "world", "sensor", "actuator", "engine")
"""What stands before a point in a path and can be no local name."""


@dataclass(slots=True)
class LocalName:
    """A `let` or `var`: a value of a type, or (with `query`) the results of a query about a kind."""

    index: int
    type: str
    unit: str
    span: Span
    certain: bool = False
    query: QueryName | None = None
    kind: KindName | None = None
    used: bool = False
    variable: bool = False  # a `var`
    value: Expression | None = None  # what stands for it where it has no number: parameters, turns, lets of functions


@dataclass(slots=True)
class EntityName:
    """The variable of a `for`; `kind` is None where the kind has an error."""

    binding: int
    kind: KindName | None
    span: Span


@dataclass(slots=True)
class Scope:
    """Blocks inside one another, the innermost last."""

    frames: list[dict[str, LocalName | EntityName]] = field(default_factory=lambda: [{}])

    def find(self, name: str) -> LocalName | EntityName | None:
        """Look from the inside out."""
        return next((frame[name] for frame in reversed(self.frames) if name in frame), None)

    def visible(self) -> Iterator[str]:
        """Names that can be read here."""
        for frame in reversed(self.frames):
            yield from frame

    def declare(self, name: Name, meaning: LocalName | EntityName, log: DiagnosticLog) -> None:
        """Add a name to the innermost block, where it must be new."""
        frame = self.frames[-1]
        if name.text in PREFIXES:
            log.error(name.span, f"`{name.text}` has a meaning already", "choose another name")
            return
        if name.text in frame:
            log.error(
                name.span,
                f"`{name.text}` is declared twice",
                "a `let` is never changed, a `var` is assigned",
                notes=(Note("first declared here", frame[name.text].span),),
            )
            if isinstance(meaning, LocalName):
                meaning.used = True
        frame[name.text] = meaning

    def leave(self, log: DiagnosticLog) -> None:
        """Close the innermost block."""
        for name, meaning in self.frames.pop().items():
            if isinstance(meaning, LocalName) and not meaning.used:
                what = "var" if meaning.variable else "let"
                log.warning(meaning.span, f"`{name}` is never used", f"this `{what}` has no effect")


@dataclass(slots=True)
class Assigned:
    """The inputs that perception has given a value on the way to a place, and where first.

    `fills` tells whether the engine fills directional sensors that perception leaves alone.
    """

    fills: bool
    inputs: dict[str, Span] = field(default_factory=dict)
    in_loop: bool = False  # of entities, where nothing can be assigned once


@dataclass(slots=True)
class Context:
    """Where an expression or statement is resolved. `entity` is the kind whose properties are bare (binding 0).

    `before` collects statements that must run ahead of the one being resolved; None where only an expression stands.
    `lets` collects parts of an expression that stand in it several times, where it is not None: `before` else.
    `assigned` follows perception; None elsewhere.
    `instead` says what stands for states while they are integrated: the values of a stage.
    `every_tick` tells whether what stands here runs in every tick (where `delay` may stand).
    `shape` resolves the shapes of a `draw` block; None elsewhere, where the grammar has none.
    """

    names: Names
    place: Permissions
    scope: Scope = field(default_factory=Scope)
    entity: KindName | None = None
    before: list[Statement] | None = None
    every_tick: bool = False
    lets: list[Let] | None = None
    instead: dict[Expression, Expression] = field(default_factory=dict)
    assigned: Assigned | None = None
    shape: Callable[[Drawn, "Context"], Shape | None] | None = None

    @property
    def log(self) -> DiagnosticLog:
        """Where to report."""
        return self.names.log
