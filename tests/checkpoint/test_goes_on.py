"""What loads goes on: whatever numbers stand in a file under a correct digest, it is refused, or breeds as it should.

One generation after the next, the population is what the settings say, genomes keep their invariants, and what is
written can be read; or the run is over, in words.
"""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quale.checkpoint.format.codec import assemble, decode, encode, pack
from quale.checkpoint.format.sections import to_plain
from quale.diagnostics import CheckpointError
from quale.evolution.ask import ask
from quale.evolution.initialize import found
from quale.evolution.records.settings import Settings, Speciation
from quale.evolution.records.state import State
from quale.evolution.stop_reason import Cause, cause, stop_reason
from quale.evolution.tell import tell
from quale.evolution.transfer.adapt import adapt
from quale.genome.express import express
from quale.genome.invariants import violations
from quale.report.advise import advise
from tests.checkpoint.made import ORIGIN
from tests.checkpoint.test_evolved import ENDS, after, scores, snapshot_of
from tests.checkpoint.test_evolved import settings as told

RULES = told()
INT32, INT64 = 2**31 - 1, 2**63 - 1
Document = dict[str, Any]


def evolved(generations: int) -> State:
    state = found(RULES, ENDS)
    for _ in range(generations):
        state = after(state, RULES)
    return state


def document(generations: int) -> tuple[Document, Document]:
    """Return header and sections of a run that has gone on for a while."""
    snapshot = snapshot_of(evolved(generations), recurrent=False)
    unpacker = msgpack.Unpacker()
    unpacker.feed(encode(snapshot, ORIGIN, dense=False))
    header: Document = next(unpacker)
    del header["sections"]
    return header, to_plain(snapshot)


DOCUMENTS = {generations: document(generations) for generations in (0, 1, 7)}


def read(header: Document, sections: Document) -> State:
    return decode(assemble(header, {name: pack(one) for name, one in sections.items()}), "x")[1].state


def go_on(state: State, generations: int = 3) -> str | None:
    """Breed, look at everything on the way, and return why it is over, if it is."""
    state, _ = adapt(state, ENDS.inputs, ENDS.outputs, RULES, RULES.metrics)
    for _ in range(generations):
        why = stop_reason(state, RULES)
        if why is not None:
            return why
        offspring = ask(state, RULES)
        assert len(offspring.genomes) == RULES.population
        assert violations(offspring.genomes, state.interface, RULES.brain.recurrent) == ()
        express(offspring.genomes, state.interface, recurrent=False)
        with np.errstate(all="ignore"):
            state = tell(state, offspring, scores(offspring.genomes), RULES, 0.25)
        assert int(state.species.size.sum()) == RULES.population
        assert state.species.size.min() >= 1
        again = decode(encode(snapshot_of(state, recurrent=False), ORIGIN), "x")[1].state
        assert again.evaluations == state.evaluations
    return None


@pytest.mark.parametrize("generations", DOCUMENTS)
def test_the_untouched_document_goes_on(generations: int) -> None:
    assert go_on(read(*DOCUMENTS[generations])) is None


EXTREMES: dict[str, tuple[Any, ...]] = {
    "i": (0, 1, -1, 2, 5, 30, INT32 - 1, INT32, -INT32, 2**40, INT64 - 29, INT64),
    "u": (0, 1, 2, 8, 9, 255),
    "b": (False, True),
    "f": (0.0, -0.0, 1.0, 5e-324, 1e308, -1e308, 1.7976931348623157e308, np.inf, -np.inf, np.nan),
}


