"""How bytes stand in a checkpoint file: MessagePack bins in their shortest form, long contents in several."""

from collections.abc import Iterator


def pieces(length: int, part: int) -> Iterator[tuple[int, int]]:
    """Yield start and length of the bins that hold `length` bytes; nothing takes one empty bin."""
    for start in range(0, max(length, 1), part):
        yield start, min(part, length - start)


def frame(length: int) -> bytes:
    """Return what MessagePack puts before a bin of this length, in its shortest form."""
    if length < 2**8:
        return b"\xc4" + length.to_bytes(1, "big")
    if length < 2**16:
        return b"\xc5" + length.to_bytes(2, "big")
    return b"\xc6" + length.to_bytes(4, "big")


def framed(data: bytes) -> bytes:
    """Return bytes as one bin."""
    return frame(len(data)) + data


def framing(length: int, part: int) -> int:
    """Return the bytes that stand before the bins of a content of `length` bytes."""
    whole, rest = divmod(length, part)
    return whole * len(frame(part)) + (len(frame(rest)) if rest or not whole else 0)
