"""A Parquet file as a table. The one door of pyarrow, the extra `data`."""

import io
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.domains.dataset.table import MOST_NUMBERS, ArrayTable, Mistakes

INSTALL = "python -m pip install 'quale-lang[data]'"


def open_parquet(name: str, data: bytes, mistakes: Mistakes) -> ArrayTable | None:
    """Return a file as a table; None where it is none or pyarrow is missing, which is told then."""
    if find_spec("pyarrow") is None:
        mistakes.error(mistakes.span, f"reading {name} takes pyarrow, which is not installed", "", INSTALL)
        return None
    import pyarrow as pa  # noqa: PLC0415  # an extra, and slow to import
    from pyarrow import parquet  # noqa: PLC0415

    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        size = file.metadata.num_rows * file.metadata.num_columns
        if size > MOST_NUMBERS:
            mistakes.error(mistakes.span, f"{name} is too large", f"it has {size:,} cells")
            return None
        read = file.read()
        columns = {each: _column(read.column(each), pa) for each in read.column_names}
    except (pa.ArrowException, OSError, KeyError) as error:
        said = " ".join(str(error).split())
        mistakes.error(mistakes.span, f"{name} is no Parquet file that can be read", said)
        return None
    if not columns:
        mistakes.error(mistakes.span, f"{name} holds no column", "expected a row for each case")
        return None
    return ArrayTable(columns, mistakes)


def _column(column: Any, pa: Any) -> NDArray[np.generic]:
    """Return a column as an array: a number that is missing is NaN, a text None."""
    kind = pa.types
    if kind.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if kind.is_boolean(column.type):
        column = column.cast(pa.int8())
    if kind.is_decimal(column.type):
        column = column.cast(pa.float64())
    array: NDArray[np.generic] = column.to_numpy()
    return array
