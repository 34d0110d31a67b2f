"""docs/commands.md has every command with every option, as the commands say it."""

from quale.cli.main import COMMANDS
from tests.reference_of_commands import HEAD, PAGE, reference, written


def test_the_page_is_made_from_the_commands() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written() + reference(), "python -m tests.reference_of_commands"
    assert page.count(HEAD) == 1


def test_every_command_has_its_section_and_its_example() -> None:
    parts = reference().split("\n### ")
    found = {part.partition("`\n")[0].removeprefix("`quale ") for part in parts[1:]}
    assert set(COMMANDS) <= found
    for name in COMMANDS:
        part = next(part for part in parts if part.startswith(f"`quale {name}`\n"))
        assert f"\n    quale {name}" in part, name
        assert "| | | default |" in part or name == "lsp", "which takes nothing"
