"""Kernels: machine code against the same function as checked Python, statement by statement, and what is refused."""

import math
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from quale.native.elements import move
from quale.native.kernel import Kernel, kernel
from quale.native.operators import KernelError
from quale.native.words import add_words, bits_of, multiply_high, multiply_low, number_of, shift_right

LIMIT = 7
SCALE = 2.0**-3


@dataclass(frozen=True)
class Herd:
    """A record with a field of every kind."""

    size: int
    factor: float
    tame: bool
    age: NDArray[np.int32]
    weight: NDArray[np.float64]
    marked: NDArray[np.bool_]
    kind: NDArray[np.uint8]
    region: NDArray[np.int16]
    word: NDArray[np.uint64]
    start: NDArray[np.int64]


@dataclass(frozen=True)
class Fence:
    """A record in a record."""

    posts: NDArray[np.int64]
    closed: bool
    height: float


@dataclass(frozen=True)
class Field:
    """Records between numbers and arrays, one in another."""

    area: int
    fence: Fence
    grass: NDArray[np.float64]
    herd: Herd
    sunny: bool


@dataclass(frozen=True)
class Farm:
    """Two records of one kind."""

    near: Field
    hands: int
    far: Field


@kernel
def tend(field: Field, add: float) -> float:
    """Change and read what lies in records of a record, and hand one of them on."""
    for place in range(len(field.fence.posts)):
        field.fence.posts[place] += field.area
    if field.sunny and not field.fence.closed:
        field.herd.weight[0] = field.herd.factor * add
    grass: float = field.grass[0]
    return field.fence.height + grown(field.herd) + grass


@kernel
def grown(herd: Herd) -> float:
    herd.age[0] += 1
    age: int = herd.age[0]
    weight: float = herd.weight[0]
    return age * weight + herd.size


@kernel
def work(farm: Farm) -> float:
    size: int = farm.near.herd.size
    return tend(farm.far, 0.5) - tend(farm.near, 2.0) * farm.hands + size


