"""The domain `dataset`: a table of rows, each of which says what is shown and what is wanted."""
