"""View of the whole programme on a day: what the static site shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from ct58.domain.indicators.answers import Answers
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import UnreadRecords
from ct58.domain.records.programme import Clause, Programme
from ct58.domain.standing.status import Standing, standings
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.catalogue import TraceView, trace_view
from ct58.views.explanation import Explanation, explanation
from ct58.views.history import HistoryPoint, indicator_history
from ct58.views.indicators import Row
from ct58.views.reports import ReportRow, ReportsView, Tally, past_reports, tally
from ct58.views.status import StatusView, status_scope, status_view
from ct58.views.timeline import LeadGroup, lead_groups
from ct58.views.unit_sheet import UnitSheet, unit_sheets


@record
class SiteView:
    """Everything on a day.

    `status` is what `ct58 status` shows of the same period. `reports` are those of all periods that have
    ended, oldest first; `current` those of the period that is shown, else of the last one that ended before
    it, None where none has. `histories` and `explanations` are by the indicator's id: of several windows in
    the period the last one that has begun is explained; an indicator without any there has none. `items` are those that
    have a page, `traced` what follows each clause.
    """

    programme: Programme
    period: Period
    as_of: dt.date
    horizon: Period
    committee: str
    status: StatusView
    timeline: tuple[LeadGroup, ...]
    histories: Mapping[str, tuple[HistoryPoint, ...]]
    explanations: Mapping[str, Explanation]
    reports: tuple[ReportsView, ...]
    current: ReportsView | None
    units: tuple[UnitSheet, ...]
    names: Mapping[str, str]
    clauses: Mapping[str, Clause]
    items: Mapping[str, Item]
    traced: TraceView
    unread: UnreadRecords
    practice_today: dt.date | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The indicators of the period."""
        return self.status.indicators.rows if self.status.indicators else ()

    @property
    def coverage(self) -> Tally:
        """Of all reports whose periods have ended: expected, arrived, arrived in time."""
        return tally(row for view in self.reports for row in view.rows)


def site_view(office: Office, period: Period | None, as_of: dt.date) -> SiteView:
    """The view of a period (default: the last that has ended) on a day.

    Raises BadUsage for a period outside the programme's time.
    """
    scope = status_scope(office, as_of, period)
    asked = scope.indicators or office.horizon
    answers = Answers(office, as_of)
    found = tuple(standings(office, as_of))
    reports = past_reports(office, as_of)
    programme = office.programme
    status = status_view(office, scope, as_of)
    return SiteView(
        programme=programme,
        period=asked,
        as_of=as_of,
        horizon=office.horizon,
        committee=office.file.names.committee,
        status=status,
        timeline=lead_groups(entry for entry in found if entry.item.kind != "report"),
        histories={entry.id: indicator_history(answers, entry) for entry in programme.indicators},
        explanations=_explanations(answers, status.indicators.rows if status.indicators else ()),
        reports=reports,
        current=_current(reports, asked),
        units=unit_sheets(answers, found, _all_rows(reports)),
        names={unit.id: unit.label for unit in office.units.values()},
        clauses={clause.id: clause for clause in programme.clauses},
        items=_shown_items(office, found),
        traced=trace_view(office),
        unread=office.unread,
        practice_today=office.file.practice_today,
    )


def _shown_items(office: Office, found: Iterable[Standing]) -> dict[str, Item]:
    """The items that have a page: those of which something is or was owed."""
    ids = {standing.item.id for standing in found}
    return {id_: item for id_, item in office.items.items() if id_ in ids}


def _explanations(answers: Answers, rows: Iterable[Row]) -> dict[str, Explanation]:
    """One for each indicator."""
    shown: dict[str, Row] = {}
    for row in rows:
        has_begun = row.result.window.first_day <= answers.as_of
        if has_begun or row.result.indicator.id not in shown:
            shown[row.result.indicator.id] = row
    return {id_: explanation(answers, row) for id_, row in shown.items()}


def _current(reports: tuple[ReportsView, ...], period: Period) -> ReportsView | None:
    """The reports of the period, else of the last period that ended with it or before."""
    exact = [view for view in reports if view.period == period]
    before = [view for view in reports if view.period.last_day <= period.last_day]
    return next(iter(exact or before[-1:]), None)


def _all_rows(reports: tuple[ReportsView, ...]) -> tuple[ReportRow, ...]:
    return tuple(row for view in reports for row in view.rows)
