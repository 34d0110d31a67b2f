"""No program makes the checker raise: mutations of the examples come back as Models or as diagnostics."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quale.diagnostics import ProgramError, Severity
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import DataFile, Model, ProgramText
from quale.model.show import show_model
from quale.report.render import render

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.quale"))}
DATA = tuple(DataFile(path.name, path.read_bytes()) for path in sorted(EXAMPLES.glob("*.csv")))
WRONG = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent / "wrong").glob("check_*.quale"))
}
PIECES = re.compile(r"\w+|\s+|[^\w\s]")
WORDS = sorted(
    {piece for text in (*TEXTS.values(), *WRONG.values()) for piece in PIECES.findall(text) if piece.strip()}
)
CELLS = (b"", b"x", b"1e999", b"-1", b"true", b'"', b",", b"\n", b"stage", b"\xff", b"nan", b"0.5.5")


def checked(text: str, data: tuple[DataFile, ...] = DATA) -> None:
    """Check a text; errors must come as diagnostics that can be rendered, a Model must have a print."""
    models: tuple[Model, ...] = ()
    try:
        models = load_text(ProgramText((("program.quale", text),), data), DOMAINS).project.models
    except ProgramError as error:
        found = error.diagnostics
    else:
        found = ()
    assert bool(models) != any(each.severity is Severity.ERROR for each in found)
    assert all(render(each) for each in found)
    assert all(show_model(model) for model in models)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_words_exchanged(data: st.DataObject) -> None:
    pieces = PIECES.findall(data.draw(st.sampled_from([*TEXTS.values(), *WRONG.values()])))
    places = [i for i, piece in enumerate(pieces) if piece.strip()]
    for _ in range(data.draw(st.integers(1, 4))):
        pieces[data.draw(st.sampled_from(places))] = data.draw(st.sampled_from([*WORDS, ""]))
    checked("".join(pieces))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_lines_dropped_doubled_and_moved(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from([*TEXTS.values(), *WRONG.values()])).splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines.pop(at)
        for _ in range(data.draw(st.integers(0, 2))):
            lines.insert(data.draw(st.integers(0, len(lines))), line)
        lines = lines or [""]
    checked("\n".join(lines))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_cells_exchanged(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["operator", "double_pole"]))
    files = list(DATA)
    at = data.draw(st.integers(0, len(files) - 1))
    content = bytearray(files[at].data)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        content[start : start + data.draw(st.integers(0, 4))] = data.draw(st.sampled_from(CELLS))
    files[at] = DataFile(files[at].name, bytes(content))
    checked(TEXTS[f"{name}.quale"], tuple(files))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_each_block_missing(name: str) -> None:
    for block in re.split(r"\n(?=\w+ \w+ \{)", TEXTS[name]):
        checked(TEXTS[name].replace(block, ""))
