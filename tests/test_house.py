"""The plan of the house, and every import held against it.

The plan is `tests/house/plan.toml`. A room is a file of `quale/` or a folder with all its files; folders have rooms
inside. Every import counts: at the head of a file, inside a function, for types only, or by name through
`import_module`. What the plan permits and nobody uses fails, too, unless `to_come` lists it.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import pytest

from tests.house.draw import PICTURE, draw_house
from tests.house.imports import PACKAGE, ROOT, arrows, child_of, folders, imports, inner_arrows, sources
from tests.house.plan import read_plan

PLAN = read_plan()

MOST_FILES = 16
"""In one folder; more are several rooms."""

FILE_CALLS = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rename", "mkdir", "rmdir", "touch"),
    *(
        "iterdir",
        "glob",
        "rglob",
        "is_file",
        "is_dir",
        "exists",
        "stat",
        "expanduser",
        "symlink_to",
        "chmod",
    ),
}
"""Calls by which a program touches the file system, through `open`, `os` or `pathlib`."""


def may(file: str, doors: AbstractSet[str]) -> bool:
    return any(file == door or (door.endswith("/") and file.startswith(door)) for door in doors)


def circle(follows: Mapping[str, AbstractSet[str]]) -> list[str]:
    """Return what is left when everything that leads nowhere, or only to such things, is taken away."""
    left = dict(follows)
    while free := [node for node, targets in left.items() if not targets & set(left)]:
        for node in free:
            del left[node]
    return sorted(left)


def unused(permissions: AbstractSet[str]) -> list[str]:
    return sorted(permissions - PLAN.to_come)


def test_every_file_has_a_room() -> None:
    assert {child_of("", file) for file in sources()} == set(PLAN.rooms)


def test_the_plan_runs_down() -> None:
    for room in PLAN.rooms.values():
        for target in room.imports:
            assert PLAN.rooms[target].floor <= room.floor, f"{room.name} → {target} runs up"
            assert not any({room.name, target} <= strangers for strangers in PLAN.strangers), f"{room.name} → {target}"
    assert not circle({room.name: room.imports for room in PLAN.rooms.values()})


def test_every_import_is_in_the_plan() -> None:
    for file, target in arrows():
        room, other = child_of("", file), child_of("", target)
        assert room == other or other in PLAN.rooms[room].imports, (
            f"{file} imports {target}: the plan has no arrow {room} → {other}"
        )


def test_every_arrow_of_the_plan_is_used() -> None:
    used = inner_arrows("")
    spare = {f"{room.name} → {other}" for room in PLAN.rooms.values() for other in room.imports - used[room.name]}
    assert not unused(spare)


def test_folders_with_rooms_inside_are_in_the_plan() -> None:
    assert {folder for folder in folders() if folder} == set(PLAN.inside)


@pytest.mark.parametrize("folder", sorted(PLAN.inside))
def test_rooms_inside_a_folder(folder: str) -> None:
    found = {child: others for child, others in inner_arrows(folder).items() if child != "__init__"}
    planned = PLAN.inside[folder]
    assert set(found) == set(planned), "every file and folder inside stands in the plan"
    for child, others in found.items():
        assert others <= planned[child], f"{folder}/{child} → {sorted(others - planned[child])}: not in the plan"
    assert not unused({f"{folder}/{child} → {other}" for child in planned for other in planned[child] - found[child]})


@pytest.mark.parametrize("folder", folders())
def test_no_circles_between_children(folder: str) -> None:
    assert not circle(inner_arrows(folder))


def test_no_circles_between_files() -> None:
    follows: dict[str, set[str]] = {file: set() for file in sources()}
    for file, target in arrows():
        follows[file].add(target)
    assert not circle(follows)


@pytest.mark.parametrize("folder", sorted({file.rpartition("/")[0] for file in sources()}))
def test_folders_are_small_and_names_do_not_repeat_them(folder: str) -> None:
    names = [path.stem for path in (PACKAGE / folder).glob("*.py") if path.name != "__init__.py"]
    assert len(names) <= MOST_FILES, f"{folder}: {len(names)} files are several rooms"
    last = folder.rpartition("/")[2]
    assert not [name for name in names if last and name.startswith(f"{last}_")], f"{folder}: names repeat the folder's"


def test_every_door_is_used() -> None:
    for name, doors in {**PLAN.libraries, **PLAN.effects}.items():
        for door in unused(doors):
            users = [file for file in sources() if may(file, {door})]
            assert any(module.split(".")[0] == name for file in users for module in imports(file)), f"{name}: {door}"


@pytest.mark.parametrize("file", sorted(sources()))
def test_foreign_libraries_and_effects_use_their_doors(file: str) -> None:
    for name in imports(file):
        root = name.split(".")[0]
        if root == "quale":
            continue
        if root not in sys.stdlib_module_names:
            assert root in PLAN.libraries, f"{file} imports {name}, a library without a door"
            assert may(file, PLAN.libraries[root]), (
                f"{file} imports {name}; its doors are {sorted(PLAN.libraries[root])}"
            )
        if root in PLAN.effects:
            assert may(file, PLAN.effects[root]), f"{file} imports {name}; its doors are {sorted(PLAN.effects[root])}"


LONG_FILES = {"language/syntax/tree.py"}
"""The tree of a program's text: one idea, and long."""
MOST_LINES, MOST_FUNCTION_LINES, MOST_PARAMETERS = 300, 60, 8


