"""Other people's engines in an environment of their own, and C compiled for this machine."""

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent.parent
PACKAGES = ("neat-python==2.0.0", "jax>=0.4")
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC", "-Wno-psabi")


class Peer:
    """A process that runs a module of benchmarks/peers and answers requests."""

    def __init__(self, python: Path, script: str) -> None:
        command: list[str | Path] = [python, "-m", f"benchmarks.peers.{script}"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=HERE.parent, stdin=pipe, stdout=pipe, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

    def ask(self, task: str, **arguments: Any) -> dict[str, Any]:
        """Send a request and wait for its answer."""
        pipes = self._process.stdin, self._process.stdout
        if pipes[0] is None or pipes[1] is None:
            raise RuntimeError("the peer has no pipes")
        pipes[0].write(json.dumps({"task": task, **arguments}) + "\n")
        pipes[0].flush()
        line = pipes[1].readline()
        if not line:
            raise RuntimeError(f"the peer died over {task}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def cache() -> Path:
    """Return the folder for the peers' environment and compiled C, kept between runs."""
    home = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache")
    return Path(home) / "quale-benchmarks"


def environment() -> Path | None:
    """Return the Python of an environment with the peers, made if it is missing; None if they cannot be installed."""
    folder = cache() / f"peers-{hashlib.sha256(repr((PACKAGES, sys.version)).encode()).hexdigest()[:12]}"
    python = folder / "bin" / "python"
    done = folder / "complete"
    if not done.exists():
        print(f"installing {', '.join(PACKAGES)} into {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        install: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            *PACKAGES,
        ]
        if subprocess.run(install, check=False).returncode:
            return None
        done.touch()
    return python


def compiler() -> str | None:
    """Return the C compiler of this machine, if there is one."""
    return next((path for name in ("gcc", "cc", "clang") if (path := shutil.which(name))), None)


def compiler_version() -> str:
    """Return what the compiler says of itself."""
    found = compiler()
    if found is None:
        return "no C compiler"
    return subprocess.run([found, "--version"], check=True, capture_output=True, text=True).stdout.splitlines()[0]


def native(source: str, *defines: str) -> Any:
    """Return benchmarks/native/SOURCE as a library; None without a compiler."""
    found = compiler()
    if found is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="quale-benchmark-"))
    library = folder / "native.so"
    words: list[str | Path] = [
        *FLAGS,
        *(f"-D{define}" for define in defines),
        "-o",
        library,
        HERE / "native" / source,
        "-lm",
    ]
    subprocess.run([found, *words], check=True)
    loaded = ctypes.CDLL(str(library))
    shutil.rmtree(folder)
    return loaded


def pointer(array: NDArray[Any]) -> ctypes.c_void_p:
    """Return the address of an array that C reads or writes."""
    if not array.flags.c_contiguous:
        raise ValueError("the array must be contiguous")
    return ctypes.c_void_p(array.ctypes.data)


def stored(folder: Path, name: str, arrays: dict[str, Any]) -> str:
    """Save arrays for a peer to load."""
    path = folder / f"{name}.npz"
    np.savez(path, **arrays)
    return str(path)
