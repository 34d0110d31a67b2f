"""The Model beside its print: what it uses, domains by name, scalings, files, trackers."""

import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.model import kinds, limits, trackers
from quale.model.domain import HELD_OUT, NOTHING, Domains, Scaling, named, scaling_of
from quale.model.expression import Element, Number, PropertyValue, ResultField, known, neighbour
from quale.model.kept import AgentState
from quale.model.kinds import Aggregate, Event, ResultKind
from quale.model.model import SET, CheckpointPlan, ProgramText, world_task
from quale.model.picture import PALETTE
from quale.model.port_names import port_names
from quale.model.show_expression import number
from quale.model.statement import Assign, Consume, When
from quale.model.usage import Uses, uses, walk
from quale.model.world import Actuator, Handler, OfRecords, Sensor, Type
from tests.model.made import made

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Node:
    """A record of the Model's kind."""

    name: str
    parts: tuple[Any, ...] = ()
    last: Any = None


def test_records_are_walked_outer_ones_first_and_in_their_order() -> None:
    tree = (Node("a", (Node("b", ((Node("c"),), Node("d"))),), Node("e")), 3, Node("f"))
    assert [cast("Node", node).name for node in walk(tree)] == list("abcdef")
    assert list(walk("text")) == []


def test_what_a_task_uses_is_collected_wherever_it_stands() -> None:
    two, one = ResultField(4, ResultKind.PROPERTY, 2), ResultField(4, ResultKind.PROPERTY, 1)
    other, plain = ResultField(7, ResultKind.INDEX), ResultField(4, ResultKind.DISTANCE)
    age = PropertyValue(0, 1, 3, truth=False)
    task = made(
        body=Node("body"),
        world=(Assign(age, two), Consume(0, 5)),
        perception=(
            Assign(Element(replace(age, property=7), 2, Number(0.0)), Number(1.0)),
            When(Number(1.0), (Assign(AgentState(0, truth=False), one),), (Consume(1, 2),)),
            Assign(AgentState(0, truth=False), Element(AgentState(2, truth=False), 3, Number(1.0))),
        ),
        action=(Assign(AgentState(1, truth=False), other),),
        dynamics=Node("dynamics", (plain, plain)),
        fitness=(OfRecords(1, 2, Aggregate.STD), OfRecords(1, 2, Aggregate.STD), OfRecords(0, 0, Aggregate.COUNT)),
    )
    assert uses(task) == Uses(
        results={4: (plain, one, two), 7: (other,)},
        aggregates=frozenset({(1, 2, Aggregate.STD), (0, 0, Aggregate.COUNT)}),
        consumed=frozenset({5, 2}),
        written=frozenset({(1, 3), (1, 7), (1, 8)}),
        arrays=frozenset({(AgentState(2, truth=False), 3)}),
    )


def test_domains_are_found_by_name_in_a_register_and_in_a_tuple() -> None:
    one, two = (cast("Any", SimpleNamespace(name=name)) for name in ("one", "two"))
    for domains in ((one, two), Domains((one, two))):
        assert named(domains, "two") is two
        assert named(domains, "three") is None
    assert HELD_OUT == "held_out"
    assert dict(NOTHING) == {}


def test_a_scaling_takes_off_the_mean_divides_and_limits() -> None:
    inputs = np.array([[1.0, 10.0], [np.nan, -50.0]])
    state = {"input_mean": np.array([1.0, 0.0]), "input_deviation": np.array([2.0, 5.0])}
    free = scaling_of(state)
    assert free is not None
    assert free.limit == np.inf
    np.testing.assert_array_equal(free(inputs), [[0.0, 2.0], [np.nan, -10.0]])
    held = scaling_of(state | {"input_limit": np.array([3.0])})
    assert held is not None
    np.testing.assert_array_equal(held(inputs), [[0.0, 2.0], [np.nan, -3.0]])
    np.testing.assert_array_equal(Scaling(held.mean, held.deviation, 1.0)(-inputs), [[-1.0, -1.0], [np.nan, 1.0]])
    for name in state:
        assert scaling_of({key: value for key, value in state.items() if key != name}) is None
    assert scaling_of(NOTHING) is None


def test_a_program_knows_what_was_written_and_what_was_set_beside_it() -> None:
    text = ProgramText((("a.quale", "x"), ("b.quale", "y"), (SET, "seed=3")), ())
    assert (text.written, text.set) == ((("a.quale", "x"), ("b.quale", "y")), "seed=3")
    assert replace(text, files=text.written).set == ""
    assert (CheckpointPlan().every, CheckpointPlan().keep, CheckpointPlan().keep_best) == (100, 3, False)


def test_only_a_world_has_a_task_to_compile() -> None:
    (model,) = load(EXAMPLES / "xor.quale", DOMAINS).project.models
    assert world_task(model) is model.task
    other = replace(model, domain="dataset", task=cast("Any", Node("task")))
    with pytest.raises(TypeError, match=f"{model.name} is of the domain dataset, which has no world to compile"):
        world_task(other)


