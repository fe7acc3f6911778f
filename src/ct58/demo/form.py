"""What the report form and the indicators say about each figure, so that made-up values make sense.

Nothing here knows a figure by name: how large it is, what it hangs on and what is wanted of it follow
from its type, from its neighbours on the form and from the indicators that count it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ct58.domain.records.measure import Condition, FieldReference, Indicator, Measure, Test
from ct58.domain.records.programme import Figure, Programme

RATINGS: Mapping[str, float] = {"excellent": 0.15, "good": 0.75, "completed": 0.09, "not_completed": 0.01}
"""The usual shares of the rating words of the contract."""
UNRATED = "not_rated"
TIMES_A_YEAR = {"month": 12, "quarter": 4, "year": 1, "once": 1}


@dataclass(frozen=True, slots=True)
class Ratio:
    """A sum indicator with a base: `parts` ÷ (`wholes` − `minus`)."""

    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    minus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What an indicator wants of a figure: a test, in the units of a set."""

    test: Test
    of: str | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """The part (0 to 1) of the units of which a yes is asked: every year, or by the end."""

    value: Decimal
    is_yearly: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form's figures with what is known about them, by key (or `key.subkey`)."""

    figures: tuple[Figure, ...]
    wishes: Mapping[str, tuple[Wish, ...]]
    yearly_totals: Mapping[str, Decimal]
    ratios: tuple[Ratio, ...]
    rows: Mapping[str, tuple[tuple[Condition, Decimal], ...]]
    shares: Mapping[str, Share]
    not_after: Mapping[str, str]
    by_key: Mapping[str, Figure]
    bound: frozenset[str]

    def inflows(self, stock: Figure) -> tuple[Figure, ...]:
        """The flows that feed a stock: counted in the same unit, of the same set, as often."""
        same = (stock.unit, stock.units, stock.every)
        found = [figure for figure in self.figures if figure.adds == "flow" and stock.unit]
        return tuple(figure for figure in found if (figure.unit, figure.units, figure.every) == same)

    def ratio_of(self, key: str) -> Ratio | None:
        """The ratio that a figure takes part in."""
        return next((r for r in self.ratios if key in (*r.parts, *r.wholes, *r.minus)), None)

    def evidenced(self, figure: Figure) -> tuple[Figure, ...]:
        """The yes/no or word figures that stand just before a figure and that it belongs to.

        A decision of recognition follows what is recognised; a profit follows "in profit".
        """
        index = self.figures.index(figure)
        found: list[Figure] = []
        for before in reversed(self.figures[:index]):
            is_alike = (before.units, before.every) == (figure.units, figure.every)
            if not is_alike or before.type not in ("boolean", "enum"):
                break
            found.append(before)
            if before.type == "enum" or not before.subset_of:
                break
        return tuple(found)


def form_of(programme: Programme) -> Form:
    """What the programme says about its figures."""
    indicators = programme.indicators
    return Form(
        figures=programme.figures,
        wishes=_wishes(indicators),
        yearly_totals=dict(_yearly_totals(indicators)),
        ratios=tuple(_ratios(indicators)),
        rows=_rows(indicators),
        shares=dict(_shares(indicators)),
        not_after=_not_after(indicators),
        by_key={figure.key: figure for figure in programme.figures},
        bound=frozenset(_bound(programme)),
    )


def _bound(programme: Programme) -> Iterator[str]:
    """Figures against which a sum, a whole, a part or a ratio is held."""
    for figure in programme.figures:
        if figure.sum_of or figure.subset_of:
            yield from (figure.key, *figure.sum_of, *((figure.subset_of,) if figure.subset_of else ()))
    for ratio in _ratios(programme.indicators):
        yield from (*ratio.parts, *ratio.wholes, *ratio.minus)


def conditions(measure: Measure) -> tuple[Condition, ...]:
    """The conditions of a measure, of which any may hold."""
    if measure.where is None:
        return ()
    return measure.where if isinstance(measure.where, tuple) else (measure.where,)


def target_value(indicator: Indicator) -> Decimal | None:
    """The number asked for; of a series the last."""
    if indicator.target is None:
        return None
    value = indicator.target.value
    return Decimal(value[max(value)] if isinstance(value, Mapping) else value)


