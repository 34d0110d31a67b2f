"""What commands say, word for word and key for key, is on file as whole sessions; QUALE_GOLDEN=1 rewrites them.

What differs from one time or machine to the next (times, rates, names of runs and hosts, versions) is left out.
"""

import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from quale.checkpoint.directory.store import file_name
from quale.cli.main import main
from tests.cli.command import BLOCKS, evolve_block

FOLDER = Path(__file__).parents[1] / "golden/commands"
WALK = evolve_block(generations=3, more="test Far { scenarios: 2  when: pushes >= 1000 }")
NEXT = evolve_block("Next", generations=2, more="seed_from: Walk  checkpoint { every: 1 generations  keep: 9 }")
WRONG = BLOCKS.replace("agent.pushes += 1", "agent.pushs += 1 + tru") + WALK.replace("scenarios: 3", "scenarios: 0")
LEFT_OUT = (  # pattern, what stands in its place
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?", "DATE"),
    (r"DATE on [^\n\"]*", "DATE on HOST"),
    (r"(?<![.\w])(?=\w*[a-f])[0-9a-f]{16,64}\b", "HEX"),
    (r"\brun [0-9a-f]{8}\b", "run HEX"),
    (r'("(?:seconds|age|size)": )[0-9.e+-]+', r"\1N"),
    (r"[\d,]+ evaluations/s", "N evaluations/s"),
    (r"[\d.]+ s of evolution", "N s of evolution"),
    (r"\d+ s ago", "N s ago"),
    (r"[\d,]+ bytes", "N bytes"),
    (r"(quale-lang \S+?, )[^\"\n\]]*", r"\1OTHERS"),
    (r'(\["quale-lang", )[^\n]*?\]\]', r"\1OTHERS]]"),
    (r"quale-lang \d[^ ,\"]*", "quale-lang VERSION"),
    (r"process \d+", "process N"),
    (r"section \w+: is damaged", "section S: is damaged"),
    (r"\.\d{8}T\d{6}\S*", ".DATE"),
)
SESSIONS = {
    "check": (
        "check walk.quale",
        "check walk.quale --json",
        "check walk.quale --run Next --set ticks=7 --json",
        "check walk.quale --run Nobody",
        "check wrong.quale",
        "check wrong.quale --json",
        "check nowhere.quale",
        "check nowhere.quale --json",
    ),
    "evolve": (
        "evolve walk.quale --run Walk",
        "evolve walk.quale --run Walk",
        "evolve walk.quale --run Walk --continue",
        "evolve walk.quale --run Walk --continue --json",
        "evolve --resume Walk --generations 5",
        "evolve --resume Walk --generations 5",
        "evolve walk.quale --resume Walk --generations 6 --seed 8 --set ticks=19 --json",
        "evolve --resume Walk --run Next",
        "evolve walk.quale --resume Walk --run Next",
        "evolve walk.quale --run all --json",
        "evolve walk.quale --run all --continue",
        "evolve walk.quale --run Walk --overwrite --quiet",
        "evolve walk.quale",
        "evolve",
        "evolve walk.quale --quiet --json",
        "evolve wrong.quale --json",
    ),
    "repeat": (
        "evolve walk.quale --run Walk --repeat 2",
        "evolve walk.quale --run Walk --repeat 3 --continue --json",
        "evolve walk.quale --run Walk",
        "compare Walk",
        "compare Walk --by pushes --json",
        "plot Walk --json",
        "plot checkpoints/walk/repeat2 --out two.svg",
    ),
    "look": (
        "evolve walk.quale --run all --quiet",
        "inspect Walk",
        "inspect Walk --genome 3 --graph brain.svg",
        "inspect Walk --json",
        "inspect Walk Next",
        "inspect Walk Next --json",
        "inspect Next --verify",
        "inspect Next --verify --json",
        "inspect Walk --genome winner",
        "inspect Walk --genome 99 --json",
        "inspect Walk --graph brain.png",
        "score Walk --scenarios 4",
        "score Walk --scenarios 1",
        "score Next --scenarios 3 --seed 4 --json",
        "replay Walk --scenario 2",
        "replay Walk --seed 3 --trace walk.csv",
        "replay Walk --without push --scenarios 3",
        "replay Walk --without noise --scenarios 2 --json",
        "compare Walk Next",
        "compare Walk Next --by generations --out both.svg --json",
        "plot Walk",
        "plot Walk Next --out both.html",
        "export Walk --out brain.json --verify",
        "export Walk --out brain.h --float",
        "export Walk",
        "export Walk --to json --float",
    ),
    "runs": (
        "runs",
        "evolve walk.quale --run all --quiet",
        "runs",
        "runs --json",
        "runs tag Walk the  first",
        "runs tag Walk the first --json",
        "runs rename Next later",
        "runs rename later Next --json",
        "runs",
        "runs tag Walk --json",
        "runs tag Walk",
        "runs rm walk",
        "runs rm walk --json",
        "runs rm walk --yes --json",
        "runs rm next --yes",
        "runs --json",
        "runs checkpoints/next",
    ),
    "damage": (
        "evolve walk.quale --run all --quiet",
        "DAMAGE checkpoints/next 2",
        "inspect Next --verify",
        "inspect Next --verify --json",
        "inspect Next --graph next.svg",
        "FOLDER Next",
        "inspect Next --verify",
        "inspect Next Walk --json",
        "inspect Walk Next",
        "score Next --scenarios 2",
        "plot Next",
        "runs",
        "runs --json",
        "evolve --resume Next",
        "evolve walk.quale --run Next --continue --json",
    ),
    "new": (
        "new meadow",
        "new meadow",
        "new 'a field' --template control",
        "check meadow/meadow.quale",
        "check meadow",
    ),
}


def said(command: str) -> Iterator[str]:
    """Run a command and yield what it said: its output, its errors behind `!`, its exit code unless it is 0."""
    yield f"$ quale {command}"
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(shlex.split(command))
    yield from out.getvalue().splitlines()
    yield from (f"! {line}" for line in err.getvalue().splitlines())
    if code:
        yield f"= {code}"


def damage(directory: str, generation: str) -> Iterator[str]:
    """Change a byte in the middle of a checkpoint."""
    path = Path(directory) / file_name(int(generation))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    yield f"# {path} is damaged"


def folder(name: str) -> Iterator[str]:
    """Make an empty folder, which is no run."""
    Path(name).mkdir()
    yield f"# {name} is an empty folder"


HARM: dict[str, Callable[..., Iterator[str]]] = {"DAMAGE": damage, "FOLDER": folder}


def transcript(commands: tuple[str, ...]) -> str:
    lines: list[str] = []
    for command in commands:
        kind, *words = command.split()
        lines += [*(HARM[kind](*words) if kind in HARM else said(command)), ""]
    text = "\n".join(lines)
    for pattern, instead in LEFT_OUT:
        text = re.sub(pattern, instead, text)
    return text


@pytest.mark.parametrize("name", SESSIONS)
def test_commands_say_what_is_on_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "walk.quale").write_text(BLOCKS + WALK + NEXT, encoding="utf-8")
    (tmp_path / "wrong.quale").write_text(WRONG, encoding="utf-8")
    with chdir(tmp_path):
        text = transcript(SESSIONS[name])
    golden = FOLDER / f"{name}.txt"
    if os.environ.get("QUALE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8").splitlines() == text.splitlines()


def test_every_session_on_file_is_played() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(SESSIONS)
