"""Checkpoints of a real evolution: what is read goes on exactly as what was written would have."""

from pathlib import Path

import numpy as np

from quale.checkpoint.directory.store import load, save
from quale.checkpoint.format.codec import decode, encode
from quale.checkpoint.format.snapshot import Snapshot
from quale.evolution.ask import ask
from quale.evolution.initialize import found
from quale.evolution.records.settings import BrainSettings, Mutation, Settings
from quale.evolution.records.state import State
from quale.evolution.tell import tell
from quale.genome.genome import Genomes
from quale.genome.interface import interface
from quale.model.model import ProgramText
from tests.checkpoint.made import ORIGIN

ENDS = interface(["hunger", "food"], ["eat", "move"])


def settings(*, recurrent: bool = False) -> Settings:
    """Return settings under which structure changes often."""
    often = Mutation(add_connection=0.5, add_node=0.5, remove_node=0.1, rewire=0.2, change_activation=0.3)
    return Settings(population=30, seed=5, brain=BrainSettings(recurrent=recurrent), mutation=often, metrics=("a", "b"))


def scores(genomes: Genomes) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return scores that depend on the genomes alone, some of them invalid."""
    sums = np.add.reduceat(np.append(genomes.bias, 0), genomes.node_start[:-1])
    found_scores = np.stack([np.sin(sums * 9), sums, np.cos(sums)], axis=1)
    found_scores[3] = np.nan
    found_scores[4, 2] = np.inf
    return found_scores


def after(state: State, told: Settings) -> State:
    offspring = ask(state, told)
    return tell(state, offspring, scores(offspring.genomes), told, 0.25)


def snapshot_of(state: State, *, recurrent: bool) -> Snapshot:
    configuration = (("brain.recurrent", str(recurrent).lower()),)
    return Snapshot("R", ProgramText((), ()), configuration, ("a", "b"), state)


def test_a_run_through_files_is_the_run_without(tmp_path: Path) -> None:
    for recurrent in (False, True):
        told = settings(recurrent=recurrent)
        straight = broken = found(told, ENDS)
        for _ in range(12):
            data = encode(snapshot_of(straight, recurrent=recurrent), ORIGIN)
            assert encode(snapshot_of(broken, recurrent=recurrent), ORIGIN) == data
            broken = decode(data, "x")[1].state
            straight, broken = after(straight, told), after(broken, told)
        saved = save(tmp_path, snapshot_of(broken, recurrent=recurrent), ORIGIN)
        assert load(saved.path)[1].state.tracker.next_node_id > 20
        saved.path.unlink()
