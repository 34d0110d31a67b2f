"""C99 (and C++): one header without allocation or libm, in double or single precision."""

import numpy as np

from quale.export.formula.dialect import CHOICE, INTEGERS, NUMBERS, Dialect
from quale.export.formula.single import FORMULAS as SINGLE
from quale.export.formula.term import Kind
from quale.export.layout import (
    DOUBLE,
    Style,
    about,
    functions,
    identifiers,
    indented,
    ports,
    results,
    steps,
    thresholds,
)
from quale.export.network import Network
from quale.export.trial import Trial

GUARD = """\
#include <float.h>
#include <stdint.h>
#include <string.h>

/* The numbers are those that were evolved as long as every operation is rounded once, by itself. */
#if defined(__FAST_MATH__)
#error "compile without -ffast-math"
#endif
#if defined(FLT_EVAL_METHOD) && (FLT_EVAL_METHOD == 2 || FLT_EVAL_METHOD == -1{single})
#error "this processor mode keeps more digits than a number has; on x86: -msse2 -mfpmath=sse"
#endif
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off")
#else
#pragma STDC FP_CONTRACT OFF
#endif
"""

END = """\
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#else
#pragma STDC FP_CONTRACT DEFAULT
#endif

#endif
"""

INDENT = "    "

PATTERNS = {**NUMBERS, **INTEGERS, "ineg": "0 - {0}", "select": CHOICE}


def _double(value: float) -> str:
    return repr(value)


def _float(value: float) -> str:
    shown = str(np.float32(value))
    return f"{shown}f" if "." in shown or "e" in shown else f"{shown}.0f"


def style(name: str, *, single: bool) -> Style:
    """Return how C writes a network whose names begin with `name`; integers have no sign, so that they wrap around."""
    real, bits = ("float", 32) if single else ("double", 64)
    patterns = PATTERNS | {
        "bits": f"{name}_bits({{0}})",
        "from_bits": f"{name}_number({{0}})",
        "abs": f"{name}_size({{0}})",
        "isar": f"(uint{bits}_t)((int{bits}_t){{0}} >> {{1}})",
    }
    declare = {Kind.NUMBER: f"const {real} {{0}} = {{1}};", Kind.INTEGER: f"const uint{bits}_t {{0}} = {{1}};"}
    suffix = "u" if single else "ull"

    def number(value: float) -> str:
        if value != value:  # noqa: PLR0124  # NaN
            return f"{name}_number({'0x7fc00000u' if single else '0x7ff8000000000000ull'})"
        return _float(value) if single else _double(value)

    def integer(value: int) -> str:
        word = value & ((1 << bits) - 1)
        return str(word) if word < 64 else f"{word:#x}{suffix}"

    dialect = Dialect(number, integer, patterns, declare | {Kind.MASK: "const int {0} = {1};"}, "return {0};")
    return Style(
        dialect,
        f"const {real} {{0}} = {{1}};",
        f"{name}_{{0}}({{1}})",
        "inputs[{0}]",
        "state->memory[{0}]",
        "{0} = {1};",
        SINGLE if single else DOUBLE,
    )


def write(network: Network, *, single: bool = False) -> bytes:
    """Return the header."""
    (name,) = identifiers([network.name.lower()])
    upper, real = name.upper(), "float" if single else "double"
    how = style(name, single=single)
    signature = f"const {real} inputs[{upper}_INPUTS], {real} outputs[{upper}_OUTPUTS]"
    owner = f"{name}_state *state, " if network.recurrent else ""
    parts = [
        "/* " + "\n   ".join([*about(network), "", *_use(network, name, real), "", *ports(network)]) + " */",
        f"#ifndef {upper}_H\n#define {upper}_H\n",
        GUARD.replace("{single}", " || FLT_EVAL_METHOD == 1" if single else ""),
        _names(network, upper),
        _helpers(network, how, name, real),
    ]
    body = steps(network, how)
    stores = [f"outputs[{place}] = {value};" for place, value in enumerate(results(network, how))]
    if network.recurrent:
        parts.append(
            f"typedef struct {{\n    {real} memory[{network.remembered}];\n}} {name}_state;\n\n"
            f"/* Forget. A new state is reset before its first step. */\n"
            f"static inline void {name}_reset({name}_state *state) {{\n"
            f"    memset(state, 0, sizeof *state);\n}}\n"
        )
        if network.updates > 1:
            inner = indented(body, "        ")
            loop = f"for (int update = 0; update < {network.updates}; update++) {{\n{inner.lstrip()}"
            body = [loop.replace("\n        ", "\n    ").replace("{\n", "{\n    ", 1), "}"]
    text = indented([*body, *stores], "    ")
    parts.append(f"static inline void {name}_activate({owner}{signature}) {{\n{text}\n}}\n")
    parts.append(_fired(network, name, upper, real, how))
    return "\n".join(part for part in (*parts, END) if part).encode()


