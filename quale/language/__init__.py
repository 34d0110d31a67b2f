"""From text to Model: syntax tree, diagnostics, checker."""
