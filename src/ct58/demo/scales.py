"""Ratings and yes/no figures, dealt out by exact counts: a year in which the readings disagree can be made.

A scale is what a programme's own words grade units by: the rating words of the contract, or yes/no
figures of which one is part of the other (a model unit is one of the recognised ones).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

from ct58.demo.form import RATINGS, UNRATED, Form, conditions
from ct58.domain.records.measure import Condition, Indicator, Measure, Target
from ct58.domain.records.programme import Figure

Level = Mapping[str, bool | str]
"""Figure → what it says of a unit on this level."""
Counts = tuple[int, ...]
"""How many units stand on each level, best first."""

_USUAL_YES = 0.9
_SMALL = 8
"""Below this many units, levels are drawn one by one."""
_STEPS = 40
_FITTING = {"<": (-1,), "<=": (-1, 0), "=": (0,), ">=": (0, 1), ">": (1,)}
"""Comparison → the signs of "reached minus asked" that meet it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Levels, best first, with their usual shares; `unrated` is the level outside of all counts."""

    figures: tuple[Figure, ...]
    levels: tuple[Level, ...]
    shares: tuple[float, ...]
    unrated: Level | None = None

    @property
    def keys(self) -> frozenset[str]:
        """The figures that the scale fills."""
        return frozenset(figure.key for figure in self.figures)


def scales_of(form: Form, progress: float) -> tuple[Scale, ...]:
    """The scales of a form; `progress` (0 to 1) is the part of the programme's years that has passed."""
    ratings = [figure for figure in form.figures if figure.type == "enum" and is_rating(figure)]
    roots = [figure for figure in form.figures if figure.type == "boolean" and _whole(form, figure) is None]
    chains = [_chain(form, root) for root in roots]
    return (*map(_rating_scale, ratings), *(_chain_scale(form, chain, progress) for chain in chains))


def is_rating(figure: Figure) -> bool:
    """Whether a word figure uses the contract's rating words."""
    return len(RATINGS.keys() & figure.values.keys()) > 2


def usual_counts(scale: Scale, size: int, rng: random.Random) -> Counts:
    """About the usual shares."""
    if size < _SMALL:
        drawn = rng.choices(range(len(scale.levels)), scale.shares, k=size)
        return tuple(drawn.count(index) for index in range(len(scale.levels)))
    counts = [round(size * share * rng.uniform(0.9, 1.1)) for share in scale.shares]
    return _filled(scale, counts, size)


def ambiguous_counts(scale: Scale, size: int, indicators: Sequence[Indicator]) -> Counts | None:
    """Counts near the usual ones for which as many indicators as possible depend on the reading.

    None where no counts make the readings disagree.
    """
    asked = [
        _question(indicator, scale)
        for indicator in indicators
        if indicator.readings and _speaks_of(indicator, scale)
    ]
    best: tuple[int, float, Counts] | None = None
    for counts in _candidates(scale, size) if asked else ():
        disagreeing = sum(question.depends_on_reading(counts) for question in asked)
        key = (-disagreeing, _distance(scale, counts, size), counts)
        if disagreeing and (best is None or key < best):
            best = key
    return best[2] if best else None


def depends_on_end(scale: Scale, indicators: Sequence[Indicator]) -> bool:
    """Whether an indicator with readings judges the scale once, at the end, and not every year."""
    asked = [indicator for indicator in indicators if indicator.readings and _speaks_of(indicator, scale)]
    return any(indicator.deadline.every is None for indicator in asked)


def deal(scale: Scale, counts: Counts, ranked: Sequence[str]) -> dict[str, Level]:
    """Unit → level, the best units on the best level; those that the counts don't reach are unrated."""
    levels = [level for level, count in zip(scale.levels, counts, strict=True) for _ in range(count)]
    dealt = dict(zip(ranked, levels, strict=False))
    rest = scale.unrated or scale.levels[-1]
    return {unit: dealt.get(unit, rest) for unit in ranked}


def _whole(form: Form, figure: Figure) -> Figure | None:
    """The yes/no figure that a yes/no figure is part of."""
    whole = form.by_key.get(figure.subset_of or "")
    return whole if whole is not None and whole.type == "boolean" else None


def _chain(form: Form, root: Figure) -> tuple[Figure, ...]:
    """A yes/no figure and all that are part of it, each counted as part of the one before."""
    chain = [root]
    for figure in form.figures:
        whole = _whole(form, figure)
        if whole is not None and figure not in chain and whole in chain:
            chain.append(figure)
    return tuple(chain)


def _rating_scale(figure: Figure) -> Scale:
    words = [word for word in RATINGS if word in figure.values]
    return Scale(
        figures=(figure,),
        levels=tuple({figure.key: word} for word in words),
        shares=tuple(RATINGS[word] for word in words),
        unrated={figure.key: UNRATED} if UNRATED in figure.values else None,
    )


