"""Commands that show runs as curves and tables."""
