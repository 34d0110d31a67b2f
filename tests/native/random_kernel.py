"""Random kernels as source text: every statement and operator, no overflow, no division by 0, ends of arrays kept."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

HEAD = '''"""A random kernel."""
import math

import numpy as np
from numpy.typing import NDArray

from quale.native.elements import move
from quale.native.kernel import kernel
from quale.native.words import add_words, bits_of, multiply_low, shift_right


'''
SIZE = 8
"""Length of both arrays."""


@dataclass(slots=True)
class Author:
    """Writes one module; everything comes from the dice."""

    dice: np.random.Generator
    ints: list[str] = field(default_factory=lambda: ["a", "b"])
    floats: list[str] = field(default_factory=lambda: ["x"])
    lines: list[str] = field(default_factory=list)
    names: int = 0

    def one(self, *ways: Callable[[], str]) -> str:
        """Return what one of these ways says."""
        return ways[int(self.dice.integers(len(ways)))]()

    def pick(self, names: list[str]) -> str:
        """Return one of the names."""
        return names[int(self.dice.integers(len(names)))]

    def whole(self, depth: int) -> str:
        """Return an expression for a whole number below 10^6 in magnitude."""
        if depth == 0:
            return self.one(lambda: self.pick(self.ints), lambda: str(int(self.dice.integers(-99, 100))))
        less = depth - 1
        return self.one(
            lambda: f"({self.whole(less)} {self.pick(['+', '-', '*', '&', '|', '^'])} {self.whole(less)}) % 1000003",
            lambda: f"({self.whole(less)} // (abs({self.whole(less)}) % 9 + 1))",
            lambda: f"({self.whole(less)} % -(abs({self.whole(less)}) % 9 + 1))",
            lambda: f"({self.whole(less)} >> {int(self.dice.integers(9))})",
            lambda: f"min({self.whole(less)}, -{self.whole(0)})",
            lambda: f"max({self.whole(less)}, ~{self.whole(less)})",
            lambda: f"int({self.real(less)})",
            lambda: f"math.floor({self.real(less)})",
            lambda: f"whole[{self.place(less)}]",
            lambda: f"({self.whole(less)} if {self.truth(less)} else {self.whole(less)})",
            lambda: f"(shift_right(multiply_low(bits_of({self.real(less)}), add_words(3, 1 << 62)), 44) - len(real))",
        )

    def real(self, depth: int) -> str:
        """Return an expression for a number up to 1000 in magnitude."""
        if depth == 0:
            return self.one(lambda: self.pick(self.floats), lambda: f"{self.dice.normal():.3f}")
        less = depth - 1
        return self.one(
            lambda: self.bounded(f"{self.real(less)} {self.pick(['+', '-', '*'])} {self.real(less)}"),
            lambda: f"({self.real(less)} / (abs({self.real(less)}) + 1.0))",
            lambda: f"math.sqrt(abs({self.real(less)}))",
            lambda: self.bounded(f"{self.whole(less)} / 7"),
            lambda: self.bounded(f"float({self.whole(less)})"),
            lambda: f"real[{self.place(less)}]",
            lambda: f"({self.real(less)} if {self.truth(less)} else -{self.real(less)})",
        )

    def bounded(self, text: str) -> str:
        """Return an expression held between -1000 and 1000."""
        return f"min(max({text}, -1000.0), 1000.0)"

    def truth(self, depth: int) -> str:
        """Return a condition."""
        less = max(depth - 1, 0)
        return self.one(
            lambda: f"{self.whole(less)} {self.pick(['<', '<=', '>', '>=', '==', '!='])} {self.whole(less)}",
            lambda: f"{self.real(less)} {self.pick(['<', '<=', '>', '>='])} {self.real(less)} < {self.real(less)}",
            lambda: f"({self.truth(0)} {self.pick(['and', 'or'])} {self.truth(0)})",
            lambda: f"(not {self.truth(0)})" if depth else "True",
        )

    def place(self, depth: int) -> str:
        """Return an expression for a place in an array."""
        return f"abs({self.whole(depth)}) % {SIZE}"

    def block(self, indent: str, depth: int, *, loop: bool) -> None:
        """Write some statements."""
        known = len(self.ints), len(self.floats)
        for _ in range(int(self.dice.integers(1, 4))):
            self.statement(indent, depth, loop=loop)
        del self.ints[known[0] :], self.floats[known[1] :]  # what is new may not have been given a value elsewhere

    def statement(self, indent: str, depth: int, *, loop: bool) -> None:
        """Write a statement."""
        kind = int(self.dice.integers(11 if depth else 6))
        add = self.lines.append
        match kind:
            case 0:
                self.names += 1
                add(f"{indent}i{self.names} = {self.whole(2)}")
                self.ints.append(f"i{self.names}")
            case 1:
                self.names += 1
                add(f"{indent}f{self.names} = {self.real(2)}")
                self.floats.append(f"f{self.names}")
            case 2:
                add(f"{indent}whole[{self.place(1)}] = {self.whole(2)}")
            case 3:
                add(f"{indent}real[{self.place(1)}] = {self.real(2)}")
            case 4:
                add(f"{indent}a, b = b, {self.whole(1)}")
            case 5:
                add(f"{indent}move(whole, {int(self.dice.integers(4))}, whole, {int(self.dice.integers(4))}, 4)")
            case _:
                self.nested(kind, indent, depth, loop=loop)

    def nested(self, kind: int, indent: str, depth: int, *, loop: bool) -> None:
        """Write a statement that holds others."""
        add = self.lines.append
        match kind:
            case 6 | 7:
                add(f"{indent}if {self.truth(2)}:")
                self.block(indent + "    ", depth - 1, loop=loop)
                if self.dice.random() < 0.5:
                    add(f"{indent}else:")
                    self.block(indent + "    ", depth - 1, loop=loop)
            case 8 | 9:
                self.names += 1
                ends = self.pick([f"abs({self.whole(1)}) % 6", "9, 1, -3", f"-2, abs({self.whole(1)}) % 5"])
                counter = f"k{self.names}"
                add(f"{indent}for {counter} in range({ends}):")
                self.ints.append(counter)
                self.block(indent + "    ", depth - 1, loop=True)
                self.ints.remove(counter)  # it has no value where the loop had no round
                if loop:
                    add(f"{indent}if {self.truth(1)}:")
                    add(f"{indent}    {self.pick(['break', 'continue'])}")
            case 10:
                self.names += 1
                name = f"w{self.names}"
                add(f"{indent}{name} = 0")
                add(f"{indent}while {name} < 4 and {self.truth(1)}:")
                add(f"{indent}    {name} += 1")
                self.block(indent + "    ", depth - 1, loop=True)


def random_kernel(seed: int) -> str:
    """Return the source of a module with a kernel `run` that calls a kernel `part`."""
    author = Author(np.random.default_rng(seed))
    parameters = "a: int, b: int, x: float, whole: NDArray[np.int64], real: NDArray[np.float64]"
    author.block("    ", 2, loop=False)
    part = "\n".join([f"@kernel\ndef part({parameters}) -> float:", *author.lines, f"    return {author.real(2)}"])
    author.lines.clear()
    author.block("    ", 3, loop=False)
    author.lines.append(f"    y = part({author.whole(1)}, {author.whole(1)}, {author.real(1)}, whole, real)")
    author.floats.append("y")
    author.block("    ", 3, loop=False)
    run = "\n".join([f"@kernel\ndef run({parameters}) -> float:", *author.lines, f"    return {author.real(2)}"])
    return f"{HEAD}{part}\n\n\n{run}\n"
