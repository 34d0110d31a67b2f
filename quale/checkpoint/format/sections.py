"""A Snapshot as plain data, one map a section, and back."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.format.header import WITHOUT_TASK_STATE, WITHOUT_TESTS, Header, hexdigest, whole_version_of
from quale.checkpoint.format.migrations import Plain
from quale.checkpoint.format.schema import DTYPES
from quale.checkpoint.format.snapshot import NO_TRIALS, AbsentFile, Lineage, Snapshot, Trials
from quale.evolution.records.state import Best, History, Species, State, Tracker
from quale.genome.genome import Genomes, Interface
from quale.model.domain import TaskState
from quale.model.model import DataFile, ProgramText

LARGEST_DATA = 16 * 2**20
"""Data files beyond this many bytes are stored by name, length and digest alone."""

SPECIES_ARRAYS = ("id", "founded", "improved", "best", "size")
TRACKER_ARRAYS = ("source", "target", "split_innovation", "split_node")


def to_plain(snapshot: Snapshot, version: int | None = None) -> dict[str, Plain]:
    """Return the sections of a snapshot, in the order of the file; tables of genomes are whole.

    By default they are those of the oldest version that can say it.
    """
    state, version = snapshot.state, whole_version_of(snapshot) if version is None else version
    trials = _trials(snapshot.trials, len(state.history)) if version > WITHOUT_TESTS else {}
    states = {"next": snapshot.task_state, "scored": snapshot.scored_state, "best": snapshot.best_state}
    task: Plain = {part: _arrays(handed_on) for part, handed_on in states.items()}
    return {
        "population": {
            "inputs": list(state.interface.inputs),
            "outputs": list(state.interface.outputs),
            "input_ids": _stored(state.interface.input_ids),
            "output_ids": _stored(state.interface.output_ids),
            "genomes": _columns(state.population),
            "metric_names": list(snapshot.metrics),
            "fitness": _stored(state.fitness),
            "metrics": _stored(state.metrics.reshape(len(state.fitness), len(snapshot.metrics))),
            "membership": _stored(state.membership),
            "winner": state.winner,
            "improved": state.improved,
            "evaluations": state.evaluations,
        },
        "species": {
            **{name: _stored(getattr(state.species, name)) for name in SPECIES_ARRAYS},
            "representatives": _columns(state.species.representatives),
            "next_id": state.species.next_id,
            "threshold": float(state.species.threshold),
        },
        "tracker": {
            "next_node_id": state.tracker.next_node_id,
            **{name: _stored(getattr(state.tracker, name)) for name in TRACKER_ARRAYS},
        },
        "history": _columns(state.history) | trials,
        "best": {"best": _best(state.best)},
        "program": {
            "files": [list(pair) for pair in snapshot.text.files],
            "data": _data(snapshot),
            "configuration": [list(pair) for pair in snapshot.configuration],
            "lineage": None if snapshot.lineage is None else _lineage(snapshot.lineage),
        },
        **({"task": task} if version > WITHOUT_TASK_STATE else {}),
    }


def from_plain(header: Header, sections: dict[str, Any]) -> Snapshot:
    """Return the snapshot of sections that have passed the schema."""
    population, species, tracker = sections["population"], sections["species"], sections["tracker"]
    best, program = sections["best"]["best"], sections["program"]
    past = dict(sections["history"])
    trials = Trials(tuple(past.pop("tests")), past.pop("reached"), past.pop("passed"))
    history = History(**past)
    with np.errstate(all="ignore"):  # what is no time is refused by a rule later
        seconds = float(history.seconds.sum())
    state = State(
        generation=header.generation,
        seed=header.seed,
        interface=Interface(
            tuple(population["inputs"]),
            tuple(population["outputs"]),
            population["input_ids"],
            population["output_ids"],
        ),
        population=Genomes(**population["genomes"]),
        fitness=population["fitness"],
        metrics=population["metrics"],
        membership=population["membership"],
        species=Species(
            **{name: species[name] for name in SPECIES_ARRAYS},
            representatives=Genomes(**species["representatives"]),
            next_id=species["next_id"],
            threshold=species["threshold"],
        ),
        tracker=Tracker(tracker["next_node_id"], *(tracker[name] for name in TRACKER_ARRAYS)),
        best=None
        if best is None
        else Best(Genomes(**best["genome"]), best["fitness"], best["generation"], best["metrics"]),
        winner=population["winner"],
        improved=population["improved"],
        evaluations=population["evaluations"],
        seconds=seconds,  # not stored: only the history's column may differ between equal runs
        history=history,
    )
    lineage = program["lineage"]
    return Snapshot(
        run=header.run,
        text=ProgramText(
            tuple((name, text) for name, text in program["files"]),
            tuple(DataFile(file["name"], file["bytes"]) for file in program["data"] if file["bytes"] is not None),
        ),
        configuration=tuple((key, value) for key, value in program["configuration"]),
        metrics=tuple(population["metric_names"]),
        state=state,
        lineage=None if lineage is None else Lineage(**lineage),
        trials=trials if trials.names else NO_TRIALS,
        task_state=_state(sections["task"]["next"]),
        scored_state=_state(sections["task"]["scored"]),
        best_state=_state(sections["task"]["best"]),
        absent=tuple(
            AbsentFile(file["name"], file["length"], file["digest"])
            for file in program["data"]
            if file["bytes"] is None
        ),
    )


def _stored(array: NDArray[Any]) -> NDArray[Any]:
    """Return the array in the format's byte order and memory order."""
    little = array.dtype.newbyteorder("<")
    if little.str not in DTYPES:
        raise TypeError(f"the format has no {array.dtype} arrays")
    return np.ascontiguousarray(array, dtype=little)


def _columns(record: Genomes | History) -> Plain:
    return {name: _stored(getattr(record, name)) for name in record.__dataclass_fields__}


def _trials(trials: Trials, generations: int) -> Plain:
    """Return what the history of an experiment with tests has more; no columns where there are none."""
    none = np.empty((generations, 0))
    reached, passed = (trials.reached, trials.passed) if trials.names else (none, none.astype(np.bool_))
    return {"tests": list(trials.names), "reached": _stored(reached), "passed": _stored(passed)}


def _arrays(state: TaskState) -> list[Plain]:
    """Return the arrays of a task's state in their order."""
    return [{"name": name, "values": _stored(values)} for name, values in state.items()]


def _state(arrays: list[Plain]) -> TaskState:
    """Return the state of a task of its arrays, read-only as they are read."""
    found: dict[str, Any] = {str(entry["name"]): entry["values"] for entry in arrays}
    return found


def _best(best: Best | None) -> Plain | None:
    if best is None:
        return None
    return {
        "genome": _columns(best.genome),
        "fitness": float(best.fitness),
        "generation": best.generation,
        "metrics": _stored(best.metrics),
    }


def _data(snapshot: Snapshot) -> list[Plain]:
    """Return the data files by name; large ones without their bytes."""
    files: list[Plain] = [
        {
            "name": file.name,
            "length": len(file.data),
            "digest": hexdigest(file.data),
            "bytes": file.data if len(file.data) <= LARGEST_DATA else None,
        }
        for file in snapshot.text.data
    ]
    files += [
        {"name": file.name, "length": file.length, "digest": file.digest, "bytes": None} for file in snapshot.absent
    ]
    return sorted(files, key=lambda file: str(file["name"]))


def _lineage(lineage: Lineage) -> Plain:
    return {name: getattr(lineage, name) for name in lineage.__dataclass_fields__}
