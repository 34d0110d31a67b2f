"""The pictures of docs/, made from real runs: `make pictures`, two minutes. Screens are shot in a headless Chromium.

Every run has its seed, so the same version makes the same pictures. Each is a file of less than 150 kB.
"""

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image

from tests.pages.browser import missing, opened_page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MOST_BYTES = 150_000
TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; background: #fff }} pre {{ display: inline-block; margin: 0; padding: 14px 18px; background: #1d2430;
color: #e8e8e8; font: 13px/1.35 "DejaVu Sans Mono", monospace }} b {{ color: #56b4e9; font-weight: 600 }}
</style><pre id="shown"><b>$ {command}</b>
{text}</pre>"""


@dataclass(slots=True)
class Studio:
    """A folder in which runs are evolved, once each, and shown."""

    folder: Path
    evolved: set[tuple[str, ...]] = field(default_factory=set)

    def quale(self, *arguments: str) -> str:
        """Run the command and return what it prints."""
        command = [sys.executable, "-m", "quale", *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"quale {' '.join(arguments)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def evolve(self, example: str, *options: str) -> None:
        """Evolve an example, unless that has been done."""
        if (example, *options) not in self.evolved:
            self.quale("evolve", str(ROOT / "examples" / f"{example}.quale"), *options, "--quiet")
            self.evolved.add((example, *options))

    def forager(self) -> None:
        """Evolve the forager in both phases, with many checkpoints."""
        for run in ("Phase1", "Phase2"):
            self.evolve("forager", "--run", run, "--set", "checkpoint.every=10", "--set", "checkpoint.keep=20")


def network_small(studio: Studio) -> bytes:
    """Draw five nodes: XOR, solved."""
    studio.evolve("xor")
    studio.quale("inspect", "Xor", "--graph", "out.svg")
    return (studio.folder / "out.svg").read_bytes()


def network_champion(studio: Studio) -> bytes:
    """Draw the forager's champion."""
    studio.forager()
    studio.quale("inspect", "Phase2", "--graph", "out.svg")
    return (studio.folder / "out.svg").read_bytes()


def network_large(studio: Studio) -> bytes:
    """Draw two hundred nodes: a forager that grew for the picture's sake."""
    growing = ("mutation.add_node=0.9", "mutation.add_connection=0.9", "population=40", "generations=360")
    sets = [word for each in growing for word in ("--set", each)]
    studio.evolve("forager", "--run", "Phase1", "--checkpoints", "grown", *sets)
    place = ("inspect", "Phase1", "--checkpoints", "grown", "--genome")
    sizes = {k: len(json.loads(studio.quale(*place, str(k), "--json"))["genome"]["nodes"]) for k in range(0, 40, 4)}
    studio.quale(*place, str(min(sizes, key=lambda k: abs(sizes[k] - 200))), "--graph", "out.svg")
    return (studio.folder / "out.svg").read_bytes()


def inspect(studio: Studio) -> bytes:
    """Show what `inspect` says."""
    studio.forager()
    return terminal(studio, "inspect", "Phase2")


def plot_one(studio: Studio) -> bytes:
    """Draw one run, its species as bands."""
    studio.forager()
    studio.quale("plot", "Phase1", "--out", "out.svg")
    return (studio.folder / "out.svg").read_bytes()


def repeats(studio: Studio) -> None:
    """Evolve two pairs of settings eight times each."""
    for population in ("50", "150"):
        options = ("--set", f"population={population}", "--set", "generations=40", "--repeat", "8")
        studio.evolve("forager", "--run", "Phase1", *options, "--checkpoints", f"of{population}")


def plot_several(studio: Studio) -> bytes:
    """Draw two groups of runs, medians in bands between quartiles."""
    repeats(studio)
    studio.quale("plot", "of50/phase1", "of150/phase1", "--out", "out.svg")
    return (studio.folder / "out.svg").read_bytes()


def compare(studio: Studio) -> bytes:
    """Show what `compare` says."""
    repeats(studio)
    return terminal(studio, "compare", "of50/phase1", "of150/phase1")


def score(studio: Studio) -> bytes:
    """Show what `score` says."""
    studio.forager()
    return terminal(studio, "score", "Phase2")


