import json
import random
import re
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from quale.checkpoint.directory.resume import find
from quale.checkpoint.format.codec import encode
from quale.checkpoint.format.header import Origin
from tests.cli.command import arguments_of, environment, essence, evolve_block, quale, quale_process, write_program

LONG = evolve_block(generations=40, ticks=4000, more="checkpoint { every: 5 generations }")
ENDLESS = evolve_block(generations=40, ticks=100_000_000)


def killed(*arguments: str | Path, cwd: Path, generation: int, number: signal.Signals, after: float = 0.0) -> int:
    """Start the command, send it a signal once it has told of a generation, and return how it ended."""
    process = subprocess.Popen(
        arguments_of("evolve", *arguments, "--json"), cwd=cwd, env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            told = json.loads(line)
            if told["event"] == "generation" and told["generation"] >= generation:
                break
        time.sleep(after)
        process.send_signal(number)
        for _ in process.stdout:
            pass
    return process.wait(60)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    quale("evolve", write_program(folder, LONG), cwd=folder)
    return folder / "checkpoints/walk"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_goes_on_as_if_nothing_had_happened(workers: str, undisturbed: Path, tmp_path: Path) -> None:
    program = write_program(tmp_path, LONG)
    moment = random.random() / 50  # any moment must do
    assert killed(program, "--workers", workers, cwd=tmp_path, generation=17, number=signal.SIGKILL, after=moment) == -9
    quale_process("evolve", "--resume", "Walk", "--workers", workers, cwd=tmp_path)
    assert essence(tmp_path / "checkpoints/walk") == essence(undisturbed)


def test_five_interruptions_leave_no_trace(undisturbed: Path, tmp_path: Path) -> None:
    program = write_program(tmp_path, LONG)
    chance = random.Random(7)
    for generation in (4, 11, 18, 25, 32):
        number = chance.choice([signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
        ended = killed(program, "--continue", cwd=tmp_path, generation=generation, number=number)
        assert ended == {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    quale("evolve", program, "--continue", cwd=tmp_path)
    assert essence(tmp_path / "checkpoints/walk") == essence(undisturbed)
    finished = quale("evolve", program, "--continue", cwd=tmp_path)
    assert "Walk is over after generation 40" in finished.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_saves_and_says_how_to_go_on(number: signal.Signals, code: int, tmp_path: Path) -> None:
    program = write_program(tmp_path, LONG)
    process = subprocess.Popen(
        arguments_of("evolve", program), cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    said = ""
    with process.stderr:
        for line in process.stderr:
            said += line
            if line.startswith("Walk 1/40"):
                process.send_signal(number)
    assert process.wait(60) == code
    generation = re.findall(r"interrupted after generation (\d+), which is saved: (\S+)", said)
    assert generation[0][1] == f"checkpoints/walk/checkpoint_gen{generation[0][0]}.quale-ckpt"
    assert (tmp_path / generation[0][1]).exists()
    assert "resume with: quale evolve --resume checkpoints/walk\n" in said
    assert "Traceback" not in said


def test_a_second_signal_ends_at_once(tmp_path: Path) -> None:
    process = subprocess.Popen(
        arguments_of("evolve", write_program(tmp_path, ENDLESS)),
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process.stderr:
        for line in process.stderr:
            if line.startswith("saved generation 0"):
                break
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in {130, 143}


def test_a_run_is_extended(undisturbed: Path, tmp_path: Path) -> None:
    program = write_program(tmp_path, LONG)
    quale("evolve", program, "--generations", "10", cwd=tmp_path)
    over = quale("evolve", "--resume", "walk", cwd=tmp_path)
    assert "Walk is over after generation 10" in over.stderr
    assert "--generations N, N above 10" in over.stderr
    fewer = quale("evolve", "--resume", "walk", "--generations", "10", cwd=tmp_path, code=2)
    assert "has 10 already" in fewer.stderr
    quale("evolve", "--resume", "checkpoints/walk", "--generations", "40", cwd=tmp_path)
    assert essence(tmp_path / "checkpoints/walk")["history"] == essence(undisturbed)["history"]


def test_resuming_an_older_file_moves_the_later_ones_aside(undisturbed: Path, tmp_path: Path) -> None:
    program = write_program(tmp_path, LONG)
    quale("evolve", program, cwd=tmp_path)
    older = tmp_path / "checkpoints/walk/checkpoint_gen35.quale-ckpt"
    run = quale("evolve", "--resume", older, cwd=tmp_path)
    assert "moved checkpoint_gen40.quale-ckpt and the logs to" in run.stderr
    assert (tmp_path / "checkpoints/walk.1/checkpoint_gen40.quale-ckpt").exists()
    assert essence(tmp_path / "checkpoints/walk") == essence(undisturbed)


def test_changed_parameters_are_told_and_the_seed_stays(tmp_path: Path) -> None:
    quale("evolve", write_program(tmp_path), "--seed", "77", cwd=tmp_path)
    program = write_program(tmp_path, evolve_block(generations=9, more="mutation { add_node: 0.5 }"))
    run = quale("evolve", program, "--resume", "Walk", cwd=tmp_path)
    assert "changed since the checkpoint: mutation.add_node: 0.03 -> 0.5" in run.stderr
    assert "changed since the checkpoint: generations: 6 -> 9" in run.stderr
    assert "changed since the checkpoint: program file walk.quale: changed" in run.stderr
    assert "Walk goes on after generation 6 of 9 generations of 20, seed 77" in run.stderr
    assert not any(row["changed"] for row in essence(tmp_path / "checkpoints/walk")["jsonl"])
    program = write_program(tmp_path, evolve_block(generations=12, seed=8))
    assert "seed 8" in quale("evolve", program, "--resume", "Walk", cwd=tmp_path).stderr


def test_a_changed_fitness_marks_the_history_and_evaluates_the_best_again(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    quale("evolve", program, cwd=tmp_path)
    text = program.read_text(encoding="utf-8")
    changed = text.replace("maximize nearness: 1", "maximize nearness: 0.001").replace(
        "generations: 6", "generations: 8"
    )
    program.write_text(changed, encoding="utf-8")
    quale("evolve", program, "--resume", "Walk", cwd=tmp_path)
    rows = essence(tmp_path / "checkpoints/walk")["jsonl"]
    assert [row["changed"] for row in rows] == [False] * 6 + [True, False]
    best = json.loads(quale("inspect", "Walk", "--json", cwd=tmp_path).stdout)["genome"]["fitness"]
    assert 0 < best <= 0.001


def test_changed_sensors_are_matched_by_name_and_told(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    quale("evolve", program, cwd=tmp_path)
    text = program.read_text(encoding="utf-8")
    text = text.replace("sensor noise: internal(0..1)", "sensor clock: internal(0..1)")
    text = text.replace("sensor noise = random()", "sensor clock = world.ticks / 20")
    program.write_text(text.replace("generations: 6", "generations: 8"), encoding="utf-8")
    run = quale("evolve", program, "--resume", "Walk", cwd=tmp_path)
    assert re.search(r"^.*clock.*$", run.stderr, re.MULTILINE)
    assert re.search(r"^.*noise.*$", run.stderr, re.MULTILINE)
    shown = json.loads(quale("inspect", "Walk", "--json", cwd=tmp_path).stdout)
    assert [node["name"] for node in shown["genome"]["nodes"][:2]] == ["place", "clock"]


def test_a_damaged_newest_file_is_passed_over_and_told(undisturbed: Path, tmp_path: Path) -> None:
    program = write_program(tmp_path, LONG)
    quale("evolve", program, cwd=tmp_path)
    newest = tmp_path / "checkpoints/walk/checkpoint_gen40.quale-ckpt"
    data = bytearray(newest.read_bytes())
    data[len(data) // 2] ^= 1
    newest.write_bytes(data)
    run = quale("evolve", "--resume", "Walk", cwd=tmp_path)
    assert "going on from checkpoint_gen35.quale-ckpt" in run.stderr
    assert newest.with_name(newest.name + ".damaged").exists()
    assert essence(tmp_path / "checkpoints/walk") == essence(undisturbed)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x81\xa6format\xaaquale-ckpt", bytes(100)])
@pytest.mark.parametrize("command", [("evolve", "--resume"), ("inspect",)])
def test_what_is_no_checkpoint_exits_3(content: bytes, command: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "odd.quale-ckpt"
    path.write_bytes(content)
    assert "odd.quale-ckpt" in quale(*command, path, cwd=tmp_path, code=3).stderr
    assert path.read_bytes() == content


def test_what_is_not_there_exits_3(tmp_path: Path) -> None:
    assert "nothing" in quale("evolve", "--resume", "nothing", cwd=tmp_path, code=3).stderr
    assert "nothing" in quale("inspect", "nothing", cwd=tmp_path, code=3).stderr
    program = write_program(tmp_path)
    quale("evolve", program, "--continue", cwd=tmp_path)
    assert "it has walk" in quale("inspect", "nothing", cwd=tmp_path, code=3).stderr


def test_another_place_for_a_resumed_run_is_wrong_usage(tmp_path: Path) -> None:
    quale("evolve", write_program(tmp_path), cwd=tmp_path)
    run = quale("evolve", "--resume", "checkpoints/walk", "--checkpoints", "other", cwd=tmp_path, code=2)
    assert "goes on where it lies" in run.stderr


def test_one_run_per_directory(tmp_path: Path) -> None:
    program = write_program(tmp_path, ENDLESS)
    process = subprocess.Popen(
        arguments_of("evolve", program, "--json"), cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        process.stdout.readline()
        refused = quale("evolve", program, "--continue", cwd=tmp_path, code=3)
        assert f"process {process.pid} on" in refused.stderr
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
    assert process.wait(60) == 143


@pytest.mark.parametrize(("field", "text"), [("population", "10"), ("brain.recurrent", "true"), ("ticks", "21")])
def test_a_configuration_that_contradicts_the_stored_program_is_refused(field: str, text: str, tmp_path: Path) -> None:
    program = write_program(tmp_path)
    quale("evolve", program, cwd=tmp_path)
    found = find(str(tmp_path / "checkpoints/walk"), tmp_path)
    pairs = tuple((name, text if name == field else value) for name, value in found.snapshot.configuration)
    assert pairs != found.snapshot.configuration
    wrote = Origin(found.header.run_id, found.header.created, versions=found.header.versions)
    found.path.write_bytes(encode(replace(found.snapshot, configuration=pairs), wrote))
    again = ("evolve", "--resume", found.path, "--generations", "9")
    said = quale(*again, cwd=tmp_path, code=3).stderr
    assert f"the configuration contradicts the stored program: {field} is {text}, in the program " in said
    other = replace(wrote, versions=(("quale-lang", "0.0.9"),))  # whose defaults may have been others
    found.path.write_bytes(encode(replace(found.snapshot, configuration=pairs), other))
    assert f"changed since the checkpoint: {field}: {text} -> " in quale(*again, cwd=tmp_path).stderr
