"""The reference of the commands, the end of docs/commands.md: `python -m tests.reference_of_commands` makes it.

It is read from the commands' own signatures, so that the page is the same with every version of typer.
"""

import inspect
from collections.abc import Callable
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from typer.models import ArgumentInfo

from quale.cli.main import COMMANDS

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """<!-- From here on made by `python -m tests.reference_of_commands`; a test holds it to the commands. -->
"""


def written() -> str:
    """Return the part of the page that people wrote."""
    return PAGE.read_text(encoding="utf-8").partition(HEAD)[0]


def reference() -> str:
    """Return the part of the page that is made."""
    parts = [_part(name, import_module(module).command) for name, (module, _) in COMMANDS.items()]
    return f"{HEAD}\n## All options\n" + "".join(parts)


def _part(name: str, command: Callable[..., None]) -> str:
    words, _, example = (inspect.getdoc(command) or "").partition("Example:")
    hints = get_type_hints(command, include_extras=True)
    options = (
        each for each in inspect.signature(command).parameters.values() if hasattr(hints[each.name], "__metadata__")
    )
    rows = [_row(each, *get_args(hints[each.name])) for each in options]
    shown = f"\n    {' '.join(example.split())}\n" if example else ""
    table = "\n| | | default |\n|---|---|---|\n" + "".join(rows) if rows else ""
    return f"\n### `quale {name}`\n{' '.join(words.split())}\n{shown}{table}"


def _row(parameter: inspect.Parameter, kind: Any, told: Any) -> str:
    words = _cell((told.help or "").partition(" [default:")[0]) + _bounds(told)
    if isinstance(told, ArgumentInfo):
        return f"| `{_cell(told.metavar or parameter.name.upper())}` | {words} | {_default(parameter, told)} |\n"
    declared = [each for each in (told.default, *(told.param_decls or ())) if isinstance(each, str)]  # typer's order
    names = declared or [f"--{parameter.name.replace('_', '-')}"]
    value = f" {told.metavar or _values(kind)}".rstrip()
    options = [f"`{_cell(each + value)}`" for name in names for each in name.split("/")]
    return f"| {', '.join(options)} | {words} | {_default(parameter, told)} |\n"


def _values(kind: Any) -> str:
    """Return what may stand behind an option, "" where nothing does."""
    (kind, *_) = (
        [each for each in get_args(kind) if each is not type(None)] if get_origin(kind) is UnionType else [kind]
    )
    if kind is bool:
        return ""
    if get_origin(kind) is Literal:
        return "|".join(map(str, get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(each.value) for each in kind)
    return "N" if kind is int else "X" if kind is float else "NAME"


def _bounds(told: Any) -> str:
    if told.min is None and told.max is None:
        return ""
    return f" At least {told.min:,}." if told.max is None else f" From {told.min:,} to {told.max:,}."


def _default(parameter: inspect.Parameter, told: Any) -> str:
    _, said, default = (told.help or "").partition(" [default: ")
    if said:
        return _cell(default.removesuffix("]"))
    value = getattr(parameter.default, "value", parameter.default)
    nothing = value in (None, False, "", inspect.Parameter.empty) or value == []
    return "" if nothing else f"`{_cell(str(value))}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(written().rstrip("\n") + "\n\n" + reference(), encoding="utf-8")
