import json
from pathlib import Path

import pytest

from quale.cli.main import main
from tests.cli.command import evolve_block, objects, quale, write_program


def test_a_good_program_is_counted(tmp_path: Path) -> None:
    write_program(tmp_path, evolve_block("First"), evolve_block("Second"))
    last = quale("check", "walk.quale", cwd=tmp_path).stdout.splitlines()[-1]
    assert last == "walk.quale: OK (1 body, 1 world, 1 perception, 1 action, 1 fitness, 2 evolve)"
    assert (
        quale("check", tmp_path, "--run", "second", cwd=tmp_path)
        .stdout.splitlines()[-1]
        .startswith(f"{tmp_path}: OK (")
    )
    (ok,) = (
        entry
        for entry in objects(quale("check", "walk.quale", "--json", cwd=tmp_path).stdout)
        if entry["event"] == "ok"
    )
    assert ok["blocks"]["evolve"] == 2


def test_all_errors_are_shown_in_one_run(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    text = program.read_text(encoding="utf-8")
    program.write_text(
        text.replace("agent.place\n", "agent.plce\n", 1).replace("agent.pushes += 1", "agent.pshes += 1")
    )
    run = quale("check", "walk.quale", cwd=tmp_path, code=1)
    assert not run.stdout
    assert run.stderr.count("error:") == 2
    assert "did you mean `place`?" in run.stderr
    assert run.stderr.startswith("walk.quale:")
    told = objects(quale("check", "walk.quale", "--json", cwd=tmp_path, code=1).stdout)
    assert [entry["text"] for entry in told if entry["severity"] == "error"] == ["plce", "pshes"]


@pytest.mark.parametrize("stage", ["tree", "model", "ir", "llvm"])
def test_every_stage_can_be_printed(stage: str, tmp_path: Path) -> None:
    write_program(tmp_path)
    shown = quale("check", "walk.quale", "--emit", stage, cwd=tmp_path).stdout
    assert {"tree": "Walker", "model": "Walker", "ir": "", "llvm": "define"}[stage] in shown
    assert shown == quale("check", "walk.quale", "--emit", stage, cwd=tmp_path).stdout


def test_a_stage_of_several_experiments_needs_a_name(tmp_path: Path) -> None:
    write_program(tmp_path, evolve_block("First"), evolve_block("Second"))
    assert "First, Second" in quale("check", "walk.quale", "--emit", "model", cwd=tmp_path, code=2).stderr
    assert quale("check", "walk.quale", "--emit", "model", "--run", "First", cwd=tmp_path).stdout


def test_wrong_usage(tmp_path: Path) -> None:
    assert "nowhere.quale" in quale("check", "nowhere.quale", cwd=tmp_path, code=2).stderr
    assert "no .quale file" in quale("check", tmp_path, cwd=tmp_path, code=2).stderr
    write_program(tmp_path)
    assert quale("check", "walk.quale", "--emit", "poem", cwd=tmp_path, code=2).stderr


def test_a_diagnostic_as_data_has_its_place_and_all_its_words(tmp_path: Path) -> None:
    program = write_program(tmp_path)
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("state pushes: int = 0", "state place: int = 0"))
    told = objects(quale("check", "walk.quale", "--json", cwd=tmp_path, code=1).stdout)
    first = told[0]
    line = text.splitlines().index("  state pushes: int = 0") + 1
    assert {name: first[name] for name in ("event", "severity", "file", "line", "column", "text")} == {
        "event": "diagnostic",
        "severity": "error",
        "file": "walk.quale",
        "line": line,
        "column": 9,
        "text": "place",
    }
    assert set(first) == {"event", "severity", "message", "file", "line", "column", "text", "label", "hint", "notes"}
    assert first["notes"]
    assert all(isinstance(note, str) and note for note in first["notes"])
    shown = quale("check", "walk.quale", cwd=tmp_path, code=1).stderr
    assert shown.startswith(f"walk.quale:{line}:9: error: {first['message']}\n")
    assert all(note in shown for note in first["notes"])


def test_an_error_without_a_place_as_data(tmp_path: Path) -> None:
    (told,) = objects(quale("check", "nowhere.quale", "--json", cwd=tmp_path, code=2).stdout)
    assert (told["event"], told["kind"]) == ("error", "UsageError")
    assert "nowhere.quale" in told["message"]


def test_explain_prints_where_values_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    program = "examples/double_pole_no_velocity.quale"
    field = "mutation.add_node"
    assert main(["check", program, "--explain", field, "--set", f"{field}=0.2", "--explain", "CartAnywhere.v"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "DoublePoleNoVelocity: mutation.add_node = 0.2"
    assert told[1] == "  given beside the program: --set mutation.add_node=0.2"
    assert told[2].startswith(f"  in place of {program}:")
    assert told[2].endswith(": add_node: 0.01")
    assert told[3:5] == ["  in place of the preset neat2002: 0.03", "  in place of the default: 0.03"]
    assert told[5] == "body CartAnywhere: v"
    assert told[-1].endswith(", taken over from body Cart")
    assert main(["check", program, "--explain", field, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["event"], found["owner"], found["value"]) == ("explained", "DoublePoleNoVelocity", "0.01")
    assert [origin["what"] for origin in found["origins"]] == ["written", "preset neat2002", "default"]
    assert main(["check", program, "--explain", "nothing"]) == 2
