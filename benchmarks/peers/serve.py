"""A peer at the other end of a pipe: one request a line, one answer a line, both JSON."""

import json
import sys
from collections.abc import Callable
from typing import Any


def serve(tasks: dict[str, Callable[..., Any]]) -> None:
    """Answer requests {"task": name, argument: value …} until the pipe is closed."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what the peer's own library prints is no answer
    for line in sys.stdin:
        request = json.loads(line)
        answers.write(json.dumps(tasks[request.pop("task")](**request)) + "\n")
        answers.flush()
