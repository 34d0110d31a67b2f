"""What a program may be at most, so that what a run writes can be read: a checkpoint's reader refuses larger things.

`quale.checkpoint.format` says what a file may hold; a test holds the two against each other.
"""

LONGEST_NAME = 1000
"""Characters of the name of an experiment, of an input or output (with its direction), and of a metric."""

LONGEST_FOLDER = 255
"""Bytes of an experiment's name in lower case, which names its run's folder."""

MOST_PORTS = 50_000
"""Inputs and outputs of a body."""

MOST_METRICS = 10_000
"""Of a fitness."""

MOST_TESTS = 1_000
"""Tests of an experiment's champions."""

MOST_FILES = 1_000
"""Files of a program, and data files that it reads."""

LARGEST_SEED = 2**64 - 1
"""Of a run; a program's own literals are doubles, and end at 2^53."""

MOST_GENERATIONS = 10**9
"""Of a run."""
