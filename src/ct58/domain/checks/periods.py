"""Period files: exceptions that move something, closings and reopenings in turn."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.checks.context import Context, unknown
from ct58.domain.office import Office
from ct58.domain.suggestions import enumeration
from ct58.errors import Finding


def exceptions_name_reports(context: Context, office: Office) -> Iterator[Finding]:
    """An exception moves a report of the calendar, for units of the register."""
    known = [rule.id for rule in office.programme.reporting]
    for file, period in context.periods.items():
        for index, exception in enumerate(period.exceptions):
            at = ("exceptions", index)
            if exception.report not in known:
                yield unknown(
                    "T601", file, (*at, "report"), exception.report, known, allowed=enumeration(known)
                )
            for place, unit in enumerate(exception.units):
                if unit not in context.unit_ids:
                    yield unknown("P303", file, (*at, "units", place), unit, context.unit_ids)


def reopenings_follow_closings(context: Context, office: Office) -> Iterator[Finding]:
    """Only what was closed can be opened again."""
    for file, period in context.periods.items():
        for index, reopening in enumerate(period.reopenings):
            closed = sum(1 for closing in period.closings if closing.on <= reopening.on)
            if closed <= index:
                at = ("reopenings", index, "on")
                yield Finding(code="T602", file=file, at=at, params={"on": reopening.on})
