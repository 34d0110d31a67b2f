"""A Program run in plain Python for one lane: it tells a wrong lowering from a wrong emitter."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from quale.compiler.interpret.network import RunningNetwork
from quale.compiler.program.program import (
    Apply,
    Beat,
    Branch,
    Complexity,
    Constant,
    Define,
    Expr,
    Get,
    Kind,
    Lookup,
    Piece,
    Program,
    Repeat,
    RunNetwork,
    Scenario,
    Set,
    Slot,
    Stmt,
    Tick,
    Variable,
    While,
)
from quale.compiler.trace import Trace
from quale.genome.genome import Networks
from quale.numeric.functions import FUNCTIONS
from quale.numeric.scalars import evaluate
from quale.streams import philox, uniform01

SETUP = 0xFFFFFFFF

Value = float | int | bool


def divide(a: float, b: float) -> float:
    if b != 0.0:
        return a / b
    return math.nan if a == 0.0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1.0, b)


def choose(condition: Value, then: Value, otherwise: Value) -> Value:
    return then if condition else otherwise


OPERATIONS: dict[str, Callable[..., Value]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": divide,
    "neg": lambda a: -a,
    "abs": abs,
    "floor": lambda a: float(np.floor(a)),
    "ceil": lambda a: float(np.ceil(a)),
    "rint": lambda a: float(np.rint(a)),
    "sqrt": lambda a: evaluate(FUNCTIONS["sqrt"].formula, a),
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "xor": lambda a, b: a != b,
    "not": lambda a: not a,
    "select": choose,
    "select_truth": choose,
    "select_index": choose,
    "number_of_truth": float,
    "number_of_index": float,
    "index_of": int,
    "iadd": lambda a, b: a + b,
    "isub": lambda a, b: a - b,
    "imul": lambda a, b: a * b,
    "imod": lambda a, b: a % b,
    "ilt": lambda a, b: a < b,
    "ile": lambda a, b: a <= b,
    "ieq": lambda a, b: a == b,
}


@dataclass
class Lane:
    """The storage of one scenario under way."""

    program: Program
    brain: RunningNetwork
    key: tuple[int, int]
    scenario: int
    tick: int = SETUP
    slots: dict[str, Slot] = field(default_factory=dict)
    tables: dict[str, tuple[float, ...]] = field(default_factory=dict)
    cells: dict[str, list[Value]] = field(default_factory=dict)
    names: dict[str, Value] = field(default_factory=dict)

    def value(self, expression: Expr) -> Value:
        match expression:
            case Constant(value):
                return value
            case Variable(name):
                return self.names[name]
            case Get(slot, at):
                return self.cells[slot][self.place(slot, at)]
            case Lookup(table, at):
                return self.tables[table][self.within(self.value(at), len(self.tables[table]))]
            case Tick() | Beat():
                return self.tick
            case Scenario() | Complexity():
                return self.scenario if isinstance(expression, Scenario) else float(self.brain.complexity)
            case Apply():
                return self.applied(expression)

    def applied(self, expression: Apply) -> Value:
        operation = expression.operation
        values = [self.value(argument) for argument in expression.arguments]
        if operation in ("uniform01", "normal01"):
            return self.draw(operation, *(int(value) for value in values))
        if operation.startswith("call:"):
            return evaluate(FUNCTIONS[operation.removeprefix("call:")].formula, *values)
        return OPERATIONS[operation](*values)

    def draw(self, operation: str, site: int, slot: int, loop: int) -> float:
        w0, w1, w2, w3 = philox(self.key, (self.tick, site, slot, loop % 2**32))
        if operation == "uniform01":
            return float(uniform01(w0, w1))
        u, v = float(uniform01(w0, w1)), float(uniform01(w2, w3))
        radius = math.sqrt(-2.0 * evaluate(FUNCTIONS["log"].formula, 1.0 - u))
        return radius * evaluate(FUNCTIONS["cos"].formula, 6.283185307179586 * v)

    def place(self, slot: str, at: Expr | None) -> int:
        return 0 if at is None else self.within(self.value(at), self.slots[slot].length)

    def within(self, at: Value, length: int) -> int:
        assert isinstance(at, int)
        assert 0 <= at < length
        return at

    def run(self, statements: tuple[Stmt, ...]) -> None:
        for statement in statements:
            if isinstance(statement, Piece):
                self.run(statement.body)
            else:
                self.run_one(statement)

    def run_one(self, statement: Stmt) -> None:
        match statement:
            case Define(name, value):
                self.names[name] = self.value(value)
            case Set(slot, value, at):
                self.cells[slot][self.place(slot, at)] = self.value(value)
            case Branch(condition, then, otherwise):
                self.run(then if self.value(condition) else otherwise)
            case Repeat(variable, start, stop, body):
                for number in range(start, stop):
                    self.names[variable] = number
                    self.run(body)
            case While(condition, limit, body):
                for _ in range(limit):
                    if not self.value(condition):
                        break
                    self.run(body)
            case RunNetwork():
                inputs = [float(value) for value in self.cells["inputs"][: self.program.inputs]]
                outputs: list[Value] = list(self.brain.think(inputs))
                self.cells["outputs"][: self.program.outputs] = outputs

    def row(self) -> list[float]:
        return [float(value) for slot in self.program.slots for value in self.cells[slot.name][: len(slot.traced)]]


def run_program(program: Program, networks: Networks, genome: int, key: tuple[int, int], scenario: int) -> Trace:
    """Return the trace of a genome in a scenario."""
    zero: dict[Kind, Value] = {Kind.NUMBER: 0.0, Kind.INDEX: 0, Kind.TRUTH: False}
    lane = Lane(program, RunningNetwork(networks, genome, program.steps), key, scenario)
    lane.slots = {slot.name: slot for slot in program.slots}
    lane.tables = {table.name: table.values for table in program.tables}
    lane.cells = {slot.name: [zero[slot.kind]] * max(1, slot.length) for slot in program.slots}
    with np.errstate(all="ignore"):
        lane.run(program.setup)
        setup, rows = lane.row(), []
        for tick in range(program.ticks):
            lane.tick = tick
            lane.run(program.tick)
            rows.append(lane.row())
            if lane.cells["over"][0]:
                break
        lane.run(program.score)
        results = [float(lane.value(result)) for result in program.results]
    labels = tuple(label for slot in program.slots for label in slot.traced)
    values = np.array(rows, dtype=np.float64).reshape(len(rows), len(labels))
    return Trace(labels, np.array(setup, dtype=np.float64), values, np.array(results, dtype=np.float64))
