"""Random Programs that are well-formed and end, for holding the emitter to run_program."""

from random import Random

from quale.compiler.program.program import (
    Apply,
    Branch,
    Complexity,
    Constant,
    Define,
    Expr,
    Get,
    Kind,
    Lookup,
    Program,
    Repeat,
    RunNetwork,
    Scenario,
    Set,
    Slot,
    Stmt,
    Table,
    Tick,
    Variable,
    While,
)

N, J, T = Kind.NUMBER, Kind.INDEX, Kind.TRUTH
UNARY_CALLS = ("sin", "cos", "tan", "exp", "log", "tanh", "sigmoid", "sign", "round")
BINARY_CALLS = ("min", "max", "pow", "hypot", "atan2", "mod", "step")
NUMBERS = (0.0, -0.0, 0.5, 1.0, -3.0, 7.25, 1e-3, 1e17, -1e300, float("inf"), float("nan"))
ARRAY_LENGTH = 5

SLOTS = (
    Slot("over", T, 0, "over"),
    *(Slot(f"n{i}", N, 0, f"n{i}") for i in range(4)),
    *(Slot(f"i{i}", J, 0, f"i{i}") for i in range(3)),
    *(Slot(f"t{i}", T, 0, f"t{i}") for i in range(3)),
    Slot("na", N, ARRAY_LENGTH, "na[]"),
    Slot("nb", N, ARRAY_LENGTH, "nb[]"),
    Slot("ia", J, ARRAY_LENGTH, "ia[]"),
    Slot("ta", T, ARRAY_LENGTH, "ta[]"),
    Slot("inputs", N, 3, "", ("sensor.a", "sensor.b", "sensor.c")),
    Slot("outputs", N, 2, "", ("actuator.x", "actuator.y")),
)
TABLES = (Table("rows", (1.5, -2.0, 3.25, 0.0, 1e9, -0.0, 4.0)),)


