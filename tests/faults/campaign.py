"""The fault campaign: python -m tests.faults.campaign [--quick] [--install]

Row by row of what a checkpoint must survive (docs/faults.md): the tests that fit into seconds, which `make test` runs,
too, and the long ones with strace, a small disk, fifty kills and a fuzzer. What the machine lacks is installed with
--install, or the row says why it was skipped. --quick leaves out what takes more than a minute. The exit code is 1 if
a row failed.
"""

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
FUZZ_SECONDS = 30
LIMIT = 3600
"""Seconds that one test of a row may take: what is long by its nature is here, and waits for nobody."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of faults: pytest files, or with `module` a command that is a row of its own."""

    fault: str
    tests: tuple[str, ...] = ()
    module: tuple[str, ...] = ()
    quick: bool = True
    bounds: bool = False  # whether kernels look at every index, and end the process at one outside


ROWS = (
    Row("kill -9 around every call of a run", ("test_killed.py",)),
    Row("kill -9, errors, short writes at every system call", ("long_system_calls.py",), quick=False),
    Row("a disk that fills up and is freed", ("test_disk_full.py",)),
    Row("the same with a real one", ("long_disk_full.py",)),
    Row("power loss: every legal state", ("test_power_loss.py",)),
    Row("cut at every byte, bits flipped", ("test_damage.py",)),
    Row("every bit flipped", ("long_damage.py",)),
    Row("hostile content under correct digests", ("../hostile", "../checkpoint/test_hostile.py")),
    Row("the same, fuzzed", module=("tests.hostile.fuzz", str(FUZZ_SECONDS)), quick=False),
    Row("the same, 2,000 fields changed, every index looked at", module=("tests.hostile.fields", "2000")),
    Row("kernels that look at every index", ("../native", "../genome", "../evolution"), quick=False, bounds=True),
    Row("50 random kill -9; SIGTERM at any moment", ("long_soak.py",), quick=False),
    Row("signals once and twice, in every stage, of all kinds", ("test_signals.py",)),
    Row("the same in long stages: 2 s", ("long_stages.py",), quick=False),
    Row("the stop flag follows from what a tick costs", ("../compiler/test_emit.py",)),
    Row("streams closed, broken, full", ("test_output.py",)),
    Row("pruning as a state machine", ("test_pruning.py",)),
    Row("run directories of every kind", ("test_places.py",)),
    Row("files of every version, continued", ("test_continued.py", "../checkpoint/test_format.py")),
    Row("the suite itself: seeded bugs", module=("tests.faults.sabotage",), quick=False),
)


def pytest_row(row: Row) -> tuple[str, str]:
    """Run a row's tests; return passed, failed or skipped, and what there is to say."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "report.xml"
        files = [str(ROOT / "tests" / "faults" / name) for name in row.tests]
        options = [
            "-q",
            "-p",
            "no:cacheprovider",
            f"--timeout={LIMIT}",
            "-o",
            "junit_logging=system-out",
            f"--junit-xml={report}",
        ]
        run = subprocess.run(
            [PYTHON, "-m", "pytest", *options, *files],
            cwd=ROOT,
            env=os.environ | ({"QUALE_BOUNDS": "1"} if row.bounds else {}),
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.exists():
            return "failed", (run.stdout + run.stderr).strip()[-500:]
        suite = ET.parse(report).getroot()
    counts = {name: int(suite[0].get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    said = [line for out in suite.iter("system-out") for line in (out.text or "").splitlines() if line.strip()]
    said = [line for line in said if not line.startswith("---")]  # pytest's own headings
    reasons = sorted({element.get("message", "") for element in suite.iter("skipped")})
    if counts["failures"] or counts["errors"]:
        failed = re.findall(r"^(?:FAILED|ERROR) (.*)", run.stdout, re.MULTILINE)
        return "failed", "; ".join(failed)
    words = [f"{counts['tests'] - counts['skipped']} tests", *said]
    if counts["skipped"]:
        words.append(f"{counts['skipped']} skipped: {'; '.join(reasons)}")
    return ("skipped" if counts["skipped"] == counts["tests"] else "passed"), ", ".join(words)


def module_row(row: Row) -> tuple[str, str]:
    """Run a row's command; the last line that it says is what there is to say."""
    if row.module[0].endswith("fuzz") and importlib.util.find_spec("atheris") is None:
        return "skipped", "atheris is not installed; it has wheels for some versions of Python: pip install atheris"
    run = subprocess.run([PYTHON, "-m", *row.module], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = (run.stdout + run.stderr).strip().splitlines()
    executed = [line.split()[-1] + " inputs" for line in lines if "number_of_executed_units" in line]
    missed = [line for line in lines if "NOT NOTICED" in line]
    return ("failed" if run.returncode else "passed"), ", ".join(missed or executed or lines[-1:])


def install() -> None:
    """Install strace by the system's packages and atheris by pip, as far as that works; rows say what is missing."""
    if shutil.which("strace") is None and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-qq", "strace"], check=False, stdout=subprocess.DEVNULL)
    if importlib.util.find_spec("atheris") is None:
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--only-binary=:all:"]
        subprocess.run([*pip, "atheris>=2.3"], check=False)


def main() -> int:
    """Run all rows and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave out what takes more than a minute")
    parser.add_argument("--install", action="store_true", help="install strace and atheris where that is possible")
    chosen = parser.parse_args()
    if chosen.install:
        install()
    began, failed = time.monotonic(), 0
    for row in ROWS:
        start = time.monotonic()
        if chosen.quick and not row.quick:
            outcome, words = "left out", "run `make faults` for it"
        else:
            outcome, words = module_row(row) if row.module else pytest_row(row)
        failed += outcome == "failed"
        print(f"{row.fault:52} {outcome:8} {time.monotonic() - start:5.0f} s  {words}", flush=True)
    print(f"{len(ROWS) - failed} of {len(ROWS)} rows without a failure, {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
