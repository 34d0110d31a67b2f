"""The whole flow: what is to be run, generation after generation, with checkpoints and logs around it."""
