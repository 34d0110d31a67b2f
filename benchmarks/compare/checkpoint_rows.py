"""Checkpoints: save, load and size, against the plain work on the same bytes and against neat-python. Wall clock."""

import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.checkpoints import INPUTS, ORIGIN, OUTPUTS, raw_load, raw_save, snapshot
from benchmarks.compare.measurement import Effort, Row, interleaved, seconds_text
from benchmarks.compare.peers import Peer, stored
from benchmarks.compare.populations import arrays_of
from quale.checkpoint.directory.store import load, save


def rows(effort: Effort, folder: Path, neat: Peer | None, _jax: Peer | None) -> list[Row]:
    """Compare 1,000 and 10,000 genomes of 100 connections; --quick the former."""
    found = []
    for count in (1000,) if effort.quick else (1000, 10_000):
        found += _compare(count, effort, folder, neat)
    return found


def _wall(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _compare(count: int, effort: Effort, folder: Path, neat: Peer | None) -> list[Row]:
    content = snapshot(count)
    place = folder / f"checkpoints{count}"
    place.mkdir()
    path = save(place, content, ORIGIN).path
    data, plain = path.read_bytes(), place / "plain"

    def fresh_save() -> None:
        path.unlink()
        save(place, content, ORIGIN)

    medians = interleaved(
        {
            "save": lambda: _wall(fresh_save),
            "load": lambda: _wall(lambda: load(path)),
            "raw save": lambda: _wall(lambda: raw_save(plain, data)),
            "raw load": lambda: _wall(lambda: raw_load(plain)),
        },
        effort.rounds,
    )
    what = f"{count:,} genomes of 100 connections"
    arrays = sum(array.nbytes for array in arrays_of(content.state.population).values())
    found = [
        _times(f"save {what}", "write, sync, read back, hash twice", medians["save"], medians["raw save"]),
        _times(f"load {what}", "read, hash", medians["load"], medians["raw load"]),
        _bytes(what, "the genomes' arrays", len(data), arrays),
    ]
    if neat is not None:
        file = stored(folder, f"saved{count}", arrays_of(content.state.population))
        answer = neat.ask("checkpoint", file=file, count=count, inputs=INPUTS, outputs=OUTPUTS)
        found += [
            _times(f"save {what}", "neat-python", medians["save"], answer["save"]),
            _times(f"load {what}", "neat-python", medians["load"], answer["load"]),
            _bytes(what, "neat-python", len(data), int(answer["bytes"])),
        ]
    return found


def _times(what: str, against: str, mine: float, other: float) -> Row:
    return Row("checkpoints", what, against, seconds_text(mine), seconds_text(other), other / mine)


def _bytes(what: str, against: str, mine: int, other: int) -> Row:
    texts = f"{mine / 2**20:.2f} MiB", f"{other / 2**20:.2f} MiB"
    return Row("checkpoints", f"size of {what}", against, *texts, other / mine)
