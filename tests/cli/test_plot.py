"""`quale plot` and `quale compare` as a person types them."""

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.command import evolve_block, objects, quale, quale_process, write_program

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plotted")
    program = write_program(
        folder, evolve_block(more="checkpoint { every: 2 generations  keep: 9 }"), evolve_block("Run")
    )
    quale("evolve", program, "--run", "Walk", "--quiet", cwd=folder)
    for seed in ("1", "2"):
        quale(
            "evolve", program, "--run", "Run", "--seed", seed, "--checkpoints", f"seeds/{seed}", "--quiet", cwd=folder
        )
    return folder


def test_a_run_is_drawn_under_its_name(folder: Path) -> None:
    said = quale("plot", "Walk", cwd=folder)
    assert said.stdout.splitlines()[0] == "Walk, 6 generations, seed 5"
    assert said.stdout.splitlines()[-1] == "drawn in walk.svg"
    assert "joined by straight lines" not in said.stdout, "every generation has its line in population.jsonl"
    picture = ET.parse(folder / "walk.svg").getroot()
    assert len(picture.findall(f"{SVG}g[@class='panel']")) == 6
    assert not list(folder.glob(".walk.svg*"))


def test_a_checkpoint_is_drawn_up_to_its_generation(folder: Path) -> None:
    said = quale("plot", "checkpoints/walk/checkpoint_gen4.quale-ckpt", "--out", "early.html", cwd=folder)
    assert said.stdout.startswith("Walk, 4 generations")
    assert "joined by straight lines" not in said.stdout
    assert (folder / "early.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("log", "known"),
    [
        (None, 3),  # 2, 4 and 6; the founders have no scores
        ("", 3),
        ('{"generation":1,"quartiles":[0,1],"species":{"0":20}}\n{"generation":2,"quart', 4),
    ],
)
def test_what_the_population_log_lacks_comes_from_checkpoints(
    folder: Path, tmp_path: Path, log: str | None, known: int
) -> None:
    copy = shutil.copytree(folder / "checkpoints/walk", tmp_path / "walk")
    if log is None:
        (copy / "population.jsonl").unlink()
    else:
        (copy / "population.jsonl").write_text(log)
    assert f"{known} generations, those with a checkpoint or a line" in quale("plot", copy, cwd=tmp_path).stdout


def test_several_runs_become_one_picture(folder: Path) -> None:
    said = quale("plot", "Walk", "seeds/1/run", "seeds/2/run", "--out", "a.svg", cwd=folder)
    assert said.stdout.startswith("Walk and Run: 3 runs\n  line: median")
    names = [text.text for text in ET.parse(folder / "a.svg").getroot().iter(f"{SVG}text")]
    assert {"Walk", "Run (of 2)"} <= set(names)
    (told,) = objects(quale("plot", "seeds/1/run", "seeds/1", "--out", "b.svg", "--json", cwd=folder).stdout)
    assert told == {"drawn": "b.svg", "groups": [{"name": "Run", "runs": ["seeds/1/run"]}]}, "each run once"


def test_runs_are_compared(folder: Path) -> None:
    runs = ("seeds/1", "seeds/2")
    said = quale("compare", *runs, "Walk", "--by", "nearness", "--out", "c.html", cwd=folder).stdout
    assert "nearness: median" in said.splitlines()[0]
    assert "Run against Walk: larger in" in said
    assert "fewer than 5 runs" in said
    assert said.endswith("drawn in c.html\n")
    (told,) = objects(quale("compare", *runs, "Walk", "--json", cwd=folder).stdout)
    assert [len(group["runs"]) for group in told["groups"]] == [2, 1]
    assert told["groups"][1]["interval"] == [None, None]
    assert [(test["first"], test["second"]) for test in told["tests"]] == [("Run", "Walk")]
    again = quale("compare", *runs, "Walk", "--json", "--seed", "1", cwd=folder).stdout
    assert json.loads(again) == told


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("plot",), 2, "Missing argument"),
        (("plot", "Nowhere"), 3, "no run of that name"),
        (("plot", "Walk", "--out", "x.gif"), 2, ".svg, .html or .png"),
        (("plot", "Walk", "--out", "missing/x.svg"), 2, "cannot be written: No such file"),
        (("plot", "empty"), 3, "holds no checkpoint, nor do the directories in it"),
        (("compare", "Walk", "--by", "speed"), 2, "these runs have best, generation, generations"),
    ],
)
def test_mistakes_are_told_in_a_line(arguments: tuple[str, ...], code: int, words: str, folder: Path) -> None:
    (folder / "empty").mkdir(exist_ok=True)
    said = quale(*arguments, cwd=folder, code=code)
    assert words in " ".join(said.stderr.split())
    assert not (folder / "x.gif").exists()


def test_without_matplotlib_a_png_says_what_to_install(folder: Path) -> None:
    (folder / "hidden").mkdir()
    (folder / "hidden/matplotlib.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    said = quale_process("plot", "Walk", "--out", "w.png", cwd=folder / "hidden", code=3)
    assert "no run of that name" in said.stderr
    said = quale_process("plot", "../checkpoints/walk", "--out", "w.png", cwd=folder / "hidden", code=2)
    assert "pip install 'quale-lang[plot]'" in said.stderr
    assert not (folder / "hidden/w.png").exists()
