"""Guess which name was meant: optimal string alignment distance (Damerau 1964)."""

from collections.abc import Iterable


def hint(name: str, candidates: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the nearest candidate, or "" if none is near."""
    guess = nearest(name, candidates)
    return f"did you mean `{guess}`?" if guess else ""


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that fewest edits lead to, the first one of equals; at most a third of the name."""
    allowed = max(1, min(len(name), 30) // 3)
    best: tuple[int, str] | None = None
    for candidate in candidates:
        if abs(len(candidate) - len(name)) > allowed or len(name) > 60:
            continue
        edits = distance(name.lower(), candidate.lower())
        if edits <= allowed and edits < len(candidate) and (best is None or edits < best[0]):
            best = (edits, candidate)
    return best[1] if best else None


def distance(a: str, b: str) -> int:
    """Number of insertions, deletions, replacements and swaps of neighbours that lead from `a` to `b`."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
