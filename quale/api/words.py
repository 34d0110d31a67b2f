"""How the API speaks: one line for an object, and arguments where the command line has options."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from quale.diagnostics import CheckpointError, QualeError

_SPOKEN = (
    (re.compile(r"--run NAME, or --run all"), 'run="NAME"'),
    (re.compile(r"`--run ([^`]*)`"), r'`run="\1"`'),
    (re.compile(r"`--resume [^`]*`"), "`resume=True`"),
    (re.compile(r"--resume \S+"), "`resume=True`"),
    (re.compile(r"`--overwrite`"), "`overwrite=True`"),
    (re.compile(r"`--workers N`"), "`workers=N`"),
    (re.compile(r"--set\b"), "assignments:"),
    (re.compile(r"`--program ([^`]*)`"), r'`program="\1"`'),
    (re.compile(r"--explain ([^ :]*): "), r"\1: "),
    (re.compile(r"--checkpoints\b"), "`checkpoints=…`"),
)
"""What the command line calls by its options, and what it is called here."""

_WIDEST = 100  # characters of an object's repr


@contextmanager
def speaking() -> Iterator[None]:
    """Let errors speak of arguments where they speak of the command line's options."""
    try:
        yield
    except QualeError as error:
        error.args = tuple(in_arguments(word) if isinstance(word, str) else word for word in error.args)
        if isinstance(error, CheckpointError):
            error.reason = in_arguments(error.reason)
        raise


def in_arguments(words: str) -> str:
    """Return a message with arguments of this API in place of the command line's options."""
    for option, argument in _SPOKEN:
        words = option.sub(argument, words)
    return words


def shown(kind: str, words: str) -> str:
    """Return the repr of an object: one line."""
    return f"<{kind} {words if len(words) <= _WIDEST else words[: _WIDEST - 1] + '…'}>"
