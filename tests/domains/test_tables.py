"""What data files become, and what is told about wrong ones, word for word and place by place, is on file;
QUALE_GOLDEN=1 rewrites it."""

import io
import os
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from quale.diagnostics import Diagnostic, ProgramError
from tests.domains.tables import npz, program, task

GOLDEN = Path(__file__).parents[1] / "golden/domains/tables.txt"

LONG = "x" * 60
CSVS = {
    "plain": "x,y\n1,2\n3,4\n",
    "one column and no target": "y\n1\n2\n",
    "numbers as people write them": "x,y\n+1.5,-.5\n1.,1e-3\n.25E2,00\n",
    "truth values": "x,y\nTRUE,False\ntrue,FALSE\n",
    "a truth value among numbers": 'x,y\n1,2\nTrue,"false"\n',
    "blanks around, lines between": " x , y \n\n 1 , 2\n , \n\t3,\t4 \n",
    "comments": "# by hand\nx,y\n1,2\n  # more\n3,4\n# end",
    "an index and an empty column": ",x,,y\n0,1,,2\n1,3,,4\n",
    "trailing empty cells": "x,y,,\n1,2,,\n3,4\n",
    "a trailing cell that says something": "x,y,,\n1,2,,\n3,4,5,\n",
    "semicolons": "x;y\n1;2\n3;4,5\n",
    "tabs": "x\ty\n1\t2\n3\t4\n",
    "a separator said": "sep=\t\nx\ty\n1\t2\n3\t4\n",
    "more commas than semicolons": "x,y;z\n1,2\n3,4\n",
    "quotes": '"x","y"\n"1","2"\n3,"4"\n',
    "quotes with quotes and commas": '"x ""a, b""",y\n1,2\n3,4\n',
    "a quote that is never closed": 'x,y\n1,"2\n3,4\n',
    "a quote inside": 'x,y\n1,2"3\n3,4\n',
    "short and long rows": "x,y\n1\n1,2,3\n3,4\n5,6\n",
    "no numbers": f"x,y\nred,2\n{LONG},blue\n1,5 a\n",
    "empty cells": 'x,y\n,2\n1,\n"",4\n',
    "numbers that do not fit": f"x,y\n1e999,2\n-1e999,{'9' * 400}\n",
    "numbers that are none": "x,y\nnan,2\ninf,0x10\n1_000,1 000\n",
    "commas in numbers": 'x,y\n"1,5",2\n"red,5",3\n',
    "names twice": "x,y,x\n1,2,3\n3,4,5\n",
    "names that differ in case": "X,y,x\n1,2,3\n3,4,5\n",
    "no name": "x,,y\n1,2,3\n3,4,5\n",
    "one row": "x,y\n1,2\n",
    "no row": "x,y\n",
    "nothing": "",
    "comments alone": "# nothing\n\n#\n",
    "ends of lines of every kind": "x,y\r1,2\r\n3,4\n\r5,6",
}
WANTED = "targets: [y], loss: mse"
ARGUMENTS = {
    "the target is a class": "targets: [y], loss: accuracy",
    "the target is true": "targets: [y], loss: log_loss",
    "a category": "targets: [y], loss: mae, category: [x]",
    "category and scale": "targets: [y], loss: cross_entropy, category: [x], standardize: true, split: 1",
}
CLASSED = {
    "plain": "x,y\n1,1\n3,0\n3,1\n1,0\n",
    "blanks and signs": "x,y\n a b ,yes\na-b,no\n+,yes\n,no\n",
    "many classes": "x,y\n1,a\n2,b\n3,c\n4,d\n",
    "one class": "x,y\n1,a\n2,a\n",
    "numbers in order": "x,y\n10,9\n9,10\n10,9\n9,10\n",
    "composed letters": "x,y\ne\u0301,1\n\u00e9,0\n",
    "numbers and names": "x,y\n10,1\nten,0\n2,1\n",
}


