"""The interval of a proportion, and of the difference of two."""

from math import sqrt
from statistics import NormalDist


def wilson(count: float, whole: float, confidence: float = 0.95) -> tuple[float, float]:
    """The Wilson score interval of `count` out of `whole`, as proportions between 0 and 1.

    Source: Wilson (1927), in the form used by Public Health England's PHEindicatormethods.
    A register of dossiers is a census: the interval describes the variation of the process, not a
    sampling error. Raises ValueError unless 0 <= count <= whole and whole > 0.

    >>> [round(end, 6) for end in wilson(65, 100)]
    [0.552544, 0.736358]
    """
    if not 0 <= count <= whole or whole <= 0:
        raise ValueError(f"no proportion: {count} of {whole}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    middle = 2 * count + z * z
    spread = z * sqrt(z * z + 4 * count * (1 - count / whole))
    scale = 2 * (whole + z * z)
    low = 0.0 if count == 0 else (middle - spread) / scale
    high = 1.0 if count == whole else (middle + spread) / scale
    return low, high


def newcombe(
    count: float, whole: float, other_count: float, other_whole: float, confidence: float = 0.95
) -> tuple[float, float]:
    """The interval of `count / whole - other_count / other_whole`, between -1 and 1.

    Source: Newcombe (1998), method 10: the hybrid of two Wilson intervals. Raises ValueError as
    `wilson` does.

    >>> [round(end, 4) for end in newcombe(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    share, other = count / whole, other_count / other_whole
    low, high = wilson(count, whole, confidence)
    other_low, other_high = wilson(other_count, other_whole, confidence)
    difference = share - other
    below = sqrt((share - low) ** 2 + (other_high - other) ** 2)
    above = sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return difference - below, difference + above
