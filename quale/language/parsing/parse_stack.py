"""The automaton at work: a stack of states and of what was built, moved by terminals."""

from dataclasses import dataclass
from typing import Any

from quale.language.parsing.automaton import Rule, Table
from quale.language.parsing.build_tree import Builder
from quale.language.parsing.lexer import Token


class Inline(list[Any]):
    """Children for the rule above."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A parse as it was before the token of an index, for a return to it."""

    index: int
    states: list[int]
    values: list[Any]
    lengths: tuple[int, ...]  # of the values that are lists: they grow in place
    broken: tuple[int, ...]


class Drive:
    """A parse under way; ``values[i]`` belongs to ``states[i + 1]``."""

    def __init__(self, table: Table, builder: Builder) -> None:
        self.table = table
        self.builder = builder
        self.states = [table.start]
        self.values: list[Any] = []
        self.index = 0  # of the next token

    def moment(self) -> Moment:
        """Return where the parse stands."""
        lengths = tuple(len(value) for value in self.values if isinstance(value, Inline))
        return Moment(self.index, list(self.states), list(self.values), lengths, tuple(self.builder.broken))

    def return_to(self, moment: Moment) -> None:
        """Forget what was taken since."""
        self.index, self.states, self.values = moment.index, list(moment.states), list(moment.values)
        growing = (value for value in self.values if isinstance(value, Inline))
        for value, length in zip(growing, moment.lengths, strict=True):
            del value[length:]
        self.builder.broken = list(moment.broken)

    def take(self, kind: str, token: Token) -> None:
        """Go on with a terminal that fits."""
        table, states, values = self.table, self.states, self.values
        while True:
            action = table.actions[states[-1]][kind]
            if action >= 0:
                states.append(action)
                values.append(token)
                return
            rule = table.rules[~action]
            first = len(values) - rule.size
            children = values[first:]
            del states[first + 1 :], values[first:]
            states.append(table.actions[states[-1]][rule.origin])
            values.append(self.reduce(rule, children))
            if states[-1] == table.end:
                return

    def reduce(self, rule: Rule, children: list[Any]) -> Any:
        """Return what a rule makes of its children."""
        if rule.passes:
            return children[0]
        grows = rule.inline and rule.grows  # in place, so that long blocks take linear time
        flat = children.pop(0) if grows else Inline()
        added = [item for child in children for item in (child if isinstance(child, Inline) else (child,))]
        if self.builder.broken and rule.origin.startswith("__"):  # lark's name of a repetition
            added = [item for item in added if self.builder.is_sound(item)]
        flat.extend(added)
        return flat if rule.inline else self.builder.build(rule.name, list(flat))

    def open_braces(self) -> list[int]:
        """Return where in the values the braces stand that are not closed, outermost first."""
        found: list[int] = []
        for position, value in enumerate(self.values):
            if isinstance(value, Token):
                if value.kind == "LBRACE":
                    found.append(position)
                elif value.kind == "RBRACE" and found:
                    found.pop()
        return found

    def cut(self, brace: int | None) -> None:
        """Go back to the list of finished items in the block of a brace, or to the finished blocks of the file."""
        keep = 0 if brace is None else brace + 1
        if keep < len(self.values) and isinstance(self.values[keep], Inline):
            keep += 1
        dropped = [value for value in self.values[keep:] if not isinstance(value, Inline)]
        if dropped:
            start = self.builder.span(dropped[0], dropped[0]).start
            self.builder.broken = [position for position in self.builder.broken if position < start]
        del self.values[keep:], self.states[keep + 1 :]
