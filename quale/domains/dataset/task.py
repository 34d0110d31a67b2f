"""What brains have to do with a dataset: rows of numbers that they are shown, and what their outputs are held to.

Letters: R rows, I inputs, O outputs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quale.model.domain import HELD_OUT, Ports

LOSSES = ("mse", "mae", "accuracy", "cross_entropy", "log_loss")
"""What outputs are held to; `accuracy` is a score as it is, the fitness is minus the others."""

CLASSES = ("accuracy", "cross_entropy")
"""Losses of rows that belong to one class each: outputs are scores, one for each class."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DatasetTask:
    """R rows with all that a run needs to know about them."""

    ports: Ports
    file: str  # as the program names it
    inputs: NDArray[np.float64]  # [R, I] as the file has them
    targets: NDArray[np.float64]  # [R, O] wanted outputs; [R, 1] the number of the class where rows belong to one
    scaled: NDArray[np.bool_]  # [I] which inputs are standardised: all False without `standardize`
    loss: str  # one of LOSSES
    split: float  # part of the rows that evolution sees; the others are held out
    batch: int  # rows of a generation, 0 for all

    def __repr__(self) -> str:
        """Return what `quale check --emit model` prints."""
        rows, inputs = self.inputs.shape
        batch = f", batches of {self.batch}" if self.batch else ""
        scaled = f", {np.count_nonzero(self.scaled)} standardised" if self.scaled.any() else ""
        shape = f"{rows} rows, {inputs} inputs{scaled}, {len(self.ports.outputs)} outputs"
        return f"DatasetTask({self.file}: {shape}, loss {self.loss}, split {self.split:g}{batch})"

    @property
    def held_out(self) -> int:
        """How many rows evolution does not see."""
        rows = len(self.inputs)
        return 0 if self.split == 1 else min(max(1, rows - round(self.split * rows)), rows - 1)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Names of what an evaluation tells beside the fitness."""
        told = (HELD_OUT,) if self.held_out else ()
        if self.loss not in ("cross_entropy", "log_loss"):
            return told
        return (*told, "accuracy", *(("held_out_accuracy",) if self.held_out else ()))
