"""Tables of genomes as a file of version 4 has them: without what follows from the rest, and back to whole tables.

Where a connection leads is known to the tracker under its innovation number; which nodes are inputs and outputs, and
their ids, follow from their place. A table of which that is not true is written whole, so that no table is lost, and
a wrong one is told as what it is. Whatever is read back is bounded by the bytes that are there: a node has at least
one of its own.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.checkpoint.format.kinds import Array, Table
from quale.checkpoint.format.migrations import Plain
from quale.checkpoint.format.schema import TRACKER
from quale.diagnostics import CheckpointError
from quale.genome.genome import HIDDEN, INPUT, NO_REGION, OUTPUT

TABLES = (("population", ("genomes",)), ("species", ("representatives",)), ("best", ("best", "genome")))
"""Sections and the way to their table of genomes."""

LEAP = 255
"""In place of a step that is as large or larger: it stands among the leaps."""

DENSE = Table(
    (
        ("node_start", Array("<i8", ("P+1",))),
        ("hidden_id", Array("<i4", ("H",))),
        ("bias", Array("<f8", ("B",), "finite")),
        ("activation", Array("|u1", ("N",))),
        ("region", Array("<i2", ("",))),
        ("connection_start", Array("<i8", ("P+1",))),
        ("step", Array("|u1", ("C",))),
        ("leap", Array("<i4", ("",))),
        ("weight", Array("<f8", ("C",), "finite")),
        ("enabled_bits", Array("|u1", ("",))),
    )
)
"""P genomes, N nodes of which H are hidden and B have a bias, C connections."""


def shrink(sections: dict[str, Plain]) -> dict[str, Plain]:
    """Return sections in which tables of genomes are dense, where they can be."""
    population, tracker = sections["population"], sections["tracker"]
    found: dict[str, Plain] = dict(sections)
    for section, way in TABLES:
        table = _at(sections[section], way)
        if isinstance(table, dict) and (small := _shrunk(table, population, tracker)) is not None:
            found[section] = _with(sections[section], way, small)
    return found


def grow(sections: Plain) -> Plain:
    """Return sections in which tables of genomes are whole; what is no table is for the schema to tell.

    Raises:
        CheckpointError: with section and field.
    """
    found = dict(sections)
    for section, way in TABLES:
        table = _at(sections.get(section), way)
        if isinstance(table, dict) and "step" in table:
            found[section] = _with(sections[section], way, _grown(table, sections, (section, ".".join(way))))
    return found


def _at(section: object, way: tuple[str, ...]) -> object:
    for name in way:
        section = section.get(name) if isinstance(section, dict) else None
    return section


def _with(section: Any, way: tuple[str, ...], table: Plain) -> Plain:
    name, *further = way
    changed: Plain = section | {name: _with(section[name], tuple(further), table) if further else table}
    return changed


def _ends(population: Plain) -> tuple[NDArray[np.int32], int]:
    """Return the node ids of inputs and outputs, and how many inputs there are."""
    inputs, outputs = population["input_ids"], population["output_ids"]
    return np.concatenate([inputs, outputs]), len(inputs)  # type: ignore[arg-type]


def _shrunk(table: Plain, population: Plain, tracker: Plain) -> Plain | None:
    """Return a dense table, or None where something does not follow from the rest."""
    arrays: dict[str, NDArray[Any]] = table  # type: ignore[assignment]
    ends, inputs = _ends(population)
    starts, links = arrays["node_start"], arrays["connection_start"]
    nodes, count = len(arrays["node_id"]), len(arrays["innovation"])
    if not (_rise(starts, nodes) and _rise(links, count)) or (np.diff(starts) < len(ends)).any():
        return None
    kinds, ids = _nodes(starts, ends, inputs)
    given = kinds != INPUT
    unlike = (
        (kinds != arrays["node_kind"]).any()
        or (ids != arrays["node_id"])[kinds != HIDDEN].any()
        or arrays["bias"].view(np.int64)[~given].any()
    )
    if unlike or not _as_tracked(arrays, tracker):
        return None
    steps = np.diff(arrays["innovation"], prepend=arrays["innovation"].dtype.type(-1))
    first = links[:-1][np.diff(links) > 0]
    steps[first] = arrays["innovation"][first] + 1  # a tracker that has given it out has no more than 2^31 - 1
    if count and steps.min() < 0:
        return None
    far = steps >= LEAP
    region = arrays["region"]
    return {
        "node_start": starts,
        "hidden_id": arrays["node_id"][kinds == HIDDEN],
        "bias": arrays["bias"][given],
        "activation": arrays["activation"],
        "region": region if (region != NO_REGION).any() else region[:0],
        "connection_start": links,
        "step": np.minimum(steps, LEAP).astype(np.uint8),
        "leap": steps[far].astype("<i4"),
        "weight": arrays["weight"],
        "enabled_bits": np.packbits(arrays["enabled"], bitorder="little"),
    }


def _rise(starts: NDArray[np.int64], count: int) -> bool:
    return bool(len(starts) and starts[0] == 0 and starts[-1] == count and (np.diff(starts) >= 0).all())


def _nodes(starts: NDArray[np.int64], ends: NDArray[np.int32], inputs: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return kinds and ids of all nodes; the ids of hidden ones are 0."""
    count = int(starts[-1])
    kinds, ids = np.full(count, HIDDEN, np.uint8), np.zeros(count, np.int32)
    place = starts[:-1, np.newaxis] + np.arange(len(ends))
    kinds[place] = np.repeat(np.array([INPUT, OUTPUT], np.uint8), (inputs, len(ends) - inputs))
    ids[place] = ends
    return kinds, ids


