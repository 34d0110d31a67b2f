"""What holds of the layout of every program; `python -m tests.language.layout.properties` tries 2,000 random ones."""

import argparse
import re
from random import Random
from typing import Any

from quale.diagnostics import Source, Span
from quale.language.layout.format import format_source
from quale.language.parsing.parse import parse
from tests.language.layout.random_text import random_program

COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|(//[^\n]*|--[^\n]*|/\*.*?\*/)', re.DOTALL)


def comments(text: str) -> list[str]:
    """Return the comments of a text in order."""
    return [found[1].rstrip() for found in COMMENT.finditer(text) if found[1]]


def without_places(node: Any) -> Any:
    """Return a tree as nested tuples, spans left out."""
    if isinstance(node, Span):
        return None
    if isinstance(node, tuple):
        return tuple(without_places(each) for each in node)
    if hasattr(node, "__slots__"):
        return (type(node).__name__, *(without_places(getattr(node, slot)) for slot in node.__slots__))
    return node


def check_layout(text: str) -> str:
    """Hold the layout of a program without errors to all its rules, and return it."""
    source = Source("any.quale", text)
    tree, wrong = parse(source)
    assert not wrong
    formatted, told = format_source(source)
    assert not told
    again, wrong = parse(Source("any.quale", formatted))
    assert not wrong, f"the layout has errors: {wrong[0]}\n{formatted}"
    assert without_places(again) == without_places(tree), "another tree"
    assert comments(formatted) == comments(text), "other comments"
    assert format_source(Source("any.quale", formatted))[0] == formatted, "the layout of the layout is another"
    assert "\n\n\n" not in formatted
    assert not re.search(r"[ \t]\n", re.sub(r"/\*.*?\*/", "/**/", formatted, flags=re.DOTALL))
    assert formatted == "" or (formatted.endswith("\n") and not formatted.startswith("\n"))
    return formatted


def main() -> None:
    """Try random programs, and print the seed of one that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    words = 0
    for seed in range(given.seed, given.seed + given.count):
        text = random_program(Random(seed))
        try:
            check_layout(text)
        except AssertionError:
            print(f"seed {seed}:\n{text}")
            raise
        words += len(text.split())
    print(f"{given.count} programs of {words:,} words: idempotent, the same trees, the same comments")


if __name__ == "__main__":
    main()
