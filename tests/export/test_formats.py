"""Every format of the register, run against the native kernel where what runs it is installed."""

import importlib.util
import shutil
from dataclasses import replace

import numpy as np
import pytest

from quale.diagnostics import EvaluationError, UsageError
from quale.export.formats import c
from quale.export.register import FORMATS, Format
from quale.export.verify import STEP, random_inputs, verify
from tests.export.networks import Case, case, each_activation, tried

MOST_ULP = dict.fromkeys(FORMATS, 0.0) | {"onnx": 1e-12 / STEP}
"""How far results may be from the native kernel's, in units of 2^-52 · max(1, |result|); docs/export.md states it."""

RUN = [name for name, form in FORMATS.items() if form.trial is not None or form.execute is not None]

KINDS = {
    "feed-forward": case(1),
    "recurrent": case(2, recurrent=True),
    "three updates": case(3, recurrent=True, updates=3),
    "scaled": case(4, limit=2.0),
    "scaled without limit": case(5, limit=float("inf")),
    "scaled and recurrent": case(6, recurrent=True, updates=2, limit=5.0),
    "no links": case(7, links=0),
    "one of each": case(8, ends=(1, 1), hidden=0, links=1),
    "many links": case(9, ends=(4, 3), hidden=3, links=150),
}


def runnable(name: str) -> Format:
    """Return a format, skipping the test where nothing runs it here."""
    form = FORMATS[name]
    if name == "onnx" and not all(importlib.util.find_spec(library) for library in ("onnx", "onnxruntime")):
        pytest.skip("onnx and onnxruntime are an extra: make test-export")
    if form.trial is not None:
        for names in form.trial.tools:
            if not any(shutil.which(one) for one in names):
                pytest.skip(f"{form.trial.wanted} is not installed")
    return form


SLOW = {"csharp", "gdscript"}
"""Formats whose tools take long to start."""

SOME = ("feed-forward", "three updates", "scaled and recurrent")


@pytest.mark.parametrize(
    ("name", "kind"),
    # a step may fall on either side of 0 in ONNX
    [(name, kind) for name in RUN if name != "onnx" for kind in (SOME if name in SLOW else KINDS)],
)
def test_an_export_does_what_the_native_kernel_does(name: str, kind: str) -> None:
    found = tried(runnable(name), KINDS[kind])
    assert found.ulp <= MOST_ULP[name]
    assert found.rows * len(KINDS[kind].network.outputs) == found.outputs


@pytest.mark.parametrize("name", RUN)
def test_each_activation_at_every_magnitude(name: str) -> None:
    """ONNX, whose operations are the runtime's own, where none of them is ill-conditioned."""
    form = runnable(name)
    found = each_activation()
    sizes = 10.0 ** np.linspace(-320, 2 if name == "onnx" else 308, 300)
    special = [0.0, -0.0, 19.2, -0.5] if name == "onnx" else [-0.0, 709.9, 746.5, 1e9, 2.0**30, np.inf, -np.inf, np.nan]
    inputs = np.concatenate([sizes, -sizes, np.linspace(-30, 30, 200), special])[:, np.newaxis]
    result = verify(form, found.network, form.write(found.network), found.wanted(inputs), inputs)
    assert result.ulp <= MOST_ULP[name]


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.single])
def test_single_precision_is_near(name: str) -> None:
    """Within 1e-5 of the largest output; smooth activations alone, since a step may fall on either side."""
    form = runnable(name)
    for recurrent in (False, True):
        for activation in ("tanh", "sigmoid", "sin", "gauss", "relu"):
            found = case(21, recurrent=recurrent, links=2, activation=activation)
            inputs = np.clip(random_inputs(found.network, 64, single=True), -4, 4)
            content = form.write(found.network, single=True)
            wanted = found.wanted(inputs)
            result = verify(form, found.network, content, wanted, inputs, single=True)
            assert 0 < result.difference <= 1e-5 * max(1.0, float(np.abs(wanted).max()))


@pytest.mark.parametrize("limit", [None, 2.0])
@pytest.mark.parametrize("recurrent", [False, True])
def test_onnx_in_double_precision_is_within_1e_12(recurrent: bool, limit: float | None) -> None:
    form = runnable("onnx")
    for seed in range(4):
        for activation in ("tanh", "sigmoid", "sin", "gauss", "neat_sigmoid"):  # bounded, so that it is absolute
            found = case(seed, recurrent=recurrent, updates=1 + seed % 2, links=2, activation=activation, limit=limit)
            inputs = np.clip(random_inputs(found.network, 64), -4, 4)
            result = verify(form, found.network, form.write(found.network), found.wanted(inputs), inputs)
            assert result.difference <= 1e-12


