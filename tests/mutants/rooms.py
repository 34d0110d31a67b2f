"""Which tests look at which room: read from the folders, and from what test files import.

A room is the first folder below `quale/`, or a file there. Its tests lie in the folder of that name below `tests/`;
next come those that name the changed file or have its name, and those that play whole sessions; then, if asked for, all
others.
"""

import re
from functools import cache
from pathlib import Path

WHOLE = ("tests/cli/test_transcripts.py", "tests/test_api.py")
"""What goes through all rooms in some seconds."""


def room_of(file: str) -> str:
    """Return the room of a file of the package, as in `quale/report/draw.py`."""
    return file.split("/")[1].removesuffix(".py")


@cache
def texts_of_tests(root: Path) -> dict[str, str]:
    """Return all test files, by their path below the root, with their texts and those of the helpers beside them."""
    found: dict[str, str] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        name = path.relative_to(root).as_posix()
        if not name.startswith("tests/mutants/"):
            found[name] = path.read_text(encoding="utf-8")
    return found


def stages_of(root: Path, file: str) -> list[list[str]]:
    """Return the test files for a changed file in three stages, each in the order of how likely they are to notice."""
    texts, room = texts_of_tests(root), room_of(file)
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    words = set(re.split(r"[/_.]", file.removesuffix(".py"))) - {"quale", room}

    def likely(name: str) -> tuple[int, int, int, str]:
        stem = set(re.split(r"[/_.]", name))
        slow = re.search(r"faults/|differential|readme|house|limit", name) is not None
        return slow, -texts[name].count(module), -len(words & stem), name

    quick = [name for name in texts if "fuzz" not in name]  # fuzzers take longer than all else of their room
    own = [name for name in quick if name.startswith((f"tests/{room}/", f"tests/test_{room}"))]
    if not own:
        own = [name for name in quick if f"quale.{room}" in texts[name] and not name.startswith("tests/faults/")]
    if not own:  # reached through the API alone
        own = [name for name in quick if name.count("/") == 1]
    named = [name for name in quick if name in WHOLE or module in texts[name] or words & set(re.split(r"[/_.]", name))]
    near = [name for name in named if name not in own]
    rest = [name for name in texts if name not in own and name not in near]
    return [sorted(stage, key=likely) for stage in (own, near, rest)]
