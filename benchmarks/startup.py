"""CPU seconds until something is seen: the help, a check, a warm first generation, a cold compilation.

    python benchmarks/startup.py

Prints user + system seconds of child processes, best of three, against the limits the project sets itself, and exits 1
if one is missed. Each child is this interpreter running `python -m quale`, its modules compiled already, as an
installation has them; the code cache is a temporary folder.
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Case:
    """A command with the most CPU seconds it may take; cold ones start with an empty cache."""

    name: str
    arguments: tuple[str, ...]
    limit: float | None = None
    cold: bool = False


CASES = (
    Case("quale --help", ("--help",), 0.3),
    Case("quale check forager.quale, 141 lines", ("check", "forager.quale"), 0.35),
    Case("first generation of forager.quale, warm", ("evolve", "forager.quale", "--run", "Phase1"), 0.6),
    Case("first generation of operator.quale, warm", ("evolve", "operator.quale")),
    Case("first generation of operator.quale, cold", ("evolve", "operator.quale"), cold=True),
)
COMPILE_LIMIT = 2.0


def seconds(case: Case, folder: Path, turn: int) -> float:
    """Run a case in a directory of its own and return the CPU seconds of it and its threads."""
    cache = folder / (f"cold{turn}" if case.cold else "warm")
    environment = os.environ | {"QUALE_CACHE": str(cache), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    arguments = [str(EXAMPLES / word) if word.endswith(".quale") else word for word in case.arguments]
    if arguments[0] == "evolve":
        arguments += [
            "--generations",
            "1",
            "--seed",
            "1",
            "--overwrite",
            "--quiet",
            "--checkpoints",
            str(folder / "runs"),
        ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "quale", *arguments], env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> int:
    """Measure every case and print a table."""
    print(f"quale {version('quale-lang')}, numpy {version('numpy')}, llvmlite {version('llvmlite')}")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors, best of {ROUNDS}\n")
    taken = {}
    with tempfile.TemporaryDirectory() as name:
        for case in CASES:
            turns = [seconds(case, Path(name), turn) for turn in range(ROUNDS + 1)]
            taken[case.name] = min(turns[1:])  # the first fills the warm cache and the file system's
    rows = [(case.name, taken[case.name], case.limit) for case in CASES]
    rows.append(("compiling operator.quale: cold - warm", rows[-1][1] - rows[-2][1], COMPILE_LIMIT))
    for what, found, limit in rows:
        verdict = "" if limit is None else f"limit {limit} s   {'ok' if found <= limit else 'MISSED'}"
        print(f"{what:<45} {found:6.2f} s   {verdict}".rstrip())
    return 1 if any(limit is not None and found > limit for _, found, limit in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
