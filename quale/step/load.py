"""The batched step as machine code, once for each number of lanes: taken from the cache, or emitted and linked."""

import ctypes
import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct

from quale.diagnostics import EvaluationError
from quale.native.cache import cache_folder, cached, key_of, project_version, source_digest
from quale.native.link import Linked, assemble, host, link
from quale.native.object_layout import check
from quale.step.emit import CALL, ENTRY, emit

SOURCES = ("compiler", "genome", "numeric", "step", "streams.py")
"""Rooms whose source decides what the step becomes."""

_SIGNATURE = ctypes.CFUNCTYPE(None, ctypes.c_char_p)

pack = Struct(f"{len(CALL)}Q").pack
"""Make the argument of `Step.run` of the words of a call. An object, its `object_address`, must live until the end."""


@dataclass(frozen=True, slots=True)
class Step:
    """`step` of quale.step.emit for a number of lanes. It releases the interpreter's lock while it runs."""

    lanes: int
    run: Callable[[bytes], None]
    linked: Linked  # kept as long as `run` may be called


@functools.cache
def step(lanes: int) -> Step:
    """Return the machine code for a number of lanes.

    Raises:
        EvaluationError: Native code cannot run on this machine.
    """
    check()
    try:
        machine = host()
        key = key_of(("step", str(lanes), project_version(), source_digest(*SOURCES), repr(machine)))
        linked = cached(
            cache_folder(os.environ),
            key,
            lambda: assemble(emit(lanes), machine),
            lambda code: link(code, (ENTRY,)),
        )
    except RuntimeError as error:  # LLVM's, such as memory that may not be made executable
        raise EvaluationError(f"native code cannot run on this machine: {error}") from error
    return Step(lanes, _SIGNATURE(linked.addresses[ENTRY]), linked)
