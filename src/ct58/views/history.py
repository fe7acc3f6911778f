"""View of what an indicator was, occurrence by occurrence, with what missing reports leave open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import assess_in_force
from ct58.domain.indicators.numbers import Number, Yardstick
from ct58.domain.indicators.result import Coverage, Verdict
from ct58.domain.indicators.targets import Requirement
from ct58.domain.indicators.windows import Window, last_day_seen, windows
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.time.period import Period
from ct58.records import positional_record


@positional_record
class HistoryPoint:
    """An indicator in one window: its numbers and its range, not what they are made of.

    `value`, `lower` and `upper` as in an assessment: told by the yardstick; None where there is
    no value, or no limit. `is_interim`: how it stood in the midst of a time that is over by now, and is judged as a whole.
    """

    window: Window
    yardstick: Yardstick
    numerator: Number | None
    denominator: Number | None
    value: Number | None
    lower: Number | None
    upper: Number | None
    coverage: Coverage
    verdict: Verdict
    asked: Requirement | None
    is_interim: bool = False

    @property
    def is_share(self) -> bool:
        """Whether a numerator is divided by a denominator."""
        return self.yardstick.is_share


def indicator_history(
    answers: Answers, indicator: Indicator, until: dt.date | None = None
) -> tuple[HistoryPoint, ...]:
    """Every occurrence that has begun by the day, oldest first; only of the years that end by `until`, if given.

    What is due once is seen at the end of each year, until it can be judged.
    """
    return tuple(_point(answers, indicator, window) for window in _windows(answers, indicator, until))


def yearly_history(answers: Answers, indicator: Indicator, until: dt.date) -> tuple[HistoryPoint, ...]:
    """The same of what has one value a year; nothing is worked out, and nothing given, of what has several."""
    found = tuple(_windows(answers, indicator, until))
    is_yearly = len(found) == len({window.last_day.year for window in found})
    return tuple(_point(answers, indicator, window) for window in found) if is_yearly else ()


def _windows(answers: Answers, indicator: Indicator, until: dt.date | None) -> Iterator[Window]:
    office = answers.office
    found: dict[object, Window] = {}
    for year in years_until(office, until):
        for window in windows(office, indicator, year):
            found.setdefault((window.period, window.last_day), window)
    return (window for window in found.values() if window.first_day <= answers.as_of)


def years_until(office: Office, until: dt.date | None) -> tuple[Period, ...]:
    """The years of the programme's time that end by a day; all without one."""
    years = office.horizon.split("year")
    return tuple(year for year in years if until is None or year.last_day <= until)


def _point(answers: Answers, indicator: Indicator, window: Window) -> HistoryPoint:
    asked, found = assess_in_force(answers, indicator, window)
    last_day = last_day_seen(answers.office, indicator)
    is_over = window.ends_on < answers.as_of or last_day <= answers.as_of
    return HistoryPoint(
        window,
        found.yardstick,
        found.numerator,
        found.denominator,
        found.value,
        found.lower,
        found.upper,
        found.coverage,
        found.verdict,
        asked,
        is_over and window.through is not None,
    )
