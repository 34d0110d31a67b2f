"""What a checkpoint file says about itself: Origin (who writes it), Part and Header (the start of the file)."""

import hashlib
import os
import platform
import secrets
import socket
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from quale.checkpoint.format.snapshot import AbsentFile, Snapshot
from quale.model.model import ProgramText

FORMAT = "quale-ckpt"
VERSION = 4
"""Version of the file format that this Quale writes; it reads this one and all older ones."""
WITH_TASK_STATE = 3
WITHOUT_TASK_STATE = 2
WITHOUT_TESTS = 1
"""Versions whose tables of genomes are whole: one whose task hands nothing on is of version 2, of 1 without tests."""

DIGEST = "sha256"
"""Measured: SHA-256 with the processor's instructions does 1,350 MiB/s here, BLAKE2b 750 MiB/s."""

DIGEST_BYTES = 32
SECTIONS = ("population", "species", "tracker", "history", "best", "program", "task")
PACKAGES = ("quale-lang", "numpy", "llvmlite")


def sections_of(version: int) -> tuple[str, ...]:
    """Return the names of the sections that a file of a version has, in their order."""
    return SECTIONS if version > WITHOUT_TASK_STATE else SECTIONS[:-1]


def whole_version_of(snapshot: Snapshot) -> int:
    """Return the oldest version with whole tables of genomes that can say what a snapshot does."""
    if snapshot.task_state or snapshot.scored_state or snapshot.best_state:
        return WITH_TASK_STATE
    return WITHOUT_TASK_STATE if snapshot.trials.names else WITHOUT_TESTS


@dataclass(frozen=True, slots=True)
class Origin:
    """Who writes a checkpoint. Equal runs may differ in all of it; nothing in it changes what is evolved."""

    run_id: str  # the same for all checkpoints of a run and its resumes
    created: str  # ISO 8601, UTC
    parent: str = ""  # digest of the checkpoint that this run wrote, or was resumed from, before this one
    versions: tuple[tuple[str, str], ...] = ()
    host: str = ""
    pid: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One section in the file: where its content is found and what it hashes to."""

    name: str
    length: int  # bytes of content
    digest: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """The start of a checkpoint file. `digest` is its own hash, which names the file's whole content."""

    version: int
    run: str  # name of the evolve block
    run_id: str
    generation: int
    seed: int
    best_generation: int | None  # generation in which the best genome so far appeared
    best_fitness: float | None
    parent: str
    program: str  # digest of program and data files, hex
    created: str
    host: str
    pid: int
    versions: tuple[tuple[str, str], ...]
    part: int  # largest bin object in bytes
    sections: tuple[Part, ...]
    digest: str  # hex
    start: int  # bytes before the first section
    size: int  # bytes of the whole file


def hexdigest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def program_digest(text: ProgramText, absent: tuple[AbsentFile, ...] = ()) -> str:
    """Return the digest of a program: its files' names and texts in merge order, its data files by name.

    Equal projects have equal digests on every machine; the effective configuration is not in it.
    """
    whole = hashlib.sha256(b"quale program 1\n")
    data = [(file.name, hexdigest(file.data)) for file in text.data] + [(file.name, file.digest) for file in absent]
    pieces = [("program", name, hexdigest(content.encode())) for name, content in text.files]
    pieces += [("data", name, digest) for name, digest in sorted(data)]
    for kind, name, digest in pieces:
        whole.update(f"{kind} {len(name.encode())} {name} {digest}\n".encode())
    return whole.hexdigest()


def new_run_id() -> str:
    """Return a fresh run id. It names a run on disk and has no part in what is evolved."""
    return secrets.token_hex(16)


def origin(run_id: str, created: str, parent: str = "") -> Origin:
    """Return the Origin of this process; `created` is the time as an ISO 8601 text."""
    return Origin(run_id, created, parent, versions(), socket.gethostname(), os.getpid())


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Return what writes here: the packages and Python, with their versions."""
    found = []
    for package in PACKAGES:
        try:
            found.append((package, metadata.version(package)))
        except metadata.PackageNotFoundError:
            found.append((package, "unknown"))
    return (*found, ("python", platform.python_version()))
