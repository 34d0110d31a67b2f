"""What parses, and as what."""

from pathlib import Path

import pytest

from quale.diagnostics import Diagnostic, Source
from quale.language.parsing.lexer import RESERVED
from quale.language.parsing.parse import grammar_table, parse
from quale.language.syntax import tree as syntax
from quale.language.syntax.show import show_expression
from quale.language.syntax.units import UNITS

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.quale"))


def tree_of(text: str) -> syntax.Tree:
    tree, diagnostics = parse(Source("test.quale", text))
    assert diagnostics == ()
    return tree


def errors_of(text: str) -> tuple[Diagnostic, ...]:
    return parse(Source("test.quale", text))[1]


def statements_of(text: str) -> tuple[syntax.Statement, ...]:
    (block,) = tree_of(f"action A {{ {text} }}").blocks
    assert isinstance(block, syntax.Statements)
    return block.body


def expression_of(text: str) -> syntax.Expression:
    (statement,) = statements_of(f"let v = {text}")
    assert isinstance(statement, syntax.Let)
    return statement.value


def fields_of(text: str) -> dict[str, str]:
    (block,) = tree_of(f"evolve E {{ {text} }}").blocks
    assert isinstance(block, syntax.Settings)
    return {field.name.text: show_expression(field.value) for field in block.fields}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_parse_without_diagnostics(path: Path) -> None:
    assert tree_of(path.read_text(encoding="utf-8")).blocks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("-2^2", "(- (2 ^ 2))"),
        ("2^-1", "(2 ^ (- 1))"),
        ("2^3^2", "(2 ^ (3 ^ 2))"),
        ("-2^-x^2", "(- (2 ^ (- (x ^ 2))))"),
        ("a - -b", "(a - (- b))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b * c % d", "(((a / b) * c) % d)"),
        ("a + b * c", "(a + (b * c))"),
        ("(a + b) * c", "((a + b) * c)"),
        ("not a == b", "(not (a == b))"),
        ("not a and b or c", "(((not a) and b) or c)"),
        ("a or b and c", "(a or (b and c))"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("a < b ? -1 : +1", "((a < b) ? (- 1) : (+ 1))"),
        ("Gate is open and x > 1", "((Gate is open) and (x > 1))"),
        ("f(a, g(), b + 1)", "f(a, g(), (b + 1))"),
        ("delay(light, 2 ticks)", "delay(light, 2 ticks)"),
        ("actuator.eat.threshold", "actuator.eat.threshold"),
        ("a ? 5 ticks : 3 ticks", "(a ? 5 ticks : 3 ticks)"),
        ("5 m == d", "(5 m == d)"),
        ("1_000.25e-2", "10.0025"),
        ("10km", "10 km"),
    ],
)
def test_expression_has_this_structure(text: str, shown: str) -> None:
    assert show_expression(expression_of(text)) == shown


@pytest.mark.parametrize("unit", UNITS)
def test_number_and_its_unit_are_one_literal(unit: str) -> None:
    value = expression_of(f"2.5 {unit}")
    assert isinstance(value, syntax.NumberLiteral)
    assert (value.value, value.unit, value.span.text) == (2.5, unit, f"2.5 {unit}")


@pytest.mark.parametrize("sign", ["=", "+=", "-=", "*=", "/="])
def test_unit_word_before_an_assignment_sign_is_a_name(sign: str) -> None:
    first, second = statements_of(f"let v = 5 m {sign} 3")
    assert isinstance(first, syntax.Let)
    assert isinstance(second, syntax.Assign)
    assert (show_expression(first.value), show_expression(second.target), second.operator) == ("5", "m", sign)


def test_unit_word_or_keyword_before_a_bracket_is_the_name_of_an_array() -> None:
    shown = [show_tree_of(each) for each in statements_of("h[0] = 4 h[1] = 5 rules[2] = state[1] consume m[0] = 1")]
    assert shown == ["h[0] = 4", "h[1] = 5", "rules[2] = state[1]", "Consume", "m[0] = 1"]


