"""What `quale serve` takes, and the pages that Quale writes: against what issue G holds them to.

    python -m benchmarks.serve [--runs 200] [--generations 5000] [--watchers 50] [--seconds 30]

A run of so many generations is evolved and hung into a directory so many times (hard links: files that differ would
be read from the same memory, too). Then a real server answers its first page, which is all files of the page and the
whole list of runs; and a forager is evolved there while watchers follow it, and the server's processor time is taken.
Pages written by `quale plot` and `quale replay` are opened in Chromium where there is one.
"""

import argparse
import http.client
import json
import os
import re
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.pages.browser import missing, opened_page

EXAMPLES = Path(__file__).parents[1] / "examples"
PARTS = ("page.css", "main.js", "list.js", "run.js", "charts.js", "compare.js", "parts.js")
FIRST_PAGE, SHARE, PLOT_PAGE, REPLAY_PAGE, OPENS = 1.0, 0.10, 1_000_000, 2_000_000, 1.0
"""Held: seconds; part of a core; bytes; bytes; seconds."""

SETTLING = 3.0
"""Seconds before watching is measured."""


def main() -> None:
    """Measure everything and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--generations", type=int, default=5000)
    parser.add_argument("--watchers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quale-serve-") as name:
        folder = Path(name)
        quale(folder, "evolve", long_run(folder, asked.generations), "--quiet")
        measure_pages(folder)
        root = folder / "checkpoints"
        for number in range(1, asked.runs):
            shutil.copytree(root / "xor", root / f"xor{number}", copy_function=os.link)
        measure_first_page(root, asked.runs)
        measure_watchers(folder, asked.watchers, asked.seconds)


def long_run(folder: Path, generations: int) -> Path:
    """Return XOR without its stop."""
    text = (EXAMPLES / "xor.quale").read_text(encoding="utf-8")
    text = re.sub(r"stop \{.*?\}", "", text, flags=re.DOTALL)
    text = re.sub(r"generations: *\d+", f"generations: {generations}", text)
    (folder / "xor.quale").write_text(text, encoding="utf-8")
    return folder / "xor.quale"


def measure_first_page(root: Path, runs: int) -> None:
    """Print what a server takes that has just begun; the best of three."""
    took = []
    for _ in range(3):
        with serving(root) as (port, _process):
            began = time.perf_counter()
            for target in ("/", *(f"/parts/{part}" for part in PARTS)):
                line = http.client.HTTPConnection("127.0.0.1", port)
                line.request("GET", target)
                line.getresponse().read()
                line.close()
            with listening(port, "/events") as stream:
                text = b""
                while b"\r\n\r\n" not in text.partition(b"event: runs")[2]:
                    text += stream.recv(2**20)
            took.append(time.perf_counter() - began)
            known = json.loads(text.split(b"data: ")[1].split(b"\r\n")[0])["runs"]
            if len(known) != runs:
                raise SystemExit(f"the list has {len(known)} runs, not {runs}")
    told("first page, with the list", f"{min(took):.3f} s", min(took) < FIRST_PAGE, f"{FIRST_PAGE:g} s")


def measure_watchers(folder: Path, watchers: int, seconds: float) -> None:
    """Print the processor time of a server with so many watchers of a run that goes on, and of the list it is in."""
    shutil.copy(EXAMPLES / "forager.quale", folder)
    evolve = ("evolve", "forager.quale", "--run", "Phase1", "--generations", "1000000", "--workers", "1", "--quiet")
    command = [sys.executable, "-m", "quale", *evolve]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL) as run:
        try:
            log = folder / "checkpoints/phase1/history.jsonl"
            while not log.exists() or not log.stat().st_size:
                time.sleep(0.1)
            watched = (("/events?run=phase1", "rows", "a live run"), ("/events", "changed", "the list with it"))
            for target, event, what in watched:
                before = lines(log)
                share, events = watched_share(folder / "checkpoints", (target, event), watchers, seconds)
                rate, each = (lines(log) - before) / seconds, events / watchers / seconds
                if each < 1 / 3:
                    raise SystemExit(f"only {events} events came to {watchers} watchers in {seconds:g} s")
                words = f"{share:.1%} of a core; {rate:.0f} generations/s, {each:.2f} events/s each"
                told(f"{watchers} watchers of {what}", words, share < SHARE, f"{SHARE:.0%}")
        finally:
            run.terminate()


def watched_share(root: Path, watched: tuple[str, str], watchers: int, seconds: float) -> tuple[float, int]:
    """Return the part of a core that a server takes with so many watchers of an address, and the events they heard."""
    target, event = watched
    with serving(root) as (port, process), selectors.DefaultSelector() as ready:
        settle(port)
        for _ in range(watchers):
            stream = connected(port, target)
            stream.setblocking(False)
            ready.register(stream, selectors.EVENT_READ)
        drain(ready, SETTLING, event)
        before, began = cpu(process.pid), time.perf_counter()
        events = drain(ready, seconds, event)
        share = (cpu(process.pid) - before) / (time.perf_counter() - began)
        for key in list(ready.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
    return share, events


def measure_pages(folder: Path) -> None:
    """Print sizes of pages, and what a browser takes until it has drawn one."""
    quale(folder, "plot", "xor", "--out", "plot.html")
    shutil.copy(EXAMPLES / "forager.quale", folder)
    quale(folder, "evolve", "forager.quale", "--run", "Phase1", "--checkpoints", "foragers", "--quiet")
    quale(folder, "replay", "Phase1", "--checkpoints", "foragers", "--html", "replay.html")
    for name, most in (("plot.html", PLOT_PAGE), ("replay.html", REPLAY_PAGE)):
        size = (folder / name).stat().st_size
        told(f"size of {name}", f"{size:,} bytes", size < most, f"{most:,}")
        if words := missing():
            told(f"opening {name}", words, True, "")
            continue
        with opened_page((folder / name).as_uri()) as (page, errors):
            took = min(reopened(page) for _ in range(3))
            if errors:
                raise SystemExit(f"{name}: {errors}")
        told(f"opening {name}", f"{took:.3f} s", took < OPENS, f"{OPENS:g} s")


def reopened(page: object) -> float:
    """Return the seconds from asking for a page to its scripts done and its first frame drawn."""
    began = time.perf_counter()
    page.reload(wait_until="load")  # type: ignore[attr-defined]
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")  # type: ignore[attr-defined]
    return time.perf_counter() - began


def settle(port: int) -> None:
    """Wait until a server knows all that there is to be known of the list, which it looks into once."""
    states: dict[str, str] = {}
    text = b""
    with listening(port, "/events") as stream:
        while not states or not all(states.values()):
            text += stream.recv(2**20)
            *events, text = text.split(b"\r\n\r\n")
            for event in events:
                if data := re.search(rb"^data: (.*)$", event, re.MULTILINE):
                    states |= {run["name"]: run["state"] for run in json.loads(data[1]).get("runs", ())}


@contextmanager
def serving(root: Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Serve a directory in a process of its own."""
    command = [sys.executable, "-m", "quale", "serve", str(root), "--port", "0", "--json"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        try:
            assert process.stdout is not None  # noqa: S101  # it is a pipe
            address = json.loads(process.stdout.readline())["address"]
            yield int(address.rstrip("/").rpartition(":")[2]), process
        finally:
            process.terminate()


def connected(port: int, target: str) -> socket.socket:
    """Return a connection on which an answer comes."""
    stream = socket.create_connection(("127.0.0.1", port))
    stream.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode())
    return stream


