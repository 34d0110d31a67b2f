"""An NPZ file as a table: every array of one dimension is a column, one of more gives a column for each of its numbers.

Nothing that a file holds is ever run: arrays of Python objects are refused.
"""

import io
import struct
import tokenize
import zipfile
import zlib

import numpy as np
from numpy.typing import NDArray

from quale.domains.dataset.table import MOST_NUMBERS, ArrayTable, Mistakes

_DAMAGE = (
    *(ValueError, OSError, EOFError, KeyError, IndexError, TypeError, SyntaxError, RuntimeError, OverflowError),
    *(NotImplementedError, zipfile.BadZipFile, zlib.error, struct.error, tokenize.TokenError),
)
"""What reading a file that is damaged, or none, may raise."""


def open_npz(name: str, data: bytes, mistakes: Mistakes) -> ArrayTable | None:
    """Return a file as a table; None where it is none, which is told then."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > 8 * MOST_NUMBERS:
            mistakes.error(mistakes.span, f"{name} is too large", f"its arrays take {size:,} bytes")
            return None
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            found = {each: arrays[each] for each in arrays.files}
    except _DAMAGE as error:
        said = " ".join(str(error).split())
        mistakes.error(mistakes.span, f"{name} is no NPZ file that can be read", said, "`numpy.savez` writes one")
        return None
    columns: dict[str, NDArray[np.generic]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for each, array in found.items():
        if array.ndim == 1:
            columns[each] = array
        elif array.ndim > 1:
            flat = array.reshape(len(array), -1)
            groups[each] = tuple(f"{each}_{place}" for place in range(flat.shape[1]))
            columns |= {column: flat[:, place] for place, column in enumerate(groups[each])}
    if not columns:
        mistakes.error(mistakes.span, f"{name} holds no column", "expected an array with a row for each case")
        return None
    return ArrayTable(columns, mistakes, groups)
