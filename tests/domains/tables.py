"""Datasets of the tests, and the tasks that programs make of them."""

import io
from dataclasses import replace
from typing import Any

import numpy as np

from quale.diagnostics import Diagnostic, ProgramError
from quale.domains.dataset.task import DatasetTask
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import DataFile, Model, ProgramText

CSV = "width,colour,size,kind\n1.5,red,3,a\n2,blue,-4,b\n0.25,red,1e2,a\n-1,green,0,b\n"
ARGUMENTS = "inputs: [width, colour, size], targets: [kind], category: [colour], loss: accuracy"


def program(arguments: str = ARGUMENTS, file: str = "t.csv", fields: str = "") -> str:
    return f'evolve Table {{\n  domain: dataset("{file}", {arguments})\n  population: 30  seed: 5  {fields}\n}}\n'


def modelled(data: bytes | str, text: str | None = None, file: str = "t.csv") -> Model:
    found = data.encode() if isinstance(data, str) else data
    whole = ProgramText((("t.quale", text or program(file=file)),), (DataFile(file, found),))
    return load_text(whole, DOMAINS).project.models[0]


def task(data: bytes | str, text: str | None = None, file: str = "t.csv") -> DatasetTask:
    found = modelled(data, text, file).task
    assert isinstance(found, DatasetTask)
    return found


def told(data: bytes | str, text: str | None = None, file: str = "t.csv") -> tuple[Diagnostic, ...]:
    """Return what is told about a program that has errors."""
    try:
        modelled(data, text, file)
    except ProgramError as error:
        return error.diagnostics
    raise AssertionError("nothing is wrong with it")


def npz(**arrays: object) -> bytes:
    out = io.BytesIO()
    named: dict[str, Any] = {name: np.asarray(array) for name, array in arrays.items()}
    np.savez_compressed(out, **named)
    return out.getvalue()


def numbers(rows: int, seed: int = 1, classes: int = 3) -> str:
    """Return a table of x, y and a class that depends on them."""
    random = np.random.default_rng(seed)
    points = random.normal(size=(rows, 2)) * [1, 10] + [5, 0]
    kinds = ((points[:, 0] - 5) * 1.5 + points[:, 1] / 10 > 0).astype(int) + (points[:, 1] > 8) * (classes > 2)
    return "x,y,kind\n" + "".join(f"{x!r},{y!r},{kind}\n" for (x, y), kind in zip(points.tolist(), kinds, strict=True))


def with_population(model: Model, population: int) -> Model:
    return replace(model, evolution=replace(model.evolution, population=population))
