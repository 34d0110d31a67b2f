"""A Snapshot as the bytes of a checkpoint file, and back. The only door of MessagePack.

The file is a stream of MessagePack objects: the header map; its digest; the sections' bytes, each section in bins of
at most `part` bytes; the header's digest again. A section's bytes are one MessagePack map. Only text, numbers, truth
values, bytes, lists and maps exist; nothing in a file is ever executed. docs/checkpoint-format.md has every field.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgpack
import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.format.dense import grow, shrink
from quale.checkpoint.format.framing import frame, framed, framing, pieces
from quale.checkpoint.format.header import (
    DIGEST,
    DIGEST_BYTES,
    FORMAT,
    VERSION,
    Header,
    Origin,
    Part,
    program_digest,
    sections_of,
    whole_version_of,
)
from quale.checkpoint.format.migrations import MIGRATIONS, Migration, Plain, migrate_header, migrate_sections
from quale.checkpoint.format.reader import Reader
from quale.checkpoint.format.rules import broken_rule
from quale.checkpoint.format.schema import HEADER, SECTION_SCHEMAS
from quale.checkpoint.format.sections import from_plain, to_plain
from quale.checkpoint.format.snapshot import Snapshot
from quale.diagnostics import CheckpointError

PART = 64 * 2**20
"""Largest bin object in bytes."""

LARGEST_HEADER = 2**20
LARGEST_PREFIX = LARGEST_HEADER + DIGEST_BYTES + 2
"""So many bytes from a file's start always hold its whole header and its digest."""

MAGIC = b"\xa6format\xaa" + FORMAT.encode()

MAP_HEAD = 5
"""Bytes that the head of a map takes at most, before its first field."""


def encode(snapshot: Snapshot, origin: Origin, part: int = PART, *, dense: bool = True) -> bytes:
    """Return the file of a snapshot. The same snapshot and origin always give the same bytes.

    Args:
        snapshot: What the file says.
        origin: Who writes it.
        part: Largest bin in bytes.
        dense: Whether it is of the present version; else of an older one, which says the same with whole tables.

    Raises:
        CheckpointError: the header would be too large.
    """
    state, version = snapshot.state, VERSION if dense else whole_version_of(snapshot)
    header: Plain = {
        "format": FORMAT,
        "version": version,
        "hash": DIGEST,
        "run": snapshot.run,
        "run_id": origin.run_id,
        "generation": state.generation,
        "seed": state.seed,
        "best_generation": None if state.best is None else state.best.generation,
        "best_fitness": None if state.best is None else float(state.best.fitness),
        "parent": origin.parent,
        "program": program_digest(snapshot.text, snapshot.absent),
        "created": origin.created,
        "host": origin.host,
        "pid": origin.pid,
        "versions": [list(pair) for pair in origin.versions],
        "part": part,
    }
    sections = to_plain(snapshot, version)
    sections = shrink(sections) if dense else sections
    return assemble(header, {name: pack(section, part) for name, section in sections.items()}, part)


def assemble(header: Plain, bodies: Mapping[str, bytes], part: int = PART) -> bytes:
    """Return the file of a header, its section table still to come, and of packed sections; nothing is checked.

    Raises:
        CheckpointError: the header would be too large.
    """
    table = [
        {"name": name, "length": len(body), "digest": hashlib.sha256(body).digest()} for name, body in bodies.items()
    ]
    start = msgpack.packb(header | {"sections": table})
    if len(start) > LARGEST_HEADER:
        raise CheckpointError(f"the header would have {len(start)} bytes, at most {LARGEST_HEADER} are allowed")
    seal = framed(hashlib.sha256(start).digest())
    stream: list[bytes | memoryview] = [start, seal]
    for body in bodies.values():
        view = memoryview(body)
        for at, length in pieces(len(body), part):
            stream += [frame(length), view[at : at + length]]
    return b"".join([*stream, seal])


def read_header(prefix: bytes, name: str, steps: tuple[Migration, ...] = MIGRATIONS) -> Header:
    """Return the header of a file from its first bytes, verified against its digest.

    Args:
        prefix: the file's first LARGEST_PREFIX bytes, or all of it when it is shorter.
        name: what messages call the file.
        steps: migrations from older formats.

    Raises:
        CheckpointError: a foreign, newer or damaged file.
    """
    if MAGIC not in prefix[: MAP_HEAD + len(MAGIC)]:
        start = f"is not a Quale checkpoint (it starts with {prefix[:8]!r})" if prefix else "is empty"
        raise CheckpointError(start, path=name)
    with _located(name, "header"):
        reader = Reader(prefix[:LARGEST_PREFIX])
        plain = reader.first_map()
        raw = prefix[: reader.position]
        seal = framed(hashlib.sha256(raw).digest())
        if prefix[len(raw) : len(raw) + len(seal)] != seal:
            raise CheckpointError("is damaged: the header does not match its digest")
        version = _version(plain, len(steps) + 1)
        plain = migrate_header(plain, version, steps)
        HEADER.check(plain, {}, "")
        return _header(plain, version, raw)