@kernel
def whole(a: int, b: int) -> int:
    return (a + b) * 3 - (a // 5) + (b % 7) - (a % -3) + (b // -4) + ((a & b) | (a ^ 6)) + (a << 2) + (b >> 1) - ~a


@kernel
def real(x: float, y: float) -> float:
    return (x + y) * SCALE - x / (abs(y) + 1.0) + math.sqrt(abs(x)) - min(x, y) + max(x, y) * 2 - -x + 3 / 2


@kernel
def mixed(a: int, x: float) -> float:
    return a * x + a / 8 + float(a) - int(x) + math.floor(x) + abs(a) + int(a > 3) + True


@kernel
def logic(a: int, b: int, x: float) -> bool:
    inside = 0 <= a < LIMIT and (b != 2 or not x > 0.5)
    return inside | (a == b) if x >= 0.0 else inside & bool(b)


@kernel
def loops(n: int, values: NDArray[np.int64]) -> int:
    total = 0
    for i in range(n):
        if values[i] < 0:
            continue
        if values[i] > 90:
            break
        total += i * values[i]
    for i in range(n - 1, -1, -2):
        total -= values[i]
    for i in range(2, n, 3):
        for _ in range(i):
            total += 1
    k = 0
    while True:
        k += 1
        if k * k > total or k > 50:
            return total * 100 + k
    # nothing can be here


@kernel
def collatz(n: int) -> int:
    steps = 0
    while n > 1 and steps < 1000:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


@kernel
def swap(a: int, b: int) -> int:
    a, b = b, a + b
    a, b = b, a
    return a * 3 + b


@kernel
def mixing(word: int) -> int:
    word = add_words(word, 0x9E3779B97F4A7C15)
    word = multiply_low(word ^ shift_right(word, 30), 0xBF58476D1CE4E5B9)
    return multiply_high(word, 0x94D049BB133111EB)


@kernel
def halved(x: float) -> float:
    return number_of(bits_of(x) - 0x0010000000000000)


@kernel
def graze(herd: Herd, more: NDArray[np.float64]) -> float:
    weight = herd.weight
    total = herd.factor
    for i in range(herd.size):
        weight[i] = weight[i] * herd.factor + more[i]
        herd.age[i] = herd.age[i] + 1
        herd.marked[i] = not herd.marked[i] if herd.tame else weight[i] > 0.0
        herd.kind[i] = (herd.kind[i] + 3) % 256
        herd.region[i] -= 1
        herd.word[i] = multiply_low(herd.word[i], 0xFFFFFFFFFFFFFFFF)
        herd.start[i] = i if herd.marked[i] else -herd.start[i]
        total += weight[i] * herd.kind[i] + len(herd.age)
    return _further(herd, more, herd.size) + total


@kernel
def _further(herd: Herd, more: NDArray[np.float64], n: int) -> float:
    last = 0.0
    for i in range(n):
        last = more[i] - last * herd.factor
    return last


@kernel
def insert(values: NDArray[np.int32], used: int, at: int, value: int) -> None:
    move(values, at + 1, values, at, used - at)
    values[at] = value


def same(function: Kernel[..., Any], *arguments: Any) -> Any:
    """Call a kernel both ways with arguments of their own, and hold the results and all arrays against each other."""
    theirs = [copied(argument) for argument in arguments]
    interpreted = function.interpret(*theirs)
    native = function(*arguments)
    assert type(native) is type(interpreted)
    np.testing.assert_array_equal(native, interpreted)  # NaN is NaN
    for one, other in zip(arguments, theirs, strict=True):
        for mine, its in zip(arrays(one), arrays(other), strict=True):
            np.testing.assert_array_equal(mine, its)
    return native


def copied(argument: Any) -> Any:
    if is_dataclass(argument) and not isinstance(argument, type):
        return replace(argument, **{field.name: copied(getattr(argument, field.name)) for field in fields(argument)})
    return argument.copy() if isinstance(argument, np.ndarray) else argument


def arrays(argument: Any) -> list[NDArray[Any]]:
    if is_dataclass(argument):
        return [array for field in fields(argument) for array in arrays(getattr(argument, field.name))]
    return [argument] if isinstance(argument, np.ndarray) else []


INTEGERS = st.integers(-(1 << 40), 1 << 40)
FLOATS = st.floats(-1e9, 1e9)
WORDS = st.integers(0, (1 << 63) - 1)


@given(INTEGERS, INTEGERS)
def test_whole_numbers(a: int, b: int) -> None:
    same(whole, a, b)
    same(swap, a, b)


@given(FLOATS, FLOATS, INTEGERS)
def test_floats(x: float, y: float, a: int) -> None:
    same(real, x, y)
    same(mixed, a, x)


@given(st.integers(-3, 9), st.integers(0, 4), FLOATS)
def test_conditions(a: int, b: int, x: float) -> None:
    same(logic, a, b, x)


@given(st.lists(st.integers(-20, 100), max_size=30), st.integers(1, 10**6))
def test_loops(values: list[int], n: int) -> None:
    same(loops, len(values), np.array(values, dtype=np.int64))
    same(collatz, n)


@given(WORDS)
def test_words_wrap_around(word: int) -> None:
    assert mixing(word) & ((1 << 64) - 1) == mixing.interpret(word)


@given(st.floats(1e-300, 1e300))
def test_bits_of_floats(x: float) -> None:
    assert same(halved, x) == x / 2


@given(st.integers(0, 12), st.booleans(), st.integers(0, 1 << 32))
def test_records_and_every_element_type(size: int, tame: bool, seed: int) -> None:
    dice = np.random.default_rng(seed)
    herd = replace(herd_of(size, dice), tame=tame)
    same(graze, herd, dice.normal(size=size))


def herd_of(size: int, dice: np.random.Generator) -> Herd:
    return Herd(
        size,
        dice.normal(),
        bool(dice.random() < 0.5),
        dice.integers(-5, 5, size, dtype=np.int32),
        dice.normal(size=size),
        dice.random(size) < 0.5,
        dice.integers(0, 256, size, dtype=np.uint8),
        dice.integers(-5, 5, size, dtype=np.int16),
        dice.integers(0, 1 << 63, size, dtype=np.uint64),
        dice.integers(-5, 5, size),
    )


def field_of(size: int, dice: np.random.Generator) -> Field:
    closed, sunny = (bool(coin) for coin in dice.random(2) < 0.5)
    fence = Fence(dice.integers(-9, 9, size + 2), closed, dice.normal())
    return Field(int(dice.integers(9)), fence, dice.normal(size=3), herd_of(size, dice), sunny)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 1 << 32))