def _chain_scale(form: Form, chain: tuple[Figure, ...], progress: float) -> Scale:
    """Best first: all true, …, none true. Where a share is asked for by the end, it grows towards it."""
    reached = [_yes_share(form, figure, 0.5**index, progress) for index, figure in enumerate(chain)]
    reached = [min(reached[: index + 1]) for index in range(len(chain))]
    levels = [
        {figure.key: index < depth for index, figure in enumerate(chain)}
        for depth in range(len(chain), -1, -1)
    ]
    at_least = [*reversed(reached), 1.0]
    shares = [part - before for part, before in zip(at_least, [0.0, *at_least], strict=False)]
    return Scale(figures=chain, levels=tuple(levels), shares=tuple(shares))


def _yes_share(form: Form, figure: Figure, part: float, progress: float) -> float:
    asked = form.shares.get(figure.key)
    if asked is None:
        return _USUAL_YES * part
    grown = 1.0 if asked.is_yearly else 0.6 + 0.4 * progress
    return min(0.98, (float(asked.value) + 0.03) * grown)


def _filled(scale: Scale, counts: Sequence[int], size: int) -> Counts:
    """The counts with the most usual level taking what is missing, never below 0."""
    largest = max(range(len(counts)), key=lambda index: scale.shares[index])
    others = [0 if index == largest else count for index, count in enumerate(counts)]
    others[largest] = max(0, size - sum(others))
    return tuple(others)


def _candidates(scale: Scale, size: int) -> Iterator[Counts]:
    """Counts around the usual ones; the most usual level takes the rest."""
    largest = max(scale.shares)
    ranges = [range(1) if share == largest else _around(size, share) for share in scale.shares]
    for chosen in product(*ranges):
        if sum(chosen) <= size:
            yield _filled(scale, chosen, size)


def _around(size: int, share: float) -> range:
    most = ceil(size * share * 2.5) + 1
    return range(0, most + 1, max(1, most // _STEPS))


def _distance(scale: Scale, counts: Counts, size: int) -> float:
    """How unusual the counts are: a unit more or less weighs heavier on a small level."""
    usual = [size * share for share in scale.shares]
    return sum(
        (count - expected) ** 2 / (expected + 1) for count, expected in zip(counts, usual, strict=True)
    )


def _speaks_of(indicator: Indicator, scale: Scale) -> bool:
    """Whether all its measures count units by the scale's figures alone."""
    measures = [measure for base in _bases(indicator) for measure in base]
    return indicator.target is not None and all(
        measure is not None
        and measure.count == "units"
        and all(set(condition) <= scale.keys for condition in conditions(measure))
        for measure in measures
    )


def _bases(indicator: Indicator) -> list[tuple[Measure, Measure | None]]:
    """Numerator and denominator of the indicator itself and of its other readings."""
    readings = [(reading.numerator, reading.denominator) for reading in indicator.readings]
    return [(indicator.numerator, indicator.denominator), *readings]


@dataclass(frozen=True, slots=True)
class _Question:
    """An indicator as places of levels: for each reading, those of the numerator and of the denominator."""

    target: Target
    readings: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

    def depends_on_reading(self, counts: Counts) -> bool:
        """Whether the readings give more than one verdict."""
        verdicts = {
            _is_met(self.target, sum(counts[place] for place in above), sum(counts[place] for place in below))
            for above, below in self.readings
        }
        return len(verdicts) > 1


def _question(indicator: Indicator, scale: Scale) -> _Question:
    assert indicator.target is not None
    readings = tuple(
        (_places(numerator, scale), _places(denominator, scale) if denominator else ())
        for numerator, denominator in _bases(indicator)
    )
    return _Question(indicator.target, readings)


def _places(measure: Measure, scale: Scale) -> tuple[int, ...]:
    """The levels that a measure counts."""
    tried = conditions(measure)
    return tuple(
        index
        for index, level in enumerate(scale.levels)
        if not tried or any(_all_hold(condition, level) for condition in tried)
    )


def _all_hold(condition: Condition, level: Level) -> bool:
    return all(
        test == "given" or (isinstance(test, tuple) and level[key] in test) for key, test in condition.items()
    )


def _is_met(target: Target, reached: int, base: int) -> bool:
    """The verdict on exact counts: integers are compared, nothing is rounded but a target that says so."""
    value = target.value[max(target.value)] if isinstance(target.value, Mapping) else target.value
    asked = value * base
    if target.rounding == "floor":
        asked = asked // 100 * 100
    sign = (reached * 100 > asked) - (reached * 100 < asked)
    return sign in _FITTING[target.op]
