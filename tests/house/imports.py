"""What the files of `quale/` import, call and hold, read from their syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "quale"


@cache
def sources() -> dict[str, ast.Module]:
    """Return every file of the package, by its path below it, parsed."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def module_of(file: str) -> str:
    """Return the dotted name that a file is imported by."""
    return ".".join(("quale", *file.removesuffix(".py").removesuffix("/__init__").split("/"))).removesuffix(".__init__")


@cache
def imports(file: str) -> tuple[str, ...]:
    """Return the full name of all that a file imports: modules, and names out of modules as `module.name`."""
    return tuple(_imports(sources()[file]))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names, level=0):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.ImportFrom():
                raise AssertionError("relative imports hide where they lead")
            case ast.Call(func=ast.Name(id="import_module"), args=[ast.Constant(value=str(text)), *_]):
                yield text
            case ast.Constant(value=str(text)) if text.startswith("quale.") and "/" not in text:
                if (ROOT / (text.replace(".", "/") + ".py")).exists():
                    yield text  # what `import_module` is given, out of a table


@cache
def arrows() -> tuple[tuple[str, str], ...]:
    """Return (file, file) for every import of one file of the package by another."""
    files = {module_of(file): file for file in sources()}
    found = []
    for file in sources():
        for name in imports(file):
            if name.split(".")[0] == "quale":
                target = name if name in files else name.rpartition(".")[0]
                assert target in files, f"{file} imports {name}, which is in no file"
                if files[target] != file:
                    found.append((file, files[target]))
    return tuple(dict.fromkeys(found))


def folders() -> tuple[str, ...]:
    """Return every folder of the package that has folders inside, by its path below it, the package itself as ''."""
    parents = {file.rpartition("/")[0] for file in sources()}
    return tuple(sorted({folder.rpartition("/")[0] for folder in parents if folder}))


def child_of(folder: str, file: str) -> str:
    """Return which child of a folder a file is or lies in, nothing where it is elsewhere."""
    prefix = f"{folder}/" if folder else ""
    return file.removeprefix(prefix).split("/")[0].removesuffix(".py") if file.startswith(prefix) else ""


def inner_arrows(folder: str) -> dict[str, set[str]]:
    """Return for each child of a folder which of its siblings it imports."""
    follows: dict[str, set[str]] = {child_of(folder, file): set() for file in sources() if child_of(folder, file)}
    for file, target in arrows():
        child, other = child_of(folder, file), child_of(folder, target)
        if child and other and child != other:
            follows[child].add(other)
    return follows
