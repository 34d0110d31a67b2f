"""`domain: dataset`: what a table becomes, whatever its format, and what is told about one that is wrong."""

import io
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from quale.diagnostics import Source, Span
from quale.domains.dataset.csv_table import open_csv
from quale.domains.dataset.declaration import DatasetDeclaration
from quale.domains.dataset.table import Columns, Mistakes
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.model.show import show_model
from tests.domains.tables import ARGUMENTS, CSV, modelled, npz, numbers, program, task, told

WIDTH, COLOUR = [1.5, 2.0, 0.25, -1.0], ["red", "blue", "red", "green"]
SIZE, KIND = [3.0, -4.0, 100.0, 0.0], ["a", "b", "a", "b"]


def parquet_of(**columns: object) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "data"),
    {
        "plain": ("t.csv", CSV),
        "on Windows": ("t.csv", "\ufeff" + CSV.replace("\n", "\r\n")),
        "with semicolons": ("t.csv", CSV.replace(",", ";")),
        "with tabs": ("t.tsv", CSV.replace(",", "\t")),
        "with its separator said": ("t.csv", "sep=;\n" + CSV.replace(",", ";")),
        "in quotes": ("t.csv", '"' + CSV.replace(",", '","').replace("\n", '"\n"').removesuffix('"')),
        "with comments": ("t.csv", "# made by hand\n" + CSV.replace("\n2", "\n# more\n2")),
        "with blanks": ("t.csv", CSV.replace(",", " , ")),
        "with empty columns at the end": ("t.csv", CSV.replace("\n", ",,\n")),
        "with an index": ("t.csv", "".join(f"{n or ''},{row}\n" for n, row in enumerate(CSV.splitlines()))),
        "with columns that nobody reads": (
            "t.csv",
            CSV.replace("\n", ",note\n", 1).replace("a\n", "a,?\n").replace("b\n", "b,\n"),
        ),
        "without a last end of line": ("t.csv", CSV.rstrip()),
        "npz": ("t.npz", npz(width=WIDTH, colour=COLOUR, size=SIZE, kind=KIND)),
        "parquet": ("t.parquet", parquet_of(width=WIDTH, colour=COLOUR, size=SIZE, kind=KIND)),
    }.values(),
)
def test_a_table_is_the_same_however_it_is_written(file: str, data: str | bytes) -> None:
    found = task(data, file=file)
    assert found.ports.inputs == ("width", "colour_blue", "colour_green", "colour_red", "size")
    assert found.ports.outputs == ("kind_a", "kind_b")
    assert found.inputs.tolist() == [
        [1.5, 0, 0, 1, 3],
        [2, 1, 0, 0, -4],
        [0.25, 0, 0, 1, 100],
        [-1, 0, 1, 0, 0],
    ]
    assert found.targets.tolist() == [[0], [1], [0], [1]]


CELLS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["", "x", "1,5", "true", "1e999", " 2 ", "nan", "0x1", "1_0", "+3."]),
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_the_quick_way_through_a_csv_file_finds_what_the_careful_one_finds(
    rows: list[tuple[str, str]], separator: str
) -> None:
    text = f"a{separator}b\n" + "".join(f"{a}{separator}{b}\n" for a, b in rows)
    program = Source("t.quale", "dataset")

    def read(text: str) -> tuple[Columns | None, list[str]]:
        log = DiagnosticLog()
        table = open_csv(Source("t.csv", text), Mistakes(log, Span(program, 0, 7)))
        assert table is not None
        return table.read(("a",), ("b",)), [found.message for found in log.sorted(())]

    quick, careful = read(text), read(text + "#\n")  # a comment takes the quick way away
    assert quick[1] == careful[1]
    assert (quick[0] is None) == (careful[0] is None)
    if quick[0] is not None and careful[0] is not None:
        assert quick[0].numbers["a"].tobytes() == careful[0].numbers["a"].tobytes()
        assert quick[0].labels == careful[0].labels


