"""From text to syntax tree: tokens, the LALR(1) automaton at work, and every error told once."""
