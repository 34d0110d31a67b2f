"""From the tree to the Model: expressions, statements, paths and calls, with types and units."""
