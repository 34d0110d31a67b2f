"""The interface of a fresh run."""

from collections.abc import Sequence

import numpy as np

from quale.genome.genome import Interface


def interface(inputs: Sequence[str], outputs: Sequence[str]) -> Interface:
    """Return the Interface whose node ids count 0, 1, … through the inputs and then the outputs."""
    input_ids = np.arange(len(inputs), dtype=np.int32)
    output_ids = np.arange(len(inputs), len(inputs) + len(outputs), dtype=np.int32)
    input_ids.flags.writeable = False
    output_ids.flags.writeable = False
    return Interface(tuple(inputs), tuple(outputs), input_ids, output_ids)
