"""Where a value came from: beside the program, a place in it, a block taken over, a preset, a default."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from quale.diagnostics import UsageError
from quale.domains.register import DOMAINS
from quale.language.explain.explain import Explainer
from quale.language.load import load
from quale.model.model import SET

PROGRAM = """constant far = 3 m
body Walker {
  state place: -1..1 = 0
  state age: int = 0
  sensor place: internal(-1..1)
  actuator push: trigger(threshold: 0.5)
  brain { weights: -3..3  steps: 2 }
}
body Runner from Walker { state age: int = 5 }
world Line { topology: none  tick: 0.5 s }
perception Feel { sensor place = agent.place }
action Push { agent.place += 0.1 * far * world.tick }
fitness Stay { metric near = 1 - abs(agent.place)  maximize near: 1 }
evolve First {
  body: Walker  world: Line  perception: Feel  action: Push  fitness: Stay
  preset: neat2002  population: 30
  brain { recurrent: true  steps: 4 }
  mutation { add_node: 0.5 }
  test Long { ticks: 900  when: near >= 1 }
}
evolve Second from First { population: 40  body: Runner }
"""


def origins(
    folder: Path, path: str, *, given: Sequence[str] = (), run: str | None = None
) -> list[tuple[str, str, list[str]]]:
    """Each explanation as its owner, its value, and its origins in words."""
    program = folder / "walk.quale"
    program.write_text(PROGRAM)
    loaded = load(program, DOMAINS, given, run)
    found = Explainer(loaded.sources, run).explain(path, loaded.project.models)

    def words(text: str, line: int, base: str) -> str:
        return f"{line}: {text}{' < ' * bool(base)}{base}"

    return [
        (
            each.owner,
            each.value,
            [
                f"{origin.what}: {origin.text}"
                if origin.span is None or origin.span.source.name == SET
                else words(origin.text, origin.span.line, origin.base)
                for origin in each.origins
            ],
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("population", [("First", "30", ["16: population: 30"]),
                        ("Second", "40", ["21: population: 40", "16: population: 30 < evolve First"])]),
        ("Second.population", [("Second", "40", ["21: population: 40", "16: population: 30 < evolve First"])]),
        ("evolve.First.generations", [("First", "5000", ["default: "])]),
        ("First.mutation.add_node",
         [("First", "0.5", ["18: add_node: 0.5", "preset neat2002: 0.03", "default: 0.03"])]),
        ("First.speciation.threshold", [("First", "3", ["preset neat2002: 3", "default: 3"])]),
        ("First.brain.steps",
         [("First", "4", ["17: steps: 4", "7: steps: 2", "preset neat2002: 1", "default: 1"])]),
        ("Second.brain.weights",
         [("Second", "-3..3", ["7: weights: -3..3 < body Walker", "preset neat2002: -8..8", "default: -2..2"])]),
        ("First.test.Long.ticks", [("First", "900", ["19: ticks: 900"])]),
        ("Second.test.Long.when", [("Second", "near >= 1", ["19: when: near >= 1 < evolve First"])]),
        ("First.test.Long.scenarios", [("First", "5", ["default: "])]),
        ("Runner.age", [("body Runner", "", ["9: state age: int = 5", "4: state age: int = 0 < body Walker"])]),
        ("body.Runner.place", [("body Runner", "", ["3: state place: -1..1 = 0 < body Walker"]),
                               ("body Runner", "", ["5: sensor place: internal(-1..1) < body Walker"])]),
        ("agent.place", [("body Walker", "", ["3: state place: -1..1 = 0"]),
                         ("body Runner", "", ["3: state place: -1..1 = 0 < body Walker"])]),
        ("world.tick", [("world Line", "", ["10: tick: 0.5 s"])]),
        ("Stay.near", [("fitness Stay", "", ["13: metric near = 1 - abs(agent.place)"]),
                       ("fitness Stay", "", ["13: maximize near: 1"])]),
        ("Feel.place", [("perception Feel", "", ["11: sensor place = agent.place"])]),
        ("far", [("constant", "", ["1: constant far = 3 m"])]),
        ("Line", [("world Line", "", ["10: world Line"])]),
    ],
)  # fmt: skip
def test_origins(path: str, wanted: list[tuple[str, str, list[str]]], tmp_path: Path) -> None:
    assert origins(tmp_path, path) == wanted


def test_what_is_given_beside_the_program_holds_and_is_for_the_run_that_is_meant(tmp_path: Path) -> None:
    assert origins(tmp_path, "First.population", given=["seed=3", "population=7"]) == [
        ("First", "7", ["given beside the program: --set population=7", "16: population: 30"])
    ]
    assert origins(tmp_path, "population", given=["population=7"], run="Second") == [
        ("First", "30", ["16: population: 30"]),
        (
            "Second",
            "7",
            [
                "given beside the program: --set population=7",
                "21: population: 40",
                "16: population: 30 < evolve First",
            ],
        ),
    ]


def test_a_block_of_settings_is_all_its_fields(tmp_path: Path) -> None:
    found = origins(tmp_path, "First.reproduction.diversity")
    assert found == [
        ("First", "0", ["preset neat2002: 0", "default: 100"]),
        ("First", "0", ["preset neat2002: 0", "default: 0.05"]),
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("populaton", "--explain populaton: nothing has this name; did you mean `population`?"),
        ("Walker.agee", "--explain Walker.agee: body `Walker` has no `agee`; did you mean `age`?"),
        ("Walker.zebra", "--explain Walker.zebra: body `Walker` has no `zebra`"),
        (
            "zebra",
            "--explain zebra: nothing has this name; expected a field as in `mutation.add_node`, or `BLOCK.NAME`",
        ),
        ("", "--explain : nothing has this name; expected a field as in `mutation.add_node`, or `BLOCK.NAME`"),
    ],
)
def test_paths_that_lead_nowhere(path: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        origins(tmp_path, path)
    assert str(caught.value) == words
