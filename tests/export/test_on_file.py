"""Exports as they are written are on file, for every format of text; QUALE_GOLDEN=1 rewrites them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from quale.export.network import Input, Output
from quale.export.register import FORMATS
from tests.export.networks import Case, case, each_activation

FOLDER = Path(__file__).parents[1] / "golden/export"
TEXTS = [name for name, form in FORMATS.items() if not form.binary]


def odd() -> Case:
    """Return a network whose ends have what ends may have, and names that no language has."""
    made = case(3, (3, 2), 4, 3, recurrent=True, updates=2, limit=5.0)
    inputs = (Input('a "b" */', -1.0, 2.5), Input("class", mean=0.1, deviation=3.0), Input("ünïcode\\n"))
    outputs = (Output("1st", 0.0), Output("1st "))
    return replace(made, network=replace(made.network, name="it's -- <odd>", inputs=inputs, outputs=outputs))


CASES = {"plain": case(2, (2, 2), 3, 3), "odd": odd(), "each": each_activation()}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("of", CASES)
def test_an_export_is_the_one_on_file(of: str, name: str) -> None:
    form = FORMATS[name]
    ways = {"": False, ".float": True} if form.single else {"": False}
    for mark, single in ways.items():
        content = form.write(CASES[of].network, single=single)
        path = FOLDER / f"{of}{mark}{form.suffix}.txt"
        if os.environ.get("QUALE_GOLDEN"):
            path.write_bytes(content)
        assert path.read_bytes().splitlines() == content.splitlines()
