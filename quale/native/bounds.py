"""Checks at the ends of arrays, for kernels that are asked to have them: an index outside ends the process.

An exception cannot be raised out of machine code, and going on would read or write what belongs to something else.
"""

from typing import Any

from quale.native.signature import BOOL
from quale.native.writer import Cells, Value, Writer

DECLARATIONS = """
declare i32 @dprintf(i32, ptr, ...)
declare void @abort()
@outside.text = private constant [36 x i8] c"%s: index %lld of an array of %lld\\0A\\00"
define internal void @outside(ptr %where, i64 %index, i64 %length) noinline cold noreturn nounwind {
  call i32 (i32, ptr, ...) @dprintf(i32 2, ptr @outside.text, ptr %where, i64 %index, i64 %length)
  call void @abort()
  unreachable
}
"""
"""What checked code needs: a line on standard error, then the end."""


def message(name: str, text: str) -> str:
    """Return the definition of a text that a check can name."""
    data = text.encode() + b"\0"
    escaped = "".join(f"\\{byte:02X}" for byte in data)
    return f'{name} = private constant [{len(data)} x i8] c"{escaped}"'


def index(writer: Writer, cells: Cells, place: Value, where: str) -> None:
    """Write the check of an index: at least 0 and below the array's length."""
    inside = writer.result(f"icmp ult i64 {place.text}, {cells.length}")  # below 0 is far above as a word without sign
    _hold(writer, inside, place.text, cells.length, where)


def run(writer: Writer, arguments: list[Any], where: str) -> None:
    """Write the checks of a `move`: both runs lie inside, or are empty."""
    target, at, source, first, count = arguments
    for cells, start in ((target, at), (source, first)):
        none = writer.result(f"icmp eq i64 {count.text}, 0")
        begins = writer.result(f"icmp ule i64 {start.text}, {cells.length}")
        rest = writer.result(f"sub i64 {cells.length}, {start.text}")
        ends = writer.result(f"icmp ule i64 {count.text}, {rest}")
        both = writer.result(f"and i1 {begins}, {ends}")
        last = writer.result(f"add i64 {start.text}, {count.text}")
        _hold(writer, writer.result(f"or i1 {none}, {both}"), last, cells.length, where)


def _hold(writer: Writer, holds: str, place: str, length: str, where: str) -> None:
    go_on, outside = writer.block(), writer.block()
    writer.branch(Value(BOOL, holds), go_on, outside)
    writer.begin(outside)
    writer.line(f"call void @outside(ptr {where}, i64 {place}, i64 {length})")
    writer.end("unreachable")
    writer.begin(go_on)