@pytest.mark.parametrize(
    ("directions", "names"),
    [
        (0, ("go",)),
        (4, ("go_n", "go_s", "go_e", "go_w")),
        (8, ("go_n", "go_ne", "go_e", "go_se", "go_s", "go_sw", "go_w", "go_nw")),
    ],
)
def test_nodes_of_a_port_have_its_name_and_a_direction(directions: int, names: tuple[str, ...]) -> None:
    assert port_names("go", directions) == names


def test_small_parts() -> None:
    assert known(0) == 0
    with pytest.raises(ValueError, match="the Model lacks what its topology"):
        known(None)
    assert [Handler(Event.ON_ENTER, (), 0, threshold=reach).reach for reach in (None, 2.5)] == [0.0, 2.5]
    state, age = AgentState(3, truth=True), PropertyValue(0, 1, 3, truth=False)
    assert neighbour(state, 2) == AgentState(5, truth=True)
    assert neighbour(age, 2) == PropertyValue(0, 1, 5, truth=False)
    assert Element(state, 4, Number(0.0)).at(1) == AgentState(4, truth=True)
    assert [Element(first, 4, Number(0.0)).truth for first in (state, age)] == [True, False]
    assert len(set(PALETTE.values())) == len(PALETTE) == 10


def test_trackers_are_known_by_name_those_of_packages_too(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("mine", "package.module:Tracker", trackers.GROUP)

    def entry_points(*, group: str, name: str = "") -> tuple[EntryPoint, ...]:
        assert group == "quale.trackers"
        return (entry,) if name in {"", entry.name} else ()

    monkeypatch.setattr(trackers, "entry_points", entry_points)
    assert trackers.tracker_names() == ("csv", "jsonl", "mine", "mlflow", "tensorboard", "wandb")
    places = {name: trackers.place_of(name) for name in ("csv", "jsonl", "mine", "nobody", "wandb")}
    assert places == {
        "csv": "",
        "jsonl": "",
        "mine": "package.module:Tracker",
        "nobody": None,
        "wandb": "quale.trackers.wandb:WeightsAndBiases",
    }
    for name in ("tensorboard", "mlflow"):
        assert trackers.place_of(name) == trackers.BUILT_IN[name].place != ""
    monkeypatch.setattr(trackers, "find_spec", lambda library: None if library == "sqlalchemy" else sys)
    assert [trackers.lacking(name) for name in ("csv", "mine", "mlflow", "wandb")] == ["", "", "sqlalchemy", ""]
    assert trackers.TrackPlan((), "quale") == trackers.NO_TRACKERS


def test_kinds_are_the_words_of_the_language() -> None:
    """What is printed and read is the name in small letters, but for what needs no name of its own."""
    found = [kind for kind in vars(kinds).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
    assert len(found) == 12
    for kind in found:
        if kind is not StrEnum:
            assert [str(word) for word in kind] == [word.name.lower() for word in kind]
    assert tuple(kinds.Topology) == (kinds.ROUTE, kinds.GRID, kinds.NONE)


def test_what_is_not_said_of_parts_is_nothing() -> None:
    plain = Type(kinds.TypeKind.BOOL)
    assert (plain.low, plain.high, plain.unit) == (-np.inf, np.inf, "")
    sensor = Sensor("s", kinds.PortKind.INTERNAL, 0)
    assert (sensor.low, sensor.high, sensor.directions, sensor.range, sensor.sees) == (0.0, 1.0, 0, 0, ())
    assert (sensor.width, replace(sensor, directions=8).width, sensor.assigned) == (1, 8, True)
    actuator = Actuator("a", kinds.PortKind.VALUE, 0, 0.5)
    assert (actuator.low, actuator.high, actuator.directions, actuator.width) == (0.0, 0.0, 0, 1)
    assert replace(actuator, directions=4).width == 4


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-3.0, "-3"),
        (0.5, "0.5"),
        (1e15, "1000000000000000"),
        (2.0**53 - 1, "9007199254740991"),
        (2.0**53, "9007199254740992.0"),
        (-(2.0**53), "-9007199254740992.0"),
        (1e300, "1e+300"),
        (np.inf, "inf"),
    ],
)
def test_numbers_are_printed_so_that_they_read_back(value: float, text: str) -> None:
    assert number(value) == text
    assert float(text) == value


def test_limits_are_those_that_files_and_pages_name() -> None:
    found = {name: value for name, value in vars(limits).items() if name.isupper()}
    assert found == {
        "LONGEST_NAME": 1000,
        "LONGEST_FOLDER": 255,
        "MOST_PORTS": 50_000,
        "MOST_METRICS": 10_000,
        "MOST_TESTS": 1000,
        "MOST_FILES": 1000,
        "LARGEST_SEED": 2**64 - 1,
        "MOST_GENERATIONS": 10**9,
    }
