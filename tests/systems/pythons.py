"""The suite on every Python of this machine, with the newest libraries and with the oldest that are allowed.

    python -m tests.systems.pythons [--libraries newest|oldest] [PYTHON …]

The newest Python runs all of the suite and checks the types, the others and the oldest libraries run the quick part.
`PYTHON …` are paths of interpreters to take instead of those that are found. Environments stand in `.venv/pythons`.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.systems.floors import ROOT, floors, needed
from tests.systems.interpreters import Interpreter, interpreter, on_this_machine

PLACE = ROOT / ".venv/pythons"

QUICK = (
    "tests/systems",  # all examples to recorded bits, with a resume
    "tests/native",  # kernels, the linker, what is read of arrays
    "tests/numeric/test_same_bits.py",
    "tests/faults/test_continued.py",  # an old file, gone on with
    "tests/test_api.py",
    "tests/cli/test_main.py",
    "tests/cli/test_evolve.py",
)
"""The quick part: import, examples, kernels, a resume, the command."""

SHOWN = ("numpy", "llvmlite", "lark", "msgpack", "typer", "filelock")


@dataclass(frozen=True, slots=True)
class Part:
    """What one Python runs with one set of libraries."""

    python: Interpreter
    oldest: bool  # of the libraries
    whole: bool  # of the suite

    def __str__(self) -> str:
        libraries = "oldest" if self.oldest else "newest"
        what = "types and all of the suite" if self.whole else "the quick part"
        return f"Python {self.python!s:8} {libraries} libraries  {what}"


def parts(pythons: list[Interpreter], libraries: tuple[str, ...]) -> list[Part]:
    """Return what is to be run: all of the suite on the newest Python, if there are several."""
    found = []
    for rank, python in enumerate(reversed(pythons)):
        if "newest" in libraries and len(pythons) > 1:
            found.append(Part(python, oldest=False, whole=rank == 0))
        if "oldest" in libraries:
            found.append(Part(python, oldest=True, whole=False))
    return found


def environment(part: Part) -> Path:
    """Make a part's environment, or bring it up to date; return its Python."""
    name = ".".join(map(str, part.python.minor)) + ("-oldest" if part.oldest else "-newest")
    python = PLACE / name / "bin/python"
    known = interpreter(python) if python.exists() else None
    if known is None or known.version != part.python.version:
        subprocess.run([part.python.path, "-m", "venv", "--clear", PLACE / name], check=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--quiet"]
    wanted = [*needed(), *(["mypy"] if part.whole else [])]
    if part.oldest:
        constraints = PLACE / f"{name}.txt"
        constraints.write_text("\n".join(floors(needed())) + "\n", encoding="utf-8")
        subprocess.run([*pip, "--only-binary=:all:", "-c", constraints, *wanted], check=True)
    else:
        subprocess.run([*pip, "--upgrade", "--upgrade-strategy", "eager", *wanted], check=True)
    subprocess.run([*pip, "--no-deps", "-e", ROOT], check=True)
    return python


def versions(python: Path) -> str:
    """Return which libraries an environment has."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "list", "--format=freeze"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    have = dict(line.split("==") for line in run.stdout.splitlines() if "==" in line)
    return ", ".join(f"{name} {have[name]}" for name in SHOWN)


def ran(part: Part) -> tuple[bool, str]:
    """Run a part; return whether it passed, and what its last line says."""
    start = time.monotonic()
    python = environment(part)
    print(f"\n== {part}: {versions(python)}", flush=True)
    if part.whole:
        cache = python.parents[1] / "mypy"
        if subprocess.run([python, "-m", "mypy", "--cache-dir", cache], cwd=ROOT, check=False).returncode:
            return False, "the types are wrong"
    tests = () if part.whole else QUICK
    command = [python, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", *tests]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=suite_environment(python)) as run:
        assert run.stdout is not None
        last = ""
        for line in run.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    said = re.search(r"\d+ (passed|failed|error).*", last)
    words = said.group().rstrip("= ") if said else f"exit code {run.returncode}: {last}"
    return run.returncode == 0, f"{words}, with its environment {time.monotonic() - start:.0f} s"


def suite_environment(python: Path) -> dict[str, str]:
    """Return the environment of a suite: no code that another Python compiled, nothing that leads to its libraries."""
    cleared = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return cleared | {"QUALE_CACHE": str(python.parents[1] / "quale-cache")}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.systems.pythons", description=__doc__)
    parser.add_argument("--libraries", choices=["newest", "oldest"], help="only these; both by default")
    parser.add_argument("python", nargs="*", type=Path, help="interpreters to take instead of those found")
    asked = parser.parse_args(arguments)
    named = [interpreter(path) for path in asked.python]
    if None in named:
        unfit = asked.python[named.index(None)]
        raise SystemExit(f"{unfit} cannot be used: wanted a CPython from 3.11 on that can make environments")
    pythons = sorted((one for one in named if one), key=lambda one: one.version) or on_this_machine(os.environ)
    print("Pythons:", ", ".join(f"{one} ({one.path})" for one in pythons), flush=True)
    if len(pythons) == 1:
        print("One Python alone: `make test` runs all of the suite there with the newest libraries.")
    libraries = (asked.libraries,) if asked.libraries else ("newest", "oldest")
    results = [(part, *ran(part)) for part in parts(pythons, libraries)]
    print("\nWhat ran:")
    for part, passed, words in results:
        print(f"  {'ok    ' if passed else 'FAILED'} {part}: {words}")
    return 0 if all(passed for _, passed, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
