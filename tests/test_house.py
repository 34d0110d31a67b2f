"""The plan of the house, and every import held against it.

A room is a file of `quale/` or a folder with all its files. Every import counts: at the head of a file, inside a
function, for types only, or by name through `import_module`.
"""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "quale"

FLOORS = {
    "native": 0,
    "genome": 0,
    "numeric": 0,
    "streams": 0,
    "diagnostics": 0,
    "evolution": 1,
    "model": 2,
    "language": 3,
    "compiler": 3,
    "domains": 3,
    "runtime": 4,
    "checkpoint": 4,
    "run": 5,
    "conduct": 5,
    "choose": 5,
    "order": 5,
    "brain": 5,
    "report": 5,
    "experiment": 6,
    "cli": 6,
    "__init__": 7,
    "__main__": 7,
}

ARROWS = {
    "native": set[str](),
    "genome": {"numeric", "native", "diagnostics"},
    "numeric": {"native"},
    "streams": {"numeric", "native"},
    "diagnostics": set[str](),
    "evolution": {"genome", "numeric", "streams", "native", "diagnostics"},
    "model": {"evolution", "genome", "diagnostics"},
    "language": {"model", "evolution", "genome", "numeric", "diagnostics"},
    "compiler": {"model", "evolution", "genome", "numeric", "streams", "native", "diagnostics"},
    "domains": {"model", "genome", "numeric", "streams", "diagnostics"},
    "runtime": {"compiler", "domains", "model", "evolution", "genome", "numeric", "streams", "diagnostics"},
    "checkpoint": {"model", "evolution", "genome", "diagnostics"},
    "run": {"checkpoint", "model", "evolution", "genome", "diagnostics"},
    "conduct": {"run", "runtime", "checkpoint", "model", "diagnostics"},
    "choose": {"model", "diagnostics"},
    "order": {"conduct", "checkpoint", "language", "domains", "model", "diagnostics"},
    "brain": {"genome", "numeric", "diagnostics"},
    "report": {"checkpoint", "compiler", "model", "evolution", "genome", "numeric", "diagnostics"},
    "experiment": {
        *("run", "conduct", "choose", "order", "brain", "checkpoint", "language", "domains", "model", "evolution"),
        *("genome", "diagnostics"),
    },
    "cli": {
        *("run", "conduct", "choose", "order", "report", "checkpoint", "language", "compiler", "domains", "model"),
        "diagnostics",
    },
    "__init__": {"experiment", "brain", "diagnostics"},
    "__main__": {"cli"},
}
"""Who may import whom. Every arrow runs down, or along a floor, and none in a circle."""

STRANGERS = ({"language", "compiler", "domains"}, {"runtime", "checkpoint"})
"""Rooms that know nothing of one another."""

FOREIGN = {
    "lark": {"language/parsing/parse.py"},
    "llvmlite": {"native/link.py"},
    "msgpack": {"checkpoint/format/codec.py"},
    "filelock": {"checkpoint/"},
    "typer": {"cli/"},
    "rich": {"cli/", "report/"},
    "numpy": {
        *(
            "genome/",
            "numeric/",
            "native/",
            "streams.py",
            "evolution/",
            "model/",
            "language/",
            "compiler/",
            "domains/",
            "runtime/",
        ),
        *("checkpoint/", "run/loop.py", "report/", "api.py", "brain.py"),
    },
}
"""Foreign libraries and the files that may import them; a library that is not listed has no door."""

EFFECTS = {
    "signal": {"cli/"},
    "time": {"cli/", "api.py"},
    "datetime": {"cli/", "api.py"},
    "threading": {"cli/", "runtime/", "checkpoint/", "compiler/"},
    "concurrent": {"runtime/", "checkpoint/", "compiler/"},
    "queue": {"runtime/", "checkpoint/"},
    "multiprocessing": {"runtime/"},
    "subprocess": set[str](),
    "ctypes": {"compiler/", "native/", "runtime/"},
    "os": {"checkpoint/", "compiler/", "native/", "runtime/", "language/load.py", "cli/"},
    "shutil": {"checkpoint/", "cli/"},
    "tempfile": {"checkpoint/", "native/cache.py"},
    "socket": {"checkpoint/"},
    "uuid": {"checkpoint/"},
    "secrets": {"run/plan.py", "checkpoint/"},
    "random": set[str](),
    "pickle": set[str](),
    "marshal": set[str](),
    "shelve": set[str](),
    "importlib": {
        "__init__.py",
        "__main__.py",
        "cli/main.py",
        "language/parsing/parse.py",
        "checkpoint/",
        "compiler/",
        "native/",
    },
}
"""Modules of the standard library that reach outside, and the files that may import them."""

