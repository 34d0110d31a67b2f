"""The one function of a kernel's module that is called from outside: it reads the arguments and calls the kernel."""

from quale.native.object_layout import ARRAY_DATA, ARRAY_SHAPE
from quale.native.signature import BOOL, FLOAT, Array, Record, Scalar, Signature, leaves, words
from quale.native.writer import Writer

ENTRY = "kernel"
"""Its name. It takes the address of all arguments: a word for each number and each array, the array's object; of a
record, with all records in it, first those of its arrays, then those of its numbers."""


def arrays_of(record: Record) -> list[str]:
    """Return the arrays of a record and of the records in it, by dotted names."""
    return [name for name, kind in leaves(record) if isinstance(kind, Array)]


def numbers_of(record: Record) -> list[str]:
    """Return the numbers of a record and of the records in it, by dotted names."""
    return [name for name, kind in leaves(record) if not isinstance(kind, Array)]


def entry(kernel: str, signature: Signature) -> str:
    """Return the function that unpacks arguments and calls; floating-point arithmetic is the usual one meanwhile."""
    writer, place, arguments = Writer(), 0, list[str]()
    for _, kind in signature.parameters:
        if isinstance(kind, Record):
            table, size = writer.early(f"alloca i64, i64 {words(kind)}"), 0
            given = {name: place + rank for rank, name in enumerate([*arrays_of(kind), *numbers_of(kind)])}
            for name, field in leaves(kind):
                size = _keep(writer, field, given[name], table, size)
            place += len(given)
            arguments.append(f"ptr {table}")
        else:
            arguments += [f"{type_} {text}" for type_, text in _given(writer, kind, place)]
            place += 1
    mode = writer.result("call i64 @mode.enter()")
    result = signature.result
    outside = "void" if result is None else "double" if result is FLOAT else "i64"
    call = f"call {result.type if result else 'void'} {kernel}({', '.join(arguments)})"
    answer = ""
    if result is None:
        writer.line(call)
    else:
        answer = writer.result(call)
    writer.line(f"call void @mode.leave(i64 {mode})")
    if result is BOOL:
        answer = writer.result(f"zext i1 {answer} to i64")
    writer.line(f"ret {outside} {answer}".rstrip())
    lines = (*writer.head, *writer.lines)
    return "\n".join((f"define {outside} @{ENTRY}(ptr %arguments) nounwind {{", *lines, "}\n"))


def _given(writer: Writer, kind: Scalar | Array, place: int) -> list[tuple[str, str]]:
    """Return the types and names of what a word of the arguments holds: a number, or an array's address and length."""
    address = writer.result(f"getelementptr inbounds i64, ptr %arguments, i64 {place}")
    if isinstance(kind, Array):
        array = writer.result(f"load ptr, ptr {address}")
        fields = (ARRAY_DATA, ARRAY_SHAPE)
        data, shape = (writer.result(f"getelementptr inbounds i8, ptr {array}, i64 {field}") for field in fields)
        sizes = writer.result(f"load ptr, ptr {shape}")
        return [("ptr", writer.result(f"load ptr, ptr {data}")), ("i64", writer.result(f"load i64, ptr {sizes}"))]
    if kind is BOOL:
        whole = writer.result(f"load i64, ptr {address}")
        return [("i1", writer.result(f"trunc i64 {whole} to i1"))]
    return [(kind.type, writer.result(f"load {kind.type}, ptr {address}"))]


def _keep(writer: Writer, kind: Scalar | Array, place: int, table: str, size: int) -> int:
    """Write a field of a record to its table, which holds `size` words; return how many it holds then."""
    for type_, text in _given(writer, kind, place):
        value, wide = text, type_
        if type_ == "i1":
            value, wide = writer.result(f"zext i1 {text} to i64"), "i64"
        address = writer.result(f"getelementptr inbounds i64, ptr {table}, i64 {size}")
        writer.line(f"store {wide} {value}, ptr {address}")
        size += 1
    return size
