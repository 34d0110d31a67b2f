import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import newest
from tests.cli.command import (
    arguments_of,
    environment,
    essence,
    evolve_block,
    objects,
    quale,
    quale_process,
    write_program,
)


def test_a_run_in_a_pipe_says_plainly_how_it_goes(tmp_path: Path) -> None:
    run = quale_process("evolve", write_program(tmp_path), cwd=tmp_path)
    lines = run.stderr.splitlines()
    assert lines[0] == "Walk starts: 6 generations of 20, seed 5"
    assert lines[1] == "saved generation 0: checkpoints/walk/checkpoint_gen0.quale-ckpt"
    assert re.match(
        r"Walk 1/6: best \S+ \(improved\), mean \S+, species \d+, complexity \S+, \d+ evaluations/s", lines[2]
    )
    assert lines[-1] == "saved generation 6: checkpoints/walk/checkpoint_gen6.quale-ckpt"
    assert "\x1b" not in run.stderr + run.stdout
    assert run.stdout.startswith("Walk is over after generation 6: 6 generations are done\n  champion    fitness ")
    for words in (
        "checkpoint  checkpoints/walk/checkpoint_gen6.quale-ckpt\n",
        "next        quale inspect checkpoints/walk --graph walk.svg\n",
        "            quale evolve --resume checkpoints/walk --generations 12\n",
        "nearness ",
    ):
        assert words in run.stdout


def test_json_is_one_object_a_line(tmp_path: Path) -> None:
    run = quale_process("evolve", write_program(tmp_path), "--json", cwd=tmp_path)
    assert not run.stderr
    found = objects(run.stdout)
    assert [event["event"] for event in found] == ["start", "saved", *["generation"] * 6, "saved", "end"]
    assert found[0]["seed"] == 5
    assert [event["generation"] for event in found[2:8]] == [1, 2, 3, 4, 5, 6]
    assert found[-1]["why"] == "6 generations are done"
    assert found[-1]["fitness"] == max(event["best"] for event in found[2:8])


def test_quiet_says_nothing(tmp_path: Path) -> None:
    run = quale_process("evolve", write_program(tmp_path), "--quiet", cwd=tmp_path)
    assert (run.stdout, run.stderr) == ("", "")
    assert (tmp_path / "checkpoints/walk/checkpoint_gen6.quale-ckpt").exists()


