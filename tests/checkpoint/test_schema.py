"""The schema of the format is on file, and so are the reasons for refusing content; QUALE_GOLDEN=1 rewrites both.

A change of the schema is a change of the format: it wants a version of its own.
"""

import os
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quale.checkpoint.format.codec import assemble, decode, pack
from quale.checkpoint.format.kinds import (
    INT64,
    Array,
    Integer,
    Items,
    Kind,
    Letters,
    Maybe,
    Raw,
    Real,
    Row,
    Table,
    Text,
)
from quale.checkpoint.format.schema import HEADER, SECTION_SCHEMAS
from quale.diagnostics import CheckpointError
from tests.checkpoint.test_hostile import CASES, HANDED_ON, NAME, RAW, SECTIONS, STATES, body, refused
from tests.checkpoint.test_hostile import HEADER as HEADER_OF

FOLDER = Path(__file__).parents[1] / "golden/checkpoint"


def on_file(name: str, lines: list[str]) -> None:
    path = FOLDER / name
    if os.environ.get("QUALE_GOLDEN"):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8").splitlines() == lines


def printed(kind: Kind, field: str) -> Iterator[str]:
    """Yield a line for every field below a kind."""
    match kind:
        case Table():
            for name, inner in kind.fields:
                yield from printed(inner, f"{field}.{name}")
        case Items():
            yield f"{field}: list, letter {kind.letter!r}, unique {kind.unique!r}"
            yield from printed(kind.item, f"{field}[]")
        case Row():
            for place, inner in enumerate(kind.items):
                yield from printed(inner, f"{field}[{place}]")
        case Maybe():
            yield f"{field}: nil, or"
            yield from printed(kind.kind, field)
        case Array() | Integer() | Real() | Text() | Raw():
            bounds = ", ".join(str(getattr(kind, one.name)) for one in fields(kind))
            yield f"{field}: {type(kind).__name__}({bounds})"
        case _:
            raise AssertionError(kind)


def test_the_schema_is_the_one_on_file() -> None:
    sections = (("header", HEADER), *SECTION_SCHEMAS)
    on_file("schema.txt", [line for name, kind in sections for line in printed(kind, name)])


def test_the_reasons_for_which_content_is_refused_are_on_file() -> None:
    lines = []
    for case, (change, _, _) in CASES.items():
        sections = deepcopy(SECTIONS)
        change(sections)
        lines.append(f"{case}: {refused(sections)}")
    for case, (value, _) in STATES.items():
        error = refused(HANDED_ON | {"task": HANDED_ON["task"] | {"next": value}}, {"version": 3})
        lines.append(f"{case}: {error}")
    for case, raw in RAW.items():
        with pytest.raises(CheckpointError) as caught:
            decode(body(raw), NAME)
        lines.append(f"{case}: {caught.value}")
    on_file("refused.txt", lines)


RIGHT: list[tuple[Kind, object]] = [
    (Integer(), 0),
    (Integer(), INT64),
    (Integer(2, 3), 2),
    (Integer(2, 3), 3),
    (Real(), -1e308),
    (Real(0.0), 0.0),
    (Text(3), "abc"),
    (Text(), ""),
    (Raw(), b"anything"),
    (Raw(2), b"ab"),
    (Raw(0), b""),
    (Items(Integer(), "Q"), []),
    (Items(Table((("a", Integer()),)), unique="a"), [{"a": 1}, {"a": 2}]),
    (Row((Integer(), Text())), [1, "a"]),
    (Maybe(Integer()), None),
    (Maybe(Integer()), 1),
    (Array("<f8", ("",), "finite"), np.array([1.0, -1e308])),
    (Array("<f8", ("",), "number"), np.array([np.inf, -np.inf])),
    (Array("<f8", ("",)), np.array([np.nan])),
    (Array("<f8", (3, ""), "finite"), np.zeros((3, 0))),
    (Array("|b1", ("",)), np.array([True, False])),
]
WRONG: list[tuple[Kind, object, str]] = [
    (Integer(), -1, f"wants a number from 0 to {INT64}, is -1"),
    (Integer(2, 3), 1, "wants a number from 2 to 3, is 1"),
    (Integer(2, 3), 4, "wants a number from 2 to 3, is 4"),
    (Integer(), True, "wants int, is bool"),
    (Integer(), 1.0, "wants int, is float"),
    (Real(), np.inf, "wants a finite number of at least -inf, is inf"),
    (Real(), np.nan, "wants a finite number of at least -inf, is nan"),
    (Real(0.0), -5e-324, "wants a finite number of at least 0.0, is -5e-324"),
    (Real(), 1, "wants float, is int"),
    (Text(3), "abcd", "wants at most 3 characters, has 4"),
    (Text(), b"", "wants str, is bytes"),
    (Raw(2), b"a", "wants 2 bytes, has 1"),
    (Raw(0), b"a", "wants 0 bytes, has 1"),
    (Raw(), "a", "wants bytes, is str"),
    (Items(Integer()), (1,), "wants list, is tuple"),
    (Items(Table((("a", Integer()),)), unique="a"), [{"a": 1}, {"a": 1}], "has a a twice"),
    (Row((Integer(),)), [], "wants 1 items, has 0"),
    (Row((Integer(),)), [1, 2], "wants 1 items, has 2"),
    (Table((("a", Integer()),)), [], "wants dict, is list"),
    (Maybe(Integer()), "", "wants int, is str"),
    (Array("<f8", ("",)), [1.0], "wants ndarray, is list"),
    (Array("<f8", ("",)), np.zeros(2, np.int32), "wants elements of type <f8, has <i4"),
    (Array("<f8", ("",)), np.zeros((2, 2)), "wants 1 dimensions, has 2"),
    (Array("<f8", (2,)), np.zeros(3), "wants length 2 (2), has 3"),
    (Array("<f8", ("",), "finite"), np.array([0.0, -np.inf, np.nan]), "wants finite values, has -inf at 1"),
    (Array("<f8", ("",), "number"), np.array([np.inf, np.nan]), "wants number values, has nan at 1"),
    (Array("<f8", ("", 2), "finite"), np.array([[0.0, 1.0], [2.0, np.nan]]), "wants finite values, has nan at 3"),
    (Array("|b1", ("",)), np.array([0, 2], np.uint8).view(np.bool_), "wants bytes 0 and 1 only"),
]