def test_numbers_of_classes_are_in_the_order_of_their_size() -> None:
    found = task("x,d\n1,10\n2,9\n3,10\n4,2\n", program("targets: [d], loss: cross_entropy"))
    assert found.ports.outputs == ("d_2", "d_9", "d_10")
    assert found.targets.tolist() == [[2], [1], [2], [0]]
    assert found.metrics == ("held_out", "accuracy", "held_out_accuracy")


def test_several_targets_may_say_the_class() -> None:
    found = task("x,a,b\n1,1,0\n2,0,1\n3,true,false\n", program("targets: [a, b], loss: accuracy"))
    assert found.targets.tolist() == [[0], [1], [0]]
    assert "row 2 belongs to no one class" in [
        each.message for each in told("x,a,b\n1,1,0\n2,1,1\n", program("targets: [a, b], loss: accuracy"))
    ]


def test_a_category_is_a_target_of_ones_and_zeros() -> None:
    found = task("x,k\n1,no\n2,yes\n3,yes\n", program("targets: [k], category: [k], loss: log_loss"))
    assert (found.ports.outputs, found.targets.tolist()) == (("k_no", "k_yes"), [[1, 0], [0, 1], [0, 1]])


def test_an_array_of_several_dimensions_gives_a_column_for_each_number() -> None:
    data = npz(image=np.arange(12).reshape(3, 2, 2), k=[0.5, 1, 2], title="not a column")
    found = task(data, program("inputs: [image], targets: k, loss: mse", "t.npz"), "t.npz")
    assert found.ports.inputs == ("image_0", "image_1", "image_2", "image_3")
    assert found.inputs[1].tolist() == [4, 5, 6, 7]
    assert found.metrics == ("held_out",)


def test_names_of_ends_are_never_the_same() -> None:
    found = task("c,y\nx y,1\nx-y,2\n?,3\n", program("category: [c], targets: [y], loss: mae"))
    assert found.ports.inputs == ("c_blank", "c_x_y", "c_x_y_2")


def test_a_body_names_the_ends() -> None:
    body = (
        "body Eye { sensor one: internal(0..1)  sensor two: internal(0..1)  actuator out: trigger(threshold: 0.5) }\n"
    )
    text = "a,b,c\n1,2,3\n4,5,6\n"
    found = task(text, body + program("targets: [c], loss: mse", fields="body: Eye"))
    assert (found.ports.inputs, found.ports.outputs) == (("one", "two"), ("out",))
    (wrong,) = told(text, body + program("inputs: [a], targets: [c], loss: mse", fields="body: Eye"))
    assert wrong.message == "the body has 2 sensors, the dataset 1 inputs"
    assert wrong.hint == "the body's: `one`, `two`\nthe dataset's: `a`"


def test_the_model_is_printed_without_its_rows() -> None:
    shown = show_model(modelled(CSV))
    assert "DatasetTask(t.csv: 4 rows, 5 inputs, 2 outputs, loss accuracy, split 0.8)" in shown
    assert "domain.category = [colour]" in shown


def test_what_decides_a_score_is_told() -> None:
    declaration, text = DatasetDeclaration(), numbers(20)
    arguments = "targets: [kind], loss: accuracy"
    old = task(text, program(arguments))
    assert declaration.differences(old, task(text.replace(",", ";"), program(arguments))) == ()
    assert declaration.differences(old, task(numbers(21), program(arguments))) == ("rows",)
    changed = "targets: [kind], loss: cross_entropy, split: 0.5, batch: 5, standardize: true"
    assert declaration.differences(old, task(text, program(changed))) == ("standardize", "loss", "split", "batch")


