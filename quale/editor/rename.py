"""A new name for a thing, everywhere; refused where the program would not mean the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quale.diagnostics import QualeError, Source, Span
from quale.editor.analysis import Analysis, analyse
from quale.editor.occurrences import Occurrence
from quale.language.parsing.lexer import RESERVED
from quale.model.show import show_model

NAME = re.compile(r"[^\W\d]\w*")


class RefusedError(QualeError):
    """A thing cannot be called so; the message says why."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """Places that get a new name."""

    places: tuple[Span, ...]
    name: str


def place_of_name(analysis: Analysis, source: Source, offset: int) -> Occurrence | None:
    """Return what would be renamed at a place, None where there is nothing of the program's own."""
    found = analysis.index.at(source, offset)
    if found is None or not any(each.declares for each in analysis.index.of(found.key)):
        return None
    return found


def renamed(analysis: Analysis, source: Source, offset: int, name: str, unsaved: Mapping[Path, str]) -> Renaming:
    """Return the places of a thing that is to have a new name.

    Raises:
        RefusedError: it is no name, there is nothing to rename, or the program would not be the same.
    """
    found = place_of_name(analysis, source, offset)
    if found is None:
        raise RefusedError("there is nothing here that can be renamed")
    if not NAME.fullmatch(name) or not name.isidentifier() or name in RESERVED:
        raise RefusedError(f"`{name}` is no name: letters, digits and `_`, and none of {', '.join(RESERVED)}")
    places = tuple(each.span for each in analysis.index.of(found.key))
    renaming = Renaming(places, name)
    texts = changed(analysis, renaming)
    after = analyse(analysis.path, {**unsaved, **texts})
    if analysis.loaded is not None:
        _require_same(analysis, after, found.key.name, name)
    elif len(after.diagnostics) > len(analysis.diagnostics):
        raise RefusedError(f"as `{name}` it would bring further errors")
    return renaming


def changed(analysis: Analysis, renaming: Renaming) -> dict[Path, str]:
    """Return the texts of the files that a renaming changes."""
    texts: dict[Path, str] = {}
    for source in analysis.sources:
        spans = sorted((span for span in renaming.places if span.source is source), key=lambda span: -span.start)
        text = source.text
        for span in spans:
            text = text[: span.start] + renaming.name + text[span.end :]
        if spans:
            texts[Path(source.name)] = text
    return texts


def _require_same(before: Analysis, after: Analysis, old: str, new: str) -> None:
    if after.loaded is None or before.loaded is None:
        wrong = next((each for each in after.diagnostics if each.severity.value == "error"), None)
        raise RefusedError(f"`{new}` does not do: {wrong.message if wrong else 'the program could not be checked'}")
    either = re.compile(rf"(?<!\w)d?({re.escape(old)}|{re.escape(new)})(_[nsew]{{1,2}})?(?!\w)")
    shown = [
        [either.sub("·", show_model(model)) for model in loaded.project.models]
        for loaded in (before.loaded, after.loaded)
    ]
    if shown[0] != shown[1]:
        raise RefusedError(
            f"as `{new}` the program would mean something else: other things have their names from `{old}`"
        )
