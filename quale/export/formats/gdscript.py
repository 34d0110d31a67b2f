"""GDScript: one script that is a class, for Godot 3 and 4."""

import json
import math

from quale.export.formula.dialect import INTEGERS, NUMBERS, Dialect
from quale.export.formula.term import Kind
from quale.export.layout import DOUBLE, Style, about, calls, functions, indented, ports, results, steps, thresholds
from quale.export.network import Network
from quale.export.trial import Trial

MOST_DIGITS = 18
"""Of a number, that Godot looks at."""
POWERS_OF_TEN = (1e1, 1e2, 1e4, 1e8, 1e16, 1e32, 1e64, 1e128, 1e256)
SHIFT = 2.0**20


def _number(value: float) -> str:
    if value != value:  # noqa: PLR0124  # NaN
        return "NAN"
    return spelled(value)


def spelled(value: float) -> str:
    """Return decimals that Godot reads as this very number, as whoever rounds once does.

    Its own reader rounds several times, and is off by a unit in the last place for a third of all numbers with 17
    digits. A few units in the 18th digit away is nearly always a spelling that both read alike.
    """
    plain = repr(value)
    if not math.isfinite(value) or read_as_godot(plain) == value:
        return plain
    digits, exponent = f"{value:.17e}".split("e")
    sign, middle = ("-" if digits[0] == "-" else ""), int(digits.lstrip("-").replace(".", ""))
    for distance in range(1, 200):
        for near in (middle - distance, middle + distance):
            text = str(near)
            words = f"{sign}{text[0]}.{text[1:]}e{int(exponent):+03d}"
            if len(text) == MOST_DIGITS and float(words) == value == read_as_godot(words):
                return words
    if not 1e-3 < abs(value) < 1e6:  # too far away for Godot's powers of ten, so some powers of two on the way
        is_small = abs(value) < 1
        return f"({spelled(value * SHIFT if is_small else value / SHIFT)} {'/' if is_small else '*'} {SHIFT})"
    # otherwise as a sum: 15 digits are read exactly, what is missing has few
    short = f"{abs(value):.15g}"
    rest = f"{abs(value) - float(short):.3g}"
    return f"{sign}({short} {'-' if rest[0] == '-' else '+'} {rest.lstrip('-')})"


def read_as_godot(text: str) -> float:
    """Return what Godot's `built_in_strtod` makes of a number, in the same operations."""
    sign, rest = (-1.0, text[1:]) if text.startswith("-") else (1.0, text)
    mantissa, _, power = rest.partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part)[:MOST_DIGITS]
    split = max(len(digits) - 9, 0)
    fraction = 1.0e9 * int(digits[:split] or "0") + int(digits[split:])
    exponent = len(whole) - len(digits) + int(power or "0")
    scale = 1.0
    for bit, power_of_ten in enumerate(POWERS_OF_TEN):
        scale *= power_of_ten if min(abs(exponent), 511) >> bit & 1 else 1.0
    return sign * (fraction / scale if exponent < 0 else fraction * scale)


def _integer(value: int) -> str:
    return "(-9223372036854775807 - 1)" if value == -(2**63) else str(value)


DIALECT = Dialect(
    number=_number,
    integer=_integer,
    patterns={
        **NUMBERS,
        **INTEGERS,
        "isar": "{0} >> {1}",
        "select": "({1} if {0} else {2})",
        "abs": "abs({0})",
        "bits": "_bits({0})",
        "from_bits": "_number({0})",
    },
    declare={
        Kind.NUMBER: "var {0}: float = {1}",
        Kind.INTEGER: "var {0}: int = {1}",
        Kind.MASK: "var {0}: bool = {1}",
    },
    give="return {0}",
)
STYLE = Style(DIALECT, "var {0}: float = {1}", "_{0}({1})", "inputs[{0}]", "memory[{0}]", "{0} = {1}", DOUBLE)

HELPERS = """
# A number's bits, as an integer.
var _buffer = StreamPeerBuffer.new()

func _bits(x: float) -> int:
	_buffer.seek(0)
	_buffer.put_double(x)
	_buffer.seek(0)
	return _buffer.get_64()

func _number(i: int) -> float:
	_buffer.seek(0)
	_buffer.put_64(i)
	_buffer.seek(0)
	return _buffer.get_double()
"""


def write(network: Network, *, single: bool = False) -> bytes:  # noqa: ARG001  # GDScript has doubles alone
    """Return the script."""
    use = 'Use: var brain = preload("res://FILE.gd").new(); var outputs = brain.activate(inputs)'
    comment = "\n".join(f"# {line}".rstrip() for line in [*about(network), "", use, "", *ports(network)])
    inputs, outputs = ([one.name for one in ends] for ends in (network.inputs, network.outputs))
    found = functions(network, STYLE)
    parts = [f"{comment}\n", f"const INPUTS = {json.dumps(inputs)}", f"const OUTPUTS = {json.dumps(outputs)}"]
    if thresholds(network):
        parts.append(f"const THRESHOLDS = [{', '.join(map(_number, thresholds(network)))}]")
    parts.append(f"\nvar memory = {json.dumps([0.0] * network.remembered)}")
    if calls(found, "_bits(", "_number("):
        parts.append(HELPERS)
    parts.append("# Forget.\nfunc reset() -> void:\n\tfor place in memory.size():\n\t\tmemory[place] = 0.0\n")
    parts.append(_activate(network))
    if thresholds(network):
        parts.append(
            "# Whether an output is above its threshold.\nfunc fired(outputs: Array, output: int) -> bool:\n"
            "\treturn outputs[output] > THRESHOLDS[output]\n"
        )
    parts += [f"func _{name}(x: float) -> float:\n{indented(body, chr(9))}\n" for name, body in found]
    return "\n".join(parts).encode()


def _activate(network: Network) -> str:
    body = steps(network, STYLE)
    if network.recurrent and network.updates > 1:
        body = [f"for _update in {network.updates}:", indented(body, "\t")]
    text = indented([*body, f"return [{', '.join(results(network, STYLE))}]"], "\t")
    return f"# The outputs for the inputs, both arrays of numbers.\nfunc activate(inputs: Array) -> Array:\n{text}\n"


def _driver(network: Network, single: bool) -> dict[str, str]:  # noqa: ARG001
    return {
        "trial.gd": f"""\
extends SceneTree

func _init():
	var brain = load("network.gd").new()
	var from = File.new()
	var to = File.new()
	from.open("inputs.bin", File.READ)
	to.open("outputs.bin", File.WRITE)
	while from.get_position() < from.get_len():
		var inputs = []
		for _place in {len(network.inputs)}:
			inputs.append(from.get_double())
		for output in brain.activate(inputs):
			to.store_double(output)
	to.close()
	quit()
"""
    }


TRIAL = Trial(
    source="network.gd",
    tools=(("godot3-server", "godot3", "godot3-runner"),),
    wanted="Godot 3 (godot3-server on Debian)",
    driver=_driver,
    commands=(("{0}", "--no-window", "--path", ".", "-s", "trial.gd"),),
)
