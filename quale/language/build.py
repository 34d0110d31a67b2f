"""Grammar rules to syntax nodes: one method per rule of grammar/quale.lark, called bottom-up with what the rule holds."""

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, TypeVar

from quale.diagnostics import Diagnostic, Note, Severity, Source, Span
from quale.language import syntax
from quale.language.lex import Token

Node = TypeVar("Node")
Children = list[Any]  # tokens, signs included, nodes and parts, in written order


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a node that is no node itself: which rule it comes from, what it holds, and its place."""

    rule: str
    content: Any
    start: int
    end: int


class Builder:
    """Makes the nodes of one source; ``diagnostics`` tells what the grammar allows and the language does not."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []

    def build(self, rule: str, children: Children) -> Any:
        """Return the node of a rule."""
        return getattr(self, rule)(children)

    def span(self, first: Any, last: Any) -> Span:
        """Return the place from the start of one child to the end of another."""
        start = first.start if isinstance(first, Token | Part) else first.span.start
        end = last.end if isinstance(last, Token | Part) else last.span.end
        return Span(self.source, start, end)

    def wrong(self, message: str, span: Span, hint: str = "", notes: tuple[Note, ...] = ()) -> None:
        """Keep an error."""
        self.diagnostics.append(Diagnostic(Severity.ERROR, message, span, hint=hint, notes=notes))

    def part(self, rule: str, content: Any, c: Children) -> Part:
        """Return a part that spans its children."""
        span = self.span(c[0], c[-1])
        return Part(rule, content, span.start, span.end)

    # Top-level blocks

    def start(self, c: Children) -> syntax.Tree:
        return syntax.Tree(self.source.name, tuple(c))

    def body(self, c: Children) -> syntax.Body:
        return syntax.Body(
            c[1],
            _all(syntax.StateDeclaration, c),
            _all(syntax.SensorDeclaration, c),
            _all(syntax.ActuatorDeclaration, c),
            _all(syntax.Machine, c),
            _all(syntax.Settings, c),
            self.span(c[0], c[1]),
        )

    def world(self, c: Children) -> syntax.World:
        return syntax.World(
            c[1],
            _all(syntax.Field, c),
            _all(syntax.StateDeclaration, c),
            _all(syntax.Entity, c),
            _all(syntax.Machine, c),
            _all(syntax.QueryDeclaration, c),
            _all(syntax.Import, c),
            self.span(c[0], c[1]),
            tuple(part.content for part in _parts("spawn", c)),
        )

    def perception(self, c: Children) -> syntax.Statements:
        return syntax.Statements(c[0].text, c[1], tuple(c[3:-1]), self.span(c[0], c[1]))

    action = perception

    def dynamics(self, c: Children) -> syntax.Dynamics:
        for rule in ("per_tick", "rules", "clamp"):
            first, *others = [*_parts(rule, c), None]
            for other in others[:-1]:
                self.wrong(
                    f"second `{rule}` in dynamics `{c[1].text}`",
                    Span(self.source, other.start, other.start + len(rule)),
                    notes=(Note("the first one is here", Span(self.source, first.start, first.start + len(rule))),),
                )
        clamps = _parts("clamp", c)
        return syntax.Dynamics(
            c[1],
            _all(syntax.StateDeclaration, c),
            _joined("per_tick", c),
            _joined("rules", c),
            _joined("death", c),
            clamps[0].content if clamps else None,
            self.span(c[0], c[1]),
        )

    def fitness(self, c: Children) -> syntax.Fitness:
        return syntax.Fitness(
            c[1],
            _all(syntax.MetricDeclaration, c),
            _all(syntax.Gate, c),
            _all(syntax.Term, c),
            _all(syntax.Terminate, c),
            self.span(c[0], c[1]),
        )

    # Blocks of settings

    def settings(self, c: Children) -> syntax.Settings:
        named = isinstance(c[1], syntax.Name)
        head = c[1] if named else c[0]
        return syntax.Settings(
            c[0] if isinstance(c[0], syntax.Name) else self.name(c[:1]),
            c[1] if named else None,
            _all(syntax.Field, c),
            _all(syntax.Settings, c),
            self.span(c[0], head),
        )

    evolve = item = region = inner_block = settings

    def field(self, c: Children) -> syntax.Field:
        return syntax.Field(c[0], c[2], self.span(c[0], c[2]))

    # Declarations

    def state(self, c: Children) -> syntax.StateDeclaration:
        return syntax.StateDeclaration(c[1], c[3].content, c[5] if len(c) > 4 else None, self.span(c[0], c[-1]))

    hidden = state

    def sensor(self, c: Children) -> syntax.SensorDeclaration:
        return syntax.SensorDeclaration(c[1], c[3], self.span(c[0], c[3]))

    def actuator(self, c: Children) -> syntax.ActuatorDeclaration:
        return syntax.ActuatorDeclaration(c[1], c[3], self.span(c[0], c[3]))

    def type(self, c: Children) -> Part:
        if len(c) == 3:
            return self.part("type", self.range(c), c)
        kind = c[0]
        if isinstance(kind, syntax.Binary) and kind.operator == "/" and _is_word(kind.left) and _is_word(kind.right):
            kind = syntax.Path((syntax.Name(kind.span.text, kind.span),), kind.span)  # the unit `km/h`
        if not _is_word(kind):
            self.wrong(
                "this is not a type", kind.span, hint="types are `bool`, `int`, `float`, a range `0..1` or a unit"
            )
        return self.part("type", kind, c)

    def machine(self, c: Children) -> syntax.Machine:
        return syntax.Machine(c[1], _all(syntax.Field, c), _all(syntax.MachineState, c), self.span(c[0], c[1]))

    def machine_state(self, c: Children) -> syntax.MachineState:
        hooks = tuple(part.content for part in _parts("hook", c))
        return syntax.MachineState(c[1], hooks, _all(syntax.Goto, c), self.span(c[0], c[1]))

    def hook(self, c: Children) -> Part:
        return self.part("hook", (c[0], c[1].content), c)

    def goto(self, c: Children) -> syntax.Goto:
        after = c[2].text == "after"
        condition, delay = (None, self.number(c[3:])) if after else (c[3], None)
        return syntax.Goto(c[1], condition, delay, self.span(c[0], c[3]))

    def entity(self, c: Children) -> syntax.Entity:
        properties = _joined("properties", c)
        return syntax.Entity(
            c[1], properties, _all(syntax.Field, c), _all(syntax.Handler, c), self.span(c[0], c[1])
        )  # fmt: skip

    def properties(self, c: Children) -> Part:
        return self.part("properties", _all(syntax.Property, c), c)

    def property(self, c: Children) -> syntax.Property:
        return syntax.Property(c[0], c[2].content, c[4] if len(c) > 3 else None, self.span(c[0], c[-1]))

    def handler(self, c: Children) -> syntax.Handler:
        return syntax.Handler(c[0], _all(syntax.Argument, c), c[-1].content, self.span(c[0], c[-2]))

    def query(self, c: Children) -> syntax.QueryDeclaration:
        arrow = next(i for i, child in enumerate(c) if isinstance(child, Token) and child.kind == "ARROW")
        parameters, results = _all(syntax.Name, c[2:arrow]), _all(syntax.Name, c[arrow:])
        return syntax.QueryDeclaration(c[1], parameters, results, self.span(c[0], c[-1]))

    def import_file(self, c: Children) -> syntax.Import:
        return syntax.Import(c[1], self.text(c[3:]), self.span(c[0], c[3]))

    def spawn(self, c: Children) -> Part:
        return self.part("spawn", syntax.Field(c[1], c[3], self.span(c[0], c[3])), c)

    def per_tick(self, c: Children) -> Part:
        return self.part(c[0].text, c[1].content, c)

    rules = per_tick

    def death(self, c: Children) -> Part:
        return self.part("death", tuple(part.content for part in _parts("death_condition", c)), c)

    def death_condition(self, c: Children) -> Part:
        return self.part("death_condition", c[1], c)

    def clamp(self, c: Children) -> Part:
        return self.part("clamp", self.range(c[1:]), c)

    def metric(self, c: Children) -> syntax.MetricDeclaration:
        head = self.span(c[0], c[1])
        if isinstance(c[2], Token) and c[2].kind == "ASSIGN":
            return syntax.MetricDeclaration(c[1], c[3], None, None, None, head)
        record, column, aggregate = None, None, None
        for part in _parts("per_record", c):
            if record is not None:
                self.wrong("second `per record` in a metric", Span(self.source, part.start, part.end))
            record, column = part.content
        for part in _parts("metric_field", c):
            name, value = part.content
            if name.text != "aggregate":
                self.wrong(
                    f"a metric has no field `{name.text}`",
                    name.span,
                    hint="its fields are `per record` and `aggregate`",
                )
            elif aggregate is not None:
                self.wrong("second `aggregate` in a metric", name.span)
            aggregate = value
        return syntax.MetricDeclaration(c[1], None, record, column, aggregate, head)

    def per_record(self, c: Children) -> Part:
        return self.part("per_record", (c[2], c[4]), c)

    def metric_field(self, c: Children) -> Part:
        return self.part("metric_field", (c[0], c[2]), c)

    def gate(self, c: Children) -> syntax.Gate:
        return syntax.Gate(c[1], c[3] if len(c) > 2 else None, self.span(c[0], c[-1]))

    def term(self, c: Children) -> syntax.Term:
        return syntax.Term(self.name(c[:1]), c[1], c[3], self.span(c[0], c[3]))

    def terminate(self, c: Children) -> syntax.Terminate:
        return syntax.Terminate(c[2], self.span(c[0], c[2]))

    # Statements

    def block(self, c: Children) -> Part:
        return self.part("block", tuple(c[1:-1]), c)

    def let(self, c: Children) -> syntax.Let:
        return syntax.Let(c[1], c[3], self.span(c[0], c[3]))

    def assign(self, c: Children) -> syntax.Assign:
        return syntax.Assign(c[0], c[1].text, c[2], self.span(c[0], c[2]))

    def assign_sensor(self, c: Children) -> syntax.Assign:
        target = syntax.Path((self.name(c[:1]), c[1]), self.span(c[0], c[1]))
        return syntax.Assign(target, c[2].text, c[3], self.span(c[0], c[3]))

    def when(self, c: Children) -> syntax.When:
        otherwise = c[3].content if len(c) > 3 else ()
        return syntax.When(c[1], c[2].content, otherwise, self.span(c[0], c[1]))

    if_block = when

    def if_one(self, c: Children) -> syntax.When:
        return syntax.When(c[1], (c[3],), (), self.span(c[0], c[1]))

    def otherwise(self, c: Children) -> Part:
        return self.part("otherwise", c[1].content if isinstance(c[1], Part) else (c[1],), c)

    def for_each(self, c: Children) -> syntax.ForEach:
        return syntax.ForEach(c[1], c[3], c[4].content, self.span(c[0], c[3]))

    def record(self, c: Children) -> syntax.Record:
        fields = tuple(part.content for part in _parts("record_field", c))
        return syntax.Record(c[1], fields, self.span(c[0], c[1]))

    def record_field(self, c: Children) -> Part:
        return self.part("record_field", (c[0], c[2]), c)

    def consume(self, c: Children) -> syntax.Consume:
        return syntax.Consume(c[1] if len(c) > 1 else None, self.span(c[0], c[-1]))

    def move(self, c: Children) -> syntax.Move:
        return syntax.Move(c[1], self.span(c[0], c[1]))

    def travel(self, c: Children) -> syntax.Travel:
        return syntax.Travel(c[1], self.span(c[0], c[1]))

    # Values and expressions

    def size(self, c: Children) -> syntax.Size:
        width, _, height = c[0].text.partition("x")
        return syntax.Size(float(width), float(height), self.span(c[0], c[0]))

    def range(self, c: Children) -> syntax.Range:
        for bound in (c[0], c[2]):
            if not _is_bound(bound):
                self.wrong(
                    "a bound of a range is a number or a constant", bound.span, hint="for example `0..1` or `-pi..pi`"
                )
        return syntax.Range(c[0], c[2], self.span(c[0], c[2]))

    def conditional(self, c: Children) -> syntax.Conditional:
        return syntax.Conditional(c[0], c[2], c[4], self.span(c[0], c[4]))

    def binary(self, c: Children) -> syntax.Binary:
        return syntax.Binary(c[1].text, c[0], c[2], self.span(c[1], c[1]), self.span(c[0], c[2]))

    def unary(self, c: Children) -> syntax.Unary:
        return syntax.Unary(c[0].text, c[1], self.span(c[0], c[1]))

    def is_state(self, c: Children) -> syntax.Expression:
        if not _is_word(c[0]):
            self.wrong(
                "`is` asks a machine for its state",
                c[0].span,
                hint="write `MACHINE is STATE`; values compare with `==`",
            )
            return syntax.Path((c[2],), self.span(c[0], c[2]))
        return syntax.Is(c[0].parts[0], c[2], self.span(c[0], c[2]))

    def chain(self, c: Children) -> syntax.Binary:
        self.wrong("comparisons do not chain", self.span(c[3], c[3]), hint="join them with `and`: `a < b and b < c`")
        return self.binary(c)

    def number(self, c: Children) -> syntax.NumberLiteral:
        return syntax.NumberLiteral(c[0].value, c[0].unit, self.span(c[0], c[0]))

    def truth(self, c: Children) -> syntax.TruthLiteral:
        return syntax.TruthLiteral(c[0].text == "true", self.span(c[0], c[0]))

    def text(self, c: Children) -> syntax.TextLiteral:
        return syntax.TextLiteral(c[0].text, self.span(c[0], c[0]))

    def group(self, c: Children) -> Any:
        return replace(c[1], span=self.span(c[0], c[2]))  # what is written around it underlines the brackets too

    def list(self, c: Children) -> syntax.List:
        items = tuple(child for child in c if not isinstance(child, Token))
        return syntax.List(items, self.span(c[0], c[-1]))

    def call(self, c: Children) -> syntax.Call:
        return syntax.Call(c[0], _all(syntax.Argument, c), self.span(c[0], c[-1]))

    def argument(self, c: Children) -> syntax.Argument:
        return syntax.Argument(c[0] if len(c) > 1 else None, c[-1], self.span(c[0], c[-1]))

    def path(self, c: Children) -> syntax.Path:
        return syntax.Path(_all(syntax.Name, c), self.span(c[0], c[-1]))

    def name(self, c: Children) -> syntax.Name:
        return syntax.Name(c[0].text, self.span(c[0], c[0]))


def _all(kind: type[Node], children: Children) -> tuple[Node, ...]:
    return tuple(child for child in children if isinstance(child, kind))


def _parts(rule: str, children: Children) -> list[Part]:
    return [child for child in children if isinstance(child, Part) and child.rule == rule]


def _joined(rule: str, children: Children) -> tuple[Any, ...]:
    return tuple(chain.from_iterable(part.content for part in _parts(rule, children)))


def _is_word(node: Any) -> bool:
    return isinstance(node, syntax.Path) and len(node.parts) == 1


def _is_bound(node: Any) -> bool:
    if isinstance(node, syntax.Unary) and node.operator in ("-", "+"):
        node = node.operand
    return isinstance(node, syntax.NumberLiteral) or _is_word(node)