def test_workers_change_nothing(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    for workers in ("1", "2", "5"):
        quale("evolve", program, "--workers", workers, "--checkpoints", workers, cwd=tmp_path)
    assert essence(tmp_path / "1/walk") == essence(tmp_path / "2/walk") == essence(tmp_path / "5/walk")


def test_a_seed_that_is_0_is_drawn_told_and_stored(tmp_path: Path) -> None:
    program = write_program(tmp_path, evolve_block(seed=0))
    told = []
    for place in ("a", "b"):
        run = quale("evolve", program, "--checkpoints", place, cwd=tmp_path)
        told.append(re.findall(r"seed (\d+) drawn from the system", run.stderr)[0])
    assert told[0] != told[1]
    shown = json.loads(quale("inspect", "a/walk", "--json", cwd=tmp_path).stdout)
    assert str(shown["seed"]) == told[0]
    quale("evolve", program, "--seed", told[0], "--checkpoints", "c", cwd=tmp_path)
    a, c = essence(tmp_path / "a/walk"), essence(tmp_path / "c/walk")
    del a["parts"]["program"], c["parts"]["program"]  # where the configuration tells of --seed
    assert a == c


def test_an_older_run_is_not_overwritten(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    quale("evolve", program, cwd=tmp_path)
    before = sorted((tmp_path / "checkpoints/walk").iterdir())
    refused = quale("evolve", program, cwd=tmp_path, code=3)
    assert "--resume checkpoints/walk" in refused.stderr
    assert "--overwrite" in refused.stderr
    assert sorted((tmp_path / "checkpoints/walk").iterdir()) == before
    moved = quale("evolve", program, "--seed", "6", "--overwrite", cwd=tmp_path)
    assert "moved the old run to checkpoints/walk.1" in moved.stderr
    assert {path.name for path in before} == {path.name for path in (tmp_path / "checkpoints/walk.1").iterdir()}


TWO = (evolve_block("Second", more="seed_from: First", seed=9), evolve_block("First"))


def test_several_blocks_need_a_name(tmp_path: Path) -> None:
    program = write_program(tmp_path, *TWO)
    run = quale("evolve", program, cwd=tmp_path, code=2)
    assert "--run NAME" in run.stderr
    assert "Second, First" in run.stderr
    assert "Second, First" in quale("evolve", program, "--run", "Third", cwd=tmp_path, code=2).stderr
    assert not (tmp_path / "checkpoints").exists()


def test_a_block_grows_from_another(tmp_path: Path) -> None:
    program = write_program(tmp_path, *TWO)
    missing = quale("evolve", program, "--run", "second", cwd=tmp_path, code=3)
    assert "evolve it first with `--run First`" in missing.stderr
    quale("evolve", program, "--run", "first", cwd=tmp_path)
    quale("evolve", program, "--run", "Second", cwd=tmp_path)
    shown = quale("inspect", "Second", cwd=tmp_path).stdout
    assert "seeded from First, generation 6 (checkpoints/first/checkpoint_gen6.quale-ckpt" in shown


def test_all_blocks_run_after_their_sources_and_once(tmp_path: Path) -> None:
    program = write_program(tmp_path, *TWO)
    run = quale("evolve", program, "--run", "all", cwd=tmp_path)
    assert re.findall(r"^(\w+) is over", run.stdout, re.MULTILINE) == ["First", "Second"]
    (tmp_path / "checkpoints/second").rename(tmp_path / "aside")
    again = quale("evolve", program, "--run", "all", cwd=tmp_path)
    assert re.findall(r"^(\w+) is over", again.stdout, re.MULTILINE) == ["Second"]
    assert "First is over after generation 6 (checkpoints/first/checkpoint_gen6.quale-ckpt)" in again.stderr
    assert essence(tmp_path / "aside") == essence(tmp_path / "checkpoints/second")


def test_a_stop_condition_ends_a_run(tmp_path: Path) -> None:
    program = write_program(tmp_path, evolve_block(generations=1000, more="stop { when: pushes >= 1 }"))
    run = quale("evolve", program, cwd=tmp_path)
    assert re.search(r"is over after generation \d+: genome \d+ of generation \d+ has pushes >= 1", run.stdout)
    assert f"quale evolve {program} --run Walk --seed 0 --overwrite" in run.stdout


def test_scores_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("1 - abs(agent.place)", "log(2 - agent.pushes)"), encoding="utf-8")
    run = quale("evolve", program, cwd=tmp_path)
    told = re.findall(r"warning: generation 1: (\w+) is nan for genome \d+ in scenario \d+", run.stderr)
    assert told == ["fitness", "nearness"]
    warned = [line for line in run.stderr.splitlines() if line.startswith("warning: ")]
    again = [line for line in warned if re.search(r"more generations? like this, the last \d+: \w+ is nan", line)]
    assert warned[-len(again) :] == again  # told once and counted, not repeated
    assert len(warned) == len({re.sub(r"\d+( more| like|: )?", "", line) for line in warned})
    objects_told = objects(quale("evolve", program, "--overwrite", "--json", cwd=tmp_path).stdout)
    assert [event["message"] for event in objects_told if event["event"] == "warning"] == [
        line.removeprefix("warning: ") for line in warned
    ]
    (first, *_) = objects((tmp_path / "checkpoints/walk/history.jsonl").read_text(encoding="utf-8"))
    assert first["invalid"] > 0
    assert all(isinstance(first[name], float) for name in ("best", "mean", "median", "worst"))


def test_a_champion_is_tested_and_ends_the_run(tmp_path: Path) -> None:
    more = "test Twice { scenarios: 7  when: pushes >= 0 }"
    program = write_program(tmp_path, evolve_block(generations=1000, more=more))
    run = quale("evolve", program, cwd=tmp_path)
    assert re.search(r"Walk 1/1000: tests: Twice: pushes [\d.]+, passed", run.stderr)
    assert "is over after generation 1: the champion of generation 1 passed every test" in run.stdout
    again = quale("evolve", program, "--continue", cwd=tmp_path)
    assert "the champion of generation 1 passed every test" in again.stdout + again.stderr
    program.write_text(program.read_text(encoding="utf-8").replace("pushes >= 0", "pushes >= 1000"), encoding="utf-8")
    longer = quale("evolve", program, "--resume", "walk", "--generations", "3", cwd=tmp_path)
    assert "3 generations are done" in longer.stdout


def test_a_run_without_any_valid_score_is_saved_and_resumed(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("1 - abs(agent.place)", "log(-1)"), encoding="utf-8")
    quale("evolve", program, "--generations", "2", cwd=tmp_path)
    quale("evolve", "--resume", "walk", "--generations", "3", cwd=tmp_path)
    rows = objects((tmp_path / "checkpoints/walk/history.jsonl").read_text(encoding="utf-8"))
    assert [row["best"] for row in rows] == [0, 0, 0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "wanted a program"),
        (("walk.quale", "--continue", "--overwrite"), "exclude one another"),
        (("walk.quale", "--resume", "x", "--overwrite"), "exclude one another"),
        (("walk.quale", "--quiet", "--json"), "exclude one another"),
        (("--resume", "x", "--run", "all"), "--run all --continue"),
        (("walk.quale", "--seed", "-1"), "--seed"),
        (("walk.quale", "--workers", "0"), "--workers"),
        (("walk.quale", "--generations", "many"), "--generations"),
        (("walk.quale", "--frobnicate"), "--frobnicate"),
        (("nowhere.quale",), "nowhere.quale"),
    ],
)
def test_wrong_usage_exits_2_and_writes_nothing(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    write_program(tmp_path)
    said = quale("evolve", *arguments, cwd=tmp_path, code=2)
    assert words in said.stdout + said.stderr
    assert not (tmp_path / "checkpoints").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"body Walker { state x: int = 0 }", "evolve"),
        (b"body W\xff { }", "UTF-8"),
        (b"evolve X { population: " + b"(" * 5000 + b"1" + b")" * 5000 + b" }", "error"),
        (b"{" * 5000, "error"),
        (b"", "error"),
        (b"\x00\x01\x02", "error"),
    ],
)
def test_a_wrong_program_exits_1_and_writes_nothing(content: bytes, words: str, tmp_path: Path) -> None:
    program = tmp_path / "wrong.quale"
    program.write_bytes(content)
    assert words in quale("evolve", program, cwd=tmp_path, code=1).stderr
    told = objects(quale("evolve", program, "--json", cwd=tmp_path, code=1).stdout)
    assert {"diagnostic"} == {entry["event"] for entry in told}
    assert "error" in {entry["severity"] for entry in told}
    assert not (tmp_path / "checkpoints").exists()