def _wishes(indicators: Iterable[Indicator]) -> dict[str, tuple[Wish, ...]]:
    """What the numerators test, except words and rows, which have shares of their own."""
    found: dict[str, list[Wish]] = {}
    for indicator in indicators:
        measure = indicator.numerator
        is_set = isinstance(measure.of, str)
        of, ids = (str(measure.of), ()) if is_set else (None, _ids(measure))
        for condition in conditions(measure) if measure.count == "units" else ():
            for path, test in condition.items():
                found.setdefault(path, []).append(Wish(test, of, ids))
    return {path: tuple(wishes) for path, wishes in found.items()}


def _ids(measure: Measure) -> tuple[str, ...]:
    return () if isinstance(measure.of, str) else measure.of.ids


def _yearly_totals(indicators: Iterable[Indicator]) -> Iterator[tuple[str, Decimal]]:
    """Figures of which a whole sum is asked: about how much of it comes in a year."""
    for indicator in indicators:
        value = target_value(indicator)
        is_count = indicator.target is not None and indicator.target.unit == "count"
        if value is not None and is_count and len(indicator.numerator.sum) == 1:
            times = TIMES_A_YEAR[indicator.deadline.every or "year"]
            yield indicator.numerator.sum[0], value * times


def _ratios(indicators: Iterable[Indicator]) -> Iterator[Ratio]:
    for indicator in indicators:
        base = indicator.denominator
        if indicator.numerator.sum and base is not None and base.sum:
            yield Ratio(indicator.numerator.sum, base.sum, base.minus)


def _rows(indicators: Iterable[Indicator]) -> dict[str, tuple[tuple[Condition, Decimal], ...]]:
    """List figures whose rows are counted up to a number: the rows wanted, and how many in a year."""
    found: dict[str, list[tuple[Condition, Decimal]]] = {}
    for indicator in indicators:
        measure, value = indicator.numerator, target_value(indicator)
        is_count = indicator.target is not None and indicator.target.unit == "count"
        if measure.count not in (None, "units") and value is not None and is_count:
            for condition in conditions(measure):
                found.setdefault(str(measure.count), []).append((condition, value))
    return {key: tuple(rows) for key, rows in found.items()}


def _shares(indicators: Iterable[Indicator]) -> Iterator[tuple[str, Share]]:
    """Yes/no figures with a percentage asked of them, as parts of 1."""
    for indicator in indicators:
        value = target_value(indicator)
        is_percent = indicator.target is not None and indicator.target.unit == "percent"
        for condition in conditions(indicator.numerator):
            for path, test in condition.items():
                if value is not None and is_percent and test == (True,):
                    yield path, Share(value / 100, indicator.deadline.every is not None)


def date_limit(tests: Sequence[Wish]) -> dt.date | None:
    """The last day that an indicator still counts."""
    for wish in tests:
        if isinstance(wish.test, Mapping):
            limits = [limit for op, limit in wish.test.items() if op == "<=" and isinstance(limit, dt.date)]
            if limits:
                return limits[0]
    return None


def number_limit(tests: Sequence[Wish]) -> int | None:
    """The least number that an indicator counts, where it counts from a number on."""
    for wish in tests:
        if isinstance(wish.test, Mapping):
            limits = [limit for op, limit in wish.test.items() if op == ">=" and isinstance(limit, int)]
            if limits:
                return limits[0]
    return None


def wanted_number(tests: Sequence[Wish]) -> int | None:
    """The very number that an indicator counts."""
    for wish in tests:
        if isinstance(wish.test, tuple):
            numbers = [value for value in wish.test if isinstance(value, int) and not isinstance(value, bool)]
            if numbers:
                return numbers[0]
    return None


def _not_after(indicators: Iterable[Indicator]) -> dict[str, str]:
    """Fields that an indicator wants to be no later than another field: field → the other."""
    found = {}
    for indicator in indicators:
        for condition in conditions(indicator.numerator):
            for path, test in condition.items():
                limit = test.get("<=") if isinstance(test, Mapping) else None
                if isinstance(limit, FieldReference):
                    found[path] = limit.field
    return found
