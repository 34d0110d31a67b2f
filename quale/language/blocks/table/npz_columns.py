"""The columns of an NPZ file: its arrays of one dimension. Nothing that a file holds is ever run."""

import io
import struct
import tokenize
import zipfile
import zlib

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import Span
from quale.language.scope.diagnostic_log import DiagnosticLog

MOST_NUMBERS = 10_000_000

_DAMAGE = (
    *(ValueError, OSError, EOFError, KeyError, IndexError, TypeError, SyntaxError, RuntimeError, OverflowError),
    *(NotImplementedError, zipfile.BadZipFile, zlib.error, struct.error, tokenize.TokenError),
)
"""What reading a file that is damaged, or none, may raise."""


def npz_columns(
    data: bytes, only: tuple[str, ...] | None, span: Span, log: DiagnosticLog
) -> dict[str, tuple[float, ...]] | None:
    """Return the columns of a file by name; None where it is none, or holds what is no number."""
    before = log.errors
    arrays = _arrays(data, only)
    if isinstance(arrays, str):
        log.error(span, "this is no NPZ file that can be read", arrays, "`numpy.savez` writes one")
        return None
    columns: dict[str, tuple[float, ...]] = {}
    for name, array in arrays.items():
        if array.ndim != 1 or array.dtype.kind not in "biuf" or not np.isfinite(array).all():
            log.error(span, f"array `{name}` is no column", "expected one dimension of finite numbers")
        else:
            columns[name] = tuple(array.astype(np.float64).tolist())
    if len({len(column) for column in columns.values()}) > 1:
        lengths = ", ".join(f"{name} {len(column):,}" for name, column in columns.items())
        log.error(span, "the columns have different lengths", lengths)
    return columns if log.errors == before else None


def _arrays(data: bytes, only: tuple[str, ...] | None) -> dict[str, NDArray[np.generic]] | str:
    """Return the arrays that count, or in words why there are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > 8 * MOST_NUMBERS:
            return f"its arrays take {size:,} bytes"
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files if only is None or name in only}
    except _DAMAGE as error:
        return " ".join(str(error).split())
