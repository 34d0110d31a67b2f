"""What machine code reads of an array lies where it looks, on this Python and this NumPy; a wrong layout is told."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from quale.native import object_layout
from quale.native.object_layout import HEADER, check, data_address, differences

PACKAGE = Path(object_layout.__file__).parents[1]


def test_this_python_and_this_numpy_are_as_machine_code_reads_them() -> None:
    assert differences(HEADER) == ""
    check()
    array = np.arange(7.0)[2:]
    assert data_address(array) == array.ctypes.data


@pytest.mark.parametrize("header", [at for at in range(0, 160, 8) if at != HEADER])
def test_another_layout_is_noticed_and_nothing_is_followed(header: int) -> None:
    assert re.search("fewer than its fields|cannot be found", differences(header))


@pytest.mark.parametrize(("field", "words"), [("_SHAPE", "strides"), ("_STRIDES", "strides"), ("_BASE", "owner")])
def test_each_field_is_looked_at(field: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(object_layout, field, 0)
    assert words in differences(HEADER)


WRONG = """
import sys
from quale.native import object_layout
object_layout.HEADER += 8
from quale.__main__ import main
sys.argv[0] = "quale"
sys.exit(main())
"""

PYPY = """
import sys
from quale.native import object_layout
sys.implementation.name = "pypy"
import quale
try:
    quale.load(sys.argv[1]).evolve(generations=1)
except quale.EvaluationError as error:
    sys.exit(f"told: {error}")
"""


@pytest.mark.parametrize(
    ("script", "arguments", "code", "words"),
    [
        (WRONG, ("evolve",), 4, "error: native code cannot read the arrays of NumPy"),
        (PYPY, (), 1, "told: native code cannot read the arrays of NumPy"),
    ],
)
def test_a_wrong_layout_is_an_error_in_words_before_any_code_runs(
    script: str, arguments: tuple[str, ...], code: int, words: str, tmp_path: Path
) -> None:
    program = PACKAGE.parent / "examples/xor.quale"
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments, str(program)],
        cwd=tmp_path,
        env={"QUALE_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code, run.stderr
    assert words in run.stderr
    assert "Traceback" not in run.stderr


def layout_readers(tree: ast.Module) -> Iterator[str]:
    """Yield what reads objects by their address; `id` is only an identity where nothing of `ctypes` is at hand."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    yield from attributes & {"__basicsize__", "from_address", "__array_struct__"}
    yield from names & {"id"} if "ctypes" in modules else ()


def test_one_file_alone_reads_objects_by_address() -> None:
    reading = [path for path in PACKAGE.rglob("*.py") if set(layout_readers(ast.parse(path.read_text("utf-8"))))]
    assert reading == [Path(object_layout.__file__)]
