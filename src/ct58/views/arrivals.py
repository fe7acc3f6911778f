"""View of the register of incoming documents: the reports that arrived between two days."""

from __future__ import annotations

import datetime as dt

from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import report_item
from ct58.records import record


@record
class ArrivedReport:
    """A report that arrived, and what it is called; `unit` is None where the register does not know it any more."""

    report: Report
    unit: Unit | None
    title: str | None


@record
class ArrivalsView:
    """What arrived from a first to a last day, in the order of the register."""

    first: dt.date
    last: dt.date
    arrivals: tuple[ArrivedReport, ...]


def arrivals_view(office: Office, first: dt.date, last: dt.date) -> ArrivalsView:
    """The reports received on these days, by day, then by arrival number; those without one come last."""
    order = {id_: place for place, id_ in enumerate(office.units)}
    found = [
        report
        for report in office.reports.values()
        if report.received_on is not None and first <= report.received_on <= last
    ]
    found.sort(key=lambda report: (report.received_on, *_number(report), order.get(report.unit, len(order))))
    return ArrivalsView(first=first, last=last, arrivals=tuple(_arrival(office, report) for report in found))


def _number(report: Report) -> tuple[bool, int]:
    number = report.source.arrival_number if report.source else None
    return number is None, number or 0


def _arrival(office: Office, report: Report) -> ArrivedReport:
    unit = office.units.get(report.unit)
    item = report_item(office, unit, report.period) if unit else None
    return ArrivedReport(report=report, unit=unit, title=item.title if item else None)
