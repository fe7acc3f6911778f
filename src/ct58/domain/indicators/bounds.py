"""How far a value can move: the extremes over everything that missing reports could add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import repeat

from ct58.domain.indicators.numbers import NO_PAIR, Number, Pair, plain_number, plus, ratio
from ct58.records import positional_record

_MOST_SUMS = 5_000


@positional_record
class Choices:
    """What one unknown adds to numerator and denominator.

    It is any one of `points`, and any multiple of `rays` on top, where nothing limits a figure. `between`:
    what lies between the points is possible, too. `ways` are the directions in which what is summed may grow
    from nothing by as little as one likes.
    """

    points: tuple[Pair, ...]
    rays: tuple[Pair, ...] = ()
    ways: tuple[Pair, ...] = ()
    between: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether it is the same whatever is said."""
        return len(self.points) == 1 and not self.rays


@positional_record
class Total:
    """What is certain, and how many unknowns leave each set of choices."""

    fixed: Pair
    open: Mapping[Choices, int]

    @property
    def rays(self) -> tuple[Pair, ...]:
        """Every direction in which nothing limits the total."""
        return tuple(dict.fromkeys(ray for choices in self.open for ray in choices.rays))


def total(fixed: Iterable[Pair], unknowns: Iterable[Choices]) -> Total:
    """The total of what is certain and what is not."""
    certain = NO_PAIR
    for pair in fixed:
        certain = plus(certain, pair)
    return Total(certain, Counter(unknowns))


def weigh(pair: Pair, weights: Pair) -> Number:
    """A weighted sum of numerator and denominator."""
    return pair[0] * weights[0] + pair[1] * weights[1]


def highest(counted: Total, weights: Pair) -> Number | None:
    """The largest weighted sum that is possible; None where nothing limits it."""
    if any(weigh(ray, weights) > 0 for ray in counted.rays):
        return None
    best = (times * max(weigh(p, weights) for p in choices.points) for choices, times in counted.open.items())
    return weigh(counted.fixed, weights) + sum(best)


def lowest(counted: Total, weights: Pair) -> Number | None:
    """The smallest weighted sum that is possible; None where nothing limits it."""
    found = highest(counted, (-weights[0], -weights[1]))
    return None if found is None else -found


def all_sums(counted: Total, weights: Pair) -> frozenset[Number] | None:
    """Every weighted sum that is possible; None where there are too many to try, or what lies between is, too."""
    found: set[Number] = {weigh(counted.fixed, weights)}
    for choices, times in counted.open.items():
        steps = {weigh(point, weights) for point in choices.points}
        is_fine = choices.rays or choices.between or (times - 1) * (len(steps) - 1) >= _MOST_SUMS
        if is_fine and times:
            return None
        for again in _in_two(steps, times):
            if len(found) > _MOST_SUMS:
                return None
            found = {before + step for before in found for step in again}
    return frozenset(found)


def all_pairs(counted: Total) -> frozenset[Pair] | None:
    """Every total that is possible; None where there are too many to try, or what lies between is, too."""
    found: set[Pair] = {counted.fixed}
    for choices, times in counted.open.items():
        if times and (choices.rays or choices.between or times * (len(choices.points) - 1) >= _MOST_SUMS):
            return None
        for _ in range(times):
            if len(found) * len(choices.points) > 10 * _MOST_SUMS:
                return None
            found = {plus(before, step) for before in found for step in choices.points}
    return frozenset(found)


def _in_two(steps: set[Number], times: int) -> Iterator[set[Number]]:
    """What comes of steps taken so many times: all but the last at once, where they lie equally far apart, and the last."""
    first, last, count = min(steps), max(steps), len(steps) - 1
    way = plain_number(Fraction(last - first) / count) if count else 0
    if times > 1 and steps == {first + place * way for place in range(count + 1)}:
        yield {first * (times - 1) + place * way for place in range(count * (times - 1) + 1)}
        yield steps
    else:
        yield from repeat(steps, times)


def count_bounds(counted: Total) -> tuple[Number | None, Number | None]:
    """The smallest and the largest count."""
    return lowest(counted, (1, 0)), highest(counted, (1, 0))


