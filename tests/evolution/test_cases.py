"""The operator cases of the paper, with exact values."""

from dataclasses import replace

import numpy as np
import pytest

from quale.evolution.records.innovations import InnovationTable, known_number, number_between, table_of, tracker_of
from quale.evolution.records.settings import BrainSettings, Mutation, Reproduction, Settings, Speciation
from quale.evolution.reproduction.allocate import apportion
from quale.evolution.species.distance import distance
from quale.genome.genome import Genomes
from tests.evolution.toy import Gene, build_genomes, crossed, genes_of, mutated, tracker_for

ENDS = {
    1: (0, 3),
    2: (1, 3),
    3: (2, 3),
    4: (1, 9),
    5: (9, 3),
    6: (9, 10),
    7: (10, 3),
    8: (0, 9),
    9: (2, 9),
    10: (0, 10),
}
"""Ends of the genes of figure 4 of the paper, with inputs 0 to 2, output 3 and hidden nodes 9 and 10."""


def figure(table: str, weight: float, off: str = "") -> list[Gene]:
    return [(n, *ENDS[n], weight, str(n) not in off.split()) for n in map(int, table.split())]


FIRST, SECOND = "1 2 3 4 5 8", "1 2 3 4 5 6 7 9 10"


def pair(gap: float = 0.0) -> Genomes:
    return build_genomes([figure(FIRST, 1.0, "2"), figure(SECOND, 1.0 + gap, "2 5")], inputs=3)


def child(genomes: Genomes, *, equal: bool, settings: Settings | None = None, draw: int = 0) -> Genomes:
    """Return the child of the first two genomes."""
    return crossed(genomes, [0], [1], [equal], settings or Settings(), draw)


# The distance, eq. (1).


@pytest.mark.parametrize("gap", [0.0, 0.5, -3.0])
def test_five_matching_three_disjoint_two_excess(gap: float) -> None:
    genomes = pair(gap)
    both = distance(genomes, genomes, Speciation())
    assert both[0, 1] == 5 + 0.4 * abs(gap)
    assert both[1, 0] == both[0, 1]
    assert both[0, 0] == both[1, 1] == 0.0


def test_excess_and_disjoint_have_their_own_weights() -> None:
    genomes = pair()
    assert distance(genomes, genomes, Speciation(excess=10.0, disjoint=0.0))[0, 1] == 20.0
    assert distance(genomes, genomes, Speciation(excess=0.0, disjoint=10.0))[0, 1] == 30.0


def test_the_gap_is_the_mean_over_matching_genes() -> None:
    one = [(0, 0, 3, 1.0, True), (1, 1, 3, 2.0, True), (2, 2, 3, 100.0, True)]
    other = [(0, 0, 3, 2.0, True), (1, 1, 3, 5.0, True)]
    genomes = build_genomes([one, other], inputs=3)
    assert distance(genomes, genomes, Speciation(excess=0.0, weight=1.0))[0, 1] == 2.0


def test_without_matching_genes_there_is_no_gap() -> None:
    genomes = build_genomes([[(0, 0, 3, 9.0, True)], [(1, 1, 3, -9.0, True)], []], inputs=3)
    assert distance(genomes, genomes, Speciation())[0].tolist() == [0.0, 2.0, 1.0]


def test_disabled_genes_count() -> None:
    on, off = figure(SECOND, 1.0), figure(SECOND, 1.0, SECOND)
    genomes = build_genomes([on, off], inputs=3)
    assert distance(genomes, genomes, Speciation())[0, 1] == 0.0


def test_sizes_divide_from_twenty_genes_on() -> None:
    def chain(size: int) -> list[Gene]:
        return [(n, n, 30 + n, 1.0, True) for n in range(size)]

    genomes = build_genomes([chain(19), chain(20), chain(25)], inputs=30)
    assert distance(genomes, genomes, Speciation())[0].tolist() == [0.0, 1 / 20, 6 / 25]
    assert distance(genomes, genomes, Speciation(normalise=False))[0].tolist() == [0.0, 1.0, 6.0]
    assert distance(build_genomes([chain(10)], inputs=30), genomes, Speciation())[0].tolist() == [9.0]


