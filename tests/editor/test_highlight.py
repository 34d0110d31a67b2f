"""The lexer for Pygments: it is found by its name, colours every program, and loses no character."""

from pathlib import Path
from typing import Any

import pytest
from pygments import token
from pygments.lexers import get_lexer_by_name

from quale.editor.highlight import QualeLexer
from tests.editor.programs import EXAMPLES


def kinds(text: str) -> dict[str, Any]:
    return {value: kind for kind, value in QualeLexer().get_tokens(text) if value.strip()}


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_examples(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = list(QualeLexer().get_tokens(text))
    assert "".join(value for _, value in found) == text
    assert not [value for kind, value in found if kind is token.Error]


def test_words_have_their_kinds() -> None:
    found = kinds(
        'body B { state speed: km/h = 60 km/h  // why\n  reward: "a"  when agent.x and not true { move actuator.go } }'
    )
    assert found["body"] is token.Keyword
    assert found["state"] is token.Keyword
    assert found["speed"] is token.Name.Attribute
    assert found["60"] is token.Number
    assert found["// why"] is token.Comment.Single
    assert found["reward"] is token.Name.Attribute
    assert found["and"] is token.Operator.Word
    assert found["true"] is token.Keyword.Constant
    assert found["agent"] is token.Name.Builtin.Pseudo
    assert kinds("action A { x = 60 km/h }")["km/h"] is token.Name.Decorator


def test_pygments_finds_it() -> None:
    assert isinstance(get_lexer_by_name("quale"), QualeLexer)
