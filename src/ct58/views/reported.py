"""View of what was reported once, beside what is known now, with the units that explain the difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from ct58.domain.committee import Issue, IssuedFigure, PeriodFile
from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.contribution import Contribution
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.numbers import Pair
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.windows import Window, windows
from ct58.domain.measure import Indicator
from ct58.domain.office import Office
from ct58.domain.period import Period
from ct58.domain.summary_scope import scope_of
from ct58.domain.units import Unit
from ct58.records import record
from ct58.views.issuing import as_issued

Cause = Literal["arrived", "corrected", "changed", "left"]
Offices = Mapping[str, Office]
"""Revision → the data as it was then; a revision that cannot be read is left out."""


@record
class UnitChange:
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
    units: tuple[UnitChange, ...]


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
    offices: Offices | None = None,
    ids: Iterable[str] | None = None,
) -> tuple[ReportedChanges, ...]:
    """Of each issued summary the indicators that differ now; of all indicators, or of some."""
    answers, wanted = Answers(office, as_of), None if ids is None else frozenset(ids)
    found = (
        ReportedChanges(
            issue=issue,
            period=file.period,
            changes=tuple(_changes(answers, file.period, issue, offices or {}, wanted)),
        )
        for file, issue in issued
    )
    return tuple(entry for entry in found if entry.changes)


def _changes(
    answers: Answers, period: Period, issue: Issue, offices: Offices, wanted: frozenset[str] | None
) -> Iterator[FigureChange]:
    known = {entry.id: entry for entry in answers.office.programme.indicators}
    then = _answers_then(answers.office, issue, offices)
    for reported in issue.indicators:
        indicator = known.get(reported.id)
        if indicator is None or (wanted is not None and reported.id not in wanted):
            continue
        window = _window(answers.office, indicator, period, reported)
        now = evaluate(answers, indicator, window) if window else None
        if window is not None and now is not None and not _says_the_same(reported, now):
            yield FigureChange(
                indicator=indicator,
                reported=reported,
                now=now,
                units=tuple(_units(now, then, issue, indicator, window)),
            )


def _answers_then(office: Office, issue: Issue, offices: Offices) -> Answers:
    """What was known on the day of the figures: at the revision, else by the dates of receipt."""
    return Answers(offices.get(issue.revision or "", office), issue.as_of)


def _window(office: Office, indicator: Indicator, period: Period, reported: IssuedFigure) -> Window | None:
    """The window that the figure was printed for; None where the programme no longer has it."""
    asked = scope_of(period).asked
    for window in windows(office, indicator, asked):
        if (window.period, window.through) == (reported.period, reported.through):
            return window
    return None


def _says_the_same(reported: IssuedFigure, now: Result) -> bool:
    current = as_issued(now)
    return (reported.numerator, reported.denominator, reported.verdict) == (
        current.numerator,
        current.denominator,
        current.verdict,
    )


def _units(
    now: Result, then: Answers, issue: Issue, indicator: Indicator, window: Window
) -> Iterator[UnitChange]:
    """The units that count for something else, in the office's order; then those that count no more."""
    before = {entry.unit.id: entry for entry in evaluate(then, indicator, window).main.contributions}
    for entry in now.main.contributions:
        old = before.pop(entry.unit.id, None)
        cause = _cause(entry, issue.as_of)
        if old is None or (old.point, old.has_data) != (entry.point, entry.has_data):
            yield UnitChange(unit=entry.unit, cause=cause or "changed", before=_pair(old), after=_pair(entry))
        elif cause == "corrected" and old.cells == entry.cells:
            yield UnitChange(unit=entry.unit, cause=cause, before=None, after=_pair(entry))
    for old in before.values():
        if old.point != (0, 0):
            yield UnitChange(unit=old.unit, cause="left", before=_pair(old), after=None)


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
