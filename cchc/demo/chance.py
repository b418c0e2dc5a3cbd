"""Chance that can be repeated: the same words give the same draws, on every machine."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")


class Chance:
    """Draws that depend on nothing but the whole numbers given; made for one unit and one purpose.

    Every draw comes from `Generator.random`, whose stream numpy keeps; its other methods may give
    other numbers in another version.

    >>> Chance(7, 1).whole(1, 6) == Chance(7, 1).whole(1, 6)
    True
    """

    def __init__(self, *seed: int):
        self._generator = np.random.default_rng(seed)

    def between(self, low: float, high: float) -> float:
        """A number from `low` up to `high`."""
        return low + float(self._generator.random()) * (high - low)

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._generator.random() * (high - low + 1))

    def happens(self, probability: float) -> bool:
        """True with this probability."""
        return bool(self._generator.random() < probability)

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.whole(0, len(items) - 1)]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """So many different items, in a random order.

        >>> sorted(Chance(7).some("abc", 3))
        ['a', 'b', 'c']
        """
        left = list(items)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(count)]
