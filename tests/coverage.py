"""What `make coverage` says of the suite: branches in all, and the files of the package that fall short.

    python -m tests.coverage COVERAGE.json

It ends with the number of files below the least.
"""

import json
import sys
from pathlib import Path

LEAST = 85.0
"""Per cent of lines and branches that the suite takes in every file."""


def short(report: str, least: float = LEAST) -> tuple[float, dict[str, float]]:
    """Return the per cent of all, and the files below the least with theirs, from coverage's JSON report."""
    found = json.loads(report)
    files = {name: float(file["summary"]["percent_covered"]) for name, file in found["files"].items()}
    return float(found["totals"]["percent_covered"]), {name: part for name, part in files.items() if part < least}


def main() -> int:
    """Print the figures."""
    total, lacking = short(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(f"lines and branches taken: {total:.1f} %\n")
    sys.stdout.writelines(
        f"{part:5.1f} %  {name}\n" for name, part in sorted(lacking.items(), key=lambda pair: pair[1])
    )
    return len(lacking)


if __name__ == "__main__":
    sys.exit(main())
