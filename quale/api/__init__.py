"""The Python API: load a program, evolve it, open what came of it. The command line goes the same way."""
