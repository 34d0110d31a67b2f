"""LLVM at work: IR text to object code for this machine, object code to functions that can be called.

Optimisation never changes results: no fast-math flag, no contraction of a product and a sum into one rounding.
"""

import functools
from dataclasses import dataclass
from typing import Any

import llvmlite
import llvmlite.binding as llvm

LEVEL = 1
"""Of LLVM's optimisation: 2 and 3 take up to 1.5 times as long, and the worlds of examples/ run no faster for it."""

SCALAR_LEVEL = 2
"""The same for code that is no lanes' code: kernels, of which there are few."""

LARGE = 600_000
"""Characters of IR from which on only the passes that matter most are run: LLVM's time grows faster than its input."""

_MODE_X86 = """
declare void @llvm.x86.sse.stmxcsr(ptr)
declare void @llvm.x86.sse.ldmxcsr(ptr)
define i64 @mode.enter() noinline {
  %found = alloca i32
  %wanted = alloca i32
  call void @llvm.x86.sse.stmxcsr(ptr %found)
  store i32 8064, ptr %wanted ; 0x1F80: round to nearest even, denormals kept, no traps
  call void @llvm.x86.sse.ldmxcsr(ptr %wanted)
  %mode = load i32, ptr %found
  %result = zext i32 %mode to i64
  ret i64 %result
}
define void @mode.leave(i64 %mode) noinline {
  %found = alloca i32
  %value = trunc i64 %mode to i32
  store i32 %value, ptr %found
  call void @llvm.x86.sse.ldmxcsr(ptr %found)
  ret void
}
"""

_MODE_AARCH64 = """
declare i64 @llvm.aarch64.get.fpcr()
declare void @llvm.aarch64.set.fpcr(i64)
define i64 @mode.enter() noinline {
  %mode = call i64 @llvm.aarch64.get.fpcr()
  call void @llvm.aarch64.set.fpcr(i64 0) ; round to nearest even, denormals kept, no traps
  ret i64 %mode
}
define void @mode.leave(i64 %mode) noinline {
  call void @llvm.aarch64.set.fpcr(i64 %mode)
  ret void
}
"""

_MODE_UNKNOWN = """
define i64 @mode.enter() {
  ret i64 0
}
define void @mode.leave(i64 %mode) {
  ret void
}
"""


@dataclass(frozen=True, slots=True)
class Host:
    """What object code depends on beside its IR."""

    triple: str
    cpu: str
    features: str
    versions: str  # of llvmlite and LLVM


@dataclass(frozen=True, slots=True)
class Linked:
    """Object code in memory, ready to run as long as `library` lives."""

    addresses: dict[str, int]
    library: Any
    jit: Any


@functools.cache
def host() -> Host:
    """Describe this machine to LLVM."""
    features = llvm.get_host_cpu_features().flatten()
    versions = f"llvmlite {llvmlite.__version__}, LLVM {llvm_version()}"
    return Host(llvm.get_process_triple(), llvm.get_host_cpu_name(), features, versions)


def llvm_version() -> str:
    """Return the version of LLVM, which fixes the code it makes."""
    return ".".join(str(part) for part in llvm.llvm_version_info)


def mode_functions(triple: str) -> str:
    """Return IR of `mode.enter` and `mode.leave` for a machine."""
    if triple.startswith(("x86_64", "i686")):
        return _MODE_X86
    if triple.startswith(("aarch64", "arm64")):
        return _MODE_AARCH64
    return _MODE_UNKNOWN


def _target_machine(machine: Host) -> Any:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(machine.triple)
    return target.create_target_machine(
        cpu=machine.cpu, features=machine.features, opt=3, reloc="pic", codemodel="small"
    )


def _optimised(ir: str, machine: Host, target_machine: Any, *, scalar: bool = False) -> Any:
    module = llvm.parse_assembly(ir)
    llvm.link_modules(module, llvm.parse_assembly(mode_functions(machine.triple)))
    module.triple = machine.triple
    module.data_layout = str(target_machine.target_data)
    module.verify()
    tuning = llvm.create_pipeline_tuning_options(speed_level=SCALAR_LEVEL if scalar else LEVEL)
    tuning.loop_vectorization = scalar  # elsewhere the lanes are the vectors
    tuning.slp_vectorization = False
    tuning.inlining_threshold = 50  # beyond it time goes into copies that run no faster
    passes = llvm.create_pass_builder(target_machine, tuning)
    manager = passes.getModulePassManager() if len(ir) < LARGE else _few_passes()
    manager.run(module, passes)
    return module


def _few_passes() -> Any:
    """Return slots to registers, one round of simplification, nothing twice."""
    manager = llvm.create_new_module_pass_manager()
    manager.add_always_inliner_pass()
    manager.add_sroa_pass()
    manager.add_instruction_combine_pass()
    manager.add_simplify_cfg_pass()
    manager.add_loop_rotate_pass()
    manager.add_global_dead_code_eliminate_pass()
    return manager


def assemble(ir: str, machine: Host, *, scalar: bool = False) -> bytes:
    """Return object code for a module of IR: with its own vectors, or `scalar` code, to be given some."""
    target_machine = _target_machine(machine)
    code: bytes = target_machine.emit_object(_optimised(ir, machine, target_machine, scalar=scalar))
    return code


def assembly(ir: str, machine: Host) -> str:
    """Return the assembly that `assemble` makes, for reading."""
    target_machine = _target_machine(machine)
    text: str = target_machine.emit_assembly(_optimised(ir, machine, target_machine))
    return text


def link(code: bytes, names: tuple[str, ...]) -> Linked:
    """Load object code and look up the functions it exports.

    Raises:
        RuntimeError: The object code cannot be loaded here.
    """
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    jit = llvm.create_lljit_compiler(use_jit_link=True)
    builder = llvm.JITLibraryBuilder().add_object_img(code).add_current_process()
    for name in names:
        builder.export_symbol(name)
    library = builder.link(jit, "quale")
    return Linked({name: library[name] for name in names}, library, jit)
