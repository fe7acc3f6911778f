"""Making a summary: what has to be read for it, and its view."""

from __future__ import annotations

import datetime as dt

from ct58.domain.records.narrative import Profile
from ct58.domain.records.office import Office
from ct58.domain.records.places import DataPart
from ct58.domain.standing.report_calendar import check_horizon
from ct58.domain.standing.summary_scope import as_of_for, summary_scope_of
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.services.reading.data_source import DataSource, read_programme
from ct58.services.reading.opening import Slice
from ct58.services.reading.slices import reported_periods
from ct58.views.reported import Recall, issues_on, reported_changes
from ct58.views.summary import DataRevision, Order, SummaryView, summary_periods, summary_view

_NEEDS: frozenset[DataPart] = frozenset(
    {"programme", "office", "units", "reports", "figures", "events", "periods"}
)


@record
class Wish:
    """What a person asks for; `as_of` None is the period's own day."""

    period: Period
    profile: Profile
    as_of: dt.date | None
    today: dt.date
    is_final: bool = False
    number: str | None = None
    on: dt.date | None = None
    revision: DataRevision | None = None


@record
class Ordered:
    """The order that a wish means, and what has to be read for it."""

    order: Order
    slice: Slice

    @property
    def day(self) -> dt.date:
        """The day that the report tells of."""
        return self.order.as_of.day


def read_frame(source: DataSource) -> Office:
    """The programme and the periods' files: enough to know which time is meant, and on which day."""
    return read_programme(source, with_periods=True)


def ordered(frame: Office, wish: Wish) -> Ordered:
    """The order that a wish means, and its slice of the data.

    Raises BadUsage for a period outside the programme's time, or one that has not begun.
    """
    scope = summary_scope_of(wish.period)
    check_horizon(frame, scope.asked)
    order = Order(
        scope=scope,
        profile=wish.profile,
        as_of=as_of_for(frame, scope, wish.as_of, wish.today),
        is_final=wish.is_final,
        number=wish.number,
        on=wish.on,
        revision=wish.revision,
    )
    periods = summary_periods(frame, scope) | reported_periods(frame, order.as_of.day)
    return Ordered(order=order, slice=Slice(needs=_NEEDS, periods=periods))


def made_summary(office: Office, order: Order, recall: Recall) -> SummaryView:
    """The summary, with what was reported before to the same reader and has changed since."""
    day = order.as_of.day
    reported = reported_changes(office, issues_on(office, day, order.profile), day, recall)
    return summary_view(office, order, reported)