# Offspring.


def test_largest_remainder() -> None:
    # 6.67, 13.33, 26.67, 53.33
    share = np.array([100.0, 200.0, 400.0, 800.0])
    assert apportion(share, np.ones(4), 100).tolist() == [7, 13, 27, 53]


def test_ties_go_to_the_older_species() -> None:
    assert apportion(np.ones(4), np.ones(4), 10).tolist() == [3, 3, 2, 2]


def test_without_any_fitness_sizes_count() -> None:
    assert apportion(np.zeros(3), np.array([1.0, 2.0, 5.0]), 8).tolist() == [1, 2, 5]


def test_a_species_without_share_gets_nothing() -> None:
    assert apportion(np.array([1.0, 0.0, 1.0]), np.ones(3), 3).tolist() == [2, 0, 1]


# Historical marks.


def numbers(table: InnovationTable, *asked: tuple[int, int]) -> list[int]:
    return [number_between(table, source, target) for source, target in asked]


def test_the_same_link_has_one_number_run_wide() -> None:
    table = table_of(tracker_for(build_genomes([[(0, 0, 2, 1.0, True)]])), 2, 0)
    assert numbers(table, (1, 2), (0, 2), (1, 2)) == [1, 0, 1]
    assert known_number(table, 2, 2) == -1
    tracker = tracker_of(table)
    assert (tracker.source.tolist(), tracker.target.tolist()) == ([0, 1], [2, 2])
    assert numbers(table_of(tracker, 1, 0), (1, 2), (2, 2)) == [1, 2]


def test_a_thousand_links_keep_their_numbers() -> None:
    empty = tracker_for(build_genomes([[]]))
    ends = [(source, target) for source in range(40) for target in range(25)]
    table = table_of(empty, 1000, 0)
    assert numbers(table, *ends) == list(range(1000))
    assert numbers(table, *reversed(ends)) == list(reversed(range(1000)))
    assert numbers(table_of(tracker_of(table), 1, 0), *ends) == list(range(1000))


def test_numbers_are_given_in_child_order_whatever_the_operator() -> None:
    # Both children grow a connection and a node: all that the first one asks for comes before what the second does.
    genomes = build_genomes([[(0, 0, 3, 1.0, True), (1, 1, 3, 1.0, True)]] * 2, inputs=3)
    both = Mutation(add_connection=1.0, add_node=1.0)
    for draw in range(10):
        after, tracker = mutated("add_connection add_node", genomes, Settings(mutation=both), draw)
        first, second = ({gene[0] for gene in genes_of(after, place)} - {0, 1} for place in range(2))
        assert first == {2, 3, 4}
        assert second - first == set(range(5, tracker.next_innovation))
        assert after.node_id[4] == 4


def test_a_split_gives_the_first_recorded_node_that_the_genome_does_not_hold() -> None:
    lone = build_genomes([[(0, 0, 2, 1.0, True)]])
    once, tracker = mutated("add_node", lone, Settings())
    assert (tracker.split_innovation.tolist(), tracker.split_node.tolist()) == ([0], [3])
    again = [(0, 0, 2, 1.0, True), *genes_of(once)[1:]]
    others: list[Gene] = [(*gene[:4], False) for gene in again[1:]]
    two = build_genomes([[again[0], *others], again[:1], [again[0], *others]])
    after, tracker = mutated("add_node", two, Settings(), tracker=tracker)
    hidden = [after.node_id[end - 1] for end in after.node_start[1:]]
    assert hidden == [4, 3, 4]
    assert (tracker.split_innovation.tolist(), tracker.split_node.tolist()) == ([0, 0], [3, 4])


# Mutations, one by one.


