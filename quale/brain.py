"""An evolved network to be used from Python, bit-equal to what the evaluation ran."""

from collections.abc import Mapping
from typing import Self, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quale.diagnostics import UsageError
from quale.genome.express import express
from quale.genome.genome import Genomes, Interface
from quale.genome.invariants import violations
from quale.genome.seal import sealed
from quale.model.domain import Scaling
from quale.step.brains import Brains, numbers


class Brain:
    """One network. A recurrent one remembers: its values persist from one `activate` to the next until `reset`."""

    def __init__(
        self,
        genome: Genomes,
        interface: Interface,
        *,
        recurrent: bool,
        steps: int,
        scaling: Scaling | None = None,
    ) -> None:
        """Express a genome.

        Args:
            genome: Exactly one.
            interface: Its named ends.
            recurrent: Whether all nodes are updated from the values before.
            steps: Updates per activation of a recurrent network.
            scaling: What inputs go through first, as they did when the network was evaluated.

        Raises:
            UsageError: there is not exactly one genome, it is not sound, or less than one update.
        """
        if len(genome) != 1:
            raise UsageError(f"a brain is one genome, not {len(genome)}")
        wrong = violations(genome, interface, recurrent)
        if wrong:
            raise UsageError(f"the genome is no brain's: {wrong[0]}")
        brains = Brains(express(genome, interface, recurrent), steps)
        self._take(brains, interface.inputs, interface.outputs, scaling)

    @classmethod
    def of(cls, brains: Brains, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> Self:
        """Return the one network of a slice of a population, with names for its ends.

        Raises:
            UsageError: there is not exactly one network.
        """
        if len(brains) != 1:
            raise UsageError(f"a brain is one network, not {len(brains)}")
        one = cls.__new__(cls)
        one._take(brains, inputs, outputs, None)  # noqa: SLF001  # its own
        return one

    def _take(self, brains: Brains, inputs: tuple[str, ...], outputs: tuple[str, ...], scaling: Scaling | None) -> None:
        self._brains, self._scaling, self._names = brains, scaling, frozenset(inputs)
        self._kind = "recurrent, " if brains.recurrent else ""
        self.inputs, self.outputs = inputs, outputs

    def __repr__(self) -> str:
        """Return how many inputs and outputs it has."""
        return f"<Brain {self._kind}{len(self.inputs)} inputs, {len(self.outputs)} outputs>"

    def reset(self, rows: ArrayLike | None = None) -> None:
        """Forget: all values of a recurrent network are 0 again, and the next batch may have any size.

        Args:
            rows: Mask [batch] of the rows that alone forget, the others going on; all by default.

        Raises:
            UsageError: the mask is none, or has another shape than the batch that is remembered.
        """
        self._brains.reset(None if rows is None else np.asarray(rows)[np.newaxis])

    @overload
    def activate(self, inputs: Mapping[str, float]) -> dict[str, float]: ...

    @overload
    def activate(self, inputs: ArrayLike) -> NDArray[np.float64]: ...

    def activate(self, inputs: Mapping[str, float] | ArrayLike) -> dict[str, float] | NDArray[np.float64]:
        """Return the outputs for the inputs, by name for a mapping, [batch, outputs] for an array [batch, inputs].

        Raises:
            UsageError: inputs are missing, unknown or no numbers, the array has another shape, or a recurrent network
                that remembers a batch is given one of another size.
            EvaluationError: Native code cannot run on this machine.
        """
        if type(inputs) is not np.ndarray and isinstance(inputs, Mapping):  # the first is the quicker question
            return self._by_name(inputs)
        batch = numbers(inputs)
        if batch.ndim != 2 or batch.shape[1] != len(self.inputs):
            hint = "; one row alone is [row]" if batch.shape == (len(self.inputs),) else ""
            raise UsageError(f"wanted an array of shape (batch, {len(self.inputs)}), not {batch.shape}{hint}")
        return self._run(batch)

    def _by_name(self, inputs: Mapping[str, float]) -> dict[str, float]:
        if inputs.keys() != self._names:
            given = set(map(str, inputs))
            wrong = (("missing", self._names - given), ("unknown", given - self._names))
            told = "; ".join(f"{what}: {', '.join(sorted(names))}" for what, names in wrong if names)
            raise UsageError(f"wanted exactly the inputs {', '.join(self.inputs)}; {told}")
        row = numbers([[inputs[name] for name in self.inputs]])
        if row.shape != (1, len(self.inputs)):
            raise UsageError(f"wanted one number for each input, not an array of shape {row.shape[2:]}")
        return dict(zip(self.outputs, self._run(row)[0].tolist(), strict=True))

    def _run(self, batch: NDArray[np.float64]) -> NDArray[np.float64]:
        rows = len(batch)
        if self._scaling is not None:
            batch = self._scaling(batch)
        outputs = np.empty((rows, len(self.outputs)))
        self._brains.run(batch, rows, outputs)
        return sealed(outputs)
