"""Where what holds in a program was said."""
