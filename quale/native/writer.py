"""LLVM's text of one function: lines, fresh names, blocks that end once."""

from dataclasses import dataclass

from quale.native.signature import Array, Element, Record, Scalar


@dataclass(frozen=True, slots=True)
class Value:
    """A number at hand."""

    kind: Scalar
    text: str  # a name or a constant
    constant: float | int | bool | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """An array at hand."""

    array: Array
    address: str
    length: str


@dataclass(frozen=True, slots=True)
class Fields:
    """A record at hand."""

    record: Record
    address: str


class FunctionText:
    """Lines and fresh names of one function: what both writers of IR share, that of kernels and that of worlds.

    `head` comes first and dominates all else.
    """

    def __init__(self) -> None:
        self.head: list[str] = []
        self.lines: list[str] = []
        self._count = 0

    def fresh(self, stem: str = "v") -> str:
        """Return a name that nothing has, without its sigil."""
        self._count += 1
        return f"{stem}.{self._count}"

    def line(self, text: str) -> None:
        """Append an instruction without a result."""
        self.lines.append(f"  {text}")

    def label(self, name: str) -> None:
        """Begin a basic block."""
        self.lines.append(f"{name}:")

    def result(self, text: str, stem: str = "v") -> str:
        """Append an instruction and return the name of its result."""
        name = f"%{self.fresh(stem)}"
        self.line(f"{name} = {text}")
        return name

    def early(self, text: str, stem: str = "h") -> str:
        """Append an instruction at the head of the function and return the name of its result."""
        name = f"%{self.fresh(stem)}"
        self.head.append(f"  {name} = {text}")
        return name


class Writer(FunctionText):
    """A kernel's function while it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.open = True  # whether the block at the end can be reached and goes on

    def block(self) -> str:
        """Return the name of a block to come."""
        return self.fresh("b")

    def begin(self, label: str) -> None:
        """Begin a block, which the one before leads to if it is open."""
        if self.open:
            self.line(f"br label %{label}")
        self.label(label)
        self.open = True

    def end(self, text: str) -> None:
        """End the block at hand; what comes before the next `begin` cannot be reached."""
        if self.open:
            self.line(text)
        self.open = False

    def branch(self, condition: Value, then: str, otherwise: str) -> None:
        """End the block at hand by a choice."""
        self.end(f"br i1 {condition.text}, label %{then}, label %{otherwise}")


def load(writer: Writer, element: Element, address: str) -> str:
    """Read an element as it is in memory and return it as it is used."""
    value = writer.result(f"load {element.stored}, ptr {address}, !tbaa !{tag(element)}")
    if element.read.type == "i1":
        return writer.result(f"trunc i8 {value} to i1")
    if element.stored in {"double", "i64"}:
        return value
    return writer.result(f"{'sext' if element.signed else 'zext'} {element.stored} {value} to i64")


def store(writer: Writer, element: Element, address: str, value: str) -> None:
    """Write a value, which is as it is used, to an element."""
    if element.read.type == "i1":
        value = writer.result(f"zext i1 {value} to i8")
    elif element.stored not in {"double", "i64"}:
        value = writer.result(f"trunc i64 {value} to {element.stored}")
    writer.line(f"store {element.stored} {value}, ptr {address}, !tbaa !{tag(element)}")


ELEMENT_TAGS = ("float64", "int64", "int32", "int16", "uint8", "uint64", "bool")


def tag(element: Element) -> int:
    """Return the number of the metadata that says: arrays of different element types are different memory."""
    return 2 + 2 * ELEMENT_TAGS.index(element.dtype)


def metadata() -> str:
    """Return the definitions of all tags; !0 is for what never changes."""
    lines = ["!0 = !{}", '!1 = !{!"kernel"}']
    for number, name in enumerate(ELEMENT_TAGS):
        lines += [f"!{2 + 2 * number} = !{{!{3 + 2 * number}, !{3 + 2 * number}, i64 0}}"]
        lines += [f'!{3 + 2 * number} = !{{!"{name}", !1}}']
    return "\n".join(lines) + "\n"