def test_records_lie_in_records(near: int, far: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    same(work, Farm(field_of(near, dice), 3, field_of(far, dice)))


def test_records_in_records_are_checked() -> None:
    dice = np.random.default_rng(1)
    field = field_of(2, dice)
    with pytest.raises(TypeError, match=r"tend: field\.fence must be Fence, not Herd"):
        tend(replace(field, fence=field.herd), 1.0)  # type: ignore[arg-type]
    narrow = replace(field.fence, posts=np.zeros(2, dtype=np.int32))
    with pytest.raises(TypeError, match="must be an array of int64"):
        tend(replace(field, fence=narrow), 1.0)
    with pytest.raises(TypeError, match=r"work: farm\.near\.herd must be Herd, not int"):
        work(Farm(replace(field, herd=1), 1, field))  # type: ignore[arg-type]


def test_runs_of_elements_may_overlap() -> None:
    values = np.array([1, 3, 5, 0, 0], dtype=np.int32)
    same(insert, values, 3, 1, 2)
    assert values.tolist() == [1, 2, 3, 5, 0]


def test_the_interpreter_checks_every_index() -> None:
    values = np.zeros(3, dtype=np.int64)
    with pytest.raises(IndexError, match="index 3 of an array of 3"):
        loops.interpret(4, values)
    with pytest.raises(IndexError, match="index -1"):
        insert.interpret(np.zeros(3, dtype=np.int32), 0, -1, 5)


def test_arguments_are_checked() -> None:
    with pytest.raises(TypeError, match="loops: values must be an array of int64"):
        loops(1, np.zeros(1, dtype=np.int32))
    with pytest.raises(TypeError, match="contiguous"):
        loops(1, np.zeros(4, dtype=np.int64)[::2])
    with pytest.raises(TypeError, match="herd must be Herd, not ndarray"):
        graze(np.zeros(1), np.zeros(1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="takes 2 arguments, not 1"):
        swap(1)  # type: ignore[call-arg]
    values = np.zeros(4, dtype=np.int64)
    with pytest.raises(TypeError, match="loops: a number is none"):
        loops(1.5, values)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="loops: a number is none"):
        loops(1 << 63, values)
    with pytest.raises(TypeError, match="real: a number is none"):
        real("1", 2.0)  # type: ignore[arg-type]


def unknown_name(a: int) -> int:
    return a + missing  # type: ignore[name-defined, no-any-return]  # noqa: F821


def changes_kind(a: int) -> float:
    x = a
    x = 0.5  # type: ignore[assignment]
    return x + a


def whole_condition(a: int) -> int:
    if a:
        return 1
    return 0


def no_result(a: int) -> int:  # type: ignore[return]
    while a > 0:
        a -= 1


def listed(a: int) -> int:
    return [a, 2][0]


def powered(a: int) -> float:
    return float(a**2)


def dead(a: int) -> None:
    while a > 0:
        break
        a -= 1


def called(a: int) -> int:
    return len(str(a))


def unannotated(a) -> int:  # type: ignore[no-untyped-def]  # noqa: ANN001
    return int(a)


def texts(a: str) -> int:
    return len(a)


def wrong_element(a: NDArray[np.int32]) -> None:
    a[0] = 0.5


def variable_step(n: int) -> int:
    total = 0
    for i in range(0, n, n):
        total += i
    return total


@pytest.mark.parametrize(
    ("function", "arguments", "says"),
    [
        (unknown_name, (1,), "missing is neither a local name nor a number of the module"),
        (changes_kind, (1,), "x is int and cannot become float"),
        (whole_condition, (1,), "a condition must be bool, not int"),
        (no_result, (1,), "may end without a result"),
        (listed, (1,), "in kernels"),
        (powered, (1,), "no Pow in kernels"),
        (dead, (1,), "cannot be reached"),
        (called, (1,), "str can be called by no kernel"),
        (unannotated, (1,), "no annotation for a"),
        (texts, ("x",), "nothing that a kernel can be given"),
        (wrong_element, (np.zeros(1, dtype=np.int32),), "float for an element of an array of int32"),
        (variable_step, (3,), "step of range must be a constant"),
    ],
)
def test_what_cannot_be_a_kernel_is_refused(function: Callable[..., Any], arguments: Any, says: str) -> None:
    with pytest.raises(TypeError, match=says) as error:
        kernel(function)(*arguments)
    if isinstance(error.value, KernelError) and "result" not in says:
        assert f"{__file__}:" in str(error.value)


def test_code_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("QUALE_CACHE", str(tmp_path))
    assert kernel(swap.function)(1, 2) == 11
    (first,) = tmp_path.iterdir()
    kernel(swap.function)(1, 2)
    assert list(tmp_path.iterdir()) == [first]
