"""Brains scored by a Python function."""
