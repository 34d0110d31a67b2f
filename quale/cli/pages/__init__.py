"""Commands that answer a browser."""
