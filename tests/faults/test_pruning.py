"""Pruning under anything that may happen to a run directory, as a state machine."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.run_directory import rewind
from quale.checkpoint.directory.store import Known, file_name, load, load_header, prune, save
from quale.checkpoint.format.codec import encode
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError
from tests.checkpoint.faulty import Faulty, Killed
from tests.checkpoint.made import ORIGIN, snapshot

FOREIGN = replace(ORIGIN, run_id="f" * 32)
CONTENTS: dict[tuple[int, int], Snapshot] = {}


def content(generation: int, best: int) -> Snapshot:
    key = generation, best
    if key not in CONTENTS:
        CONTENTS[key] = snapshot(generation, 2, best_generation=best)
    return CONTENTS[key]


class Pruning(RuleBasedStateMachine):
    """A run that saves, improves, is resumed, killed and damaged, among files that are not its own."""

    @initialize(keep=st.integers(1, 4), keep_best=st.booleans())
    def begin(self, keep: int, keep_best: bool) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.directory = Path(self.place.name) / "run"
        self.directory.mkdir()
        self.keep, self.keep_best = keep, keep_best
        self.generation, self.best = 0, 1
        self.saved: set[int] = set()  # told as saved, neither damaged nor pruned by right
        self.foreign: dict[Path, bytes] = {}
        self.pins: set[Path] = set()
        self.known: Known = {}
        self._save(Faulty())

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.place.cleanup()

    def _save(self, disk: Faulty) -> None:
        done = save(self.directory, content(self.generation, min(self.best, max(self.generation, 1))), ORIGIN, disk)
        self.saved.add(self.generation)
        warnings = prune(
            self.directory,
            ORIGIN.run_id,
            self.keep,
            keep_best=self.keep_best,
            pins={*self.pins, done.path},
            known=self.known,
            disk=disk,
        )
        assert warnings == ()
        self._check_numbers()

    def _check_numbers(self) -> None:
        """No more is kept than was asked for, and the newest are; one with damage behind its header counts."""
        own = [path for path in self._own() if path not in self.foreign]
        assert len(own) <= self.keep + 1 + len(self.pins)
        later = sorted((load_header(path).generation for path in own), reverse=True)
        least = later[min(self.keep, len(later)) - 1]
        assert all(self.directory / file_name(generation) in own for generation in self.saved if generation >= least)
        assert len(own) >= min(self.keep, len(self.saved))
        self.saved = {g for g in self.saved if (self.directory / file_name(g)) in own}

    def _own(self) -> list[Path]:
        found = []
        for path in self.directory.glob("checkpoint_gen*.quale-ckpt"):
            try:
                if load_header(path).run_id == ORIGIN.run_id:
                    found.append(path)
            except CheckpointError:
                continue
        return found

    @rule(improve=st.booleans(), steps=st.integers(1, 3))
    def go_on(self, improve: bool, steps: int) -> None:
        if (self.directory / file_name(self.generation + steps)) in self.foreign:
            return
        self.generation += steps
        self.best = self.generation if improve else self.best
        self._save(Faulty())

    @rule(at=st.integers(0, 30), kill=st.sampled_from(["before", "after"]))
    def be_killed(self, at: int, kill: str) -> None:
        if (self.directory / file_name(self.generation + 1)) in self.foreign:
            return
        before = set(self.saved)
        self.generation += 1
        try:
            self._save(Faulty(at, kill=kill))
        except Killed:
            if self.generation not in self.saved and (self.directory / file_name(self.generation)).exists():
                self.saved.add(self.generation)  # it arrived, though nobody was told
        if not self.saved & before:
            assert self.generation in self.saved
        self.saved = {g for g in self.saved if (self.directory / file_name(g)).exists()}
        self.resume()

    @rule()
    def resume(self) -> None:
        """As a fresh process does: what was known is forgotten, the file resumed from is pinned."""
        if not self.saved:
            return
        found = newest(self.directory)
        if found.header.run_id != ORIGIN.run_id:
            return
        rewind(found.path, found.header)
        self.saved = {generation for generation in self.saved if generation <= found.header.generation}
        self.generation, self.best = found.header.generation, found.header.best_generation or 1
        self.known, self.pins = {}, {found.path}

    @rule(keep=st.integers(1, 4), keep_best=st.booleans())
    def change_the_plan(self, keep: int, keep_best: bool) -> None:
        self.keep, self.keep_best = keep, keep_best

    @rule(data=st.data(), in_header=st.booleans())
    def damage(self, data: st.DataObject, in_header: bool) -> None:
        if len(self.saved) < 2:
            return
        generation = data.draw(st.sampled_from(sorted(self.saved)))
        path = self.directory / file_name(generation)
        damaged = bytearray(path.read_bytes())
        damaged[30 if in_header else -200] ^= 1
        path.write_bytes(bytes(damaged))
        self.saved.discard(generation)
        self.pins.discard(path)

    @rule(number=st.integers(0, 40), kind=st.sampled_from(["run", "copy", "noise", "text"]))
    def put_a_foreign_file(self, number: int, kind: str) -> None:
        names = {"run": file_name(number), "noise": file_name(number)}
        path = self.directory / names.get(kind, f"{kind}{number}.quale-ckpt")
        if path.exists():
            return
        kinds: dict[str, Callable[[], bytes]] = {
            "run": lambda: encode(content(number, 1), FOREIGN),
            "copy": lambda: encode(content(min(number, self.generation), 1), ORIGIN),
            "noise": lambda: b"noise",
            "text": lambda: b"",
        }
        if kind == "run" and number > self.generation:
            return  # a higher generation of another run is what a resume would take: said, and tested elsewhere
        self.foreign[path] = kinds[kind]()
        path.write_bytes(self.foreign[path])

    @invariant()
    def foreign_files_are_as_they_were(self) -> None:
        for path, data in getattr(self, "foreign", {}).items():
            aside = list(self.directory.glob(f"{path.name}.damaged*"))  # damaged ones may have had to make room
            assert (path if path.exists() else aside[0]).read_bytes() == data

    @invariant()
    def pins_exist(self) -> None:
        assert all(path.exists() for path in getattr(self, "pins", ()))

    @precondition(lambda self: bool(getattr(self, "saved", None)))
    @invariant()
    def the_newest_that_was_saved_is_there_and_valid(self) -> None:
        newest_saved = max(self.saved)
        assert load(self.directory / file_name(newest_saved))[0].generation == newest_saved
        assert newest(self.directory).header.generation >= newest_saved

    @precondition(lambda self: bool(getattr(self, "saved", None) and self.keep_best))
    @invariant()
    def the_best_so_far_is_in_a_file(self) -> None:
        assert newest(self.directory).snapshot.state.best is None or any(
            load_header(path).best_generation == self.best or self.best > max(self.saved) for path in self._own()
        )


Pruning.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
TestPruning = Pruning.TestCase
