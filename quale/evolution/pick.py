"""One gene, or one node, of each chosen genome, at random."""

from quale.genome.draft import Draft
from quale.genome.genome import HIDDEN, Genomes
from quale.genome.segments import Index, counts, nth
from quale.streams import Stream


def pick_enabled(genomes: Genomes, chosen: Index, stream: Stream) -> tuple[Index, Index]:
    """Return those of the chosen genomes that have an enabled connection, and one of these for each."""
    enabled = counts(genomes.connection_start, genomes.enabled)[chosen]
    order = stream.integers(len(chosen), enabled)
    able = enabled > 0
    return chosen[able], nth(genomes.connection_start, genomes.enabled, chosen[able], order[able])


def pick_hidden(genomes: Genomes | Draft, chosen: Index, stream: Stream) -> tuple[Index, Index]:
    """Return those of the chosen genomes that have a hidden node, and one of these for each."""
    is_hidden = genomes.node_kind == HIDDEN
    hidden = counts(genomes.node_start, is_hidden)[chosen]
    order = stream.integers(len(chosen), hidden)
    able = hidden > 0
    return chosen[able], nth(genomes.node_start, is_hidden, chosen[able], order[able])
