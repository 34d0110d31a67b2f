"""Random valid programs: all blocks, every statement and expression, each topology."""

from dataclasses import replace

from quale.model.model import DataFile, ProgramText
from tests.compiler.differential.arrays import whole
from tests.compiler.differential.declare import RECORDS, Declarations
from tests.compiler.differential.picks import Picks
from tests.compiler.differential.scope import Query, RandomKind, Scope
from tests.compiler.differential.write_motion import write_integral, write_motion

AGGREGATES = ("avg", "sum", "min", "max", "last", "count", "std")


class Author(Declarations):
    """Writes one program."""

    def __init__(self, picks: Picks) -> None:
        super().__init__(picks)
        self.data: dict[str, str] = {"table.csv": "a,name\n1,x\n0.25,y\n-3,z\n"}

    def program(self) -> ProgramText:
        blocks = [
            self.defined,
            write_motion(self.picks, self.expressions, self._agent_scope(bare=True)),
            self._body(),
            self._world(),
            self._perception(),
            self._action(),
            self._dynamics(),
            self._fitness(),
            self._evolve(),
        ]
        text = "\n\n".join("\n".join(lines) for lines in blocks) + "\n"
        data = tuple(DataFile(name, content.encode()) for name, content in sorted(self.data.items()))
        return ProgramText((("program.quale", text),), data)

    def _body(self) -> list[str]:
        picks, machine_scope = self.picks, self._acting(self._agent_scope(), agent=True)
        return [
            "body Agent {",
            *self.body_lines,
            *(f"sensor {name}: {form}" for name, form, _ in self.sensors),
            f"sensor ray[{self.ray}]: internal(-1..2)",
            *(f"actuator {name}: {form}" for name, form in self.actuators),
            f"actuator wheel[2]: {picks.one_of(('value(-1..3)', 'trigger(threshold: 0.5)'))}",
            *(
                line
                for name, states in self.body_machines
                for line in self._machine(name, states, machine_scope, "agent")
            ),
            "}",
        ]

    def _machine(self, name: str, states: tuple[str, ...], scope: Scope, where: str) -> list[str]:
        picks = self.picks
        lines = [f"machine {name} {{", f"scope: {where}", f"initial: {picks.one_of(states)}"]
        for state in states:
            lines.append(f"state {state} {{")
            for hook in ("on_enter", "on_tick", "on_exit"):
                if picks.often(50):
                    mark = f"{scope.trail} = ({scope.trail} * 3 + ({name} is {picks.one_of(states)} ? 1 : 2)) % 1009"
                    lines += [f"{hook} {{", mark, *self.statements.block(scope, 2, 1), "}"]
            for _ in range(picks.between(0, 2)):
                target = picks.one_of(states)
                if picks.often(40):
                    after = picks.one_of(("2 ticks", "1 ticks", "0.6 s", "3 ticks"))
                    lines.append(f"goto {target} after {after}")
                else:
                    lines.append(f"goto {target} when {self.expressions.truth(replace(scope, singles=False))}")
            lines.append("}")
        return [*lines, "}"]

    def _world(self) -> list[str]:
        topology = f"grid({self.width}, {self.height})" if self.topology == "grid" else self.topology
        written = ["world Place {", f"topology: {topology}", "tick: 0.25 s", "c: 2.5"]
        if self.topology == "route":
            written.append("length: 10 km")
        if self.picks.often(30):
            written.append("max_speed: 7")
        if self.walls:
            written.append(f"walls: {self.walls}")
            if self.walls.startswith('"'):
                self.data["map.txt"] = self._map()
        written += self.world_lines
        for kind in self.kinds:
            written += self._entity(kind)
        if self.data.keys() - {"map.txt", "table.csv"}:
            written.append('import entities from "rows.csv"')
        written += [f"query {q.name}({self._parameters(q)}) -> {', '.join(q.results)}" for q in self.queries]
        scope = self._acting(self._world_scope(), agent=False)
        for name, states in self.world_machines:
            written += self._machine(name, states, scope, "world")
        return [*written, "}"]

    def _parameters(self, query: Query) -> str:
        place = "x, y" if self.topology == "grid" else "position"
        match query.form:
            case "zone":
                return "position"
            case "cell_at":
                return "x, y"
            case "count_within":
                return f"kind, {place}, r"
            case _:
                return f"kind, {place}"

    def _map(self) -> str:
        rows = ["".join("#" if self.picks.often(10) else "." for _ in range(self.width)) for _ in range(self.height)]
        rows[1] = rows[1][0] + ".." + rows[1][3:]  # where agents with a given place stand
        rows[2] = "." * self.width
        return "\n".join(rows) + "\n"

    def _entity(self, kind: RandomKind) -> list[str]:
        picks, properties = self.picks, self.properties[kind.name]
        lines = [f"entity {kind.name} {{", "properties {"]
        lines += [f"{name}: {declared}" for name, declared, _ in properties]
        lines.append("}")
        imported = picks.often(25)
        if imported:
            self._import(kind)
        if not imported or picks.often(50):
            low = picks.between(1, 4)
            lines.append(f"spawn: {low}..{low + picks.between(1, 2)}" if picks.often(40) else f"spawn: {low}")
        if picks.often(60):
            lines.append(f"respawn: {picks.between(1, 4)} ticks")
        acting = self._as_entity(self._acting(self._agent_scope(), agent=True), kind)
        if kind.sited:
            for event in ("on_enter", "on_pass", "on_cross", "on_contact"):
                if picks.often(45) and not (event == "on_cross" and self.topology == "grid"):
                    ends = ["consume"] if picks.often(25) else []
                    if self.alive and picks.often(30):
                        ends.append(f"when {self.expressions.truth(acting, 1)} {{ agent.alive = false }}")
                    block = [self.statements.trail(acting), *self.statements.block(acting, 2, 1), *ends]
                    lines += [f"{event}{self._arguments(event)} {{", *block, "}"]
        if picks.often(30):
            seen = self._agent_scope(actuators=False, sensors=False)
            ticking = self._as_entity(self._acting(seen, agent=False), kind)
            lines += ["on_tick {", self.statements.trail(ticking), *self.statements.block(ticking, 2, 1), "}"]
        return [*lines, "}"]

    def _arguments(self, event: str) -> str:
        arguments = []
        if event in ("on_enter", "on_contact") and self.picks.often(60):
            arguments.append(f"threshold: {self.picks.one_of(('1.5', '0.5', '0', '3'))}")
        if event == "on_enter" and self.speed and self.picks.often(40):
            arguments.append(f"max_speed: {self.picks.one_of(('5', '0', '12'))}")
        return f"({', '.join(arguments)})" if arguments else ""

    def _import(self, kind: RandomKind) -> None:
        """Give a kind rows of the CSV file; all kinds share one header."""
        everything = sorted({name for other in self.kinds for name in other.numbers + other.truths})
        rows = self.data.get("rows.csv", ",".join(["type", *everything]) + "\n")
        for _ in range(self.picks.between(1, 3)):
            cells = [kind.name]
            for name in everything:
                if name in kind.truths:
                    cells.append(self.picks.one_of(("true", "0")))
                elif name in ("x", "y") and self.topology == "grid":
                    cells.append(self.picks.one_of(("1", "2")) if self.walls == "none" else "1")
                elif name in kind.numbers:
                    cells.append(self.picks.one_of(("1", "0")))
                else:
                    cells.append("")
            rows += ",".join(cells) + "\n"
        self.data["rows.csv"] = rows

    def _perception(self) -> list[str]:
        picks = self.picks
        scope = replace(self._agent_scope(actuators=False, sensors=False), singles=True, delays=True, loops=True)
        lines, scope = self.statements.follow(scope, 3)
        for name in (each for _, _, inputs in self.sensors for each in inputs):
            if picks.often(20):
                condition = self.expressions.truth(scope)
                inner = scope.inner()
                lines += [f"when {condition} {{", f"sensor {name} = {self.expressions.number(inner)}"]
                lines += ["} else {", f"sensor {name} = {self.expressions.number(inner)}", "}"]
            elif picks.often(10):
                lines.append(f"sensor {name} = {self.expressions.truth(scope)}")
            else:
                lines.append(f"sensor {name} = {self.expressions.number(scope)}")
            scope = scope.knows(numbers=(f"sensor.{name}",))
        lines += self._rays(scope)
        return ["perception Senses {", *lines, "}"]

    def _rays(self, scope: Scope) -> list[str]:
        """Assign the sensor that is an array: as a whole, or in a loop."""
        if self.picks.often(50):
            return [f"sensor ray = {whole(self.picks, self.expressions, scope, self.ray, scope.arrays)}"]
        inner = scope.inner().knows(numbers=("r",))
        return [f"for r in 1..{self.ray} {{ sensor ray[{self.ray} - r] = {self.expressions.number(inner, 2)} }}"]

    def _action(self) -> list[str]:
        picks = self.picks
        scope = replace(self._acting(self._agent_scope(), agent=True), delays=True, moves=self.movers)
        lines = []
        if self.topology == "route":
            step = picks.one_of(
                (
                    f"clamp(actuator.a0 * {self.expressions.constant()}, -2, 3)",
                    "round(clamp(actuator.a0 * 3, -2, 3))",
                    "(world.ticks % 4 - 1)",
                    "floor(random(-2, 4))",
                    "(world.ticks < 4 ? 2 : -1)",
                )
            )
            lines.append(f"agent.position += {step}")
        if self.movers and picks.often(80):
            lines.append("move actuator.go")
        if self.topology == "grid" and picks.often(50):
            lines.append("agent.x = 1 + floor(random(0, world.width - 2))")
        lines += [write_integral(picks)] if picks.often(50) else []
        more, scope = self.statements.follow(scope, 5)
        lines += more
        lines += [self.statements.record(scope.inner(), name, fields) for name, fields in RECORDS]
        return ["action Acts {", *lines, "}"]

    def _dynamics(self) -> list[str]:
        picks = self.picks
        scope = self._agent_scope(bare=True).knows(self.hiddens.numbers, self.hiddens.truths)
        scope = replace(scope, arrays=scope.arrays + self.hidden_arrays)
        truths = tuple(name for name in self.body_states.truths if name != "alive") + self.hiddens.truths
        acting = replace(
            scope,
            number_targets=self.body_written + self.hiddens.numbers,
            truth_targets=truths,
            array_targets=self.body_arrays + self.hidden_arrays,
            trail="trail",
            singles=True,
            loops=True,
        )
        lines = ["dynamics Changes {", *self.hidden_lines]
        integral = [write_integral(picks)] if picks.often(30) else []
        lines += ["per_tick {", *self.statements.block(replace(acting, delays=True), 3), *integral, "}", "rules {"]
        for _ in range(picks.between(0, 2)):
            if acting.number_targets and picks.often(60):
                target = picks.one_of(acting.number_targets)
                lines.append(f"if {self.expressions.truth(acting)}: {target} += {self.expressions.number(acting)}")
            else:
                lines += [f"if {self.expressions.truth(acting)} {{", *self.statements.block(acting, 2, 1), "}"]
        lines.append("}")
        if picks.often(30):
            lines.append(f"death {{ if {self.expressions.truth(scope)} and {self.expressions.truth(scope, 0)} }}")
        if picks.often(50):
            lines.append("clamp -1..2")
        return [*lines, "}"]

    def _fitness(self) -> list[str]:
        picks = self.picks
        reading = replace(self._agent_scope(actuators=False, sensors=False, bare=True), draws=False)
        lines = ["fitness Success {"]
        metrics: list[str] = []
        for number in range(picks.between(0, 3)):
            name = f"metric{number}"
            metrics.append(name)
            if picks.often(30):
                value = self.expressions.number(replace(self._agent_scope(bare=True), draws=False), 2)
                lines.append(f"metric {name} {{ per tick: {value}  aggregate: {picks.one_of(AGGREGATES)} }}")
                continue
            if picks.often(50):
                record, fields = picks.one_of(RECORDS)
                aggregate = picks.one_of(AGGREGATES)
                lines.append(f"metric {name} {{ per record {record}: {picks.one_of(fields)}  aggregate: {aggregate} }}")
            else:
                scope = replace(reading, numbers=reading.numbers + tuple(metrics[:-1]))
                lines.append(f"metric {name} = {self.expressions.number(scope)}")
        reading = reading.knows(numbers=(*metrics, "engine.complexity"))
        if self.alive and picks.often(50):
            lines.append("gate alive")
        if picks.often(30):
            lines.append(f"gate factor = {self.expressions.number(reading)}")
        weighed = [*metrics, *self.body_states.numbers, *self.body_states.truths]
        verbs = [verb for verb in ("maximize", "reward", "penalize") if picks.often(60)]
        lines += [f"{verb} {picks.one_of(weighed)}: {picks.one_of(('1', '2.5'))}" for verb in verbs]
        lines.append("penalize engine.complexity: 0.01")
        if picks.often(40):
            lines.append(
                f"terminate when {self.expressions.truth(self._agent_scope(bare=True), 1)} and world.ticks > 2"
            )
        if self.alive and picks.often(25):
            lines.append("terminate when not alive")  # finished and dead in one tick
        return [*lines, "}"]

    def _evolve(self) -> list[str]:
        picks = self.picks
        recurrent = picks.often(50)
        return [
            "evolve Experiment {",
            "body: Agent  world: Place  perception: Senses  action: Acts  dynamics: Changes  fitness: Success",
            f"population: 4  generations: 2  scenarios: {picks.between(1, 3)}",
            f"ticks: {picks.between(3, 16)}",
            f"seed: {picks.between(1, 1000)}",
            f"brain {{ recurrent: {str(recurrent).lower()}  steps: {picks.between(1, 3) if recurrent else 1} }}",
            f"resample: {picks.one_of(('every_generation', 'never'))}",
            "}",
        ]
