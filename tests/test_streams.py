"""Chance: published answers of Philox, and what streams promise."""

import numpy as np
import pytest

from quale.streams import (
    PURPOSES,
    WORDS,
    begin,
    child_streams,
    draw,
    draw_below,
    draw_normal,
    next_word,
    philox,
    scenario_key,
    seed_words,
    uniform01,
)

# Random123, kat_vectors: philox4x32 10
KNOWN = [
    ((0, 0), (0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 2, (0xFFFFFFFF,) * 4, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0xA4093822, 0x299F31D0),
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("key", "counter", "words"), KNOWN)
def test_philox_gives_the_published_answers(
    key: tuple[int, int], counter: tuple[int, int, int, int], words: tuple[int, ...]
) -> None:
    assert philox(key, counter) == words
    k0, k1, c0, c1, c2, c3 = (np.array([word], dtype=np.uint64) for word in (*key, *counter))
    arrays = philox((k0, k1), (c0, c1, c2, c3))
    assert tuple(int(array[0]) for array in arrays) == words


def test_uniform_numbers_have_53_bits_and_stay_below_1() -> None:
    assert uniform01(0, 0) == 0.0
    assert uniform01(0xFFFFFFFF, 0xFFFFFFFF) == 1.0 - 2.0**-53
    assert uniform01(0, 64) == 2.0**-53


def test_a_scenario_key_is_the_documented_block() -> None:
    words = philox(seed_words(0x1_0000_0007), (12, 3, 0, 1))
    assert scenario_key(0x1_0000_0007, 12, 3) == (words[0], words[1])
    assert words[0] != philox((7, 0), (12, 3, 0, 1))[0]


def test_purposes_have_the_numbers_that_they_were_given() -> None:
    """A new purpose gets the next number; what has one keeps it, or seeds would mean other runs."""
    given = "found select crossover mutate inject seed adapt data represent weight_shift bias_shift add_connection"
    later = "remove_connection add_node remove_node rewire change_activation cross_weights cross_nodes python"
    assert {name: number for number, name in enumerate(f"{given} {later}".split(), 1)} == PURPOSES


def test_a_stream_is_as_long_as_its_words() -> None:
    draws = child_streams(3, 2)
    assert (draws.shape, draws.dtype.name, draws.flags.writeable) == ((WORDS + 4,), "uint64", True)
    begin(draws, PURPOSES["found"], 0)
    places = [next_word(draws) % 2**64 for _ in range(4)]
    assert draws[WORDS:].tolist() == places


def words_of(seed: int, generation: int, purpose: str, child: int, count: int) -> list[int]:
    draws = child_streams(seed, generation)
    begin(draws, PURPOSES[purpose], child)
    return [next_word(draws) % 2**64 for _ in range(count)]


def test_a_childs_stream_is_philox_4x64() -> None:
    def block(key: tuple[int, int], counter: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        k0, k1 = key
        c0, c1, c2, c3 = counter
        for _ in range(10):
            p0, p1 = c0 * 0xD2E7470EE14C6C93, c2 * 0xCA5A826395121157
            c0, c1, c2, c3 = (p1 >> 64) ^ c1 ^ k0, p1 % 2**64, (p0 >> 64) ^ c3 ^ k1, p0 % 2**64
            k0, k1 = (k0 + 0x9E3779B97F4A7C15) % 2**64, (k1 + 0xBB67AE8584CAA73B) % 2**64
        return c0, c1, c2, c3

    # Random123, kat_vectors: philox4x64 10
    assert block((0, 0), (0, 0, 0, 0))[:2] == (0x16554D9ECA36314C, 0xDB20FE9D672D0FDC)
    key = (0x1_0000_0007, 9 << 32 | PURPOSES["mutate"])
    wanted = [*block(key, (1, 42, 0, 0)), *block(key, (2, 42, 0, 0))]
    assert words_of(0x1_0000_0007, 9, "mutate", 41, 8) == wanted
    numpys = np.random.Philox(key=np.array(key, dtype=np.uint64), counter=np.array([0, 42, 0, 0], dtype=np.uint64))
    assert numpys.random_raw(8).tolist() == wanted
    draws = child_streams(0x1_0000_0007, 9)
    begin(draws, PURPOSES["mutate"], 41)
    assert [draw(draws) for _ in range(8)] == [(word >> 11) * 2.0**-53 for word in wanted]


def test_native_streams_are_those_of_the_function_as_it_stands() -> None:
    draws = child_streams(2**64 - 1, 2**32 - 1)
    begin.interpret(draws, PURPOSES["rewire"], 5)
    words = [next_word.interpret(draws) for _ in range(9)]
    assert words == words_of(2**64 - 1, 2**32 - 1, "rewire", 5, 9)


def test_streams_of_other_seeds_generations_purposes_and_children_are_others() -> None:
    keys = [(5, 9, "mutate", 0), (6, 9, "mutate", 0), (5, 10, "mutate", 0), (5, 9, "found", 0), (5, 9, "mutate", 1)]
    firsts = {words_of(*key, 1)[0] for key in [*keys, (5 + 2**32, 9, "mutate", 0), (5, 9, "mutate", -1)]}
    assert len(firsts) == len(keys) + 2


def test_distributions_have_their_moments() -> None:
    draws, n = child_streams(1, 1), 100_000
    begin(draws, PURPOSES["found"], 0)
    uniform = np.array([draw(draws) for _ in range(n)])
    normal = np.array([draw_normal(draws) for _ in range(n)])
    integers = np.array([draw_below(draws, 6) for _ in range(n)])
    assert abs(uniform.mean() - 0.5) < 0.004
    assert abs(uniform.var() - 1 / 12) < 0.001
    assert abs(normal.mean()) < 0.015
    assert abs(normal.std() - 1) < 0.01
    assert abs(np.mean(normal**4) - 3) < 0.15
    assert np.abs(np.bincount(integers, minlength=6) / n - 1 / 6).max() < 0.006
