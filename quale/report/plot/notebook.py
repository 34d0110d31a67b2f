"""What a notebook shows of runs and genomes: small pictures of their own, nothing loaded from anywhere."""

from dataclasses import replace
from html import escape
from zlib import crc32

from quale.checkpoint.format.snapshot import Snapshot
from quale.genome.genome import Genomes, Interface
from quale.report.draw import draw
from quale.report.plot.curves import curves_of
from quale.report.plot.of_run import chart_of_run
from quale.report.plot.svg import svg
from quale.report.untangle import untangle


def run_svg(snapshot: Snapshot) -> str:
    """Return the fitness of a run over its generations as a picture."""
    chart = chart_of_run(curves_of(snapshot))
    small = replace(chart, panels=chart.panels[:1], notes=())
    return svg(small, f"q{crc32(svg(small).encode()):08x}-")  # ids differ from those of other pictures in a notebook


def run_html(snapshot: Snapshot, words: str) -> str:
    """Return what a notebook shows of a run: a line of words above the curves."""
    return f"<div><p><code>{escape(words)}</code></p>{run_svg(snapshot)}</div>"


def network_svg(genome: Genomes, interface: Interface, title: str) -> str:
    """Return the network of one genome as a picture."""
    return draw(untangle(genome, 0, interface), title)
