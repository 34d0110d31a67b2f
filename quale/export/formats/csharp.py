"""C#: one sealed class for Unity, .NET and Mono; C# 4 and later, no allocation in a step."""

import json

from quale.export.formula.dialect import Dialect
from quale.export.formula.term import Kind
from quale.export.layout import DOUBLE, Style, about, camel, functions, indented, ports, results, steps, thresholds
from quale.export.network import Network
from quale.export.trial import Trial


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
        "add": "{0} + {1}",
        "sub": "{0} - {1}",
        "mul": "{0} * {1}",
        "div": "{0} / {1}",
        "neg": "-{0}",
        "lt": "{0} < {1}",
        "gt": "{0} > {1}",
        "iadd": "{0} + {1}",
        "isub": "{0} - {1}",
        "ineg": "-{0}",
        "iand": "{0} & {1}",
        "ior": "{0} | {1}",
        "ixor": "{0} ^ {1}",
        "ishl": "{0} << {1}",
        "isar": "{0} >> {1}",
        "ieq": "{0} == {1}",
        "select": "({0} ? {1} : {2})",
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
    inputs, outputs = ([one.name for one in ends] for ends in (network.inputs, network.outputs))
    use = f"Use: var brain = new {name}(); brain.Activate(inputs, outputs); arrays of double in the order below."
    comment = "\n".join(f"// {line}".rstrip() for line in [*about(network), "", use, "", *ports(network)])
    what = "Remembers from one step to the next, until Reset." if network.recurrent else "Remembers nothing."
    remembered = network.slots - len(network.inputs) if network.recurrent else 0
    parts = [
        f"{comment}\n\nusing System;\n\n/// <summary>An evolved network. {what}</summary>\npublic sealed class {name}\n{{",
        f"    public static readonly string[] Inputs = {{ {_strings(inputs)} }};",
        f"    public static readonly string[] Outputs = {{ {_strings(outputs)} }};",
    ]
    if thresholds(network):
        numbers = ", ".join(_number(value) for value in thresholds(network))
        parts.append(f"    public static readonly double[] Thresholds = {{ {numbers} }};")
    parts += [
        f"    readonly double[] memory = new double[{remembered}];",
        "\n    /// <summary>Forget.</summary>\n    public void Reset()\n    {\n"
        "        Array.Clear(memory, 0, memory.Length);\n    }\n",
        _activate(network),
    ]
    if thresholds(network):
        parts.append(
            "    /// <summary>Whether an output is above its threshold.</summary>\n"
            "    public static bool Fired(double[] outputs, int output)\n    {\n"
            "        return outputs[output] > Thresholds[output];\n    }\n"
        )
    parts += [
        f"    static double Node_{function}(double x)\n    {{\n        unchecked\n        {{\n{indented(body, ' ' * 12)}\n"
        "        }\n    }\n"
        for function, body in functions(network, STYLE)
    ]
    return ("\n".join(parts).rstrip() + "\n}\n").encode()


def _strings(names: list[str]) -> str:
    return ", ".join(json.dumps(name) for name in names)


def _activate(network: Network) -> str:
    body = steps(network, STYLE)
    if network.recurrent and network.updates > 1:
        head = f"for (int update = 0; update < {network.updates}; update++)"
        body = [head, "{", indented(body, "    "), "}"]
    stores = [f"outputs[{place}] = {value};" for place, value in enumerate(results(network, STYLE))]
    text = indented([*body, *stores], "        ")
    return (
        "    /// <summary>Writes the outputs for the inputs.</summary>\n"
        f"    public void Activate(double[] inputs, double[] outputs)\n    {{\n{text}\n    }}\n"
    )


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
