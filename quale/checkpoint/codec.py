"""A Snapshot as the bytes of a checkpoint file, and back. The only door of MessagePack.

The file is a stream of MessagePack objects: the header map; its digest; the sections' bytes, each section in bins of
at most `part` bytes; the header's digest again. A section's bytes are one MessagePack map. Only text, numbers, truth
values, bytes, lists and maps exist; nothing in a file is ever executed. docs/checkpoint-format.md has every field.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgpack
import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.framing import frame, framed, framing, pieces
from quale.checkpoint.header import (
    DIGEST,
    DIGEST_BYTES,
    FORMAT,
    SECTIONS,
    VERSION,
    Header,
    Origin,
    Part,
    program_digest,
)
from quale.checkpoint.migrations import MIGRATIONS, Migration, Plain, migrate_header, migrate_sections
from quale.checkpoint.rules import broken_rule
from quale.checkpoint.schema import DTYPES, HEADER, SECTION_SCHEMAS
from quale.checkpoint.sections import from_plain, to_plain
from quale.checkpoint.snapshot import Snapshot
from quale.diagnostics import CheckpointError

PART = 64 * 2**20
"""Largest bin object in bytes."""

LARGEST_HEADER = 2**20
LARGEST_PREFIX = LARGEST_HEADER + DIGEST_BYTES + 2
"""So many bytes from a file's start always hold its whole header and its digest."""

MAGIC = b"\xa6format\xaa" + FORMAT.encode()
EXTENSIONS = frozenset((*range(0xC7, 0xCA), *range(0xD4, 0xD9)))
DEEPEST = 8
MOST_VALUES = 200_000
"""Values in one section or header, arrays counting once: what a hostile file can cost in memory."""


