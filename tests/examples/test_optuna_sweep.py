"""The sweep with Optuna: it says what was best, and goes on where it ended. Skipped without Optuna."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import environment

SWEEP = Path(__file__).parents[2] / "examples/optuna_sweep.py"


def swept(folder: Path, trials: int) -> str:
    command = [sys.executable, str(SWEEP), "--seeds", "2", "--generations", "12", "--trials", str(trials)]
    surroundings = environment() | {"PYTHONWARNINGS": "default"}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_sweep_goes_on_where_it_ended(tmp_path: Path) -> None:
    pytest.importorskip("optuna")
    assert swept(tmp_path, 2).startswith("2 trials; the best, number ")
    said = swept(tmp_path, 3)
    assert said.startswith("3 trials; the best, number ")
    assert said.count("--set ") == 4
    assert sorted(path.name for path in (tmp_path / "sweep").iterdir()) == ["journal.log", "trial0", "trial1", "trial2"]
    assert swept(tmp_path, 3) == said
