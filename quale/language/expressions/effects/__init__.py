"""Statements that do more than name or assign a value."""
