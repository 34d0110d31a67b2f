"""Refusing what a program has too much of to be kept."""

from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.syntax import tree as syntax
from quale.model.limits import LONGEST_FOLDER, LONGEST_NAME


def require_short(name: syntax.Name, written: str, what: str, log: DiagnosticLog) -> None:
    """Report a declared name whose `written` form, with what is added to it, is longer than a checkpoint takes."""
    if len(written) > LONGEST_NAME:
        log.error(
            name.span,
            f"the name of {what} has {len(written):,} characters",
            f"at most {LONGEST_NAME:,}, so that a checkpoint can be read",
        )


def require_folder(name: syntax.Name, log: DiagnosticLog) -> None:
    """Report the name of an experiment that no folder can have."""
    size = len(name.text.lower().encode())
    if size > LONGEST_FOLDER:
        log.error(
            name.span, f"the name of the experiment has {size:,} bytes", f"at most {LONGEST_FOLDER}: it names a folder"
        )


def require_few(name: syntax.Name, count: int, most: int, what: str, log: DiagnosticLog) -> None:
    """Report the first thing beyond the most that there may be."""
    if count == most + 1:
        log.error(name.span, f"too many {what}", f"at most {most:,}, so that a checkpoint can be read")
