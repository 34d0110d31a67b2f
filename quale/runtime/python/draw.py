"""Chance for code of other people: NumPy generators by the name of what they are for."""

from hashlib import sha256

import numpy as np

from quale.streams import LONG_MASK, MASK, PURPOSES


class Draw:
    """`draw("wind")` is a NumPy generator for a purpose, the same one each time that it is asked for.

    What it draws depends on the run's seed, the generation and the name: not on the brains, or how many there are. So
    all of a generation are scored by the same chance, however a population is cut.
    """

    def __init__(self, seed: int, generation: int) -> None:
        """Take a run's seed of up to 64 bits, and a generation, counted from 1; 0 with `resample: never`."""
        self._key = np.array([seed & LONG_MASK, (generation & MASK) << 32 | PURPOSES["python"]], dtype=np.uint64)
        self._made: dict[str, np.random.Generator] = {}

    def __call__(self, purpose: str) -> np.random.Generator:
        """Return the generator for a purpose, which goes on where it was left."""
        if purpose not in self._made:
            digest = sha256(purpose.encode()).digest()
            words = [int.from_bytes(digest[at : at + 8], "little") for at in (0, 8)]
            counter = np.array([0, 0, *words], dtype=np.uint64)
            self._made[purpose] = np.random.Generator(np.random.Philox(key=self._key, counter=counter))
        return self._made[purpose]
