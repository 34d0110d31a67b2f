"""What `inspect` prints and writes as JSON, whole, for small runs; QUALE_GOLDEN=1 rewrites, a person reads it."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quale.checkpoint.format.snapshot import Lineage, Snapshot
from quale.evolution.records.state import Species
from quale.report.data import data
from quale.report.draw import draw
from quale.report.inspect import inspect
from quale.report.inspection import Scaled, Trial
from quale.report.untangle import untangle
from quale.report.write import ROWS, write
from tests.report.grown import genome, interface, snapshot

HERE = Path(__file__).parent
ENDS = interface(["hunger", "food_n", "lost"], ["eat", "sleep"])
# hunger 0, food_n 1, lost 2, eat 3, sleep 4, hidden 5 and 6
BRAIN = genome(
    ENDS,
    [5, 6],
    [
        (0, 3, 0.5, True),
        (0, 5, 2.0, True),
        (5, 6, -1.5, True),
        (6, 3, 1.0, True),
        (1, 3, 4.0, False),
        (6, 5, 0.25, True),
    ],
)
LINEAGE = Lineage("checkpoints/older", "Phase0", "abc", 12, "00")


def grown(rows: int, species: int = 1) -> Snapshot:
    """Return a run of so many generations and species; their sizes and bests differ."""
    whole = snapshot(ENDS, BRAIN, rows=rows, lineage=LINEAGE)
    number = np.arange(species)
    kinds = Species(
        id=(number * 3 + 4).astype(np.int32),
        founded=(number % rows).astype(np.int32),
        improved=((number * 7) % rows).astype(np.int32),
        best=np.round(np.sin(number) * 10, 3),
        size=((number * 5) % 7 + 1).astype(np.int32),
        representatives=whole.state.species.representatives,
        next_id=species * 3 + 4,
        threshold=2.75,
    )
    return replace(whole, state=replace(whole.state, species=kinds))


RUNS = {"small": grown(3), "long": grown(40, 15)}


def held(name: str, text: str) -> None:
    golden = HERE / name
    if os.environ.get("QUALE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("run", RUNS)
def test_the_text_is_the_one_on_file(run: str) -> None:
    sections = write(inspect(RUNS[run], about=(("program", "a.quale"), ("saved", "2026-11-28"))))
    held(f"{run}.txt", "".join(f"{title}\n" + "".join(f"  {line}\n" for line in lines) for title, lines in sections))


@pytest.mark.parametrize("run", RUNS)
def test_the_data_is_the_one_on_file(run: str) -> None:
    found = data(inspect(RUNS[run], about=(("program", "a.quale"),)))
    held(f"{run}.json", json.dumps(found, indent=1, allow_nan=False) + "\n")


def test_the_drawing_is_the_one_on_file() -> None:
    """Three columns, a loop, links that run back and within a column, one that is disabled; look at it in a browser."""
    links = [
        (0, 5, 2.0),
        (5, 6, -1.5),
        (6, 3, 1.0),
        (6, 5, 0.25),
        (0, 3, 0.5),
        (7, 7, 0.75),
        (7, 5, -3.0),
        (2, 7, 0.01),
        (8, 9, 1.25),  # no sensor reaches these two: both stand in the first column
        (9, 8, -0.5),
    ]
    connections = [*((*link, True) for link in links), (1, 3, 4.0, False)]
    held("drawn.svg", draw(untangle(genome(ENDS, [5, 6, 7, 8, 9], connections), 0, ENDS), "Phase <1>, generation 3"))


def test_the_history_counts_generations_from_one() -> None:
    found = inspect(grown(5))
    assert [row.generation for row in found.history] == [1, 2, 3, 4, 5]
    assert [row.changed for row in found.history] == [False, True, False, False, False]
    assert [row.evaluations for row in found.history] == [1, 2, 3, 4, 5]


def test_species_are_told_largest_first_then_oldest() -> None:
    found = inspect(grown(40, 15))
    assert [row.id for row in found.species] == [3 * number + 4 for number in range(15)]  # as they are in the state
    assert found.species[2].age == 38
    assert found.species[2].stagnation == 26
    (lines,) = [lines for title, lines in write(found) if title.startswith("Species")]
    told = [tuple(map(int, line.split()[:3:2])) for line in lines[1 : 1 + ROWS]]
    assert [size for _, size in told] == sorted((row.size for row in found.species), reverse=True)[:ROWS]
    ids = {size: [one for one, other in told if other == size] for _, size in told}
    assert all(group == sorted(group) for group in ids.values())
    assert lines[-2] == "and 3 smaller ones"


def test_json_has_everything_that_an_inspection_knows() -> None:
    shown = (Scaled("hunger", 0.5, 2.0),)
    found = replace(inspect(grown(3)), tests=(Trial("Far", 0.5, passed=False, passes=2),), scaled=shown)
    whole = json.dumps(data(found))
    assert {"silent", "unmoved", "graph", "history", "pathways"} <= set(dir(found))
    for field in type(found).__dataclass_fields__:
        if field not in {"trials", "held_out", "graph", "who", "fitness", "metrics"}:
            assert f'"{field}": ' in whole
    changed: dict[str, Any] = {
        "seed": 8,
        "generation": 4,
        "seconds": 2.5,
        "threshold": 9.0,
        "population": 7,
        "who": "another",
        "fitness": 0.5,
        "metrics": (("eaten", 2.0),),
        "run": "Other",
        "lineage": None,
        "about": (("program", "b.quale"),),
        "history": found.history[:2],
        "species": (),
        "pathways": (),
    }
    for field, value in changed.items():
        assert data(replace(found, **{field: value})) != data(found), field


def test_many_pathways_are_cut_and_counted() -> None:
    ends = interface([f"s{number}" for number in range(20)], ["y"])
    links = [(number, 20, (-1.0) ** number * (number + 1), True) for number in range(20)]
    sections = dict(write(inspect(snapshot(ends, genome(ends, [], links)))))
    (lines,) = [lines for title, lines in sections.items() if title.startswith("Pathways")]
    assert lines[0] == "s19 → y  total -20.0000"
    assert lines[1] == "s18 → y  total +19.0000"
    assert lines[ROWS] == "and 8 weaker pairs (all of them with --json)"
    assert lines[-2:] == ("sensors that reach nothing: none", "actuators that nothing reaches: none")
