"""What is said while a run evolves and when it is over, event by event."""

import io
import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from quale.cli import live, progress
from quale.cli.live import Live
from quale.cli.progress import Json, Plain, Plan, Silent, rate
from quale.cli.summary import ending, summary
from quale.domains.register import DOMAINS
from quale.language.load import load
from quale.run.finished import Finished
from quale.run.repeats import Repeats
from quale.run.runner import Outcome
from quale.runtime.examine import Reached
from tests.report.grown import genome, interface, snapshot

ENDS = interface(["a", "b"], ["y"])
BRAIN = genome(ENDS, [3], [(0, 3, 1.0, True), (3, 2, 1.0, True), (1, 2, 1.0, False)])
PLAN = Plan("Phase1", 7, 0, 12, 20, Path("checkpoints/phase1"))
EXAMPLE = Path(__file__).parents[2] / "examples" / "xor.quale"


def run(rows: int, *, improved: bool = False, faults: tuple[str, ...] = ()) -> Finished:
    """Return a run after so many generations, the n-th of which evaluated n² genomes in n seconds."""
    whole = snapshot(ENDS, BRAIN, rows=rows)
    number = np.arange(1, rows + 1)
    history = replace(whole.state.history, seconds=number.astype(float), evaluations=np.cumsum(number**2))
    figures = {"best": 5.25, "mean": 2.5, "median": 2.0, "worst": -1.0, "species": 3, "complexity": 4.75, "invalid": 2}
    history = replace(history, **{name: np.full(rows, value) for name, value in figures.items()})
    evaluations = int(history.evaluations[-1]) if rows else 0
    state = replace(whole.state, history=history, evaluations=evaluations, improved=rows if improved else 0)
    return Finished(replace(whole, state=state), faults)


@pytest.mark.parametrize("rows", [1, 2, 9, 10, 11, 12, 30])
def test_the_rate_is_that_of_the_last_generations(rows: int) -> None:
    last = range(max(1, rows - progress.WINDOW + 1), rows + 1)
    assert rate(run(rows).snapshot) == sum(number**2 for number in last) / sum(last)


def test_there_is_no_rate_without_time() -> None:
    assert rate(run(0).snapshot) == 0.0
    still = run(3).snapshot
    timeless = replace(still.state, history=replace(still.state.history, seconds=np.zeros(3)))
    assert rate(replace(still, state=timeless)) == 0.0


def test_a_fault_is_told_once_and_counted_afterwards() -> None:
    repeats = Repeats()
    assert repeats.new(run(1)) == ()
    assert repeats.new(
        run(2, faults=("x is nan for genome 3 in scenario 1", "y is inf for genome 0 in scenario 2"))
    ) == (
        "generation 2: x is nan for genome 3 in scenario 1",
        "generation 2: y is inf for genome 0 in scenario 2",
    )
    assert repeats.new(run(4, faults=("x is nan for genome 12 in scenario 0 (and 4 more)",))) == ()
    new = ("x is inf for genome 12 in scenario 0", "x is nan for genome 1 in scenario 1")
    assert repeats.new(run(7, faults=new)) == ("generation 7: x is inf for genome 12 in scenario 0",)
    assert repeats.rest() == ("2 more generations like this, the last 7: x is nan for genome 3 in scenario 1",)
    assert repeats.rest() == ()


