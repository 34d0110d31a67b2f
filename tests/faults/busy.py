"""`quale` that never leaves a stage: python -m tests.faults.busy STAGE NUMBER ARGUMENTS…

When the stage's function is called for the NUMBER-th time, counted from 1, `held` is written to stderr and the main
thread is gone for an hour, as in native code: signals do not wake it.
"""

import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import quale.cli.evolve
import quale.cli.inspect
import quale.compiler.compile
import quale.language.load
import quale.native.load
import quale.run.loop
import quale.runtime.world
from quale.__main__ import main

STAGES: dict[str, tuple[ModuleType, str]] = {
    "reading": (quale.language.load, "parse"),
    "checking": (quale.language.load, "check"),
    "lowering": (quale.runtime.world, "lower"),
    "compiling": (quale.compiler.compile, "assemble"),
    "compiling kernels": (quale.native.load, "assemble"),
    "reproduction": (quale.run.loop, "ask"),
    "networks": (quale.run.loop, "express"),
    "speciation": (quale.run.loop, "tell"),
    "summary": (quale.cli.evolve, "summary"),
    "drawing": (quale.cli.inspect, "draw"),
}
"""Where each stage's function is looked up."""


def hold(stage: str, number: int) -> None:
    """Replace a stage's function by one that is gone at its NUMBER-th call."""
    module, name = STAGES[stage]
    function: Callable[..., Any] = getattr(module, name)
    calls = 0

    def held(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            print("held", file=sys.stderr, flush=True)
            time.sleep(3600)
        return function(*arguments, **named)

    setattr(module, name, held)


if __name__ == "__main__":
    hold(sys.argv[1], int(sys.argv[2]))
    raise SystemExit(main(sys.argv[3:]))
