"""Quale: a language, compiler and engine for neuroevolution.

`load` reads a program, `Experiment.evolve` runs it, `Checkpoint.load` opens what came of it.
"""
