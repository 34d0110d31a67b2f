import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

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


def test_json_has_everything(folder: Path) -> None:
    (line,) = quale("inspect", "Walk", "--json", cwd=folder).stdout.splitlines()
    shown = json.loads(line)
    assert len(shown["history"]) == 6
    assert {node["name"] for node in shown["genome"]["nodes"]} >= {"place", "noise", "push"}


def test_any_genome_is_shown(folder: Path) -> None:
    assert "Champion (number 3 of generation 6" in quale("inspect", "Walk", "--genome", "3", cwd=folder).stdout
    assert "from 0 to 19" in quale("inspect", "Walk", "--genome", "20", cwd=folder, code=2).stderr


def test_the_network_is_drawn(folder: Path) -> None:
    shown = quale("inspect", "Walk", "--graph", "net.svg", cwd=folder).stdout
    assert shown.endswith("network drawn in net.svg\n")
    assert ET.parse(folder / "net.svg").getroot().tag.endswith("svg")
    assert "cannot be written" in quale("inspect", "Walk", "--graph", "no/net.svg", cwd=folder, code=2).stderr


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