FILES = {
    "checkpoint/",
    "native/cache.py",
    "report/",
    "cli/",
    "language/load.py",
    "language/parsing/parse.py",
    "api.py",
}
"""Where files are opened, read, written or looked for (the grammar is a file, too)."""

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


@cache
def sources() -> dict[str, ast.Module]:
    """Return every file of the package, by its path below it, parsed."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def module_of(file: str) -> str:
    return ".".join(("quale", *file.removesuffix(".py").removesuffix("/__init__").split("/"))).removesuffix(".__init__")


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of all that a file imports: modules, and names out of modules as `module.name`."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names, level=0):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.ImportFrom():
                pytest.fail("relative imports hide where they lead")
            case ast.Constant(value=str(text)) if text.startswith("quale.") and "/" not in text:
                if (ROOT / (text.replace(".", "/") + ".py")).exists():
                    yield text  # what `import_module` is given


def arrows() -> Iterator[tuple[str, str]]:
    """Yield (file, file) for every import of one file of the package by another."""
    files = {module_of(file): file for file in sources()}
    for file, tree in sources().items():
        for name in imports(tree):
            if name.split(".")[0] == "quale":
                target = name if name in files else name.rpartition(".")[0]
                assert target in files, f"{file} imports {name}, which is in no file"
                if files[target] != file:
                    yield file, files[target]


def may(file: str, doors: set[str]) -> bool:
    return any(file == door or (door.endswith("/") and file.startswith(door)) for door in doors)


def test_every_file_has_a_room() -> None:
    assert {room_of(module_of(file)) for file in sources()} <= set(FLOORS)


def test_the_table_runs_down() -> None:
    assert set(ARROWS) == set(FLOORS)
    for room, targets in ARROWS.items():
        for target in targets:
            assert FLOORS[target] <= FLOORS[room], f"{room} → {target} runs up"
            assert not any({room, target} <= strangers for strangers in STRANGERS), f"{room} → {target}"
    assert not circle({room: set(targets) for room, targets in ARROWS.items()})


def test_every_import_is_in_the_table() -> None:
    for file, target in arrows():
        room, other = room_of(module_of(file)), room_of(module_of(target))
        assert room == other or other in ARROWS[room], (
            f"{file} imports {target}: the plan has no arrow {room} → {other}"
        )


def test_no_circles_between_files() -> None:
    follows: dict[str, set[str]] = {file: set() for file in sources()}
    for file, target in arrows():
        follows[file].add(target)
    done: set[str] = set()

    def visit(file: str, way: tuple[str, ...]) -> None:
        assert file not in way, "circle: " + " → ".join((*way[way.index(file) :], file))
        if file not in done:
            for target in sorted(follows[file]):
                visit(target, (*way, file))
            done.add(file)

    for file in follows:
        visit(file, ())


def test_no_circles_between_rooms() -> None:
    follows: dict[str, set[str]] = {room: set() for room in FLOORS}
    for file, target in arrows():
        follows[room_of(module_of(file))].add(room_of(module_of(target)))
    assert not circle({room: targets - {room} for room, targets in follows.items()})


def circle(follows: dict[str, set[str]]) -> list[str]:
    """Return what is left when everything that leads nowhere, or only to such things, is taken away."""
    while free := [node for node, targets in follows.items() if not targets & set(follows)]:
        for node in free:
            del follows[node]
    return sorted(follows)


@pytest.mark.parametrize("file", sorted(sources()))
def test_foreign_libraries_and_effects_use_their_doors(file: str) -> None:
    for name in imports(sources()[file]):
        root = name.split(".")[0]
        if root == "quale":
            continue
        if root not in sys.stdlib_module_names:
            assert root in FOREIGN, f"{file} imports {name}, a library without a door"
            assert may(file, FOREIGN[root]), f"{file} imports {name}; its doors are {sorted(FOREIGN[root])}"
        if root in EFFECTS:
            assert may(file, EFFECTS[root]), f"{file} imports {name}; its doors are {sorted(EFFECTS[root])}"


@pytest.mark.parametrize("file", sorted(sources()))
def test_files_are_touched_at_their_doors(file: str) -> None:
    if may(file, FILES):
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
    names = {dependency.split(">")[0] for dependency in project["dependencies"]}
    assert names | {"rich"} == set(FOREIGN), "typer brings rich; all else is listed on both sides"


HEAVY = ("llvmlite", "lark", "rich", "numpy", "msgpack")


@pytest.mark.parametrize("arguments", [["-c", "import quale"], ["-m", "quale", "--help"]])
def test_start_is_quick(arguments: list[str]) -> None:
    run = subprocess.run([sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in run.stderr.splitlines()}
    assert "quale" in loaded
    assert not loaded & set(HEAVY), f"loaded without need: {sorted(loaded & set(HEAVY))}"
