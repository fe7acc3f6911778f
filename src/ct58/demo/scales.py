"""Ratings and yes/no figures, dealt out by exact counts: a year in which the readings disagree can be made.

A scale is what a programme's own words grade units by: the rating words of the contract, or yes/no
figures of which one is part of the other (a model unit is one of the recognised ones).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise, product
from math import ceil
from operator import mul

from ct58.demo.form import Form, asked_number
from ct58.demo.made_up import usual_levels
from ct58.demo.setting import Dice, Setting
from ct58.demo.slots import Slot, SlotKey
from ct58.domain.indicators.needs import measure_keys, measures_of, question
from ct58.domain.indicators.numbers import PERCENT, exact
from ct58.domain.indicators.targets import Bound
from ct58.domain.records.measure import COUNTED_UNITS, Indicator, Measure, Reading
from ct58.domain.records.programme import Figure
from ct58.domain.records.scalars import NOT_RATED
from ct58.domain.time.period import Period

Level = Mapping[str, bool | str]
"""Figure → what it says of a unit on this level."""
UnitsOnLevels = tuple[int, ...]
"""How many units stand on each level, best first."""

_SMALL = 8
"""Below this many units, levels are drawn one by one."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Levels, best first, with their usual shares; `unrated` is the level outside of all counts."""

    figures: tuple[Figure, ...]
    levels: tuple[Level, ...]
    shares: tuple[float, ...]
    unrated: Level | None = None

    def usual_counts(self, size: int, dice: Dice) -> UnitsOnLevels:
        """About the usual shares."""
        if size < _SMALL:
            drawn = dice.choices(range(len(self.levels)), self.shares, k=size)
            return tuple(drawn.count(place) for place in range(len(self.levels)))
        return self._filled([round(size * share * dice.uniform(0.9, 1.1)) for share in self.shares], size)

    def ambiguous_counts(self, size: int, indicators: Sequence[Indicator]) -> UnitsOnLevels | None:
        """Counts near the usual ones for which as many indicators as possible depend on the reading, if any can."""
        tests = [_dependence(indicator, self.levels) for indicator in self.asked(indicators)]
        candidates = self._candidates(size) if tests else ()
        tried = ((sum(test(counts) for test in tests), counts) for counts in candidates)
        found = ((-times, self._distance(counts, size), counts) for times, counts in tried if times)
        best = min(found, default=None)
        return best and best[2]

    def asked(self, indicators: Sequence[Indicator]) -> list[Indicator]:
        """The indicators with other readings that ask for a share of units, by the scale's figures alone."""
        shares = [i for i in indicators if i.readings and asked_number(i, "percent") is not None]
        return [indicator for indicator in shares if all(map(self._answers, measures_of(indicator)))]

    def deal(self, counts: UnitsOnLevels, ranked: Sequence[str]) -> dict[str, Level]:
        """Unit → level, the best units on the best level; those that the counts don't reach are unrated."""
        levels = [level for level, count in zip(self.levels, counts, strict=True) for _ in range(count)]
        rest = [self.unrated or self.levels[-1]] * len(ranked)
        return dict(zip(ranked, [*levels, *rest], strict=False))

    def _answers(self, measure: Measure) -> bool:
        return measure.count == COUNTED_UNITS and self.levels[0].keys() >= {*measure_keys(measure)}

    def _candidates(self, size: int) -> Iterator[UnitsOnLevels]:
        """Counts around the usual ones, about forty of each level; the most usual level takes the rest."""
        most = [ceil(size * share * 2.5) + 1 if share < max(self.shares) else 0 for share in self.shares]
        for chosen in product(*(range(0, last + 1, max(1, last // 40)) for last in most)):
            if sum(chosen) <= size:
                yield self._filled(chosen, size)

    def _filled(self, counts: Sequence[int], size: int) -> UnitsOnLevels:
        """The counts with the most usual level taking what is missing, never below 0."""
        largest = self.shares.index(max(self.shares))
        rest = max(0, size - sum(counts) + counts[largest])
        return (*counts[:largest], rest, *counts[largest + 1 :])

    def _distance(self, counts: UnitsOnLevels, size: int) -> float:
        """How unusual the counts are: a unit more or less weighs heavier on a small level."""
        usual = [size * share for share in self.shares]
        return sum((count - most) ** 2 / (most + 1) for count, most in zip(counts, usual, strict=True))


def _dependence(indicator: Indicator, levels: Sequence[Level]) -> Callable[[UnitsOnLevels], bool]:
    """Tells from counts whether an indicator's readings disagree; what exceeds the share asked for adds up."""
    assert indicator.target is not None
    number, is_floor = exact(asked_number(indicator, "percent") or 0), indicator.target.rounding == "floor"
    asked = Bound(indicator.target.op or ">=", number, PERCENT.per, is_floor)
    bases: tuple[Indicator | Reading, ...] = (indicator, *indicator.readings)
    sides = [(base.numerator, base.denominator) for base in bases]
    readings = [
        [asked.excess((_has(above, level), _has(below, level))) for level in levels] for above, below in sides
    ]
    return lambda counts: len({asked.accepts(sum(map(mul, counts, reading))) for reading in readings}) > 1


def _has(measure: Measure | None, level: Level) -> bool:
    """Whether a measure counts a unit on a level."""
    conditions = (question(measure.where).plain or ({},)) if measure else ()
    return any(
        all(test == "given" or (isinstance(test, tuple) and level[key] in test) for key, test in one.items())
        for one in conditions
    )


def is_rating(figure: Figure) -> bool:
    """Whether a word figure uses the contract's rating words."""
    return len(usual_levels().keys() & figure.values.keys()) > 2


def scales_of(form: Form, progress: float) -> list[Scale]:
    """The scales of a form; `progress` (0 to 1) is the part of the programme's years that has passed."""
    return [
        *(_rating_scale(figure) for figure in form.figures.values() if is_rating(figure)),
        *(_chain_scale(form, chain, progress) for chain in _chains(form)),
    ]


def _rating_scale(figure: Figure) -> Scale:
    usual = usual_levels()
    words = [word for word in usual if word in figure.values]
    unrated = {figure.key: NOT_RATED} if NOT_RATED in figure.values else None
    levels = tuple({figure.key: word} for word in words)
    return Scale((figure,), levels, tuple(usual[word] for word in words), unrated)


def _chains(form: Form) -> list[list[Figure]]:
    """Each yes/no figure with all that are part of it, each counted as part of the one before."""
    chains: dict[str, list[Figure]] = {}
    for figure in form.figures.values():
        if figure.type == "boolean":
            chains[figure.key] = chains.get(figure.subset_of or "", [])
            chains[figure.key].append(figure)
    return [chain for key, chain in chains.items() if chain[0].key == key]


def _chain_scale(form: Form, chain: Sequence[Figure], progress: float) -> Scale:
    """Best first: all true, …, none true."""
    yes = accumulate((_yes_share(form, f, 0.5**place, progress) for place, f in enumerate(chain)), min)
    at_least = (0.0, *reversed(tuple(yes)), 1.0)
    depths = range(len(chain), -1, -1)
    levels = tuple({figure.key: place < depth for place, figure in enumerate(chain)} for depth in depths)
    return Scale(tuple(chain), levels, tuple(part - before for before, part in pairwise(at_least)))


def _yes_share(form: Form, figure: Figure, usual: float, progress: float) -> float:
    """The part of the units that say yes: a little more than is asked for, growing towards its end."""
    for wish in reversed(form.wishes.get(figure.key, ())):
        percent = asked_number(wish.indicator, "percent")
        if percent is not None and wish.test == (True,):
            grown = 0.6 + 0.4 * progress if wish.indicator.deadline.every is None else 1.0
            return min(0.98, (float(percent) / 100 + 0.03) * grown)
    return 0.9 * usual


def dealt_levels(setting: Setting, slots: Sequence[Slot]) -> Mapping[SlotKey, Level]:
    """What all scales say of the units, period by period."""
    years = setting.programme.head.horizon
    in_order = sorted(slots, key=lambda slot: slot.period.sort_key())
    groups = {period: list(group) for period, group in groupby(in_order, key=lambda slot: slot.period)}
    found: defaultdict[SlotKey, dict[str, bool | str]] = defaultdict(dict)
    for period, group in groups.items():
        for scale in scales_of(setting.form, (period.year - years.from_ + 1) / (years.to - years.from_ + 1)):
            if scale.figures[0].every == period.kind:
                is_ambiguous = period == _ambiguous_period(setting, scale, groups)
                for unit_id, level in _dealt(setting, scale, group, is_ambiguous=is_ambiguous).items():
                    found[unit_id, period].update(level)
    return found


def _ambiguous_period(setting: Setting, scale: Scale, groups: dict[Period, list[Slot]]) -> Period | None:
    """The period whose counts are made to disagree: one in the middle, or the last for what has an end.

    Only periods count of which most reports are in.
    """
    full = [
        period
        for period, group in groups.items()
        if period.kind == scale.figures[0].every and sum(slot.speaks for slot in group) * 2 > len(group)
    ]
    if not full:
        return None
    asked = scale.asked(setting.programme.indicators)
    return full[-1 if any(indicator.deadline.every is None for indicator in asked) else len(full) // 2]


def _dealt(setting: Setting, scale: Scale, group: list[Slot], *, is_ambiguous: bool) -> Mapping[str, Level]:
    """One scale in one period, the better units first, with some luck.

    Only what speaks is counted, and what is new is not rated.
    """
    figure, period = scale.figures[0], group[0].period
    asked = [slot for slot in group if slot.unit.id in setting.form.asked[figure.key]]
    counted = [slot.unit for slot in asked if slot.speaks or not figure.asked]
    if scale.unrated is not None:
        counted = [unit for unit in counted if not unit.valid_from or unit.valid_from <= period.first_day]
    luck = {unit.id: setting.dice("luck", figure.key, period, unit.id).gauss(0, 0.5) for unit in counted}
    better = {unit.id: -setting.quality(unit) - luck[unit.id] for unit in counted}
    ranked = sorted(better, key=lambda unit_id: (better[unit_id], unit_id))
    indicators = setting.programme.indicators if is_ambiguous else ()
    counts = scale.ambiguous_counts(len(ranked), indicators)
    counts = counts or scale.usual_counts(len(ranked), setting.dice("counts", figure.key, period))
    unrated = {slot.unit.id: scale.unrated for slot in asked if scale.unrated is not None}
    return {**unrated, **scale.deal(counts, ranked)}
