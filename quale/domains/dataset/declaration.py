"""`domain: dataset("FILE", …)`: rows of a table are what brains are evaluated on."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import numpy as np

from quale.diagnostics import Source, Span
from quale.domains.dataset.arguments import read_options
from quale.domains.dataset.columns import choose, listed, task_of
from quale.domains.dataset.csv_table import open_csv
from quale.domains.dataset.npz_table import open_npz
from quale.domains.dataset.parquet_table import open_parquet
from quale.domains.dataset.table import Mistakes, Table
from quale.domains.dataset.task import DatasetTask
from quale.model.domain import Arguments, Report, Task
from quale.model.limits import MOST_PORTS


@dataclass(frozen=True, slots=True)
class DatasetDeclaration:
    """The file is read when the program is checked: its columns are the ends of the brain, its rows are the task."""

    name: str = "dataset"
    blocks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    scenarios: bool = False
    foreign: bool = False

    def check(self, arguments: Arguments, report: Report) -> Task | None:
        """Return the task; None where something is wrong, which is told then."""
        options = read_options(arguments, report)
        if options is None:
            return None
        data = arguments.read(options.file, options.span(""))
        if data is None:
            return None
        table = _opened(options.file, data, Mistakes(report, options.span("")))
        chosen = choose(options, table, report) if table is not None else None
        if table is None or chosen is None:
            return None
        columns = table.read(chosen.numbers, chosen.labels)
        task = task_of(options, chosen, columns, report) if columns is not None else None
        return _named(task, arguments, report) if task is not None else None

    def metrics(self, task: Task) -> tuple[str, ...]:
        """Return the names of what an evaluation tells beside the fitness."""
        return task.metrics if isinstance(task, DatasetTask) else ()

    def differences(self, old: Task, new: Task) -> tuple[str, ...]:
        """Return what decides a score and is another: the numbers themselves, not the name of their file."""
        if not (isinstance(old, DatasetTask) and isinstance(new, DatasetTask)):
            return ("domain",)
        arrays = ("inputs", "targets", "scaled")
        found = ["rows"] if any(not np.array_equal(getattr(old, a), getattr(new, a)) for a in arrays[:2]) else []
        if not np.array_equal(old.scaled, new.scaled):
            found.append("standardize")
        return (*found, *(name for name in ("loss", "split", "batch") if getattr(old, name) != getattr(new, name)))


def _opened(name: str, data: bytes, mistakes: Mistakes) -> Table | None:
    """Return a file as a table, by the end of its name; None where it is none, which is told."""
    kind = PurePosixPath(name).suffix.lower()
    if kind == ".npz":
        return open_npz(name, data, mistakes)
    if kind in {".parquet", ".pq"}:
        return open_parquet(name, data, mistakes)
    if kind not in {".csv", ".tsv", ".txt"}:
        mistakes.error(
            mistakes.span, f'"{name}" has no kind', "expected a name that ends in .csv, .tsv, .npz or .parquet"
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        label = f"byte 0x{data[error.start]:02x} in line {line}"
        mistakes.error(mistakes.span, f"the file {name} is not UTF-8", label, "save it as UTF-8")
        return None
    return open_csv(Source(_shown(name, mistakes.span), text), mistakes)


def _shown(name: str, span: Span) -> str:
    """Return a data file's name as messages have it: beside the program's."""
    return str(PurePosixPath(span.source.name.replace("\\", "/")).parent / name)


def _named(task: DatasetTask, arguments: Arguments, report: Report) -> DatasetTask | None:
    """Return the task with the names of a body in place of the columns', if one is named."""
    ends = task.ports
    if len(ends.inputs) + len(ends.outputs) > MOST_PORTS:
        label = f"at most {MOST_PORTS:,} are possible"
        report.error(arguments.span, f"the columns make {len(ends.inputs) + len(ends.outputs):,} ends", label)
        return None
    body, sound = arguments.body, True
    sides = (("sensors", "inputs"), ("actuators", "outputs"))
    for word, side in sides if body is not None else ():
        own, given = getattr(ends, side), getattr(body, side)
        if len(own) != len(given):
            report.error(
                arguments.body_span or arguments.span,
                f"the body has {len(given)} {word}, the dataset {len(own)} {side}",
                "they are named in order, one by one",
                f"the body's: {listed(given)}\nthe dataset's: {listed(own)}",
            )
            sound = False
    return None if not sound else replace(task, ports=body if body is not None else ends)
