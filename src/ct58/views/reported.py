"""What an issued summary keeps, and the view of it beside what is known now, with the units that explain the difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Contribution
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.numbers import Pair, rounded, rounded_count
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.windows import Window, windows
from ct58.domain.records.committee import Issue, IssuedFigure, PeriodFile
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.summary_scope import summary_scope_of
from ct58.domain.time.period import Period
from ct58.records import positional_record, record


def issued_figures(results: Iterable[Result]) -> tuple[IssuedFigure, ...]:
    """Every indicator with what is said of it."""
    return tuple(map(as_issued, results))


def as_issued(result: Result) -> IssuedFigure:
    """One indicator as it is printed."""
    main, window = result.main, result.window
    return IssuedFigure(
        id=result.indicator.id,
        period=window.period,
        through=window.through,
        numerator=rounded_count(main.numerator),
        denominator=rounded_count(main.denominator),
        value=rounded(main.value, told=main.yardstick),
        verdict=main.verdict,
    )


Cause = Literal["arrived", "corrected", "changed", "left"]
_VALUES = ("numerator", "denominator", "value")
_COMPARED = ("numerator", "denominator", "verdict")
Recall = Callable[[str], Office | None]
"""Revision → the data as it was then; None where it cannot be read."""


def forget(_revision: str) -> None:
    """No revision can be read: what was known then is told by the dates alone."""


@record
class ReportedUnit:
    """What one unit counts for now, and counted for then (None: not known any more).

    arrived: its report came after the day of the figures · corrected: it was corrected since · changed: the
    data say otherwise than the revision that was reported from · left: it is no longer among those counted.
    """

    unit: Unit
    cause: Cause
    before: Pair | None
    after: Pair | None


@record
class FigureChange:
    """An indicator that is not what was reported."""

    indicator: Indicator
    reported: IssuedFigure
    now: Result
    units: tuple[ReportedUnit, ...]

    @property
    def is_moved(self) -> bool:
        """Whether a value is another one; else only what is concluded from it."""
        current = as_issued(self.now)
        return any(getattr(self.reported, name) != getattr(current, name) for name in _VALUES)


@record
class ReportedChanges:
    """One issued summary and what has changed since."""

    issue: Issue
    period: Period
    changes: tuple[FigureChange, ...]


def issues_on(office: Office, day: dt.date, to: str | None = None) -> tuple[tuple[PeriodFile, Issue], ...]:
    """What had been issued by a day, oldest first; of one period and reader only the last."""
    found: dict[tuple[Period, str | None], tuple[PeriodFile, Issue]] = {}
    dated = [(file, issue) for file in office.periods.values() for issue in file.issued if issue.on <= day]
    for file, issue in sorted(dated, key=lambda entry: (entry[1].on, entry[1].name)):
        if to is None or issue.to == to:
            found[file.period, issue.to] = (file, issue)
    return tuple(found.values())


def reported_changes(
    office: Office,
    issued: Iterable[tuple[PeriodFile, Issue]],
    as_of: dt.date,
    recall: Recall = forget,
    ids: Iterable[str] | None = None,
) -> tuple[ReportedChanges, ...]:
    """Of each issued summary the indicators that differ now; of all indicators, or of some."""
    answers, wanted = Answers(office, as_of), None if ids is None else frozenset(ids)
    found = (
        ReportedChanges(
            issue=issue,
            period=file.period,
            changes=tuple(_changes(answers, file.period, issue, recall, wanted)),
        )
        for file, issue in issued
    )
    return tuple(entry for entry in found if entry.changes)


def _changes(
    answers: Answers, period: Period, issue: Issue, recall: Recall, wanted: frozenset[str] | None
) -> Iterator[FigureChange]:
    known = {entry.id: entry for entry in answers.office.programme.indicators}
    then: Known | None = None
    for reported in issue.indicators:
        indicator = known.get(reported.id)
        if indicator is None or (wanted is not None and reported.id not in wanted):
            continue
        window = issued_window(answers.office, indicator, period, reported)
        now = evaluate(answers, indicator, window) if window else None
        if window is not None and now is not None and is_other_now(reported, now):
            then = then or _known_then(answers.office, issue, recall)
            yield FigureChange(
                indicator=indicator,
                reported=reported,
                now=now,
                units=tuple(_units(now, then, issue, indicator, window)),
            )


@positional_record
class Known:
    """What was known on the day of the figures; without the data of then, only as far as dates tell."""

    answers: Answers
    is_whole: bool


def _known_then(office: Office, issue: Issue, recall: Recall) -> Known:
    """At the revision, else by the dates of receipt."""
    kept = recall(issue.revision) if issue.revision else None
    return Known(Answers(kept or office, issue.as_of), kept is not None)


def issued_window(
    office: Office, indicator: Indicator, period: Period, reported: IssuedFigure
) -> Window | None:
    """The window that the figure was printed for; None where the programme no longer has it."""
    asked = summary_scope_of(period).asked
    for window in windows(office, indicator, asked):
        if (window.period, window.through) == (reported.period, reported.through):
            return window
    return None


def is_other_now(reported: IssuedFigure, now: Result) -> bool:
    """Whether something else is known now.

    How a year's figure stood in the middle of a year that is over cannot be told any more: no value is no change.
    """
    if now.window.through is not None and now.main.value is None:
        return False
    current = as_issued(now)
    return any(getattr(reported, name) != getattr(current, name) for name in _COMPARED)


def _units(
    now: Result, then: Known, issue: Issue, indicator: Indicator, window: Window
) -> Iterator[ReportedUnit]:
    """The units that count for something else, in the office's order; then those that count no more."""
    found = evaluate(then.answers, indicator, window).main.contributions
    before = {entry.unit.id: entry for entry in found}
    for entry in now.main.contributions:
        old = before.pop(entry.unit.id, None)
        cause = _cause(entry, issue.as_of)
        if old is None or (old.point, old.has_data) != (entry.point, entry.has_data):
            yield ReportedUnit(
                unit=entry.unit, cause=cause or "changed", before=_pair(old), after=_pair(entry)
            )
        elif cause == "corrected" and not then.is_whole:
            yield ReportedUnit(unit=entry.unit, cause=cause, before=None, after=_pair(entry))
    for old in before.values():
        if old.point != (0, 0):
            yield ReportedUnit(unit=old.unit, cause="left", before=_pair(old), after=None)


def _pair(entry: Contribution | None) -> Pair | None:
    return entry.point if entry is not None and entry.has_data else None


def _cause(entry: Contribution, day: dt.date) -> Cause | None:
    """Why what a unit counts for may be other than it was on a day, by the dates in its reports."""
    reports = [cell.report for cell in entry.cells if cell.report is not None]
    if any(correction.date > day for report in reports for correction in report.corrections):
        return "corrected"
    if any(report.received_on is not None and report.received_on > day for report in reports):
        return "arrived"
    return None
