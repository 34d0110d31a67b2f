"""The network kernel in IR: one update of a network's nodes in all lanes, driven by the arrays of `Networks`.

The links of a node are added in order, so one addition waits for the one before; the processor overlaps several nodes
and the lanes fill its vectors.
"""

from quale.compiler.emit.functions import formula_function
from quale.compiler.emit.ir_text import INDEX, NUMBER, Module, Value, Writer
from quale.genome.genome import ACTIVATIONS
from quale.numeric.activations import FORMULAS

NETWORK_ARRAYS = (
    "step_start", "step_slot", "step_bias", "step_activation", "link_start", "link_source", "link_weight",
    "slots", "complexity",
)  # fmt: skip
"""Arrays of Networks in the order in which native code gets their addresses."""

FUNCTION = "@update"


def network_array(writer: Writer, name: str) -> str:
    """Return the address of an array of the networks, from the parameter %networks."""
    place = writer.address("%networks", 8 * NETWORK_ARRAYS.index(name))
    return writer.result(f"load ptr, ptr {place}, align 8")


def element(writer: Writer, array: str, index: Value, kind: str) -> Value:
    """Load one element of an array: "double", "i64", or "i32", which becomes an INDEX."""
    place = writer.result(f"getelementptr {kind}, ptr {array}, {index.typed}")
    value = writer.op(f"load {kind}, ptr {place}", kind, wide=False)
    return writer.op(f"sext i32 {value.text} to i64", INDEX, wide=False) if kind == "i32" else value


def add_update(module: Module) -> None:
    """Add `update(before, after, networks, first step, last step)`: every step once, from values to values."""
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
    writer.line("%e = phi i64 [ %first, %entry ], [ %e.next, %stored ]")
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
    cases = " ".join(f"i64 {i}, label %activate{i}" for i in range(1, len(ACTIVATIONS)))
    writer.line(f"switch {activation.typed}, label %activate0 [ {cases} ]")
    results = []
    for i, name in enumerate(ACTIVATIONS):
        writer.label(f"activate{i}")
        function = formula_function(module, FORMULAS[name], 1)
        result = writer.op(f"call {wide} {function}({wide} %x) alwaysinline", NUMBER, wide=True)
        results.append(f"[ {result.text}, %activate{i} ]")
        writer.line("br label %stored")
    writer.label("stored")
    writer.line(f"%y = phi {wide} {', '.join(results)}")
    target = writer.address("%after", slot * row)
    writer.line(f"store {wide} %y, ptr {target}, align {align}")
    writer.line("%again = icmp slt i64 %e.next, %last")
    writer.line("br i1 %again, label %step, label %done")
    writer.label("done")
    writer.line("ret void")
    signature = (
        f"internal void {FUNCTION}(ptr %before, ptr %after, ptr noalias readonly %networks, i64 %first, i64 %last)"
    )
    module.functions[FUNCTION] = writer.text(signature, "#2")
