"""The fast proof that genomes are sound never says yes where the definition says no."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.checkpoint.format.rules import tracker_is_sound
from quale.checkpoint.format.sound import surely_sound
from quale.evolution.initialize import found
from quale.evolution.records.state import State
from quale.genome.invariants import violations
from tests.checkpoint.made import ORIGIN, snapshot
from tests.checkpoint.test_evolved import ENDS, after, snapshot_of
from tests.checkpoint.test_evolved import settings as told

assert ORIGIN


def evolved(*, recurrent: bool) -> State:
    state = found(told(recurrent=recurrent), ENDS)
    for _ in range(12):
        state = after(state, told(recurrent=recurrent))
    return state


STATES = {recurrent: evolved(recurrent=recurrent) for recurrent in (False, True)}
FIELDS = ("node_id", "node_kind", "bias", "activation", "innovation", "source", "target")


def sound(state: State, *, recurrent: bool) -> bool:
    return surely_sound(state.population, state.interface, state.tracker, recurrent)


def test_real_populations_are_proven_at_once() -> None:
    for recurrent, state in STATES.items():
        assert sound(state, recurrent=recurrent)
    assert not sound(STATES[True], recurrent=False)
    assert sound(snapshot(3, 500).state, recurrent=False)


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_yes_is_proof(data: st.DataObject) -> None:
    recurrent = data.draw(st.booleans())
    grown = data.draw(st.booleans())
    state = STATES[grown]
    genomes = state.population
    for _ in range(data.draw(st.integers(1, 3))):
        field = data.draw(st.sampled_from(FIELDS))
        values = getattr(genomes, field).copy()
        at = data.draw(st.integers(0, len(values) - 1))
        nearby = data.draw(st.sampled_from([values[at - 1], values[(at + 1) % len(values)], 0, 1, 2]))
        values[at] = nearby
        genomes = replace(genomes, **{field: values})
    if field in {"source", "target"}:  # the tracker may be hostile, too, as far as its own rules let it
        links = np.flatnonzero(genomes.innovation == genomes.innovation[at])
        ends = getattr(state.tracker, field).copy()
        ends[genomes.innovation[at]] = nearby
        values = getattr(genomes, field).copy()
        values[links] = nearby
        state = replace(state, tracker=replace(state.tracker, **{field: ends}))
        genomes = replace(genomes, **{field: values})
    content = snapshot_of(replace(state, population=genomes), recurrent=recurrent)
    if tracker_is_sound(None, content) is not None:  # type: ignore[arg-type]
        return
    tracker = state.tracker
    if (genomes.node_id.max() >= tracker.next_node_id) or genomes.innovation.max() >= tracker.next_innovation:
        return
    proven = surely_sound(genomes, state.interface, tracker, recurrent)
    agree = all(
        (getattr(genomes, end) == getattr(tracker, end)[genomes.innovation]).all() for end in ("source", "target")
    )
    defined = not violations(genomes, state.interface, recurrent) and agree
    assert defined or not proven
    if len(genomes) * (1 + int(genomes.node_id.max())) < 2**18:
        assert proven == defined