def _use(network: Network, name: str, real: str) -> list[str]:
    state = f"{name}_state state; {name}_reset(&state); " if network.recurrent else ""
    first = "&state, " if network.recurrent else ""
    return [f"Use: {state}{name}_activate({first}inputs, outputs); with {real}s in the order below."]


def _names(network: Network, upper: str) -> str:
    lines = [f"#define {upper}_INPUTS {len(network.inputs)}", f"#define {upper}_OUTPUTS {len(network.outputs)}"]
    inputs = identifiers(one.name for one in network.inputs)
    outputs = identifiers(one.name for one in network.outputs)
    words = [f"{upper}_IN_{name.upper()}" for name in inputs]
    rest = [f"{upper}_OUT_{name.upper()}" for name in outputs]
    for part in (words, rest):
        lines += ["enum {", ",\n".join(f"{INDENT}{word}" for word in part), "};"] if part else []
    return "\n".join(lines) + "\n"


HELPERS = """\
static inline WORD NAME_bits(REAL x) {
    WORD i;
    memcpy(&i, &x, sizeof i);
    return i;
}

static inline REAL NAME_number(WORD i) {
    REAL x;
    memcpy(&x, &i, sizeof x);
    return x;
}

static inline REAL NAME_size(REAL x) {
    return NAME_number(NAME_bits(x) & MAGNITUDE);
}
"""


def _helpers(network: Network, how: Style, name: str, real: str) -> str:
    """Return the functions that the network calls."""
    word, magnitude = ("uint32_t", "0x7fffffffu") if real == "float" else ("uint64_t", "0x7fffffffffffffffull")
    found = functions(network, how)
    bodies = " ".join(line for _, body in found for line in body)
    parts = []
    if any(f"{name}_{helper}(" in bodies for helper in ("bits", "number", "size")):
        words = {"WORD": word, "REAL": real, "NAME": name, "MAGNITUDE": magnitude}
        text = HELPERS
        for mark, stands in words.items():
            text = text.replace(mark, stands)
        parts.append(text)
    for function, body in found:
        parts.append(f"static inline {real} {name}_{function}({real} x) {{\n{indented(body, INDENT)}\n}}\n")
    return "\n".join(parts)


def _fired(network: Network, name: str, upper: str, real: str, how: Style) -> str:
    found = thresholds(network)
    if not found:
        return ""
    values = ", ".join(how.dialect.number(value) for value in found)
    return (
        f"/* Whether an output is above its threshold. */\n"
        f"static inline int {name}_fired(const {real} outputs[{upper}_OUTPUTS], int output) {{\n"
        f"    static const {real} threshold[{upper}_OUTPUTS] = {{{values}}};\n"
        f"    return outputs[output] > threshold[output];\n}}\n"
    )


def _driver(network: Network, single: bool) -> dict[str, str]:
    (name,) = identifiers([network.name.lower()])
    upper, real = name.upper(), "float" if single else "double"
    owner, reset = ("&state, ", f"{name}_state state;\n    {name}_reset(&state);") if network.recurrent else ("", "")
    program = f"""\
#include <stdio.h>

#include "network.h"

int main(void) {{
    {real} inputs[{upper}_INPUTS + 1], outputs[{upper}_OUTPUTS];
    double row[{upper}_INPUTS + {upper}_OUTPUTS];
    FILE *from = fopen("inputs.bin", "rb"), *to = fopen("outputs.bin", "wb");
    {reset}
    while (fread(row, sizeof(double), {upper}_INPUTS, from) == {upper}_INPUTS) {{
        for (int i = 0; i < {upper}_INPUTS; i++) inputs[i] = ({real})row[i];
        {name}_activate({owner}inputs, outputs);
        for (int i = 0; i < {upper}_OUTPUTS; i++) row[i] = (double)outputs[i];
        fwrite(row, sizeof(double), {upper}_OUTPUTS, to);
    }}
    return fclose(to);
}}
"""
    return {"main.c": program}


TRIAL = Trial(
    source="network.h",
    tools=(("cc", "gcc", "clang"),),
    wanted="a C compiler (cc, gcc or clang)",
    driver=_driver,
    commands=(("{0}", "-std=c99", "-O2", "-o", "main", "main.c"), ("./main",)),
)
