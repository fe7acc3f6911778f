"""View of what an indicator was, occurrence by occurrence, with what missing reports leave open."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Base
from ct58.domain.indicators.evaluation import assess
from ct58.domain.indicators.numbers import Number
from ct58.domain.indicators.result import Coverage, Verdict
from ct58.domain.indicators.targets import Requirement, requirement
from ct58.domain.indicators.windows import Window, windows
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.records import positional_record


@positional_record
class HistoryPoint:
    """An indicator in one window: its numbers and its range, not what they are made of.

    `value`, `lower` and `upper` as in an assessment: percent of a share, else counts; None where there is
    no value, or no limit.
    """

    window: Window
    is_share: bool
    numerator: Number | None
    denominator: Number | None
    value: Number | None
    lower: Number | None
    upper: Number | None
    coverage: Coverage
    verdict: Verdict
    asked: Requirement | None


def indicator_history(answers: Answers, indicator: Indicator) -> tuple[HistoryPoint, ...]:
    """Every occurrence that has begun by the day, oldest first.

    What is due once is seen at the end of each year, until it can be judged.
    """
    return tuple(_point(answers, indicator, window) for window in _windows(answers, indicator))


def _windows(answers: Answers, indicator: Indicator) -> Iterator[Window]:
    office = answers.office
    found = (
        windows(office, indicator, office.horizon)
        if indicator.deadline.every is not None
        else _year_by_year(office, indicator)
    )
    return (window for window in found if window.first_day <= answers.as_of)


def _year_by_year(office: Office, indicator: Indicator) -> tuple[Window, ...]:
    """Each view of the one occurrence once, by the last day that it counts."""
    found: dict[object, Window] = {}
    for year in office.horizon.split("year"):
        for window in windows(office, indicator, year):
            found.setdefault(window.last_day, window)
    return tuple(found.values())


def _point(answers: Answers, indicator: Indicator, window: Window) -> HistoryPoint:
    asked = requirement(indicator.target, window)
    found = assess(answers, Base(indicator.numerator, indicator.denominator), asked, window)
    return HistoryPoint(
        window,
        found.is_share,
        found.numerator,
        found.denominator,
        found.value,
        found.lower,
        found.upper,
        found.coverage,
        found.verdict,
        asked,
    )
