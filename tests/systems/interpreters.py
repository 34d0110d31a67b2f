"""The Pythons of this machine."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)

ASK = """
import platform, sys, sysconfig, venv, ensurepip
free = sysconfig.get_config_var("Py_GIL_DISABLED")
print(platform.python_implementation(), free and 1 or 0, *sys.version_info[:3], sys.version_info.releaselevel)
print(sys._base_executable)
"""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A CPython that can make environments."""

    path: Path
    version: tuple[int, int, int]

    def __str__(self) -> str:
        return ".".join(map(str, self.version))

    @property
    def minor(self) -> tuple[int, int]:
        """The version for which wheels are made."""
        return self.version[:2]


def on_this_machine(environment: Mapping[str, str]) -> list[Interpreter]:
    """Return the newest release of each version of Python that Quale is for, by version: on the path and pyenv's.

    Releases of one version share their wheels and the layout of their objects, so one of them speaks for all.
    """
    found = [one for path in candidates(environment) if (one := interpreter(path)) is not None]
    newest = {one.minor: one for one in sorted(found, key=lambda one: one.version)}
    return [newest[minor] for minor in sorted(newest)]


def candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    """Yield what may be a Python."""
    for folder in environment.get("PATH", "").split(os.pathsep):
        if Path(folder).is_dir():
            yield from sorted(path for path in Path(folder).iterdir() if re.fullmatch(r"python3(\.\d+)?", path.name))
    pyenv = environment.get("PYENV_ROOT") or str(Path(environment.get("HOME", "/nowhere")) / ".pyenv")
    yield from sorted(Path(pyenv).glob("versions/*/bin/python3"))


def interpreter(path: Path) -> Interpreter | None:
    """Return the Python at a path; None for what is older than Quale, not finished, not CPython, or makes no venv."""
    try:
        run = subprocess.run([path, "-I", "-c", ASK], capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    about, base = run.stdout.splitlines()
    kind, free_threaded, major, minor, micro, level = about.split()
    if (kind, free_threaded, level) != ("CPython", "0", "final") or (int(major), int(minor)) < OLDEST:
        return None
    return Interpreter(Path(base), (int(major), int(minor), int(micro)))
