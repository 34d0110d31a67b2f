"""A campaign of mutants: python -m tests.mutants --seed N --count 100 [--room ROOM] [--wide] [--again]

One comparison, constant, statement or operator of the package is changed in a copy of the tree, then tests run: those
of its room first, then those that name its file, with --wide all others. What no test notices survives and is printed
with its diff; either a test is missing or nothing can be told apart (tests/mutants/equivalent.toml, with the reason).

The seed chooses places, rooms by the square root of their size, so that small ones are looked at. Outcomes are kept
in --state, a file of a line each, so that a campaign that was stopped goes on; --again tries those that survived anew.
"""

import argparse
import difflib
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from tests.mutants.mutate import Mutant, is_python, mutants_of
from tests.mutants.rooms import room_of
from tests.mutants.trial import Outcome, Witnesses, copy_of, looked_at

ROOT = Path(__file__).parents[2]
EQUIVALENT = Path(__file__).with_name("equivalent.toml")


def chosen(root: Path, seed: int, count: int, room: str | None = None) -> list[Mutant]:
    """Return the mutants of a seed, in its order."""
    places: dict[str, list[Mutant]] = {}
    for path in sorted((root / "quale").rglob("*.py")):
        file = path.relative_to(root).as_posix()
        if room in {None, room_of(file)}:
            places.setdefault(room_of(file), []).extend(mutants_of(file, path.read_text(encoding="utf-8")))
    dice = random.Random(seed)
    for mutants in places.values():
        dice.shuffle(mutants)
    found: list[Mutant] = []
    while len(found) < count and (rooms := [name for name in places if places[name]]):
        (name,) = dice.choices(rooms, [len(places[name]) ** 0.5 for name in rooms])
        mutant = places[name].pop()
        if is_python(mutant.applied((root / mutant.file).read_text(encoding="utf-8"))):
            found.append(mutant)
    return found


def change(root: Path, mutant: Mutant) -> tuple[str, str]:
    """Return the line that a mutant changes, before and after, without indentation."""
    text = (root / mutant.file).read_text(encoding="utf-8")
    after = mutant.applied(text)
    start = text.rfind("\n", 0, mutant.start) + 1
    lines = [whole[start:].splitlines() or [""] for whole in (text, after)]
    old, new = (line[0].strip() for line in lines)
    return old, new


def diff(root: Path, mutant: Mutant) -> str:
    """Return a mutant as a diff."""
    text = (root / mutant.file).read_text(encoding="utf-8")
    lines = (text.splitlines(keepends=True), mutant.applied(text).splitlines(keepends=True))
    return "".join(difflib.unified_diff(*lines, mutant.file, mutant.file, n=2))


def name_of(root: Path, mutant: Mutant) -> str:
    """Return a name that stays the same as long as the file does."""
    text = (root / mutant.file).read_text(encoding="utf-8")
    return hashlib.sha256(json.dumps([asdict(mutant), text]).encode()).hexdigest()[:16]


def kept(state: Path) -> dict[str, Outcome]:
    """Return the outcomes of a campaign that was begun before."""
    if not state.exists():
        return {}
    rows = [json.loads(line) for line in state.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
    return {row["name"]: Outcome(row["result"], row["by"], row["seconds"]) for row in rows}


def equivalent() -> set[tuple[str, str, str]]:
    """Return the mutants that were judged to change nothing that can be told: file name, line, changed line."""
    rows = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"]
    return {(row["file"], row["line"], row["by"]) for row in rows}


def table(rooms: dict[str, Counter[str]]) -> str:
    """Return the table of all rooms."""
    lines = [f"{'room':14}{'mutants':>8}{'noticed':>9}{'timed out':>11}{'survived':>10}{'equivalent':>12}{'share':>8}"]
    total: Counter[str] = Counter()
    for room, counts in [*sorted(rooms.items()), ("all", total)]:
        seen, judged = counts["noticed"] + counts["timed out"], counts["equivalent"]
        telling = seen + counts["survived"]
        share = f"{seen / telling:.0%}" if telling else "-"
        numbers = f"{telling + judged:8}{counts['noticed']:9}{counts['timed out']:11}{counts['survived']:10}{judged:12}"
        lines.append(f"{room:14}{numbers}{share:>8}")
        if counts is not total:
            total += counts
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="tests.mutants", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--room", help="only this folder or file of quale/")
    parser.add_argument("--wide", action="store_true", help="run all tests for what the room's tests do not notice")
    parser.add_argument("--again", action="store_true", help="try those that survived anew")
    parser.add_argument("--list", action="store_true", help="print the mutants and run nothing")
    parser.add_argument(
        "--limit", type=float, default=900, help="seconds for the tests of a stage: a slow machine notices nothing"
    )
    parser.add_argument("--state", type=Path, default=ROOT / ".mutants.jsonl", help="where outcomes are kept")
    return parser.parse_args()


def main() -> int:
    """Run a campaign; the exit code is 1 if a mutant survived."""
    asked = arguments()
    if asked.list:
        print("".join(diff(ROOT, mutant) for mutant in chosen(ROOT, asked.seed, asked.count, asked.room)))
        return 0
    known, judged = kept(asked.state), equivalent()
    rooms: dict[str, Counter[str]] = {}
    survivors: list[Mutant] = []
    with tempfile.TemporaryDirectory() as place, asked.state.open("a", encoding="utf-8") as log:
        folder = Path(place)
        copy_of(ROOT, folder)  # which stays as it is, whatever happens to the tree meanwhile
        mutants = chosen(folder, asked.seed, asked.count, asked.room)
        witnesses = Witnesses(folder, asked.limit)
        for number, mutant in enumerate(mutants, 1):
            room, name = room_of(mutant.file), name_of(folder, mutant)
            outcome = known.get(name)
            if (Path(mutant.file).name, *change(folder, mutant)) in judged:
                outcome = Outcome("equivalent", "", 0.0)
            elif outcome is None or (asked.again and outcome.result == "survived"):
                outcome = looked_at(witnesses, mutant, wide=asked.wide)
                print(json.dumps({"name": name, **asdict(outcome)}), file=log, flush=True)
            rooms.setdefault(room, Counter())[outcome.result] += 1
            old, new = change(folder, mutant)
            print(
                f"{number:4} {outcome.result:10} {outcome.seconds:5.0f} s  {mutant.file}: {old} → {new}  {outcome.by}"
            )
            sys.stdout.flush()
            if outcome.result == "survived":
                survivors.append(mutant)
        print("\n" + "\n".join(diff(folder, mutant) for mutant in survivors))
    print(table(rooms))
    return 1 if survivors else 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except subprocess.CalledProcessError as error:
        raise SystemExit(str(error)) from error