def test_add_node_splits() -> None:
    after, tracker = mutated("add_node", build_genomes([[(0, 0, 2, 0.7, True)]]), Settings())
    assert genes_of(after) == [(0, 0, 2, 0.7, False), (1, 0, 3, 1.0, True), (2, 3, 2, 0.7, True)]
    assert after.node_id.tolist() == [0, 1, 2, 3]
    assert tracker.next_node_id == 4


def test_add_node_splits_enabled_connections_only() -> None:
    genes = [(0, 0, 2, 0.7, False), (1, 1, 2, 0.5, True)]
    for draw in range(8):
        after, _ = mutated("add_node", build_genomes([genes]), Settings(), draw)
        assert genes_of(after)[:2] == [(0, 0, 2, 0.7, False), (1, 1, 2, 0.5, False)]


def test_the_way_into_a_new_node_is_clamped() -> None:
    after, _ = mutated(
        "add_node", build_genomes([[(0, 0, 2, 0.2, True)]]), Settings(brain=BrainSettings(weights=(-0.5, 0.5)))
    )
    assert genes_of(after)[1] == (1, 0, 3, 0.5, True)


def test_a_new_node_has_the_brains_activation() -> None:
    after, _ = mutated(
        "add_node", build_genomes([[(0, 0, 2, 1.0, True)]]), Settings(brain=BrainSettings(activation="relu"))
    )
    assert after.activation[3] == 2


def test_a_node_that_splits_a_connection_inside_a_region_joins_it() -> None:
    genomes = build_genomes([[(0, 0, 3, 1.0, False), (1, 3, 4, 1.0, True), (2, 4, 2, 1.0, False)]])
    region = np.array([-1, -1, -1, 5, 5], dtype=np.int16)
    inside = replace(genomes, region=region)
    assert mutated("add_node", inside, Settings())[0].region.tolist() == [-1, -1, -1, 5, 5, 5]


def test_add_connection_joins_the_only_pair_left() -> None:
    for draw in range(8):
        after, _ = mutated("add_connection", build_genomes([[(0, 0, 2, 1.0, True)]]), Settings(), draw)
        mark, source, target, weight, enabled = genes_of(after)[1]
        assert (mark, source, target, enabled) == (1, 1, 2, True)
        assert -1.0 <= weight < 1.0


def test_add_connection_enables_instead_of_duplicating() -> None:
    genes = [(0, 0, 2, 1.0, True), (1, 1, 2, 0.3, False)]
    after, _ = mutated("add_connection", build_genomes([genes]), Settings())
    assert genes_of(after) == [(0, 0, 2, 1.0, True), (1, 1, 2, 0.3, True)]


def test_add_connection_leaves_a_full_genome_alone() -> None:
    genes = [(0, 0, 2, 1.0, True), (1, 1, 2, 0.3, True)]
    assert genes_of(mutated("add_connection", build_genomes([genes]), Settings())[0]) == genes


def test_recurrent_brains_may_close_cycles() -> None:
    genes = [(0, 0, 2, 1.0, True), (1, 1, 2, 0.3, True)]
    after, _ = mutated("add_connection", build_genomes([genes]), Settings(brain=BrainSettings(recurrent=True)))
    assert genes_of(after)[2][:3] == (2, 2, 2)


def test_new_weights_are_clamped() -> None:
    narrow = Settings(brain=BrainSettings(weights=(0.25, 0.25)))
    assert genes_of(mutated("add_connection", build_genomes([[]]), narrow)[0])[0][3] == 0.25


def test_remove_connection_disables() -> None:
    genes = [(0, 0, 2, 1.0, True), (1, 1, 2, 0.3, False)]
    after, _ = mutated("remove_connection", build_genomes([genes, []]), Settings())
    assert genes_of(after) == [(0, 0, 2, 1.0, False), (1, 1, 2, 0.3, False)]
    assert genes_of(after, 1) == []


def test_remove_node_takes_its_connections_along() -> None:
    genes = [(0, 0, 2, 1.0, True), (1, 0, 3, 1.0, True), (2, 3, 2, 1.0, False)]
    after, _ = mutated("remove_node", build_genomes([genes, genes[:1]]), Settings())
    assert genes_of(after) == genes_of(after, 1) == genes[:1]
    assert after.node_id.tolist() == [0, 1, 2, 0, 1, 2]