def show_tree_of(statement: syntax.Statement) -> str:
    if not isinstance(statement, syntax.Assign):
        return type(statement).__name__
    return f"{show_expression(statement.target)} = {show_expression(statement.value)}"


def test_unit_word_before_a_point_is_a_name() -> None:
    assert len(statements_of("let v = 5 s.x = 3")) == 2


def test_unit_on_the_next_line_is_no_unit() -> None:
    first, second = statements_of("let v = 5\n m = 3")
    assert isinstance(first, syntax.Let)
    assert isinstance(second, syntax.Assign)


def test_ticks_and_generations_before_a_colon_are_fields() -> None:
    assert fields_of("population: 200 generations: 50 ticks: 30 every: 7 ticks") == {
        "population": "200",
        "generations": "50",
        "ticks": "30",
        "every": "7 ticks",
    }


def test_unit_before_the_colon_of_if_stays_a_unit() -> None:
    tree = tree_of("dynamics D { rules { if d < 5 km: x = 1 if n > 3 ticks: x = 2 } }")
    (block,) = tree.blocks
    assert isinstance(block, syntax.Dynamics)
    conditions = [show_expression(rule.condition) for rule in block.rules if isinstance(rule, syntax.When)]
    assert conditions == ["(d < 5 km)", "(n > 3 ticks)"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1..5", "1..5"),
        ("0.5..1.5", "0.5..1.5"),
        ("-2..2", "(- 2)..2"),
        ("-pi..pi", "(- pi)..pi"),
        ("0 km..5 km", "0 km..5 km"),
        ("20 x 20", "20 x 20"),
        ("20x20", "20 x 20"),
        ("[a, 0-1, 1..2,]", "[a, (0 - 1), 1..2]"),
        ("[]", "[]"),
        ('"a\\n\\"\\u{e9}\\x41"', '"a\\n\\"\\xe9A"'),
        ('gymnasium("CartPole-v1", max_steps: 500)', 'gymnasium("CartPole-v1", max_steps: 500)'),
        ("right >= 4", "(right >= 4)"),
        ("5 s", "5 s"),
    ],
)
def test_field_value_has_this_structure(text: str, shown: str) -> None:
    assert fields_of(f"value: {text} after: 1") == {"value": shown, "after": "1"}


def test_commas_between_fields_are_allowed_and_not_needed() -> None:
    assert fields_of("a: 1, b: 2 c: 3,") == {"a": "1", "b": "2", "c": "3"}
    assert len(errors_of("evolve E { a: 1,, b: 2 }")) == 1


def test_comments_of_all_three_kinds_are_blank() -> None:
    assert fields_of("a: 1 -- b: 2\n c: 3 // d: 4\n e: /* f: \n */ 5 /**/ g: 6") == {
        "a": "1",
        "c": "3",
        "e": "5",
        "g": "6",
    }


def test_byte_order_mark_is_allowed_at_the_start_only() -> None:
    assert tree_of("\ufeffworld W { topology: none }").blocks
    assert errors_of("world W \ufeff{ topology: none }")


@pytest.mark.parametrize("text", ["", " \n\t", "// nothing", "/* nothing */", "\ufeff"])
def test_text_without_blocks_is_an_empty_tree(text: str) -> None:
    assert tree_of(text).blocks == ()


KEYWORDS = [*sorted(set(grammar_table().words.keywords) - set(RESERVED)), "on", "tick", "range"]


