"""The blocks that experiments are put together from: body, world, perception, dynamics, fitness."""
