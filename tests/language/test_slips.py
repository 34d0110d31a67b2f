"""One typical mistake is one error, at its place, that says what to write; wherever in a program it stands."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quale.diagnostics import Diagnostic, ProgramError, Severity, Source
from quale.domains.register import DOMAINS
from quale.language.load import load_text
from quale.language.parsing.parse import grammar_table, parse
from quale.language.syntax import tree as syntax
from quale.model.model import DataFile, ProgramText
from tests.language.checking import program

EXAMPLES = Path(__file__).parents[2] / "examples"
DATA = tuple(DataFile(path.name, path.read_bytes()) for path in sorted(EXAMPLES.glob("*.csv")))
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.quale"))]

STATEMENTS = {  # with marks around the place; what the hint says
    "let slip = 2 > 1 «&&» 1 > 2": "write `and`",
    "let slip = 2 > 1 «||» 1 > 2": "write `or`",
    "let slip = «!»(2 > 1)": "write `not`",
    "when «!» (2 > 1) { let slip = 1 }": "write `not`",
    "let slip = 2 «===» 1": "write `==`",
    "let slip = 2 «!==» 1": "write `!=`",
    "let slip = 2 «<>» 1": "write `!=`",
    "let slip = 2 «=<» 1": "write `<=`",
    "let slip = 2 «=>» 1": "write `>=`",
    "let slip = 2 «≤» 1": "write `<=`",
    "let slip = 2 «≥» 1": "write `>=`",
    "let slip = 2 «≠» 1": "write `!=`",
    "let slip = 2 «−» 1": "write `-`",  # noqa: RUF001
    "let slip = 2 «–» 1": "write `-`",  # noqa: RUF001
    "let slip = 2 «×» 1": "write `*`",  # noqa: RUF001
    "let slip = 2 «÷» 1": "write `/`",
    "let slip = 2 «**» 2": "write `^`",
    "let slip = 3 * (2)«²»": "write `^ 2`",
    "let slip = «0,02»": "write `0.02`",
    "let slip = «1,5» km + 1 km": "write `1.5`",
    "let slip = «0x10»": "write `16`",
    "let slip = «.5»": "a digit on both sides",
    "let slip = «5.»": "a digit on both sides",
    "let slip = «“0.5”»": 'write "0.5"',
    "let slip = «'x'»": 'write "x"',
    "let slip = 90«°»": "`deg`",
    "let slip = 10 «miles»": "units are km m km/h",
    "let slip = 10 «secnds»": "did you mean `seconds`?",
    "let slip = 5 «mod» 3": "write `a % b`",
    "let slip = 50%««": "`50 percent`",
    "let slip = 3 *««": "",
    "let slip =««": "",
    "let slip = 1«;»": "leave it out",
    "let slip = 1 «#» why": "comments begin with",
    "let slip = «@» 2": "`agent`",
    "let slip = «|»2|": "`abs(x)`",
    "when 2 > 1 { let slip = 1 } «elif» 1 > 2 { let slipped = 1 }": "write `else when`",
    "when 2 > 1 «then» { let slip = 1 }": "write `when c { … }`",
    "«while» 2 > 1 { let slip = 1 }": "every tick",
    "«unless» 2 > 1 { let slip = 1 }": "write `when not …`",
    "when 2 > 1«:» let slip = 1": "`if c: assignment`",
    "when (2 > 1) «let» slip = 1": "statements stand in `{ }`",
    "when 2 «=» 1 { let slip = 1 }": "`==` compares",
    "let slip = «if» 2 > 1 then 1 else 0": "`c ? a : b`",
    "let slip = 1 «if» 2 > 1 else 0": "`c ? a : b`",
    "let slip =\n(«if» 2 > 1 then 1 else 0)": "`c ? a : b`",
    "for i in range(10) «{» let slip = 1 }": "for e in KIND",
    "for «(»i = 0; i < 3; i++) { let slip = 1 }": "for e in KIND",
    "«return 3»": "assign to a state",
    "«print»(3)": "`record`",
    "«print»('x', 'y')": "`record`",
    "«def» f(x): return x": "outside of blocks",
    "slip[«'x'»] = 3": 'write "x"',
    "«const» slip = 3": "`let x = …`",
    "«float» slip = 3": "`let x = …`",
    "let slip«:» float = 3": "a `let` has no type",
    "«break»": "`when`",
    "«continue»": "`when`",
    "«pass»": "`{ }`",
    "«switch» 3 { }": "else when",
    "«function» f(x) { let slip = x }": "outside of blocks",
    "«self».x = 1": "`agent`",
    "let slip = «self».x": "`agent`",
    "let slip = «len»(3)": "for e in KIND",
    "let slip = «rand»()": "`random()`",
    "let slip = «randint»(1, 6)": "random_int(a, b)",
    "let slip = «log10»(3)": "log(10)",
    "let slip = «ln»(3)": "`log`",
    "let slip = «arctan»(3)": "atan2(x, 1)",
    "let slip = «mod»(3, 2)": "`a % b`",
    "let slip = «math»(3)": "",
    "let slip = math.sqrt«(»3)": "write `sqrt(…)`",
    "let slip = «sqr»(3)": "did you mean `sqrt`?",
    "let slip = «max(1)»": "",
    "let slip = «pi»()": "without `( )`",
    "let slip = «False»": "write `false`",
    "let slip = «True»": "write `true`",
    "let slip = «None»": "none is missing",
    "let slip = 2 * «π»": "write `pi`",
    "let slip = «infinity»": "write `inf`",
    "let slip = 0 < 1 «<» 2": "`a < b and b < c`",
    "let slip = 2 «in» 0..3": "x >= low and x <= high",
    "slip«+»+": "write `+= 1`",
    "slip««--": "`-= 1`",
    "slip «:»= 3": "`=` assigns",
    "slip «==» 3": "`=` assigns",
    "slip «^»= 3": "x = x ^ …",
    "slip «*»*= 3": "x = x ^ …",
    "slip«->»x = 3": "write `.`",
    "«slip» = 3": "`let slip = …`",
}
UNCLOSED = """machine M {
    initial: a
    state a {
      on_enter { agent.score = 1
      «on_tick» { agent.score = 2 }
      goto a when agent.happy
    }
  }"""
ELSEWHERE = {  # by slot of a program
    ("body", "actuator extra: trigger(threshold «=» 0.5)"): "write `threshold: …`",
    ("body", "sensor more: directional(range: «2,5», directions: 4)"): None,
    ("body", "state more: 0..1 = «False»"): None,
    ("body", "state more «=» 0.5"): "write `more: …`",
    ("body", UNCLOSED): "",
    ("evolve", "population «=» 50"): "write `population: …`",
    ("evolve", "mutation { weight_shift: «0,8»  add_node: 0.1 }"): "write `0.8`",
    ("evolve", "mutation { weight_shift: 0.8; }"): None,
    ("dynamics", "per_tick { energy -= 0.1 }\n «per_tick» { energy += 0.1 }"): "",
    ("fitness", "maximize energy: 2 «let» a = 1"): None,
    ("fitness", "metric tired = energy > score «>» 1"): "`a < b and b < c`",
    ("world", "size: 15  state drawn: float = «uniform»(0, 1)"): "random(a, b)",
    ("perception", "let near = «Infinity»"): "write `inf`",
}


def errors(text: str) -> list[Diagnostic]:
    try:
        load_text(ProgramText((("program.quale", text),), DATA), DOMAINS)
    except ProgramError as error:
        return [found for found in error.diagnostics if found.severity is Severity.ERROR]
    return []


def unmarked(slip: str) -> tuple[str, int, int]:
    """Return a slip without its marks, and where the place between them begins and ends."""
    start = slip.index("«")
    end = slip.index("»") - 1 if "»" in slip else start
    return re.sub("[«»]", "", slip), start, end


def hold(text: str, at: int, slip: str, hint: str) -> None:
    """Put a slip into a program and hold what is told to be one error, at its place."""
    written, start, end = unmarked(slip)
    found = errors(text[:at] + written + text[at:])
    assert len(found) == 1, [each.message for each in found]
    span = found[0].span
    assert span is not None
    assert (span.start, span.end) == (at + start, at + end), span.text
    assert hint in found[0].hint


def places(text: str) -> list[int]:
    """Return where statements of perceptions, actions and handlers begin."""
    tree, _ = parse(Source("program.quale", text))
    blocks = [block for block in tree.blocks if isinstance(block, syntax.Statements) and block.keyword != "draw"]
    found = [statement.span.start for block in blocks for statement in block.body]
    worlds = [block for block in tree.blocks if isinstance(block, syntax.World)]
    handlers = [handler for world in worlds for entity in world.entities for handler in entity.handlers]
    return [*found, *(handler.body[0].span.start for handler in handlers if handler.body)]


PLACES = [(text, at) for text in TEXTS for at in places(text)]


@pytest.mark.parametrize("slip", STATEMENTS)
def test_a_slip_is_one_error(slip: str) -> None:
    text = program(action="\n  AT\n  agent.score += 1\n")
    hold(text.replace("AT\n", "\n"), text.index("AT"), slip, STATEMENTS[slip])


@given(st.sampled_from(sorted(STATEMENTS)), st.sampled_from(PLACES))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_slip_anywhere_in_an_example_is_one_error(slip: str, place: tuple[str, int]) -> None:
    text, at = place
    hold(text[:at] + "\n" + text[at:], at, slip, STATEMENTS[slip])


@pytest.mark.parametrize(("slot", "slip"), [key for key, hint in ELSEWHERE.items() if hint is not None])
def test_a_slip_outside_of_statements_is_one_error(slot: str, slip: str) -> None:
    text = program(**{slot: "\n  " + slip + "\n"})
    at = text.index(slip)
    hold(text.replace(slip, ""), at, slip, ELSEWHERE[slot, slip] or "")


def test_a_plain_number_beside_a_topology_is_a_constant_of_any_name() -> None:
    read = "agent.score = world.size + world.items + world.item_respawn"
    assert not errors(program(world="topology: none  size: 15  items: 3  item_respawn: 2 ticks", action=read))
    (found,) = errors(program(world="size: 15 x 15", action=read.replace(" + world.items + world.item_respawn", "")))
    assert found.message == "this is of the older form of a world"
    assert found.hint == "write `topology: grid(15, 15)`"


@pytest.mark.parametrize(
    "unit", [";", "|", "²", "“", "1x ", "{", "}", "x{", "a²", "é", "a\u0301", "1,5 ", "a ", "// 2 a "]
)
def test_a_long_line_of_slips_takes_linear_time(unit: str) -> None:
    """By a way that is not linear, this would not end."""
    text = "action A { let a = 1 " + unit * (100_000 // len(unit))
    _, found = parse(Source("long.quale", text))
    assert len(found) <= 101


BRACES = [(text, at) for text in TEXTS for at, sign in enumerate(text) if sign in "{}"]


@given(st.sampled_from(BRACES))
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_missing_brace_is_one_error(place: tuple[str, int]) -> None:
    text, at = place
    found = errors(text[:at] + text[at + 1 :])
    assert len(found) == 1, [each.message for each in found]
    assert "`{`" in found[0].message or "`}`" in found[0].message


def test_a_second_branch_where_none_can_be_is_one_error() -> None:
    action = "if agent.happy: agent.score = 1\n  elif agent.energy > 0 { agent.score = 2 }\n"
    (found,) = errors(program(action=action))
    assert (found.span.text if found.span else "", found.hint) == ("elif", "write `else when`")


WORDS = grammar_table().words.keywords
SHOWN = (EXAMPLES.parent / "tests/golden/programs/check_draw.quale").read_text(encoding="utf-8")
FIRST = {
    found.group(): (text, found.start())
    for text in (*TEXTS, SHOWN)
    for found in re.finditer(
        r"(?<=[\s(])[a-z_]{4,}(?=[\s(])", re.sub(r"(//|--)[^\n]*", lambda it: " " * len(it[0]), text)
    )
    if found.group() in WORDS
}
"""Keywords in the programs at hand, each with a text and its place there."""

NAMES = {("steps", "step")}
"""What is a keyword, too."""


@pytest.mark.parametrize("word", sorted(FIRST))
def test_a_keyword_that_is_misspelt_is_told_whatever_stands_behind_it(word: str) -> None:
    """What is mended is checked as what it stands for, and no stage meets a word that it does not know."""
    text, at = FIRST[word]
    line = text.count("\n", 0, at) + 1
    for slip in (word[:-1], word + word[-1]):
        found = errors(text[:at] + slip + text[at + len(word) :])
        if (word, slip) in NAMES:
            continue
        assert line in [each.span.line for each in found if each.span], slip
