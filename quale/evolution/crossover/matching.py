"""Runs of matching genes of two parents, and what a child has of each."""

import numpy as np
from numpy.typing import NDArray

from quale.evolution.records.random_batch import Batch, uniforms
from quale.genome.buffer import GenomeBuffer
from quale.genome.genome import Genomes
from quale.native.kernel import kernel
from quale.native.words import shift_right

RUN = 64
"""Matching genes that are crossed at once at most: as many as a word has coins."""


@kernel
def run_of(ours: NDArray[np.int32], one: int, ones: int, theirs: NDArray[np.int32], other: int, others: int) -> int:
    """Return how many of the values from `ours` [C][one] on are those from `theirs` [D][other] on, RUN at most."""
    longest = min(ones - one, others - other)
    longest = min(longest, RUN)
    run = 0
    while run < longest and ours[one + run] == theirs[other + run]:
        run += 1
    return run


@kernel
def mix(ours: NDArray[np.float64], one: int, theirs: NDArray[np.float64], other: int, run: int, coins: int) -> None:
    """Take each of a run of values, to `ours` [C], from `theirs` [D] where a coin, the lowest first, says so."""
    for place in range(run):
        mine: float = ours[one + place]
        partners: float = theirs[other + place]
        ours[one + place] = partners if shift_right(coins, place) & 1 != 0 else mine


@kernel
def list_doubtful(
    buffer: GenomeBuffer, gene: int, genomes: Genomes, partner: int, run: int, batch: Batch, listed: int
) -> int:
    """List the genes of a run that are disabled in one parent; return how many are listed then."""
    mine = buffer.enabled
    theirs = genomes.enabled
    place = batch.place
    doubtful = listed
    for ahead in range(run):
        place[doubtful] = gene + ahead
        doubtful += int(mine[gene + ahead] != theirs[partner + ahead])
    return doubtful


@kernel
def decide(buffer: GenomeBuffer, batch: Batch, listed: int, inherit_disabled: float, draws: NDArray[np.uint64]) -> None:
    """Disable the listed genes with their chance, and enable the others."""
    uniforms(draws, batch, listed)
    for place in range(listed):
        buffer.enabled[batch.place[place]] = batch.number[place] >= inherit_disabled


@kernel
def mix_activations(
    ours: NDArray[np.uint8], one: int, theirs: NDArray[np.uint8], other: int, run: int, coins: int
) -> None:
    """Take each of a run of activations, to `ours` [N], from `theirs` [M] where the bias comes from there."""
    for place in range(run):
        mine: int = ours[one + place]
        partners: int = theirs[other + place]
        ours[one + place] = partners if shift_right(coins, place) & 1 != 0 else mine