@pytest.mark.parametrize(("kind", "value"), RIGHT)
def test_what_a_kind_is(kind: Kind, value: object) -> None:
    kind.check(value, {}, "field")


@pytest.mark.parametrize(("kind", "value", "reason"), WRONG)
def test_what_a_kind_is_not(kind: Kind, value: object, reason: str) -> None:
    with pytest.raises(CheckpointError) as caught:
        kind.check(value, {}, "field")
    assert (caught.value.reason, caught.value.field) == (reason, "field")


def test_a_letter_is_one_number_wherever_it_stands() -> None:
    letters: Letters = {}
    Items(Integer(), "Q").check([1, 2], letters, "first")
    Array("<i8", ("Q+1",)).check(np.zeros(3, np.int64), letters, "second")
    assert letters == {"Q": 2}
    for length in (2, 4):
        with pytest.raises(CheckpointError, match=rf"wants length 3 \(Q\+1\), has {length}"):
            Array("<i8", ("Q+1",)).check(np.zeros(length, np.int64), letters, "third")
    learnt: Letters = {}
    Array("<i8", ("P+1", "M")).check(np.zeros((5, 0), np.int64), learnt, "fourth")
    assert learnt == {"P": 4, "M": 0}
    with pytest.raises(CheckpointError, match=r"wants length 1 \(X\+1\), has 0"):
        Array("<i8", ("X+1",)).check(np.zeros(0, np.int64), {}, "fifth")


def test_fields_are_named_by_their_way() -> None:
    nested = Table((("a", Items(Row((Table((("b", Integer()),)),)))),))
    nested.check({"a": [[{"b": 1}]]}, {}, "")
    for value, field, reason in (
        ({}, "a", "is missing"),
        ({"a": [], "more" * 20: 1}, ("more" * 20)[:40], "is not a field of this format"),
        ({"a": [[{"b": 1}], [{"b": "x"}]]}, "a[1][0].b", "wants int, is str"),
        ({"a": [[{}]]}, "a[0][0].b", "is missing"),
    ):
        with pytest.raises(CheckpointError) as caught:
            nested.check(value, {}, "")
        assert (caught.value.field, caught.value.reason) == (field, reason)


def changed(*changes: tuple[str, object]) -> dict[str, Any]:
    """Return the content of a file with fields set, each by the way to it; `at[N]` is element N of an array."""
    sections = deepcopy(SECTIONS)
    for way, value in changes:
        *steps, last = way.split(".")
        place = sections
        for step in steps:
            place = place[step]
        name, _, index = last.partition("[")
        if index:
            place[name] = place[name].copy()
            place[name][int(index[:-1])] = value
        else:
            place[name] = value
    return sections


GENERATION = len(SECTIONS["history"]["best"])
LAST = int(SECTIONS["history"]["evaluations"][-1])
AT_THE_BOUNDS: list[tuple[str, object, object]] = [  # the last that is right, the first that is wrong
    ("population.improved", GENERATION, GENERATION + 1),
    ("population.winner", 4, 5),
    ("population.winner", 0, -1),
    ("population.evaluations", LAST, LAST - 1),
    ("history.seconds[1]", 1e12, 1.0000001e12),
    ("history.seconds[0]", 0.0, -5e-324),
    ("history.seconds[2]", 0.5, np.inf),
    ("history.species[1]", 0, -1),
    ("history.invalid[1]", 0, -1),
    ("history.evaluations[0]", 0, -1),
    ("history.evaluations[1]", LAST, LAST + 1),
    ("species.founded[0]", GENERATION, GENERATION + 1),
    ("species.improved[1]", GENERATION, GENERATION + 1),
    ("species.founded[1]", 0, -1),
    ("species.next_id", 4, 3),
    ("species.threshold", 0.0, -1.0),
    ("tracker.next_node_id", 1 + 2**20, 2 + 2**20),
    ("population.input_ids[0]", 0, 1),
]


@pytest.mark.parametrize(("way", "right", "wrong"), AT_THE_BOUNDS)
def test_numbers_are_right_up_to_their_bounds(way: str, right: object, wrong: object) -> None:
    sections = changed((way, right))
    decode(assemble(HEADER_OF, {name: pack(section) for name, section in sections.items()}), NAME)
    assert (
        refused(changed((way, wrong)))
        .field.split("[")[0]
        .endswith(way.split(".")[1].partition("[")[0].removeprefix("next_"))
    )
