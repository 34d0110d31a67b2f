"""What traces and pages say is what happened: read back, it has the interpreter's and the native code's bits."""

import csv
import io
import json
import re
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.compiler.trace import same_bits
from quale.report.replay.page_data import expand
from quale.report.replay.tell import tell
from quale.report.replay.trace_file import comma_separated, json_lines
from quale.runtime.world import WorldEvaluator
from tests.report.filmed import SEED, filmed

WORLDS = ("forager", "operator", "cart_pole", "traffic")


def told(whole: str) -> dict[str, Any]:
    """Return the data of a page as a browser would read it."""
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', whole, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def equal(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    return one.shape == other.shape and all(map(same_bits, one.ravel(), other.ravel()))


@pytest.mark.parametrize("world", WORLDS)
def test_a_pages_states_are_the_interpreters_bit_for_bit(world: str) -> None:
    shown = filmed(world)
    trace = shown.interpreted()
    columns = told(shown.page())["columns"]
    assert len(trace.values) > 1
    for at, label in enumerate(trace.labels):
        whole = np.concatenate([trace.setup[at : at + 1], trace.values[:, at]])
        assert equal(np.array(expand(columns[label])), whole), label


@pytest.mark.parametrize("world", WORLDS)
def test_an_episode_is_what_native_code_does(world: str) -> None:
    shown = filmed(world)
    with WorldEvaluator(shown.model, SEED, workers=1) as native:
        trace = native.trace(shown.networks, 0, 1, 1)
    ours = shown.episode.trace
    order = [trace.labels.index(label) for label in ours.labels]
    assert equal(ours.values, trace.values[:, order])
    assert equal(ours.results, trace.results)


@pytest.mark.parametrize("world", WORLDS)
def test_activations_are_those_that_the_actuators_had(world: str) -> None:
    shown = filmed(world)
    trace, slots = shown.episode.trace, shown.episode.activations
    inputs, outputs = shown.networks.inputs, shown.networks.outputs
    for first, width, prefix in ((0, inputs, "sensor."), (inputs, outputs, "actuator.")):
        at = [number for number, label in enumerate(trace.labels) if label.startswith(prefix)]
        assert equal(slots[:, first : first + width], trace.values[:, at])


@pytest.mark.parametrize("world", WORLDS)
def test_tables_read_back_as_what_happened(world: str) -> None:
    film = filmed(world).film
    rows = list(csv.reader(io.StringIO(comma_separated(film))))
    names = rows[0][1 : 1 + len(film.names)]
    assert tuple(names) == film.names
    assert [row[0] for row in rows[1:4]] == ["", "0", "1"]
    assert equal(np.array([[float(cell) for cell in row[1 : 1 + len(names)]] for row in rows[1:]]), film.rows)
    lines = [json.loads(line) for line in json_lines(film)]
    assert [line["event"] for line in (lines[0], lines[1], lines[2], lines[-1])] == [
        "scenario",
        "setup",
        "tick",
        "results",
    ]
    values = [[line["values"][name] for name in film.names] for line in lines[1:-1]]
    assert equal(np.array(values, dtype=np.float64), film.rows)
    assert sum(len(line["records"]) for line in lines[1:-1]) == len(film.records)


def test_records_stand_in_the_tick_that_made_them() -> None:
    shown = filmed("traffic")
    film, trace = shown.film, shown.episode.trace
    assert len(film.records) == sum(len(rows) for rows in trace.records) > 0
    counts = [at for at, label in enumerate(trace.labels) if label.startswith("record.")]
    totals = np.concatenate([trace.setup[np.newaxis], trace.values])[:, counts].sum(axis=1)
    made = np.diff(totals).tolist()
    assert [sum(record.tick == tick for record in film.records) for tick in range(len(made))] == made


def test_a_page_needs_nothing_but_itself_and_names_end_no_script() -> None:
    whole = filmed("forager").page()
    assert not re.search(r"(src|href)\s*=|@import|url\(|fetch\(|XMLHttpRequest|import\(", whole)
    assert "default-src 'none'" in whole
    assert "<title>forager &lt;&amp;&gt;</title>" in whole
    assert told(whole)["title"] == "forager <&>"
    assert whole.count("</script>") == 2


def test_the_page_of_the_forager_is_small() -> None:
    long = filmed("forager", 40)
    assert long.film.ticks >= 100
    assert len(long.page().encode()) * 300 / long.film.ticks < 2 * 2**20


def test_numbers_that_are_none_reach_the_page_as_such() -> None:
    numbers = [0.0, -0.0, float("nan"), float("inf"), float("-inf"), 0.1]
    from quale.report.replay.page_data import _runs

    again = expand(json.loads(json.dumps(_runs(numbers), allow_nan=False)))
    assert equal(np.array(again), np.array(numbers))


def test_a_summary_has_every_value_but_those_of_entities() -> None:
    film = filmed("operator").film
    text = "\n".join(tell(film))
    for name in film.names:
        assert (name in text) == ("[" not in name and not name.endswith(".ticks")) or name.endswith(".ticks")
    assert "clear" in text
