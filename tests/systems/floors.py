"""The oldest libraries that `pyproject.toml` allows."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINTERS = ("mypy", "ruff")
"""They look at the source, which is the same with all libraries: their newest version does so in `make test`."""


def needed() -> list[str]:
    """Return what has to be installed to run the suite: Quale's dependencies and what the tests need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools = project["optional-dependencies"]["test"]
    return [*project["dependencies"], *(tool for tool in tools if not tool.startswith(LINTERS))]


def floors(requirements: list[str]) -> list[str]:
    """Return constraints that pin each requirement to its oldest version.

    Raises:
        ValueError: A requirement has no oldest version, or more than that.
    """
    pinned = []
    for requirement in requirements:
        version, separator, marker = requirement.partition(";")
        if version.count(">=") != 1 or any(sign in version for sign in ("<", "==", ",", "~", "!")):
            raise ValueError(f"`{requirement}` must say its oldest version with >= and nothing else")
        pinned.append(version.replace(">=", "==") + separator + marker)
    return pinned
