"""A family of runs as a tree in text: who was seeded from whom."""

from collections.abc import Iterable

from quale.checkpoint.directory.family import Kin


def family_tree(kin: tuple[Kin, ...], here: str) -> tuple[str, ...]:
    """Return one line a run, below the run it was seeded from; `here` is the run id of the one that is looked at."""
    known = {each.run_id for each in kin}
    return tuple(
        line
        for root in kin
        if root.source is None or root.source not in known
        for line in _branch(root, kin, here, "", "")
    )


def _branch(one: Kin, kin: tuple[Kin, ...], here: str, stem: str, hold: str) -> Iterable[str]:
    best = f", best {one.best:.6g}" if one.best is not None else ""
    seeded = f", from generation {one.seeded_at}" if one.source is not None else ""
    gone = ", no file of it left" if one.gone else ""
    mark = "  ← this run" if one.run_id == here else ""
    yield f"{stem}{one.run}{seeded}: {one.generation} generations{best}{gone}  ({one.path}){mark}"
    below = sorted((each for each in kin if each.source == one.run_id), key=lambda each: (each.run, each.run_id))
    for number, each in enumerate(below, 1):
        last = number == len(below)
        yield from _branch(each, kin, here, hold + ("└─ " if last else "├─ "), hold + ("   " if last else "│  "))
