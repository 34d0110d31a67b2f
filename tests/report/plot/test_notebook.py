"""What a notebook shows: pictures that parse, without anything loaded, with ids of their own."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import quale
from quale.report.plot.notebook import run_svg
from tests.cli.command import write_program
from tests.report.plot.test_plot import evolved


def test_runs_checkpoints_and_champions_show_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = quale.load(write_program(tmp_path)).evolve()
    for shown in (run._repr_html_(), quale.Checkpoint.load("Walk")._repr_html_()):
        page = ET.fromstring(shown)
        assert len(page.findall(".//{http://www.w3.org/2000/svg}g[@class='panel']")) == 1
        assert len(shown) < 20_000
    network = ET.fromstring(run.best._repr_svg_())
    assert {"place", "noise", "push"} <= {text.text for text in network.iter("{http://www.w3.org/2000/svg}text")}


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_history_is_a_table_where_a_library_for_them_is(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = pytest.importorskip(library)
    monkeypatch.chdir(tmp_path)
    history = quale.load(write_program(tmp_path)).evolve().history
    table = tables.DataFrame(history.copy())
    assert table.shape == (len(history), len(history.dtype.names or ()))
    assert list(table.columns) == list(history.dtype.names or ())
    assert list(table["best"]) == history["best"].tolist()


def test_pictures_of_several_runs_share_no_id() -> None:
    one, other = run_svg(evolved(20, seed=1)), run_svg(evolved(20, seed=2))
    ids = [set(re.findall(r'id="([^"]+)"', picture)) for picture in (one, other)]
    assert all(ids)
    assert not ids[0] & ids[1]
