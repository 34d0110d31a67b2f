"""No collection looks through what is only being loaded, and every command that runs is collected after."""

import subprocess
import sys

PROGRAM = """
import gc, sys
from quale.cli import main
found = []
main.import_module = (lambda load: lambda name: (found.append(gc.isenabled()), load(name))[1])(main.import_module)
from quale.__main__ import main as run
run(["check", "nowhere.quale"])
print(found, gc.isenabled(), gc.get_freeze_count() > 0)
"""


def test_the_collector_waits_until_a_command_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[False] True True"
