"""Grammar rules to statements: a method per rule of grammar/quale.lark, given what the rule holds."""

from quale.language.parsing.build_value import Children, Part, ValueBuilder, length_of, parts_of
from quale.language.syntax import tree as syntax


class StatementBuilder(ValueBuilder):
    """Makes the statements of one source."""

    def _block(self, c: Children) -> Part:
        return self.part("block", tuple(c[1:-1]), c)

    def _let(self, c: Children) -> syntax.Let:
        return syntax.Let(c[1], c[3], self.span(c[0], c[3]))

    def _assign(self, c: Children) -> syntax.Assign:
        return syntax.Assign(c[0], c[1].text, c[2], self.span(c[0], c[2]))

    def _assign_sensor(self, c: Children) -> syntax.Assign:
        path, index = syntax.Path((self._name(c[:1]), c[1]), self.span(c[0], c[1])), length_of(c)
        target = path if index is None else syntax.Element(path, index, None, self.span(c[0], c[2]))
        return syntax.Assign(target, c[-2].text, c[-1], self.span(c[0], c[-1]))

    def _var(self, c: Children) -> syntax.Var:
        return syntax.Var(c[1], c[3], self.span(c[0], c[3]))

    def _return_value(self, c: Children) -> syntax.Return:
        return syntax.Return(c[1], self.span(c[0], c[1]))

    def _when(self, c: Children) -> syntax.When:
        otherwise = c[3].content if len(c) > 3 else ()
        return syntax.When(c[1], c[2].content, otherwise, self.span(c[0], c[1]))

    _if_block = _when

    def _if_one(self, c: Children) -> syntax.When:
        return syntax.When(c[1], (c[3],), (), self.span(c[0], c[1]))

    def _otherwise(self, c: Children) -> Part:
        return self.part("otherwise", c[1].content if isinstance(c[1], Part) else (c[1],), c)

    def _for_each(self, c: Children) -> syntax.ForEach:
        return syntax.ForEach(c[1], c[3], c[4].content, self.span(c[0], c[3]))

    def _for_range(self, c: Children) -> syntax.Counted:
        return syntax.Counted(c[1], c[3], c[5], c[6].content, self.span(c[0], c[5]))

    def _repeat(self, c: Children) -> syntax.Counted:
        one = syntax.NumberLiteral(1.0, "", c[1].span)
        return syntax.Counted(None, one, c[1], c[2].content, self.span(c[0], c[1]))

    def _record(self, c: Children) -> syntax.Record:
        fields = tuple(part.content for part in parts_of("record_field", c))
        return syntax.Record(c[1], fields, self.span(c[0], c[1]))

    def _record_field(self, c: Children) -> Part:
        return self.part("record_field", (c[0], c[2]), c)

    def _consume(self, c: Children) -> syntax.Consume:
        return syntax.Consume(c[1] if len(c) > 1 else None, self.span(c[0], c[-1]))

    def _move(self, c: Children) -> syntax.Move:
        return syntax.Move(c[1], self.span(c[0], c[1]))

    def _travel(self, c: Children) -> syntax.Travel:
        return syntax.Travel(c[1], self.span(c[0], c[1]))

    def _integrate(self, c: Children) -> syntax.Integrate:
        steps = c[7] if len(c) > 7 else None
        return syntax.Integrate(c[1], c[3], c[5], steps, self.span(c[0], c[-1]))

    _draw_when, _draw_otherwise, _draw_block = _when, _otherwise, _block
    _draw_for_each, _draw_for_range, _draw_repeat = _for_each, _for_range, _repeat
