"""NEAT on genomes, usable without the language: found, ask, tell."""
