"""What is told about arguments and fields of domains is on file; QUALE_GOLDEN=1 rewrites it."""

import hashlib
import os
import tomllib
from pathlib import Path

import pytest

from quale.diagnostics import ProgramError
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.model.model import DataFile, ProgramText
from quale.model.show import show_model
from tests.domains.tables import CSV
from tests.language.checking import shortened

HERE = Path(__file__).parent
FOLDER = HERE.parent / "golden/domains"
SNIPPETS: dict[str, list[str]] = tomllib.loads((HERE / "snippets.toml").read_text(encoding="utf-8"))
PLAIN = {
    "dataset": 'dataset("t.csv", inputs: [width], targets: [size], loss: mse)',
    "gymnasium": 'gymnasium("CartPole-v1")',
    "python": 'python("json:dumps", inputs: [a], outputs: [b])',
}
DATA = (DataFile("t.csv", CSV.encode()),)


def told(domain: str, fields: str = "") -> list[str]:
    """Return what is told about an experiment of a domain, and a digest of what it means."""
    text = f"evolve Run {{ domain: {domain}  population: 20  {fields} }}"
    try:
        loaded = load_text(ProgramText((("p.quale", text),), DATA), DOMAINS)
    except ProgramError as error:
        return [shown(found) for found in error.diagnostics]
    meaning = "".join(show_model(model) for model in loaded.project.models)
    return [*map(shown, loaded.diagnostics), f"    means {hashlib.sha256(meaning.encode()).hexdigest()[:12]}"]


def shown(found: object) -> str:
    words: tuple[str, ...] = (getattr(found, "message", ""), getattr(found, "label", ""), getattr(found, "hint", ""))
    if words[0].startswith("cannot open"):  # what follows are Gymnasium's own words, which change with its versions
        words = words[:1]
    span = getattr(found, "span", None)
    place = f"{span.text!r}" if span else getattr(found, "file", "")
    return f"    {place}: {shortened(' | '.join(filter(None, words)))}"


def on_file(name: str, lines: list[str]) -> None:
    path = FOLDER / f"{name}.txt"
    if os.environ.get("QUALE_GOLDEN"):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8").splitlines() == lines


@pytest.mark.parametrize("name", PLAIN)
def test_arguments_are_told_what_is_on_file(name: str) -> None:
    if name == "gymnasium":
        pytest.importorskip("gymnasium")
    on_file(name, [line for words in SNIPPETS[name] for line in (words, *told(f"{name}({words})"))])


@pytest.mark.parametrize("name", PLAIN)
def test_fields_are_told_what_is_on_file(name: str) -> None:
    if name == "gymnasium":
        pytest.importorskip("gymnasium")
    lines = [line for fields in SNIPPETS["fields"] for line in (fields, *told(PLAIN[name], fields))]
    on_file(f"{name}.fields", lines)
