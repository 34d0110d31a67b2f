"""Populations by index."""

from collections.abc import Callable

import numpy as np

from quale.genome.gather import concatenate, keep, take
from quale.genome.genome import Genomes
from quale.genome.segments import find, owners, spread, starts

Build = Callable[..., Genomes]
ONE = [(0, 0, 2, 1.0, True)]
TWO = [(0, 0, 2, 2.0, True), (3, 1, 3, 3.0, False), (4, 3, 2, 4.0, True)]


def same(left: Genomes, right: Genomes) -> bool:
    return all(np.array_equal(getattr(left, name), getattr(right, name)) for name in left.__dataclass_fields__)


def test_taking_repeats_and_reorders(build: Build) -> None:
    assert same(take(build([ONE, [], TWO]), np.array([2, 0, 2, 1])), build([TWO, ONE, TWO, []]))


def test_taking_none(build: Build) -> None:
    assert len(take(build([ONE]), np.zeros(0, dtype=np.int64))) == 0


def test_concatenating(build: Build) -> None:
    assert same(concatenate([build([ONE]), build([]), build([TWO, ONE])]), build([ONE, TWO, ONE]))


def test_keeping_some_genes(build: Build) -> None:
    genomes = build([TWO, ONE])
    nodes = np.array([True, True, True, False, True, True, True])
    assert same(keep(genomes, nodes, np.array([True, False, False, True])), build([TWO[:1], ONE]))


def test_segments() -> None:
    start = starts(np.array([2, 0, 3]))
    assert start.tolist() == [0, 2, 2, 5]
    assert owners(start).tolist() == [0, 0, 2, 2, 2]
    assert [part.tolist() for part in spread(start, np.array([2, 1, 0]))] == [[0, 3, 3, 5], [2, 3, 4, 0, 1]]


def test_finding_keys() -> None:
    keys = np.array([2, 5, 9])
    assert find(keys, np.array([9, 1, 5, 10])).tolist() == [2, -1, 1, -1]
    assert find(keys[:0], keys).tolist() == [-1, -1, -1]