class Maker:
    """Makes expressions and statements of one Program."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = 0
        self.scope: list[tuple[str, Kind]] = []
        self.in_score = False

    def name(self) -> str:
        self.names += 1
        return f"v{self.names}"

    def variable(self, kind: Kind) -> Expr | None:
        known = [name for name, of in self.scope if of is kind]
        return Variable(self.random.choice(known)) if known and self.random.random() < 0.4 else None

    def index(self, length: int) -> Expr:
        """An index in bounds, the same in all lanes or not."""
        if self.random.random() < 0.4:
            return Constant(self.random.randrange(length), J)
        return Apply("imod", (self.small(2), Constant(length, J)))

    def small(self, depth: int) -> Expr:
        """An INDEX of modest size, perhaps negative."""
        r = self.random
        choice = r.randrange(8 if depth else 4)
        if choice == 0:
            return Constant(r.randrange(-9, 40), J)
        if choice == 1:
            return self.variable(J) or (Scenario() if self.in_score else Tick())
        if choice == 2:
            return Get(f"i{r.randrange(3)}")
        if choice == 3:
            return Scenario()
        if choice == 4:
            return Get("ia", self.index(ARRAY_LENGTH))
        if choice == 5:
            floor = Apply("floor", (Apply("mul", (self.unit(), Constant(100.0, N))),))
            return Apply("index_of", (floor,))
        if choice == 6:
            return Apply("select_index", (self.truth(depth - 1), self.small(depth - 1), self.small(depth - 1)))
        return Apply(r.choice(("iadd", "isub", "imul")), (self.bounded(depth - 1), self.bounded(depth - 1)))

    def bounded(self, depth: int) -> Expr:
        return Apply("imod", (self.small(depth), Constant(self.random.choice((7, 64, 1000)), J)))

    def unit(self) -> Expr:
        if self.in_score:  # it draws nothing and knows no tick
            return Constant(0.375, N)
        site = Constant(self.random.randrange(5), J)
        return Apply("uniform01", (site, self.bounded(0), Constant(self.random.randrange(3), J)))

    def truth(self, depth: int) -> Expr:
        r = self.random
        choice = r.randrange(8 if depth else 3)
        if choice == 0:
            return Constant(r.random() < 0.5, T)
        if choice == 1:
            return self.variable(T) or Get(f"t{r.randrange(3)}")
        if choice == 2:
            return Get("ta", self.index(ARRAY_LENGTH))
        if choice == 3:
            return Apply(r.choice(("and", "or", "xor")), (self.truth(depth - 1), self.truth(depth - 1)))
        if choice == 4:
            return Apply("not", (self.truth(depth - 1),))
        if choice == 5:
            return Apply(r.choice(("ilt", "ile", "ieq")), (self.small(depth - 1), self.small(depth - 1)))
        sign = r.choice(("lt", "le", "gt", "ge", "eq", "ne"))
        return Apply(sign, (self.number(depth - 1), self.number(depth - 1)))

    def number(self, depth: int) -> Expr:
        r = self.random
        choice = r.randrange(14 if depth > 0 else 5)
        if choice == 0:
            return Constant(r.choice(NUMBERS), N)
        if choice in (1, 2):
            return self.variable(N) or Get(f"n{r.randrange(4)}")
        if choice == 3:
            return Get(r.choice(("na", "nb")), self.index(ARRAY_LENGTH))
        if choice == 4:
            return Complexity() if self.in_score else Lookup("rows", self.index(len(TABLES[0].values)))
        return self.computed(choice, depth)

    def computed(self, choice: int, depth: int) -> Expr:
        """A NUMBER made of others."""
        r = self.random
        if choice == 5:
            return Apply(r.choice(("neg", "floor", "ceil", "rint", "sqrt", "abs")), (self.number(depth - 1),))
        if choice == 6:
            return Apply("select", (self.truth(depth - 1), self.number(depth - 1), self.number(depth - 1)))
        if choice == 7:
            return Apply("number_of_truth", (self.truth(depth - 1),))
        if choice == 8:
            return Apply("number_of_index", (self.small(depth - 1),))
        if choice == 9:
            return Apply(f"call:{r.choice(UNARY_CALLS)}", (self.number(depth - 1),))
        if choice == 10:
            return Apply(f"call:{r.choice(BINARY_CALLS)}", (self.number(depth - 1), self.number(depth - 1)))
        if choice == 11 and not self.in_score:
            site = Constant(r.randrange(5), J)
            return Apply(r.choice(("uniform01", "normal01")), (site, self.bounded(0), self.bounded(0)))
        operation = r.choice(("add", "sub", "mul", "div"))
        return Apply(operation, (self.number(depth - 1), self.number(depth - 1)))

    def of(self, kind: Kind, depth: int) -> Expr:
        return {N: self.number, J: self.bounded, T: self.truth}[kind](depth)

    def block(self, size: int, depth: int) -> tuple[Stmt, ...]:
        mark = len(self.scope)
        made = tuple(self.statement(depth) for _ in range(size))
        del self.scope[mark:]
        return made

    def statement(self, depth: int) -> Stmt:
        r = self.random
        choice = r.randrange(9 if depth else 6)
        if choice == 0:
            kind = r.choice((N, J, T))
            value = self.of(kind, 2)
            name = self.name()
            self.scope.append((name, kind))
            return Define(name, value)
        if choice <= 3:
            slot = r.choice([s for s in SLOTS if s.length == 0 and s.name != "over"])
            return Set(slot.name, self.of(slot.kind, 3))
        if choice <= 5:
            slot = r.choice([s for s in SLOTS if s.length and s.name not in ("inputs", "outputs")])
            return Set(slot.name, self.of(slot.kind, 2), self.index(slot.length))
        if choice == 6:
            otherwise = self.block(r.randrange(1, 4), depth - 1) if r.random() < 0.5 else ()
            return Branch(self.truth(2), self.block(r.randrange(1, 6), depth - 1), otherwise)
        if choice == 7:
            variable = self.name()
            self.scope.append((variable, J))
            body = self.block(r.randrange(1, 4), depth - 1)
            self.scope.pop()
            return Repeat(variable, r.randrange(2), r.randrange(2, 6), body)
        return While(self.truth(2), r.randrange(1, 5), self.block(r.randrange(1, 4), depth - 1))


def random_program(seed: int, *, recurrent: bool) -> Program:
    """Return a Program of some forty statements, with a brain of 3 inputs and 2 outputs."""
    random = Random(seed)
    maker = Maker(random)
    setup = maker.block(6, 2)
    senses = tuple(Set("inputs", maker.number(2), Constant(i, J)) for i in range(3))
    before, after = maker.block(6, 3), maker.block(8, 3)
    acts = tuple(Set(f"n{i}", Get("outputs", Constant(i, J))) for i in range(2))
    ends = Set("over", Apply("lt", (maker.unit(), Constant(0.12, N))))
    touch = (Set("inputs", Get("n1"), Constant(1, J)),) if random.random() < 0.3 else ()
    maker.in_score = True
    score = maker.block(4, 2)
    results = tuple(maker.number(3) for _ in range(3))
    tick = (*before, *senses, RunNetwork(), *acts, *after, *touch, ends)
    return Program(
        name="random",
        slots=SLOTS,
        tables=TABLES,
        setup=setup,
        tick=tick,
        score=score,
        results=results,
        inputs=3,
        outputs=2,
        recurrent=recurrent,
        steps=1 + seed % 3 if recurrent else 1,
        ticks=20,
    )
