"""Seeds of repeats: derived from one seed, so that a run of runs can be done again."""

from itertools import count

from quale.streams import MASK, philox, seed_words

REPEATS = 3
"""The last word of the counters that these seeds come from: worlds have 1 there, intervals 2 (docs/semantics.md)."""


def repeat_seeds(seed: int, repeats: int) -> tuple[int, ...]:
    """Return a seed for each repeat: words of Philox, all different, none of them 0, whatever their number."""
    found: dict[int, None] = {}
    for number in count():
        words: tuple[int, ...] = philox(seed_words(seed), (number & MASK, 0, 0, REPEATS))
        for word in words:
            if word and len(found) < repeats:
                found[word] = None
        if len(found) == repeats:
            return tuple(found)
    raise AssertionError("counting has no end")