@pytest.mark.parametrize("word", KEYWORDS)
def test_keyword_is_an_ordinary_name_where_a_name_is_due(word: str) -> None:
    inner = "tests" if word == "test" else word  # the first word of a block is a keyword, no name
    tree_of(f"""
      body {word} {{
        state {word}: 0..1 = 0
        sensor {word}: internal(0..1)
        actuator {word}: trigger({word}: 1)
        machine {word} {{ {word}: 1 initial: {word}
          state {word} {{ on_exit {{ }} goto {word} when {word} is {word} }} }}
      }}
      world {word} {{
        {word}: 3
        entity {word} {{ properties {{ {word}: {word} = {word} }} {word}: 2 on_enter({word}: 3) {{ {word} = 3 }} }}
        query {word}({word}, {word}) -> {word}, {word}
        spawn {word}: 3
      }}
      perception {word} {{ sensor {word} = {word}  let {word} = {word} + {word}.{word} * {word}({word})
        {word} = 3  {word}.{word} += {word}  for {word} in {word} {{ {word} = 1 }}
        when {word} {{ }} else {{ }} record {word} {{ {word}: {word} {word}: 3, }} move {word}.{word} travel {word} }}
      dynamics D {{ hidden {word}: 0..1 rules {{ if {word}: {word} = {word} }} death {{ if {word} }} }}
      fitness F {{ metric {word} = {word}  metric {word} {{ per record {word}: {word} aggregate: {word} }}
        gate {word} gate {word} = {word} maximize {word}: {word} reward {word}.{word}: 2 terminate when {word} }}
      evolve {word} {{ {word}: {word} {inner} {{ {word}: {word}, {word}: 3 }} test {word} {{ {word}: 3 }} }}
    """)


def test_consume_takes_a_name_of_its_own_only() -> None:
    found = statements_of("consume consume e consume x = 3 consume consume e.y += 1 consume when a { } consume")
    assert [type(statement).__name__ for statement in found] == [
        *("Consume", "Consume", "Consume", "Assign", "Consume", "Consume", "Assign", "Consume", "When", "Consume"),
    ]
    assert [s.entity.text for s in found if isinstance(s, syntax.Consume) and s.entity] == ["e"]


def test_var_behind_consume_is_a_name_unless_it_declares_one() -> None:
    found = statements_of("consume var x = 1 consume var y += 1 consume var consume var = 3")
    assert [type(statement).__name__ for statement in found] == [
        *("Consume", "Var", "Consume", "Assign", "Consume", "Consume", "Assign"),
    ]
    assert [s.entity.text if s.entity else "" for s in found if isinstance(s, syntax.Consume)] == ["", "var", "var", ""]


def test_else_chain_nests_to_the_right() -> None:
    (when,) = statements_of("when a { x = 1 } else when b { x = 2 } else if c { x = 3 } else { x = 4 y = 5 }")
    assert isinstance(when, syntax.When)
    (second,) = when.otherwise
    assert isinstance(second, syntax.When)
    (third,) = second.otherwise
    assert isinstance(third, syntax.When)
    assert len(third.otherwise) == 2


def test_dynamics_if_takes_one_assignment_or_a_block() -> None:
    tree = tree_of("dynamics D { rules { if a ? b : c: x = 1 y = 2 if d { x = 1 y = 2 } } }")
    (block,) = tree.blocks
    assert isinstance(block, syntax.Dynamics)
    assert [type(rule).__name__ for rule in block.rules] == ["When", "Assign", "When"]


def test_older_form_parses() -> None:
    tree = tree_of("""
      item Berry { category: food  properties { color: 0.3 }  on_consume { hunger: -0.3  health: +0.1 } }
      world Forest { size: 20 x 20  walls: border  item_respawn: 50 ticks  spawn food: 10  spawn poison: 5 }
    """)
    item, world = tree.blocks
    assert isinstance(item, syntax.Settings)
    assert isinstance(world, syntax.World)
    assert [block.keyword.text for block in item.blocks] == ["properties", "on_consume"]
    assert [(field.name.text, show_expression(field.value)) for field in world.spawns] == [
        ("food", "10"),
        ("poison", "5"),
    ]


