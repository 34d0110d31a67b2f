"""An evolved network to be used from Python, bit-equal to what the evaluation ran."""

from collections.abc import Mapping
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quale.diagnostics import UsageError
from quale.genome.express import express
from quale.genome.genome import ACTIVATIONS, Genomes, Interface, Networks
from quale.genome.seal import sealed
from quale.numeric.activations import FORMULAS
from quale.numeric.arrays import ARRAYS


class Brain:
    """One network. A recurrent one remembers: its values persist from one `activate` to the next until `reset`."""

    def __init__(self, genome: Genomes, interface: Interface, *, recurrent: bool, steps: int) -> None:
        """Express a genome.

        Args:
            genome: Exactly one.
            interface: Its named ends.
            recurrent: Whether all nodes are updated from the values before.
            steps: Updates per activation of a recurrent network.
        """
        self._networks: Networks = express(genome, interface, recurrent)
        self._updates = steps if recurrent else 1
        self._values: NDArray[np.float64] | None = None
        self.inputs, self.outputs = interface.inputs, interface.outputs

    def reset(self) -> None:
        """Forget: all values of a recurrent network are 0 again, and the next batch may have any size."""
        self._values = None

    @overload
    def activate(self, inputs: Mapping[str, float]) -> dict[str, float]: ...

    @overload
    def activate(self, inputs: ArrayLike) -> NDArray[np.float64]: ...

    def activate(self, inputs: Mapping[str, float] | ArrayLike) -> dict[str, float] | NDArray[np.float64]:
        """Return the outputs for the inputs, by name for a mapping, [batch, outputs] for an array [batch, inputs].

        Raises:
            UsageError: inputs are missing or unknown, the array has another shape, or a recurrent network that
                remembers a batch is given one of another size.
        """
        if isinstance(inputs, Mapping):
            wrong = sorted(set(inputs) ^ set(self.inputs))
            if wrong:
                raise UsageError(f"wanted exactly the inputs {', '.join(self.inputs)}; wrong about {', '.join(wrong)}")
            (row,) = self._run(np.array([[inputs[name] for name in self.inputs]], dtype=np.float64))
            return dict(zip(self.outputs, row.tolist(), strict=True))
        batch = np.asarray(inputs, dtype=np.float64)
        if batch.ndim != 2 or batch.shape[1] != len(self.inputs):
            raise UsageError(f"wanted an array of shape (batch, {len(self.inputs)}), not {batch.shape}")
        return self._run(batch)

    def _run(self, batch: NDArray[np.float64]) -> NDArray[np.float64]:
        networks = self._networks
        if self._values is not None and len(self._values) != len(batch):
            raise UsageError(
                f"the network remembers a batch of {len(self._values)}, not {len(batch)}; reset() it first"
            )
        values = np.zeros((len(batch), int(networks.slots[0]))) if self._values is None else self._values
        with np.errstate(all="ignore"):
            for _ in range(self._updates):
                values = self._update(values, batch)
        if networks.recurrent:
            self._values = values
        return sealed(values[:, networks.inputs : networks.inputs + networks.outputs].copy())

    def _update(self, before: NDArray[np.float64], batch: NDArray[np.float64]) -> NDArray[np.float64]:
        """Compute every step once: activation(bias, then the links in order), as docs/semantics.md says."""
        networks = self._networks
        values = before.copy()
        values[:, : networks.inputs] = batch
        read = values.copy() if networks.recurrent else values
        for step in range(int(networks.step_start[0]), int(networks.step_start[1])):
            total = np.full(len(batch), networks.step_bias[step])
            for link in range(int(networks.link_start[step]), int(networks.link_start[step + 1])):
                total = total + networks.link_weight[link] * read[:, networks.link_source[link]]
            formula = FORMULAS[ACTIVATIONS[networks.step_activation[step]]]
            values[:, networks.step_slot[step]] = formula(ARRAYS, total)
        return values
