"""Brains on the rows of a dataset."""
