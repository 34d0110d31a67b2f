"""Python: one module of the standard library alone, for any CPython or PyPy; bit-equal to what was evolved."""

from quale.export.formula.dialect import INTEGERS, NUMBERS, Dialect
from quale.export.formula.term import Kind
from quale.export.layout import DOUBLE, Style, about, calls, functions, indented, ports, results, steps, thresholds
from quale.export.network import Network
from quale.export.trial import Trial


def _number(value: float) -> str:
    return "_NAN" if value != value else repr(value)  # noqa: PLR0124  # NaN


_KINDS = {Kind.NUMBER: "{0} = {1}", Kind.INTEGER: "{0} = {1}", Kind.MASK: "{0} = {1}"}

# Integers of any length: bits above the 64th are dropped where they would be seen.
DIALECT = Dialect(
    number=_number,
    integer=str,
    patterns={
        **NUMBERS,
        **INTEGERS,
        "isar": "{0} >> {1}",
        "select": "({1} if {0} else {2})",
        "abs": "abs({0})",
        "bits": "_bits({0})",
        "from_bits": "_number({0})",
    },
    declare=_KINDS,
    give="return {0}",
)
STYLE = Style(DIALECT, "{0} = {1}", "_{0}({1})", "inputs[{0}]", "memory[{0}]", "{0} = {1}", DOUBLE)

HELPERS = """

def _bits(x):
    return _unpack_integer(_pack_number(x))[0]


def _number(i):
    return _unpack_number(_pack_integer(i & 0xFFFFFFFFFFFFFFFF))[0]
"""
STRUCTS = """
_pack_number, _unpack_number = struct.Struct("<d").pack, struct.Struct("<d").unpack
_pack_integer, _unpack_integer = struct.Struct("<Q").pack, struct.Struct("<q").unpack
"""


def write(network: Network, *, single: bool = False) -> bytes:  # noqa: ARG001  # Python has doubles alone
    """Return the module."""
    found = functions(network, STYLE)
    needs, no_number = calls(found, "_bits(", "_number("), calls(found, "_NAN")
    parts = ['"""' + "\n".join([*about(network), "", USE, "", *ports(network)]) + '\n"""\n']
    if needs:
        parts.append("import struct\n")
    parts.append(_constants(network))
    if no_number:
        parts.append('_NAN = float("nan")')
    if needs:
        parts += [STRUCTS, HELPERS]
    parts += [f"\n\ndef _{name}(x):\n{indented(body, '    ')}\n" for name, body in found]
    parts.append(_class(network))
    return "\n".join(parts).encode()


USE = "Use: brain = Brain(); outputs = brain.activate(inputs), lists of numbers in the order below."


def _constants(network: Network) -> str:
    inputs, outputs = ([one.name for one in ends] for ends in (network.inputs, network.outputs))
    lines = [f"INPUTS = {inputs!a}", f"OUTPUTS = {outputs!a}"]
    if thresholds(network):
        lines.append(f"THRESHOLDS = {thresholds(network)!r}")
    return "\n".join(lines)


def _class(network: Network) -> str:
    body = steps(network, STYLE)
    if network.recurrent:
        loop = network.updates > 1
        lines = ["memory = self.memory"]
        lines += [f"for _ in range({network.updates}):", indented(body, "    ")] if loop else body
    else:
        lines = body
    lines.append(f"return [{', '.join(results(network, STYLE))}]")
    remembered = f"[0.0] * {network.remembered}" if network.remembered else "[]"
    fired = '''
    @staticmethod
    def fired(outputs):
        """Return for each output whether it is above its threshold."""
        return [output > threshold for output, threshold in zip(outputs, THRESHOLDS)]
'''
    return f'''

class Brain:
    """{"Remembers from one step to the next, until reset." if network.recurrent else "Remembers nothing."}"""

    def __init__(self):
        self.reset()

    def reset(self):
        """Forget."""
        self.memory = {remembered}

    def activate(self, inputs):
        """Return the outputs for the inputs."""
{indented(lines, "        ")}
{fired if thresholds(network) else ""}'''


def _driver(network: Network, single: bool) -> dict[str, str]:  # noqa: ARG001
    return {
        "main.py": f"""\
import array

import network

width = {len(network.inputs)}
numbers = array.array("d")
with open("inputs.bin", "rb") as file:
    numbers.frombytes(file.read())
brain = network.Brain()
with open("outputs.bin", "wb") as file:
    for first in range(0, len(numbers), width):
        array.array("d", brain.activate(numbers[first : first + width])).tofile(file)
"""
    }


TRIAL = Trial("network.py", (("python3", "python"),), "python3", _driver, (("{0}", "main.py"),))
