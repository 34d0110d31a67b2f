"""The printed tree of every example is on file; QUALE_GOLDEN=1 rewrites them."""

import os
from pathlib import Path

import pytest

from quale.diagnostics import Source
from quale.language.parsing.parse import parse
from quale.language.syntax.show import show_tree

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.quale"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_tree_of_an_example_is_the_one_on_file(path: Path) -> None:
    tree, _ = parse(Source(path.name, path.read_text(encoding="utf-8")))
    golden = ROOT / "tests" / "golden" / "tree" / f"{path.stem}.txt"
    text = show_tree(tree)
    if os.environ.get("QUALE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_every_kind_of_node_can_be_shown() -> None:
    text = """
      item Berry { category: food  properties { color: 0.3 } }
      world W { size: 20 x 20  spawn food: 10  edges: [0-1]  import edges from "a\\"b.csv"
        query cell_at(x, y) -> wall
        entity e { properties { a: 0..1 = 1, b: km } on_enter(threshold: 2 m) { consume } } }
      action A { let a = not b ? -1 : M is s  for e in k { consume e }  record r { a: 1 }  travel 3  move actuator.go
        when a { } else when b { x = 1 } else { y = "text" } }
      dynamics D { hidden h: 0..1 = 0  death { if h > 1 }  clamp 0..1 }
      fitness F { gate alive  gate g = 2  penalize engine.complexity: 1  terminate when true }
    """
    tree, diagnostics = parse(Source("all.quale", text))
    assert diagnostics == ()
    shown = show_tree(tree)
    for word in (
        "size value=20 x 20",
        '"a\\"b.csv"',
        "((not b) ? ",
        "(M is s)",
        "entity=e",
        "node=3",
        "event=on_enter",
        "death=",
    ):
        assert word in shown, word
