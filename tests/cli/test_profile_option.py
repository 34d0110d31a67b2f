"""`quale evolve --profile` from outside."""

import sys
from pathlib import Path
from subprocess import run

XOR = Path(__file__).parents[2] / "examples" / "xor.quale"


def quale(*words: str, place: Path) -> tuple[int, str]:
    done = run([sys.executable, "-m", "quale", *words], cwd=place, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_profile_is_told_at_the_end(tmp_path: Path) -> None:
    code, told = quale("evolve", str(XOR), "--generations", "3", "--profile", place=tmp_path)
    assert code == 0
    assert "where the time went:" in told


def test_who_wants_to_hear_nothing_wants_no_profile(tmp_path: Path) -> None:
    code, told = quale("evolve", str(XOR), "--quiet", "--profile", place=tmp_path)
    assert code == 2
    assert "--quiet and --profile exclude one another" in told
