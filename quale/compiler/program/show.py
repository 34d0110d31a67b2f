"""Print a Program: every slot, table and statement, one a line, the same text every time."""

from collections.abc import Iterator

from quale.compiler.program.program import (
    Apply,
    Beat,
    Branch,
    Complexity,
    Constant,
    Define,
    Expr,
    Get,
    Lookup,
    Mark,
    Piece,
    Program,
    Repeat,
    RunNetwork,
    Scenario,
    Set,
    Stmt,
    Tick,
    Variable,
    While,
)

INFIX = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "eq": "==",
    "ne": "!=",
    "and": "and",
    "or": "or",
    "xor": "xor",
    "iadd": "+",
    "isub": "-",
    "imul": "*",
    "imod": "mod",
    "ilt": "<",
    "ile": "<=",
    "ieq": "==",
}
"""Operations written between their arguments; what kind they are of follows from the arguments."""


def show_program(program: Program) -> str:
    """Return a Program as text."""
    brain = f"recurrent, {program.steps} steps" if program.recurrent else "feed-forward"
    lines = [
        f"program {program.name}: {program.inputs} inputs, {program.outputs} outputs, {brain}, {program.ticks} ticks",
        "",
    ]
    for slot in program.slots:
        shape = f"[{slot.length}]" if slot.length else ""
        label = f"  # {', '.join(slot.labels)}" if slot.labels else ("" if slot.label else "  # untraced")
        lines.append(f"slot {slot.name}: {slot.kind.value}{shape}{label}")
    lines += [f"table {table.name} = {', '.join(map(_number, table.values))}" for table in program.tables]
    for part, statements in (("setup", program.setup), ("tick", program.tick), ("score", program.score)):
        lines += ["", f"{part} {{", *_block(statements, "  "), "}"]
    lines += ["", *(f"result {_show(result)}" for result in program.results)]
    return "\n".join(lines) + "\n"


def _block(statements: tuple[Stmt, ...], indent: str) -> Iterator[str]:
    """Yield the lines of statements."""
    for statement in statements:
        yield from (indent + line for line in _statement(statement))


def _statement(statement: Stmt) -> Iterator[str]:
    """Yield the lines of one statement, without indentation."""
    match statement:
        case Define(name, value):
            yield f"%{name} = {_show(value)}"
        case Set(slot, value, at):
            yield f"{slot}{_element(at)} := {_show(value)}"
        case Branch(condition, then, otherwise):
            yield f"if {_show(condition)} {{"
            yield from _block(then, "  ")
            if otherwise:
                yield "} else {"
                yield from _block(otherwise, "  ")
            yield "}"
        case Repeat(variable, start, stop, body):
            yield f"for %{variable} in {start} ..< {stop} {{"
            yield from _block(body, "  ")
            yield "}"
        case While(condition, limit, body):
            yield f"while {_show(condition)} at most {limit} times {{"
            yield from _block(body, "  ")
            yield "}"
        case Piece(body):
            yield "piece {"
            yield from _block(body, "  ")
            yield "}"
        case RunNetwork():
            yield "think"
        case Mark(part):
            yield f"time for {part}"


def _element(at: Expr | None) -> str:
    """Return the brackets of an array's element."""
    return "" if at is None else f"[{_show(at)}]"


def _show(value: Expr) -> str:
    """Return an expression as text."""
    match value:
        case Constant():
            return _constant(value)
        case Variable(name):
            return f"%{name}"
        case Get(slot, at):
            return f"{slot}{_element(at)}"
        case Lookup(table, at):
            return f"table {table}[{_show(at)}]"
        case Tick() | Beat() | Scenario() | Complexity():
            return type(value).__name__.lower()
        case Apply(operation, arguments):
            if operation in INFIX:
                left, right = (_inner(argument) for argument in arguments)
                return f"{left} {INFIX[operation]} {right}"
            return f"{operation.removeprefix('call:')}({', '.join(_show(argument) for argument in arguments)})"


def _inner(value: Expr) -> str:
    """Return an argument of an infix operation, in brackets where it is one itself."""
    text = _show(value)
    return f"({text})" if isinstance(value, Apply) and value.operation in INFIX else text


def _constant(value: Constant) -> str:
    """Return a constant: numbers with a point or exponent, indices without, truth values as words."""
    if isinstance(value.value, bool):
        return str(value.value).lower()
    return _number(value.value) if isinstance(value.value, float) else str(value.value)


def _number(value: float) -> str:
    """Return the shortest text that reads back as the number."""
    return repr(value)
