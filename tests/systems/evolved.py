"""What every system must evolve: all examples for some generations, by the command, and the digests of what came out.

    python -m tests.systems.evolved --record    record the digests anew, after a change that is meant to change bits

They are recorded from undisturbed runs; `test_evolved.py` interrupts each run and resumes it, and is held to the same
digests on every Python, with the oldest and the newest libraries, and on an emulated AArch64.
"""

import hashlib
import json
import sys
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.directory.resume import newest
from quale.checkpoint.directory.run_directory import directory_of
from quale.domains.register import DOMAINS
from quale.evolution.records.state import State
from quale.language.load import load
from tests.cli.command import quale

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).parent / "evolved.json"
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.quale"))
GENERATIONS = (1, 3)
"""After which the digests are taken; a run that is tested is resumed in between."""


def evolve(example: str, folder: Path, *, interrupted: bool) -> dict[str, dict[str, dict[str, str]]]:
    """Evolve an example's runs one after the other below a folder; return the digests by run and by generation."""
    program = ROOT / f"examples/{example}.quale"
    found = {}
    for model in load(program, DOMAINS).project.models:
        directory = directory_of(folder / "checkpoints", model.name)
        first, last = map(str, GENERATIONS)
        quale("evolve", program, "--run", model.name, "--generations", first, "--workers", "1", cwd=folder)
        ends = {first: digests(newest(directory).snapshot.state)}
        if interrupted:
            quale("evolve", "--resume", directory, "--generations", last, "--workers", "1", cwd=folder)
        else:
            arguments = ("--run", model.name, "--generations", last, "--overwrite")
            quale("evolve", program, *arguments, "--workers", "1", cwd=folder)
        found[model.name] = ends | {last: digests(newest(directory).snapshot.state)}
    return found


def digests(state: State) -> dict[str, str]:
    """Return digests of all that the promise of bits speaks of: the champion, the population, each column of history.

    Time is not in it, nor anything that belongs to the file format.
    """
    columns = {field.name: getattr(state.history, field.name) for field in fields(state.history)}
    return {
        "champion": _digest(state.best),
        "population": _digest([state.population, state.fitness, state.metrics, state.membership]),
        "species": _digest(state.species),
        "tracker": _digest(state.tracker),
        **{f"history {name}": _digest(column) for name, column in columns.items() if name != "seconds"},
    }


def _digest(value: Any) -> str:
    whole = hashlib.sha256()
    _feed(whole, value)
    return whole.hexdigest()[:16]


def _feed(whole: "hashlib._Hash", value: Any) -> None:
    if isinstance(value, np.ndarray):
        whole.update(f"{value.dtype} {value.shape} ".encode() + _bits(value))
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            whole.update(f"{field.name} ".encode())
            _feed(whole, getattr(value, field.name))
    elif isinstance(value, list):
        for one in value:
            _feed(whole, one)
    elif isinstance(value, float):
        _feed(whole, np.array([value]))
    else:
        whole.update(f"{value!r} ".encode())


def _bits(array: NDArray[Any]) -> bytes:
    """Return the bytes of an array, lowest first; all NaNs are one."""
    plain = np.where(np.isnan(array), np.nan, array) if array.dtype.kind == "f" else array
    return plain.astype(plain.dtype.newbyteorder("<")).tobytes()


def record() -> None:
    """Write the digests of all examples."""
    found = {}
    for example in EXAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            found[example] = evolve(example, Path(folder), interrupted=False)
    RECORD.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--record"]:
        raise SystemExit(__doc__)
    record()