WRONG = {
    "inputs: [width, colour, size], targets: [kind], category: [colour]": "`dataset` needs `loss`",
    "loss: mse": "`dataset` needs `targets`",
    "loss: accuracy, targets: [kind], hurry: 3": "unknown argument `hurry`",
    "loss: accuracy, targets: [kind], 3": "this argument has no name",
    "loss: accuracy, targets: [kind], targets: [size]": "`targets` is given twice",
    "loss: mean, targets: [kind]": "there is no such loss",
    "loss: mse, targets: 3": "`targets` names columns",
    "loss: mse, targets: [size, size]": "a column stands twice in this list",
    "loss: mse, targets: [size], split: 0": "`split` is a part of the rows, above 0 and at most 1",
    "loss: mse, targets: [size], batch: 2.5": "`batch` is a number of rows, a whole one from 1 on",
    "loss: mse, targets: [size], standardize: 3": "`standardize` is true or false",
    "loss: mse, targets: [sise]": "there is no column `sise`",
    "loss: mse, targets: [size], inputs: [width, size]": "column `size` is an input and a target",
    "loss: mse, targets: [size], inputs: [width], category: [colour]": "column `colour` is neither input nor target",
    "loss: mse, targets: [size], inputs: [width], batch: 4": "a batch of 4 rows is more than there are",
    "loss: log_loss, targets: [size], inputs: [width]": "row 1 of column `size` is 3",
    "loss: mse, targets: [width, colour, size, kind], category: [colour, kind]": "no column is left for the inputs",
}


@pytest.mark.parametrize(("arguments", "message"), WRONG.items())
def test_wrong_arguments_are_told_at_their_place(arguments: str, message: str) -> None:
    found = told(CSV, program(arguments))
    assert [each.message for each in found] == [message]
    assert found[0].span is not None
    assert found[0].span.source.name == "t.quale"


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ("x,y\n1,2\nred,3\n", [("t.csv:3:1", "`red` is no number")]),
        ("x,y\n1,2\n,3\n4,1e999\n", [("t.csv:3:1", "this cell is empty"), ("t.csv:4:3", "`1e999` does not fit")]),
        ("x;y\n1;2,5\n", [("t.csv:2:3", "`2,5` is no number")]),
        ("x,y\n1,2,3\n", [("t.csv:2:1", "this row has 3 cells")]),
        ("x,x,y\n1,2,3\n", [("t.csv:1:3", "column `x` stands twice")]),
        ("x,,y\n1,2,3\n", [("t.csv:1:3", "this column has no name")]),
        ('x,y\n1,"2\n', [("t.csv:2:3", "this cell is not CSV")]),
        ("", [("t.quale:2:19", "the file t.csv is empty")]),
        ("x,y\n1,2\n", [("t.quale:2:19", "a dataset needs at least two rows below its header")]),
        (b"x,y\n1,\xff\n", [("t.quale:2:19", "the file t.csv is not UTF-8")]),
    ],
)
def test_bad_cells_are_told_with_file_row_and_column(data: str | bytes, places: list[tuple[str, str]]) -> None:
    found = told(data, program("targets: [y], loss: mse"))
    assert [(str(each.span), each.message) for each in found] == places


def test_a_column_of_texts_is_told_how_it_could_be_an_input() -> None:
    (found,) = told("x,y\nred,2\n4,3\n", program("targets: [y], loss: mse"))
    assert found.hint == "`category: [x]` makes an input of each value of a column"


def test_a_hundred_mistakes_are_enough() -> None:
    found = told("x,y\n1,2\n" + "a,b\n" * 500, program("targets: [y], loss: mse"))
    assert len(found) == 101
    assert "the file has 100 mistakes or more" in [each.message for each in found]


