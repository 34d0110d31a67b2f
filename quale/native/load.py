"""From a kernel's function to machine code that can be called: taken from the cache, or translated and linked."""

import ctypes
import os
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from operator import attrgetter
from struct import Struct
from types import FunctionType
from typing import Any

import numpy as np

from quale.native.cache import cache_folder, cached, key_of, source_digest
from quale.native.entry import ENTRY
from quale.native.expressions import Called
from quale.native.link import Host, Linked, assemble, host, link
from quale.native.signature import BOOL, FLOAT, Array, Kind, Record, Signature, signature_of
from quale.native.translate import translate


def load(function: FunctionType, called: Called) -> Callable[..., Any]:
    """Return the machine code of a kernel's function as something to call with the function's own arguments.

    Raises:
        TypeError: The function is no kernel.
        RuntimeError: LLVM cannot run code on this machine.
    """
    machine = host()
    key = _key(function, called, machine)
    code = cached(cache_folder(os.environ), key, lambda: assemble(translate(function, called), machine, scalar=True))
    linked = link(code, (ENTRY,))
    signature = signature_of(function)
    pack = packer(function.__qualname__, signature)
    result = {None: None, FLOAT: ctypes.c_double}.get(signature.result, ctypes.c_int64)
    native = ctypes.CFUNCTYPE(result, ctypes.c_char_p)(linked.addresses[ENTRY])

    def run(*arguments: Any, _kept: Linked = linked) -> Any:
        return native(pack(*arguments))

    def holds(*arguments: Any) -> bool:
        return bool(run(*arguments))

    return holds if signature.result is BOOL else run


def packer(name: str, signature: Signature) -> Callable[..., bytes]:
    """Return a function from a kernel's arguments to the words that its machine code reads.

    That function raises:
        TypeError: an argument is not what the signature says.
    """
    struct = Struct("".join(_format(kind) for _, kind in signature.parameters))
    places = [_Place(f"{name}: {parameter}", kind) for parameter, kind in signature.parameters]

    def pack(*arguments: Any) -> bytes:
        if len(arguments) != len(places):
            raise TypeError(f"{name} takes {len(places)} arguments, not {len(arguments)}")
        values: list[Any] = []
        for place, argument in zip(places, arguments, strict=True):
            if place.get is not None:
                if not isinstance(argument, place.wanted):
                    raise TypeError(f"{place.name} must be {place.wanted.__name__}, not {type(argument).__name__}")
                parts = place.get(argument)
                for dtype, part in zip(place.dtypes, parts, strict=True):
                    values.append(part if dtype is None else _object(part, dtype, place.name))
            else:
                (dtype,) = place.dtypes
                values.append(argument if dtype is None else _object(argument, dtype, place.name))
        return struct.pack(*values)

    return pack


class _Place:
    """What is to be known of a parameter in every call."""

    __slots__ = ("dtypes", "get", "name", "wanted")

    def __init__(self, name: str, kind: Kind) -> None:
        self.name = name
        kinds = [field for _, field in kind.fields] if isinstance(kind, Record) else [kind]
        self.dtypes = [np.dtype(field.element.dtype) if isinstance(field, Array) else None for field in kinds]
        self.wanted: type = kind.record if isinstance(kind, Record) else object
        self.get = _all_of([field for field, _ in kind.fields]) if isinstance(kind, Record) else None


def _all_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what reads all these attributes."""
    if len(names) == 1:
        return lambda record: (getattr(record, names[0]),)
    return attrgetter(*names)


def _object(array: Any, dtype: np.dtype[Any], name: str) -> int:
    """Return an array's object."""
    if not isinstance(array, np.ndarray) or array.dtype != dtype:
        raise TypeError(f"{name} must be an array of {dtype}")
    if array.ndim != 1 or not array.flags.c_contiguous:
        raise TypeError(f"{name} must be contiguous and of one dimension")
    return id(array)


def _format(kind: Kind) -> str:
    if isinstance(kind, Record):
        return "".join(_format(field) for _, field in kind.fields)
    if isinstance(kind, Array):
        return "Q"
    return "d" if kind is FLOAT else "q"


def _key(function: FunctionType, called: Called, machine: Host) -> str:
    """Return the name of the code in the cache: of all kernels that it is made of, and of what makes it."""
    parts = [repr(machine), _project_version(), source_digest()]
    seen: set[FunctionType] = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        code = one.__code__
        parts += [one.__qualname__, code.co_code.hex(), repr(code.co_consts), repr(code.co_varnames)]
        parts += [repr(signature_of(one))]
        for name in code.co_names:
            value = one.__globals__.get(name)
            kernel = called(value)
            if kernel is not None:
                waiting.append(kernel)
                parts.append(f"{name} calls {kernel.__module__}.{kernel.__qualname__}")
            elif isinstance(value, bool | int | float):
                parts.append(f"{name} = {value!r}")
    return key_of(tuple(parts))


def _project_version() -> str:
    try:
        return version("quale-lang")
    except PackageNotFoundError:
        return ""
