"""How an export is tried: what runs it, with a driver beside it that reads inputs.bin and writes outputs.bin.

Both hold doubles, little-endian, row after row: [T, I] and [T, O]. A recurrent network sees the rows as T steps.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.export.network import Network

INPUTS, OUTPUTS = "inputs.bin", "outputs.bin"


@dataclass(frozen=True, slots=True)
class Trial:
    """A format that programs of others run. In `commands`, {0}, {1} … are the tools that were found, {rows} is T."""

    source: str  # name of the export's file beside the driver
    tools: tuple[tuple[str, ...], ...]  # each as the names that it may have, the first that is there is taken
    wanted: str  # what to install where there is none
    driver: Callable[[Network, bool], Mapping[str, str]]  # files beside it, by name; True: single precision
    commands: tuple[tuple[str, ...], ...]


Execute = Callable[[Network, bytes, NDArray[np.float64]], NDArray[np.float64]]
"""Runs a file's content in this process: (network, content, inputs [T, I]) → outputs [T, O]."""
