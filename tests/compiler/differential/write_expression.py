"""Random expressions, every operator and function among them."""

from dataclasses import replace

from quale.numeric.functions import FUNCTIONS
from tests.compiler.differential.picks import Picks
from tests.compiler.differential.scope import Query, Scope

LITERALS = ("0", "1", "2", "0.5", "3", "0.1", "7.25", "10", "1e-3", "100", "pi", "tau", "12.5", "1_000")
EXTREMES = ("inf", "1e10", "1e300", "1e-310")
EXPONENTS = ("2", "3", "0", "1", "-1", "-2", "5", "0.5", "10", "64", "65", "-3", "1.5")
CALLS = tuple(name for name in FUNCTIONS if name != "mod")


TABLE = "rows"
"""A table of the program, with the columns a and b."""


class Expressions:
    """Writes expressions with a source of choices."""

    def __init__(self, picks: Picks) -> None:
        self.picks = picks
        self.functions: list[tuple[str, int, bool]] = []  # of the program: parameters, and whether one draws
        self._names = 0

    def number(self, scope: Scope, depth: int = 3) -> str:
        picks = self.picks
        if depth <= 0 or picks.often(25):
            return self._plain_number(scope)
        forms = [
            self._arithmetic,
            self._arithmetic,
            self._call,
            self._conditional,
            self._negated,
            self._power,
        ]
        forms += [self._own_call] if self._callable(scope) else []
        forms += [self._counted]
        forms += [self.element] if scope.arrays else []
        if scope.reduces and scope.kinds:
            forms += [self._reduction] * 2
        if scope.draws:
            forms += [self._draw, self._draw]
        if scope.delays:
            forms += [self._delay, self._delay]
        if any(self._askable(query, scope) for query in scope.queries):
            forms += [self._query, self._query]
        return picks.one_of(forms)(scope, depth - 1)

    def truth(self, scope: Scope, depth: int = 3) -> str:
        picks = self.picks
        if depth <= 0 or picks.often(20):
            if picks.often(45):
                count = picks.one_of((scope.trail, "world.ticks") if scope.trail else ("world.ticks",))
                return f"({count} % {picks.between(2, 4)} == {picks.below(3)})"
            return picks.one_of(scope.truths) if scope.truths and picks.often(80) else picks.one_of(("true", "false"))
        inner = depth - 1
        match picks.below(8):
            case 0 | 1 | 2:
                sign = picks.one_of(("<", "<=", ">", ">=", "==", "!="))
                return f"({self.number(scope, inner)} {sign} {self.number(scope, inner)})"
            case 3:
                return f"({self.truth(scope, inner)} and {self.truth(scope, inner)})"
            case 4:
                return f"({self.truth(scope, inner)} or {self.truth(scope, inner)})"
            case 5:
                return f"(not {self.truth(scope, inner)})"
            case 6:
                return f"({self.truth(scope, inner)} {picks.one_of(('==', '!='))} {self.truth(scope, inner)})"
            case _:
                if scope.draws:
                    return f"chance({self._part(scope, inner)})"
                condition, then, other = (self.truth(scope, inner) for _ in range(3))
                return f"({condition} ? {then} : {other})"

    def element(self, scope: Scope, depth: int) -> str:
        name, length = self.picks.one_of(scope.arrays)
        column = self.picks.one_of((".a", ".b")) if name == TABLE else ""
        return f"{name}[{self.place(scope, length, depth)}]{column}"

    def place(self, scope: Scope, length: int, depth: int) -> str:
        """An index: a constant one lies within bounds."""
        match self.picks.below(3):
            case 0:
                return str(self.picks.below(length))
            case 1:
                return f"({self.number(scope, depth)} + world.ticks) % {length}"
            case _:
                return f"{self.number(scope, depth)} + world.ticks"

    def _own_call(self, scope: Scope, depth: int) -> str:
        name, count, _ = self.picks.one_of(self._callable(scope))
        return f"{name}({', '.join(self.number(scope, depth) for _ in range(count))})"

    def _callable(self, scope: Scope) -> list[tuple[str, int, bool]]:
        return [function for function in self.functions if scope.draws or not function[2]]

    def _counted(self, scope: Scope, depth: int) -> str:
        """A reduction over a counted range."""
        self._names += 1
        variable, low = f"n{self._names}", self.picks.between(-1, 2)
        over = f"{variable} in {low}..{low + self.picks.between(-1, 2)}"
        return self._reduced(variable, over, scope.knows(numbers=(variable,)), depth)

    def _reduction(self, scope: Scope, depth: int) -> str:
        """A reduction over entities."""
        self._names += 1
        variable, kind = f"n{self._names}", self.picks.one_of(scope.kinds)
        inner = replace(scope.inner(), singles=False).knows(
            tuple(f"{variable}.{each}" for each in kind.numbers), tuple(f"{variable}.{each}" for each in kind.truths)
        )
        inner = replace(inner, arrays=(*inner.arrays, (f"{variable}.lev", 2)))
        return self._reduced(variable, f"{variable} in {kind.name}", inner, depth)

    def _reduced(self, variable: str, over: str, scope: Scope, depth: int) -> str:
        picks, depth = self.picks, min(depth, 1)
        when = f" when {self.truth(scope, depth)}" if picks.often(50) else ""
        match picks.below(4):
            case 0:
                name = picks.one_of(("any", "all"))
                return f"({name}({self.truth(scope, depth)} for {over}{when}) ? 1 : 2)"
            case 1:
                value = variable if picks.often(50) else self.truth(scope, depth)
                return f"count({value} for {over}{when})"
            case _:
                name = picks.one_of(("min", "max", "sum", "argmin", "argmax"))
                return f"{name}({self.number(scope, depth)} for {over}{when})"

    def _part(self, scope: Scope, depth: int) -> str:
        """A chance: a constant one must lie between 0 and 1."""
        if self.picks.often(50):
            return self.picks.one_of(("0.5", "0", "1", "0.9"))
        return f"({self.number(scope, depth)} * sin(world.time))"

    def constant(self) -> str:
        """A number of moderate size."""
        return self.picks.one_of(("0", "1", "0.25", "2", "-1", "0.75", "3.5", "-0.5"))

    def _plain_number(self, scope: Scope) -> str:
        picks = self.picks
        if scope.numbers and picks.often(70):
            return picks.one_of(scope.numbers)
        return picks.one_of(EXTREMES if picks.often(4) else LITERALS)

    def _arithmetic(self, scope: Scope, depth: int) -> str:
        operator = self.picks.one_of(("+", "-", "*", "/", "%"))
        return f"({self.number(scope, depth)} {operator} {self.number(scope, depth)})"

    def _call(self, scope: Scope, depth: int) -> str:
        name = self.picks.one_of(CALLS)
        count = self.picks.one_of(FUNCTIONS[name].arity[:2])
        return f"{name}({', '.join(self.number(scope, depth) for _ in range(count))})"

    def _conditional(self, scope: Scope, depth: int) -> str:
        condition = self.truth(scope, depth)
        return f"({condition} ? {self.number(scope, depth)} : {self.number(scope, depth)})"

    def _negated(self, scope: Scope, depth: int) -> str:
        return f"(-{self.number(scope, depth)})"

    def _power(self, scope: Scope, depth: int) -> str:
        base = self.number(scope, depth)
        if self.picks.often(30):
            return f"({base} ^ {self.number(scope, depth)})"
        return f"({base} ^ {self.picks.one_of(EXPONENTS)})"

    def _draw(self, scope: Scope, depth: int) -> str:
        match self.picks.below(6):
            case 0:
                return self.picks.one_of(("random()", "random_direction()"))
            case 3:
                return f"random_int({self.picks.between(-3, 0)}, {self.picks.between(0, 4)})"
            case 4:
                return f"random_int({self.number(scope, depth)} + world.time, {self.number(scope, depth)} + world.time)"
            case 5:
                picked = [self.number(scope, min(depth, 1)) for _ in range(self.picks.between(2, 5))]
                return f"choose({', '.join(picked)})"
            case 1:
                return f"random({self.number(scope, depth)}, {self.number(scope, depth)})"
            case _:
                return f"normal({self.number(scope, depth)}, {self.number(scope, depth)})"

    def _delay(self, scope: Scope, depth: int) -> str:
        return f"delay({self.number(scope, depth)}, {self.picks.between(1, 6)} ticks)"

    def _askable(self, query: Query, scope: Scope) -> bool:
        """Whether a query has one result and may stand in an expression here."""
        if query.form in ("zone", "cell_at"):
            return True
        if not any(kind.sited for kind in scope.kinds):
            return False
        if query.form == "count_within":
            return True
        return scope.singles and len(query.results) == 1 and query.results != ("properties",)

    def _query(self, scope: Scope, depth: int) -> str:
        query = self.picks.one_of([query for query in scope.queries if self._askable(query, scope)])
        if query.truth:
            return f"({self.ask(query, scope, depth)[0]} ? 1.5 : -1)"
        return self.ask(query, scope, depth)[0]

    def ask(self, query: Query, scope: Scope, depth: int) -> tuple[str, str]:
        """A call of a query, and the kind that it asks about."""
        place = scope.place if self.picks.often(70) else tuple(self.number(scope, depth) for _ in scope.place)
        if query.form == "zone":
            return f"{query.name}({place[0]})", query.kind
        if query.form == "cell_at":
            return f"{query.name}({', '.join(place)})", ""
        kind = self.picks.one_of([kind for kind in scope.kinds if kind.sited]).name
        arguments = (kind, *place)
        if query.form == "count_within":
            arguments += (self.picks.one_of(("1", "3", "0.5", "2", "20")),)
        return f"{query.name}({', '.join(arguments)})", kind
