"""What the formats that are program text share: names, comments, and a network's steps as statements."""

import keyword
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quale.export.formula.dialect import Dialect, statements
from quale.export.network import Link, Network, Step
from quale.numeric.activations import FORMULAS
from quale.numeric.arithmetic import Arithmetic, Value
from quale.numeric.functions import Formula

LONGEST_SUM = 40
"""Links of one expression; compilers have bounds of their own."""

WIDTH = 110
"""Characters of a line before it is broken."""

PLAIN = "identity"
"""The activation that needs no function."""

WITHIN = "within"
"""Name of the function that keeps a scaled input within the network's limit."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a language writes a network's steps."""

    dialect: Dialect
    declare: str  # a statement that names the number {1} as {0}
    call: str  # the activation {0} of {1}
    given: str  # input {0}
    memory: str  # remembered value {0} of a recurrent network: slot 0 is the first output's
    assign: str  # a statement that makes {0} the number {1}
    formulas: dict[str, Formula]


def identifiers(names: Iterable[str]) -> list[str]:
    """Return names as every language takes them: ASCII letters, digits and _, each another."""
    found: list[str] = []
    for name in names:
        plain = re.sub(r"[^0-9A-Za-z_]+", "_", name).strip("_") or "x"
        plain = f"_{plain}" if plain[0].isdigit() or keyword.iskeyword(plain) else plain
        number, chosen = 2, plain
        while chosen.lower() in {one.lower() for one in found}:
            chosen, number = f"{plain}_{number}", number + 1
        found.append(chosen)
    return found


def camel(name: str) -> str:
    """Return an identifier as the name of a class."""
    words = [word for word in re.split(r"[^0-9A-Za-z]+", name) if word]
    joined = "".join(word[:1].upper() + word[1:] for word in words) or "Network"
    return f"N{joined}" if joined[0].isdigit() else joined


def about(network: Network) -> list[str]:
    """Return lines that say what a file is and where it comes from: printable, and closing no comment."""
    ends = f"{len(network.inputs)} inputs, {len(network.outputs)} outputs"
    kind = f"recurrent, {network.updates} update(s) a step" if network.recurrent else "feed-forward"
    size = f"{ends}, {len(network.hidden)} hidden nodes, {network.links} connections, {kind}"
    facts = [(what, words) for what, words in network.about if words]
    lines = [f"{network.name}: an evolved network ({size}).", *(f"{what}: {words}" for what, words in facts)]
    return [harmless(line) for line in lines]


def ports(network: Network) -> list[str]:
    """Return a line for each input and output: its place, its name, what the world makes of it."""
    lines = []
    for place, one in enumerate(network.inputs):
        bounds = f", {one.low:g} to {one.high:g}" if one.low is not None and one.high is not None else ""
        lines.append(f"input {place}: {one.name}{bounds}")
    for place, end in enumerate(network.outputs):
        fires = f", fires above {end.threshold:g}" if end.threshold is not None else ""
        lines.append(f"output {place}: {end.name}{fires}")
    return [harmless(line) for line in lines]


def harmless(words: str) -> str:
    """Return words for a comment of any language: in one line, ending none, quoting nothing."""
    shown = "".join(character if character.isprintable() else " " for character in words)
    return shown.replace("*/", "* /").replace("/*", "/ *").replace('"""', "'''").replace("\\", "/")


def thresholds(network: Network) -> list[float]:
    """Return the thresholds of the outputs, none where not every output has one."""
    found = [output.threshold for output in network.outputs if output.threshold is not None]
    return found if len(found) == len(network.outputs) else []


def functions(network: Network, style: Style) -> list[tuple[str, list[str]]]:
    """Return the functions of `x` that a network calls: name and body."""
    used = sorted({step.activation for step in network.steps} - {PLAIN})
    found = [(name, statements(style.formulas[name], style.dialect)) for name in used]
    if network.limit is not None and network.limit < float("inf"):
        found.append((WITHIN, statements(_limited(network.limit), style.dialect)))
    return found


