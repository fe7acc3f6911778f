"""Period files: exceptions that move something, closings and reopenings in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ct58.domain.checks.context import Context, unknown
from ct58.domain.records.narrative import narrative_keys, plain_keys, unknown_keys
from ct58.domain.records.office import Office
from ct58.domain.text.suggestions import enumeration
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


def narrative_has_sections(context: Context, office: Office) -> Iterator[Finding]:
    """A text under a key that no section has would not be printed."""
    known = narrative_keys(office.programme)
    for file, period in context.periods.items():
        for key in unknown_keys(office.programme, period.narrative):
            allowed = enumeration(plain_keys(office.programme))
            found = unknown("T603", file, ("narrative", key), key, known, allowed=allowed)
            yield replace(found, at_key=True)


def issues_have_their_own_name(context: Context, office: Office) -> Iterator[Finding]:
    """A name means one issued summary, whatever its period."""
    first: dict[str, str] = {}
    for file, period in context.periods.items():
        for index, issue in enumerate(period.issued):
            if issue.name in first:
                at = ("issued", index, "name")
                params = {"name": issue.name, "first": first[issue.name]}
                yield Finding(code="T604", file=file, at=at, params=params)
            first.setdefault(issue.name, file)


def issues_name_indicators(context: Context, office: Office) -> Iterator[Finding]:
    """What was reported of an indicator can be compared only with that indicator."""
    known = [entry.id for entry in office.programme.indicators]
    for file, period in context.periods.items():
        for index, issue in enumerate(period.issued):
            for place, figure in enumerate(issue.indicators):
                if figure.id not in known:
                    yield unknown(
                        "T605", file, ("issued", index, "indicators", place, "id"), figure.id, known
                    )
