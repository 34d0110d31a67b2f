"""Collects what the checker finds, in order and each finding once."""

from dataclasses import replace

from quale.diagnostics import Diagnostic, Note, Severity, Span

ANY = "any"
"""Stands for every kind of block: a syntax error may have taken away a whole one."""


class DiagnosticLog:
    """Diagnostics of one check. Two experiments that share a block find the same things in it, which count once."""

    def __init__(self, *, damaged: frozenset[str] = frozenset()) -> None:
        self.damaged = damaged  # kinds of blocks that syntax errors have taken parts from, as damage.py tells them
        self.calls: list[Note] = []  # the calls of functions whose bodies are being resolved, outer ones first
        self._found: dict[tuple[object, ...], Diagnostic] = {}
        self.errors = 0  # how many there are

    def error(
        self, span: Span | None, message: str, label: str = "", hint: str = "", notes: tuple[Note, ...] = ()
    ) -> None:
        """Add what stops the program; `file` speaks where there is no span."""
        self.add(Diagnostic(Severity.ERROR, message, span, label, hint, notes))

    def absent(
        self,
        span: Span | None,
        message: str,
        label: str = "",
        hint: str = "",
        notes: tuple[Note, ...] = (),
        *,
        of: tuple[str, ...] = (),
    ) -> None:
        """Add an error about something that is not there, unless a syntax error may have taken it away.

        `of` lists the kinds of blocks that it could stand in, if they are known.
        """
        if not self.damaged or (of and not self.damaged & {*of, ANY}):
            self.error(span, message, label, hint, notes)

    def warning(self, span: Span, message: str, label: str = "", hint: str = "", notes: tuple[Note, ...] = ()) -> None:
        """Add what is probably not meant."""
        self.add(Diagnostic(Severity.WARNING, message, span, label, hint, notes))

    def note(self, span: Span, message: str, label: str = "", hint: str = "") -> None:
        """Add what is good to know."""
        self.add(Diagnostic(Severity.NOTE, message, span, label, hint))

    def file_error(self, file: str, message: str, hint: str = "") -> None:
        """Add an error about a whole file."""
        self.add(Diagnostic(Severity.ERROR, message, hint=hint, file=file))

    def unsupported(self, span: Span, what: str) -> None:
        """Add an error about a part of the language that a later version brings."""
        self.error(span, f"{what} is not supported yet", "planned for a later version")

    def add(self, diagnostic: Diagnostic) -> None:
        """Add a finding, unless it is there already."""
        known = (diagnostic.severity, diagnostic.message, diagnostic.span, diagnostic.label, diagnostic.file)
        if known not in self._found:
            notes = diagnostic.notes + tuple(reversed(self.calls))
            self._found[known] = replace(diagnostic, notes=notes)
            self.errors += diagnostic.severity is Severity.ERROR

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return self.errors > 0

    def __len__(self) -> int:
        return len(self._found)

    def sorted(self, order: tuple[str, ...]) -> tuple[Diagnostic, ...]:
        """Return all diagnostics by file (in this order of names, others behind), then by place.

        Of a damaged tree only the errors count: a `let` seems unused where its use has a syntax error.
        """
        rank = {name: i for i, name in enumerate(order)}

        def key(finding: Diagnostic) -> tuple[int, int]:
            if finding.span is None:
                return (rank.get(finding.file, len(rank)) if finding.file else -1, 0)
            return (rank.get(finding.span.source.name, len(rank)), finding.span.start)

        kept = (f for f in self._found.values() if f.severity is Severity.ERROR or not self.damaged)
        return tuple(sorted(kept, key=key))
