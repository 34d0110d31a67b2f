"""The reference of the Python API, docs/api.md, made from the docstrings: `python -m tests.reference_of_api`."""

import ast
import inspect
import textwrap
from importlib import import_module
from pathlib import Path
from types import ModuleType

import quale

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
HEAD = """# The Python API

What `import quale` offers, made from the docstrings by `python -m tests.reference_of_api`; a test holds it to the code.
What is not listed here is internal and may change: so may the insides of records such as `Snapshot` and `Model`, which
some of these hand out.
"""


def reference() -> str:
    """Return the page."""
    parts = [_part(name, import_module(module)) for name, module in sorted(quale.PUBLIC.items())]
    return HEAD + "".join(parts)


def _part(name: str, module: ModuleType) -> str:
    source = inspect.getsource(module)
    named = (each for each in ast.parse(source).body if isinstance(each, ast.ClassDef | ast.FunctionDef))
    node = next(each for each in named if each.name == name)
    if isinstance(node, ast.FunctionDef):
        return f"\n## `{name}{_signature(node)}`\n{_words(node)}"
    lines = source.splitlines()
    bases = ", ".join(ast.unparse(base) for base in node.bases)
    text = f"\n## `{name}{f'({bases})' if bases else ''}`\n{_words(node)}"
    fields = [each for base in reversed(_lineage(node, module)) for each in _fields(*base)]
    fields += _fields(node, lines)
    if fields:
        text += "\n| field | type | |\n|---|---|---|\n" + "".join(fields)
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and (not each.name.startswith("_") or each.name == "__len__"):
            marks = {ast.unparse(mark) for mark in each.decorator_list}
            if "overload" in marks:
                continue
            call = "" if "property" in marks else _signature(each)
            text += f"\n### `{name}.{each.name}{call}`\n{_words(each)}"
    return text


def _lineage(node: ast.ClassDef, module: ModuleType) -> list[tuple[ast.ClassDef, list[str]]]:
    """Return the records that a record adds fields to, the nearest first."""
    found: list[tuple[ast.ClassDef, list[str]]] = []
    for base in getattr(module, node.name).__mro__[1:]:
        if hasattr(base, "__dataclass_fields__"):
            lines = inspect.getsource(base).splitlines()
            (tree,) = ast.parse("\n".join(lines)).body
            if isinstance(tree, ast.ClassDef):
                found.append((tree, lines))
    return found


def _fields(node: ast.ClassDef, lines: list[str]) -> list[str]:
    rows = []
    for each in node.body:
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            comment = lines[each.lineno - 1].partition("  # ")[2].replace("|", "\\|")
            kind = ast.unparse(each.annotation).replace("|", "\\|")
            rows.append(f"| `{each.target.id}` | `{kind}` | {comment} |\n")
        elif isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):  # of an enum
            rows.append(f"| `{each.targets[0].id}` | `{ast.unparse(each.value)}` | |\n")
    return rows


def _signature(node: ast.FunctionDef) -> str:
    given = ast.unparse(node.args)
    for own in ("self, ", "cls, ", "self", "cls"):
        if given.startswith(own):
            given = given.removeprefix(own)
            break
    returns = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
    return f"({given}){returns}"


def _words(node: ast.ClassDef | ast.FunctionDef) -> str:
    """Return a docstring as Markdown: its lists of arguments and errors become lists."""
    words, shown = ast.get_docstring(node) or "", []
    for line in words.splitlines():
        if line in {"Args:", "Raises:", "Returns:"}:
            shown += [f"*{line.removesuffix(':')}*", ""]
        elif line.startswith("    ") and not line.startswith("     "):
            name, colon, rest = line.strip().partition(": ")
            shown.append(f"- `{name}`: {rest}" if colon else f"- {name}")
        else:
            shown.append(textwrap.dedent(line) if line.startswith("     ") else line)
    return "\n" + "\n".join(shown) + "\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
