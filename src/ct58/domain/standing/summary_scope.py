"""What a summary is about: the period whose figures it gives, and the day on which they are known."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.narrative import SummaryExtent
from ct58.domain.records.office import Office
from ct58.domain.time.period import ONE_DAY, CalendarKind, Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.records import positional_record, record

AsOfBasis = Literal["asked", "closing", "cut_off", "today"]


@positional_record
class AsOf:
    """The day on which the figures are known, and where that day comes from."""

    day: dt.date
    basis: AsOfBasis


@record
class SummaryScope:
    """The time of a summary.

    `asked` is the period whose reports are collected and whose file holds its narrative; `named` what it
    is called: the second quarter's report is that of the first six months, the third's that of nine.
    """

    asked: Period
    named: Period

    @property
    def first_day(self) -> dt.date:
        """The first day of what is added up: a part of a year is counted from its January."""
        return self.asked.first_day if self.is_term else dt.date(self.asked.year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the period."""
        return self.asked.last_day

    @property
    def extent(self) -> SummaryExtent:
        """What it is of."""
        return "term" if self.is_term else "year" if self.is_year else "part"

    @property
    def is_year(self) -> bool:
        """Whether it is the yearly review (sơ kết)."""
        return self.asked.kind == "year"

    @property
    def is_term(self) -> bool:
        """Whether it is the final review of a whole term (tổng kết)."""
        return self.asked.kind == "span"

    @property
    def is_review(self) -> bool:
        """Whether it is one of the two."""
        return self.is_year or self.is_term

    @property
    def next(self) -> Period | None:
        """The period after it, of the same kind; None after a term."""
        if self.is_term:
            return None
        kinds: dict[str, CalendarKind] = {"month": "month", "quarter": "quarter"}
        return Period.containing(self.last_day + ONE_DAY, kinds.get(self.asked.kind, "year"))


def summary_scope_of(period: Period) -> SummaryScope:
    """The scope of a period as people name it. Raises BadUsage for `once`."""
    if period.kind == "once":
        raise BadUsage(
            msg(N_("A summary is about a time.")),
            msg(N_("For example: --quarter 2021-Q2, --year 2021, --term")),
        )
    if period.kind in ("half", "nine_months"):
        return SummaryScope(asked=Period.containing(period.last_day, "quarter"), named=period)
    return SummaryScope(asked=period, named=_named(period))


def _named(period: Period) -> Period:
    if period.kind == "quarter" and period.number == 2:
        return Period.half(period.year)
    if period.kind == "quarter" and period.number == 3:
        return Period.nine_months(period.year)
    return period


def as_of_for(office: Office, scope: SummaryScope, asked: dt.date | None, today: dt.date) -> AsOf:
    """The day asked for, else the day on which the period's books were closed, its cut-off, or today.

    Never silently the period's last day. Raises BadUsage before the period has begun.
    """
    found = AsOf(asked, "asked") if asked else _settled(office, scope, today) or AsOf(today, "today")
    if found.day < scope.asked.first_day:
        raise BadUsage(
            msg(N_("{period} has not begun on {day}."), period=scope.asked, day=found.day),
            msg(N_("Choose an earlier period, or another day: --as-of")),
        )
    return found


def _settled(office: Office, scope: SummaryScope, today: dt.date) -> AsOf | None:
    """The day on which a period was settled, by closing or by its cut-off; None while neither has come.

    After the committee's end nothing that comes later than its cut-off day counts, whatever period is asked for.
    """
    file = office.periods.get(str(scope.asked))
    closed_on = _closed_on(file, today) if file else None
    if closed_on is not None and closed_on <= today:
        return AsOf(closed_on, "closing")
    if file is not None and file.cut_off is not None:
        return AsOf(file.cut_off, "cut_off") if file.cut_off <= today else None
    if office.cut_off is None or today < office.cut_off:
        return None
    return AsOf(office.cut_off, "closing" if office.cut_off == office.closed_on else "cut_off")


def _closed_on(file: PeriodFile, today: dt.date) -> dt.date | None:
    """The day of the closing that is in force."""
    if not file.is_closed_on(today):
        return None
    return max(entry.on for entry in file.closings if entry.on <= today)
