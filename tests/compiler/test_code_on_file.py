"""The code that Programs become is on file: of a small one the text, of the others a line a function. QUALE_GOLDEN=1
rewrites it, and `quale check --emit llvm` prints what differs.

Much of it no result shows: what LLVM is told about memory, what is loaded once, which functions are one of their own.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from quale.compiler.emit.emit import emit
from quale.compiler.emit.layout import SEAT_ARRAYS, SEAT_WORDS, lay_out, untouched
from quale.compiler.lower.lower import lower
from quale.compiler.program.cut import cut
from quale.compiler.program.program import Branch, Mark, Program, Repeat, Scenario, Set, Slot, While
from quale.domains.register import DOMAINS
from quale.language.load import load
from tests.compiler.least_program import SMALL
from tests.compiler.random_program import random_program
from tests.compiler.small_program import SLOTS, N, apply, ends_at, index, number, program, ticked

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/llvm"
EXAMPLES = ("cart_pole", "double_pole", "forager", "operator", "traffic", "xor")
"""As they once were: what is on file does not depend on how they go on."""


def on_file(text: str, name: str) -> None:
    file = GOLDEN / name
    if os.environ.get("QUALE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


def functions(ir: str) -> Iterator[str]:
    """Yield a line for every function of a module, and one for all else."""
    found = re.findall(r"^define .*?^}$", ir, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^define .*?^}$", "", ir, flags=re.MULTILINE | re.DOTALL)
    for text in (*found, rest):
        name = re.search(r"@([\w.]+|\"[^\"]+\")\(", text) if text is not rest else None
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        yield f"{name[1] if name else 'beside functions'}: {text.count(chr(10)) + 1} lines, {digest}"


def little() -> Program:
    """Return a Program of a few statements of each kind."""
    odd = apply("ieq", apply("imod", Scenario(), index(2)), index(1))
    grow = Set("x", apply("add", ticked(), number(0.5)))
    drawn = Set("x", apply("uniform01", index(3), index(0), index(0)))
    statements = (
        Branch(odd, (grow,), (Set("a", apply("call:sin", ticked()), index(1)),)),
        Branch(odd, (Repeat("i", 0, 3, (grow,)),)),
        While(apply("lt", ticked(), number(3.0)), 4, (grow,)),
        drawn,
        ends_at(index(4)),
    )
    return program(statements, setup=(Set("a", number(9.0), Scenario()),), slots=(*SLOTS, Slot("quiet", N)))


@pytest.mark.parametrize("lanes", [1, 4])
@pytest.mark.parametrize("trace", [False, True])
def test_the_code_of_a_small_program_is_on_file(lanes: int, trace: bool) -> None:
    on_file(emit(little(), lanes, trace=trace), f"small_{lanes}{'_traced' * trace}.ll")


def marked() -> Program:
    """Return a Program with parts whose time is counted."""
    return Program(
        **{name: getattr(SMALL, name) for name in Program.__slots__}
        | {"tick": (Mark("sense"), *SMALL.tick, Mark("act"), Set("state", ticked()), Mark("sense"))}
    )


@cache
def programs() -> dict[str, Program]:
    found = {
        f"{example} {model.name}": lower(model)
        for example in EXAMPLES
        for model in load(ROOT / f"tests/golden/programs/{example}.quale", DOMAINS).project.models
    }
    found |= {f"random {seed}": random_program(seed, recurrent=seed % 2 == 1) for seed in range(3)}
    return found | {"in pieces": cut(random_program(2, recurrent=False), 0, 12), "marked": marked()}


@pytest.mark.parametrize(("lanes", "trace"), [(8, False), (4, True), (1, False)])
def test_the_functions_of_programs_are_those_on_file(lanes: int, trace: bool) -> None:
    lines = []
    for name, one in programs().items():
        if trace and name == "marked":  # time is counted in evaluations alone
            continue
        lines += [name, *(f"  {line}" for line in functions(emit(one, lanes, trace=trace))), ""]
    on_file("\n".join(lines), f"functions_{lanes}{'_traced' * trace}.txt")


def test_where_the_values_of_programs_lie_is_on_file() -> None:
    lines = []
    for name, one in programs().items():
        lines += [name, f"  only setup writes: {', '.join(sorted(untouched(one)))}"]
        for lanes in (1, 8):
            layout = lay_out(one, lanes)
            offsets = ", ".join(f"{slot} {offset}" for slot, offset in {**layout.offsets, **layout.frame}.items())
            seats = ", ".join(f"{seat} {layout.seat(seat)}" for seat in (*SEAT_ARRAYS, *SEAT_WORDS))
            lines += [
                f"  {lanes} lanes, keys {layout.keys}, used {layout.used}, values {layout.values}, {layout.in_place=}",
                f"    block {layout.size} of {layout.block_size}, {len(layout.drawn)} drawn, {layout.row} a tick",
                f"    work {layout.work_size(0)}, of 50 slots {layout.work_size(50)}, apart {layout.stride(50)}",
                f"    {offsets}",
                f"    {seats}",
            ]
    on_file("\n".join(lines) + "\n", "layouts.txt")


@pytest.mark.parametrize(("ticks", "drawn"), [(0, 6), (1, 6), (3, 5), (4, 4), (9, 1), (16, 1), (17, 0)])
def test_setup_draws_no_more_than_it_may(ticks: int, drawn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quale.compiler.emit.layout.DRAWN_ONCE", 16)
    draws = tuple(Set("x", apply("uniform01", index(site), index(0), index(0))) for site in range(6))
    layout = lay_out(program(draws, ticks=ticks), 4)
    assert [draw[1] for draw in layout.drawn] == list(range(drawn))
    assert layout.row == drawn * 4 * 8
