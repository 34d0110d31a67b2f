"""A constant expression has the bits of the same expression over variables, folded, interpreted and in machine code."""

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.compiler.compile import Native, Room, memory, native, network_table
from quale.compiler.interpret.interpret import interpret
from quale.compiler.lower.lower import lower
from quale.compiler.program.program import Constant, Kind
from quale.compiler.program.simplify import applied
from quale.genome.genome import Networks
from quale.language.expressions.call import INTERNAL
from quale.language.expressions.fold import fold
from quale.model.expression import Call, Expression, IntegerPower, Number, Operation
from quale.model.kept import AgentState
from quale.model.model import Model, world_task
from quale.model.world import OfRecords
from quale.numeric.functions import FUNCTIONS
from quale.numeric.operators import OPERATORS, PRIMITIVES, calculate
from tests.compiler.interpreted import checked, constant_brain, write

NAMES = ("a", "b", "c")
SIGNS = {"neg": "-{0}", "not": "not {0} > {1}", "?:": "{0} > {1} ? {1} : {2}", "truth_to_number": "{0} > {1}"}
TRUTHS = ("and", "or", "==", "!=")
EXPONENTS = (0, 1, 2, 3, 7, 10, 63, 64, -1, -2, -10, -64, 65, -65, 0.5, -2.5)

EXPRESSIONS = (
    *(form for form in SIGNS.values()),
    *(f"{{0}} {sign} {{1}}" for sign in OPERATORS if sign not in (*SIGNS, "and", "or")),
    *(f"({{0}} > {{1}}) {sign} ({{1}} <= {{2}})" for sign in TRUTHS),
    *(f"{{0}} ^ {exponent}" for exponent in EXPONENTS),
    *(
        f"{name}({', '.join([f'{{{number % 3}}}' for number in range(arity)])})"
        for name, function in FUNCTIONS.items()
        if name not in INTERNAL
        for arity in function.arity
    ),
    "({0} + {1}) ^ (1 + 1) / -{2} ^ 3 % {1}",
    "sin({0} * {1}) ^ 10 - lerp({0}, {1}, {2}) ^ {0}",
)
"""Every operator and function over {0}, {1} and {2}, powers with exponents of each sort, and some that are nested."""


@cache
def experiment() -> Model:
    """Return a Model whose metrics are the expressions over states, which are what the brain puts out."""
    states = [f"agent.{name}" for name in NAMES]
    metrics = "  ".join(f"metric m{row} = {form.format(*states)}" for row, form in enumerate(EXPRESSIONS))
    return checked(
        write(
            "  ".join(f"state {name}: float = 0" for name in NAMES),
            action="\n".join(f"agent.{name} = actuator.{name}" for name in NAMES),
            body="  ".join(f"actuator {name}: trigger(threshold: 0)" for name in NAMES),
            fitness=f"{metrics}  maximize m0: 1",
            ticks=1,
        )
    )


@cache
def code() -> Native:
    return native(lower(experiment()), 1)


def executed(networks: Networks) -> list[float]:
    """Return the metrics as machine code calculates them."""
    compiled, results = code(), np.empty((1, 1, code().results))
    size = compiled.layout.work_size(int(networks.slots.max()))
    room = Room(memory(compiled.layout.block_size), memory(size), results, np.zeros(1, dtype=np.int32))
    compiled.setup(room.block, 1, 1, 0, 1)
    assert compiled.evaluate(network_table(networks), 0, 1, room)
    return [float(value) for value in results[0, 0, 1:]]


def with_constants(expression: Expression, values: tuple[float, ...]) -> Expression:
    """Return an expression with numbers in the place of states."""
    match expression:
        case AgentState(index):
            return Number(values[index])
        case Operation(sign, arguments, truth):
            return Operation(sign, tuple(with_constants(argument, values) for argument in arguments), truth)
        case IntegerPower(base, exponent):
            return IntegerPower(with_constants(base, values), exponent)
        case Call(function, arguments):
            return Call(function, tuple(with_constants(argument, values) for argument in arguments))
        case _:
            return expression


def bits(value: float) -> str:
    return "nan" if math.isnan(value) else value.hex()


@given(values=st.tuples(*(st.floats() | st.floats(-4, 4) for _ in NAMES)))
@settings(max_examples=60, deadline=None)
def test_folding_interpreter_and_machine_code_agree(values: tuple[float, ...]) -> None:
    model = experiment()
    networks = constant_brain(model, values)
    interpreted = interpret(model, networks, 0, seed=1, generation=1, scenario=0).results[1:]
    ran = executed(networks)
    for row, metric in enumerate(world_task(model).fitness.metrics):
        assert not isinstance(metric.value, OfRecords)
        folded = fold(with_constants(metric.value, values))
        assert folded is not None, EXPRESSIONS[row]
        found = {bits(float(folded)), bits(float(interpreted[row])), bits(ran[row])}
        assert len(found) == 1, f"{EXPRESSIONS[row]} of {values}: folded, interpreted, run: {found}"


def test_every_operator_and_function_is_among_the_expressions() -> None:
    def names(expression: Expression) -> set[str]:
        match expression:
            case Operation(sign, arguments):
                return {sign}.union(*map(names, arguments))
            case IntegerPower(base):
                return {"integer power"} | names(base)
            case Call(function, arguments):
                return {function}.union(*map(names, arguments))
            case _:
                return set()

    metrics = world_task(experiment()).fitness.metrics
    values = [metric.value for metric in metrics if not isinstance(metric.value, OfRecords)]
    found = set[str]().union(*(names(value) for value in values if value is not None))
    assert found == {*OPERATORS, *FUNCTIONS, "integer power"} - {*INTERNAL}


@pytest.mark.parametrize("text", ["1.9339690308979824 ^ 10", "1.1 ^ -7", "(1 / 3) ^ 64", "0.7 ^ (2 ^ 3)"])
def test_a_power_in_a_field_is_the_power_that_the_action_computes(text: str) -> None:
    base, _, exponent = text.partition(" ^ ")
    program = write(
        f"state x: float = {base}  state over_variables: float = 0  state constant: float = 0",
        action=f"agent.over_variables = agent.x ^ {exponent}\nagent.constant = {text}",
        fitness=f"metric over_variables = agent.over_variables  metric constant = agent.constant"
        f"  maximize constant: {text}",
        ticks=1,
    )
    model = checked(program)
    results = interpret(model, constant_brain(model, (0.0,)), 0, seed=1, generation=1, scenario=0).results
    assert world_task(model).fitness.terms[0].weight == results[1] == results[2]


VALUES = {
    Kind.NUMBER: (0.0, -0.0, 1.5, -2.0, 1e308, 5e-324, math.inf, -math.inf),
    Kind.INDEX: (0, 1, -3, 2**31, 2**50),
    Kind.TRUTH: (False, True),
}


@pytest.mark.parametrize("name", PRIMITIVES)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_the_simplifier_calculates_what_the_formula_says(name: str, data: st.DataObject) -> None:
    primitive = PRIMITIVES[name]
    values = [data.draw(st.sampled_from(VALUES[kind])) for kind in primitive.arguments]
    result = applied(name, tuple(Constant(v, k) for v, k in zip(values, primitive.arguments, strict=True)))
    wanted = calculate(primitive.formula, *values)
    if isinstance(wanted, float) and math.isnan(wanted):
        assert not isinstance(result, Constant)
    else:
        assert isinstance(result, Constant)
        assert (result.kind, type(result.value)) == (primitive.result, type(wanted))
        assert repr(result.value) == repr(wanted)  # a zero's sign shows
