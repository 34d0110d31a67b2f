"""Fuzzing the checkpoint reader with atheris: python -m tests.hostile.fuzz [SECONDS].

Half of the inputs are whole files; the other half are the content of one section, put under correct digests, since a
fuzzer cannot guess a digest. Reading gives a snapshot or a CheckpointError; anything else ends it with exit code 77.
"""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from quale.diagnostics import CheckpointError

SECTIONS = ("population", "species", "tracker", "history", "best", "program")


def main(seconds: int) -> None:
    """Fuzz for so long; never returns."""
    atheris: Any = importlib.import_module("atheris")  # has no types, and is there only where it was asked for
    importlib.import_module(
        "quale.genome.invariants"
    )  # kernels must be what their files say: they are not instrumented
    with atheris.instrument_imports(include=["quale.checkpoint"]):
        codec: Any = importlib.import_module("quale.checkpoint.format.codec")
    documents: Any = importlib.import_module("tests.checkpoint.test_hostile")
    assemble, decode = codec.assemble, codec.decode
    bodies = {name: codec.pack(section) for name, section in documents.SECTIONS.items()}
    whole = assemble(documents.HEADER, bodies)

    def one(data: bytes) -> None:
        file = data[1:]
        if data and data[0] % 2:
            file = assemble(documents.HEADER, bodies | {SECTIONS[data[0] // 2 % len(SECTIONS)]: data[1:]})
        try:
            decode(file, "fuzz")
        except CheckpointError:
            return

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder)
        (corpus / "whole").write_bytes(b"\0" + whole)
        for number, content in enumerate(bodies.values()):
            (corpus / str(number)).write_bytes(bytes([2 * number + 1]) + content)
        options = [sys.argv[0], str(corpus), f"-max_total_time={seconds}", "-max_len=20000", "-rss_limit_mb=1500"]
        atheris.Setup([*options, "-timeout=5", "-verbosity=0", "-print_final_stats=1"], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
