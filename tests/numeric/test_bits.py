"""The bits of every function and activation, pinned: other bits are other runs, for good.

The digests are over arguments that whole numbers make, so that no machine's library has a part in them. Whoever means
to change a function runs `python -m tests.numeric.test_bits` and looks at what it writes.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.numeric.activations import FORMULAS
from quale.numeric.functions import FUNCTIONS
from tests.numeric.reference import on_arrays

PINNED = Path(__file__).with_name("bits.json")
COUNT = 4096
EDGES = (0.0, -0.0, 1.0, -1.0, 0.5, 5e-324, -1e-310, 1e308, -1e308, 2.0**30, 20.0, np.inf, -np.inf, np.nan)


def numbers(name: str, low: int, high: int) -> NDArray[np.float64]:
    """Return numbers of both signs with exponents from low to high - 1, made of a hash of the name."""
    words = np.frombuffer(hashlib.shake_256(name.encode()).digest(16 * COUNT), dtype="<u8")
    exponent = words[::2] % np.uint64(high - low) + np.uint64(1023 + low)
    sign_and_fraction = words[1::2] & np.uint64(0x800F_FFFF_FFFF_FFFF)
    return (sign_and_fraction | exponent << np.uint64(52)).view(np.float64)


def digest(name: str, arity: int, formula: Any) -> str:
    """Return the hash of a function's results; any NaN is the same."""
    rows = []
    for low, high in ((-3, 4), (-40, 12), (-1022, 1023)):
        rows.append([numbers(f"{name} {place} {low}", low, high) for place in range(arity)])
    corners = np.meshgrid(*([EDGES] * min(arity, 3)))
    rows.append([corners[place % len(corners)].ravel() for place in range(arity)])
    whole = hashlib.sha256()
    for arguments in rows:
        result = np.array(on_arrays(formula, *arguments))
        result[np.isnan(result)] = np.nan
        whole.update(result.astype("<f8").tobytes())
    return whole.hexdigest()[:32]


def digests() -> dict[str, str]:
    """Return the digests of all functions, for each number of arguments up to 4, and of all activations."""
    found = {
        f"{name}/{arity}": digest(name, arity, function.formula)
        for name, function in FUNCTIONS.items()
        for arity in function.arity
        if arity <= 4
    }
    return found | {f"activation {name}": digest(name, 1, formula) for name, formula in FORMULAS.items()}


FOUND = digests()


def test_every_function_is_pinned() -> None:
    assert set(json.loads(PINNED.read_text(encoding="utf-8"))) == set(FOUND)


@pytest.mark.parametrize("name", FOUND)
def test_bits(name: str) -> None:
    assert FOUND[name] == json.loads(PINNED.read_text(encoding="utf-8"))[name]


if __name__ == "__main__":
    PINNED.write_text(json.dumps(FOUND, indent=1) + "\n", encoding="utf-8")