def _as_tracked(arrays: dict[str, NDArray[Any]], tracker: Plain) -> bool:
    """Return whether connections lead where the tracker says, and numbers are such that a step between two has room."""
    innovation = arrays["innovation"]
    known: dict[str, NDArray[Any]] = tracker  # type: ignore[assignment]
    if len(innovation) and not 0 <= int(innovation.min()) <= int(innovation.max()) < len(known["source"]):
        return False
    place = innovation.astype(np.intp)
    return all(bool((known[name].take(place, mode="clip") == arrays[name]).all()) for name in ("source", "target"))


def _grown(table: Plain, sections: Plain, where: tuple[str, str]) -> Plain:
    """Return a whole table."""
    section, field = where
    tracker, population = _checked(sections)
    try:
        DENSE.check(table, {}, "")
        arrays: dict[str, NDArray[Any]] = table  # type: ignore[assignment]
        ends, inputs = _ends(population)
        _require_counts(arrays, len(ends), inputs)
        innovation = _innovations(arrays, len(tracker["source"]))
    except CheckpointError as error:
        inner = f"{field}.{error.field}" if error.field else field
        raise CheckpointError(error.reason, section=section, field=inner) from error
    place = innovation.astype(np.intp)
    kinds, ids = _nodes(arrays["node_start"], ends, inputs)
    ids[kinds == HIDDEN] = arrays["hidden_id"]
    bias = np.zeros(len(kinds))
    np.place(bias, kinds != INPUT, arrays["bias"])
    region = arrays["region"] if len(arrays["region"]) else np.full(len(kinds), NO_REGION, np.int16)
    enabled = np.unpackbits(arrays["enabled_bits"], count=len(innovation), bitorder="little").view(np.bool_)
    return {
        "node_start": arrays["node_start"],
        "node_id": ids,
        "node_kind": kinds,
        "bias": bias,
        "activation": arrays["activation"],
        "region": region,
        "connection_start": arrays["connection_start"],
        "innovation": innovation,
        "source": tracker["source"].take(place, mode="clip"),
        "target": tracker["target"].take(place, mode="clip"),
        "weight": arrays["weight"],
        "enabled": enabled,
    }


def _checked(sections: Plain) -> tuple[dict[str, NDArray[Any]], Plain]:
    """Return the tracker and the population, of which all is as the schema wants it that a table follows from."""
    tracker, population = sections.get("tracker"), sections.get("population")
    try:
        TRACKER.check(tracker, {}, "")
    except CheckpointError as error:
        raise CheckpointError(error.reason, section="tracker", field=error.field) from error
    for name in ("input_ids", "output_ids"):
        try:
            Array("<i4", ("",)).check(population.get(name) if isinstance(population, dict) else None, {}, name)
        except CheckpointError as error:
            raise CheckpointError(error.reason, section="population", field=error.field) from error
    return tracker, population  # type: ignore[return-value]


def _require_counts(arrays: dict[str, NDArray[Any]], ends: int, inputs: int) -> None:
    """See to it that arrays have the lengths that follow from those of others.

    Raises:
        CheckpointError: one has not.
    """
    nodes, links = len(arrays["activation"]), len(arrays["step"])
    for name, count in (("node_start", nodes), ("connection_start", links)):
        if not _rise(arrays[name], count):
            raise CheckpointError(f"wants ascending starts from 0 to {count}", field=name)
    if (np.diff(arrays["node_start"]) < ends).any():
        raise CheckpointError(f"wants at least {ends} nodes for each genome", field="node_start")
    genomes = len(arrays["node_start"]) - 1
    far = int((arrays["step"] == LEAP).sum())
    wanted = {
        "hidden_id": nodes - genomes * ends,
        "bias": nodes - genomes * inputs,
        "region": nodes if len(arrays["region"]) else 0,
        "leap": far,
        "enabled_bits": (links + 7) // 8,
    }
    for name, length in wanted.items():
        if len(arrays[name]) != length:
            raise CheckpointError(f"wants length {length}, has {len(arrays[name])}", field=name)
    if links % 8 and int(arrays["enabled_bits"][-1]) >> links % 8:
        raise CheckpointError("wants no bits beyond the last connection", field="enabled_bits")


def _innovations(arrays: dict[str, NDArray[Any]], known: int) -> NDArray[np.int32]:
    """Return the innovation numbers of steps, each genome's from -1 on.

    Raises:
        CheckpointError: the tracker has not given out one of them.
    """
    far = arrays["step"] == LEAP
    if (arrays["leap"] < LEAP).any():
        raise CheckpointError(f"wants leaps of {LEAP} or more", field="leap")
    most = int(arrays["step"].sum(dtype=np.int64) + arrays["leap"].sum(dtype=np.int64))
    reached = np.zeros(len(far) + 1, np.int32 if most < np.iinfo(np.int32).max else np.int64)
    steps = reached[1:]
    steps[:] = arrays["step"]
    steps[far] = arrays["leap"]
    np.cumsum(steps, out=steps)
    starts = arrays["connection_start"]
    innovation: NDArray[np.signedinteger[Any]] = steps - np.repeat(reached[starts[:-1]] + 1, np.diff(starts))
    if len(innovation) and not 0 <= int(innovation.min()) <= int(innovation.max()) < known:
        raise CheckpointError(f"wants numbers from 0 to {known - 1}, as the tracker gave out", field="step")
    return innovation.astype(np.int32, copy=False)
