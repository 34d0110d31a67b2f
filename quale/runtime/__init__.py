"""Floor 4: evaluating populations of networks with compiled worlds."""
