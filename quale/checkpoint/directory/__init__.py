"""What happens to files: written, found, locked, pruned, resumed from, and the logs beside them."""
