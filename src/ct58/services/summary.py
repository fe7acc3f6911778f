"""Making a summary: read its slice, build its view, and keep what was issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ct58.domain.committee import Issue, ReportCount
from ct58.domain.indicators.windows import check_horizon
from ct58.domain.narrative import Profile
from ct58.domain.office import Office
from ct58.domain.period import Period
from ct58.domain.recording.issuing import issue_name, plan_issue
from ct58.domain.summary_scope import as_of_for, scope_of
from ct58.records import record
from ct58.services.data_source import DataSource, read_programme
from ct58.services.opening import Slice
from ct58.services.recording import Desk, Recorded, make_record
from ct58.store.layout import Part
from ct58.views.issuing import issued_figures
from ct58.views.reported import Offices, issues_on, reported_changes
from ct58.views.summary import DataRevision, Order, SummaryView, summary_periods, summary_view

NEEDS: frozenset[Part] = frozenset(
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


def read_frame(source: DataSource) -> Office:
    """The programme and the periods' files: enough to know which time is meant, and on which day."""
    return read_programme(source, with_periods=True)


def ordered(frame: Office, wish: Wish) -> Ordered:
    """The order that a wish means, and its slice of the data.

    Raises BadUsage for a period outside the programme's time, or one that has not begun.
    """
    scope = scope_of(wish.period)
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
    return Ordered(order=order, slice=Slice(needs=NEEDS, periods=_periods(frame, order)))


def _periods(frame: Office, order: Order) -> frozenset[str]:
    """Those of the summary itself, and of every earlier one that is compared with today's figures."""
    scopes = [order.scope, *(scope_of(file.period) for file, _ in issues_on(frame, order.as_of.day))]
    return frozenset[str]().union(*(summary_periods(frame, scope) for scope in scopes))


def made_summary(
    office: Office, order: Order, then: Callable[[str], Office | None] | None = None
) -> SummaryView:
    """The summary with what was reported before; `then` reads the data of a revision, where that can be done."""
    issued = issues_on(office, order.as_of.day, order.profile)
    offices = _offices([issue for _, issue in issued], then)
    return summary_view(office, order, reported_changes(office, issued, order.as_of.day, offices))


def _offices(issues: list[Issue], then: Callable[[str], Office | None] | None) -> Offices:
    revisions = {issue.revision for issue in issues if issue.revision}
    found = {revision: then(revision) if then else None for revision in revisions}
    return {revision: office for revision, office in found.items() if office is not None}


def keep_issue(desk: Desk, part: Slice, view: SummaryView, *, dry_run: bool = False) -> Recorded:
    """Record that a summary was issued, with what it says."""
    period = view.order.scope.asked
    return make_record(
        desk, part, lambda office: plan_issue(office, period, _issue(office, view)), dry_run=dry_run
    )


def _issue(office: Office, view: SummaryView) -> Issue:
    order, tally = view.order, view.coverage
    assert order.on is not None
    return Issue(
        name=issue_name(office, order.scope.asked, order.profile),
        on=order.on,
        as_of=order.as_of.day,
        number=order.number,
        to=order.profile,
        revision=_kept(order.revision),
        reports=ReportCount(
            expected=tally.expected, actual=tally.actual, actual_on_time=tally.actual_on_time
        ),
        indicators=issued_figures(row.result for row in view.rows),
    )


def _kept(revision: DataRevision | None) -> str | None:
    """The revision that shows exactly what was reported; None where the data had changed since."""
    return None if revision is None or revision.has_changes else revision.id
