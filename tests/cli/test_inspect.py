import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from quale.checkpoint.directory.family import family
from quale.checkpoint.directory.resume import find
from quale.report.data import data
from quale.report.inspect import inspect
from quale.report.write import write
from tests.cli.command import arguments_of, environment, quale, write_program


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inspected")
    quale("evolve", write_program(folder), cwd=folder)
    return folder


@pytest.mark.parametrize("name", ["Walk", "checkpoints/walk", "checkpoints/walk/checkpoint_gen6.quale-ckpt"])
def test_a_run_is_shown_by_name_directory_or_file(name: str, folder: Path) -> None:
    shown = quale("inspect", name, cwd=folder).stdout
    assert shown.startswith("Walk, generation 6\n  file        checkpoints/walk/checkpoint_gen6.quale-ckpt\n")
    for title in ("\nHistory\n  best  ", "\nSpecies (", "\nChampion (best so far, from generation", "\nPathways ("):
        assert title in shown
    assert "\x1b" not in shown


def test_json_has_everything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = quale("inspect", "Walk", "--json", cwd=folder).stdout.splitlines()
    monkeypatch.chdir(folder)
    found = find("checkpoints/walk", Path("nowhere"))
    shown = json.loads(line)
    about = dict(shown.pop("about"))
    wanted = json.loads(json.dumps(data(inspect(found.snapshot, family=family(found, found.path.parent.parent)))))
    del wanted["about"]
    assert shown == wanted
    header = found.header
    assert about == {
        "file": "checkpoints/walk/checkpoint_gen6.quale-ckpt",
        "run id": header.run_id,
        "program": f"walk.quale ({header.program[:16]})",
        "saved": f"{header.created} on {header.host}",
        "versions": ", ".join(f"{name} {version}" for name, version in header.versions),
    }


def test_the_text_is_that_of_the_report_a_blank_line_between_its_sections(folder: Path) -> None:
    found = find(str(folder / "checkpoints/walk"), Path("nowhere"))
    sections = write(inspect(found.snapshot))
    shown = quale("inspect", "Walk", cwd=folder).stdout.split("\n\n")
    assert [part.splitlines()[0] for part in shown] == [title for title, _ in sections]
    for part, (_, lines) in zip(shown[1:], sections[1:], strict=True):
        assert part.splitlines()[1:] == [f"  {line}".rstrip() for line in lines]


def test_any_genome_is_shown(folder: Path) -> None:
    assert "Champion (number 3 of generation 6" in quale("inspect", "Walk", "--genome", "3", cwd=folder).stdout
    assert "from 0 to 19" in quale("inspect", "Walk", "--genome", "20", cwd=folder, code=2).stderr


def test_two_checkpoints_are_compared(folder: Path) -> None:
    old = "checkpoints/walk/checkpoint_gen0.quale-ckpt"
    text = quale("inspect", old, "Walk", cwd=folder).stdout
    assert text.startswith("one    Walk, generation 0, genome 0")
    for title in ("\nother  Walk, generation 6, best so far", "\nScores\n", "\nGenomes\n", "no difference"):
        assert title in text
    found = json.loads(quale("inspect", old, "Walk", "--json", cwd=folder).stdout)
    assert found["related"]
    assert found["scores"][0] == ["generation", 0, 6]


def test_the_network_is_drawn(folder: Path) -> None:
    shown = quale("inspect", "Walk", "--graph", "net.svg", cwd=folder).stdout
    assert shown.endswith("network drawn in net.svg\n")
    assert ET.parse(folder / "net.svg").getroot().tag.endswith("svg")
    assert "cannot be written" in quale("inspect", "Walk", "--graph", "no/net.svg", cwd=folder, code=2).stderr


@pytest.mark.parametrize("name", ["net.png", "net.pdf", "net.svg.gz", "net.PNG"])
def test_a_drawing_says_what_it_can_be_written_as(name: str, folder: Path) -> None:
    said = quale("inspect", "Walk", "--graph", name, cwd=folder, code=2).stderr
    assert said == f"error: --graph {name}: a drawing is written as SVG: give it a name that ends in .svg\n"
    assert not (folder / name).exists()


def test_the_drawings_title_says_which_genome_it_shows(folder: Path) -> None:
    for genome in ("best", "3"):
        shown = quale("inspect", "Walk", "--genome", genome, "--graph", "who.SVG", cwd=folder).stdout
        who = shown.partition("\nChampion (")[2].partition(")\n")[0]
        title = next(ET.parse(folder / "who.SVG").getroot().iter("{http://www.w3.org/2000/svg}text")).text
        assert title == f"Walk: {who}"
        assert "generation" in title


def test_a_drawing_that_cannot_be_written_leaves_the_old_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "old.svg").write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert "No space left" in quale("inspect", "Walk", "--graph", "old.svg", cwd=folder, code=2).stderr
    assert (folder / "old.svg").read_text(encoding="utf-8") == "old"
    assert not list(folder.glob(".old.svg*"))


def test_a_reader_that_goes_away_is_no_failure(folder: Path) -> None:
    process = subprocess.Popen(
        arguments_of("inspect", "Walk"), cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        said = process.stderr.read()
    assert process.wait(60) == 0
    assert said == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_is_told(folder: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = subprocess.run(
            arguments_of("inspect", "Walk"),
            cwd=folder,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert run.returncode == 3
    assert run.stderr.startswith(b"error: the output cannot be written: ")
    assert b"Traceback" not in run.stderr


def test_a_terminal_without_unicode_is_served(folder: Path) -> None:
    plain = environment() | {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    run = subprocess.run(arguments_of("inspect", "Walk"), cwd=folder, env=plain, capture_output=True, check=False)
    assert run.returncode == 0
    assert b"\\u2581" in run.stdout
