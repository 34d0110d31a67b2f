"""The coverage report is read as it is written: the whole, and what falls short."""

import json

from tests.coverage import short


def test_files_below_the_least_are_named() -> None:
    def file(part: float) -> dict[str, dict[str, float]]:
        return {"summary": {"percent_covered": part}}

    report = {
        "files": {"a.py": file(85.0), "b.py": file(84.9), "c.py": file(100.0)},
        "totals": {"percent_covered": 97.5},
    }
    assert short(json.dumps(report)) == (97.5, {"b.py": 84.9})
