"""The older form of a program (items, no perception, no action), rewritten into the newer one."""
