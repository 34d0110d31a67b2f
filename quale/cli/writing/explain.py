"""`quale check --explain PATH`: where a value came from."""

import json
from collections.abc import Sequence

from quale.language.explain.explain import Explainer
from quale.language.explain.origin import Explained, Origin
from quale.language.load import Loaded
from quale.model.model import SET
from quale.run.selection import choose, run_of


def explained(loaded: Loaded, paths: Sequence[str], run: str | None, *, as_json: bool) -> str:
    """Return where values came from, what holds before what it stands in place of.

    Raises:
        UsageError: nothing has such a path.
    """
    explainer = Explainer(loaded.sources, run_of(run))
    models = choose(loaded.project, run, several=True)
    found = [each for path in paths for each in explainer.explain(path, models)]
    return "\n".join(_json(each) if as_json else _words(each) for each in found)


def _words(explained: Explained) -> str:
    name = f"{explained.owner}: {explained.path}" if explained.path else explained.owner
    lines = [f"{name} = {explained.value}" if explained.value else name]
    for at, origin in enumerate(explained.origins):
        lines.append(f"  {'in place of ' if at else ''}{_origin(origin)}")
    return "\n".join(lines)


def _origin(origin: Origin) -> str:
    if origin.span is None:
        return f"the {origin.what}{': ' * bool(origin.text)}{origin.text}"
    if origin.span.source.name == SET:
        return f"{origin.what}: {origin.text}"
    return f"{origin.span}: {origin.text}{', taken over from ' * bool(origin.base)}{origin.base}"


def _json(explained: Explained) -> str:
    origins = [
        {
            "what": origin.what,
            "text": origin.text,
            "file": origin.span.source.name if origin.span is not None else None,
            "line": origin.span.line if origin.span is not None else None,
            "column": origin.span.column if origin.span is not None else None,
            "base": origin.base or None,
        }
        for origin in explained.origins
    ]
    owner = {"owner": explained.owner, "path": explained.path, "value": explained.value or None}
    return json.dumps({"event": "explained", **owner, "origins": origins})
