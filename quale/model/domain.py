"""What evaluates a brain, as far as the language must know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Domain:
    """A way to evaluate brains, named by `domain:` in an evolve block.

    `needs` are the fields of `evolve` that must name a block; `available` is False for what is announced only.
    """

    name: str
    available: bool
    needs: tuple[str, ...] = ()
