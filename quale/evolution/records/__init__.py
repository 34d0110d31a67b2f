"""The records that the rest of evolution reads and writes: settings, state, rates, innovation numbers."""
