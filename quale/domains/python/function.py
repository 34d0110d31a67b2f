"""The function that a task names: imported from beside the program, and looked at before it is called."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quale.domains.foreign import Contained, bring, plain
from quale.domains.python.each import Each
from quale.domains.python.task import PythonTask


class UnusableError(Exception):
    """What is named cannot score brains: the message, a label, a hint."""

    def __init__(self, message: str, label: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.label, self.hint = message, label, hint

    def __str__(self) -> str:
        return f"{self.message}: {self.label}" if self.label else self.message


def function_of(task: PythonTask) -> Callable[..., Any]:
    """Return the function of a task, ready to be called with brains, or a brain, and draws.

    Raises:
        UnusableError: there is none, or it cannot be called so.
    """
    module, _, name = task.function.partition(":")
    with Contained() as contained:
        found = bring(task.function, None if task.folder is None else Path(task.folder))
    if contained.error is not None:
        missing = isinstance(contained.error, ModuleNotFoundError) and contained.error.name in _parents(module)
        hint = f"it is looked for beside the program first, as {module.replace('.', '/')}.py" if missing else ""
        raise UnusableError(f"cannot import `{module}`", contained.reason, hint)
    if found is None:
        raise UnusableError(f"module `{module}` has no `{name}`", "expected a function in it")
    if not callable(found):
        raise UnusableError(f"`{name}` is no function", f"it is of the type {type(found).__name__}")
    called = found.function if isinstance(found, Each) else found
    if inspect.iscoroutinefunction(called) or inspect.isgeneratorfunction(called):
        raise UnusableError(f"`{name}` returns no scores", "it is a coroutine or a generator", "a plain function does")
    _require_signature(called, name, task, "brain" if isinstance(found, Each) else "brains")
    return found  # type: ignore[no-any-return]  # what a module holds is Any


def _require_signature(called: Any, name: str, task: PythonTask, first: str) -> None:
    try:
        signature = inspect.signature(called)
    except (TypeError, ValueError):
        return  # some built-in functions tell nothing
    named = dict(arguments_of(task))
    try:
        signature.bind(None, None, **named)
    except TypeError as error:
        wanted = ", ".join((first, "draw", *named))
        label = f"it takes {signature}: {error}"
        raise UnusableError(f"`{name}` cannot be called with ({wanted})", label, f"def {name}({wanted}): …") from None


def _parents(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[: place + 1]) for place in range(len(parts))}


def arguments_of(task: PythonTask) -> tuple[tuple[str, Any], ...]:
    """Return what the function is given by name: whole numbers as int, names as text, lists as lists."""
    return tuple((name, plain(value)) for name, value in task.keywords)
