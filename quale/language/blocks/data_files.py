"""Data files that a program names: read once each, and remembered for the Model."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from quale.diagnostics import Source
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.syntax.tree import TextLiteral
from quale.model.limits import MOST_FILES
from quale.model.model import DataFile

Read = Callable[[str], bytes | str]
"""Gives the bytes of a data file by the name that the program gives it, or in words why they cannot be had."""

_RELATIVE = "the path is relative to the program's folder, and stays in it"


@dataclass(slots=True)
class DataFiles:
    """What was read so far, once each."""

    read: Read
    log: DiagnosticLog
    folder: Path | None = None  # where the program lies, None where it comes out of a checkpoint
    files: dict[str, DataFile] = field(default_factory=dict)
    sources: dict[str, Source | None] = field(default_factory=dict)

    def contents(self, name: TextLiteral) -> bytes | None:
        """Return the bytes of a file, or report why it cannot be used."""
        if name.value in self.files:
            return self.files[name.value].data
        reason = refused(name.value)
        if reason:
            self.log.error(name.span, f"the file {_quoted(name.value)} cannot be used", reason, _RELATIVE)
            return None
        if len(self.files) == MOST_FILES:
            self.log.error(
                name.span, "too many data files", f"at most {MOST_FILES:,}, so that a checkpoint can be read"
            )
            return None
        data = self.read(name.value)
        if isinstance(data, str):
            self.log.error(name.span, f"cannot read {_quoted(name.value)}", data, _RELATIVE)
            return None
        self.files[name.value] = DataFile(name.value, data)
        return data

    def text(self, name: TextLiteral) -> Source | None:
        """Return a file as text, or report why it cannot be used."""
        if name.value in self.sources:
            return self.sources[name.value]
        self.sources[name.value] = None
        data = self.contents(name)
        if data is None:
            return None
        shown = _shown(name)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.log.file_error(f"{shown}:{line}", "the file is not UTF-8", "save it as UTF-8")
            return None
        source = Source(shown, text)
        self.sources[name.value] = source
        return source


def refused(name: str) -> str:
    """Return why a name cannot name a data file, "" if it can."""
    if not name or "\0" in name:
        return "expected the name of a file"
    if "\\" in name:
        return "write `/` between folders"
    path = PurePosixPath(name)
    if path.is_absolute() or PureWindowsPath(name).drive:
        return "it is an absolute path"
    depth = 0
    for part in path.parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return "it lies outside the program's folder"
    return ""


def _quoted(name: str) -> str:
    return f'"{name}"'.replace("\0", "\\0").replace("\n", "\\n")


def _shown(name: TextLiteral) -> str:
    folder = PurePosixPath(name.span.source.name.replace("\\", "/")).parent
    return str(folder / name.value)
