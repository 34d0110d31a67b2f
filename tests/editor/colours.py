"""The colours of the extension for Visual Studio Code, of the language's own words: python -m tests.editor.colours."""

import json
from pathlib import Path
from typing import Any

from quale.language.experiment.references import KINDS
from quale.language.parsing.lexer import RESERVED
from quale.language.parsing.parse import grammar_table
from quale.language.syntax.units import UNITS

FILE = Path(__file__).parents[2] / "editors/vscode/syntaxes/quale.tmLanguage.json"


def text() -> str:
    """Return the TextMate grammar."""
    keywords = "|".join(sorted(word for word in grammar_table().words.keywords if word not in RESERVED))
    units = "|".join(sorted(UNITS, key=lambda unit: (-len(unit), unit)))
    blocks = "|".join((*KINDS, "constant", "function"))
    number = r"[0-9](?:_?[0-9])*(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9]+)?"

    def word(name: str, words: str) -> dict[str, Any]:
        return {"name": f"{name}.quale", "match": rf"(?<![\w.])({words})(?!\w)"}

    patterns: list[dict[str, Any]] = [
        {"name": "comment.line.quale", "match": "(//|--).*$"},
        {"name": "comment.block.quale", "begin": r"/\*", "end": r"\*/"},
        {"name": "string.quoted.double.quale", "match": r'"(?:[^"\\]|\\.)*"'},
        {
            "match": rf"(?<![\w.])({number})(?:[ \t]*({units})(?![\w(:.=]))?",
            "captures": {"1": {"name": "constant.numeric.quale"}, "2": {"name": "keyword.other.unit.quale"}},
        },
        {
            "match": rf"(?<![\w.])({blocks})\s+([^\W\d]\w*)(?=\s*(?:\{{|from\b|=|\())",
            "captures": {"1": {"name": "storage.type.quale"}, "2": {"name": "entity.name.type.quale"}},
        },
        {"name": "variable.language.quale", "match": r"(?<![\w.])(agent|world|sensor|actuator|engine)(?=\.)"},
        {"name": "variable.other.property.quale", "match": r"([^\W\d]\w*)(?=\s*:)"},
        {"name": "support.function.quale", "match": r"([^\W\d]\w*)(?=\()"},
        word("keyword.operator.word", "and|or|not|is|in"),
        word("constant.language", "true|false|pi|tau|inf"),
        word("support.type", "bool|int|float"),
        {"name": "keyword.control.quale", "match": rf"(?<![\w.])({keywords})(?![\w.]|\s*[-+*/]?=(?!=))"},
        {"name": "keyword.operator.quale", "match": r"->|\.\.|[-+*/=!<>]=|[-+*/%^<>=?]"},
    ]
    return json.dumps({"name": "Quale", "scopeName": "source.quale", "patterns": patterns}, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
