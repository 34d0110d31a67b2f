"""The network kernel in IR: one update of a network's nodes in all lanes, driven by the arrays of `Networks`.

The links of a node are added in order, so one addition waits for the one before; the processor overlaps several nodes
and the lanes fill its vectors.
"""

from quale.compiler.emit.functions import formula_function
from quale.compiler.emit.ir_text import INDEX, NUMBER, TRUTH, Module, Value, Writer
from quale.genome.genome import ACTIVATIONS
from quale.numeric.activations import FORMULAS

NETWORK_ARRAYS = (
    "step_start", "step_slot", "step_bias", "step_activation", "link_start", "link_source", "link_weight",
    "slots", "complexity",
)  # fmt: skip
"""Arrays of Networks in the order in which native code gets their addresses."""

FUNCTION = "@update"
MASKED = "@update.masked"
"""The same for some of the lanes."""

ACTIVATE = "@activate"

MIXED = "@update.mixed"
"""The same for lanes of different genomes (quale/compiler/emit/lives/mixed.py)."""


def network_array(writer: Writer, name: str) -> str:
    """Return the address of an array of the networks, from the parameter %networks."""
    place = writer.address("%networks", 8 * NETWORK_ARRAYS.index(name))
    return writer.result(f"load ptr, ptr {place}, align 8")


def element(writer: Writer, array: str, index: Value, kind: str) -> Value:
    """Load one element of an array: "double", "i64", or "i32", which becomes an INDEX."""
    place = writer.result(f"getelementptr {kind}, ptr {array}, {index.typed}")
    value = writer.op(f"load {kind}, ptr {place}", kind, wide=False)
    return writer.op(f"sext i32 {value.text} to i64", INDEX, wide=False) if kind == "i32" else value


def add_update(module: Module, *, masked: bool = False) -> None:
    """Add `update(before, after, networks, first step, last step)`: every step once, from values to values.

    `masked`: add `update.masked`, which has a mask as its last argument and leaves the other lanes as they were.
    """
    writer = Writer(module)
    row = module.lanes * 8
    align = min(64, row)
    wide = writer.type(NUMBER, wide=True)
    arrays = {name: network_array(writer, name) for name in NETWORK_ARRAYS[1:7]}

    def index(name: str) -> Value:
        return Value(writer, name, INDEX, wide=False)

    writer.line("%any = icmp slt i64 %first, %last")
    writer.line("br i1 %any, label %step, label %done")
    writer.label("step")
    stored = "sum" if masked else "activated"
    writer.line(f"%e = phi i64 [ %first, %entry ], [ %e.next, %{stored} ]")
    writer.line("%e.next = add i64 %e, 1")
    bias = writer.widen(element(writer, arrays["step_bias"], index("%e"), NUMBER))
    begin = element(writer, arrays["link_start"], index("%e"), INDEX)
    end = element(writer, arrays["link_start"], index("%e.next"), INDEX)
    activation = element(writer, arrays["step_activation"], index("%e"), "i32")
    slot = element(writer, arrays["step_slot"], index("%e"), "i32")
    writer.line(f"%linked = icmp slt i64 {begin.text}, {end.text}")
    writer.line("br i1 %linked, label %link, label %sum")
    writer.label("link")
    writer.line(f"%k = phi i64 [ {begin.text}, %step ], [ %k.next, %link ]")
    writer.line(f"%partial = phi {wide} [ {bias.text}, %step ], [ %total, %link ]")
    source = element(writer, arrays["link_source"], index("%k"), "i32")
    weight = writer.widen(element(writer, arrays["link_weight"], index("%k"), NUMBER))
    place = writer.address("%before", source * row)
    value = writer.op(f"load {wide}, ptr {place}, align {align}", NUMBER, wide=True)
    writer.line(f"%total = fadd {wide} %partial, {(weight * value).text}")
    writer.line("%k.next = add i64 %k, 1")
    writer.line(f"%more = icmp slt i64 %k.next, {end.text}")
    writer.line("br i1 %more, label %link, label %sum")
    writer.label("sum")
    writer.line(f"%x = phi {wide} [ {bias.text}, %step ], [ %total, %link ]")
    x = Value(writer, "%x", NUMBER, wide=True)
    y = activate(writer, x, activation) if masked else activated(writer, activation, x.text)
    target = writer.address("%after", slot * row)
    if masked:
        kept = writer.op(f"load {wide}, ptr {target}, align {align}", NUMBER, wide=True)
        y = writer.select(Value(writer, "%mask", TRUTH, wide=True), y, kept)
    writer.line(f"store {y.typed}, ptr {target}, align {align}")
    writer.line("%again = icmp slt i64 %e.next, %last")
    writer.line("br i1 %again, label %step, label %done")
    writer.label("done")
    writer.line("ret void")
    parameters = "ptr %before, ptr %after, ptr noalias readonly %networks, i64 %first, i64 %last"
    parameters += f", {writer.type(TRUTH, wide=True)} %mask" if masked else ""
    name = MASKED if masked else FUNCTION
    module.functions[name] = writer.text(f"internal void {name}({parameters})", "#2")


def add_activate(module: Module) -> None:
    """Add `activate(x, kind)`: one activation function in all lanes.

    A function of its own: in a loop over kinds LLVM would compute them all before it, and copies cost compilation.
    """
    writer = Writer(module)
    found = activated(writer, Value(writer, "%kind", INDEX, wide=False), "%x")
    writer.line(f"ret {found.typed}")
    module.functions[ACTIVATE] = writer.text(f"internal {found.type} {ACTIVATE}({found.type} %x, i64 %kind)", "#3")


def activate(writer: Writer, sums: Value, kind: Value) -> Value:
    """Write one activation function of what all lanes have."""
    return writer.op(f"call {sums.type} {ACTIVATE}({sums.typed}, {kind.typed})", NUMBER, wide=True)


def activated(writer: Writer, activation: Value, x: str) -> Value:
    """Write the choice of an activation function and return its values, from the block `activated` on."""
    wide = writer.type(NUMBER, wide=True)
    cases = " ".join(f"i64 {i}, label %activate{i}" for i in range(1, len(ACTIVATIONS)))
    writer.line(f"switch {activation.typed}, label %activate0 [ {cases} ]")
    results = []
    for i, name in enumerate(ACTIVATIONS):
        writer.label(f"activate{i}")
        function = formula_function(writer.module, FORMULAS[name], 1)
        result = writer.op(f"call {wide} {function}({wide} {x}) alwaysinline", NUMBER, wide=True)
        results.append(f"[ {result.text}, %activate{i} ]")
        writer.line("br label %activated")
    writer.label("activated")
    return writer.op(f"phi {wide} {', '.join(results)}", NUMBER, wide=True)
