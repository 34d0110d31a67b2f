"""Numbers → what they say about the mean they were drawn from: deviation, and an interval that holds it."""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.95
"""How often such intervals hold the true mean, if the numbers are anything like normal or there are many."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """N numbers in short; `low` and `high` are the interval of their true mean, not numbers where N is 1."""

    count: int
    mean: float
    deviation: float  # of the sample, N - 1 in the denominator; NaN for one number
    low: float
    high: float
    least: float
    most: float


def estimate(numbers: Sequence[float]) -> Estimate:
    """Return mean, sample deviation and the 95 % interval of the mean by Student's t (1908) of at least one number."""
    count = len(numbers)
    largest = max(map(abs, numbers))
    # a power of two changes no digit, and between -1 and 1 neither sums nor squares leave what a double holds
    power = math.frexp(largest)[1] if math.isfinite(largest) else 0
    scaled = [math.ldexp(value, -power) for value in numbers] if power else list(numbers)
    mean = math.fsum(scaled) / count if math.isfinite(largest) else sum(scaled) / count
    if count == 1:
        return Estimate(1, numbers[0], math.nan, math.nan, math.nan, numbers[0], numbers[0])
    squares = [(value - mean) ** 2 for value in scaled]
    deviation = math.sqrt(math.fsum(squares) / (count - 1))
    half = student_quantile(0.5 + LEVEL / 2, count - 1) * deviation / math.sqrt(count)
    low, high = _unscaled(mean - half, power), _unscaled(mean + half, power)
    return Estimate(count, _unscaled(mean, power), _unscaled(deviation, power), low, high, min(numbers), max(numbers))


def _unscaled(value: float, power: int) -> float:
    """Return a figure in the numbers' own scale; what no double holds is the largest one."""
    try:
        return math.ldexp(value, power)
    except OverflowError:
        return math.copysign(sys.float_info.max, value)


def student_quantile(p: float, freedom: int) -> float:
    """Return the quantile of Student's t for p in (1/2, 1) (Hill 1970, "Algorithm 396: Student's t-quantiles").

    Exact for 1 and 2 degrees of freedom, right to about six digits for more.
    """
    two_sided = 2.0 * (1.0 - p)
    if freedom == 1:
        return 1.0 / math.tan(two_sided * math.pi / 2)
    if freedom == 2:
        return math.sqrt(2.0 / (two_sided * (2.0 - two_sided)) - 2.0)
    n = float(freedom)
    a = 1.0 / (n - 0.5)
    b = (48.0 / a) / a
    c = ((20700.0 * a / b - 98.0) * a - 16.0) * a + 96.36
    d = ((94.5 / (b + c) - 3.0) / b + 1.0) * math.sqrt(a * math.pi / 2.0) * n
    y = (d * two_sided) ** (2.0 / n)
    if y > 0.05 + a:
        x = NormalDist().inv_cdf(two_sided / 2.0)
        y = x * x
        if freedom < 5:
            c += 0.3 * (n - 4.5) * (x + 0.6)
        c = (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b + c
        y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x
        y = math.expm1(a * y * y)
    else:
        y = ((1.0 / (((n + 6.0) / (n * y) - 0.089 * d - 0.822) * (n + 2.0) * 3.0) + 0.5 / (n + 4.0)) * y - 1.0) * (
            n + 1.0
        ) / (n + 2.0) + 1.0 / y
    return math.sqrt(n * y)
