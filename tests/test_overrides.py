"""What a command sets comes out of a checkpoint's configuration as it went in, and nothing else is read there."""

import pytest

from quale.run.overrides import OVERRIDDEN, Overrides, overridden, overrides_of
from tests.test_run import modelled


@pytest.mark.parametrize("seed", ["0", "7", str(2**64 - 1)])
@pytest.mark.parametrize("generations", [0, 12, 10**9])
def test_overrides_come_back_from_the_configuration(seed: str, generations: int) -> None:
    told, plain = Overrides(seed, generations), modelled()
    model = overridden(plain, 99, told)
    assert overrides_of(model.configuration) == told
    assert (model.evolution.seed, model.evolution.generations) == (99, generations)
    others = [pair for pair in model.configuration if pair[0] not in OVERRIDDEN]
    assert others == [pair for pair in plain.configuration if pair[0] not in OVERRIDDEN]


def test_without_a_number_the_generations_are_the_programs() -> None:
    plain = modelled()
    model = overridden(plain, 5, Overrides("0", None))
    assert model.evolution.generations == plain.evolution.generations
    assert dict(model.configuration)["generations"] == dict(plain.configuration)["generations"]


@pytest.mark.parametrize("text", ["", "-1", "1.5", "many", "1" * 11, "\u0663"])
def test_what_is_no_number_of_generations_is_none(text: str) -> None:
    assert overrides_of((("generations", text),)) == Overrides("0", None)