def test_later_parts_of_the_language_parse() -> None:
    tree_of("""
      body B {
        region core { nodes: 8  density: 0.5  activation: sigmoid  recurrent: false }
        plasticity { rule: hebbian  rate: 0.01  decay: 0.001  reward: agent.x * 2 }
        brain { initial: partial(0.5)  weights: -2..2 }
        sensor near: social(mood)
        sensor colour: item_property(color)
        sensor food: directional(range: 6, directions: 4, of: berry)
      }
      world G { topology: graph  nodes: 3  edges: [0-1, 1-2]  import edges from "e.csv"  walls: "map.txt" }
      action A { travel neighbour(agent.position, 0) move actuator.go }
      evolve E { agents: 2  items: [Berry, Nut]  domain: gymnasium("CartPole-v1", max_steps: 500) }
      evolve F { domain: dataset("iris.csv", inputs: [a, b], targets: [y], loss: mse, split: 0.8) }
    """)


def test_spans_cover_the_very_words() -> None:
    tree = tree_of("action Drive {\n  when agent.speed  > (1 + 2) { agent.x = f(3, 4 km) }\n}\n")
    (block,) = tree.blocks
    assert isinstance(block, syntax.Statements)
    (when,) = block.body
    assert isinstance(when, syntax.When)
    assert isinstance(when.condition, syntax.Binary)
    (assign,) = when.then
    assert isinstance(assign, syntax.Assign)
    assert block.span.text == "action Drive"
    assert when.span.text == "when agent.speed  > (1 + 2)"
    assert when.condition.span.text == "agent.speed  > (1 + 2)"
    assert when.condition.operator_span.text == ">"
    assert when.condition.right.span.text == "(1 + 2)"
    assert assign.span.text == "agent.x = f(3, 4 km)"
    assert isinstance(assign.target, syntax.Path)
    assert assign.target.parts[1].span.text == "x"
    assert (when.span.line, when.span.column) == (2, 3)


@pytest.mark.parametrize("bracket", ["(", "[", "{", "f(", "when a {", "- ", "not ", "a ^ ", "a ? ", "when a { } else "])
def test_five_thousand_levels_are_an_error_not_a_crash(bracket: str) -> None:
    for text in (bracket * 5_000, "action A { " + bracket * 5_000, "action A { let v = " + bracket * 5_000 + "a"):
        assert errors_of(text)


def test_a_hundred_errors_are_the_most_that_are_told() -> None:
    assert len(errors_of("action A {\n" + "let a = *\n" * 1_000 + "}")) == 100
    assert len(errors_of(";\n" * 1_000)) == 100


@pytest.mark.parametrize("operator", ["+", "*", "and", "or", "^"])
def test_two_hundred_operations_are_the_most_in_a_row(operator: str) -> None:
    assert not errors_of("action A { let v = " + f" {operator} ".join(["a"] * 200) + " }")
    (error,) = errors_of("action A { let v = " + f" {operator} ".join(["a"] * 300) + " }")
    assert "nests more than 200 levels" in error.message


def test_two_hundred_brackets_are_the_most() -> None:
    assert not errors_of("action A { let v = " + "(" * 199 + "a" + ")" * 199 + " }")
    (error,) = errors_of("action A { let v = " + "(" * 200 + "a" + ")" * 200 + " }")
    assert error.message == "more than 200 brackets are open here"


def test_what_is_wrong_is_missing_in_the_tree_and_nothing_else() -> None:
    text = """action A {
      let a = 3 +
      when agent.x > { agent.x = 1 }
      agent.x = 0 < 1 < 3
      record r { x: 3, y: }
      agent.y = f(1, ) + (2
      agent.z = 1e999
      agent.w = 3
    }"""
    tree, diagnostics = parse(Source("test.quale", text))
    (block,) = tree.blocks
    assert isinstance(block, syntax.Statements)
    assert [statement.span.text for statement in block.body] == ["agent.w = 3"]
    assert len(diagnostics) == 6
