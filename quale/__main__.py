"""`python -m quale`, and what the command `quale` calls: streams and signals first, then the command.

What they need is loaded in a moment; the command itself takes longer, and whoever presses Ctrl-C meanwhile is heard.
"""

import gc
import sys
from importlib import import_module

from quale.cli.output import own_streams
from quale.cli.signals import listen


def main(arguments: list[str] | None = None) -> int:
    """Run the command line in a process of its own and return the exit code."""
    gc.disable()  # while code is loaded, of which nothing goes away; each command enables it again
    own_streams()
    interruption = listen()
    code: int = import_module("quale.cli.main").main(arguments, interruption)
    return code


if __name__ == "__main__":
    sys.exit(main())
