"""What is written out while it is resolved: calls of functions, counted loops, reductions."""
