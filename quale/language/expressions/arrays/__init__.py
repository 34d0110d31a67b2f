"""Arrays in expressions and assignments."""
