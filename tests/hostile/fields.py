"""Hostile fields, and the engine behind them: python -m tests.hostile.fields [COUNT] [SEED]

Each case is the checkpoint of a real evolution in which one to three values were changed, under correct digests. What
the reader accepts goes on for three generations in kernels that look at every index. A case ends in a CheckpointError
or in sound generations; an index outside an array ends the process, which is why it is one of its own.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.format.codec import assemble, decode, encode, pack
from quale.checkpoint.format.sections import to_plain
from quale.diagnostics import QualeError
from quale.evolution.initialize import found
from quale.evolution.records.state import State
from quale.genome.express import express
from quale.genome.invariants import violations
from tests.checkpoint.made import ORIGIN
from tests.checkpoint.test_evolved import ENDS, after, settings, snapshot_of

ROOT = Path(__file__).parents[2]
GENERATIONS = 3
WHOLE = (-1, 0, 1, 2, 127, 255, 2**15 - 1, 2**31 - 1, -(2**31), 2**62)
REAL = (0.0, -0.0, 5e-324, 1e-300, -1.7e308, 1.7e308, float("inf"), float("nan"), 1.0, -1.0)
Document = dict[str, Any]


def grown(*, recurrent: bool) -> State:
    """Return a population after a few generations in which its structure changed often."""
    state = found(settings(recurrent=recurrent), ENDS)
    for _ in range(8):
        state = after(state, settings(recurrent=recurrent))
    return state


def leaves(tree: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the ways to all values of a document that are no maps or lists."""
    if isinstance(tree, dict | list) and tree:
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(value, (*way, key))
    elif way:
        yield way


def otherwise(value: Any, dice: np.random.Generator) -> Any:
    """Return a value of the same type that is another, more often near than far."""
    if isinstance(value, np.ndarray):
        return _array(value, dice)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return int(dice.choice([value - 1, value + 1, *WHOLE]))
    if isinstance(value, float):
        return float(dice.choice([value * 2, np.nextafter(value, np.inf), *REAL]))
    if isinstance(value, str):
        return value[:-1] if dice.random() < 0.5 else value + "x"
    return value


def _array(values: NDArray[Any], dice: np.random.Generator) -> NDArray[Any]:
    changed = values.copy()
    if not changed.size:
        return changed
    flat = changed.reshape(-1)
    for at in dice.integers(flat.size, size=int(dice.integers(1, 4))):
        near = flat[[at - 1, (at + 1) % flat.size, int(dice.integers(flat.size))]].tolist()
        if values.dtype == np.bool_:
            flat[at] = not flat[at]
        elif values.dtype.kind == "f":
            flat[at] = dice.choice([*near, *REAL])
        else:
            bounds = np.iinfo(values.dtype)
            wanted = int(dice.choice([*near, int(flat[at]) + 1, int(flat[at]) - 1, *WHOLE]))
            replaced = flat[at]
            flat[at] = min(max(wanted, bounds.min), bounds.max)
            if dice.random() < 0.3:  # everywhere alike, as in a file that agrees with itself
                flat[flat == replaced] = flat[at]
    return changed


def change(document: Document, dice: np.random.Generator) -> str:
    """Change one to three values of a document; return where."""
    ways = list(leaves(document))
    names = []
    for number in dice.integers(len(ways), size=int(dice.choice([1, 1, 1, 2, 3]))):
        way = ways[number]
        place = document
        for key in way[:-1]:
            place = place[key]
        place[way[-1]] = otherwise(place[way[-1]], dice)
        names.append(".".join(map(str, way)))
    return ", ".join(names)


def went_on(state: State, *, recurrent: bool) -> str:
    """Go on from what was read; return what is wrong with it, nothing where it is sound."""
    told = settings(recurrent=recurrent)
    for _ in range(GENERATIONS):
        state = after(state, told)
        if len(state.population) != told.population:
            return f"a population of {len(state.population)}"
        if violations(state.population, state.interface, recurrent):
            return "genomes that are none"
        express(state.population, state.interface, recurrent)
    return ""


def cases(count: int, seed: int) -> Counter[str]:
    """Try all cases, naming each on standard output before it is tried; return how often which outcome came."""
    outcomes: Counter[str] = Counter()
    bases = []
    for recurrent in (False, True):
        whole = snapshot_of(grown(recurrent=recurrent), recurrent=recurrent)
        unpacker = msgpack.Unpacker()
        unpacker.feed(encode(whole, ORIGIN, dense=False))
        header = next(unpacker)
        del header["sections"]
        bases.append((header, to_plain(whole)))
    for number in range(count):
        dice = np.random.default_rng((seed, number))
        header, document = deepcopy(bases[number % 2])
        print(f"case {number} of seed {seed}: {change(document, dice)}", flush=True)
        try:
            data = assemble(header, {name: pack(section) for name, section in document.items()})
            state = decode(data, "case")[1].state
        except QualeError:
            outcomes["refused"] += 1
            continue
        wrong = went_on(state, recurrent=bool(number % 2))
        outcomes["read"] += 1
        if wrong:
            print(f"goes on with {wrong}")
            raise SystemExit(1)
    return outcomes


def main(arguments: list[str]) -> int:
    """Run the cases in a process of their own; say how they ended, or at which one the process did."""
    if arguments[:1] == ["inside"]:
        print(", ".join(f"{count} {outcome}" for outcome, count in sorted(cases(*map(int, arguments[1:])).items())))
        return 0
    count, seed = (*map(int, arguments), 2000, 0)[:2] if arguments else (2000, 0)
    run = subprocess.run(
        [sys.executable, "-m", "tests.hostile.fields", "inside", str(count), str(seed)],
        cwd=ROOT,
        env=os.environ | {"QUALE_BOUNDS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = run.stdout.splitlines() or [""]
    if run.returncode:
        print("\n".join(run.stderr.splitlines()[-12:]))
        print(f"{said[-1]}: the process ended with {run.returncode}")
        return 1
    print(f"{count} cases: {said[-1]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