def test_c_keeps_its_bits_whatever_the_processor_could_fuse() -> None:
    """As the compiler would do by itself with -march=native, were it not told otherwise in the header."""
    form = runnable("c")
    assert form.trial is not None
    for flags in (
        ("-O3", "-march=native"),
        ("-O0",),
        ("-Os", "-std=gnu11"),
        ("-O2", "-ffp-contract=fast", "-march=native"),
    ):
        commands = (("{0}", *flags, "-o", "main", "main.c"), ("./main",))
        other = replace(form, trial=replace(form.trial, commands=commands))
        for kind in ("feed-forward", "recurrent"):
            assert tried(other, KINDS[kind]).exact, flags


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("kind", ["feed-forward", "three updates", "scaled"])
def test_c_compiles_without_a_warning_as_c_and_as_cpp(kind: str, single: bool) -> None:
    form = runnable("c")
    assert form.trial is not None
    strict = ("-Wall", "-Wextra", "-Werror", "-pedantic", "-Wconversion", "-c", "-o", "main.o")
    compilers: list[tuple[str, ...]] = [("{0}", "-std=c99", *strict, "main.c")]
    if shutil.which("g++"):
        compilers.append(("g++", "-std=c++11", *strict, "-x", "c++", "main.c"))
    for compiler in compilers:
        only = replace(form, trial=replace(form.trial, commands=(compiler,)))
        with pytest.raises(EvaluationError, match=r"did not run the export to its end: $"):
            tried(only, KINDS[kind], single=single)


def test_c_allocates_nothing_and_needs_no_libm() -> None:
    text = "".join(c.write(found.network).decode() for found in KINDS.values())
    includes = {line for line in text.splitlines() if line.startswith("#include")}
    assert includes == {"#include <float.h>", "#include <stdint.h>", "#include <string.h>"}
    for word in ("malloc", "alloca", "tanh(x)", "exp(", "math.h"):
        assert word not in text.replace("random_walk_tanh(x)", "")


@pytest.mark.parametrize("single", [False, True])
def test_a_header_of_100_connections_is_below_10_kb(single: bool) -> None:
    """With 14 hidden nodes, names and thresholds."""
    found = case(1, ends=(8, 4), hidden=16, links=10, activation="tanh")
    assert found.network.links == 100
    assert len(c.write(found.network, single=single)) < 10_000


def test_c_with_fast_math_is_refused() -> None:
    form = runnable("c")
    assert form.trial is not None
    fast = replace(form, trial=replace(form.trial, commands=(("{0}", "-ffast-math", "-o", "main", "main.c"),)))
    with pytest.raises(EvaluationError, match="compile without -ffast-math"):
        tried(fast, KINDS["feed-forward"])


def test_only_the_functions_that_a_network_calls_are_written() -> None:
    for name in ("c", "python", "javascript", "csharp", "gdscript"):
        text = FORMATS[name].write(case(1, activation="relu").network).decode()
        assert "tanh" not in text
        assert "6755399441055744" not in text
        assert "bits" not in text.lower()


@pytest.mark.parametrize("name", FORMATS)
def test_names_that_close_comments_or_strings_harm_nothing(name: str) -> None:
    odd = ('*/ int x = "', '"""\nimport os', "a\\", "größe 😀", "for", "FOR", "", "9")
    found = case(1, ends=(len(odd), 2), activation="tanh")
    inputs = tuple(replace(one, name=word) for one, word in zip(found.network.inputs, odd, strict=True))
    changed = Case(replace(found.network, name='x*/ "y"\n', inputs=inputs), found.networks)
    if name == "dot":
        assert FORMATS[name].write(changed.network).count(b"\n  n") >= changed.network.slots
        return
    assert tried(runnable(name), changed).ulp <= MOST_ULP[name]


def test_a_drawing_is_not_run() -> None:
    with pytest.raises(UsageError, match="DOT is a drawing"):
        tried(FORMATS["dot"], KINDS["feed-forward"])


def test_a_wrong_export_is_noticed() -> None:
    """What is written differs in the last bit of one bias."""
    form = runnable("python")
    found = case(1, activation="identity")
    step = found.network.steps[-1]
    wrong = replace(
        found.network, steps=(*found.network.steps[:-1], replace(step, bias=float(np.nextafter(step.bias, 9))))
    )
    result = tried(form, Case(wrong, found.networks))
    assert not result.exact
    assert result.difference > 0