def leaves(section: Document, way: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the ways to all that is not itself a map."""
    found_ways: list[tuple[str, ...]] = []
    for name, value in section.items():
        found_ways += leaves(value, (*way, name)) if isinstance(value, dict) else [(*way, name)]
    return found_ways


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_whatever_loads_goes_on_or_is_over_in_words(data: st.DataObject) -> None:
    header, sections = DOCUMENTS[data.draw(st.sampled_from(list(DOCUMENTS)))]
    sections = deepcopy(sections)
    for _ in range(data.draw(st.integers(1, 3))):
        section = sections[data.draw(st.sampled_from(["population", "species", "tracker", "history", "best"]))]
        *way, name = data.draw(st.sampled_from(leaves(section)))
        for step in way:
            section = section[step]
        value = section[name]
        if isinstance(value, np.ndarray) and value.size:
            low, high = (np.iinfo(value.dtype).min, np.iinfo(value.dtype).max) if value.dtype.kind in "iu" else (0, 0)
            fits = [one for one in EXTREMES[value.dtype.kind] if value.dtype.kind in "fb" or low <= one <= high]
            changed = value.copy()
            changed.reshape(-1)[data.draw(st.integers(0, value.size - 1))] = data.draw(st.sampled_from(fits))
            section[name] = changed
        elif isinstance(value, int | float):
            section[name] = type(value)(data.draw(st.sampled_from(EXTREMES["f" if type(value) is float else "i"])))
    try:
        state = read(header, sections)
    except (CheckpointError, OverflowError):  # msgpack's, of a number that no file can hold
        return
    go_on(state)


@pytest.mark.parametrize(
    ("section", "field", "value", "words"),
    [
        ("population", "evaluations", INT64 - 29, "the evaluations are used up"),
        ("population", "evaluations", INT64, "the evaluations are used up"),
        ("species", "next_id", INT32, "the numbers of species are used up"),
        ("species", "next_id", INT32 - 29, "the numbers of species are used up"),
    ],
)
def test_numbers_that_are_used_up_end_the_run_in_words(section: str, field: str, value: int, words: str) -> None:
    header, sections = DOCUMENTS[7]
    state = read(header, sections | {section: sections[section] | {field: value}})
    assert go_on(state, 1) == words


@pytest.mark.parametrize(("section", "field"), [("population", "evaluations"), ("species", "next_id")])
def test_the_last_numbers_are_given_out(section: str, field: str) -> None:
    last = {"evaluations": INT64, "next_id": INT32}[field] - Settings(population=30).population
    header, sections = DOCUMENTS[7]
    assert go_on(read(header, sections | {section: sections[section] | {field: last}}), 1) is None


def test_a_species_without_members_is_refused() -> None:
    header, sections = DOCUMENTS[7]
    species = deepcopy(sections["species"])
    number = species["next_id"]
    for field, value in (("id", number), ("founded", 1), ("improved", 1), ("best", 1.0), ("size", 0)):
        species[field] = np.append(species[field], np.array(value, species[field].dtype))
    species["next_id"] += 1
    genomes = species["representatives"]
    for kind, start in (("node", "node_start"), ("connection", "connection_start")):
        begin, end = genomes[start][-2:]
        for field in NODES if kind == "node" else CONNECTIONS:
            genomes[field] = np.concatenate([genomes[field], genomes[field][begin:end]])
        genomes[start] = np.append(genomes[start], 2 * end - begin)
    with pytest.raises(CheckpointError, match="wants at least one member each"):
        read(header, sections | {"species": species})


NODES = ("node_id", "node_kind", "bias", "activation", "region")
CONNECTIONS = ("innovation", "source", "target", "weight", "enabled")


MOST = 1.7976931348623157e308


@pytest.mark.parametrize("perturb", ["normal", "uniform"])
@pytest.mark.parametrize("size", [0.0, 5e-324, 1e300, MOST])
@pytest.mark.parametrize("threshold", [5e-324, MOST])
def test_settings_at_the_ends_of_numbers_write_what_can_be_read(perturb: str, size: float, threshold: float) -> None:
    often = replace(RULES.mutation, weight_sd=size, bias_sd=size, perturb=perturb, bias_shift=0.9, replace=0.1)
    speciation = Speciation(threshold=threshold, excess=size, disjoint=size, weight=size)
    rules = replace(
        RULES, mutation=often, speciation=speciation, brain=replace(RULES.brain, weights=(-1e9 + 1, 1e9 - 1))
    )
    state = found(rules, ENDS)
    for _ in range(6):
        state = after(state, rules)
        assert len(state.population) == rules.population
        again = decode(encode(snapshot_of(state, recurrent=False), ORIGIN), "x")[1].state
        assert np.array_equal(again.population.weight, state.population.weight)


def test_a_run_whose_numbers_are_used_up_is_told_how_its_genomes_live_on() -> None:
    header, sections = DOCUMENTS[7]
    state = read(header, sections | {"species": sections["species"] | {"next_id": INT32}})
    ended = cause(state, replace(RULES, generations=100))
    assert ended is Cause.NUMBERS
    assert 'seed_from: "checkpoints/e"' in advise(ended, 7, "checkpoints/e")