class Told(Plain):
    """What the plain lines are."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def note(self, words: str) -> None:
        self.lines.append(words)


def test_what_champions_reach_is_shown_as_they_go_passed_or_not() -> None:
    told, reached = Told(), (Reached("Near", "close", 0.5, True), Reached("Far", "close", 0.125, False))
    told.begin(PLAN)
    told.generation(replace(run(3), tests=reached), 0.0)
    assert told.lines[-1] == "Phase1 3/12: tests: Near: close 0.5, passed; Far: close 0.125, not passed"


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_event_is_an_object_notes_and_warnings_too(capsys: pytest.CaptureFixture[str]) -> None:
    told = Json()
    told.begin(PLAN)
    reached = (Reached("Far", "close", 0.5, passed=False),)
    told.generation(replace(run(3, improved=True, faults=("odd",)), tests=reached), 0.0)
    told.saved(3, Path("there"))
    told.note("a note")
    told.warn("a warning")
    told.end()
    out, err = capsys.readouterr()
    assert err == ""
    assert objects(out) == [
        {
            "event": "start",
            "run": "Phase1",
            "seed": 7,
            "generation": 0,
            "generations": 12,
            "population": 20,
            "directory": str(PLAN.directory),
        },
        {
            "event": "generation",
            "run": "Phase1",
            "generation": 3,
            "best": 5.25,
            "mean": 2.5,
            "median": 2.0,
            "worst": -1.0,
            "species": 3,
            "complexity": 4.75,
            "evaluations": 14,
            "improved": True,
            "invalid": 2,
            "tests": [{"name": "Far", "metric": "close", "value": 0.5, "passed": False}],
        },
        {"event": "warning", "message": "generation 3: odd"},
        {"event": "saved", "generation": 3, "path": "there"},
        {"event": "note", "message": "a note"},
        {"event": "warning", "message": "a warning"},
    ]


def test_lines_come_once_a_second_and_where_something_improves(capsys: pytest.CaptureFixture[str]) -> None:
    told = Plain()
    told.begin(PLAN)
    for rows, seconds, improved in ((1, 0.0, False), (2, 0.5, False), (3, 0.9, True), (4, 1.8, False), (5, 1.9, False)):
        told.generation(run(rows, improved=improved), seconds)
    told.generation(run(12), 1.95)
    told.saved(12, Path("there"))
    out, err = capsys.readouterr()
    assert out == ""
    figures = "best 5.25{}, mean 2.5, species 3, complexity 4.8, {:.0f} evaluations/s"
    assert err.splitlines() == [
        "Phase1 starts: 12 generations of 20, seed 7",
        "Phase1 1/12: " + figures.format("", rate(run(1).snapshot)),
        "Phase1 3/12: " + figures.format(" (improved)", rate(run(3).snapshot)),
        "Phase1 12/12: " + figures.format("", rate(run(12).snapshot)),
        "saved generation 12: there",
    ]
    told.begin(replace(PLAN, generation=5))
    told.generation(run(6), 2.0)
    told.generation(run(7), 3.0)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Phase1 goes on after generation 5 of 12 generations of 20, seed 7"
    assert [line.split(":")[0] for line in lines[1:]] == ["Phase1 6/12", "Phase1 7/12"]


def test_the_silent_one_only_warns(capsys: pytest.CaptureFixture[str]) -> None:
    told = Silent()
    told.begin(PLAN)
    told.generation(run(3, improved=True, faults=("odd",)), 5.0)
    told.saved(3, Path("there"))
    assert capsys.readouterr().err == "warning: generation 3: odd\n"


def test_the_screen_shows_where_things_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = io.StringIO()
    console = partial(Console, file=paper, force_terminal=True, width=120, color_system=None, legacy_windows=False)
    monkeypatch.setattr(live, "Console", lambda **_: console())
    screen = Live()
    screen.generation(run(1), 0.0)  # before it began: nothing
    assert paper.getvalue() == ""
    screen.begin(PLAN)
    screen.generation(run(2, improved=True), 0.0)
    screen.saved(2, Path("there"))
    screen.generation(run(3, improved=True, faults=("odd",)), 0.0)
    screen.end()
    screen.end()
    text = paper.getvalue()
    for words in (
        "Phase1, seed 7, population 20, checkpoints/phase1",
        "generation 2: best 5.25\r\n" if "\r\n" in text else "generation 2: best 5.25\n",
        "generation 3: best 5.25, before 5.25",
        "warning: generation 3: odd",
        "best 5.25  mean 2.5  species 3  complexity 4.8",
        f"{rate(run(3).snapshot):,.0f} evaluations/s  saved gen 2",
        "3/12",
    ):
        assert words in text


def over(rows: int) -> Outcome:
    return Outcome(snapshot=run(rows).snapshot, why="it was so", checkpoint=Path("check points/phase1/file.ckpt"))


def test_a_summary_names_the_champion_and_what_comes_next() -> None:
    model = load(EXAMPLE, DOMAINS).project.models[0]
    lines = list(summary(over(3), replace(model, evolution=replace(model.evolution, generations=9)), []))
    assert lines == [
        "Phase1 is over after generation 3: it was so",
        "  champion    fitness 3, best so far, since the program changed in generation 2, from generation 3",
        "              the best of 14 scores: where something is drawn, luck is in it",
        "              4 nodes (1 hidden), 2 connections (1 more disabled)",
        "              eaten 1.5, lost nan",
        "  checkpoint  check points/phase1/file.ckpt",
        "  next        quale inspect 'check points/phase1' --graph phase1.svg",
        "              quale score 'check points/phase1'",
        "              quale inspect 'check points/phase1' --json",
    ]
    again = list(summary(over(3), replace(model, evolution=replace(model.evolution, generations=9)), ["quale", "a b"]))
    assert again == [*lines[:-1], "              quale 'a b'"]
    for generations in (3, 2):
        done = list(summary(over(3), replace(model, evolution=replace(model.evolution, generations=generations)), []))
        assert done == [*lines[:-1], "              quale evolve --resume 'check points/phase1' --generations 6"]


def test_a_summary_as_data() -> None:
    found = ending(over(3))
    assert np.isnan(found["metrics"].pop("lost"))
    assert found == {
        "run": "Phase1",
        "why": "it was so",
        "generation": 3,
        "seed": 7,
        "fitness": 3.0,
        "from_generation": 3,
        "metrics": {"eaten": 1.5},
        "nodes": 4,
        "hidden": 1,
        "connections": {"enabled": 2, "disabled": 1},
        "evaluations": 14,
        "checkpoint": "check points/phase1/file.ckpt",
    }
