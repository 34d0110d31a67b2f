"""A kernel that is edited in any way runs its own code, though the code of the one before lies in the cache."""

import importlib.util
import linecache
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from quale.compiler.compile import SOURCES
from quale.native import cache
from quale.native.cache import key_of, source_digest
from quale.native.dependencies import dependencies
from quale.native.kernel import function_of
from quale.native.link import host
from quale.native.operators import KernelError

SOURCE = """
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.native import words
from quale.native.kernel import kernel
from quale.native.words import add_words as joined

LIMIT = 3
SCALE = 0.5


@dataclass(frozen=True)
class Link:
    source: int
    target: int
    weight: NDArray[np.int32]


@kernel
def inner(x: float, y: float) -> float:
    return x - y


@kernel
def other(x: float, y: float) -> float:
    return x + y


@kernel
def run(link: Link, bytes_: NDArray[np.uint8], x: float, y: float) -> float:
    total = 100.0 * min(x, y) + inner(x, y) * SCALE
    for i in range(LIMIT):
        total += link.source * link.weight[i]
    if x < y:
        total += math.floor(x)
    total += abs(x) + joined(LIMIT, 7) + words.multiply_low(5, LIMIT)
    return total + bytes_[0]
"""

EDITS = {
    "a built-in function by another": ("min(x, y)", "max(x, y)"),
    "a built-in function by a name of the module": ("LIMIT = 3\n", "LIMIT = 3\nmin = max\n"),
    "a field of a record": ("link.source *", "link.target *"),
    "the order of a record's fields": ("source: int\n    target: int", "target: int\n    source: int"),
    "a constant": ("100.0", "101.0"),
    "an operator": ("link.source * link", "link.source + link"),
    "a comparison": ("x < y", "x > y"),
    "the order of locals": ("inner(x, y)", "inner(y, x)"),
    "a number of the module": ("LIMIT = 3", "LIMIT = 2"),
    "the kind of a number of the module": ("SCALE = 0.5", "SCALE = 0.25"),
    "a called kernel": ("return x - y", "return y - x"),
    "which kernel is called": ("inner(x, y) * SCALE", "other(x, y) * SCALE"),
    "what a kernel's name stands for": ("@kernel\ndef run", "inner = other\n\n\n@kernel\ndef run"),
    "a function of a module": ("math.floor(x)", "math.sqrt(x)"),
    "what a module's name stands for": ("import math\n", "import types\nmath = types.SimpleNamespace(floor=abs)\n"),
    "what an imported name stands for": ("add_words as joined", "multiply_low as joined"),
    "a function of the project's module": ("words.multiply_low", "words.add_words"),
    "a statement less": ("        total += math.floor(x)\n", "        pass\n"),
}


def module_of(folder: Path, source: str) -> ModuleType:
    """Import a text under the same name from the same place, as after an edit and another start."""
    path = folder / "edited_kernel.py"
    path.write_text(source, encoding="utf-8")
    linecache.clearcache()
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    exec(compile(source, str(path), "exec"), vars(module))  # noqa: S102 (no bytecode file of the same second)
    return module


def arguments(module: ModuleType) -> tuple[Any, ...]:
    link = module.Link(source=2, target=5, weight=np.array([7, 11, 13], dtype=np.int32))
    return link, np.array([250], dtype=np.uint8), 1.5, 2.75


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUALE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setitem(sys.modules, "edited_kernel", ModuleType("edited_kernel"))
    return tmp_path


def entries(folder: Path) -> int:
    return len(list((folder / "cache").glob("*.o")))


def loaded(folder: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = module_of(folder, source)
    monkeypatch.setitem(sys.modules, "edited_kernel", module)  # where dataclasses look for annotations
    return module


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_kernel_runs_its_own_code(edit: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = EDITS[edit]
    assert SOURCE.count(old) == 1
    results = []
    for number, source in enumerate((SOURCE, SOURCE, SOURCE.replace(old, new))):
        module = loaded(folder, source, monkeypatch)
        results.append(module.run(*arguments(module)))
        assert results[-1] == module.run.interpret(*arguments(module))
        assert entries(folder) == (1 if number < 2 else 2)
    assert results[0] == results[1]
    assert results[1] != results[2] or edit == "the order of a record's fields"


def test_the_element_type_of_an_array_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = loaded(folder, SOURCE, monkeypatch)
    before.run(*arguments(before))
    after = loaded(folder, SOURCE.replace("bytes_: NDArray[np.uint8]", "bytes_: NDArray[np.int16]"), monkeypatch)
    link, _, x, y = arguments(after)
    given = np.array([-300], dtype=np.int16)
    assert after.run(link, given, x, y) == after.run.interpret(link, given, x, y)


def test_a_comment_costs_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in (SOURCE, SOURCE.replace("LIMIT = 3", "# a reason\nLIMIT = 3")):
        module = loaded(folder, source, monkeypatch)
        module.run(*arguments(module))
    checked = bool(os.environ.get("QUALE_BOUNDS"))  # whose messages name lines
    assert entries(folder) == (2 if checked else 1)


def test_a_file_that_changes_after_its_import_makes_no_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = loaded(folder, SOURCE, monkeypatch)
    module_of(folder, SOURCE.replace("100.0", "101.0"))  # the file is another now; the module in memory is not
    with pytest.raises(KernelError, match=r"edited_kernel\.py, run: the file has been changed since it was loaded"):
        module.run(*arguments(module))
    assert entries(folder) == 0


def test_the_machine_the_versions_and_the_kind_of_code_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    function = loaded(folder, SOURCE, monkeypatch).run.function
    machine = host()
    hosts = [machine, *(replace(machine, **{part: "another"}) for part in ("triple", "cpu", "features", "versions"))]
    keys = {key_of(dependencies(function, function_of, one, checked=False)) for one in hosts}
    keys.add(key_of(dependencies(function, function_of, machine, checked=True)))
    monkeypatch.setattr("quale.native.dependencies.project_version", lambda: "another")
    keys.add(key_of(dependencies(function, function_of, machine, checked=False)))
    assert len(keys) == len(hosts) + 2


def test_every_source_of_the_translator_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = Path(cache.__file__).parents[1]
    files = sorted((package / "native").rglob("*.py"))
    for file in files:
        copy = tmp_path / file.relative_to(package)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    monkeypatch.setattr(cache, "__file__", str(tmp_path / Path(cache.__file__).relative_to(package)))
    digests = {source_digest.__wrapped__()}
    for file in files:
        copy = tmp_path / file.relative_to(package)
        copy.write_bytes(file.read_bytes() + b"\n")
        digests.add(source_digest.__wrapped__())
    assert len(digests) == len(files) + 1


def test_every_room_that_the_emitter_imports_counts() -> None:
    asked = "import sys, quale.compiler.emit.emit; print(*(name for name in sys.modules if name.startswith('quale.')))"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    rooms = {name.split(".")[1] for name in run.stdout.split()}
    assert "numeric" in rooms
    words_only = {"diagnostics"}
    assert rooms - words_only <= {"native", *(room.removesuffix(".py") for room in SOURCES)}
