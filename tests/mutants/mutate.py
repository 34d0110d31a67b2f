"""Mutants of a source text: one comparison, constant, statement or operator changed, found in its syntax tree.

A mutant is a piece of the text and what takes its place, so that its diff is one line. What changes nothing by its kind
is left alone: docstrings, annotations, texts for people, types, decorators.
"""

import ast
import re
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mutant:
    """In a file, the text from `start` to `end` becomes `by`."""

    file: str  # below the root, with slashes
    kind: str  # comparison, constant, statement or operator
    start: int  # characters of the file
    end: int
    by: str

    def applied(self, text: str) -> str:
        """Return the file's text with the change."""
        return text[: self.start] + self.by + text[self.end :]


COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
OPERATORS: dict[type[ast.operator | ast.boolop], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "//"),
    ast.Pow: ("**", "*"),
    ast.LShift: ("<<", ">>"),
    ast.RShift: (">>", "<<"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
    ast.BitXor: ("^", "&"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
}
FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}
WORD = re.compile(r"[a-z][a-z_]*\Z")
"""Texts that are names of something: keys, fields, kinds."""


class Finder(ast.NodeVisitor):
    """Collects the mutants of a file."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.starts = [0]  # of the lines
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.lines = text.splitlines()
        self.found: list[Mutant] = []

    def place(self, line: int, column: int) -> int:
        """Return the place in the text of a column that counts bytes."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def span(self, node: ast.expr | ast.stmt) -> Span:
        """Return where a node stands."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.place(node.lineno, node.col_offset), self.place(node.end_lineno, node.end_col_offset)

    def add(self, kind: str, start: int, end: int, by: str) -> None:
        """Keep a mutant."""
        self.found.append(Mutant(self.file, kind, start, end, by))

    def between(self, kind: str, left: ast.expr, right: ast.expr, words: tuple[str, str]) -> None:
        """Keep the mutant of an operator between two expressions."""
        begin, end = self.span(left)[1], self.span(right)[0]
        sign = re.escape(words[0]).replace(r"\ ", r"\s+")
        pattern = rf"\b{sign}\b" if words[0][0].isalpha() else sign
        match = re.search(pattern, self.text[begin:end])
        if match:
            self.add(kind, begin + match.start(), begin + match.end(), words[1])

    def visit_Compare(self, node: ast.Compare) -> None:
        for left, op, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
            self.between("comparison", left, right, COMPARISONS[type(op)])
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in OPERATORS and not _is_text(node):
            self.between("operator", node.left, node.right, OPERATORS[type(node.op)])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for left, right in zip(node.values, node.values[1:], strict=False):
            self.between("operator", left, right, OPERATORS[type(node.op)])
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not | ast.USub):
            self.add("operator", self.span(node)[0], self.span(node.operand)[0], "")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in FUNCTIONS:
            end = self.span(node.func)[1]
            self.add("operator", end - len(name), end, FUNCTIONS[name])
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        start, end = self.span(node)
        value = node.value
        if isinstance(value, bool):
            self.add("constant", start, end, str(not value))
        elif isinstance(value, int):
            self.add("constant", start, end, str(value + 1))
        elif isinstance(value, float):
            self.add("constant", start, end, repr(value * 1.5 if value else 1.0))
        elif isinstance(value, str) and WORD.match(value) and self.text[start] in "\"'":
            self.add("constant", start + 1, end - 1, value + "x")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        for part in node.values:
            if isinstance(part, ast.FormattedValue) and _placed(part.value, node):
                self.visit(part.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_keyword(self, node: ast.keyword) -> None:
        """`strict=True` of `zip` asserts what holds: no test can tell."""
        if node.arg != "strict":
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """Annotations say nothing at run time."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in [*node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)]:
            self.visit(default)
        self.statements(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not any(getattr(base, "id", "") == "Protocol" for base in node.bases):
            self.statements(node.body)

    def visit_Assign(self, node: ast.Assign) -> None:
        name = getattr(node.targets[0], "id", "")
        if not (name.endswith("TypeVar") or name == "__all__" or _is_type(node.value)):
            self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> None:
        """Visit what a node holds; statements as statements."""
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                self.statements(value)
            elif isinstance(value, list):
                for item in value:
                    if isinstance(item, ast.AST):
                        self.visit(item)
            elif isinstance(value, ast.AST):
                self.visit(value)

    def statements(self, body: list[ast.stmt]) -> None:
        """Visit statements, each of which may be left out."""
        for statement in body:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue  # a docstring, `...`
            if _can_go(statement):
                self.add("statement", *self.span(statement), "pass")
            if isinstance(statement, ast.If) and not statement.orelse:
                test = self.span(statement.test)
                self.add("statement", *test, "False")
            self.visit(statement)


def _can_go(statement: ast.stmt) -> bool:
    """Whether a file without the statement still has all its names."""
    if isinstance(statement, ast.Assign):
        return all(isinstance(target, ast.Attribute | ast.Subscript) for target in statement.targets)
    kinds = ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Break | ast.Delete | ast.Return
    return isinstance(statement, kinds)


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(isinstance(side, ast.JoinedStr | ast.Constant) and _text(side) for side in sides)


def _text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_type(node: ast.expr) -> bool:
    """Whether a value is a type alias such as `Value | Cells`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _is_type(node.left) and _is_type(node.right)
    name = node.id if isinstance(node, ast.Name) else ""
    return (name[:1].isupper() and not name.isupper()) or (isinstance(node, ast.Subscript) and _is_type(node.value))


def _placed(node: ast.expr, text: ast.JoinedStr) -> bool:
    """Whether a part of a formatted text has a place of its own: before Python 3.12 it has that of all the text."""
    return (node.lineno, node.col_offset) > (text.lineno, text.col_offset)


def mutants_of(file: str, text: str) -> list[Mutant]:
    """Return every mutant of a file in the order of their places; a few of them are no Python, see `is_python`."""
    finder = Finder(file, text)
    finder.visit(ast.parse(text))
    return sorted(set(finder.found), key=lambda one: (one.start, one.end, one.by))


def is_python(text: str) -> bool:
    """Return whether a text can be parsed."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
