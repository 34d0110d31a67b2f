"""`--set` on the command line: a run with it is the run of a program that says so, and it goes on that way."""

from pathlib import Path

from quale.cli.request import Request
from tests.cli.command import essence, evolve_block, quale, write_program

SET = ("--set", "population=11", "--set", "mutation.add_node=0.4")


def test_a_run_is_that_of_a_program_that_says_so(tmp_path: Path) -> None:
    written, given = tmp_path / "written", tmp_path / "given"
    for folder in (written, given):
        folder.mkdir()
    block = evolve_block(more="mutation { add_node: 0.4 }").replace("population: 20", "population: 11")
    quale("evolve", write_program(written, block), cwd=written)
    quale("evolve", write_program(given), *SET, cwd=given)
    one, other = (essence(folder / "checkpoints/walk") for folder in (given, written))
    assert one["parts"].pop("program") != other["parts"].pop("program")
    assert one == other


def test_a_resumed_run_keeps_what_was_set(tmp_path: Path) -> None:
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    for folder in (straight, broken):
        folder.mkdir()
        program = write_program(folder)
    quale("evolve", program, *SET, cwd=straight)
    quale("evolve", program, *SET, "--generations", "3", cwd=broken)
    said = quale("evolve", "--resume", "walk", "--generations", "6", cwd=broken).stderr
    assert "population" not in said.replace("generations of 11", "")
    assert essence(broken / "checkpoints/walk") == essence(straight / "checkpoints/walk")


def test_differences_are_told_and_more_can_be_set(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    quale("evolve", program, *SET, cwd=tmp_path)
    said = quale("evolve", "--resume", "walk", "--set", "generations=7", "--set", "population=12", cwd=tmp_path).stderr
    assert "population: 11 -> 12" in said
    assert "add_node" not in said
    assert "population=12" in quale("inspect", "walk", cwd=tmp_path).stdout
    said = quale("evolve", program, "--continue", "--generations", "8", cwd=tmp_path).stderr
    assert "population: 12 -> 20" in said
    assert "mutation.add_node: 0.4 -> 0.03" in said


def test_what_cannot_be_set_is_told_like_a_mistake_in_the_file(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    for command in ("check", "evolve"):
        said = quale(command, program, "--set", "population=0", cwd=tmp_path, code=1).stderr
        assert said.startswith("--set:1:12: error: `population` must be at least 1\n1 | population=0\n")
    assert not (tmp_path / "checkpoints").exists()
    assert "OK" in quale("check", program, "--set", "population=3", cwd=tmp_path).stdout
    tree = quale("check", program, "--set", "population=3", "--emit", "model", cwd=tmp_path).stdout
    assert "population = 3" in tree


def test_an_interrupted_command_says_it_again() -> None:
    ways = (None, False, None, None, None, False, False, False, False)
    request = Request(Path("walk.quale"), None, None, *ways, assignments=("population=11", "stop.time=2 h"))
    given = ["--set", "population=11", "--set", "stop.time=2 h"]
    assert request.again(None, new=False) == ["quale", "evolve", "walk.quale", *given]
    assert request.anew("Walk")[-4:] == given
    assert request.again(Path("checkpoints/walk/a.quale-ckpt"), new=True)[-1] == "checkpoints/walk"
