"""`python -m quale`, and what the command `quale` calls."""

import sys

from quale.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
