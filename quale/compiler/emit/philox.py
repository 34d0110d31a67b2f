"""Draws in IR: Philox 4x32-10 (Salmon et al. 2011), one key a lane, and what docs/semantics.md makes of its words."""

from collections.abc import Sequence
from math import tau

from quale.compiler.emit.arithmetic import LaneArithmetic
from quale.compiler.emit.functions import call_function
from quale.compiler.emit.ir_text import INDEX, NUMBER, Module, Value, Writer

_MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
_KEY_STEPS = (0x9E3779B9, 0xBB67AE85)  # golden ratio, sqrt(3) - 1
_WORD = 0xFFFFFFFF
_SCENARIO_PURPOSE = 1


def philox(key: Sequence[Value], counter: Sequence[Value]) -> tuple[Value, ...]:
    """Return four 32-bit words as INDEX values; key and counter hold 32-bit words too."""
    k0, k1 = key
    c0, c1, c2, c3 = counter
    for number in range(10):
        if number:
            k0, k1 = (k0 + _KEY_STEPS[0]) & _WORD, (k1 + _KEY_STEPS[1]) & _WORD
        # Two words make a product of 64 bits: that i64 has a sign never matters, since the shift below is masked.
        p0, p1 = c0 * _MULTIPLIERS[0], c2 * _MULTIPLIERS[1]
        c0, c1, c2, c3 = ((p1 >> 32) & _WORD) ^ c1 ^ k0, p1 & _WORD, ((p0 >> 32) & _WORD) ^ c3 ^ k1, p0 & _WORD
    return c0, c1, c2, c3


def unit(writer: Writer, first: Value, second: Value) -> Value:
    """Return u(w0, w1) in [0, 1)."""
    arithmetic = LaneArithmetic(writer)
    high, low = arithmetic.to_number(first >> 5), arithmetic.to_number(second >> 6)
    return (high * 67108864.0 + low) * 2.0**-53


def scenario_key(writer: Writer, seed: Value, generation: Value, scenario: Value) -> tuple[Value, Value]:
    """Return the key of a scenario."""
    zero = writer.constant(0, INDEX)
    words = philox(
        (seed & _WORD, (seed >> 32) & _WORD), (generation, scenario, zero, writer.constant(_SCENARIO_PURPOSE, INDEX))
    )
    return words[0], words[1]


def draw(module: Module, name: str) -> str:
    """Return the module's function `name`, uniform01 or normal01, of (key, key, tick, site, slot, loop)."""
    function = f"@draw.{name}"
    if function not in module.functions:
        writer = Writer(module)
        parameters = [Value(writer, f"%p{i}", INDEX, wide=True) for i in range(6)]
        words = philox(parameters[:2], [p & _WORD for p in parameters[2:]])
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
