"""The register of formats: a new one is a file and a line here; the tests run over it."""

from collections.abc import Callable
from dataclasses import dataclass

from quale.export.formats import c, csharp, dot, gdscript, javascript, json, onnx, python
from quale.export.trial import Execute, Trial

Write = Callable[..., bytes]
"""(Network, single=False) → the file's content."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that networks are written in.

    `trial` or `execute` says how it is run; without either there is nothing to run. An `exact` one has the native
    kernel's bits, ONNX comes near: it adds in an order of its own.
    """

    name: str
    what: str
    suffix: str
    write: Write
    trial: Trial | None = None
    execute: Execute | None = None
    single: bool = False  # whether it can be had in single precision
    binary: bool = False
    exact: bool = True  # in double precision


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("onnx", "ONNX", ".onnx", onnx.write, None, onnx.execute, single=True, binary=True, exact=False),
        Format("json", "JSON", ".json", json.write, None, json.execute),
        Format("c", "C99", ".h", c.write, c.TRIAL, single=True),
        Format("javascript", "JavaScript", ".mjs", javascript.write, javascript.TRIAL),
        Format("python", "Python", ".py", python.write, python.TRIAL),
        Format("csharp", "C#", ".cs", csharp.write, csharp.TRIAL),
        Format("gdscript", "GDScript", ".gd", gdscript.write, gdscript.TRIAL),
        Format("dot", "DOT", ".dot", dot.write),
    )
}
"""By the name that `--to` takes."""