@pytest.mark.parametrize("file", sorted(sources()))
def test_files_and_functions_are_short_and_take_few_parameters(file: str) -> None:
    """Commands have a parameter for each option; `self` is none."""
    length = len((PACKAGE / file).read_text(encoding="utf-8").splitlines())
    assert length <= MOST_LINES or file in LONG_FILES, f"{file} has {length} lines"
    for node in ast.walk(sources()[file]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = node.args
            names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
            count = len(names) - (names[:1] in (["self"], ["cls"]))
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= MOST_FUNCTION_LINES, f"{file}: {node.name} has {lines} lines"
            assert count <= MOST_PARAMETERS or file.startswith("cli/"), f"{file}: {node.name} takes {count} parameters"


@pytest.mark.parametrize("file", sorted(sources()))
def test_files_are_touched_at_their_doors(file: str) -> None:
    if may(file, PLAN.files):
        return
    for node in ast.walk(sources()[file]):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            assert name not in FILE_CALLS, f"{file}:{node.lineno} calls {name}()"


@pytest.mark.parametrize("file", sorted(sources()))
def test_output_is_the_command_lines(file: str) -> None:
    if file.startswith("cli/"):
        return
    for node in ast.walk(sources()[file]):
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        assert called not in {"print", "input", "eval", "exec"}, f"{file}: {called}()"


@pytest.mark.parametrize("file", sorted(file for file in sources() if file.endswith("__init__.py")))
def test_packages_do_no_work(file: str) -> None:
    body = sources()[file].body
    if file == "__init__.py":
        assert isinstance(body[0], ast.Expr)
        assert not any(isinstance(node, ast.For | ast.While | ast.With | ast.ClassDef) for node in body)
    else:
        assert [type(node) for node in body] == [ast.Expr], f"{file} holds more than a docstring"


def test_dependencies_have_doors() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    listed = [*project["dependencies"], *(name for extra in set(extras) - TOOLS for name in extras[extra])]
    names = {IMPORTED.get(name, name) for name in (re.split(r"[>\[]", dependency)[0] for dependency in listed)}
    assert names | BROUGHT == set(PLAN.libraries), "all others are listed on both sides"


TOOLS = {"docs", "test", "fuzz", "pages", "coverage"}
"""Extras that the package itself does not import."""

BROUGHT = {"rich", "mujoco", "lsprotocol", "pygments"}
"""What a listed library brings: typer, gymnasium, pygls, rich."""

IMPORTED = {"pillow": "PIL", "sse-starlette": "sse_starlette"} | dict.fromkeys(
    ("mlflow-skinny", "sqlalchemy", "alembic"), "mlflow"
)
"""Names under which libraries are imported, where these are others, or that of the library that imports them."""

HEAVY = (
    "llvmlite",
    "lark",
    "rich",
    "numpy",
    "msgpack",
    "gymnasium",
    "envpool",
    "mujoco",
    "pyarrow",
    "mlflow",
    "wandb",
    "tensorboardX",
    "starlette",
    "uvicorn",
)


@pytest.mark.parametrize("arguments", [["-c", "import quale"], ["-m", "quale", "--help"]])
def test_start_is_quick(arguments: list[str]) -> None:
    run = subprocess.run([sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in run.stderr.splitlines()}
    assert "quale" in loaded
    assert not loaded & set(HEAVY), f"loaded without need: {sorted(loaded & set(HEAVY))}"


def test_the_picture_is_drawn_from_the_plan() -> None:
    assert PICTURE.read_text(encoding="utf-8") == draw_house(PLAN), "python -m tests.house.draw"


def lacking_shapes(tree: ast.Module) -> list[str]:
    """Return the kernels' arrays whose axes stand nowhere; `draws` and `streams` are those of quale.streams."""
    lacking = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any("kernel" in ast.unparse(each) for each in node.decorator_list):
            said = f"{ast.get_docstring(tree)} {ast.get_docstring(node)}"
            arrays = [each.arg for each in node.args.args if "NDArray" in ast.unparse(each.annotation or node.args)]
            lacking += [
                f"{node.name}: {name}"
                for name in arrays
                if name not in {"draws", "streams"} and not re.search(rf"`{name}` \[", said)
            ]
    return lacking


def test_kernels_say_the_shapes_of_their_arrays() -> None:
    assert [f"{file}: {each}" for file, tree in sources().items() for each in lacking_shapes(tree)] == []


def test_a_kernel_without_shapes_is_seen() -> None:
    head = "@kernel\ndef f(a: NDArray[np.int64], b: NDArray[np.int64], c: int) -> None:\n"
    assert lacking_shapes(ast.parse(head + "    'Write `b` [N].'")) == ["f: a"]
