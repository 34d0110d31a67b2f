"""Code of other people: importing what a program names, and telling what it raises.

Whatever such code does wrong is something to be told with a place, never an end of this program.
"""

import sys
from importlib import import_module
from pathlib import Path
from traceback import extract_tb, format_list
from types import TracebackType
from typing import Any, Self

from quale.model.domain import Constant, Word


class Contained:
    """A context that keeps what foreign code raises inside; `error` has it afterwards."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep errors, and an attempt to end the process; a person's interruption goes through."""
        self.error = error
        return isinstance(error, Exception | SystemExit)

    @property
    def reason(self) -> str:
        """What was raised, in a line."""
        said = " ".join(str(self.error).split())
        return f"{type(self.error).__name__}: {said}" if said else type(self.error).__name__

    @property
    def told(self) -> str:
        """What was raised, with where in the foreign code: its own frames, the innermost last."""
        if self.error is None:
            return ""
        frames = [frame for frame in extract_tb(self.error.__traceback__) if not _ours(frame.filename)]
        return "\n".join((self.reason, *(line.rstrip() for line in format_list(frames))))


def _ours(file: str) -> bool:
    return Path(__file__).parents[1] in Path(file).parents


def bring(text: str, folder: Path | None) -> Any:
    """Return what "module:name" names, None where the module has no such name.

    The folder of the program is looked in first, as Python does with a script's.

    Raises:
        ImportError: there is no such module, or the text names none.
        Exception: whatever the module raises when it is imported; to be called inside a `Contained`.
    """
    name, colon, attribute = text.partition(":")
    if not (colon and attribute and all(part.isidentifier() for part in name.split("."))):
        raise ImportError(f'"{text}" names nothing in a module: expected "module:name"')
    if folder is not None and str(folder.absolute()) not in sys.path:
        sys.path.insert(0, str(folder.absolute()))
    module = import_module(name)
    found = Path(getattr(module, "__file__", None) or "").resolve()
    if folder is not None:
        beside = (folder / name.replace(".", "/")).resolve()
        files = (beside.with_suffix(".py"), beside / "__init__.py")
        if found not in files and any(file.is_file() for file in files):
            raise ImportError(f"the module {name} beside the program has the name of one that is loaded: {found}")
    return getattr(module, attribute, None)


def plain(value: Constant) -> Any:
    """Return a constant of the language as Python has it: whole numbers as int, names as texts."""
    match value:
        case Word(text=text):
            return text
        case float() if value.is_integer():
            return int(value)
        case tuple():
            return [plain(item) for item in value]
        case _:
            return value
