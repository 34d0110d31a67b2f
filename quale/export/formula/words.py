"""Terms on integers of 64 bits → terms on pairs of 32-bit words, for JavaScript, whose quick integers have 32 bits.

A pair's low and high words are terms of their own, so what nobody reads falls away: `2^k` has no low word.
"""

from dataclasses import replace

from quale.export.formula.term import Kind, Term, walk

MASK = 0xFFFFFFFF
WORD = 32

Pair = tuple[Term, Term]
"""Low and high word, each an integer from -2^31 to 2^31 - 1 as JavaScript's operators give it."""

SHIFTS = {"ishl", "isar"}


def in_words(root: Term) -> Term:
    """Return the same formula with every integer as two words."""
    numbers: dict[int, Term] = {}
    pairs: dict[int, Pair] = {}
    for term in walk(root):
        if term.kind is Kind.INTEGER:
            pairs[id(term)] = _pair(term, numbers, pairs)
        elif term.operation == "from_bits":
            numbers[id(term)] = Term(Kind.NUMBER, "join", pairs[id(term.operands[0])])
        elif term.operation == "ieq":
            (a, b), (c, d) = (pairs[id(operand)] for operand in term.operands)
            if not _same(b, d):
                raise NotImplementedError("only small integers are compared")
            numbers[id(term)] = Term(Kind.MASK, "ieq", (a, c))
        else:
            numbers[id(term)] = replace(term, operands=tuple(numbers[id(operand)] for operand in term.operands))
    return numbers[id(root)]


def _pair(term: Term, numbers: dict[int, Term], pairs: dict[int, Pair]) -> Pair:
    if term.operation == "constant":
        return _constant(int(term.value)), _constant(int(term.value) >> WORD)
    if term.operation == "bits":
        number = numbers[id(term.operands[0])]
        return Term(Kind.INTEGER, "low", (number,)), Term(Kind.INTEGER, "high", (number,))
    if term.operation == "ineg":
        low, high = pairs[id(term.operands[0])]
        return _minus(_constant(0), _constant(0), low, high)
    if term.operation in SHIFTS:
        return _shifted(term.operation, pairs[id(term.operands[0])], int(term.operands[1].value))
    (low, high), (other_low, other_high) = (pairs[id(operand)] for operand in term.operands)
    if term.operation in {"iand", "ior", "ixor"}:
        return _bitwise(term.operation, low, other_low), _bitwise(term.operation, high, other_high)
    if term.operation == "iadd":
        total = _plus(low, other_low)
        carry = Term(Kind.INTEGER, "below", (total, low))
        return total, _plus(_plus(high, other_high), carry)
    if term.operation == "isub":
        return _minus(low, high, other_low, other_high)
    raise NotImplementedError(term.operation)


def _minus(low: Term, high: Term, other_low: Term, other_high: Term) -> Pair:
    difference = Term(Kind.INTEGER, "isub", (high, other_high))
    if _is(other_low, 0):
        return low, difference
    borrow = Term(Kind.INTEGER, "below", (low, other_low))
    return Term(Kind.INTEGER, "isub", (low, other_low)), Term(Kind.INTEGER, "isub", (difference, borrow))


def _shifted(operation: str, pair: Pair, places: int) -> Pair:
    low, high = pair

    def moved(name: str, word: Term, by: int) -> Term:
        return word if by == 0 else Term(Kind.INTEGER, name, (word, _constant(by)))

    if operation == "isar":
        return _bitwise("ior", moved("ishr", low, places), moved("ishl", high, WORD - places)), moved(
            "isar", high, places
        )
    if places >= WORD:
        return _constant(0), moved("ishl", low, places - WORD)
    return moved("ishl", low, places), _bitwise("ior", moved("ishl", high, places), moved("ishr", low, WORD - places))


def _plus(a: Term, b: Term) -> Term:
    return Term(Kind.INTEGER, "iadd", (a, b))


def _bitwise(operation: str, a: Term, b: Term) -> Term:
    """Return a bitwise operation, or what it comes to where b is all zeros or all ones."""
    if _is(b, 0):
        return _constant(0) if operation == "iand" else a
    return Term(Kind.INTEGER, operation, (a, b))


def _constant(value: int) -> Term:
    word = value & MASK
    return Term(Kind.INTEGER, "constant", value=word - (1 << WORD) if word >> (WORD - 1) else word)


def _is(word: Term, value: int) -> bool:
    return word.operation == "constant" and word.value == value


def _same(a: Term, b: Term) -> bool:
    return a.operation == b.operation == "constant" and a.value == b.value
