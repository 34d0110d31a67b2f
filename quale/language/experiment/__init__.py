"""One evolve block and the blocks that it names become one Model."""
