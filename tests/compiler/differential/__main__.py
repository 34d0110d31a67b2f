"""A campaign of random programs in both executions.

    python -m tests.compiler.differential --examples 1000 [--first SEED] [--lanes 1 4 8 16] [--print]

Every example is made from its seed alone. Failing ones are listed with what differs first; `--print` shows the program
of the first seed and runs nothing.
"""

import argparse
import os
import sys
import time

from tests.compiler.differential.compare import LANES, compare, random_program
from tests.compiler.differential.picks import seeded


def main() -> int:
    parser = argparse.ArgumentParser(description="Random programs, interpreted and native.")
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    parser.add_argument("--lanes", type=int, nargs="+", default=None, help="all of these, instead of one in turn")
    parser.add_argument("--print", action="store_true", dest="show")
    options = parser.parse_args()
    if options.show:
        text = random_program(seeded(options.first))
        sys.stdout.write("".join(content for _, content in text.files))
        sys.stdout.writelines(f"\n{file.name}:\n{file.data.decode()}" for file in text.data)
        return 0
    failures, started = 0, time.monotonic()
    os.environ["QUALE_CACHE"] = ""  # nothing is compiled twice
    for seed in range(options.first, options.first + options.examples):
        lanes = tuple(options.lanes) if options.lanes else (LANES[seed % len(LANES)],)
        found = compare(seeded(seed), lanes)
        if found:
            failures += 1
            sys.stdout.write(f"seed {seed}: {found}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{options.examples} examples, {failures} failures, {time.monotonic() - started:.0f} s\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
