"""A whole run in an environment: kept, gone on with to the bit, and its brains used on raw observations."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import gymnasium
import numpy as np
import pytest

import quale
from quale.checkpoint.directory.resume import newest
from quale.checkpoint.format.codec import encode
from quale.checkpoint.format.header import Origin
from quale.evolution.records.state import State
from quale.report.choose import choose_genome
from quale.runtime.gymnasium.evaluator import episode_seed
from tests.checkpoint.made import with_task_state
from tests.domains.gymnasium.made import module, program

NOBODY = Origin("0" * 32, "2026-01-01T00:00:00+00:00")
CART = '"CartPole-v1", max_steps: 60'


def quale_command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quale", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def bytes_of(folder: Path) -> bytes:
    """Return the newest checkpoint as bytes, less what may differ between equal runs."""
    snapshot = newest(folder / "checkpoints" / "run").snapshot
    state: State = snapshot.state
    still = replace(state.history, seconds=np.zeros(len(state.history)))
    return encode(replace(snapshot, state=replace(state, history=still)), NOBODY)


@pytest.mark.parametrize("own", [False, True])
def test_a_run_that_goes_on_is_the_run_that_would_have_happened(tmp_path: Path, own: bool) -> None:
    folders = [tmp_path / name for name in ("whole", "parts")]
    name = "points_of_a_run"
    for folder in folders:
        folder.mkdir()
        made = module(folder)
        (folder / f"{made}.py").rename(folder / f"{name}.py")
        program(folder, f'"{name}:Point"' if own else CART, "normalize: true\n  stop { fitness: 1e9 }")
    assert quale_command(folders[0], "evolve", "run.quale").returncode == 0
    assert quale_command(folders[1], "evolve", "run.quale", "--generations", "4").returncode == 0
    again = ["--resume", "checkpoints/run", "--generations", "6"]
    if own:
        refused = quale_command(folders[1], "evolve", *again)
        assert refused.returncode == 2
        assert "name the program, too, as in `quale evolve run.quale --resume" in refused.stderr
        again = ["run.quale", *again]
    going = quale_command(folders[1], "evolve", *again)
    assert going.returncode == 0, going.stderr
    assert "not comparable" not in going.stderr
    assert bytes_of(folders[0]) == bytes_of(folders[1])


def test_a_brain_takes_raw_observations_as_it_did_when_it_was_evaluated(tmp_path: Path) -> None:
    run = quale.load(program(tmp_path, CART, "normalize: true")).evolve(checkpoints=tmp_path / "checkpoints")
    loaded = quale.Checkpoint.load(run.checkpoint)
    env = gymnasium.make("CartPole-v1", max_episode_steps=60)
    champions = [loaded.best, *(loaded.genome(index) for index in range(len(loaded)))]
    assert champions[1].state
    for champion in champions:
        total = 0.0
        for scenario in range(3):
            seen, _ = env.reset(seed=episode_seed(5, champion.generation, scenario))
            over = False
            brain = champion.brain()
            while not over:
                action = int(brain.activate(np.asarray(seen, dtype=np.float64)[None]).argmax())
                seen, reward, terminated, truncated, _ = env.step(action)
                total, over = total + float(reward), terminated or truncated
        assert total / 3 == champion.metrics["return"]
    env.close()


@pytest.mark.parametrize("fields", ["", "normalize: true"])
def test_workers_change_nothing(tmp_path: Path, fields: str) -> None:
    name = module(tmp_path)
    experiment = quale.load(program(tmp_path, f'"{name}:Point", max_steps: 30', fields))
    one, two = (experiment.evolve(checkpoints=tmp_path / str(workers), workers=workers) for workers in (None, 2))
    assert np.array_equal(one.snapshot.state.fitness, two.snapshot.state.fitness)
    assert np.array_equal(one.snapshot.state.population.weight, two.snapshot.state.population.weight)
    assert one.snapshot.task_state.keys() == two.snapshot.task_state.keys()
    for key in one.snapshot.task_state:
        assert np.array_equal(one.snapshot.task_state[key], two.snapshot.task_state[key])


def test_inspect_shows_what_brains_are_shown(tmp_path: Path) -> None:
    run = quale.load(program(tmp_path, CART, "normalize: true")).evolve(checkpoints=tmp_path / "checkpoints")
    shown = quale_command(tmp_path, "inspect", str(run.checkpoint)).stdout
    rows = re.findall(r"^ *(obs_\d) +(\S+) +(\S+)$", shown, flags=re.MULTILINE)
    assert [name for name, _, _ in rows] == ["obs_0", "obs_1", "obs_2", "obs_3"]
    given = quale.Checkpoint.load(run.checkpoint).best.state
    assert rows[1][1:] == (f"{given['input_mean'][1]:.6g}", f"{given['input_deviation'][1]:.6g}")


def test_a_run_seeded_from_another_goes_on_with_what_it_saw(tmp_path: Path) -> None:
    text = program(tmp_path, CART, "normalize: true").read_text(encoding="utf-8")
    (tmp_path / "run.quale").write_text(text + text.replace("evolve Run {", "evolve Next { seed_from: Run"))
    experiment = quale.load(tmp_path / "run.quale")
    first = experiment.evolve("Run", checkpoints=tmp_path / "checkpoints")
    then = experiment.evolve("Next", checkpoints=tmp_path / "checkpoints", generations=1)
    assert then.snapshot.scored_state["observations"] == first.snapshot.task_state["observations"]
    assert then.snapshot.task_state["observations"] > first.snapshot.task_state["observations"]


def test_without_normalize_nothing_is_kept(tmp_path: Path) -> None:
    run = quale.load(program(tmp_path, CART)).evolve(checkpoints=tmp_path / "checkpoints")
    found = newest(run.checkpoint.parent)
    snapshot = found.snapshot
    assert [snapshot.task_state, snapshot.scored_state, snapshot.best_state] == [{}, {}, {}]


def test_normalize_taken_away_leaves_no_scaling(tmp_path: Path) -> None:
    quale.load(program(tmp_path, CART, "normalize: true")).evolve(checkpoints=tmp_path / "checkpoints")
    run = quale.load(program(tmp_path, CART)).evolve(checkpoints=tmp_path / "checkpoints", resume=True, generations=7)
    assert not run.best.state
    assert not run.snapshot.task_state


def test_a_checkpoint_is_looked_at_and_its_brain_used_without_any_environment(tmp_path: Path) -> None:
    name = module(tmp_path)
    run = quale.load(program(tmp_path, f'"{name}:Point"', "normalize: true")).evolve(
        checkpoints=tmp_path / "checkpoints"
    )
    (tmp_path / f"{name}.py").write_text("raise RuntimeError('imported')", encoding="utf-8")
    words = f"""
import quale, sys
brain = quale.Checkpoint.load({str(run.checkpoint)!r}).best.brain()
print(brain.activate([[0.1, 0.2]]).shape, sorted({{'gymnasium', {name!r}}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", words], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "(1, 3) []\n"


def test_what_a_genome_is_looked_at_with_is_what_it_was_scored_with() -> None:
    """`score`, `inspect` and every export take it from here."""
    snapshot = with_task_state()
    assert choose_genome(snapshot).given == snapshot.best_state
    assert choose_genome(snapshot, "2").given == snapshot.scored_state
    assert choose_genome(replace(snapshot, state=replace(snapshot.state, best=None))).given == {}
