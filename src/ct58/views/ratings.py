"""Views beside the indicators that only summaries show: ratings counted by level, and a period's own values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Base
from ct58.domain.indicators.evaluation import assess
from ct58.domain.indicators.needs import measure_keys
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import COUNTED_UNITS, Indicator
from ct58.domain.records.programme import Figure, Programme
from ct58.domain.records.scalars import FigureValue
from ct58.domain.standing.summary_scope import SummaryScope
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.indicators import Past, Row

NOT_RATED = "not_rated"
"""The contract's word for a unit without a level; it leaves the denominator."""


@record
class Rating:
    """How many units have each level of a yearly choice; `counts` in the order of the form's words.

    `missing` have none yet, `not_applicable` none to get; of `unread` nobody can read it.
    """

    figure: Figure
    period: Period
    counts: Mapping[str, int]
    missing: int
    not_applicable: int
    unread: int

    @property
    def asked(self) -> int:
        """How many units the choice is about."""
        return sum(self.counts.values()) + self.missing + self.not_applicable + self.unread

    @property
    def given(self) -> int:
        """How many have a level; a unit that is not rated has none."""
        return sum(number for word, number in self.counts.items() if word != NOT_RATED)


def ratings(answers: Answers, asked: Period) -> tuple[Rating, ...]:
    """The levels of each year in a period, of the choices that an indicator counts by."""
    years = asked.split("year")
    return tuple(
        found
        for figure in _levels(answers.office.programme)
        for year in years
        if (found := _rating(answers, figure, year)).given
    )


def _levels(programme: Programme) -> Iterator[Figure]:
    counted = {key for entry in programme.indicators for key in _keys(entry)}
    for figure in programme.figures:
        if figure.key in counted and figure.type == "enum" and figure.every == "year":
            yield figure


def _keys(indicator: Indicator) -> Iterator[str]:
    for measure in Base(indicator.numerator, indicator.denominator).measures:
        yield from measure_keys(measure)


def _rating(answers: Answers, figure: Figure, year: Period) -> Rating:
    asked = (unit for unit in answers.members(figure.units) if answers.is_asked(figure, unit, year))
    cells = [answers.cell(figure, unit, year) for unit in asked]
    values: list[FigureValue] = [cell.value for cell in cells if cell.state == "given"]
    states = [cell.state for cell in cells if not cell.is_unread]
    return Rating(
        figure=figure,
        period=year,
        counts={word: values.count(word) for word in figure.values},
        missing=states.count("missing"),
        not_applicable=states.count("not_applicable"),
        unread=len(cells) - len(states),
    )


def own_values(answers: Answers, rows: Sequence[Row], scope: SummaryScope) -> dict[str, Past]:
    """What a quarter or month brought by itself, of indicators that add up over the year."""
    if scope.asked.kind not in ("quarter", "month"):
        return {}
    asked = scope.asked
    window = Window(asked, asked.first_day, asked.last_day, asked.last_day)
    found: dict[str, Past] = {}
    for row in rows:
        indicator = row.result.indicator
        if row.result.window.period.kind == "year" and _adds_up(indicator):
            base = Base(indicator.numerator, indicator.denominator)
            value = assess(answers, base, None, window)
            found[indicator.id] = Past(
                window, value.is_share, value.numerator, value.denominator, value.value
            )
    return found


def _adds_up(indicator: Indicator) -> bool:
    """Whether figures or rows are added, so that a quarter has its own part of the year."""
    base = Base(indicator.numerator, indicator.denominator)
    return base.is_summed or any(measure.count not in (None, COUNTED_UNITS) for measure in base.measures)
