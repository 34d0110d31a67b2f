"""From a kernel's function to machine code that can be called: taken from the cache, or translated and linked.

`QUALE_BOUNDS=1` asks for code that looks at every index: one outside ends the process with a message, where the usual
code would read or write whatever lies there. It is for tests and for hunting a fault.
"""

import ctypes
import os
import struct
from collections.abc import Callable
from operator import attrgetter
from types import FunctionType
from typing import Any

import numpy as np

from quale.diagnostics import EvaluationError
from quale.native.cache import cache_folder, cached, key_of
from quale.native.dependencies import dependencies
from quale.native.entry import ENTRY, arrays_of, numbers_of
from quale.native.expressions import Called
from quale.native.link import Linked, assemble, host, link
from quale.native.object_layout import check, object_address
from quale.native.signature import BOOL, FLOAT, Array, Kind, Record, Signature, leaves, records_in, signature_of
from quale.native.translate import translate


def load(function: FunctionType, called: Called) -> Callable[..., Any]:
    """Return the machine code of a kernel's function as something to call with the function's own arguments.

    Raises:
        TypeError: The function is no kernel.
        EvaluationError: Native code cannot run on this machine.
    """
    check()
    machine = host()
    checked = bool(os.environ.get("QUALE_BOUNDS"))
    key = key_of(dependencies(function, called, machine, checked=checked))
    try:
        linked = cached(
            cache_folder(os.environ),
            key,
            lambda: assemble(translate(function, called, checked=checked), machine, scalar=True),
            lambda code: link(code, (ENTRY,)),
        )
    except RuntimeError as error:  # LLVM's, such as memory that may not be made executable
        raise EvaluationError(f"native code cannot run on this machine: {error}") from error
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
    words = struct.Struct("".join(_format(kind) for _, kind in signature.parameters))
    places = [_place(f"{name}: {parameter}", kind) for parameter, kind in signature.parameters]

    def pack(*arguments: Any) -> bytes:
        if len(arguments) != len(places):
            raise TypeError(f"{name} takes {len(places)} arguments, not {len(arguments)}")
        values: list[Any] = []
        for add, argument in zip(places, arguments, strict=True):
            add(values, argument)
        try:
            return words.pack(*values)
        except struct.error as error:
            raise TypeError(f"{name}: a number is none of the kind that is wanted, or too large: {error}") from None

    return pack


Add = Callable[[list[Any], Any], None]
"""What adds the words of an argument to those before it."""


def _place(name: str, kind: Kind) -> Add:
    if isinstance(kind, Record):
        return _record(name, kind)
    if not isinstance(kind, Array):
        return list.append
    dtype = np.dtype(kind.element.dtype)
    return lambda values, array: values.append(_object(array, dtype, name))


def _record(name: str, kind: Record) -> Add:
    """Return what adds the words of a record.

    The types of all its arrays are compared at once, since a call for each would take longer than the kernels of a
    small population.
    """
    arrays = [(field, np.dtype(one.element.dtype)) for field, one in leaves(kind) if isinstance(one, Array)]
    inner = [(field, attrgetter(field), type_) for field, type_ in records_in(kind)]
    read, numbers = _all_of(arrays_of(kind)), _all_of(numbers_of(kind))
    looks = _all_of([f"{field}.{look}" for field, _ in arrays for look in ("dtype", "strides")])
    usual = tuple(look for _, dtype in arrays for look in (dtype, (dtype.itemsize,)))

    def add(values: list[Any], record: Any) -> None:
        if not isinstance(record, kind.record):
            raise TypeError(f"{name} must be {kind.record.__name__}, not {type(record).__name__}")
        for field, read_inner, type_ in inner:
            if not isinstance(read_inner(record), type_):
                raise TypeError(f"{name}.{field} must be {type_.__name__}, not {type(read_inner(record)).__name__}")
        if looks(record) != usual:
            for field, dtype in arrays:
                _object(attrgetter(field)(record), dtype, name)
        values.extend(map(object_address, read(record)))
        values.extend(numbers(record))

    return add


def _all_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what reads all these attributes."""
    if not names:
        return lambda _: ()
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda record: (read(record),)


def _object(array: Any, dtype: np.dtype[Any], name: str) -> int:
    """Return an array's object."""
    if not isinstance(array, np.ndarray) or array.dtype != dtype:
        raise TypeError(f"{name} must be an array of {dtype}")
    if array.ndim != 1 or not array.flags.c_contiguous:
        raise TypeError(f"{name} must be contiguous and of one dimension")
    return object_address(array)


def _format(kind: Kind) -> str:
    if isinstance(kind, Record):
        kinds = dict(leaves(kind))
        return "".join(_format(kinds[name]) for name in [*arrays_of(kind), *numbers_of(kind)])
    if isinstance(kind, Array):
        return "Q"
    return "d" if kind is FLOAT else "q"
