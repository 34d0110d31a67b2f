"""What can be wrong, as values: places in text, diagnostics, and the error classes of the project."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a diagnostic weighs: errors stop, warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source:
    """One text file as the user named it; equal only to itself. A CR, alone or before an LF, ends a line like an LF."""

    name: str
    text: str

    def __repr__(self) -> str:
        """Return its name: the text may be long."""
        return f"<Source {self.name}>"

    def __post_init__(self) -> None:
        """Read every end of line as LF, so that nobody else has to know of others."""
        if "\r" in self.text:
            object.__setattr__(self, "text", self.text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, slots=True, repr=False)
class Span:
    """The characters ``start`` to ``end`` (exclusive) of a source."""

    source: Source
    start: int
    end: int

    def __str__(self) -> str:
        """Return file, line and column."""
        return f"{self.source.name}:{self.line}:{self.column}"

    def __repr__(self) -> str:
        """Return file, line and column in one line."""
        return f"<Span {self}>"

    @property
    def line(self) -> int:
        """Line number of the start, from 1."""
        return self.source.text.count("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        """Column of the start in characters, from 1."""
        return self.start - (self.source.text.rfind("\n", 0, self.start) + 1) + 1

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.source.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Note:
    """A second place that helps to understand a diagnostic."""

    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Diagnostic:
    """One thing to tell about a program: what, where, and what to do.

    ``label`` stands behind the carets; ``hint`` is printed as ``= hint`` on a line of its own;
    a diagnostic without a span speaks about ``file`` (or about the whole project).
    """

    severity: Severity
    message: str
    span: Span | None = None
    label: str = ""
    hint: str = ""
    notes: tuple[Note, ...] = ()
    file: str = ""

    def __str__(self) -> str:
        """Return place, severity and message, as the first line that is printed of it."""
        place = str(self.span) if self.span is not None else self.file
        return f"{place}: {self.severity.value}: {self.message}" if place else f"{self.severity.value}: {self.message}"

    def __repr__(self) -> str:
        """Return it in one line."""
        return f"<Diagnostic {self}>"


class QualeError(Exception):
    """Anything a user can cause; the message says what was wanted, what came, and what to do."""


class ProgramError(QualeError):
    """The program has errors. Carries every diagnostic, warnings included."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        errors = [d for d in diagnostics if d.severity is Severity.ERROR]
        super().__init__(f"{len(errors)} error(s); first: {errors[0] if errors else 'none'}")
        self.diagnostics = diagnostics


class UsageError(QualeError):
    """Something was asked for in a way that cannot be served: a missing file, an unknown run name."""


class CheckpointError(QualeError):
    """A checkpoint or run directory cannot be used: ``path``, ``section``, ``field`` say where."""

    def __init__(self, message: str, *, path: str = "", section: str = "", field: str = "") -> None:
        where = ", ".join(part for part in (path, section and f"section {section}", field and f"field {field}") if part)
        super().__init__(f"{where}: {message}" if where else message)
        self.reason = message
        self.path = path
        self.section = section
        self.field = field


class EvaluationError(QualeError):
    """A population could not be evaluated."""