def test_other_failures_are_json_too(tmp_path: Path) -> None:
    (error,) = objects(quale("evolve", "nowhere.quale", "--json", cwd=tmp_path, code=2).stdout)
    assert error["event"] == "error"
    assert error["kind"] == "UsageError"


def test_a_test_is_told_passed_or_not(tmp_path: Path) -> None:
    more = "test Near { scenarios: 2  when: pushes >= 0 }  test Far { scenarios: 7  when: pushes >= 1000 }"
    program = write_program(tmp_path, evolve_block(generations=3, more=more))
    run = quale("evolve", program, cwd=tmp_path)
    pattern = r"Walk (\d)/3: tests: Near: pushes [\d.]+, passed; Far: pushes [\d.]+, not passed"
    assert re.findall(pattern, run.stderr)[-1] == "3"
    events = objects(quale("evolve", program, "--overwrite", "--json", cwd=tmp_path).stdout)
    told = [event["tests"] for event in events if event["event"] == "generation"]
    assert [[(test["name"], test["metric"], test["passed"]) for test in tests] for tests in told] == [
        [("Near", "pushes", True), ("Far", "pushes", False)]
    ] * 3
    assert all(isinstance(test["value"], float) for tests in told for test in tests)
    shown = quale("inspect", "walk", cwd=tmp_path).stdout
    assert re.search(r"Near  [\d.]+, passed; passed in 3 of 3 generations", shown)
    assert re.search(r"Far   [\d.]+, not passed; passed in 0 of 3 generations", shown)
    found = json.loads(quale("inspect", "walk", "--json", cwd=tmp_path).stdout)
    assert [(test["name"], test["passed"], test["passes"]) for test in found["tests"]] == [
        ("Near", True, 3),
        ("Far", False, 0),
    ]
    for row, tests in zip(found["history"], told, strict=True):
        assert row["tests"] == {test["name"]: {"reached": test["value"], "passed": test["passed"]} for test in tests}


