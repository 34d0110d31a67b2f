import ctypes
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import llvmlite.binding as llvm
import pytest

from quale.compiler.emit.emit import emit
from quale.compiler.trace import difference
from quale.native.link import Host, _few_passes, _target_machine, assemble, assembly, host, link, mode_functions
from tests.compiler.random_networks import random_networks
from tests.compiler.random_program import random_program
from tests.compiler.run_native import run_native

ROOT = Path(__file__).parents[2]
X86 = host().triple.startswith("x86_64")


def test_no_product_and_sum_become_one_rounding() -> None:
    text = assembly(emit(random_program(4, recurrent=False), 8), host())
    assert re.search(r"\bv?f(n?)m(add|sub|la|ls)\w*", text) is None


def test_only_what_is_meant_for_callers_is_exported() -> None:
    text = assembly(emit(random_program(5, recurrent=False), 4), host())
    exported = set(re.findall(r"\.globl\s+(\S+)", text))
    assert exported == {"setup", "evaluate", "mode.enter", "mode.leave"}


def test_the_same_module_gives_the_same_code_in_every_process() -> None:
    made = (
        "import hashlib; from quale.compiler.emit.emit import emit; from quale.native.link import assemble, host; "
        "from tests.compiler.random_program import random_program; text = emit(random_program(6, recurrent=False), 4); "
        "print(hashlib.sha256(text.encode()).hexdigest(), hashlib.sha256(assemble(text, host())).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", made],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        ).stdout
        for seed in ("1", "2")
    }
    text = emit(random_program(6, recurrent=False), 4)
    here = (hashlib.sha256(made).hexdigest() for made in (text.encode(), assemble(text, host())))
    assert found == {" ".join(here) + "\n"}


MODE_TEST = """
declare i64 @mode.enter()
declare void @mode.leave(i64)
define i64 @enter() {
  %mode = call i64 @mode.enter()
  ret i64 %mode
}
define void @leave(i64 %mode) {
  call void @mode.leave(i64 %mode)
  ret void
}
"""


@pytest.mark.skipif(not X86, reason="reads MXCSR")
def test_the_floating_point_mode_is_the_default_inside_and_the_callers_outside() -> None:
    linked = link(assemble(MODE_TEST, host()), ("enter", "leave"))
    enter = ctypes.CFUNCTYPE(ctypes.c_int64)(linked.addresses["enter"])
    leave = ctypes.CFUNCTYPE(None, ctypes.c_int64)(linked.addresses["leave"])
    flush_and_round_down = 0x1F80 | 0x8040 | 0x2000
    found = enter()
    try:
        leave(flush_and_round_down)
        assert enter() & 0xFFC0 == flush_and_round_down & 0xFFC0
        assert enter() & 0xFFC0 == 0x1F80
    finally:
        leave(found)


@pytest.mark.parametrize("triple", ["x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "riscv64-unknown-linux-gnu"])
def test_every_machine_gets_both_mode_functions(triple: str) -> None:
    functions = mode_functions(triple)
    assert "i64 @mode.enter()" in functions
    assert "void @mode.leave(i64 %mode)" in functions


def test_a_host_is_described_by_what_its_code_depends_on() -> None:
    machine = host()
    assert isinstance(machine, Host)
    assert machine.cpu
    assert machine.versions
    assert machine == host()


def test_few_passes_give_the_same_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALE_CACHE", "")
    program, networks = random_program(3, recurrent=True), random_networks(3, 1, recurrent=True)
    thorough = run_native(program, networks, (1, 1), 8, 8)
    monkeypatch.setattr("quale.native.link.LARGE", 0)
    quick = run_native(program, networks, (1, 1), 8, 8)
    assert [difference(thorough[at], quick[at]) for at in thorough] == [None] * 8


def test_code_for_another_machine_does_not_fuse_either() -> None:
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    foreign = Host("aarch64-unknown-linux-gnu", "neoverse-n1", "", "")
    text = assembly(emit(random_program(4, recurrent=False), 8), foreign)
    assert re.search(r"\bf(n?)m(add|sub|la|ls)\b", text) is None


WORDY = """
define internal i64 @doubled(i64 %x) alwaysinline {
  %two = mul i64 %x, 2
  %same = add i64 %two, 0
  ret i64 %same
}
define internal i64 @unused(i64 %x) {
  ret i64 %x
}
define i64 @run(i64 %n) {
  %slot = alloca i64
  store i64 0, ptr %slot
  br label %again
again:
  %now = load i64, ptr %slot
  %goes = icmp slt i64 %now, %n
  br i1 %goes, label %inside, label %after
inside:
  %next = add i64 %now, 1
  %idle = call i64 @doubled(i64 %next)
  %more = call i64 @doubled(i64 %idle)
  br label %on
on:
  store i64 %more, ptr %slot
  br label %again
after:
  ret i64 %now
}
"""


def test_few_passes_leave_no_slots_no_calls_and_nothing_idle() -> None:
    module = llvm.parse_assembly(WORDY)
    builder = llvm.create_pass_builder(_target_machine(host()), llvm.create_pipeline_tuning_options())
    _few_passes().run(module, builder)
    text = str(module)
    assert "alloca" not in text
    assert "call" not in text
    assert re.findall(r"@\w+\(", text) == ["@run("]
    assert re.search(r"^on:.*\n(?:  .*\n)*  br i1 .*label %on\b", text, re.MULTILINE)  # one block goes round
    assert len(re.findall(r" = (?:add|mul|shl)", text)) == 1  # times 4; what is added is or-ed then
