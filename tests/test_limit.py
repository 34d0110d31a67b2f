"""No test takes for ever: each has a limit of time, which holds in Python and in machine code."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENDLESS = {
    "python": "while True:\n        pass",
    "machine code": "round_and_round(1)",
}
SOURCE = """
from quale.native.kernel import kernel

@kernel
def round_and_round(n: int) -> int:
    while n > 0:
        n = n % 7 + 1
    return n

def test_endless() -> None:
    {loop}
"""


def test_every_test_has_a_limit(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.hasplugin("timeout")
    assert 0 < float(pytestconfig.getini("timeout")) <= 600
    assert pytestconfig.getini("timeout_method") == "thread"  # a signal's handler waits for machine code to end


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_loop_without_end_fails(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "test_endless.py"
    file.write_text(SOURCE.format(loop=ENDLESS[kind]), encoding="utf-8")
    options = ["-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml"), "--timeout", "2"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(file)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "Timeout" in run.stdout + run.stderr
    assert "test_endless" in run.stdout + run.stderr
