"""Every field that `--json` writes stands in docs/looking.md."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quale.checkpoint.directory.family import Kin
from quale.report.data import data
from quale.report.inspect import inspect
from quale.report.inspection import Inspection, Trial
from tests.report.test_written import grown

PAGE = (Path(__file__).parents[2] / "docs" / "looking.md").read_text(encoding="utf-8")
NAMED = ("about", "metrics", "sensors", "actuators")
"""Maps whose keys are names of the run's own."""


def fields(value: Any, inside: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if inside not in NAMED:
                yield name
            yield from fields(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from fields(item, inside)


@pytest.fixture
def inspection() -> Inspection:
    kin = Kin("One", "00", 3, 1.0, "one", None)
    return replace(inspect(grown(3)), tests=(Trial("hard", 0.5, True, 2),), family=(kin,))


def test_every_field_of_an_inspection_is_documented(inspection: Inspection) -> None:
    section = PAGE.partition("## inspect")[2].partition("\n## ")[0]
    written = set(fields(json.loads(json.dumps(data(inspection)))))
    assert {"family", "passes", "caution", "strength"} <= written
    assert not [name for name in written if f"`{name}`" not in section]
