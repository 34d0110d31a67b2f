"""Kernels that hold everything that kernels may be made of, for the print of their IR."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.native.elements import move
from quale.native.kernel import kernel
from quale.native.words import add_words, bits_of, multiply_high, multiply_low, number_of, shift_right

LIMIT = 7


@dataclass(frozen=True)
class Purse:
    """A record in a record."""

    coins: NDArray[np.int32]
    worth: float


@dataclass(frozen=True)
class Traveller:
    """A record with a field of every kind."""

    age: int
    purse: Purse
    awake: bool
    weight: NDArray[np.float64]
    step: NDArray[np.int64]
    height: NDArray[np.int16]
    kind: NDArray[np.uint8]
    word: NDArray[np.uint64]
    seen: NDArray[np.bool_]


@kernel
def spend(purse: Purse, coin: int) -> float:
    purse.coins[coin] -= 1
    left: int = purse.coins[coin]
    return left * purse.worth


@kernel
def walk(one: Traveller, road: NDArray[np.float64], on: bool) -> None:
    if not on and one.awake:
        one.height[0] += one.kind[0]
        one.seen[1] = one.word[0] > LIMIT
    one.weight[1] = spend(one.purse, 2) + spend(one.purse, one.age)
    one.weight[0] = 3
    one.step[0] = one.seen[0]
    move(one.weight, 1, road, 0, len(road) - 1)
    move(one.kind, 0, one.kind, 1, 2)
    move(one.height, 0, one.height, 1, 2)
    move(one.purse.coins, 0, one.purse.coins, 1, 2)


@kernel
def whole(a: int, b: int) -> int:
    a, b = b, a
    a = (a + b) * 3 - (a // 5) + (b % 7) + ((a & b) | (a ^ 6)) + (a << 2) + (b >> 1) - ~a - (-b) + (7 * 3 - 2**4)
    a += shift_right(multiply_low(a, add_words(b, 1)), 3) + multiply_high(a, b)
    return min(a, b) + max(abs(a), b)


@kernel
def real(x: float, a: int) -> float:
    y = (x + 0.5) * a - x / 3.0 + math.sqrt(abs(x)) - min(x, 2.0) + max(x, -1.0) + 3 / 2 - -x
    return number_of(bits_of(y)) + float(a) + math.floor(y) + int(y) + True


@kernel
def holds(a: int, x: float, t: bool) -> bool:
    inside = 0 <= a < LIMIT and (a != 2 or not x > 0.5)
    return (inside | t) & (a == 3) if x >= 0.0 else bool(a) ^ bool(x)


@kernel
def rounds(n: int, values: NDArray[np.int64]) -> int:
    total = 0
    for place in range(n - 1, -1, -2):
        if values[place] < 0:
            continue
        if values[place] > 90:
            break
        total += values[place]
    while total > n:
        total //= 2
    while True:
        total += 1
        if holds(total, 0.5, True):
            return total