def parquet_of(**columns: object) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


dates = np.array(["2020-01-01", "2020-01-02"], dtype="datetime64[D]")
FILES: dict[str, tuple[str, bytes]] = {
    "npz": ("t.npz", npz(x=[1, 2], y=[0.5, 1.5])),
    "npz of all kinds of numbers": ("t.npz", npz(x=np.array([1, 2], np.uint8), y=np.array([True, False]))),
    "npz with rows of several": ("t.npz", npz(x=np.arange(12.0).reshape(2, 3, 2), y=[1.0, 2.0])),
    "npz of texts": ("t.npz", npz(x=["a", "b"], y=[1.0, 2.0])),
    "npz of dates": ("t.npz", npz(x=dates, y=[1.0, 2.0])),
    "npz of times": ("t.npz", npz(x=dates - dates[0], y=[1.0, 2.0])),
    "npz of complex numbers": ("t.npz", npz(x=[1j, 2], y=[1.0, 2.0])),
    "npz of bytes": ("t.npz", npz(x=np.array([b"a", b"b"]), y=[1.0, 2.0])),
    "npz with gaps": ("t.npz", npz(x=[np.nan, np.inf, 1.0], y=[1.0, np.nan, 2.0])),
    "npz of other lengths": ("t.npz", npz(x=[1.0, 2.0, 3.0], y=[1.0, 2.0])),
    "npz without columns": ("t.npz", npz()),
    "npz of one number": ("t.npz", npz(y=2.0)),
    "npz that is none": ("t.npz", b"PK\x03\x04none"),
    "parquet": ("t.parquet", parquet_of(x=[1, 2], y=[0.5, 1.5])),
    "parquet of texts": ("t.parquet", parquet_of(x=["a", None], y=[0.5, 1.5])),
    "parquet of dates": ("t.parquet", parquet_of(x=pa.array([1, 2], pa.date32()), y=[0.5, 1.5])),
    "parquet with gaps": ("t.parquet", parquet_of(x=[None, None, 1.0], y=[0.5, 1.5, 2.5])),
    "parquet that is none": ("t.parquet", b"PAR1"),
    "another kind": ("t.xlsx", b""),
    "bytes that are no text": ("t.csv", b"x,y\n1,\xff\n"),
}


def shown(found: Diagnostic) -> str:
    label = "" if found.message.endswith("can be read") else found.label  # a library's own words
    words = " | ".join(filter(None, (found.message, label, found.hint)))
    return f"  {found.span or found.file}-{found.span.end if found.span else ''} {found.severity.value}: {words}"


def told(data: str | bytes, arguments: str, file: str = "t.csv") -> list[str]:
    """Return what is told about a file, or what it became."""
    try:
        found = task(data, program(arguments, file), file)
    except ProgramError as error:
        return [shown(one) for one in error.diagnostics]
    scaled = [name for name, one in zip(found.ports.inputs, found.scaled, strict=True) if one]
    return [
        f"  {' '.join(found.ports.inputs)} -> {' '.join(found.ports.outputs)}, scaled: {' '.join(scaled) or 'none'}",
        *(f"  {' '.join(map(repr, row))}" for row in np.hstack([found.inputs, found.targets]).tolist()),
    ]


def test_what_files_become_and_what_is_told_is_on_file() -> None:
    lines = []
    for name, text in CSVS.items():
        lines += [name, *told(text, WANTED)]
    for arguments, words in ARGUMENTS.items():
        for name, text in CLASSED.items():
            lines += [f"{arguments}, {name}", *told(text, words)]
    for name, (file, data) in FILES.items():
        lines += [name, *told(data, WANTED, file)]
        if "texts" in name or "dates" in name:
            lines += [f"{name}, as a category", *told(data, f"{WANTED}, category: [x]", file)]
    if os.environ.get("QUALE_GOLDEN"):
        GOLDEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8").splitlines() == lines
