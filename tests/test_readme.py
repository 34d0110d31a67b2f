import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        if "://" not in target:
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page} leads to {target}"


def test_what_holds_a_promise_is_there() -> None:
    named = re.findall(r"`(?:python )?((?:tests|benchmarks)/[\w./]+)`", README)
    assert len(named) > 8
    for path in named:
        assert (ROOT / path).exists(), path


def test_the_examples_named_are_there() -> None:
    for path in re.findall(r"examples/\w+\.quale", README):
        assert (ROOT / path).exists(), path


TARGETS = sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE)))


def test_the_two_commands_are_named() -> None:
    assert {"demo", "test"} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_command_of_make_is_a_target(target: str) -> None:
    subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("page", PAGES)
def test_code_fences_open_and_close(page: str) -> None:
    fences = re.findall(r"^```(.*)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(fences) % 2 == 0
    assert not any(fences[1::2]), "a closing fence names no language"
