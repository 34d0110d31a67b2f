"""Terms → statements of a language, which is told as a record: how constants look, and each operation's pattern."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from quale.export.formula.term import Kind, Term, recorded, walk
from quale.numeric.functions import Formula


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a language writes a formula.

    `patterns` has the text of each operation by name, its operands as {0}, {1}, {2}: add sub mul div neg on numbers,
    the same and `and or xor shl sar` with an `i` before it on integers, comparisons, `select`, `abs`, `bits`,
    `from_bits`. An operand is put into brackets where it is an operation that does not end in one itself.
    """

    number: Callable[[float], str]
    integer: Callable[[int], str]
    patterns: Mapping[str, str]
    declare: Mapping[Kind, str]  # a statement that names {1} as {0}
    give: str  # a statement that returns {0}
    lower: Callable[[Term], Term] = lambda root: root
    """Rewrites a formula into operations that the language has."""


NUMBERS = {
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "{0} * {1}",
    "div": "{0} / {1}",
    "neg": "-{0}",
    "lt": "{0} < {1}",
    "gt": "{0} > {1}",
}
"""Operations on numbers, which all languages write alike."""

INTEGERS = {
    "iadd": "{0} + {1}",
    "isub": "{0} - {1}",
    "ineg": "-{0}",
    "iand": "{0} & {1}",
    "ior": "{0} | {1}",
    "ixor": "{0} ^ {1}",
    "ishl": "{0} << {1}",
    "ieq": "{0} == {1}",
}
"""Operations on integers of 64 bits, with or without a sign, where a language has some."""

CHOICE = "({0} ? {1} : {2})"
"""`select` in the languages that C is the model of."""

ATOM, PRODUCT, SUM, COMPARISON, OTHER = 4, 3, 2, 1, 0
"""How tightly a text holds together: an atom needs no brackets beside anything."""

BINDING = {
    "add": (SUM, SUM, PRODUCT),
    "sub": (SUM, SUM, PRODUCT),
    "mul": (PRODUCT, PRODUCT, ATOM),
    "div": (PRODUCT, PRODUCT, ATOM),
    "lt": (COMPARISON, SUM, SUM),
    "gt": (COMPARISON, SUM, SUM),
    "select": (ATOM, COMPARISON, SUM, SUM),
}
"""How tightly an operation holds together, and how tightly its operands must; others are put into brackets."""

LONGEST = 72
"""A longer number gets a name, so that lines stay readable."""


@dataclass(frozen=True, slots=True)
class _Text:
    words: str
    binding: int


def statements(formula: Formula, dialect: Dialect) -> list[str]:
    """Return the body of a function of `x`; what is used more than once gets a name, the rest stands inline."""
    root = shared(dialect.lower(recorded(formula)))
    terms = list(walk(root))
    uses = Counter(id(operand) for term in terms for operand in term.operands)
    texts: dict[int, _Text] = {}
    lines: list[str] = []
    named = 0
    for term in terms:
        text = _text(term, dialect, texts)
        long = term.kind is Kind.NUMBER and len(text.words) > LONGEST and term is not root
        if term.operands and (uses[id(term)] > 1 or long):
            lines.append(dialect.declare[term.kind].format(f"t{named}", text.words))
            text = _Text(f"t{named}", ATOM)
            named += 1
        texts[id(term)] = text
    return [*lines, dialect.give.format(texts[id(root)].words)]


def shared(root: Term) -> Term:
    """Return the same formula with equal terms as one."""
    known: dict[tuple[object, ...], Term] = {}
    found: dict[int, Term] = {}
    for term in walk(root):
        operands = tuple(found[id(operand)] for operand in term.operands)
        # by its text, since 0.0 and -0.0 are equal and NaN is not
        key = (term.kind, term.operation, repr(term.value), term.name, *map(id, operands))
        found[id(term)] = known.setdefault(key, replace(term, operands=operands))
    return found[id(root)]


def _text(term: Term, dialect: Dialect, texts: Mapping[int, _Text]) -> _Text:
    if term.operation == "variable":
        return _Text(term.name, ATOM)
    if term.operation == "constant":
        shown = dialect.integer(int(term.value)) if term.kind is Kind.INTEGER else dialect.number(float(term.value))
        return _Text(shown, ATOM)
    pattern = dialect.patterns[term.operation]
    call = pattern.endswith(")") and pattern[0].isalpha() | (pattern[0] == "_")  # its brackets are the operands'
    binding, *wanted = BINDING.get(term.operation, (ATOM if call else OTHER, *(ATOM for _ in term.operands)))
    operands = [texts[id(operand)] for operand in term.operands]
    words = (
        text.words if call or text.binding >= least else f"({text.words})"
        for text, least in zip(operands, wanted, strict=True)
    )
    return _Text(pattern.format(*words), binding)