def encode(snapshot: Snapshot, origin: Origin, part: int = PART) -> bytes:
    """Return the file of a snapshot. The same snapshot and origin always give the same bytes.

    Raises:
        CheckpointError: the header would be too large.
    """
    state = snapshot.state
    header: Plain = {
        "format": FORMAT,
        "version": VERSION,
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
    return assemble(header, {name: pack(section, part) for name, section in to_plain(snapshot).items()}, part)


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
    if MAGIC not in prefix[:24]:
        start = f"is not a Quale checkpoint (it starts with {prefix[:8]!r})" if prefix else "is empty"
        raise CheckpointError(start, path=name)
    with _located(name, "header"):
        reader = _Reader(prefix[:LARGEST_PREFIX])
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
                sections[section] = _Reader(body).whole_map()
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
    if tuple(part.name for part in parts) != SECTIONS:
        raise CheckpointError(f"wants the sections {', '.join(SECTIONS)}", field="sections")
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


def _bodies(header: Header, data: bytes) -> Iterator[tuple[str, bytes]]:
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
        yield row.name, bytes(content[0]) if len(content) == 1 else b"".join(content)


def pack(section: Plain, part: int = PART) -> bytes:
    """Return a section as one MessagePack map; arrays beyond `part` bytes are in several bins."""
    out = io.BytesIO()
    packer = msgpack.Packer(use_bin_type=True, strict_types=True)

    def write(value: object) -> None:
        if isinstance(value, dict):
            out.write(packer.pack_map_header(len(value)))
            for key, entry in value.items():
                out.write(packer.pack(key))
                write(entry)
        elif isinstance(value, list):
            out.write(packer.pack_array_header(len(value)))
            for entry in value:
                write(entry)
        elif isinstance(value, np.ndarray):
            write({"dtype": value.dtype.str, "shape": list(value.shape), "data": _split(value.tobytes(), part)})
        elif isinstance(value, bytes):
            out.write(frame(len(value)))
            out.write(value)
        else:
            out.write(packer.pack(value))

    write(section)
    return out.getvalue()


def _split(data: bytes, part: int) -> bytes | list[bytes]:
    if len(data) <= part:
        return data
    return [data[start : start + length] for start, length in pieces(len(data), part)]


class _Reader:
    """One MessagePack object, read value by value, so that nothing is made that the format does not have.

    The first byte of each value tells its type: the library is only ever asked for a text, number, truth value or bin
    here, and for the lengths of lists and maps, which are bounded before anything is made for them.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = MOST_VALUES
        self._unpacker = msgpack.Unpacker(
            max_buffer_size=max(len(data), 1),
            max_str_len=len(data),
            max_bin_len=len(data),
            max_array_len=MOST_VALUES,
            max_map_len=MOST_VALUES,
            max_ext_len=0,
            strict_map_key=True,
            raw=False,
        )
        self._unpacker.feed(data)

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return int(self._unpacker.tell())

    def first_map(self) -> dict[str, Any]:
        """Return the map that the data starts with; more may follow."""
        return self._top()

    def whole_map(self) -> dict[str, Any]:
        """Return the map that the data is, to its last byte."""
        found = self._top()
        if self.position != len(self._data):
            raise CheckpointError(f"{len(self._data) - self.position} bytes follow its end")
        return found

    def _top(self) -> dict[str, Any]:
        # Everything the library raises for malformed bytes becomes one error.
        try:
            found = self._value(0, "")
        except (msgpack.OutOfData, IndexError) as error:
            raise CheckpointError("is cut off") from error
        except (msgpack.UnpackException, ValueError, TypeError, OverflowError) as error:
            raise CheckpointError(f"is malformed: {str(error)[:200] or type(error).__name__}") from error
        if not isinstance(found, dict):
            raise CheckpointError("is malformed: wants a map")
        return found

    def _value(self, depth: int, field: str) -> Any:
        tag = self._data[self.position]
        self._left -= 1
        if depth > DEEPEST:
            raise CheckpointError(f"is nested deeper than {DEEPEST} levels", field=field)
        if self._left < 0:
            raise CheckpointError(f"has more than {MOST_VALUES} values", field=field)
        if 0x80 <= tag <= 0x8F or tag in {0xDE, 0xDF}:
            return self._map(self._bounded(self._unpacker.read_map_header(), field), depth, field)
        if 0x90 <= tag <= 0x9F or tag in {0xDC, 0xDD}:
            count = self._bounded(self._unpacker.read_array_header(), field)
            return [self._value(depth + 1, f"{field}[{index}]") for index in range(count)]
        if tag in EXTENSIONS:
            raise CheckpointError("is an extension, which the format has none of", field=field)
        return self._unpacker.unpack()

    def _bounded(self, count: int, field: str) -> int:
        if count > min(self._left, len(self._data) - self.position):
            raise CheckpointError(f"has {count} entries, more than the section can hold", field=field)
        return count

    def _map(self, count: int, depth: int, field: str) -> Any:
        found: dict[str, Any] = {}
        for _ in range(count):
            key = self._value(DEEPEST, field)
            if not isinstance(key, str):
                raise CheckpointError("has a key that is not a text", field=field)
            inner = f"{field}.{key[:40]}" if field else key[:40]
            if key in found:
                raise CheckpointError("is there twice", field=inner)
            found[key] = self._value(depth + 1, inner)
        return _array(found, field) if found.keys() == {"dtype", "shape", "data"} else found


def _array(found: dict[str, Any], field: str) -> NDArray[Any]:
    """Return the read-only array of a map {dtype, shape, data}."""
    dtype, shape, data = found["dtype"], found["shape"], found["data"]
    if type(dtype) is not str or dtype not in DTYPES:
        raise CheckpointError(f"wants a dtype of {', '.join(DTYPES)}", field=field)
    if not isinstance(shape, list) or not all(type(n) is int and 0 <= n < 2**48 for n in shape) or len(shape) > 2:
        raise CheckpointError("wants a shape of at most two lengths", field=field)
    if isinstance(data, list) and all(type(piece) is bytes for piece in data):
        data = b"".join(data)
    if type(data) is not bytes:
        raise CheckpointError("wants data as bytes", field=field)
    wanted = np.dtype(dtype).itemsize
    for length in shape:
        wanted *= length
    if len(data) != wanted:
        raise CheckpointError(f"wants {wanted} bytes of data for shape {shape}, has {len(data)}", field=field)
    little = np.frombuffer(data, dtype).reshape(shape)
    native = little.astype(little.dtype.newbyteorder("="), copy=False)
    native.flags.writeable = False
    return native
