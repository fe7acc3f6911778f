"""Keeping what an issued summary said."""

from __future__ import annotations

from ct58.domain.planning.issuing import issue_name, plan_issue
from ct58.domain.records.committee import Issue, ReportCount
from ct58.domain.records.office import Office
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Desk, Recorded, make_record
from ct58.views.reported import issued_figures
from ct58.views.summary import DataRevision, SummaryView


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
