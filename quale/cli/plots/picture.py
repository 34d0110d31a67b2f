"""Pictures into files: which formats there are, and a chart written as the one that its name asks for."""

import os
from collections.abc import Sequence
from pathlib import Path

from quale.diagnostics import UsageError
from quale.report.plot.chart import Chart
from quale.report.plot.html import page
from quale.report.plot.raster import png
from quale.report.plot.svg import svg

FORMATS = (".svg", ".html", ".png")


def check_format(out: Path | None) -> None:
    """Refuse what a chart cannot be written as, before any run is read.

    Raises:
        UsageError: the name asks for another format.
    """
    if out is not None and out.suffix.lower() not in FORMATS:
        raise UsageError(
            f"--out {out}: a plot is written as SVG, HTML or PNG: give it a name that ends in .svg, .html or .png"
        )


def write_chart(out: Path, chart: Chart, rows: Sequence[Sequence[str]] = ()) -> None:
    """Write a chart as its name asks for; a file that was there is replaced by the whole picture, or stays as it was.

    Raises:
        UsageError: the file cannot be written, or matplotlib is needed and not there.
    """
    kind = out.suffix.lower()
    picture = png(chart) if kind == ".png" else (svg(chart) if kind == ".svg" else page(chart, rows)).encode()
    plain = out.is_file() or not out.exists()  # a device or pipe takes what it is given
    written = out.with_name(f".{out.name}.{os.getpid()}") if plain and out.name else out
    try:
        written.write_bytes(picture)
        if written != out:
            written.replace(out)
    except OSError as error:
        if written != out:
            written.unlink(missing_ok=True)
        raise UsageError(f"--out {out}: cannot be written: {error.strerror or error}") from error
