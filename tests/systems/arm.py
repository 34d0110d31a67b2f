"""The promise of bits on AArch64, on a machine that is none: Debian's Python for it, under QEMU.

    python -m tests.systems.arm [TEST …]

Everything is fetched below `.venv/arm`, nothing is installed: packages by apt with lists of its own, wheels by pip.
What runs is held to the digests that were recorded on x86-64; no part of it starts other processes, since those would
not be emulated.
"""

import os
import platform
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.systems.evolved import EXAMPLES
from tests.systems.floors import ROOT, needed

PLACE = ROOT / ".venv/arm"
PACKAGES = ("python3", "libstdc++6", "libgcc-s1")
"""Of Debian: the interpreter with all it needs, and what NumPy and LLVM are linked with."""

PLATFORMS = ("manylinux_2_28_aarch64", "manylinux_2_27_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64")

SLOWEST = ("cart_pole", "forager", "operator", "traffic")
OTHERS = " or ".join(example for example in EXAMPLES if example not in SLOWEST)
EVOLVED = "tests/systems/test_evolved.py"
PARTS: tuple[tuple[str, ...], ...] = (
    *((EVOLVED, "-k", example) for example in SLOWEST),
    (EVOLVED, "-k", OTHERS),
    ("tests/native/test_kernel.py", "tests/native/test_signature.py"),
    ("tests/native/test_random_kernels.py", "tests/native/test_object_layout.py", "-k", "not in_words"),
    ("tests/numeric/test_same_bits.py", "tests/faults/test_continued.py"),
)
"""All examples with a resume each, kernels, what is read of arrays, elementary functions, an old file gone on with."""


def main(tests: list[str]) -> int:
    if platform.machine() in {"aarch64", "arm64"}:
        print("This machine is an AArch64: `make test` runs all of the suite on it.")
        return 0
    if missing := [tool for tool in ("apt-get", "dpkg-deb") if shutil.which(tool) is None]:
        print(f"An AArch64 is emulated with Debian's packages, and {' and '.join(missing)} cannot be found: ", end="")
        print("run this on Debian or Ubuntu, or `make test` on an AArch64.")
        return 2
    emulated = emulation()
    said = run(emulated, ("-c", "import sys, platform; print(platform.machine(), sys.version)"))
    print(f"emulated: {said.stdout.strip()}", flush=True)
    if said.returncode:
        print(said.stderr)
        return 1
    parts = (tuple(tests),) if tests else PARTS
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = list(pool.map(lambda part: ran(emulated, part), parts))
    print("\nWhat ran on an emulated AArch64:")
    for part, (passed, words) in zip(parts, results, strict=True):
        print(f"  {'ok    ' if passed else 'FAILED'} {' '.join(part)}: {words}")
    return 0 if all(passed for passed, _ in results) else 1


def emulation() -> list[str]:
    """Fetch what is missing; return the command that is Python on an AArch64."""
    root, wheels, fetched = PLACE / "root", PLACE / "wheels", PLACE / "fetched"
    qemu = shutil.which("qemu-aarch64-static") or str(PLACE / "qemu/usr/bin/qemu-aarch64-static")
    if not Path(qemu).exists():
        print("fetching the emulator …", flush=True)
        unpack(packages(("qemu-user-static",), processor("x86_64"), PLACE / "apt-here"), PLACE / "qemu")
    if not fetched.exists():
        print("fetching Python for AArch64 …", flush=True)
        unpack(packages(PACKAGES, "arm64", PLACE / "apt"), root)
        fetched.touch()
    python = [qemu, "-L", str(root), str(root / "usr/bin/python3")]
    wanted = "\n".join((*PACKAGES, *needed()))
    if not (wheels / "wanted").exists() or (wheels / "wanted").read_text(encoding="utf-8") != wanted:
        print("fetching wheels …", flush=True)
        shutil.rmtree(wheels, ignore_errors=True)
        version = run(python, ("-c", "import sys; print('%d.%d' % sys.version_info[:2])")).stdout.strip()
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--quiet"]
        platforms = [word for name in PLATFORMS for word in ("--platform", name)]
        target = ["--target", str(wheels), "--python-version", version, "--only-binary=:all:"]
        subprocess.run([*pip, *target, *platforms, *needed()], check=True)
        (wheels / "wanted").write_text(wanted, encoding="utf-8")
    return python


def processor(machine: str) -> str:
    """Return Debian's name of this machine's kind of processor."""
    run = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=False)
    return run.stdout.strip() or machine


def packages(names: tuple[str, ...], architecture: str, place: Path) -> list[Path]:
    """Fetch packages and all they depend on; apt's lists for that stand in `place`, the system's stay as they are."""
    for folder in ("state/lists/partial", "cache/archives/partial"):
        (place / folder).mkdir(parents=True, exist_ok=True)
    (place / "state/status").touch()  # nothing is installed there, so everything is fetched
    options = {
        "APT::Architecture": architecture,
        "APT::Architectures": architecture,
        "Dir::State": f"{place}/state",
        "Dir::State::status": f"{place}/state/status",
        "Dir::Cache": f"{place}/cache",
        "Dir::Log": f"{place}/state",
        "APT::Sandbox::User": "",
        "Debug::NoLocking": "1",
    }
    apt = ["apt-get", "-qq", *(word for name, value in options.items() for word in ("-o", f"{name}={value}"))]
    subprocess.run([*apt, "update"], check=True)
    install = [*apt, "--download-only", "--yes", "--no-install-recommends", "install", *names]
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
    return sorted((place / "cache/archives").glob("*.deb"))


def unpack(files: list[Path], root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    for file in files:
        subprocess.run(["dpkg-deb", "-x", file, root], check=True)


def run(python: list[str], arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run the emulated Python, with its own libraries and its own cache of machine code."""
    root = Path(python[2])
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(PLACE),
        "PYTHONHOME": str(root / "usr"),
        "PYTHONPATH": str(PLACE / "wheels"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "QUALE_CACHE": str(PLACE / "quale-cache"),
    }
    return subprocess.run([*python, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def ran(python: list[str], part: tuple[str, ...]) -> tuple[bool, str]:
    """Run some tests; return whether they passed, and what their last line says."""
    start = time.monotonic()
    said = run(python, ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout", "0", *part))  # it takes its time
    last = ([line for line in said.stdout.splitlines() if line.strip()] or [said.stderr.strip()])[-1]
    print(f"{time.monotonic() - start:4.0f} s  {' '.join(part)}: {last}", flush=True)
    if said.returncode:
        print(said.stdout + said.stderr, flush=True)
    return said.returncode == 0, last


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
