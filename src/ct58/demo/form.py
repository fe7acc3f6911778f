"""What the report form and the indicators say about each figure, so that made-up values make sense.

Nothing here knows a figure by name: how large it is, what it hangs on and what is wanted of it follow
from its type, from its neighbours on the form and from the indicators that count it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from ct58.domain.indicators.needs import measure_keys, question
from ct58.domain.records.measure import (
    COUNTED_UNITS,
    Comparison,
    Condition,
    Indicator,
    Measure,
    RowsCondition,
    SetRule,
    Test,
    members,
)
from ct58.domain.records.programme import Figure, Programme
from ct58.domain.records.units import Unit

T = TypeVar("T")

TIMES_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "half": 2, "year": 1, "once": 1}


@dataclass(frozen=True, slots=True)
class FigureWish:
    """What an indicator wants of a figure, or of a field of it: a test in its numerator, in some units."""

    indicator: Indicator
    test: Test
    units: frozenset[str]


def wished_value(wishes: Sequence[FigureWish], kind: type[T], op: Comparison | None = None) -> T | None:
    """The first value of a type that is wished for: the limit of a comparison, or one of those listed."""
    if not wishes:  # as of most figures
        return None
    tests = [wish.test for wish in wishes]
    limits = [test[op] for test in tests if op and isinstance(test, Mapping) and op in test]
    listed = [value for test in tests if not op and isinstance(test, tuple) for value in test]
    values = (value for value in (*limits, *listed) if not isinstance(value, bool))
    return next((value for value in values if isinstance(value, kind)), None)


@dataclass(frozen=True)
class Form:
    """The form's figures with what a programme says about them, and about which of the units."""

    programme: Programme
    units: Sequence[Unit]

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """The figures by key, in the form's order."""
        return {figure.key: figure for figure in self.programme.figures}

    @cached_property
    def asked(self) -> Mapping[str, frozenset[str]]:
        """Of which units each figure is asked."""
        return {figure.key: self._population(figure.units) for figure in self.figures.values()}

    @cached_property
    def wishes(self) -> Mapping[str, Sequence[FigureWish]]:
        """What the numerators test, those of other readings too, by `key` or `key.subkey`."""
        found: dict[str, list[FigureWish]] = defaultdict(list)
        for indicator in self.programme.indicators:
            for measure in (indicator.numerator, *(reading.numerator for reading in indicator.readings)):
                for path, test in _tests(measure):
                    wish = FigureWish(indicator, test, self._population(measure.of))
                    if wish not in found[path]:
                        found[path].append(wish)
        return dict(found)

    @cached_property
    def expected(self) -> Mapping[str, Sequence[tuple[Condition, float]]]:
        """How much of a figure a report needs for what is asked of all; of a list, of rows that meet a condition."""
        found: dict[str, list[tuple[Condition, float]]] = defaultdict(list)
        for indicator in self.programme.indicators:
            measure, number = indicator.numerator, asked_number(indicator, "count")
            if number is None or measure.count == COUNTED_UNITS or len(measure.sum) > 1:
                continue
            figure = self.figures[measure.count or measure.sum[0]]
            reports = TIMES_A_YEAR[figure.every] * (len(self.asked[figure.key]) or 1)
            share = float(number) * TIMES_A_YEAR.get(str(indicator.deadline.every), 1) / reports
            conditions = question(measure.where).plain or ({},)
            found[figure.key] += [(condition, share) for condition in conditions]
        return dict(found)

    @cached_property
    def ratios(self) -> Sequence[tuple[Measure, Measure]]:
        """Of the indicators that hold sums against each other, numerator and denominator."""
        bases = [(indicator.numerator, indicator.denominator) for indicator in self.programme.indicators]
        return [(parts, wholes) for parts, wholes in bases if parts.sum and wholes and wholes.sum]

    @cached_property
    def bound(self) -> frozenset[str]:
        """The figures against which a sum, a whole, a part or a ratio is held."""
        held = [figure for figure in self.figures.values() if figure.sum_of or figure.subset_of]
        keys = [key for figure in held for key in (figure.key, *figure.sum_of, figure.subset_of or "")]
        compared = [key for pair in self.ratios for side in pair for key in measure_keys(side)]
        return frozenset([*keys, *compared])

    def _population(self, of: str | SetRule) -> frozenset[str]:
        rule = self.programme.sets.get(of, ()) if isinstance(of, str) else of
        return frozenset(unit.id for unit in members(rule, self.units))

    def inflows(self, stock: Figure) -> list[Figure]:
        """The flows that feed a stock: counted in the same unit, of the same set, as often."""
        same = (stock.unit, stock.units, stock.every)
        found = [figure for figure in self.figures.values() if figure.adds == "flow" and stock.unit]
        return [figure for figure in found if (figure.unit, figure.units, figure.every) == same]

    def loose(self, keys: Iterable[str]) -> list[str]:
        """Of some figures those that stand for themselves: asked counts that nothing is held against."""
        figures = [self.figures[key] for key in keys if key not in self.bound]
        return [f.key for f in figures if (f.type, f.adds, f.asked) == ("integer", "flow", True)]

    def evidenced(self, figure: Figure) -> list[Figure]:
        """The yes/no or word figures that stand just before a figure and that it belongs to.

        A decision of recognition follows what is recognised; a profit follows "in profit".
        """
        found: list[Figure] = []
        place = list(self.figures).index(figure.key)
        for before in reversed(self.programme.figures[:place]):
            is_alike = (before.units, before.every) == (figure.units, figure.every)
            if not is_alike or before.type not in ("boolean", "enum"):
                break
            found.append(before)
            if before.type == "enum" or not before.subset_of:
                break
        return found


def asked_number(indicator: Indicator, unit: str) -> int | Decimal | None:
    """The number that is asked for in a unit (percent or count), if any is; of a series the last."""
    target = indicator.target
    if target is None or target.unit != unit or target.value is None:
        return None
    return target.value[max(target.value)] if isinstance(target.value, Mapping) else target.value


def _tests(measure: Measure) -> Iterator[tuple[str, Test]]:
    """What a measure tests; of rows, the fields of their list."""
    asked = question(measure.where)
    whole = "" if measure.count == COUNTED_UNITS else f"{measure.count}."
    for condition in asked.plain:
        yield from ((whole + path, test) for path, test in condition.items())
    for rows in asked.of_rows:
        for condition in _of_each_row(rows):
            yield from ((f"{rows.rows}.{path}", test) for path, test in condition.items())


def _of_each_row(rows: RowsCondition) -> Iterator[Condition]:
    yield from question(rows.among).plain
    yield from question(rows.where).plain