@pytest.mark.parametrize(
    ("file", "data", "message"),
    [
        ("t.xlsx", b"", '"t.xlsx" has no kind'),
        ("t.npz", b"PK\x03\x04", "t.npz is no NPZ file that can be read"),
        ("t.npz", npz(x=[1.0, 2.0], y=np.array([{}, []], dtype=object)), "t.npz is no NPZ file that can be read"),
        ("t.npz", npz(x=[1.0, 2.0], y=[1.0]), "the columns have different numbers of rows"),
        ("t.npz", npz(x=[1.0, np.nan], y=[1.0, 2.0]), "row 2 of column `x` is nan"),
        ("t.npz", npz(x=["a", "b"], y=[1.0, 2.0]), "column `x` holds no numbers"),
        ("t.npz", npz(x=3.0), "t.npz holds no column"),
        ("t.parquet", b"PAR1", "t.parquet is no Parquet file that can be read"),
        ("t.parquet", parquet_of(x=[1.0, None], y=[1.0, 2.0]), "row 2 of column `x` is nan"),
        ("t.parquet", parquet_of(x=[1.0, 2.0], y=[1.0, 2.0], z=["a", None]), "row 2 of column `z` is empty"),
        ("t.parquet", parquet_of(), "t.parquet holds no column"),
    ],
)
def test_other_files_that_are_wrong_are_told(file: str, data: bytes, message: str) -> None:
    category = ", category: [z]" if b"z" in data and "empty" in message else ""
    found = told(data, program(f"targets: [y], loss: mse{category}", file), file)
    assert message in [each.message for each in found]


def test_a_missing_extra_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.domains.dataset.parquet_table.find_spec", lambda _: None)
    (found,) = told(b"", program("targets: [y], loss: mse", "t.parquet"), "t.parquet")
    assert found.hint == "python -m pip install 'quale-lang[data]'"


def test_a_file_that_is_missing_is_told_once() -> None:
    assert [each.message for each in told(CSV, program(ARGUMENTS, "u.csv"))] == ['cannot read "u.csv"']


def test_a_parquet_file_may_have_columns_of_any_kind() -> None:
    data = parquet_of(
        width=pa.array([Decimal("1.50"), Decimal("-2.25")]),
        colour=pa.array(["red", "blue"]).dictionary_encode(),
        size=pa.array([True, False]),
        kind=pa.array([1, 2], pa.uint8()),
    )
    found = task(data, program(file="t.parquet"), "t.parquet")
    assert found.inputs.tolist() == [[1.5, 0, 1, 1], [-2.25, 1, 0, 0]]
    assert found.ports.outputs == ("kind_1", "kind_2")


def test_a_parquet_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.domains.dataset.parquet_table.MOST_NUMBERS", 5)
    found = told(
        parquet_of(x=[1.0, 2.0, 3.0], y=[1.0, 2.0, 3.0]), program("targets: [y], loss: mse", "t.parquet"), "t.parquet"
    )
    assert [each.message for each in found] == ["t.parquet is too large"]
    assert "6 cells" in found[0].label


def test_without_pyarrow_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.domains.dataset.parquet_table.find_spec", lambda _name: None)
    found = told(parquet_of(x=[1.0], y=[1.0]), program("targets: [y], loss: mse", "t.parquet"), "t.parquet")
    assert [each.message for each in found] == ["reading t.parquet takes pyarrow, which is not installed"]
    assert "pip install" in found[0].hint


@pytest.mark.parametrize("field", ["scenarios: 3", "aggregate: min", "time_limit: 3 s", "ticks: 3", "world: Nowhere"])
@pytest.mark.parametrize("test", [False, True])
def test_fields_that_say_nothing_about_a_table_are_told(field: str, test: bool) -> None:
    name = field.partition(":")[0]
    if test and name == "time_limit":
        pytest.skip("a test has no such field")
    fields = f"test Hard {{ {field}  when: held_out >= 1 }}" if test else field
    (found,) = told(CSV, program(fields=fields))
    assert found.message == f"`{name}` has no meaning with domain `dataset`"
    assert found.span is not None
    assert found.span.text == field.partition(": ")[2]


def test_what_says_nothing_about_a_table_is_not_shown() -> None:
    names = {name for name, _ in modelled(CSV).configuration}
    assert names & {"scenarios", "aggregate", "time_limit", "resample"} == {"resample"}
