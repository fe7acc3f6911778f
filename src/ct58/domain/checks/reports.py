"""Report heads: states, dates, and whether anybody asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ct58.domain.checks.context import Context, unknown
from ct58.domain.checks.terms import is_in_known_sets
from ct58.domain.records.events import ONCE
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, ReportingRule
from ct58.domain.records.reports import ARRIVED
from ct58.domain.records.scalars import UNSAID
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import says_sums
from ct58.domain.standing.obligations import successors
from ct58.errors import Finding
from ct58.i18n import Message, N_, msg


def receipt_fits_state(context: Context, office: Office) -> Iterator[Finding]:
    """An arrived report has a day of receipt, an expected one has none."""
    for file, report in context.reports.items():
        is_once = report.period.kind == ONCE
        if report.state in ARRIVED and report.received_on is None and not is_once:
            yield Finding(code="R501", file=file, at=("state",))
        if report.state == "expected" and report.received_on is not None:
            params = {"state": report.state}
            yield Finding(code="R506", file=file, at=("received_on",), params=params)


def dates_follow_each_other(context: Context, office: Office) -> Iterator[Finding]:
    """Written before received, received after the period began."""
    for file, report in context.reports.items():
        if report.received_on is None:
            continue
        written = report.document.date if report.document else None
        params = {"date": written, "received_on": report.received_on, "period": report.period}
        if written is not None and written > report.received_on and not report.corrections:
            yield Finding(code="R502", file=file, at=("document", "date"), params=params)
        if report.received_on < report.period.first_day:
            yield Finding(code="R505", file=file, at=("received_on",), params=params)


def unit_exists_in_period(context: Context, office: Office) -> Iterator[Finding]:
    """A report counts for a unit that exists on the period's last day, or ended inside it."""
    for file, report in context.reports.items():
        unit = office.units.get(report.unit)
        is_once = report.period.kind == ONCE
        is_there = unit is None or is_once or unit.is_valid_on(office.last_day_of(report.period))
        if unit and not is_there and not office.ended_inside(unit, report.period):
            params = {"period": report.period}
            yield Finding(code="R503", file=file, at=("period",), params=params)


def merged_reports_are_counted_once(context: Context, office: Office) -> Iterator[Finding]:
    """Of the period in which a unit was merged it is said whether its successor's report has its figures, and of no other."""
    for file, report in context.reports.items():
        unit = office.units.get(report.unit)
        if unit is None or report.period.kind == ONCE:
            continue
        said = report.counted_in
        if not office.ended_inside(unit, report.period):
            if said != UNSAID:
                yield Finding(code="R509", file=file, at=("counted_in",), params={"period": report.period})
        elif said:
            yield from _other_than_successor(context, office, unit, file, said)
        elif said == UNSAID and unit.merged_into and says_sums(office, report.figures):
            params = {"id": unit.merged_into, "period": report.period, "unit": unit.id}
            yield Finding(code="R507", file=file, at=("period",), params=params)


def _other_than_successor(
    context: Context, office: Office, unit: Unit, file: str, said: str
) -> Iterator[Finding]:
    following = successors(office, unit)
    if said not in following and unit.merged_into not in context.unit_ids - office.units.keys():
        named = unit.merged_into or "null"
        yield unknown("R508", file, ("counted_in",), said, following, successor=named)


def somebody_asks(context: Context, office: Office) -> Iterator[Finding]:
    """A report answers the calendar, or at least a figure that its kind of period asks of the unit."""
    asked = _asked_units(office)
    everywhere = {
        kind: frozenset[str]().union(*(ids for other, ids in asked if other == kind)) for kind, _ in asked
    }
    for file, report in context.reports.items():
        id_ = report.unit
        if id_ not in office.units or id_ in everywhere.get(report.period.kind, ()):
            continue
        if is_in_known_sets(office, id_):
            kinds = tuple(dict.fromkeys(kind for kind, ids in asked if id_ in ids))
            params = {"period": report.period, "expected": _in_words(kinds)}
            yield Finding(code="R504", file=file, at=("period",), params=params)


def _asked_units(office: Office) -> list[tuple[str, frozenset[str]]]:
    """Of each line of the calendar and the form a kind of period, and the units that were ever asked for it."""
    lines: list[ReportingRule | Figure] = []
    for edition in office.history.editions:
        lines += [*edition.programme.reporting, *edition.programme.figures]

    @cache
    def ever(units: str) -> frozenset[str]:
        return frozenset[str]().union(*(office.meant_ids(units, day) for day in office.first_days))

    return [(line.period_kind, ever(line.units)) for line in lines]


def _in_words(kinds: tuple[str, ...]) -> Message:
    """`every quarter, every year`, each word to be translated by itself."""
    if not kinds:
        return msg(N_("none at all"))
    return Message(", ".join(f"{{{kind}}}" for kind in kinds), {kind: _KIND_WORDS[kind] for kind in kinds})


_KIND_WORDS: Mapping[str, Message] = {
    "week": msg(N_("every week")),
    "month": msg(N_("every month")),
    "quarter": msg(N_("every quarter")),
    "half": msg(N_("every half-year")),
    "year": msg(N_("every year")),
    "span": msg(N_("every few months or years")),
    "day": msg(N_("on days of the year")),
    "once": msg(N_("once")),
}
