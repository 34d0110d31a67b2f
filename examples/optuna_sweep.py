"""Which settings solve XOR with the fewest evaluations? Optuna asks, Quale evolves.

    pip install quale-lang optuna
    python examples/optuna_sweep.py --trials 20

Each trial is a few runs with other seeds, in a directory of their own below `sweep/`. Trials lie in a journal,
`sweep/journal.log`: a sweep that was ended goes on when it is started again, and several may work on one at a time.
"""

import argparse
import statistics
from pathlib import Path
from typing import Any

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

import quale

PROGRAM = Path(__file__).parent / "xor.quale"


def settings(trial: Any) -> list[str]:
    """Return the fields that a trial sets, as `--set` takes them."""
    return [
        f"mutation.add_connection={trial.suggest_float('add_connection', 0.01, 0.5, log=True)}",
        f"mutation.add_node={trial.suggest_float('add_node', 0.003, 0.2, log=True)}",
        f"speciation.threshold={trial.suggest_float('threshold', 1.0, 6.0)}",
        f"reproduction.survival={trial.suggest_float('survival', 0.1, 0.6)}",
    ]


def evaluations(trial: Any, place: Path, seeds: range, generations: int) -> float:
    """Return how many evaluations a run takes on average; one that solves nothing counts with all that it made."""
    experiment = quale.load(PROGRAM, settings(trial))
    taken = []
    for seed in seeds:
        directory = place / f"trial{trial.number}" / f"seed{seed}"
        run = experiment.evolve(seed=seed, generations=generations, checkpoints=directory, overwrite=True)
        taken.append(run.snapshot.state.evaluations)
        trial.report(statistics.fmean(taken), len(taken))
        if trial.should_prune():
            raise optuna.TrialPruned
    return statistics.fmean(taken)


def main() -> None:
    """Sweep, and say what was best."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=5, help="runs in a trial")
    parser.add_argument("--generations", type=int, default=100, help="of a run, at most")
    parser.add_argument("--place", type=Path, default=Path("sweep"))
    given = parser.parse_args()
    given.place.mkdir(parents=True, exist_ok=True)
    study = optuna.create_study(
        study_name="xor",
        storage=JournalStorage(JournalFileBackend(str(given.place / "journal.log"))),
        sampler=optuna.samplers.TPESampler(seed=1),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=5, n_warmup_steps=2),
        load_if_exists=True,
    )
    done = sum(trial.state.is_finished() for trial in study.trials)
    study.optimize(
        lambda trial: evaluations(trial, given.place, range(1, given.seeds + 1), given.generations),
        n_trials=max(0, given.trials - done),
    )
    best, done = study.best_trial, sum(trial.state.is_finished() for trial in study.trials)
    print(f"{done} trials; the best, number {best.number}, takes {best.value:,.0f} evaluations:")
    for assignment in settings(optuna.trial.FixedTrial(best.params)):
        print(f"  --set {assignment}")


if __name__ == "__main__":
    main()
