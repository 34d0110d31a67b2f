"""The commands that try other systems: which Pythons they find, which libraries they take, what the services call."""

import os
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from tests.systems.arm import EVOLVED, PARTS
from tests.systems.evolved import EXAMPLES
from tests.systems.floors import ROOT, floors, needed
from tests.systems.interpreters import Interpreter, interpreter, on_this_machine
from tests.systems.packages import absent
from tests.systems.pythons import QUICK, parts

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
WORKFLOW = ROOT / ".github/workflows/test.yml"


def fake(folder: Path, name: str, says: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def told(version: str, kind: str = "CPython", free_threaded: int = 0, level: str = "final") -> str:
    return f"echo {kind} {free_threaded} {version.replace('.', ' ')} {level}; echo /opt/{version}/python"


def test_the_newest_release_of_each_version_is_found_on_the_path_and_among_pyenvs(tmp_path: Path) -> None:
    path, versions = tmp_path / "bin", tmp_path / "pyenv/versions"
    fake(path, "python3", told("3.11.2"))
    fake(path, "python3.12", told("3.12.1"))
    fake(path, "python3-config", told("3.12.9"))
    fake(path, "python3.9", told("3.9.2"))
    fake(path, "python3.14", told("3.14.0", level="candidate"))
    fake(path, "python3.15", "exit 1")
    fake(path, "python3.16", told("3.16.0", kind="PyPy"))
    fake(versions / "3.11.10/bin", "python3", told("3.11.10"))
    fake(versions / "3.11.9/bin", "python3", told("3.11.9"))
    fake(versions / "3.13.0t/bin", "python3", told("3.13.0", free_threaded=1))
    found = on_this_machine({"PATH": str(path), "PYENV_ROOT": str(tmp_path / "pyenv")})
    assert [(str(one), str(one.path)) for one in found] == [
        ("3.11.10", "/opt/3.11.10/python"),
        ("3.12.1", "/opt/3.12.1/python"),
    ]


def test_a_real_python_tells_what_it_is() -> None:
    found = interpreter(Path(sys.executable))
    assert found is not None
    assert found.version == sys.version_info[:3]
    assert interpreter(Path("/nowhere/python3")) is None


def test_all_of_the_suite_runs_on_the_newest_and_the_quick_part_on_the_others() -> None:
    pythons = [Interpreter(Path(f"/opt/{minor}"), (3, minor, 1)) for minor in (11, 12, 13)]
    told = [(part.python.minor[1], part.oldest, part.whole) for part in parts(pythons, ("newest", "oldest"))]
    assert told == [
        (13, False, True),
        (13, True, False),
        (12, False, False),
        (12, True, False),
        (11, False, False),
        (11, True, False),
    ]
    alone = [(part.oldest, part.whole) for part in parts(pythons[:1], ("newest", "oldest"))]
    assert alone == [(True, False)]


def test_floors_are_the_oldest_versions_with_their_markers() -> None:
    assert floors(["numpy>=2.0; python_version >= '3.13'", "lark>=1.2"]) == [
        "numpy==2.0; python_version >= '3.13'",
        "lark==1.2",
    ]


@pytest.mark.parametrize("requirement", ["lark", "lark>=1,<2", "lark==1.0", "lark~=1.0", "lark>=1,!=1.1"])
def test_a_requirement_has_an_oldest_version_and_no_newest(requirement: str) -> None:
    with pytest.raises(ValueError, match="must say its oldest version"):
        floors([requirement])


def test_no_requirement_of_the_project_is_pinned_from_above() -> None:
    assert len(floors(needed())) == len(needed())
    assert {"numpy", "llvmlite", "pytest"} <= {re.split("[>;]", text)[0] for text in needed()}


def test_what_is_named_to_run_is_there() -> None:
    for path in {*QUICK, *(word for part in PARTS for word in part if word.startswith("tests/"))}:
        assert (ROOT / path).exists(), path


def test_every_example_is_evolved_on_the_emulated_processor() -> None:
    asked = " or ".join(part[2] for part in PARTS if part[0] == EVOLVED)
    assert sorted(asked.split(" or ")) == EXAMPLES


def test_a_file_that_a_package_lacks_is_told(tmp_path: Path) -> None:
    (tmp_path / "quale-1/quale").mkdir(parents=True)
    (tmp_path / "quale-1/quale/here.py").touch()
    wheel = shutil.make_archive(str(tmp_path / "wheel"), "zip", tmp_path / "quale-1")
    sdist = shutil.make_archive(str(tmp_path / "sdist"), "gztar", tmp_path, "quale-1")
    files = {"quale/here.py", "quale/gone.py", "tests/test_gone.py", ".github/workflows/test.yml"}
    assert absent(Path(sdist), Path(wheel), files) == [
        "the sdist lacks quale/gone.py",
        "the sdist lacks tests/test_gone.py",
        "the wheel lacks quale/gone.py",
        "the wheel lacks quale/grammar/quale.lark",
    ]


def called(text: str) -> set[str]:
    return set(re.findall(r"^(?:.*- run: )?make ([\w-]+)", text, re.MULTILINE))


@pytest.mark.skipif(not WORKFLOW.exists(), reason="an sdist has no workflow")
def test_the_public_service_runs_every_promised_python_by_the_same_targets() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")
    assert called(text) == {"test", "test-floor", "test-wheel"}
    for target in called(text):
        assert f"\n{target}:" in MAKEFILE
    versions = {line.rpartition(" ")[2] for line in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", line)}
    assert set(re.findall(r'"(3\.\d+)"', text)) == versions


def test_continuous_integration_runs_the_readmes_commands() -> None:
    script = ROOT / ".ci/run"
    assert [line for line in script.read_text(encoding="utf-8").splitlines() if line.startswith("make")] == [
        "make test",
        "make test-export",
        "make test-pythons",
        "make test-wheel",
        "make test-gymnasium",
        "make test-trackers",
        "make test-lsp",
        "make docs",
        "make test-ray",
    ]
    assert os.access(script, os.X_OK)
