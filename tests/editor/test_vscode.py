"""The extension for Visual Studio Code: what it names is there, and its colours know the language's words."""

import json
import re
from typing import Any

from quale.language.syntax.units import UNITS
from tests.editor.colours import FILE, text
from tests.editor.programs import ROOT

FOLDER = ROOT / "editors" / "vscode"


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def test_the_files_that_it_names_are_there() -> None:
    package = read("package.json")
    (language,), (grammar,) = package["contributes"]["languages"], package["contributes"]["grammars"]
    assert language["extensions"] == [".quale"]
    assert read(language["configuration"])["comments"]["lineComment"] == "//"
    assert read(grammar["path"])["scopeName"] == grammar["scopeName"]
    assert (FOLDER / package["main"]).is_file()
    assert package["contributes"]["configuration"]["properties"]["quale.command"]["default"] == ["quale", "lsp"]


def test_its_grammar_knows_every_word_and_unit() -> None:
    assert FILE.read_text(encoding="utf-8") == text(), "python -m tests.editor.colours"
    patterns = read("syntaxes/quale.tmLanguage.json")["patterns"]
    for pattern in patterns:
        for part in ("match", "begin", "end"):
            re.compile(pattern.get(part, ""))
    numbers = next(each["match"] for each in patterns if "captures" in each)
    for unit in UNITS:
        found = re.match(numbers, f"60 {unit} ")
        assert found is not None
        assert found[2] == unit
