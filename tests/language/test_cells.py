"""CSV as spreadsheets and pandas write it, and as nobody should."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quale.cells import MOST_CELLS, read_rows
from quale.diagnostics import Source
from quale.language.blocks.entity_rows import MOST_ERRORS
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.model.model import world_task
from tests.language.checking import diagnostics, model, program, told

WORLD = """topology: route  length: 10
  entity stone { properties { position: float, hot: bool = true, size: int = 2 + 0.5, weight: 0..1 = random() } }
  import entities from "a.csv"
"""
PLAIN = "type,position,hot,size,weight\nstone,1.5,true,3,0.5\nstone,2,false,-4,1\n"
ROWS = ((1.5, 1.0, 3.0, 0.5), (2.0, 0.0, -4.0, 1.0))


def rows(text: str) -> tuple[tuple[float, ...], ...]:
    return world_task(model(program(world=WORLD), a_csv=text.encode())).world.kinds[0].rows


@pytest.mark.parametrize(
    ("written", "text"),
    {
        "plainly": PLAIN,
        "with truth values in capitals": PLAIN.replace("true", "TRUE").replace("false", "FALSE"),
        "by Python": PLAIN.replace("true", "True").replace("false", "False"),
        "with semicolons": PLAIN.replace(",", ";"),
        "with tabs": PLAIN.replace(",", "\t"),
        "with its separator said": "sep=;\n" + PLAIN.replace(",", ";"),
        "on Windows": "\ufeff" + PLAIN.replace("\n", "\r\n"),
        "on an old Macintosh": PLAIN.replace("\n", "\r"),
        "with empty rows": PLAIN.replace("\nstone", '\n,,,,\n  ,,\n\n"",,\nstone') + ",,,,\n\n",
        "with empty columns at the end": PLAIN.replace("\n", ",,\n"),
        "with empty columns at the end of some rows": PLAIN.replace("3,0.5", "3,0.5,,"),
        "with comments": "# made by hand\n" + PLAIN.replace("\nstone,2", '\n  # not "closed\nstone,2') + "#end",
        "with a capitalised header": PLAIN.replace("type,position,hot", "Type,Position,HOT"),
        "with an index": ",type,position,hot,size,weight\n0,stone,1.5,True,3.0,0.5\n1,stone,2.0,False,-4.0,1\n",
        "in quotes": '"' + PLAIN.replace(",", '","').replace("\n", '"\n"').removesuffix('"'),
        "with blanks": PLAIN.replace(",", " , "),
        "without a last end of line": PLAIN.rstrip(),
        "with rows turned around": "weight,size,hot,position,kind\n0.5,3,1,1.5,stone\n1,-4,0,2,stone\n",
    }.items(),
)
def test_a_table_is_the_same_however_it_is_written(written: str, text: str) -> None:
    assert rows(text) == ROWS, written


def test_a_column_or_cell_that_is_not_there_has_the_propertys_initial_value() -> None:
    assert rows("type,position,weight\nstone,1,0.5\n") == ((1.0, 1.0, 2.0, 0.5),)
    assert rows("type,position,weight,hot,size\nstone,1,0.5,,\n") == ((1.0, 1.0, 2.0, 0.5),)


def test_a_drawn_initial_value_is_no_value_of_an_imported_entity() -> None:
    (found,) = (
        f for f in diagnostics(program(world=WORLD), a_csv=b"type,position\nstone,1\n") if "column" in f.message
    )
    assert found.message == "column `weight` is missing"
    assert "drawn" in found.hint


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("type,position\nstone,1,2\n", ["this row has 3 cells"]),
        ("type;position;weight\nstone;1,5;1\n", ["`1,5` is no number"]),
        ("type|position\nstone|1\n", ["no column names the kind", "unknown column `type|position`"]),
        ("type,,position,weight\nstone,1,1,1\n", ["this column has no name"]),
        ("type,Position,position,weight\nstone,1,1,1\n", ["column `position` stands twice"]),
        ('type,position\nstone,"1\n', ["this cell is not CSV"]),
        ("# nothing\n,,,\n", ["the file is empty"]),
        (
            "type,position,weight\n" + "stone,x,1\n" * 1000,
            ["the file has 100 mistakes or more"] + ["`x` is no number"] * 100,
        ),
        ("type,position,weight\nstone," + "x" * 10**6 + ",1\n", [f"`{'x' * 39}…` is no number"]),
        ("type" + "," * MOST_CELLS + "x\n", [f"this row has more than {MOST_CELLS:,} cells"]),
    ],
)
def test_what_is_wrong_is_told_once_and_shortly(text: str, messages: list[str]) -> None:
    assert MOST_ERRORS == 100
    assert sorted(told(program(world=WORLD), a_csv=text.encode())) == sorted(messages)


def test_a_comma_in_a_number_is_told_how_to_write() -> None:
    found = diagnostics(program(world=WORLD), a_csv=b"type;position;weight\nstone;1,5;1\n")
    assert [each.hint for each in found if each.hint] == ["numbers have a point: write `1.5`"]


@pytest.mark.parametrize(
    "cell",
    [
        " ",
        "\t",
        " \t",
        '"',
        '""',
        "a ",
        ",",
        "\n",
        " \n",
        ",\n",
        ", ",
        "#",
        "#\n",
        ' "',
        '" ',
        '"" ',
        '""a',
        "\r",
        ';"',
    ],
)
@pytest.mark.parametrize("end", ["", '"', 'x"', "x", '"x', "\n"])
def test_hostile_cells_take_linear_time(cell: str, end: str) -> None:
    """By a way that is not linear, this would not end."""
    text = "type,position\nstone," + cell * (300_000 // len(cell)) + end
    for _ in read_rows(Source("a.csv", text), DiagnosticLog()):
        pass


CELLS = st.text("ab,;\t\"\n '#1.", max_size=5).map(str.strip).filter(lambda text: not text.startswith("#"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_what_python_writes_is_read(table: list[list[str]], separator: str) -> None:
    table.insert(0, ["type", "position", "hot", "size"])
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(table)
    log = DiagnosticLog()
    read = [[cell.text for cell in row] for row in read_rows(Source("a.csv", out.getvalue()), log)]
    wanted = [[cell.replace("\r\n", "\n") for cell in row] for row in table if any(row)]
    assert read == wanted
    assert not log.failed