@contextmanager
def listening(port: int, target: str) -> Iterator[socket.socket]:
    """Listen to an address."""
    stream = connected(port, target)
    try:
        yield stream
    finally:
        stream.close()


def drain(ready: selectors.BaseSelector, seconds: float, event: str) -> int:
    """Read what comes for so long; return how many events of a name came."""
    end, events = time.perf_counter() + seconds, 0
    while (left := end - time.perf_counter()) > 0:
        for key, _ in ready.select(left):
            events += key.fileobj.recv(2**20).count(f"event: {event}".encode())  # type: ignore[union-attr]
    return events


def cpu(process: int) -> float:
    """Return the seconds of processor time that a process has taken, in all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def lines(log: Path) -> int:
    """Return how many lines a log has."""
    return log.read_bytes().count(b"\n")


def quale(folder: Path, *arguments: object) -> None:
    """Run a command that must succeed."""
    subprocess.run([sys.executable, "-m", "quale", *map(str, arguments)], cwd=folder, check=True, capture_output=True)


def told(what: str, figure: str, held: bool, limit: str) -> None:
    """Print a figure."""
    print(f"{what:<28} {figure:<62} {'held' if held else 'NOT HELD'}{f' ({limit})' if limit else ''}", flush=True)


if __name__ == "__main__":
    main()