def replay_grid(studio: Studio) -> bytes:
    """Show the forager's page in the middle of a life."""
    studio.forager()
    studio.quale("replay", "Phase2", "--html", "out.html")
    return screen(studio.folder / "out.html", "window.replay.seek(166)")


def replay_route(studio: Studio) -> bytes:
    """Show the operator's page in the middle of a shift."""
    studio.evolve("operator")
    studio.quale("replay", "operator", "--html", "out.html")
    return screen(studio.folder / "out.html", "window.replay.seek(166)")


def replay_drawn(studio: Studio) -> bytes:
    """Show a page whose world is drawn by the program's `draw` block."""
    studio.evolve("cart_pole")
    studio.quale("replay", "CartPole", "--html", "out.html")
    return screen(studio.folder / "out.html", "window.replay.seek(300)", height=640)


def serve_list(studio: Studio) -> bytes:
    """Show the live page over all runs so far."""
    studio.forager()
    repeats(studio)
    return served(studio, "of150", "", ".badge.finished", height=620)


def serve_run(studio: Studio) -> bytes:
    """Show the live page of one run."""
    studio.forager()
    return served(studio, "checkpoints", "#/run/phase2", ".drawing circle[data-node]", height=1100)


def served(studio: Studio, folder: str, view: str, wanted: str, height: int) -> bytes:
    """Return how a view of `quale serve` looks when something has appeared on it."""
    command = [sys.executable, "-m", "quale", "serve", folder, "--port", "0", "--json"]
    with subprocess.Popen(command, cwd=studio.folder, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = json.loads(server.stdout.readline() if server.stdout is not None else "")["address"]
            with opened_page(address + view, own=address) as (page, errors):
                page.set_viewport_size({"width": 1280, "height": height})
                page.locator(wanted).first.wait_for()
                page.wait_for_timeout(1500)
                if errors:
                    raise SystemExit(f"{view}: {errors}")
                return small(page.screenshot())
        finally:
            server.terminate()


def terminal(studio: Studio, *arguments: str) -> bytes:
    """Return what a command prints, as it looks in a terminal."""
    text = studio.quale(*arguments)
    path = studio.folder / "terminal.html"
    path.write_text(TERMINAL.format(command=f"quale {' '.join(arguments)}", text=escape(text)), encoding="utf-8")
    with shot(path, 1400, 900) as page:
        return small(page.locator("#shown").screenshot())


def screen(path: Path, script: str, height: int = 820) -> bytes:
    """Return how a page looks after a script."""
    with shot(path, 1280, height) as page:
        page.evaluate(f"() => {{ {script} }}")
        page.wait_for_timeout(300)
        return small(page.screenshot())


@contextmanager
def shot(path: Path, width: int, height: int) -> Iterator[Any]:
    """Yield a page that is open in a browser of that size."""
    with opened_page(path.as_uri()) as (page, errors):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(200)
        yield page
        if errors:
            raise SystemExit(f"{path}: {errors}")


def small(picture: bytes) -> bytes:
    """Return a PNG with at most 128 colours, which is all that such screens need."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


PICTURES: dict[str, Callable[[Studio], bytes]] = {
    "champion.svg": network_champion,
    "phase1.svg": plot_one,
    "pictures/network-small.svg": network_small,
    "pictures/network-large.svg": network_large,
    "pictures/inspect.png": inspect,
    "pictures/score.png": score,
    "pictures/replay-grid.png": replay_grid,
    "pictures/replay-route.png": replay_route,
    "pictures/replay-draw.png": replay_drawn,
    "pictures/plot-several.svg": plot_several,
    "pictures/compare.png": compare,
    "pictures/serve-list.png": serve_list,
    "pictures/serve-run.png": serve_run,
}
"""The pictures by where they lie in docs/."""


def make(names: list[str]) -> None:
    """Make the pictures of these names, or all."""
    if missing():
        raise SystemExit(missing())
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        for name, take in PICTURES.items():
            if names and not any(each in name for each in names):
                continue
            data = take(studio)
            if len(data) > MOST_BYTES:
                raise SystemExit(f"{name} would have {len(data):,} bytes")
            (DOCS / name).write_bytes(data)
            print(f"docs/{name}: {len(data):,} bytes")


if __name__ == "__main__":
    make(sys.argv[1:])
