"""Tasks made of parts, for what looks at the parts alone."""

from types import SimpleNamespace
from typing import Any, cast

from quale.model.world import WorldTask


def made(**parts: Any) -> WorldTask:
    """Return what has these parts and nothing else of a task."""
    return cast("WorldTask", SimpleNamespace(**parts))