def test_what_champions_reached_goes_on_with_a_resumed_run_and_with_other_tests(tmp_path: Path) -> None:
    more = "test Near { scenarios: 2  when: pushes >= 0 }  test Far { when: pushes >= 1000 }"
    program = write_program(tmp_path, evolve_block(generations=6, more=more))
    quale("evolve", program, "--checkpoints", "whole", cwd=tmp_path)
    quale("evolve", program, "--generations", "3", cwd=tmp_path)
    quale("evolve", program, "--resume", "walk", cwd=tmp_path)
    assert essence(tmp_path / "whole/walk") == essence(tmp_path / "checkpoints/walk")
    program.write_text(program.read_text(encoding="utf-8").replace("test Near", "test Other"), encoding="utf-8")
    quale("evolve", program, "--resume", "walk", "--generations", "8", cwd=tmp_path)
    history = json.loads(quale("inspect", "walk", "--json", cwd=tmp_path).stdout)["history"]
    assert [set(row["tests"]) for row in history] == [{"Other", "Far"}] * 8
    assert [row["tests"]["Other"]["reached"] is None for row in history] == [True] * 6 + [False] * 2
    assert all(row["tests"]["Far"]["reached"] is not None for row in history)
    rows = objects((tmp_path / "checkpoints/walk/history.jsonl").read_text(encoding="utf-8"))
    assert [row["tests"] for row in rows] == [row["tests"] for row in history]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_is_ascii_whatever_the_locale(tmp_path: Path, encoding: str) -> None:
    block = evolve_block("Übung", more="test Größe { when: pushes >= 1000 }")
    program = write_program(tmp_path, block).rename(tmp_path / "Übung.quale")
    environ = environment() | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for arguments in (
        ("check", program.name),
        ("evolve", program.name, "--generations", "2"),
        ("inspect", "Übung"),
        ("inspect", "Übung", "--verify"),
        ("inspect", "Ü"),
    ):
        run = subprocess.run(
            arguments_of(*arguments, "--json"), cwd=tmp_path, env=environ, capture_output=True, check=False
        )
        assert run.stdout.isascii()
        told = [json.loads(line) for line in run.stdout.splitlines()]
        assert told
        assert "bung" in str(told) or run.returncode == 3
        assert "\\x" not in str(told)
        assert b"Traceback" not in run.stderr


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_a_program_is_called_the_same_under_every_locale(tmp_path: Path, locale: str) -> None:
    write_program(tmp_path).rename(tmp_path / "Übung.quale")
    environ = environment() | {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for arguments in (("check", "Übung.quale"), ("evolve", "Übung.quale", "--generations", "2", "--quiet")):
        run = subprocess.run(
            [arguments_of()[0].encode(), b"-m", b"quale", *(word.encode() for word in arguments)],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
    assert newest(tmp_path / "checkpoints/walk").snapshot.text.files[0][0] == "Übung.quale"
    said = quale("evolve", "Übung.quale", "--continue", "--generations", "3", cwd=tmp_path).stderr
    assert "program file" not in said


@pytest.mark.parametrize("folder", [False, True])
def test_a_program_whose_name_is_no_text_is_refused(tmp_path: Path, folder: bool) -> None:
    """A checkpoint keeps programs by their names, as text."""
    program = write_program(tmp_path).rename(tmp_path / os.fsdecode(b"\xff.quale"))
    for arguments in (("check",), ("evolve",), ("check", "--json")):
        said = quale(*arguments, tmp_path if folder else program, cwd=tmp_path, code=1)
        assert "the file's name is not UTF-8: '\\udcff.quale'" in (said.stdout + said.stderr).replace("\\\\", "\\")
    assert not (tmp_path / "checkpoints").exists()
