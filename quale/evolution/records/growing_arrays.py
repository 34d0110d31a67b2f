"""Arrays that the successive records of a run share: each hands the room behind its own elements on to the next.

So a long run does not copy all that it knows in every generation. A record without room, because it was read from a
file or has been continued before, is copied.
"""

from typing import Any


class Growing:
    """A record that may have room behind its columns, in whatever form its maker keeps it."""

    __slots__ = ("room",)


def hand_on(record: Growing, room: Any) -> None:
    """Leave the room with a record, which is frozen otherwise."""
    object.__setattr__(record, "room", [room])


def taken(record: Growing) -> Any:
    """Return the room that a record has, which it has no more: nobody else will write behind its elements; or None."""
    found: list[Any] = getattr(record, "room", [])
    try:
        return found.pop()  # one step: of two threads one gets it
    except IndexError:
        return None
