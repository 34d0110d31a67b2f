"""JavaScript: one ES module for browsers, Node, Deno and the like; bit-equal to what was evolved."""

import json

from quale.export.formula.dialect import CHOICE, NUMBERS, Dialect
from quale.export.formula.term import Kind
from quale.export.formula.words import in_words
from quale.export.layout import DOUBLE, Style, about, calls, functions, indented, ports, results, steps, thresholds
from quale.export.network import Network
from quale.export.trial import Trial


def _number(value: float) -> str:
    return "NaN" if value != value else repr(value)  # noqa: PLR0124  # NaN


DIALECT = Dialect(
    number=_number,
    integer=str,
    patterns={
        **NUMBERS,
        "iadd": "({0} + {1}) | 0",
        "isub": "({0} - {1}) | 0",
        "iand": "{0} & {1}",
        "ior": "{0} | {1}",
        "ixor": "{0} ^ {1}",
        "ishl": "{0} << {1}",
        "ishr": "{0} >>> {1}",
        "isar": "{0} >> {1}",
        "ieq": "{0} === {1}",
        "below": "({0} >>> 0) < ({1} >>> 0) ? 1 : 0",
        "select": CHOICE,
        "abs": "Math.abs({0})",
        "low": "low({0})",
        "high": "high({0})",
        "join": "join({0}, {1})",
    },
    declare=dict.fromkeys(Kind, "const {0} = {1};"),
    give="return {0};",
    lower=in_words,
)
STYLE = Style(DIALECT, "const {0} = {1};", "{0}({1})", "inputs[{0}]", "memory[{0}]", "{0} = {1};", DOUBLE)

HELPERS = """
// A number's bits, as two words of 32.
const NUMBER = new Float64Array(1);
const WORDS = new Int32Array(NUMBER.buffer);

function low(x) {
  NUMBER[0] = x;
  return WORDS[0];
}

function high(x) {
  NUMBER[0] = x;
  return WORDS[1];
}

function join(low, high) {
  WORDS[0] = low;
  WORDS[1] = high;
  return NUMBER[0];
}
"""

USE = "Use: const brain = new Brain(); const outputs = brain.activate(inputs); arrays of numbers in the order below."


def write(network: Network, *, single: bool = False) -> bytes:  # noqa: ARG001  # JavaScript has doubles alone
    """Return the module."""
    found = functions(network, STYLE)
    comment = "\n".join(f"// {line}".rstrip() for line in [*about(network), "", USE, "", *ports(network)])
    parts = [comment + "\n", _constants(network)]
    if calls(found, "join(", "high(", "low("):
        parts.append(HELPERS)
    parts += [f"function {name}(x) {{\n{indented(body, '  ')}\n}}\n" for name, body in found]
    parts.append(_class(network))
    return "\n".join(parts).encode()


def _constants(network: Network) -> str:
    inputs, outputs = ([one.name for one in ends] for ends in (network.inputs, network.outputs))
    lines = [f"export const INPUTS = {json.dumps(inputs)};", f"export const OUTPUTS = {json.dumps(outputs)};"]
    if thresholds(network):
        lines.append(f"export const THRESHOLDS = {json.dumps(thresholds(network))};")
    return "\n".join(lines) + "\n"


def _class(network: Network) -> str:
    body = steps(network, STYLE)
    lines = body
    if network.recurrent:
        lines = ["const memory = this.memory;"]
        if network.updates > 1:
            head = f"for (let update = 0; update < {network.updates}; update++) {{"
            lines += [head, indented(body, "  "), "}"]
        else:
            lines += body
    lines = [*lines, f"return [{', '.join(results(network, STYLE))}];"]
    what = "Remembers from one step to the next, until reset." if network.recurrent else "Remembers nothing."
    fired = """
  // For each output whether it is above its threshold.
  static fired(outputs) {
    return outputs.map((output, place) => output > THRESHOLDS[place]);
  }
"""
    return f"""\
// {what}
export class Brain {{
  constructor() {{
    this.memory = new Float64Array({network.remembered});
  }}

  reset() {{
    this.memory.fill(0);
  }}

  activate(inputs) {{
{indented(lines, "    ")}
  }}
{fired if thresholds(network) else ""}}}
"""


def _driver(network: Network, single: bool) -> dict[str, str]:  # noqa: ARG001
    return {
        "main.mjs": f"""\
import {{ readFileSync, writeFileSync }} from "node:fs";
import {{ Brain }} from "./network.mjs";

const width = {len(network.inputs)};
const bytes = readFileSync("inputs.bin");
const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const brain = new Brain();
const outputs = [];
for (let first = 0; first < numbers.length; first += width)
  outputs.push(...brain.activate(numbers.subarray(first, first + width)));
writeFileSync("outputs.bin", new Uint8Array(Float64Array.from(outputs).buffer));
"""
    }


TRIAL = Trial("network.mjs", (("node", "nodejs"),), "Node.js (node)", _driver, (("{0}", "main.mjs"),))
