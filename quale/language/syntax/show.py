"""A syntax tree as text: a declaration, field or statement a line, with its place; expressions in full brackets."""

from dataclasses import fields
from typing import Any

from quale.language.syntax import tree as syntax

_BRIEF = syntax.Name | syntax.Argument | syntax.Expression


def show_tree(tree: syntax.Tree) -> str:
    """Return a tree as indented lines that end in the line and column where each node begins."""
    lines: list[str] = []
    for node in (*tree.includes, *tree.tables, *tree.constants, *tree.functions, *tree.blocks):
        _show(node, 0, lines)
    return "".join(f"{line}\n" for line in lines)


def show_expression(node: syntax.Expression) -> str:
    """Return an expression or value on one line, every operation in brackets of its own."""
    match node:
        case syntax.NumberLiteral():
            return f"{_number(node.value)} {node.unit}".rstrip()
        case syntax.TruthLiteral():
            return "true" if node.value else "false"
        case syntax.TextLiteral():
            return '"' + node.value.encode("unicode_escape").decode("ascii").replace('"', '\\"') + '"'
        case syntax.Path():
            return ".".join(name.text for name in node.parts)
        case syntax.Range():
            return f"{show_expression(node.low)}..{show_expression(node.high)}"
        case syntax.List():
            return f"[{', '.join(map(show_expression, node.items))}]"
        case syntax.Comprehension():
            value, over = show_expression(node.value), show_expression(node.over)
            return f"[{value} for {node.variable.text} in {over}]"
        case syntax.Element():
            field = f".{node.field.text}" if node.field is not None else ""
            return f"{show_expression(node.array)}[{show_expression(node.index)}]{field}"
        case syntax.Size():
            return f"{_number(node.width)} x {_number(node.height)}"
        case _:
            return _operation(node)


def _operation(
    node: syntax.Unary | syntax.Binary | syntax.Conditional | syntax.Is | syntax.Call | syntax.Reduction | syntax.Turn,
) -> str:
    match node:
        case syntax.Unary():
            return f"({node.operator} {show_expression(node.operand)})"
        case syntax.Binary():
            return f"({show_expression(node.left)} {node.operator} {show_expression(node.right)})"
        case syntax.Conditional():
            parts = (node.condition, node.then, node.otherwise)
            return "({} ? {} : {})".format(*map(show_expression, parts))
        case syntax.Is():
            return f"({node.machine.text} is {node.state.text})"
        case syntax.Call():
            return f"{node.function.text}({', '.join(map(_argument, node.arguments))})"
        case syntax.Reduction():
            over = node.over.text if isinstance(node.over, syntax.Name) else show_expression(node.over)
            when = f" when {show_expression(node.condition)}" if node.condition is not None else ""
            value = show_expression(node.value)
            return f"{node.function.text}({value} for {node.variable.text} in {over}{when})"
        case syntax.Turn():
            return f"({show_expression(node.value)} where {node.variable.text} = {node.number})"


def _show(node: Any, depth: int, lines: list[str]) -> None:
    """Write what a node holds: words and expressions behind its name, lists of nodes below it."""
    words: list[str] = []
    below: list[tuple[str, tuple[Any, ...]]] = []
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, str | syntax.Name | syntax.Expression):
            words.append(f"{field.name}={_word(value)}")
        elif isinstance(value, tuple) and all(isinstance(item, _BRIEF) for item in value):
            words += [f"{field.name}=({', '.join(map(_word, value))})"] if value else []
        elif isinstance(value, tuple):
            below.append((field.name, value))
    lines.append(f"{'  ' * depth}{' '.join([type(node).__name__, *words])} @{node.span.line}:{node.span.column}")
    for name, items in below:
        lines.append(f"{'  ' * (depth + 1)}{name}:")
        for item in items:
            _show_item(item, depth + 2, lines)


def _show_item(item: Any, depth: int, lines: list[str]) -> None:
    """Write a node, or a name with the expression or the statements that belong to it."""
    if not isinstance(item, tuple):
        _show(item, depth, lines)
        return
    name, content = item
    if isinstance(content, tuple):
        lines.append(f"{'  ' * depth}{name.text}:")
        for statement in content:
            _show(statement, depth + 1, lines)
    else:
        lines.append(f"{'  ' * depth}{name.text}={_word(content)}")


def _word(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, syntax.Name):
        return value.text
    return _argument(value) if isinstance(value, syntax.Argument) else show_expression(value)


def _argument(argument: syntax.Argument) -> str:
    value = show_expression(argument.value)
    return f"{argument.name.text}: {value}" if argument.name else value


def _number(value: float) -> str:
    return f"{value:.0f}" if value == round(value, 0) and abs(value) < 1e15 else repr(value)
