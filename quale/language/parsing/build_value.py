"""Grammar rules to values, expressions and shapes: a method per rule of grammar/quale.lark."""

import math
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from quale.diagnostics import Diagnostic, Note, Severity, Source, Span
from quale.language.parsing.lexer import Token
from quale.language.syntax import tree as syntax

Node = TypeVar("Node")
Children = list[Any]  # tokens, signs included, nodes and parts, in written order


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a node that is no node itself: which rule it comes from, what it holds, and its place."""

    rule: str
    content: Any
    start: int
    end: int


_INNER = Token | syntax.Name | syntax.Argument | syntax.Point | syntax.Look | syntax.Expression
_INNER_PARTS = ("record_field", "per_record", "per_tick_value", "metric_field")
"""What a mistake takes away together with all that stands around it: a call without an argument is another call."""


class ValueBuilder:
    """Makes the expressions of one source; ``diagnostics`` tells what the grammar allows and the language does not."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.broken: list[int] = []  # places of mistakes whose statement, field or block is still being read

    def build(self, rule: str, children: Children) -> Any:
        """Return the node of a rule."""
        return getattr(self, f"_{rule}")(children)

    def span(self, first: Any, last: Any) -> Span:
        """Return the place from the start of one child to the end of another."""
        start = first.start if isinstance(first, Token | Part) else first.span.start
        end = last.end if isinstance(last, Token | Part) else last.span.end
        return Span(self.source, start, end)

    def wrong(self, message: str, span: Span, hint: str = "", notes: tuple[Note, ...] = ()) -> None:
        """Keep an error; what holds its place is left out of the tree."""
        self.tell(message, span, hint, notes)
        self.broken.append(span.start)

    def tell(self, message: str, span: Span, hint: str = "", notes: tuple[Note, ...] = ()) -> None:
        """Keep an error about something that can stay in the tree."""
        self.diagnostics.append(Diagnostic(Severity.ERROR, message, span, hint=hint, notes=notes))

    def is_sound(self, item: Any) -> bool:
        """Tell whether an item can stay in its block: False, and settled, for the innermost that holds a mistake."""
        if isinstance(item, _INNER) or (isinstance(item, Part) and item.rule in _INNER_PARTS):
            return True
        start = self.span(item, item).start
        held = [position for position in self.broken if position >= start]  # none lies behind what was read
        self.broken = [position for position in self.broken if position < start]
        return not held

    def part(self, rule: str, content: Any, c: Children) -> Part:
        """Return a part that spans its children."""
        span = self.span(c[0], c[-1])
        return Part(rule, content, span.start, span.end)

    def _base(self, c: Children) -> Part:
        return self.part("base", c[1], c)

    # Values and expressions

    def _size(self, c: Children) -> syntax.Size:
        width, _, height = c[0].text.partition("x")
        return syntax.Size(float(width), float(height), self.span(c[0], c[0]))

    def _range(self, c: Children) -> syntax.Range:
        for bound in (c[0], c[2]):
            if not _is_bound(bound):
                self.wrong(
                    "a bound of a range is a number or a constant", bound.span, hint="for example `0..1` or `-pi..pi`"
                )
        return syntax.Range(c[0], c[2], self.span(c[0], c[2]))

    def _conditional(self, c: Children) -> syntax.Conditional:
        return syntax.Conditional(c[0], c[2], c[4], self.span(c[0], c[4]))

    def _binary(self, c: Children) -> syntax.Binary:
        return syntax.Binary(c[1].text, c[0], c[2], self.span(c[1], c[1]), self.span(c[0], c[2]))

    def _unary(self, c: Children) -> syntax.Unary:
        return syntax.Unary(c[0].text, c[1], self.span(c[0], c[1]))

    def _is_state(self, c: Children) -> syntax.Is:
        machine = c[0].parts[0] if is_word(c[0]) else syntax.Name("", c[0].span)
        if not machine.text and c[2].text:  # without a state it is an error already
            hint = "write `MACHINE is STATE`; values compare with `==`"
            self.wrong("`is` asks a machine for its state", c[0].span, hint)
        return syntax.Is(machine, c[2], self.span(c[0], c[2]))

    def _chain(self, c: Children) -> syntax.Binary:
        self.wrong("comparisons do not chain", self.span(c[3], c[3]), hint="join them with `and`: `a < b and b < c`")
        return self._binary(c)

    def _number(self, c: Children) -> syntax.NumberLiteral:
        if not math.isfinite(c[0].value):  # the lexer has told it
            self.broken.append(c[0].start)
        return syntax.NumberLiteral(c[0].value, c[0].unit, self.span(c[0], c[0]))

    def _truth(self, c: Children) -> syntax.TruthLiteral:
        return syntax.TruthLiteral(c[0].text == "true", self.span(c[0], c[0]))

    def _text(self, c: Children) -> syntax.TextLiteral:
        if math.isnan(c[0].value):  # the lexer has told what is wrong with it
            self.broken.append(c[0].start)
        return syntax.TextLiteral(c[0].text, self.span(c[0], c[0]))

    def _group(self, c: Children) -> Any:
        return replace(c[1], span=self.span(c[0], c[2]))  # what is written around it underlines the brackets too

    def _list(self, c: Children) -> syntax.List:
        items = tuple(child for child in c if not isinstance(child, Token))
        return syntax.List(items, self.span(c[0], c[-1]))

    def _comprehension(self, c: Children) -> syntax.Comprehension:
        over = syntax.Range(c[5], c[7], self.span(c[5], c[7]))
        return syntax.Comprehension(c[1], c[3], over, self.span(c[0], c[-1]))

    def _element(self, c: Children) -> syntax.Element:
        return syntax.Element(c[0], c[2], c[5] if len(c) > 4 else None, self.span(c[0], c[-1]))

    def _length(self, c: Children) -> Part:
        return self.part("length", c[1], c)

    def _call(self, c: Children) -> syntax.Call:
        return syntax.Call(c[0], every(syntax.Argument, c), self.span(c[0], c[-1]))

    def _reduction(self, c: Children) -> syntax.Reduction:
        condition = c[8] if len(c) > 8 else None
        return syntax.Reduction(c[0], c[2], c[4], c[6].content, condition, self.span(c[0], c[-1]))

    def _over(self, c: Children) -> Part:
        counted = syntax.Range(c[0], c[2], self.span(c[0], c[2])) if len(c) > 1 else c[0]
        return self.part("over", counted, c)

    def _argument(self, c: Children) -> syntax.Argument:
        return syntax.Argument(c[0] if len(c) > 1 else None, c[-1], self.span(c[0], c[-1]))

    def _path(self, c: Children) -> syntax.Path:
        return syntax.Path(every(syntax.Name, c), self.span(c[0], c[-1]))

    def _name(self, c: Children) -> syntax.Name:
        return syntax.Name(c[0].text, self.span(c[0], c[0]))

    # Pictures

    def _view(self, c: Children) -> syntax.View:
        return syntax.View(self._range(c[1:4]), self._range(c[5:8]), self.span(c[0], c[7]))

    def _shape(self, c: Children) -> syntax.Shape:
        words = next((self._text([child]) for child in c if isinstance(child, Token) and child.kind == "STRING"), None)
        points, looks = every(syntax.Point, c), every(syntax.Look, c)
        return syntax.Shape(self._name(c[:1]), points, words, looks, self.span(c[0], c[-1]))

    def _point(self, c: Children) -> syntax.Point:
        return syntax.Point(c[1], c[3], self.span(c[0], c[4]))

    def _look(self, c: Children) -> syntax.Look:
        return syntax.Look(self._name(c[:1]), c[1], self.span(c[0], c[1]))


def every(kind: type[Node], children: Children) -> tuple[Node, ...]:
    """Return the children of a kind, in order."""
    return tuple(child for child in children if isinstance(child, kind))


def parts_of(rule: str, children: Children) -> list[Part]:
    """Return the parts that come from a rule, in order."""
    return [child for child in children if isinstance(child, Part) and child.rule == rule]


def length_of(children: Children) -> syntax.Expression | None:
    """Return the length of the array that is declared, or the index of the element that is assigned."""
    return next((part.content for part in parts_of("length", children)), None)


def base_of(children: Children) -> syntax.Name | None:
    """Return the name of the block that a block is made from."""
    return next((c.content for c in children if isinstance(c, Part) and c.rule == "base"), None)


def is_word(node: Any) -> bool:
    """Tell whether an expression is a single name."""
    return isinstance(node, syntax.Path) and len(node.parts) == 1


def _is_bound(node: Any) -> bool:
    if isinstance(node, syntax.Unary) and node.operator in ("-", "+"):
        node = node.operand
    return isinstance(node, syntax.NumberLiteral) or is_word(node)