def decode(data: bytes, name: str, steps: tuple[Migration, ...] = MIGRATIONS) -> tuple[Header, Snapshot]:
    """Return what a file holds. Every byte is verified, every field is checked.

    Raises:
        CheckpointError: with file, section and field.
    """
    header = read_header(data[:LARGEST_PREFIX], name, steps)
    check_size(header, len(data), name)
    sections: Plain = {}
    with _located(name):
        for section, body in list(_bodies(header, data)):  # all of them verified before any is looked into
            with _located(name, section):
                sections[section] = Reader(body).whole_map()
        sections = grow(sections) if header.version >= VERSION else sections
        sections = migrate_sections(sections, header.version, steps)
    letters: dict[str, int] = {}
    for section, kind in SECTION_SCHEMAS:
        with _located(name, section):
            kind.check(sections.get(section), letters, "")
    snapshot = from_plain(header, sections)
    if (broken := broken_rule(header, snapshot)) is not None:
        section, field, reason = broken
        raise CheckpointError(reason, path=name, section=section, field=field)
    return header, snapshot


def check_size(header: Header, size: int, name: str) -> None:
    """Check the length of a file against its header.

    Raises:
        CheckpointError: the file is longer or shorter than its header says.
    """
    if size != header.size:
        raise CheckpointError(f"is damaged: it has {size} bytes, its header says {header.size}", path=name)


@contextmanager
def _located(path: str, section: str = "") -> Iterator[None]:
    """Say in which file and section an error was found."""
    try:
        yield
    except CheckpointError as error:
        raise CheckpointError(error.reason, path=path, section=error.section or section, field=error.field) from error


def _version(plain: dict[str, Any], newest: int) -> int:
    """Return the format version of a header that this Quale can read."""
    version = plain.get("version")
    if type(version) is not int or version < 1:
        raise CheckpointError(f"wants a version number, is {version!r:.40}", field="version")
    if version > newest:
        written = dict(_pairs(plain.get("versions"))).get("quale-lang", "a newer version")
        raise CheckpointError(
            f"was written by Quale {written} in format {version}; this Quale reads formats up to {newest}: "
            "update it with `pip install --upgrade quale-lang`",
            field="version",
        )
    return version


def _header(plain: dict[str, Any], version: int, raw: bytes) -> Header:
    parts = tuple(Part(row["name"], row["length"], row["digest"]) for row in plain["sections"])
    if tuple(part.name for part in parts) != (names := sections_of(version)):
        raise CheckpointError(f"wants the sections {', '.join(names)}", field="sections")
    if plain["hash"] != DIGEST:
        raise CheckpointError(f"wants {DIGEST}, is {plain['hash']}", field="hash")
    part = plain["part"]
    start = len(raw) + DIGEST_BYTES + 2
    same = ("run", "run_id", "generation", "seed", "best_generation", "best_fitness")
    return Header(
        version=version,
        **{name: plain[name] for name in (*same, "parent", "program", "created", "host", "pid", "part")},
        versions=tuple(_pairs(plain["versions"])),
        sections=parts,
        digest=hashlib.sha256(raw).hexdigest(),
        start=start,
        size=start + sum(framing(row.length, part) + row.length for row in parts) + DIGEST_BYTES + 2,
    )


def _pairs(value: object) -> list[tuple[str, str]]:
    rows = value if isinstance(value, list) else []
    return [(str(row[0]), str(row[1])) for row in rows if isinstance(row, list) and len(row) == 2]


def _bodies(header: Header, data: bytes) -> Iterator[tuple[str, bytes | memoryview]]:
    """Yield each section's bytes once their frames and digest have been verified."""
    seal = framed(bytes.fromhex(header.digest))
    position = header.start
    if data[-len(seal) :] != seal:
        raise CheckpointError("is damaged: the digest at the end does not match")
    view = memoryview(data)
    for row in header.sections:
        whole = hashlib.sha256()
        content = []
        for _, length in pieces(row.length, header.part):
            lead = frame(length)
            if view[position : position + len(lead)] != lead:
                raise CheckpointError("is damaged: wrong framing", section=row.name)
            position += len(lead)
            content.append(view[position : position + length])
            whole.update(content[-1])
            position += length
        if whole.digest() != row.digest:
            raise CheckpointError("is damaged: the content does not match its digest", section=row.name)
        yield row.name, content[0] if len(content) == 1 else b"".join(content)


def pack(section: Plain, part: int = PART) -> bytes:
    """Return a section as one MessagePack map; arrays beyond `part` bytes are in several bins."""
    out: list[bytes | memoryview] = []
    packer = msgpack.Packer(use_bin_type=True, strict_types=True)

    def write(value: object) -> None:
        if isinstance(value, dict):
            out.append(packer.pack_map_header(len(value)))
            for key, entry in value.items():
                out.append(packer.pack(key))
                write(entry)
        elif isinstance(value, list):
            out.append(packer.pack_array_header(len(value)))
            for entry in value:
                write(entry)
        elif isinstance(value, np.ndarray):
            out.append(
                b"\x83\xa5dtype"
                + packer.pack(value.dtype.str)
                + b"\xa5shape"
                + packer.pack(list(value.shape))
                + b"\xa4data"
            )
            write(_split(_bytes(value), part))
        elif isinstance(value, bytes | memoryview):
            out.append(frame(len(value)))
            out.append(value)
        else:
            out.append(packer.pack(value))

    write(section)
    return b"".join(out)


def _bytes(value: NDArray[Any]) -> memoryview:
    """Return the bytes of an array in C order, without a copy where they lie so."""
    return np.ascontiguousarray(value).reshape(-1).view(np.uint8).data


def _split(data: memoryview, part: int) -> memoryview | list[memoryview]:
    if len(data) <= part:
        return data
    return [data[start : start + length] for start, length in pieces(len(data), part)]
