"""The formulas as terms, as text, in 32-bit words, and in single precision."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from quale.export.formats import c, csharp, gdscript, javascript, python
from quale.export.formula.dialect import Dialect, statements
from quale.export.formula.single import FORMULAS as SINGLE
from quale.export.formula.term import recorded, walk
from quale.export.formula.words import in_words
from quale.genome.genome import ACTIVATIONS
from quale.numeric.activations import FORMULAS
from quale.numeric.arithmetic import Value
from quale.numeric.scalars import evaluate

DIALECTS: dict[str, Dialect] = {
    "c": c.style("n", single=False).dialect,
    "c float": c.style("n", single=True).dialect,
    "python": python.DIALECT,
    "javascript": javascript.DIALECT,
    "csharp": csharp.DIALECT,
    "gdscript": gdscript.DIALECT,
}


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("language", DIALECTS)
def test_every_language_can_say_every_activation(language: str, activation: str) -> None:
    formulas = SINGLE if language == "c float" else FORMULAS
    lines = statements(formulas[activation], DIALECTS[language])
    assert lines[-1].startswith("return ")
    assert all(line.count("(") == line.count(")") for line in lines)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_pythons_text_has_the_formulas_bits(activation: str) -> None:
    space: dict[str, Callable[[float], float]] = {}
    body = "\n".join(f"    {line}" for line in statements(FORMULAS[activation], python.DIALECT))
    exec(f"import struct\n_NAN = float('nan')\n{python.STRUCTS}{python.HELPERS}\ndef f(x):\n{body}\n", space)  # noqa: S102
    random = np.random.default_rng(1)
    values = np.concatenate(
        [random.normal(size=200) * 10.0 ** random.integers(-300, 300, 200), np.linspace(-50, 50, 201)]
    )
    for x in [*values.tolist(), 0.0, -0.0, np.inf, -np.inf, np.nan]:
        found, wanted = space["f"](float(x)), evaluate(FORMULAS[activation], x)
        assert np.float64(found).tobytes() == np.float64(wanted).tobytes() or (np.isnan(found) and np.isnan(wanted))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_in_words_no_integer_of_64_bits_is_left(activation: str) -> None:
    for term in walk(in_words(recorded(FORMULAS[activation]))):
        assert term.operation not in {"bits", "from_bits", "ineg"}
        if term.operation == "constant" and term.kind.value == "integer":
            assert -(2**31) <= term.value < 2**31


class Floats:
    """Arithmetic of a processor of single precision, on arrays of float32 and int32."""

    def select(self, mask: NDArray[np.bool_], then: Value, otherwise: Value) -> Value:
        return np.asarray(np.where(mask, then, otherwise), dtype=np.float32)

    def abs(self, x: Value) -> Value:
        return np.abs(x)

    def bits(self, x: Value) -> Value:
        return np.asarray(x, dtype=np.float32).view(np.int32)

    def from_bits(self, i: Value) -> Value:
        return np.asarray(i, dtype=np.int32).view(np.float32)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_single_precision_is_accurate(activation: str) -> None:
    """Within 4 ulp of a float of what the double formula says, wherever that is no subnormal float."""
    x = np.concatenate([np.linspace(-100, 100, 20001), np.linspace(-1, 1, 2001), np.geomspace(1e-30, 1e3, 999)])
    x = x.astype(np.float32)
    with np.errstate(all="ignore"):
        found = SINGLE[activation](Floats(), x)
        argument = x.astype(np.float64)
        if activation == "neat_sigmoid":  # its argument is rounded, which is no fault of the sigmoid's
            argument, activation = (np.float32(4.9) * x).astype(np.float64), "sigmoid"
        if activation == "gauss":
            argument = -(x * x).astype(np.float64)
        wanted = (
            np.array([evaluate(FORMULAS[activation], one) for one in argument])
            if activation != "gauss"
            else np.exp(argument)
        )
        unit = np.spacing(np.abs(wanted).astype(np.float32)).astype(np.float64)
        gap = np.abs(found.astype(np.float64) - wanted) / unit
    normal = (np.abs(wanted) > 1.2e-38) | (wanted == 0.0)
    assert found.dtype == np.float32
    assert np.all(gap[normal] <= 4.0)


def test_godot_reads_every_number_as_it_is() -> None:
    """By its reader's own operations: a spelling is one number for it and for whoever rounds once."""
    random = np.random.default_rng(2)
    values = np.concatenate([random.normal(size=2000), random.normal(size=500) * 10.0 ** random.integers(-40, 40, 500)])
    misread = 0
    for value in values.tolist():
        words = gdscript.spelled(value)
        misread += gdscript.read_as_godot(repr(value)) != value
        assert eval(words) == value  # noqa: S307  # a Python expression, too
        plain = words.strip("()").split(" ")
        if len(plain) == 1:
            assert gdscript.read_as_godot(plain[0]) == value
    assert misread > 100, "the spelling is needed"