def calls(found: list[tuple[str, list[str]]], *words: str) -> bool:
    """Return whether functions have one of these words in them, which a file must bring then."""
    return any(word in line for _, body in found for line in body for word in words)


def _limited(limit: float) -> Formula:
    def within(m: Arithmetic, x: Value) -> Value:
        return m.select(x < -limit, -limit, m.select(x > limit, limit, x))

    return within


def steps(network: Network, style: Style) -> list[str]:
    """Return the statements of one update. Nodes are n3, n4 …, by slot; in a recurrent network they end in memory."""
    inputs = len(network.inputs)
    read = {link.source for step in network.steps for link in step.links}
    lines: list[str] = []
    for place in sorted(slot for slot in read if slot < inputs):
        if network.limit is not None:
            lines += _scaled(network, style, place)

    def value(slot: int) -> str:
        if slot < inputs:
            return style.given.format(slot) if network.limit is None else f"x{slot}"
        return style.memory.format(slot - inputs) if network.recurrent else f"n{slot}"

    for step in network.steps:
        lines += _step(step, style, value)
    if network.recurrent:
        lines += [
            style.assign.format(style.memory.format(step.slot - inputs), f"n{step.slot}") for step in network.steps
        ]
    return lines


def results(network: Network, style: Style) -> list[str]:
    """Return the names of the outputs' values after the steps."""
    first = len(network.inputs)
    places = range(len(network.outputs))
    return [style.memory.format(place) if network.recurrent else f"n{first + place}" for place in places]


def _scaled(network: Network, style: Style, place: int) -> list[str]:
    one, number = network.inputs[place], style.dialect.number
    moved = f"({style.given.format(place)} - {_negative(number(one.mean))}) / {number(one.deviation)}"
    if network.limit is not None and network.limit < float("inf"):
        moved = style.call.format(WITHIN, moved)
    return [style.declare.format(f"x{place}", moved)]


def _negative(number: str) -> str:
    return f"({number})" if number.startswith("-") else number


def _step(step: Step, style: Style, value: Callable[[int], str]) -> list[str]:
    lines: list[str] = []
    begin = style.dialect.number(step.bias)
    parts = [step.links[first : first + LONGEST_SUM] for first in range(0, len(step.links), LONGEST_SUM)] or [()]
    for number, part in enumerate(parts):
        terms = [begin, *(_term(link, style, value) for link in part)]
        last = number == len(parts) - 1
        name = f"n{step.slot}" if last else f"s{step.slot}_{number}"
        whole = broken(terms)
        if last:
            whole = f"({whole})" if step.activation == PLAIN else style.call.format(step.activation, whole)
        lines.append(style.declare.format(name, whole if last else f"({whole})"))
        begin = name
    return lines


def _term(link: Link, style: Style, value: Callable[[int], str]) -> str:
    """Return a product with its sign before it: to subtract -w · v is to add w · v, bit for bit."""
    number = style.dialect.number(link.weight)
    sign, size = ("-", number[1:]) if number.startswith("-") else ("+", number)
    return f"{sign} {size} * {value(link.source)}"


def broken(terms: Sequence[str]) -> str:
    """Return terms with spaces between them, in as many lines as they need; only for what stands in brackets."""
    lines, width = [[terms[0]]], len(terms[0])
    for term in terms[1:]:
        if width + len(term) > WIDTH - 30:
            lines.append([])
            width = 0
        lines[-1].append(term)
        width += len(term) + 1
    return "\n    ".join(" ".join(line) for line in lines)


def indented(lines: Iterable[str], by: str) -> str:
    """Return statements, some of several lines, as text with every line indented."""
    return "\n".join(f"{by}{line}" for statement in lines for line in statement.split("\n"))


DOUBLE = FORMULAS
"""The formulas of a network as it was evolved."""
