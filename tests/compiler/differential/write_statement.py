"""Random statements, of every kind that a place allows."""

from collections.abc import Callable
from dataclasses import replace

from tests.compiler.differential.arrays import whole
from tests.compiler.differential.picks import Picks
from tests.compiler.differential.scope import Scope
from tests.compiler.differential.write_expression import Expressions

Form = Callable[[Scope, int], tuple[list[str], Scope]]


class Statements:
    """Writes blocks; names of lets and loop variables are unique in the program."""

    def __init__(self, picks: Picks) -> None:
        self.picks = picks
        self.expressions = Expressions(picks)
        self._names = 0

    def fresh(self, prefix: str) -> str:
        self._names += 1
        return f"{prefix}{self._names}"

    def block(self, scope: Scope, most: int = 3, depth: int = 2) -> list[str]:
        """Lines of a block of up to `most` statements."""
        lines, _ = self.follow(scope, most, depth)
        return lines

    def follow(self, scope: Scope, most: int, depth: int = 2) -> tuple[list[str], Scope]:
        """Lines of up to `most` statements, and the scope behind them."""
        lines: list[str] = []
        for _ in range(self.picks.between(0, most)):
            more, scope = self._statement(scope, depth)
            lines += more
        return lines, scope

    def _statement(self, scope: Scope, depth: int) -> tuple[list[str], Scope]:
        picks = self.picks
        forms: list[Form] = [self._let, self._var]
        if scope.trail:
            forms += [self._leave_trail] * 3
        if scope.number_targets:
            forms += [self._assign_number] * 3
        if scope.truth_targets:
            forms += [self._assign_truth]
        if scope.array_targets:
            forms += [self._assign_element, self._assign_element, self._assign_whole]
        if depth > 0:
            forms += [self._when] * 2
            forms += [self._counted]
            if scope.loops and scope.kinds:
                forms += [self._for]
        if any(len(query.results) > 1 for query in scope.queries) and any(kind.sited for kind in scope.kinds):
            forms += [self._let_query]
        if scope.records and scope.record_kinds:
            forms += [self._record]
        forms += [self._consume] * bool(scope.consumes) + [self._move] * bool(scope.moves)
        return picks.one_of(forms)(scope, depth)

    def _leave_trail(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        return [self.trail(scope)], scope

    def trail(self, scope: Scope) -> str:
        """Leave a mark: what was there before counts, so that the order of all marks shows."""
        self._names += 1
        tag = self.picks.one_of((str(self._names % 50), "floor(random(0, 50))", *scope.tags, *scope.tags))
        return f"{scope.trail} = ({scope.trail} * 3 + {tag}) % 1009"

    def _let(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        name = self.fresh("v")
        if self.picks.often(25):
            return [f"let {name} = {self.expressions.truth(scope)}"], scope.knows(truths=(name,))
        return [f"let {name} = {self.expressions.number(scope)}"], scope.knows(numbers=(name,))

    def _var(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        name = self.fresh("u")
        if self.picks.often(25):
            known = replace(scope.knows(truths=(name,)), truth_targets=(*scope.truth_targets, name))
            return [f"var {name} = {self.expressions.truth(scope)}"], known
        known = replace(scope.knows(numbers=(name,)), number_targets=(*scope.number_targets, name, name))
        return [f"var {name} = {self.expressions.number(scope)}"], known

    def _counted(self, scope: Scope, depth: int) -> tuple[list[str], Scope]:
        low, name = self.picks.between(-1, 2), self.fresh("i")
        if self.picks.often(30):
            return [f"repeat {self.picks.between(0, 3)} {{", *self.block(scope.inner(), 2, depth - 1), "}"], scope
        inner = scope.inner().knows(numbers=(name,))
        head = f"for {name} in {low}..{low + self.picks.between(-1, 2)} {{"
        return [head, *self.block(inner, 2, depth - 1), "}"], scope

    def _let_query(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        query = self.picks.one_of([query for query in scope.queries if len(query.results) > 1])
        call, asked = self.expressions.ask(query, replace(scope, delays=False), 1)
        name = self.fresh("q")
        kind = next(kind for kind in scope.kinds if kind.name == asked)
        numbers = [f"{name}.{result}" for result in query.results if result != "properties"]
        truths: list[str] = []
        if "properties" in query.results:
            numbers += [f"{name}.{each}" for each in kind.numbers]
            truths += [f"{name}.{each}" for each in kind.truths]
        return [f"let {name} = {call}"], scope.knows(tuple(numbers), tuple(truths))

    def _assign_number(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        target = self.picks.one_of(scope.number_targets)
        if self.picks.often(10):
            return [f"{target} = {self.expressions.truth(scope)}"], scope
        if self.picks.often(50):
            return [f"{target} = clamp({self.expressions.number(scope)}, -3, 12)"], scope
        sign = self.picks.one_of(("=", "+=", "-=", "*=", "/=", "+="))
        return [f"{target} {sign} {self.expressions.number(scope)}"], scope

    def _assign_element(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        name, length = self.picks.one_of(scope.array_targets)
        sign = self.picks.one_of(("=", "+=", "*="))
        place = self.expressions.place(scope, length, 1)
        return [f"{name}[{place}] {sign} {self.expressions.number(scope, 2)}"], scope

    def _assign_whole(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        name, length = self.picks.one_of(scope.array_targets)
        return [f"{name} = {whole(self.picks, self.expressions, scope, length, scope.arrays)}"], scope

    def _assign_truth(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        return [f"{self.picks.one_of(scope.truth_targets)} = {self.expressions.truth(scope)}"], scope

    def _when(self, scope: Scope, depth: int) -> tuple[list[str], Scope]:
        inner = scope.inner()
        lines = [f"when {self.expressions.truth(scope)} {{", *self.block(inner, 3, depth - 1)]
        if self.picks.often(25):
            lines += [f"}} else when {self.expressions.truth(inner)} {{", *self.block(inner, 2, depth - 1)]
        if self.picks.often(50):
            lines += ["} else {", *self.block(inner, 2, depth - 1)]
        return [*lines, "}"], scope

    def _for(self, scope: Scope, depth: int) -> tuple[list[str], Scope]:
        kind = self.picks.one_of(scope.kinds)
        name = self.fresh("e")
        numbers = tuple(f"{name}.{each}" for each in kind.numbers)
        truths = tuple(f"{name}.{each}" for each in kind.truths)
        inner = replace(scope.inner().knows(numbers, truths), tags=(*scope.tags, f"{name}.tag"))
        inner = replace(inner, arrays=(*inner.arrays, (f"{name}.lev", 2)))
        if scope.writes_properties:
            inner = replace(
                inner,
                array_targets=(*inner.array_targets, (f"{name}.lev", 2)),
                number_targets=inner.number_targets + tuple(f"{name}.{each}" for each in kind.written),
                truth_targets=inner.truth_targets + truths,
                consumes=(*inner.consumes, f"consume {name}"),
            )
        mark = [self.trail(inner)] if scope.trail and self.picks.often(70) else []
        return [f"for {name} in {kind.name} {{", *mark, *self.block(inner, 3, depth - 1), "}"], scope

    def _record(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        return [self.record(scope, *self.picks.one_of(scope.record_kinds))], scope

    def record(self, scope: Scope, name: str, fields: tuple[str, ...]) -> str:
        values = [
            f"{each}: {self.expressions.truth(scope) if self.picks.often(15) else self.expressions.number(scope)}"
            for each in fields
        ]
        return f"record {name} {{ {', '.join(values)} }}"

    def _consume(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        return [self.picks.one_of(scope.consumes)], scope

    def _move(self, scope: Scope, _: int) -> tuple[list[str], Scope]:
        return [f"move actuator.{self.picks.one_of(scope.moves)}"], scope
