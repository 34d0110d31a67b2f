"""Words of 64 bits: arithmetic that wraps around, in kernels.

As Python they are whole numbers from 0 to 2^64 - 1. Machine code has the same bits in an `int`, where those from 2^63
on are below 0, so that words are not to be compared by size, or divided.
"""

import struct

MASK = 0xFFFFFFFFFFFFFFFF


def add_words(a: int, b: int) -> int:
    """Return the sum modulo 2^64."""
    return (a + b) & MASK


def multiply_low(a: int, b: int) -> int:
    """Return the low word of the product of two words."""
    return (a * b) & MASK


def multiply_high(a: int, b: int) -> int:
    """Return the high word of the product of two words."""
    return (a * b) >> 64


def shift_right(word: int, places: int) -> int:
    """Return the word moved towards its lowest bit by 0 to 63 places, zeros behind it."""
    return word >> places


def bits_of(x: float) -> int:
    """Return the IEEE bits of a number, the sign as the highest."""
    (word,) = struct.unpack("<Q", struct.pack("<d", x))
    return int(word)


def number_of(word: int) -> float:
    """Return the number that has these IEEE bits."""
    (x,) = struct.unpack("<d", struct.pack("<Q", word))
    return float(x)
