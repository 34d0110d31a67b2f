"""Runs of elements at once, in kernels."""

from typing import Any


def move(target: Any, at: int, source: Any, first: int, count: int) -> None:
    """Write source[first … first + count - 1] to target[at …]; both may be the same array, and the runs may overlap."""
    values = [source[first + place] for place in range(count)]
    for place, value in enumerate(values):
        target[at + place] = value
