"""Networks that native code must not be handed are refused, each for its own reason; nothing else is."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from quale.compiler.compile import network_table
from quale.genome.check_networks import check_networks, first_flaw
from quale.genome.genome import ACTIVATIONS, Networks
from tests.compiler.random_networks import random_networks

SLOTS = 9  # 3 inputs, 2 outputs, 4 hidden


def networks(*, recurrent: bool = False) -> Networks:
    return random_networks(1, 5, recurrent=recurrent)


def changed(name: str, place: int, value: int) -> dict[str, Any]:
    array = getattr(networks(), name).copy()
    array[place] = value
    return {name: array}


def cut(name: str) -> dict[str, Any]:
    return {name: getattr(networks(), name)[:-1]}


ARRAYS = (
    "step_start",
    "step_slot",
    "step_bias",
    "step_activation",
    "link_start",
    "link_source",
    "link_weight",
    "slots",
)
FLAWS: list[tuple[dict[str, Any], str]] = [
    *((cut(name), "step_start and link_start have one more|from 0 to the number") for name in (*ARRAYS, "complexity")),
    ({"inputs": -1}, "number of inputs"),
    ({"outputs": -1}, "number of inputs"),
    ({"outputs": SLOTS}, "at least as many slots"),
    (changed("slots", 4, 4), "at least as many slots"),
    (changed("slots", 0, 6), "below the network's slots"),
    (changed("step_start", 0, 1), "step_start to ascend"),
    (changed("step_start", 0, -1), "step_start to ascend"),
    (changed("step_start", 2, 1 << 40), "step_start to ascend"),
    (changed("step_start", 2, 0), "step_start to ascend"),
    (changed("step_slot", 3, SLOTS), "step_slot"),
    (changed("step_slot", -1, -1), "step_slot"),
    (changed("step_slot", 0, 2), "step_slot"),
    (changed("step_activation", 0, len(ACTIVATIONS)), "step_activation"),
    (changed("step_activation", -1, -1), "step_activation"),
    (changed("link_start", 0, 1), "link_start to ascend"),
    (changed("link_start", 4, 1 << 40), "link_start to ascend"),
    (changed("link_start", 4, -1), "link_start to ascend"),
    (changed("link_source", 0, SLOTS), "link_source"),
    (changed("link_source", -1, -1), "link_source"),
]


@pytest.mark.parametrize("recurrent", [False, True])
def test_sound_networks_pass(recurrent: bool) -> None:
    check_networks(networks(recurrent=recurrent))
    check_networks(random_networks(3, 0))
    for ends in ((0, 2), (3, 0)):  # no world needs a network that senses, or does, anything
        check_networks(replace(random_networks(3, 2, (ends[0], 1)), outputs=ends[1]))


@pytest.mark.parametrize(("fields", "words"), FLAWS)
def test_what_leads_elsewhere_is_refused(fields: dict[str, Any], words: str) -> None:
    wrong = replace(networks(), **fields)
    with pytest.raises(ValueError, match=words):
        network_table(wrong)
    assert first_flaw.interpret(wrong) == first_flaw(wrong)  # and no index leaves its array on the way


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("link_source", networks().link_source.astype(np.int64)),
        ("step_bias", networks().step_bias.astype(np.float32)),
        ("step_bias", np.repeat(networks().step_bias, 2)[::2]),
        ("link_weight", networks().link_weight.reshape(1, -1)),
        ("slots", networks().slots.astype(">i4")),
        ("slots", [9] * 5),
    ],
)
def test_what_is_no_such_array_is_refused(name: str, array: Any) -> None:
    with pytest.raises((TypeError, AttributeError)):
        network_table(replace(networks(), **{name: array}))
