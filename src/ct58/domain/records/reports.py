"""units/<id>/reports/<period>.yaml: what a unit sent, and what it said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, TypeGuard

from ct58.domain.records.scalars import UNSAID, FigureValue
from ct58.domain.time.period import Period
from ct58.records import positional_record, record

ReportState = Literal["expected", "registered", "received", "partial", "empty", "returned"]
Quality = Literal["estimated", "final"]
ARRIVED: frozenset[str] = frozenset({"registered", "received", "partial"})
"""States that count as arrived; empty, returned and expected don't (contract §1)."""
ENDS_ON = "valid_to"
"""The field of a record figure until which what it documents holds."""
TYPED_IN: frozenset[str] = frozenset({"received", "partial", "empty"})
"""States of a report whose figures were typed in: changing them is a correction."""


@record
class Document:
    """A document's number and date."""

    number: str
    date: dt.date | None = None


@record
class ReportSource:
    """How a report arrived; the original itself stays outside git."""

    how: str | None = None
    arrival_number: int | None = None
    file: str | None = None
    sha256: str | None = None


@record
class Correction:
    """A change after receipt, with its reason."""

    date: dt.date
    reason: str
    document: Document | None = None


@record
class Notes:
    """The report's own words."""

    difficulties: str | None = None
    proposals: str | None = None
    other: str | None = None


@positional_record
class ReportHead:
    """What tells whether a report has arrived, without anything that it says."""

    state: ReportState
    received_on: dt.date | None = None
    quality: Quality | None = None

    def has_arrived_by(self, day: dt.date) -> bool:
        """Whether the report counts as arrived on a day."""
        return has_arrived(self, day)


def has_arrived(report: ReportHead | Report, day: dt.date) -> bool:
    """Whether a report counts as arrived on a day."""
    return report.state in ARRIVED and report.received_on is not None and report.received_on <= day


@record
class Report:
    """One unit's report of one period. `received_on` is the first arrival, and judges lateness.

    `reasons` say of a figure why it is not rated or does not apply (mới thành lập, tạm đình chỉ …).
    `counted_in`, of a unit that ended inside the period: the unit whose report has these figures in it, null where none
    has and they count by themselves.
    """

    unit: str
    period: Period
    state: ReportState
    received_on: dt.date | None = None
    document: Document | None = None
    quality: Quality | None = None
    counted_in: str | None = UNSAID
    figures: Mapping[str, FigureValue] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    notes: Notes | None = None
    source: ReportSource | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def head(self) -> ReportHead:
        """What tells whether it has arrived."""
        return ReportHead(self.state, self.received_on, self.quality)

    def has_arrived_by(self, day: dt.date) -> bool:
        """Whether the report counts as arrived on a day."""
        return has_arrived(self, day)


def latest_day(report: Report) -> dt.date:
    """The latest day that a report names, but for the end of what it documents."""
    papers = (report.document, *(entry.document for entry in report.corrections))
    days = [report.received_on, *(paper.date for paper in papers if paper is not None)]
    days += [entry.date for entry in report.corrections]
    days += [own_day(value) for value in report.figures.values()]
    return max((day for day in days if day is not None), default=dt.date.min)


def is_group(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a figure has fields. Asked of tens of thousands; asking what is a mapping takes longest."""
    return type(value) is dict or (type(value) not in _PLAIN and isinstance(value, Mapping))


_PLAIN = frozenset({int, bool, str, Decimal, NoneType, tuple, dt.date})


def own_day(value: FigureValue) -> dt.date | None:
    """The day that a figure itself names: of a document its receipt, else its last date but that of its end."""
    if isinstance(value, dt.date):
        return value
    if not is_group(value):
        return None
    received = value.get("received_on")
    if isinstance(received, dt.date):
        return received
    days = [day for key, day in value.items() if key != ENDS_ON and isinstance(day, dt.date)]
    return max(days) if days else None
