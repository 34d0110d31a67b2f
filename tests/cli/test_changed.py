"""A changed program, resumed: what is judged anew, and what is said about it."""

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import BLOCKS, Said, arguments_of, environment, evolve_block, quale, write_program

HARDER = ("maximize nearness: 1", "maximize nearness: 0.001")


def changed(program: Path, *replacements: tuple[str, str]) -> Path:
    text = program.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    program.write_text(text, encoding="utf-8")
    return program


def inspected(place: Path) -> dict[str, object]:
    shown: dict[str, object] = json.loads(quale("inspect", "Walk", "--json", cwd=place).stdout)
    return shown


@pytest.mark.parametrize(
    ("stop", "advice"),
    [
        ("fitness: 0.5", "with a higher `stop { fitness: … }` in the program, or without one"),
        ("when: pushes >= 0", "with another `stop { when: … }` in the program, or without one"),
        ("stagnation: 1 generations", "with a higher `stop { stagnation: … }` in the program, or without one"),
    ],
)
def test_what_ended_a_run_is_named_and_does_not_end_a_changed_program(tmp_path: Path, stop: str, advice: str) -> None:
    program = write_program(tmp_path, evolve_block(generations=30, more=f"stop {{ {stop} }}"))
    quale("evolve", program, cwd=tmp_path)
    ended = inspected(tmp_path)["generation"]
    assert isinstance(ended, int)
    assert ended < 30
    over = quale("evolve", program, "--continue", "--generations", "60", cwd=tmp_path)
    assert f"Walk is over after generation {ended}" in over.stderr
    assert f"it goes on {advice}: quale evolve FILE --resume checkpoints/walk\n" in over.stderr
    went = quale("evolve", changed(program, HARDER), "--resume", "Walk", cwd=tmp_path)
    assert f"Walk goes on after generation {ended} of 30" in went.stderr
    after = inspected(tmp_path)["generation"]
    assert isinstance(after, int)
    assert after > ended


def test_only_the_end_of_all_generations_is_put_off_by_more(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    assert "--generations 12" in quale("evolve", program, cwd=tmp_path).stdout
    assert "goes on with --generations N, N above 6" in quale("evolve", "--resume", "Walk", cwd=tmp_path).stderr
    other = evolve_block("Short", more="stop { fitness: -1 }")
    assert "--generations" not in quale("evolve", write_program(tmp_path, other), cwd=tmp_path).stdout


def test_a_record_that_starts_anew_is_said_to(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    quale("evolve", program, cwd=tmp_path)
    changed(program, HARDER, ("generations: 6", "generations: 8"))
    run = quale("evolve", program, "--resume", "Walk", cwd=tmp_path)
    assert (
        "changed since the checkpoint: fitness, so scores are not comparable with those in the checkpoint" in run.stderr
    )
    assert (
        "the record starts anew, since the program changed in generation 7; the best before, of generation"
        in run.stderr
    )
    since = "best so far, since the program changed in generation 7, from generation"
    assert since in run.stdout
    assert f"Champion ({since}" in quale("inspect", "Walk", cwd=tmp_path).stdout
    told = json.loads(quale("inspect", "Walk", "--json", cwd=tmp_path).stdout)
    assert told["genome"]["who"].startswith(since)
    assert [row["generation"] for row in told["history"] if row["changed"]] == [7]  # one meaning everywhere
    marked = [line for line in quale("inspect", "Walk", cwd=tmp_path).stdout.splitlines() if "program changed" in line]
    assert [line.split()[0] for line in marked[:1]] == ["7"]
    assert all(0 <= row["best"] <= 0.001 for row in told["species"])
    quale("evolve", changed(program, ("generations: 8", "generations: 9")), "--resume", "Walk", cwd=tmp_path)
    assert since in quale("inspect", "Walk", cwd=tmp_path).stdout  # for as long as that is the record


def test_continue_says_what_differs_before_it_takes_a_run_of_the_same_name(tmp_path: Path) -> None:
    quale("evolve", write_program(tmp_path), cwd=tmp_path)
    other = tmp_path / "other.quale"
    other.write_text(BLOCKS.replace("0.1 *", "0.2 *") + evolve_block(generations=9), encoding="utf-8")
    differs = "changed since the checkpoint: action, so scores are not comparable with those in the checkpoint"
    run = quale("evolve", other, "--continue", cwd=tmp_path)
    before, adopted, _ = run.stderr.partition("Walk goes on after generation 6")
    assert adopted
    for line in (differs, "generations: 6 -> 9", "program file walk.quale: removed", "program file other.quale: added"):
        assert line in before
    changed(other, ("0.2 *", "0.3 *"), ("generations: 9", "generations: 12"))
    assert differs in quale("evolve", other, "--continue", "--quiet", cwd=tmp_path).stderr
    changed(other, ("0.3 *", "0.4 *"), ("generations: 12", "generations: 15"))
    assert quale("evolve", other, "--resume", "Walk", "--quiet", cwd=tmp_path).stderr == ""  # asked for by name


def test_all_runs_a_second_time_have_nothing_left_to_do(tmp_path: Path) -> None:
    program = write_program(tmp_path, evolve_block(generations=2), evolve_block("Next", 2, more="seed_from: Walk"))

    def every(code: int = 0, *more: str) -> Said:
        return quale("evolve", program, "--run", "all", *more, cwd=tmp_path, code=code)

    nothing = "nothing was left to do: all 2 runs are over\n"
    assert nothing not in every().stderr
    assert every().stderr.endswith(nothing)
    assert every(0, "--continue").stderr.endswith(nothing)
    assert nothing.strip() in every(0, "--json").stdout
    assert nothing not in every(0, "--continue", "--generations", "3").stderr
    changed(program, HARDER)  # they are over, but not these: nobody asked to go on with them
    assert "go on with them by `--resume checkpoints/walk`" in every(3, "--generations", "3").stderr


def test_who_is_interrupted_before_anything_of_the_change_is_saved_is_told_to_name_it_again(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    quale("evolve", program, cwd=tmp_path)
    changed(program, ("ticks: 20", "ticks: 1_000_000_000"))
    with subprocess.Popen(
        arguments_of("evolve", program, "--resume", "Walk", "--generations", "9", "--run", "walk"),
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Walk goes on"):
                break
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
    assert process.returncode == 143
    command = f"quale evolve {program} --resume checkpoints/walk --generations 9 --run walk"
    assert f"resume with: {command}\n" in rest
