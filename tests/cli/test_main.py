import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quale.cli.main import COMMANDS, application
from tests.cli.command import quale_process


def test_help_lists_exactly_the_commands_there_are() -> None:
    shown = CliRunner().invoke(application(), ["--help"])
    assert shown.exit_code == 0
    table = shown.stdout.split("Commands:\n")[1].split("\n\n")[0]
    assert re.findall(r"^  (\w+)  ", table, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: str, tmp_path: Path) -> None:
    shown = quale_process(command, "--help", cwd=tmp_path).stdout
    assert re.search(rf"Example: quale {command}[ \n]", shown)


def test_wrong_usage_exits_2(tmp_path: Path) -> None:
    assert "No such command 'evlve'" in quale_process("evlve", cwd=tmp_path, code=2).stderr
    quale_process(cwd=tmp_path, code=2)


def test_the_version_is_told(tmp_path: Path) -> None:
    assert quale_process("--version", cwd=tmp_path).stdout.startswith("quale ")
