"""One mutant at a time, in a copy of the tree: does a test notice?"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutants.mutate import Mutant
from tests.mutants.rooms import stages_of

PARTS = (
    "quale",
    "grammar",
    "tests",
    "examples",
    "docs",
    "benchmarks",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
)
PER_TEST = 60
"""Seconds for one test."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a mutant."""

    result: str  # noticed, timed out or survived
    by: str  # the test that noticed
    seconds: float


def copy_of(root: Path, folder: Path) -> None:
    """Copy what tests need; bytecode is compared with its source by content, since edits follow within a second."""
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        elif (root / part).exists():
            shutil.copy(root / part, folder / part)
    compiled = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "quale"]
    subprocess.run(compiled, cwd=folder, check=True)


def trial(folder: Path, mutant: Mutant | None, tests: list[str], limit: float, without: Sequence[str]) -> Outcome:
    """Run test files with a mutant in place until one fails, with an empty cache of machine code."""
    began = time.monotonic()
    path = folder / mutant.file if mutant else folder
    text = path.read_text(encoding="utf-8") if mutant else ""
    with tempfile.TemporaryDirectory() as cache:
        own = {"PYTHONPATH": str(folder), "QUALE_CACHE": cache, "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
        options = ["-x", "-v", "-n", "0", "-p", "no:cacheprovider", f"--timeout={PER_TEST}", "--tb=no"]
        command = [
            sys.executable,
            "-m",
            "pytest",
            *options,
            "--hypothesis-profile=mutants",
            *(f"--deselect={test}" for test in without),
            *tests,
        ]
        try:
            if mutant:
                path.write_text(mutant.applied(text), encoding="utf-8")
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=os.environ | own,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
            try:
                said, _ = process.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.communicate()
                return Outcome("timed out", "", time.monotonic() - began)
        finally:
            if mutant:
                path.write_text(text, encoding="utf-8")
    return _outcome(process.returncode, said, time.monotonic() - began)


def _outcome(code: int, said: str, seconds: float) -> Outcome:
    if code == 0:
        return Outcome("survived", "", seconds)
    if code == 5:
        return Outcome("survived", "no tests", seconds)
    failed = [line.split(" - ")[0] for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))]
    late = "+ Timeout +" in said
    started = [line.split(" ")[0] for line in said.splitlines() if line.startswith("tests/") and "::" in line]
    by = failed[0].partition(" ")[2] if failed else (started or [said.strip().rpartition("\n")[2]])[-1][:200]
    return Outcome("timed out" if late else "noticed", by, seconds)


@dataclass(slots=True)
class Witnesses:
    """Tests that noticed something, held against the tree as it is: those that fail there, too, are left out."""

    folder: Path
    limit: float
    sound: set[str] = field(default_factory=set)
    unsound: set[str] = field(default_factory=set)
    noticed: Counter[str] = field(default_factory=Counter)  # by file: who noticed something before comes first

    def believed(self, test: str) -> bool:
        """Return whether a test passes without a mutant."""
        if "::" in test and test not in self.sound | self.unsound:
            passes = trial(self.folder, None, [test], self.limit, ()).result == "survived"
            (self.sound if passes else self.unsound).add(test)
        return test not in self.unsound

    def look(self, mutant: Mutant, tests: list[str]) -> Outcome:
        """Run test files until a test notices a mutant that passes without it."""
        ordered = sorted(tests, key=lambda file: -self.noticed[file])
        while True:
            outcome = trial(self.folder, mutant, ordered, self.limit, sorted(self.unsound))
            if outcome.result == "survived" or self.believed(outcome.by):
                self.noticed[outcome.by.partition("::")[0]] += 1
                return outcome


def looked_at(witnesses: Witnesses, mutant: Mutant, *, wide: bool) -> Outcome:
    """Run the tests of a mutant's room, those that name its file, and if asked for all others, until one fails."""
    seconds, last = 0.0, Outcome("survived", "", 0.0)
    for tests in stages_of(witnesses.folder, mutant.file)[: 3 if wide else 2]:
        if tests:
            last = witnesses.look(mutant, tests)
            seconds += last.seconds
            if last.result != "survived":
                break
    return Outcome(last.result, last.by, round(seconds, 1))
