"""All that a kernel's machine code depends on, as texts: what its entry in the cache is named by.

The bytecode of a function names its globals by their place in `co_names`, so it is the same for `min` and `max`: the
names belong to it, and what each of them stands for. And a kernel is translated from its source, which must be what the
bytecode was made of: otherwise code would be kept under the name of another function, for every run to come.
"""

import builtins
import inspect
import sys
from collections.abc import Iterator
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from quale.native.cache import project_version, source_digest
from quale.native.expressions import Called
from quale.native.link import Host
from quale.native.object_layout import ARRAY_DATA, ARRAY_SHAPE
from quale.native.operators import KernelError
from quale.native.signature import signature_of


def dependencies(function: FunctionType, called: Called, machine: Host, *, checked: bool) -> tuple[str, ...]:
    """Return what the code of a kernel, and of all kernels that it calls, is made from and by, as texts."""
    layout = f"arrays at {ARRAY_DATA}, {ARRAY_SHAPE}"
    parts = [repr(machine), project_version(), source_digest(), sys.implementation.cache_tag or "", layout]
    seen: set[FunctionType] = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        code = one.__code__
        parts += [one.__module__, one.__qualname__, code.co_code.hex(), repr(code.co_consts), repr(code.co_varnames)]
        parts += [repr(code.co_names), repr(signature_of(one))]
        if checked:
            parts.append(f"checked, {code.co_filename}:{code.co_firstlineno}")  # which its messages name
        for name, value in _used(one):
            kernel = called(value)
            if kernel is not None:
                waiting.append(kernel)
            parts.append(f"{name} is {_identity(value if kernel is None else kernel)}")
    return tuple(parts)


def _used(function: FunctionType) -> Iterator[tuple[str, Any]]:
    """Yield the globals that a function names, and their attributes that it may mean, as in `math.floor`."""
    scope, names = function.__globals__, function.__code__.co_names
    for name in names:
        value = scope.get(name, getattr(builtins, name, None))
        yield name, value
        if not isinstance(value, bool | int | float):
            yield from ((f"{name}.{part}", getattr(value, part)) for part in names if hasattr(value, part))


def _identity(value: Any) -> str:
    """Return a text that differs for whatever makes other code: a number's value, the name of all else."""
    if isinstance(value, bool | int | float):
        return repr(value)
    name = getattr(value, "__qualname__", getattr(value, "__name__", type(value).__qualname__))
    return f"{getattr(value, '__module__', '')}.{name}"


def check_loaded(function: FunctionType) -> None:
    """Look whether a function's file still holds it.

    Raises:
        KernelError: The file has been changed since it was loaded.
    """
    lines, _ = inspect.findsource(function)
    if _essence(function.__code__) not in _functions("".join(lines)):
        where = f"{function.__code__.co_filename}, {function.__qualname__}"
        raise KernelError(f"{where}: the file has been changed since it was loaded; start again")


@lru_cache(maxsize=8)
def _functions(text: str) -> set[tuple[object, ...]]:
    """Return what the functions of a file do."""
    return set(map(_essence, _inside(compile(text, "kernel", "exec", dont_inherit=True))))


def _inside(code: CodeType) -> Iterator[CodeType]:
    for value in code.co_consts:
        if isinstance(value, CodeType):
            yield value
            yield from _inside(value)


def _essence(code: CodeType) -> tuple[object, ...]:
    """Return what a function does, without its texts and its place."""
    numbers = tuple(repr(value) for value in code.co_consts if not isinstance(value, str))
    return code.co_qualname, code.co_code, code.co_names, code.co_varnames, numbers
