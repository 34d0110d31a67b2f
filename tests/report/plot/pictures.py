"""The pictures of docs/plots.md, drawn from real runs: `python -m tests.report.plot.pictures`, a minute."""

import shutil
import tempfile
from pathlib import Path

from tests.cli.command import quale

ROOT = Path(__file__).parents[3]
DOCS, EXAMPLES = ROOT / "docs", ROOT / "examples"


def draw_pictures() -> None:
    """Evolve the examples anew and draw what the documentation shows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = folder / "forager.quale"
        text = (EXAMPLES / "forager.quale").read_text(encoding="utf-8")
        program.write_text(text.replace("every: 20 generations  keep: 3", "every: 3 generations  keep: 100"), "utf-8")
        quale("evolve", program, "--run", "Phase1", "--quiet", cwd=folder)
        quale("plot", "Phase1", "--out", "phase1.svg", cwd=folder)
        shutil.copy(folder / "phase1.svg", DOCS / "phase1.svg")


if __name__ == "__main__":
    draw_pictures()
