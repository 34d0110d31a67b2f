"""Compatibility distance, genomes sorted into species, and the species' own table over generations."""
