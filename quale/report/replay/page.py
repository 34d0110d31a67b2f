"""Page data → one HTML file with everything in it: no other file, no network."""

import json
from html import escape
from importlib.resources import files
from typing import Any


def page(data: dict[str, Any], drawing: str) -> str:
    """Return the page; `drawing` is the network as SVG."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")  # never ends the script
    parts = {
        "TITLE": escape(str(data["title"])),
        "STYLE": _part("page.css"),
        "NETWORK": drawing,
        "SCRIPT": _part("picture.js") + _part("frames.js") + _part("page.js"),
        "DATA": text,
    }
    before, *rest = _part("page.html").split("{{")
    return before + "".join(parts[name] + after for name, _, after in (piece.partition("}}") for piece in rest))


def _part(name: str) -> str:
    return files("quale.report.replay").joinpath(name).read_text(encoding="utf-8")
