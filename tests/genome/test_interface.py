"""The interface of a fresh run: ids count through the inputs, then the outputs, and nobody changes them."""

import numpy as np

from quale.genome.interface import interface
from quale.genome.seal import sealed


def test_ids_count_through_inputs_and_outputs() -> None:
    ends = interface(["a", "b"], ["x", "y", "z"])
    assert (ends.inputs, ends.outputs) == (("a", "b"), ("x", "y", "z"))
    assert (ends.input_ids.tolist(), ends.output_ids.tolist()) == ([0, 1], [2, 3, 4])
    assert not ends.input_ids.flags.writeable
    assert not ends.output_ids.flags.writeable


def test_a_sealed_array_is_itself_and_read_only() -> None:
    array = np.arange(3)
    assert sealed(array) is array
    assert not array.flags.writeable