def share_bounds(counted: Total) -> tuple[Number | None, Number | None]:
    """The smallest and the largest share; None where nothing limits it, or no share is possible."""
    most = highest(counted, (0, 1))
    if most is not None and most <= 0:
        return None, None
    return _smallest_share(counted), _largest_share(counted)


def _largest_share(counted: Total) -> Number | None:
    """None also where the denominator could shrink to nothing."""
    if _vanishes(counted) or any(ray[0] > 0 and ray[1] <= 0 for ray in counted.rays):
        return None
    return _best_share(counted, 1)


def _vanishes(counted: Total) -> bool:
    """Whether something could make the denominator smaller until nothing is left of it."""
    if not any(point[1] < 0 for choices in counted.open for point in (*choices.points, *choices.rays)):
        return False
    least = lowest(counted, (0, 1))
    return least is None or least <= 0


def _smallest_share(counted: Total) -> Number | None:
    """Where a denominator may vanish, shrinking it only raises a share of something: it is left out here."""
    if any(ray[0] < 0 and ray[1] <= 0 for ray in counted.rays):
        return None
    if not _vanishes(counted):
        return _best_share(counted, -1)
    least = lowest(counted, (1, 0))
    if least is None or least < 0 or any(map(_shrinks_both, counted.open)):
        return None
    growing: Counter[Choices] = Counter()
    for choices, times in counted.open.items():
        growing[_growing(choices)] += times
    return _best_share(Total(counted.fixed, growing), -1)


def _shrinks_both(choices: Choices) -> bool:
    return any(point[0] < 0 and point[1] < 0 for point in choices.points)


def _growing(choices: Choices) -> Choices:
    """What does not make the denominator smaller."""
    points = tuple(point for point in choices.points if point[1] >= 0)
    return Choices(points or (NO_PAIR,), choices.rays, choices.ways, choices.between)


def _best_share(counted: Total, sign: int) -> Number | None:
    """The extreme share (sign 1: largest, −1: smallest), also in the limit of the rays.

    Between two totals the share of their sum lies between their shares, so rays count by their own. None
    also where nothing limits the share.
    """
    if _has_no_limit(counted, sign):
        return None
    found = [share for share in [_improved(counted, sign)] if share is not None]
    found += [share for ray in counted.rays if (share := ratio(ray)) is not None]
    return max(found, key=lambda share: share * sign, default=None)


def _has_no_limit(counted: Total, sign: int) -> bool:
    """Whether a small denominator could come about, below a numerator that stays: how small is not known."""
    if counted.fixed[1] > 0 or not any(way[1] > 0 for choices in counted.open for way in choices.ways):
        return False
    return counted.fixed[1] < 0 or _most_above_nothing(counted, sign) > 0


def _most_above_nothing(counted: Total, sign: int) -> Number:
    """The extreme numerator that is possible without a denominator."""
    points = (
        times * max((point[0] * sign for point in choices.points if point[1] == 0), default=0)
        for choices, times in counted.open.items()
    )
    return counted.fixed[0] * sign + sum(points)


def _improved(counted: Total, sign: int) -> Number | None:
    """Dinkelbach's method: choose what raises numerator − share x denominator, until the share stays.

    Exact, because every step is; it ends, because each share is better than the one before and there
    are finitely many.
    """
    share = ratio(_chosen(counted, (sign, 0)))
    while share is not None:
        better = ratio(_chosen(counted, (sign * share.denominator, -sign * share.numerator)))
        if better is None or better * sign <= share * sign:
            return plain_number(share)
        share = better
    return None


def _chosen(counted: Total, weights: Pair) -> Pair:
    """The total when every unknown takes its best point.

    Where what is certain has no denominator, one of them takes a point that brings it, at the least loss; nothing where
    none can.
    """
    (above, below), least = counted.fixed, counted.fixed[1]
    swaps: list[tuple[Number, Pair]] = []
    for choices, times in counted.open.items():
        excess, most, top = max((weigh(point, weights), point[1], point[0]) for point in choices.points)
        above, below = above + top * times, below + most * times
        if least <= 0 < times:
            there = (point for point in choices.points if least + point[1] > 0)
            swaps += [(weigh(p, weights) - excess, (p[0] - top, p[1] - most)) for p in there]
    if least > 0:
        return above, below
    return plus((above, below), max(swaps)[1]) if swaps else NO_PAIR
