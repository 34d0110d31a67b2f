"""Records that grow with a run are copied seldom: room for half as many again, and no less than a few."""

import numpy as np
import pytest

from quale.evolution.history import LEAST as LEAST_ROWS
from quale.evolution.history import append
from quale.evolution.records import innovations
from quale.evolution.records.growing_arrays import hand_on, taken
from quale.evolution.records.innovations import LEAST, known_number, number_between, table_of, tracker_of
from quale.evolution.records.settings import Settings
from quale.evolution.records.state import Tracker
from quale.genome.seal import sealed
from tests.evolution.toy import advance, begin


def test_room_is_taken_once() -> None:
    tracker = empty()
    assert taken(tracker) is None
    room = object()
    hand_on(tracker, room)
    assert taken(tracker) is room
    assert taken(tracker) is None


def test_a_history_has_room_for_half_as_many_rows_again() -> None:
    settings = Settings(population=2)
    state = advance(begin(settings), settings)
    history, row = state.history, state.history.figures(0)
    rooms = []
    for rows in range(1, 1000):
        found = taken(history)
        if found is not None:
            hand_on(history, found)
        if found is None or len(found["best"][0]) == rows:
            rooms.append(rows)
        history = append(history, row)
        assert len(history) == rows + 1
    grown = [1 if rooms[0] == 1 else LEAST_ROWS]
    while (rows := grown[-1] + max(LEAST_ROWS, grown[-1] // 2)) < 1000:
        grown.append(rows)
    assert rooms == grown


def empty() -> Tracker:
    none = sealed(np.zeros(0, dtype=np.int32))
    return Tracker(5, none, none, none, none)


@pytest.mark.parametrize(("known", "asked"), [(0, 0), (0, 7), (2 * LEAST, 1), (2 * LEAST + 2, 1), (1000, 40)])
def test_a_tracker_that_is_copied_has_room_for_more_than_is_asked(known: int, asked: int) -> None:
    ends = sealed(np.arange(known, dtype=np.int32))
    tracker = Tracker(known + 1, ends, sealed(ends + 1), ends, sealed(ends + 7))
    table = table_of(tracker, asked, asked)
    more = asked + max(LEAST, known // 2)
    for column in (table.source, table.target, table.split_innovation, table.split_node):
        assert len(column) == known + more
    assert (len(table.first_split), len(table.next_split)) == (known + more, known + more)
    assert len(table.slot) == 1 << (64 - table.shift)
    assert 2 * (known + more) < len(table.slot) <= 4 * (known + more) + 2
    assert table.tally.tolist() == [known, known, known + 1, 0]
    for number in range(known):
        assert known_number(table, number, number + 1) == number
        assert known_number(table, number + 1, number) == -1


def test_a_tracker_is_continued_where_it_is_until_its_room_is_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    copies = []
    whole = innovations._copied

    def counted(tracker: Tracker, connections: int, nodes: int) -> innovations.InnovationTable:
        copies.append(tracker.next_innovation)
        return whole(tracker, connections, nodes)

    monkeypatch.setattr(innovations, "_copied", counted)
    tracker = empty()
    for number in range(0, 900, 3):
        table = table_of(tracker, 3, 1)
        for more in range(3):
            assert number_between(table, number + more, 2 * number + more) == number + more
        assert number_between(table, number, 2 * number) == number
        tracker = tracker_of(table)
    room, wanted = 3 + LEAST, [0]
    while True:  # a copy is made when 3 more do not fit
        known = room - room % 3
        if known >= 900:
            break
        wanted.append(known)
        room = known + 3 + max(LEAST, known // 2)
    assert copies == wanted
    assert tracker.source.tolist() == list(range(900))
