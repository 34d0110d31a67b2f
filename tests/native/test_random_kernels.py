"""Random kernels: machine code against checked Python."""

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.native.random_kernel import SIZE, random_kernel


def random_module(seed: int, folder: Path) -> Any:
    path = folder / f"random_kernel_{seed}.py"
    path.write_text(random_kernel(seed), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(40))
def test_native_code_does_what_python_does(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALE_CACHE", "")
    module = random_module(seed, tmp_path)
    dice = np.random.default_rng(seed)
    for _ in range(5):
        a, b = dice.integers(-1000, 1000, 2).tolist()
        x = float(dice.normal())
        whole, real = dice.integers(-1000, 1000, SIZE), dice.normal(size=SIZE)
        other_whole, other_real = whole.copy(), real.copy()
        assert module.run(a, b, x, whole, real) == module.run.interpret(a, b, x, other_whole, other_real)
        np.testing.assert_array_equal(whole, other_whole)
        np.testing.assert_array_equal(real, other_real)