def test_rewire_renumbers_by_the_new_ends() -> None:
    after, tracker = mutated("rewire", build_genomes([[(0, 0, 2, 0.7, True)]]), Settings())
    assert genes_of(after) == [(1, 1, 2, 0.7, True)]
    assert (tracker.source.tolist(), tracker.target.tolist()) == ([0, 1], [2, 2])


def test_rewire_never_joins_a_pair_twice() -> None:
    genes = [(0, 0, 2, 0.7, True), (1, 1, 2, 0.3, False)]
    assert genes_of(mutated("rewire", build_genomes([genes]), Settings())[0]) == genes


def test_rewire_looks_for_cycles_without_the_old_connection() -> None:
    # 2 -> 3 may become anything but a loop; 3 -> 2 would be free once 2 -> 3 is gone, but moves one end only.
    genes = [(0, 0, 2, 1.0, False), (1, 1, 2, 1.0, False), (2, 2, 3, 1.0, True)]
    ends = {genes_of(mutated("rewire", build_genomes([genes]), Settings(), draw)[0])[-1][1:3] for draw in range(40)}
    assert ends == {(0, 3), (1, 3)}


def test_change_activation_takes_another_one() -> None:
    genomes = build_genomes([[(0, 0, 3, 1.0, True), (1, 3, 2, 1.0, True)]])
    seen = set()
    for draw in range(40):
        after, _ = mutated(
            "change_activation", genomes, Settings(brain=BrainSettings(activations=("tanh", "identity", "step"))), draw
        )
        assert after.activation[:3].tolist() == genomes.activation[:3].tolist()
        seen.add(int(after.activation[3]))
    assert seen == {0, 7}
    only = Settings(brain=BrainSettings(activations=("identity",)))
    assert mutated("change_activation", genomes, only)[0].activation[3] == genomes.activation[3]


def test_weight_shift_touches_every_weight_and_clamps() -> None:
    genes = [(n, n, 2000, 1.9, n % 2 == 0) for n in range(2000)]
    genomes = build_genomes([genes], inputs=2000)
    after = mutated("weight_shift", genomes, Settings())[0].weight
    assert (after != genomes.weight).all()
    assert after.max() == 2.0
    assert after.min() >= -2.0
    moved = np.abs(after - 1.9) < 0.5
    assert 0.065 < 1 - moved.mean() < 0.105  # 10 % fresh ones, 85 % of them far away


