"""Draws in IR: Philox 4x32-10 (Salmon et al. 2011), one key a lane, and what docs/semantics.md makes of its words."""

from math import tau

from quale.compiler.emit.arithmetic import LaneArithmetic
from quale.compiler.emit.functions import call_function
from quale.compiler.emit.ir_text import INDEX, NUMBER, Module, Value, Writer
from quale.streams import MASK, philox

_SCENARIO_PURPOSE = 1


def unit(writer: Writer, first: Value, second: Value) -> Value:
    """Return u(w0, w1) in [0, 1)."""
    arithmetic = LaneArithmetic(writer)
    high, low = arithmetic.to_number(first >> 5), arithmetic.to_number(second >> 6)
    return (high * 67108864.0 + low) * 2.0**-53


def scenario_key(writer: Writer, seed: Value, generation: Value, scenario: Value) -> tuple[Value, Value]:
    """Return the key of a scenario."""
    zero = writer.constant(0, INDEX)
    words = philox(
        (seed & MASK, (seed >> 32) & MASK), (generation, scenario, zero, writer.constant(_SCENARIO_PURPOSE, INDEX))
    )
    return words[0], words[1]


def _counter(words: list[Value]) -> tuple[Value, Value, Value, Value]:
    c0, c1, c2, c3 = (word & MASK for word in words)
    return c0, c1, c2, c3


def draw(module: Module, name: str) -> str:
    """Return the module's function `name`, uniform01 or normal01, of (key, key, tick, site, slot, loop)."""
    function = f"@draw.{name}"
    if function not in module.functions:
        writer = Writer(module)
        parameters = [Value(writer, f"%p{i}", INDEX, wide=True) for i in range(6)]
        words = philox((parameters[0], parameters[1]), _counter(parameters[2:]))
        result = unit(writer, words[0], words[1])
        if name == "normal01":
            angle = unit(writer, words[2], words[3]) * tau
            radius = LaneArithmetic(writer).sqrt(call_function(writer, "log", 1.0 - result) * -2.0)
            result = radius * call_function(writer, "cos", angle)
        writer.line(f"ret {writer.widen(result).typed}")
        signature = ", ".join(p.typed for p in parameters)
        module.functions[function] = writer.text(
            f"internal {writer.type(NUMBER, wide=True)} {function}({signature})", "#3"
        )
    return function
