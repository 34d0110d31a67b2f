"""Grammar rules to syntax nodes: a method per rule of grammar/quale.lark, called bottom-up with what the rule holds."""

import math
from itertools import chain
from typing import Any

from quale.diagnostics import Note, Span
from quale.language.parsing.build.statements import StatementBuilder
from quale.language.parsing.build_value import Children, Part, base_of, every, is_word, length_of, parts_of
from quale.language.parsing.lexer import Token
from quale.language.syntax import tree as syntax


class Builder(StatementBuilder):
    """Makes the nodes of one source."""

    # Top-level blocks

    def _start(self, c: Children) -> syntax.Tree:
        blocks = tuple(child for child in c if isinstance(child, syntax.Block))
        defined = every(syntax.Constant, c), every(syntax.Function, c)
        return syntax.Tree(self.source.name, blocks, *defined, every(syntax.Include, c), every(syntax.Table, c))

    def _function(self, c: Children) -> syntax.Function:
        block = c[-1]
        body = block.content if isinstance(block, Part) else (syntax.Return(block, block.span),)
        return syntax.Function(c[1], every(syntax.Name, c[2:-1]), body, self.span(c[0], c[1]))

    def _include(self, c: Children) -> syntax.Include:
        return syntax.Include(self._text(c[1:]), self.span(c[0], c[1]))

    def _table(self, c: Children) -> syntax.Table:
        fields, blocks = every(syntax.Field, c), every(syntax.Settings, c)
        return syntax.Table(c[1], self._text(c[3:4]), fields, blocks, self.span(c[0], c[1]))

    def _constant(self, c: Children) -> syntax.Constant:
        return syntax.Constant(c[1], c[3], self.span(c[0], c[1]))

    def _body(self, c: Children) -> syntax.Body:
        return syntax.Body(
            c[1],
            every(syntax.StateDeclaration, c),
            every(syntax.SensorDeclaration, c),
            every(syntax.ActuatorDeclaration, c),
            every(syntax.Machine, c),
            every(syntax.Settings, c),
            self.span(c[0], c[1]),
            base_of(c),
        )

    def _world(self, c: Children) -> syntax.World:
        return syntax.World(
            c[1],
            every(syntax.Field, c),
            every(syntax.StateDeclaration, c),
            every(syntax.Entity, c),
            every(syntax.Machine, c),
            every(syntax.QueryDeclaration, c),
            every(syntax.Import, c),
            self.span(c[0], c[1]),
            tuple(part.content for part in parts_of("spawn", c)),
            base_of(c),
        )

    def _perception(self, c: Children) -> syntax.Statements:
        base = base_of(c)
        body = c[3 if base is None else 4 : -1]
        return syntax.Statements(c[0].text, c[1], tuple(body), self.span(c[0], c[1]), base)

    _action = _motion = _draw = _perception

    def _dynamics(self, c: Children) -> syntax.Dynamics:
        for rule in ("per_tick", "rules", "clamp"):
            found = parts_of(rule, c)
            for other in found[1:]:
                first = Note("the first one is here", Span(self.source, found[0].start, found[0].start + len(rule)))
                place = Span(self.source, other.start, other.start + len(rule))
                self.tell(f"second `{rule}` in dynamics `{c[1].text}`", place, notes=(first,))
        clamps = parts_of("clamp", c)
        return syntax.Dynamics(
            c[1],
            every(syntax.StateDeclaration, c),
            _joined("per_tick", c),
            _joined("rules", c),
            _joined("death", c),
            clamps[0].content if clamps else None,
            self.span(c[0], c[1]),
            base_of(c),
        )

    def _fitness(self, c: Children) -> syntax.Fitness:
        return syntax.Fitness(
            c[1],
            every(syntax.MetricDeclaration, c),
            every(syntax.Gate, c),
            every(syntax.Term, c),
            every(syntax.Terminate, c),
            self.span(c[0], c[1]),
            base_of(c),
        )

    # Blocks of settings

    def _settings(self, c: Children) -> syntax.Settings:
        named = isinstance(c[1], syntax.Name)
        head = c[1] if named else c[0]
        return syntax.Settings(
            c[0] if isinstance(c[0], syntax.Name) else self._name(c[:1]),
            c[1] if named else None,
            every(syntax.Field, c),
            every(syntax.Settings, c),
            self.span(c[0], head),
            base_of(c),
        )

    _evolve = _item = _region = _inner_block = _test = _settings

    def _field(self, c: Children) -> syntax.Field:
        return syntax.Field(c[0], c[2], self.span(c[0], c[2]))

    # Declarations

    def _state(self, c: Children) -> syntax.StateDeclaration:
        (kind,), valued = parts_of("type", c), isinstance(c[-2], Token) and c[-2].kind == "ASSIGN"
        initial = c[-1] if valued else None
        return syntax.StateDeclaration(c[1], kind.content, initial, self.span(c[0], c[-1]), length_of(c))

    _hidden = _state

    def _sensor(self, c: Children) -> syntax.SensorDeclaration:
        return syntax.SensorDeclaration(c[1], c[-1], self.span(c[0], c[-1]), length_of(c))

    def _actuator(self, c: Children) -> syntax.ActuatorDeclaration:
        return syntax.ActuatorDeclaration(c[1], c[-1], self.span(c[0], c[-1]), length_of(c))

    def _type(self, c: Children) -> Part:
        if len(c) == 3:
            return self.part("type", self._range(c), c)
        kind = c[0]
        if isinstance(kind, syntax.Binary) and kind.operator == "/" and is_word(kind.left) and is_word(kind.right):
            words = f"{kind.left.span.text}/{kind.right.span.text}"  # the unit `km/h`, whatever stands between
            kind = syntax.Path((syntax.Name(words, kind.span),), kind.span)
        malformed = isinstance(kind, syntax.NumberLiteral) and math.isnan(kind.value)
        if not is_word(kind) and not malformed:
            self.wrong(
                "this is not a type", kind.span, hint="types are `bool`, `int`, `float`, a range `0..1` or a unit"
            )
        return self.part("type", kind, c)

    def _machine(self, c: Children) -> syntax.Machine:
        return syntax.Machine(c[1], every(syntax.Field, c), every(syntax.MachineState, c), self.span(c[0], c[1]))

    def _machine_state(self, c: Children) -> syntax.MachineState:
        hooks = tuple(part.content for part in parts_of("hook", c))
        return syntax.MachineState(c[1], hooks, every(syntax.Goto, c), self.span(c[0], c[1]))

    def _hook(self, c: Children) -> Part:
        return self.part("hook", (c[0], c[1].content), c)

    def _goto(self, c: Children) -> syntax.Goto:
        after = c[2].text == "after"
        condition, delay = (None, self._number(c[3:])) if after else (c[3], None)
        return syntax.Goto(c[1], condition, delay, self.span(c[0], c[3]))

    def _entity(self, c: Children) -> syntax.Entity:
        fields, handlers = every(syntax.Field, c), every(syntax.Handler, c)
        return syntax.Entity(c[1], _joined("properties", c), fields, handlers, self.span(c[0], c[1]))

    def _properties(self, c: Children) -> Part:
        return self.part("properties", every(syntax.Property, c), c)

    def _property(self, c: Children) -> syntax.Property:
        (kind,), valued = parts_of("type", c), isinstance(c[-2], Token) and c[-2].kind == "ASSIGN"
        return syntax.Property(c[0], kind.content, c[-1] if valued else None, self.span(c[0], c[-1]), length_of(c))

    def _handler(self, c: Children) -> syntax.Handler:
        return syntax.Handler(c[0], every(syntax.Argument, c), c[-1].content, self.span(c[0], c[-2]))

    def _query(self, c: Children) -> syntax.QueryDeclaration:
        arrow = next(i for i, child in enumerate(c) if isinstance(child, Token) and child.kind == "ARROW")
        parameters, results = every(syntax.Name, c[2:arrow]), every(syntax.Name, c[arrow:])
        return syntax.QueryDeclaration(c[1], parameters, results, self.span(c[0], c[-1]))

    def _import_file(self, c: Children) -> syntax.Import:
        return syntax.Import(c[1], self._text(c[3:]), self.span(c[0], c[3]))

    def _spawn(self, c: Children) -> Part:
        return self.part("spawn", syntax.Field(c[1], c[3], self.span(c[0], c[3])), c)

    def _per_tick(self, c: Children) -> Part:
        return self.part(c[0].text, c[1].content, c)

    _rules = _per_tick

    def _death(self, c: Children) -> Part:
        return self.part("death", tuple(part.content for part in parts_of("death_condition", c)), c)

    def _death_condition(self, c: Children) -> Part:
        return self.part("death_condition", c[1], c)

    def _clamp(self, c: Children) -> Part:
        return self.part("clamp", self._range(c[1:]), c)

    def _metric(self, c: Children) -> syntax.MetricDeclaration:
        head = self.span(c[0], c[1])
        record: syntax.Name | None = None
        column: syntax.Name | None = None
        aggregate: syntax.Name | None = None
        per_tick: syntax.Expression | None = None
        if isinstance(c[2], Token) and c[2].kind == "ASSIGN":
            return syntax.MetricDeclaration(c[1], c[3], None, None, None, head)
        for part in (part for part in c if isinstance(part, Part) and part.rule.startswith("per_")):
            if record is not None or per_tick is not None:
                self.wrong("second `per` in a metric", Span(self.source, part.start, part.end))
            if part.rule == "per_record":
                record, column = part.content
            else:
                per_tick = part.content
        for part in parts_of("metric_field", c):
            name, value = part.content
            word = value.parts[0] if is_word(value) else name
            if name.text == "aggregate":
                if aggregate is not None:
                    self.wrong("second `aggregate` in a metric", name.span)
                elif word is name:
                    self.wrong("this is not an aggregate", value.span, hint="for example `aggregate: avg`")
                aggregate = word
            elif word.text:  # without a value it is an error already
                hint = "its fields are `per record`, `per tick` and `aggregate`"
                self.wrong(f"a metric has no field `{name.text}`", name.span, hint=hint)
        return syntax.MetricDeclaration(c[1], None, record, column, aggregate, head, per_tick)

    def _per_record(self, c: Children) -> Part:
        return self.part("per_record", (c[2], c[4]), c)

    def _per_tick_value(self, c: Children) -> Part:
        return self.part("per_tick_value", c[3], c)

    def _metric_field(self, c: Children) -> Part:
        return self.part("metric_field", (c[0], c[2]), c)

    def _gate(self, c: Children) -> syntax.Gate:
        return syntax.Gate(c[1], c[3] if len(c) > 2 else None, self.span(c[0], c[-1]))

    def _term(self, c: Children) -> syntax.Term:
        return syntax.Term(self._name(c[:1]), c[1], c[3], self.span(c[0], c[3]))

    def _terminate(self, c: Children) -> syntax.Terminate:
        return syntax.Terminate(c[2], self.span(c[0], c[2]))


def _joined(rule: str, children: Children) -> tuple[Any, ...]:
    return tuple(chain.from_iterable(part.content for part in parts_of(rule, children)))
