"""Lives that follow one another in every lane, whichever genomes and scenarios they are of."""
