"""Hostile fields in a process whose kernels look at every index: none ends it, and one would if a rule were missing."""

import os
import signal
import subprocess
import sys

import pytest

from quale.checkpoint.format.rules import RULES
from tests.hostile.fields import ROOT, main

WITHOUT = """
import sys
import quale.checkpoint.format.rules as rules
from tests.hostile.fields import cases
rules.RULES = tuple(rule for rule in rules.RULES if rule.__name__ != sys.argv[1])
print(cases(200, 3))
"""


def test_what_is_accepted_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["120", "1"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("120 cases: ")
    read, refused = (int(part.split()[0]) for part in said.removeprefix("120 cases: ").split(", "))
    assert read + refused == 120
    assert min(read, refused) > 12  # neither so tame that all is read, nor so wild that nothing is


@pytest.mark.parametrize("rule", ["tracker_is_sound", "species_are_sound"])
def test_a_rule_less_is_noticed_by_an_index_outside(rule: str) -> None:
    assert rule in {one.__name__ for one in RULES}
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, rule],
        env=os.environ | {"QUALE_BOUNDS": "1", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == -signal.SIGABRT, run.stdout[-500:] + run.stderr[-500:]
    assert "of an array of" in run.stderr
    assert run.stdout.splitlines()[-1].startswith("case ")
