"""How a program's text looks: one canonical layout."""