def test_steps_are_normal_or_uniform() -> None:
    genomes = build_genomes([[(n, n, 400, 0.0, True) for n in range(400)]], inputs=400)

    def steps(perturb: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        settings = Settings(mutation=Mutation(replace=0.0, weight_sd=0.1, perturb=perturb))
        return np.abs(mutated("weight_shift", genomes, settings)[0].weight)

    assert steps("uniform").max() <= 0.1
    assert steps("normal").max() > 0.2
    assert (steps("normal") < 0.1).mean() == pytest.approx(0.68, abs=0.08)
    assert (steps("uniform") < 0.05).mean() == pytest.approx(0.5, abs=0.08)


def test_bias_shift_moves_all_but_inputs() -> None:
    genomes = build_genomes([[(0, 0, 3, 1.0, True)]])
    after = mutated("bias_shift", genomes, Settings())[0].bias
    assert after[:2].tolist() == [0.0, 0.0]
    assert (after[2:] != 0).all()
    assert mutated("bias_shift", genomes, Settings(brain=BrainSettings(bias=False)))[0].bias.tolist() == [0.0] * 4


# Crossover.


def test_a_fitter_parent_gives_the_structure() -> None:
    genomes = pair(1.0)
    for draw in range(20):
        assert [gene[0] for gene in genes_of(child(genomes, equal=False, draw=draw))] == [1, 2, 3, 4, 5, 8]


def test_matching_weights_come_from_either_parent_others_from_the_fitter() -> None:
    seen: dict[int, set[float]] = {}
    for draw in range(40):
        for mark, _, _, weight, _ in genes_of(child(pair(1.0), equal=False, draw=draw)):
            seen.setdefault(mark, set()).add(weight)
    assert seen == {1: {1.0, 2.0}, 2: {1.0, 2.0}, 3: {1.0, 2.0}, 4: {1.0, 2.0}, 5: {1.0, 2.0}, 8: {1.0}}


def test_equal_parents_give_each_other_gene_with_one_half() -> None:
    counts = dict.fromkeys(range(1, 11), 0)
    for draw in range(200):
        for gene in genes_of(child(pair(), equal=True, draw=draw)):
            counts[gene[0]] += 1
    assert [counts[n] for n in range(1, 6)] == [200] * 5
    assert all(70 < counts[n] < 130 for n in range(6, 11))


def test_hidden_nodes_of_one_equal_parent_come_with_their_genes() -> None:
    for draw in range(40):
        after = child(pair(), equal=True, draw=draw)
        needed = {end for gene in genes_of(after) for end in gene[1:3]} | {0, 1, 2, 3, 9}
        assert after.node_id.tolist() == sorted(needed)


def test_a_gene_disabled_in_one_parent_is_disabled_with_its_chance_and_in_both_always() -> None:
    off = dict.fromkeys((2, 5, 8), 0)
    for draw in range(200):
        for gene in genes_of(child(pair(), equal=False, draw=draw)):
            if gene[0] in off:
                off[gene[0]] += not gene[4]
    assert off[2] == 200
    assert 120 < off[5] < 180
    assert off[8] == 0
    never = Settings(reproduction=Reproduction(inherit_disabled=0.0))
    assert genes_of(child(pair(), equal=False, settings=never))[4][4]


def test_a_matching_node_takes_bias_and_activation_together() -> None:
    genomes = pair()
    bias, activation = genomes.bias.copy(), genomes.activation.copy()
    second = genomes.node_start[1]
    bias[3:second], activation[3:second] = 1.0, 1
    bias[second + 3 :], activation[second + 3 :] = 2.0, 2
    changed = replace(genomes, bias=bias, activation=activation)
    seen = set()
    for draw in range(20):
        after = child(changed, equal=False, draw=draw)
        seen |= set(zip(after.bias[3:].tolist(), after.activation[3:].tolist(), strict=True))
    assert seen == {(1.0, 1), (2.0, 2)}


def test_genes_that_would_close_a_cycle_between_equal_parents_are_skipped() -> None:
    forth = [(0, 0, 3, 1.0, True), (1, 3, 4, 1.0, True), (3, 4, 2, 1.0, True)]
    back = [(0, 0, 3, 1.0, True), (2, 4, 3, 1.0, False), (3, 4, 2, 1.0, True)]
    seen = set()
    for draw in range(60):
        seen.add(tuple(gene[0] for gene in genes_of(child(build_genomes([forth, back]), equal=True, draw=draw))))
    assert seen == {(0, 3), (0, 1, 3), (0, 2, 3)}  # never 1 and 2 together, and 1 goes first
    free = Settings(brain=BrainSettings(recurrent=True))
    seen = {
        tuple(gene[0] for gene in genes_of(child(build_genomes([forth, back]), equal=True, settings=free, draw=draw)))
        for draw in range(60)
    }
    assert (0, 1, 2, 3) in seen


def test_small_genomes_are_split_at_their_older_connections() -> None:
    def split(genes: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        genomes = build_genomes([[(n, n, genes, 1.0, n > 0) for n in range(genes)]], inputs=genes)
        drawn = [mutated("add_node", genomes, Settings(), draw)[1].split_innovation[0] for draw in range(200)]
        return np.bincount(drawn, minlength=genes) / 200

    assert split(14)[:4] == pytest.approx([0.0, 0.7, 0.21, 0.063], abs=0.1)
    assert split(16)[1:] == pytest.approx([1 / 15] * 15, abs=0.07)
