"""C#: one sealed class for Unity, .NET and Mono; C# 4 and later, no allocation in a step."""

import json

from quale.export.formula.dialect import CHOICE, INTEGERS, NUMBERS, Dialect
from quale.export.formula.term import Kind
from quale.export.layout import DOUBLE, Style, about, camel, functions, indented, ports, results, steps, thresholds
from quale.export.network import Network
from quale.export.trial import Trial

INDENT = "    "


def _number(value: float) -> str:
    return "double.NaN" if value != value else repr(value)  # noqa: PLR0124  # NaN


def _integer(value: int) -> str:
    return "long.MinValue" if value == -(2**63) else f"{value}L"


def _places(value: int) -> str:
    return str(value) if 0 <= value < 64 else _integer(value)


DIALECT = Dialect(
    number=_number,
    integer=_places,
    patterns={
        **NUMBERS,
        **INTEGERS,
        "isar": "{0} >> {1}",
        "select": CHOICE,
        "abs": "Math.Abs({0})",
        "bits": "BitConverter.DoubleToInt64Bits({0})",
        "from_bits": "BitConverter.Int64BitsToDouble({0})",
    },
    declare={Kind.NUMBER: "double {0} = {1};", Kind.INTEGER: "long {0} = {1};", Kind.MASK: "bool {0} = {1};"},
    give="return {0};",
)
STYLE = Style(DIALECT, "double {0} = {1};", "Node_{0}({1})", "inputs[{0}]", "memory[{0}]", "{0} = {1};", DOUBLE)


def write(network: Network, *, single: bool = False) -> bytes:  # noqa: ARG001  # doubles alone
    """Return the class's file."""
    name = camel(network.name)
    use = f"Use: var brain = new {name}(); brain.Activate(inputs, outputs); arrays of double in the order below."
    what = "Remembers from one step to the next, until Reset." if network.recurrent else "Remembers nothing."
    lines = [f"// {line}".rstrip() for line in [*about(network), "", use, "", *ports(network)]]
    lines += ["", "using System;", "", f"/// <summary>An evolved network. {what}</summary>"]
    lines += [f"public sealed class {name}", "{", indented(_members(network), INDENT).rstrip(), "}", ""]
    return "\n".join(line if line.strip() else "" for line in "\n".join(lines).split("\n")).encode()


def _members(network: Network) -> list[str]:
    inputs, outputs = (", ".join(json.dumps(one.name) for one in ends) for ends in (network.inputs, network.outputs))
    numbers = ", ".join(_number(value) for value in thresholds(network))
    lines = [
        f"public static readonly string[] Inputs = {{ {inputs} }};",
        f"public static readonly string[] Outputs = {{ {outputs} }};",
    ]
    lines += [f"public static readonly double[] Thresholds = {{ {numbers} }};"] if numbers else []
    lines += [f"readonly double[] memory = new double[{network.remembered}];", ""]
    lines += ["/// <summary>Forget.</summary>", "public void Reset()"]
    lines += _block(["Array.Clear(memory, 0, memory.Length);"])
    lines += ["/// <summary>Writes the outputs for the inputs.</summary>"]
    lines += ["public void Activate(double[] inputs, double[] outputs)", *_block(_activate(network))]
    if numbers:
        lines += ["/// <summary>Whether an output is above its threshold.</summary>"]
        lines += ["public static bool Fired(double[] outputs, int output)"]
        lines += _block(["return outputs[output] > Thresholds[output];"])
    for function, body in functions(network, STYLE):
        lines += [f"static double Node_{function}(double x)", *_block(["unchecked", *_block(body)[:-1]])]
    return lines


def _block(body: list[str]) -> list[str]:
    return ["{", indented(body, INDENT), "}", ""]


def _activate(network: Network) -> list[str]:
    body = steps(network, STYLE)
    if network.recurrent and network.updates > 1:
        body = [f"for (int update = 0; update < {network.updates}; update++)", *_block(body)[:-1]]
    return [*body, *(f"outputs[{place}] = {value};" for place, value in enumerate(results(network, STYLE)))]


def _driver(network: Network, single: bool) -> dict[str, str]:  # noqa: ARG001
    name = camel(network.name)
    return {
        "Trial.cs": f"""\
using System.IO;

static class Trial
{{
    static void Main()
    {{
        var brain = new {name}();
        var inputs = new double[{len(network.inputs)}];
        var outputs = new double[{len(network.outputs)}];
        using (var from = new BinaryReader(File.OpenRead("inputs.bin")))
        using (var to = new BinaryWriter(File.Create("outputs.bin")))
        {{
            while (from.BaseStream.Position < from.BaseStream.Length)
            {{
                for (int i = 0; i < inputs.Length; i++) inputs[i] = from.ReadDouble();
                brain.Activate(inputs, outputs);
                foreach (var output in outputs) to.Write(output);
            }}
        }}
    }}
}}
"""
    }


TRIAL = Trial(
    source="Network.cs",
    tools=(("mcs",), ("mono",)),
    wanted="Mono (mcs and mono; mono-mcs on Debian)",
    driver=_driver,
    commands=(("{0}", "-out:trial.exe", "Trial.cs", "Network.cs"), ("{1}", "trial.exe")),
)
