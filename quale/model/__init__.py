"""What the text asks for: frozen, typed, resolved."""
