"""What a random program declares, and what can be said about it where."""

from dataclasses import dataclass, replace

from tests.compiler.differential.arrays import PROPERTY, declared, under
from tests.compiler.differential.picks import Picks
from tests.compiler.differential.scope import Arrays, Query, RandomKind, Scope
from tests.compiler.differential.write_expression import TABLE
from tests.compiler.differential.write_motion import MOVED
from tests.compiler.differential.write_statement import Statements

RANGES = (("0..1", "0.5"), ("-2..5", "1"), ("-pi..pi", "0"), ("0..10", "3"), ("-0.5..0.5", "0.25"))
SUFFIXES = {4: ("n", "s", "e", "w"), 8: ("n", "ne", "e", "se", "s", "sw", "w", "nw")}
RECORDS = (("first", ("a", "b")), ("second", ("c",)))


ROWS = 3
"""Rows of the table."""


@dataclass(frozen=True)
class Named:
    """Names of one owner by type."""

    numbers: tuple[str, ...]
    truths: tuple[str, ...]

    def under(self, prefix: str) -> "Named":
        return Named(tuple(f"{prefix}.{n}" for n in self.numbers), tuple(f"{prefix}.{n}" for n in self.truths))


class Declarations:
    """The declared names of one random program."""

    def __init__(self, picks: Picks) -> None:
        self.picks = picks
        self.statements = Statements(picks)
        self.expressions = self.statements.expressions
        self.defined = self._define()
        self.topology = picks.one_of(("none", "route", "route", "grid", "grid"))
        self.width, self.height = picks.between(6, 9), picks.between(6, 8)
        self.walls = picks.one_of(("border", "none", '"map.txt"')) if self.topology == "grid" else ""
        self.body_states, self.body_lines = self._states(picks.between(1, 4), "s")
        self.world_states, self.world_lines = self._states(picks.between(0, 3), "w")
        self.hiddens, self.hidden_lines = self._states(picks.between(0, 2), "h", "hidden")
        self._add_known_states(self.body_lines)
        self._add_arrays()
        self.kinds: list[RandomKind] = []
        self.properties: dict[str, list[tuple[str, str, bool]]] = {}
        for number in range(picks.between(0 if picks.often(20) else 1, 3)):
            self._declare_kind(number)
        self.queries = self._declare_queries()
        self._declare_ports()
        self.world_machines = self._declare_machines("W")
        self.body_machines = self._declare_machines("B")

    def _define(self) -> list[str]:
        """Constants and functions; each function knows those before it."""
        picks, names = self.picks, ("a", "b", "c")
        lines = ["constant known = 2.5", f'table {TABLE} from "table.csv" {{ only: [a, b]  defaults {{ b: -1.5 }} }}']
        for number in range(picks.between(0, 3)):
            parameters = names[: picks.between(0, 3)]
            scope = Scope(numbers=(*parameters, "known", "world.time"), draws=picks.often(30))
            head = f"function own{number}({', '.join(parameters)})"
            if picks.often(40):
                lines.append(f"{head} = {self.expressions.number(scope, 2)}")
            else:
                lines += [f"{head} {{", *self._function_body(scope), "}"]
            self.expressions.functions.append((f"own{number}", len(parameters), scope.draws))
        return lines

    def _function_body(self, scope: Scope) -> list[str]:
        picks, express = self.picks, self.expressions
        scope = scope.knows(numbers=("kept", "named"))
        lines = [f"var kept = {picks.one_of(('1', 'known', '0'))}", "let named = kept + 1"]
        lines.append(f"for i in 0..{picks.between(0, 3)} {{ kept += i * {express.number(scope, 1)} }}")
        lines.append(f"when {express.truth(scope, 1)} {{ kept = {express.number(scope, 1)} }} else {{ kept -= 1 }}")
        lines.append(f"repeat {picks.between(0, 2)} {{ let part = kept  kept = part + {express.number(scope, 1)} }}")
        return [*lines, f"return {express.number(scope, 2)}"]

    def _declare_machines(self, letter: str) -> list[tuple[str, tuple[str, ...]]]:
        """Machines with the names of their states."""
        return [
            (
                f"Machine{letter}{number}",
                tuple(f"m{letter.lower()}{each}" for each in range(self.picks.between(1, 3))),
            )
            for number in range(self.picks.between(0, 2))
        ]

    def _states(self, count: int, prefix: str, keyword: str = "state") -> tuple[Named, list[str]]:
        numbers: list[str] = []
        truths: list[str] = []
        lines = []
        for number in range(count):
            name = f"{prefix}{number}"
            declared, truth = self._typed()
            lines.append(f"{keyword} {name}: {declared}")
            (truths if truth else numbers).append(name)
        return Named(tuple(numbers), tuple(truths)), lines

    def _typed(self) -> tuple[str, bool]:
        """A type with an initial value, and whether it is bool."""
        picks = self.picks
        initial = Scope(numbers=("world.time", "world.scenario", "world.c"), draws=True)
        match picks.below(5):
            case 0:
                drawn = picks.often(50)
                return f"float = {self.expressions.number(initial, 2)} + world.time" if drawn else "float = 1.5", False
            case 1:
                bounds, value = picks.one_of(RANGES)
                return f"{bounds} = {f'random({value}, 4)' if picks.often(50) else value}", False
            case 2:
                return f"int = {'random(0, 9)' if picks.often(50) else '2'}", False
            case 3:
                return f"bool = {'chance(0.5)' if picks.often(50) else 'true'}", True
            case _:
                return "km = 0.5", False

    def _add_known_states(self, lines: list[str]) -> None:
        """States that the engine knows: place, speed, alive."""
        picks = self.picks
        numbers, truths = list(self.body_states.numbers), list(self.body_states.truths)
        self.alive = picks.often(60)
        if self.alive:
            lines.append("state alive: bool = true")
            truths.append("alive")
        self.speed = picks.often(60)
        if self.speed:
            lines.append("state speed: -20..20 = random(-9, 9)")
            numbers.append("speed")
        if self.topology == "route":
            lines.append("state position: float = random(0, 3)" if picks.often(30) else "state position: km = 0")
            numbers.append("position")
        if self.topology == "grid":
            if picks.often(50):
                lines += ["state x: int = 1", "state y: int = 1"]
            numbers += ["x", "y"]
        lines += ["state trail: float = 0", "state q0: float = random(-1, 1)", "state q1: km = 0.5"]
        numbers += MOVED
        self.world_lines.append("state trail: float = 0")
        # where the agent is mostly is what the action makes of it
        self.body_written = tuple(each for each in numbers if each not in ("x", "y", "position") or picks.often(25))
        self.body_states = Named((*numbers, "trail"), tuple(truths))
        self.world_written = self.world_states.numbers
        self.world_states = Named((*self.world_states.numbers, "trail"), self.world_states.truths)

    def _add_arrays(self) -> None:
        """Arrays of states; those of ports have fixed lengths."""
        self.body_arrays: Arrays = ()
        self.world_arrays: Arrays = ()
        self.hidden_arrays: Arrays = ()
        if self.picks.often(70):
            line, self.body_arrays = declared(self.picks, "m")
            self.body_lines.append(line)
        if self.picks.often(40):
            line, self.world_arrays = declared(self.picks, "pool")
            self.world_lines.append(line)
        if self.picks.often(30):
            line, self.hidden_arrays = declared(self.picks, "kept", "hidden")
            self.hidden_lines.append(line)
        self.ray = self.picks.between(1, 4)

    def _declare_kind(self, number: int) -> None:
        picks, name = self.picks, f"kind{number}"
        lines: list[tuple[str, str, bool]] = []  # (name, type and initial value, truth)
        zone = picks.often(30)
        sited = picks.often(85)
        if self.topology == "route" and sited:
            lines.append(
                ("position", picks.one_of(("km", "float = normal(5, 2)", *("km = floor(random(0, 6))",) * 3)), False)
            )
        if self.topology == "grid" and picks.often(25):
            lines += [("x", "int = random(0, 4)", False), ("y", "int = 2", False)]
        if zone:
            lines += [("start", "float = random(0, 5)", False), ("end", "float = random(4, 12)", False)]
        for each in range(picks.between(0, 3)):
            declared, truth = self._property_type()
            lines.append((f"p{number}{'abc'[each]}", declared, truth))
        numbers = [each for each, _, truth in lines if not truth]
        written = tuple(each for each in numbers if each not in ("x", "y", "position") or picks.often(25))
        lines += [("tag", "int = random(0, 50)", False), ("lev[2]", self.picks.one_of(("0..3 = 1", "float")), False)]
        numbers += ["tag", "lev_0", "lev_1"]
        if self.topology == "grid" and "x" not in numbers:
            numbers += ["x", "y"]
        placed = self.topology == "grid" or (self.topology == "route" and sited)
        self.kinds.append(
            RandomKind(name, tuple(numbers), tuple(each for each, _, truth in lines if truth), written, placed, zone)
        )
        self.properties[name] = lines

    def _property_type(self) -> tuple[str, bool]:
        match self.picks.below(6):
            case 0:
                return "0..1", False
            case 1:
                return "-1..3 = random(0, 9)", False
            case 2:
                return "bool", True
            case 3:
                return "bool = chance(0.3)", True
            case 4:
                return "int = normal(3, 2)", False
            case _:
                return "float", False

    def _declare_queries(self) -> tuple[Query, ...]:
        picks = self.picks
        queries = []
        for kind in self.kinds:
            if kind.zone:
                field = picks.one_of(kind.numbers + kind.truths)
                queries.append(Query(f"{kind.name}_at", "zone", (field,), kind.name, field in kind.truths))
        if self.topology != "none":
            forms = ["nearest", "count_within"]
            forms += ["cell_at"] if self.topology == "grid" else ["nearest_ahead", "nearest_behind"]
            for form in forms:
                if picks.often(70):
                    results: tuple[str, ...] = (form.replace("count_within", "count").replace("cell_at", "cell"),)
                    if form.startswith("nearest"):
                        results = picks.one_of(
                            (("distance", "index", "properties"), ("distance",), ("index",), ("index", "properties"))
                        )
                    queries.append(Query(form, form, results))
        return tuple(queries)

    def _declare_ports(self) -> None:
        picks = self.picks
        self.sensors: list[tuple[str, str, tuple[str, ...]]] = []  # name, kind, inputs to be assigned
        for number in range(picks.between(0, 3)):
            low, high = picks.one_of((("0", "1"), ("-1", "1"), ("-3", "2.5")))
            self.sensors.append((f"i{number}", f"internal({low}..{high})", (f"i{number}",)))
        if picks.often(60 if self.topology == "grid" else 15):
            directions = picks.one_of((4, 8))
            inputs = tuple(f"look_{suffix}" for suffix in SUFFIXES[directions])
            filled = self.topology == "grid" and picks.often(80)
            of = f", of: {picks.one_of(self.kinds).name}" if self.kinds and picks.often(50) else ""
            form = f"directional(range: {picks.between(1, 6)}, directions: {directions}{of})"
            self.sensors.append(("look", form, () if filled else inputs))
        self.inputs = tuple(
            name
            for sensor, form, _ in self.sensors
            for name in (
                [f"{sensor}_{s}" for s in SUFFIXES[8 if "directions: 8" in form else 4]]
                if form.startswith("directional")
                else [sensor]
            )
        )
        self.actuators = [(f"a{number}", "trigger(threshold: 0.2)") for number in range(picks.between(1, 2))]
        self.triggers = tuple(name for name, _ in self.actuators)
        if picks.often(50):
            self.actuators.append(("torque", f"value({picks.one_of(('-1..1', '0..1', '-2..3', '-0.5..0.5'))})"))
        self.outputs = tuple(name for name, _ in self.actuators)
        self.movers: tuple[str, ...] = ()
        if self.topology == "grid" or picks.often(15):
            directions = picks.one_of((4, 8))
            threshold = picks.one_of(("0", "-1", "0.3"))
            self.actuators.append(("go", f"directional(threshold: {threshold}, directions: {directions})"))
            self.outputs += tuple(f"go_{suffix}" for suffix in SUFFIXES[directions])
            self.movers = ("go",) if self.topology == "grid" else ()

    def _world_scope(self) -> Scope:
        """What can be read anywhere but in initial values and fields."""
        numbers = ("world.ticks", "world.time", "world.scenario", "world.c", "world.tick")
        world = self.world_states.under("world")
        machines = tuple(f"{name}.ticks" for name, _ in self.world_machines)
        states = tuple(f"{name} is {state}" for name, known in self.world_machines for state in known)
        place = ("3.5",) if self.topology != "grid" else ("2", "1")
        return Scope(
            numbers=numbers + world.numbers + machines,
            truths=world.truths + tuple(f"({each})" for each in states),
            kinds=tuple(self.kinds),
            queries=self.queries,
            place=place,
            draws=True,
            reduces=True,
            record_kinds=RECORDS,
            arrays=(*under("world", self.world_arrays), (TABLE, ROWS)),
        )

    def _agent_scope(self, *, actuators: bool = True, sensors: bool = True, bare: bool = False) -> Scope:
        scope = self._world_scope()
        agent = self.body_states if bare else self.body_states.under("agent")
        numbers, truths = list(agent.numbers), list(agent.truths)
        numbers += [f"{name}.ticks" for name, _ in self.body_machines]
        truths += [f"({name} is {state})" for name, known in self.body_machines for state in known]
        if sensors:
            numbers += [f"sensor.{name}" for name in self.inputs]
        if actuators:
            numbers += [f"actuator.{name}" for name in self.outputs]
            truths += [f"fired(actuator.{name})" for name in self.triggers]
        prefix = "" if bare else "agent."
        place = {"route": (f"{prefix}position",), "grid": (f"{prefix}x", f"{prefix}y")}.get(self.topology, scope.place)
        arrays = self.body_arrays if bare else under("agent", self.body_arrays)
        arrays += (("sensor.ray", self.ray),) if sensors else ()
        arrays += (("actuator.wheel", 2),) if actuators else ()
        return replace(scope.knows(tuple(numbers), tuple(truths)), place=place, arrays=scope.arrays + arrays)

    def _acting(self, scope: Scope, *, agent: bool) -> Scope:
        """Let statements change things: world, properties, and the agent if it is theirs."""
        world = self.world_states.under("world")
        numbers, truths = tuple(f"world.{each}" for each in self.world_written), world.truths
        arrays = under("world", self.world_arrays) + (under("agent", self.body_arrays) if agent else ())
        if agent:
            states = self.body_states.under("agent")
            numbers += tuple(f"agent.{each}" for each in self.body_written)
            # a state that ends everything is seldom written
            truths += tuple(name for name in states.truths if name != "agent.alive" or self.picks.often(15))
        return replace(
            scope,
            number_targets=numbers,
            truth_targets=truths,
            trail="agent.trail" if agent else "world.trail",
            records=True,
            loops=True,
            singles=True,
            writes_properties=True,
            array_targets=arrays,
        )

    def _as_entity(self, scope: Scope, kind: RandomKind) -> Scope:
        return replace(
            scope.knows(kind.numbers, kind.truths),
            number_targets=scope.number_targets + kind.written,
            truth_targets=scope.truth_targets + kind.truths,
            consumes=("consume",),
            tags=("tag",),
            arrays=(*scope.arrays, (PROPERTY, 2)),
            array_targets=(*scope.array_targets, (PROPERTY, 2)),
        )
