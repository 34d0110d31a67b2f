"""What a kernel is given and gives back: kinds of values, from the annotations of its function."""

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import FunctionType
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np


@dataclass(frozen=True, slots=True)
class Element:
    """What an array is made of, in memory and once it is read."""

    dtype: str  # NumPy's name
    stored: str  # LLVM type in memory
    read: "Scalar"
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Scalar:
    """A plain number."""

    name: str  # of the Python type
    type: str  # of LLVM


@dataclass(frozen=True, slots=True)
class Array:
    """A one-dimensional contiguous array: an address and a length."""

    element: Element


@dataclass(frozen=True, slots=True)
class Record:
    """A dataclass: the address of its fields, one after the other as `words` says; a record in it lies there, too."""

    record: type
    fields: tuple[tuple[str, "Scalar | Array | Record"], ...]


Kind = Scalar | Array | Record

INT, FLOAT, BOOL = Scalar("int", "i64"), Scalar("float", "double"), Scalar("bool", "i1")
SCALARS = {int: INT, float: FLOAT, bool: BOOL}
ELEMENTS = {
    np.float64: Element("float64", "double", FLOAT),
    np.int64: Element("int64", "i64", INT),
    np.int32: Element("int32", "i32", INT),
    np.int16: Element("int16", "i16", INT),
    np.uint8: Element("uint8", "i8", INT, signed=False),
    np.uint64: Element("uint64", "i64", INT, signed=False),
    np.bool_: Element("bool", "i8", BOOL, signed=False),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters of a kernel in their order, and its result."""

    parameters: tuple[tuple[str, Kind], ...]
    result: Scalar | None


@cache
def signature_of(function: FunctionType) -> Signature:
    """Return the signature of a kernel's function.

    Raises:
        TypeError: An annotation is missing, or is nothing that a kernel can be given.
    """
    hints = get_type_hints(function)
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    where = f"kernel {function.__qualname__}"
    if missing := {*names, "return"} - set(hints):
        raise TypeError(f"{where}: no annotation for {', '.join(sorted(missing))}")
    result = None if hints["return"] is type(None) else _kind(hints["return"], where)
    if not (result is None or isinstance(result, Scalar)):
        raise TypeError(f"{where} returns {hints['return']}; int, float, bool or None can be")
    return Signature(tuple((name, _kind(hints[name], where)) for name in names), result)


def words(kind: Kind) -> int:
    """Return how many words of 8 bytes a value takes: a number one, an array its address and its length."""
    if isinstance(kind, Record):
        return sum(words(field) for _, field in kind.fields)
    return 2 if isinstance(kind, Array) else 1


def leaves(record: Record) -> tuple[tuple[str, Scalar | Array], ...]:
    """Return the numbers and arrays of a record as they lie, those of records in it by dotted names."""
    found: list[tuple[str, Scalar | Array]] = []
    for name, kind in record.fields:
        found += [(f"{name}.{leaf}", one) for leaf, one in leaves(kind)] if isinstance(kind, Record) else [(name, kind)]
    return tuple(found)


def records_in(record: Record) -> tuple[tuple[str, type], ...]:
    """Return the records in a record and in those, by dotted names, and what each must be."""
    found: list[tuple[str, type]] = []
    for name, kind in record.fields:
        if isinstance(kind, Record):
            found += [(name, kind.record), *((f"{name}.{inner}", type_) for inner, type_ in records_in(kind))]
    return tuple(found)


def _kind(hint: Any, where: str) -> Kind:
    hint = _resolved(hint)
    if hint in SCALARS:
        return SCALARS[hint]
    if get_origin(hint) is np.ndarray:
        (scalar,) = get_args(get_args(hint)[1])
        if scalar in ELEMENTS:
            return Array(ELEMENTS[scalar])
    elif is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        inside = f"{where}, {hint.__name__}"
        return Record(hint, tuple((field.name, _kind(hints[field.name], inside)) for field in fields(hint)))
    raise TypeError(f"{where}: {hint} is nothing that a kernel can be given")


def _resolved(hint: Any) -> Any:
    """Return what a name given by a `type` statement stands for, with its parameters put in; anything else as it is.

    NumPy 2.5 makes `NDArray` such a name where Python knows them, from 3.12 on; before, it was the array type itself.
    """
    name = get_origin(hint) or hint
    while hasattr(name, "__value__") and hasattr(name, "__type_params__"):
        given = dict(zip(name.__type_params__, get_args(hint), strict=True))
        meant = name.__value__
        free = getattr(meant, "__parameters__", ())
        hint = meant[tuple(given[parameter] for parameter in free)] if free else meant
        name = get_origin(hint) or hint
    return hint
