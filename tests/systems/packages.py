"""What is published: a wheel and an sdist, each installed into an empty environment where the command evolves.

    python -m tests.systems.packages

The champion that comes of it has the recorded bits, and the sdist holds every file that the repository does. All of it
stands in `.venv/packages`.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

from quale.checkpoint.directory.resume import newest
from tests.systems.evolved import GENERATIONS, RECORD, digests
from tests.systems.floors import ROOT

PLACE = ROOT / ".venv/packages"
EXAMPLE, RUN = "xor", "Xor"
OUTSIDE = (".gitignore", ".github/")
"""What an sdist need not hold."""


def environment(name: str) -> Path:
    """Make an empty environment; return its folder of commands."""
    venv.create(PLACE / name, clear=True, with_pip=True)
    return PLACE / name / "bin"


def install(commands: Path, *what: str | Path) -> None:
    pip = [str(commands / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--quiet"]
    subprocess.run([*pip, *what], check=True)


def build() -> tuple[Path, Path]:
    """Return an sdist, and a wheel that was built from it."""
    made = PLACE / "dist"
    shutil.rmtree(made, ignore_errors=True)
    commands = environment("build")
    install(commands, "build")
    subprocess.run([commands / "python", "-m", "build", "--outdir", made, ROOT], check=True, stdout=subprocess.DEVNULL)
    (sdist,), (wheel,) = made.glob("*.tar.gz"), made.glob("*.whl")
    return sdist, wheel


def tracked() -> set[str] | None:
    """Return the repository's files, None where this is no checkout."""
    try:
        run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return {name for name in run.stdout.split("\0") if name and (ROOT / name).exists()}


def absent(sdist: Path, wheel: Path, files: set[str]) -> list[str]:
    """Return the files that a package lacks: the sdist all of the repository, the wheel all of the code."""
    with tarfile.open(sdist) as tar:
        held = {name.partition("/")[2] for name in tar.getnames()}
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    code = {name for name in files if name.startswith("quale/")} | {"quale/grammar/quale.lark"}
    return [
        *(f"the sdist lacks {name}" for name in sorted(files - held) if not name.startswith(OUTSIDE)),
        *(f"the wheel lacks {name}" for name in sorted(code - inside)),
        *(f"the wheel holds {name}" for name in sorted(inside) if not name.startswith(("quale/", "quale_lang-"))),
    ]


def used(package: Path) -> list[str]:
    """Install a package into an empty environment and use the command there; return what went wrong."""
    commands = environment("sdist" if package.suffix == ".gz" else "wheel")
    install(commands, package)
    hidden = {"PYTHONPATH", "PYTHONHOME", "QUALE_CACHE"}
    around = {name: value for name, value in os.environ.items() if name not in hidden} | {"PYTHONWARNINGS": "error"}
    last = GENERATIONS[-1]
    with tempfile.TemporaryDirectory() as folder:
        program = shutil.copy(ROOT / f"examples/{EXAMPLE}.quale", folder)
        around["QUALE_CACHE"] = f"{folder}/cache"
        for arguments in (
            ("--version",),
            ("check", program),
            ("evolve", program, "--generations", str(last)),
            ("inspect", RUN, "--graph", "brain.svg"),
        ):
            run = subprocess.run(
                [commands / "quale", *arguments], cwd=folder, env=around, capture_output=True, text=True, check=False
            )
            if run.returncode:
                return [f"{package.name}: quale {' '.join(arguments)}: exit code {run.returncode}\n{run.stderr}"]
            print(f"{package.name}: quale {arguments[0]}: {run.stdout.splitlines()[-1] if run.stdout else 'done'}")
        found = digests(newest(Path(folder) / "checkpoints" / EXAMPLE).snapshot.state)
    if found != json.loads(RECORD.read_text("utf-8"))[EXAMPLE][RUN][str(last)]:
        return [f"{package.name}: the command evolved other bits than are recorded"]
    return []


def main() -> int:
    sdist, wheel = build()
    files = tracked()
    if files is None:
        print("This is no checkout: what the packages hold is not compared with the repository.")
    wrong = [*(absent(sdist, wheel, files) if files else ()), *used(wheel), *used(sdist)]
    print("\n".join(wrong) or f"{wheel.name} and {sdist.name} are whole and evolve the recorded bits")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
