"""Repeatable chance: every part of the demo office draws from a stream of its own."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dice:
    """A seed and the streams that come from it.

    A stream is named by what it is for, so one more unit or figure doesn't change all the others. The
    name is turned into a state by `random` itself, independent of the hash seed.
    """

    seed: int

    def stream(self, *names: object) -> random.Random:
        """The stream of a name; the same name gives the same draws."""
        name = "/".join(str(part) for part in (self.seed, *names))
        return random.Random(name)  # noqa: S311 - a made-up office, not a secret


def happens(rng: random.Random, probability: float) -> bool:
    """Whether something of a probability between 0 and 1 happens."""
    return rng.random() < probability


def count_around(rng: random.Random, mean: float) -> int:
    """A count around a mean, spread like counts of rare events; never below 0."""
    return max(0, round(rng.gauss(mean, math.sqrt(mean))))


def share(number: int, percent: float) -> int:
    """A share of a number, rounded up, so that a small office has one of everything."""
    return math.ceil(number * percent / 100)
