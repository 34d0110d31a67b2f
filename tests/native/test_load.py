import pytest

from quale.diagnostics import EvaluationError
from quale.native.kernel import kernel


def test_a_machine_that_cannot_run_kernels_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    @kernel
    def twice(x: float) -> float:
        return x + x

    def refuse(code: bytes, names: tuple[str, ...]) -> None:
        raise RuntimeError(f"no memory for {len(code) > 0} {names}")

    with monkeypatch.context() as patch:
        patch.setattr("quale.native.load.link", refuse)
        with pytest.raises(EvaluationError, match="cannot run on this machine: no memory"):
            twice(1.0)
    assert twice(1.0) == 2.0
