"""Speed against peers on this machine in this minute: one row a comparison, medians of runs that take turns.

    python benchmarks/speed.py [--quick] [--only PART ...] [--rounds 5] [--json FILE] [--no-peers] [--before FOLDER]

Peers are installed into an environment of their own in the user's cache folder at the first run: neat-python, and JAX
for what TensorNEAT computes. C by hand (benchmarks/native) is compiled where there is a compiler, and its results are
compared bit for bit. Times are seconds of CPU on one core unless a row says otherwise. `--quick` takes about a minute.
Left out: Gymnasium, which the language has no domain for yet; the NEAT C++ of the authors, which no package index has.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import llvmlite.binding
import numpy as np

from benchmarks.compare import (
    activate_rows,
    checkpoint_rows,
    lanes_rows,
    network_rows,
    reproduction_rows,
    scaling_rows,
    size_rows,
    solution_rows,
    start_rows,
    world_rows,
)
from benchmarks.compare.measurement import Effort, Row, table
from benchmarks.compare.peers import Peer, compiler_version, environment
from quale.native.link import host

PARTS = {
    "networks": network_rows.rows,
    "activate": activate_rows.rows,
    "worlds": world_rows.rows,
    "lanes": lanes_rows.rows,
    "reproduction": reproduction_rows.rows,
    "solutions": solution_rows.rows,
    "checkpoints": checkpoint_rows.rows,
    "start": start_rows.rows,
    "scaling": scaling_rows.rows,
    "size": size_rows.rows,
}


def setup_text(peers: list[Peer]) -> dict[str, str]:
    """Return what the figures were measured with."""
    llvm = ".".join(str(part) for part in llvmlite.binding.llvm_version_info)
    found = {
        "processor": f"{host().cpu}, {os.cpu_count()} processors",
        "Python": platform.python_version(),
        "NumPy": np.__version__,
        "llvmlite": f"{llvmlite.__version__}, LLVM {llvm}",
        "C": compiler_version(),
    }
    for peer in peers:
        found |= peer.ask("versions")
    return found


def main() -> int:
    """Measure, print, and return 1 if a row falls short."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller populations, about a minute")
    parser.add_argument("--only", nargs="+", choices=tuple(PARTS), default=tuple(PARTS), metavar="PART")
    parser.add_argument("--rounds", type=int, help="measurements, of which the median counts (5; quick: 2)")
    parser.add_argument("--json", type=Path, help="file to write the rows to")
    parser.add_argument("--no-peers", action="store_true", help="without neat-python and JAX")
    parser.add_argument("--before", metavar="FOLDER", help="checkout of an older commit, for the rows of lanes")
    chosen = parser.parse_args()
    if chosen.before:
        os.environ[lanes_rows.BEFORE] = chosen.before
    effort = Effort(chosen.quick, chosen.rounds or (2 if chosen.quick else 5))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        python = None if chosen.no_peers else environment()
        neat = stack.enter_context(Peer(python, "neat_peer")) if python else None
        jax = stack.enter_context(Peer(python, "jax_peer")) if python else None
        setup = setup_text([peer for peer in (neat, jax) if peer is not None])
        print("\n".join(f"{name}: {value}" for name, value in setup.items()))
        rows: list[Row] = []
        for part in chosen.only:
            found = PARTS[part](effort, folder, neat, jax)
            print(f"\n{part}\n{table(found)}", flush=True)
            rows += found
    if chosen.json:
        content = {"setup": setup, "rows": [asdict(row) | {"verdict": row.verdict} for row in rows]}
        chosen.json.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    return 1 if any(row.verdict == "SHORT" for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
