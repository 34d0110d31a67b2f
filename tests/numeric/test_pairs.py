"""Sums and products of pairs of doubles are exact where they say so, as fractions tell; halves have 26 bits."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quale.numeric.power import halved, product, product_of_two, sum_of_two

NUMBERS = st.floats(-1e100, 1e100, allow_nan=False).filter(lambda x: x == 0.0 or abs(x) > 1e-100)
FRACTIONS = st.floats(0.5, 1.0).map(lambda x: x - 0.25)


@given(NUMBERS, NUMBERS)
def test_a_sum_of_two_is_exact(a: float, b: float) -> None:
    high, low = sum_of_two(a, b)
    assert high == a + b
    assert Fraction(high) + Fraction(low) == Fraction(a) + Fraction(b)


@given(NUMBERS, NUMBERS)
def test_a_product_of_two_is_exact(a: float, b: float) -> None:
    high, low = product_of_two(a, b)
    assert high == a * b
    assert Fraction(high) + Fraction(low) == Fraction(a) * Fraction(b)


@given(FRACTIONS)
def test_halves_add_up_and_have_26_bits(a: float) -> None:
    high, low = halved(a)
    assert Fraction(high) + Fraction(low) == Fraction(a)
    for half in (high, low):
        assert abs(half.as_integer_ratio()[0]).bit_length() <= 26


@given(NUMBERS, NUMBERS)
def test_a_product_of_pairs_keeps_the_parts_that_count(a: float, b: float) -> None:
    one, other = product_of_two(a, 1.0 / 3.0), product_of_two(b, 1.0 / 7.0)
    high, low = product(one, other)
    wanted = (Fraction(one[0]) + Fraction(one[1])) * (Fraction(other[0]) + Fraction(other[1]))
    assert abs(Fraction(high) + Fraction(low) - wanted) <= abs(wanted) * Fraction(1, 2**100)
