"""`quale replay`: summaries, traces, pages, and what a brain is worth without one of its parts."""

import json
from pathlib import Path

import pytest

from tests.cli.command import objects, quale, write_program


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replayed")
    quale("evolve", write_program(folder), cwd=folder)
    return folder


def test_a_summary_names_scenario_and_score(folder: Path) -> None:
    lines = quale("replay", "Walk", cwd=folder).stdout.splitlines()
    assert lines[0].startswith("Walk: best so far, from generation")
    assert "; scenario 0 of generation" in lines[0]
    assert lines[1].startswith("20 ticks; score 0.")
    assert any(line.startswith("agent.place") for line in lines)


def test_the_scenarios_of_the_genomes_generation_give_its_fitness(folder: Path) -> None:
    shown = json.loads(quale("inspect", "Walk", "--json", cwd=folder).stdout)
    scores = [
        objects(quale("replay", "Walk", "--scenario", str(number), "--json", cwd=folder).stdout)[-1]["results"]["score"]
        for number in range(3)
    ]
    assert sum(scores) / 3 == pytest.approx(shown["genome"]["fitness"], rel=1e-12)


def test_a_fresh_scenario_is_that_of_the_score(folder: Path) -> None:
    scored = json.loads(quale("score", "Walk", "--scenarios", "5", "--seed", "9", "--json", cwd=folder).stdout)
    said = quale("replay", "Walk", "--seed", "9", "--scenario", "4", "--json", cwd=folder).stdout
    assert objects(said)[-1]["results"]["score"] == scored["scores"]["fitness"]["values"][4]


def test_files_are_written_whole(folder: Path) -> None:
    said = quale("replay", "Walk", "--trace", "t.jsonl", "--html", "p.html", cwd=folder).stdout
    assert said.endswith("t.jsonl: every value of every tick\np.html: a page to be opened in any browser\n")
    assert len(objects((folder / "t.jsonl").read_text())) == 23
    assert (folder / "p.html").read_text(encoding="utf-8").endswith("</html>\n")
    quale("replay", "Walk", "--trace", "t.CSV", cwd=folder)
    assert len((folder / "t.CSV").read_text().splitlines()) == 22


@pytest.mark.parametrize("part", ["place", "push"])
def test_what_a_part_is_worth(part: str, folder: Path) -> None:
    said = quale("replay", "Walk", "--without", part, "--scenarios", "20", "--json", cwd=folder).stdout
    last = objects(said)[-1]
    assert last["event"] == "without"
    assert last["part"].endswith(part)
    assert last["change"]["mean"] == pytest.approx(last["without"]["mean"] - last["whole"]["mean"])
    assert last["change"]["count"] == 20
    scored = json.loads(quale("score", "Walk", "--scenarios", "20", "--json", cwd=folder).stdout)
    assert last["whole"]["mean"] == scored["scores"]["fitness"]["mean"]
    assert last["here"][1] == objects(said)[-2]["results"]["score"]
    text = quale("replay", "Walk", "--without", part, "--scenarios", "20", cwd=folder).stdout
    assert "in 20 fresh scenarios: " in text
    assert f"{part}: score " in text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scenario", "3"), "no scenario 3: the run has 3 in every generation, from 0; others come of a seed"),
        (("--scenario", "-1"), "no scenario -1"),
        (("--trace", "t.txt"), "ends in .jsonl or .csv"),
        (("--html", "no/p.html"), "--html no/p.html: cannot be written"),
        (("--without", "h999"), "no such connection, node or sensor; it has "),
        (("--without", "place->nowhere"), "no such connection"),
        (("--without", "99999"), "no such connection"),
        (("--scenarios", "0"), "--scenarios"),
    ],
)
def test_what_cannot_be_replayed_is_told(options: tuple[str, ...], said: str, folder: Path) -> None:
    assert said in quale("replay", "Walk", *options, cwd=folder, code=2).stderr
