"""View of one thing: what it is, what it rests on, and where its obligations stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import ANY_PERIOD
from ct58.domain.records.programme import Clause, ClauseKind, Part
from ct58.domain.records.reports import Report
from ct58.domain.records.search import Thing
from ct58.domain.standing.status import Standing, standings
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.catalogue import clause_by_id, followers_of, trace_view


@record
class DetailView:
    """A thing on a day.

    `item` and `standings` for what can fall due; `clauses` are those it answers; `followers` what
    follows a clause or a part, `missing` the kinds of a clause that nothing follows; `reports` and
    `standings` what a unit sent and owes. Of the periods in `unread` no report could be read, of those in
    `without_figures` only its head.
    """

    thing: Thing
    as_of: dt.date
    line: int
    item: Item | None
    standings: tuple[Standing, ...]
    clauses: tuple[Clause, ...]
    parts: tuple[Part, ...]
    followers: tuple[Thing, ...]
    missing: tuple[ClauseKind, ...]
    reports: tuple[Report, ...]
    unread: tuple[Period, ...]
    without_figures: frozenset[Period]
    names: Mapping[str, str]
    figure_labels: Mapping[str, str]


def detail_view(office: Office, thing: Thing, as_of: dt.date) -> DetailView:
    """Everything that `show` needs of one thing."""
    item = office.items.get(thing.id) if thing.kind != "unit" else None
    ids = _clause_ids(thing)
    clauses = tuple(clause for id_ in ids if (clause := clause_by_id(office.programme, id_)))
    return DetailView(
        thing=thing,
        as_of=as_of,
        line=office.line(thing.file, thing.at),
        item=item,
        standings=tuple(found for found in standings(office, as_of) if _concerns(thing, found)),
        clauses=clauses,
        parts=tuple(part for part in office.programme.parts if part.id in ids),
        followers=followers_of(office, thing.id) if thing.kind in ("clause", "part") else (),
        missing=_missing(office, thing),
        reports=tuple(report for report in office.reports.values() if _is_of(thing, report, as_of)),
        unread=_periods_of(thing, office.unread.reports),
        without_figures=frozenset(_periods_of(thing, office.unread.figures)),
        names={unit.id: unit.label for unit in office.units.values()},
        figure_labels={figure.key: figure.label for figure in office.programme.figures},
    )


def _missing(office: Office, thing: Thing) -> tuple[ClauseKind, ...]:
    traced = trace_view(office, thing.id).clauses if thing.kind == "clause" else ()
    return next((found.missing for found in traced if found.clause.id == thing.id), ())


def _clause_ids(thing: Thing) -> tuple[str, ...]:
    one = getattr(thing.record, "clause", None)
    return (one,) if one else getattr(thing.record, "clauses", ())


def _concerns(thing: Thing, standing: Standing) -> bool:
    """The obligations of an item, or those that a unit owes or leads."""
    if thing.kind == "unit":
        return thing.id in standing.owner_ids
    return standing.item.id == thing.id


def _periods_of(thing: Thing, unread: frozenset[tuple[str, str]]) -> tuple[Period, ...]:
    """The periods of a unit's reports among some, as far as their files are named after periods."""
    found = (period for unit, period in unread if thing.kind == "unit" and unit == thing.id)
    return tuple(Period.parse(period) for period in found if period != ANY_PERIOD)


def _is_of(thing: Thing, report: Report, as_of: dt.date) -> bool:
    """A unit's own reports, without those that were received after the day."""
    is_known = report.received_on is None or report.received_on <= as_of
    return thing.kind == "unit" and report.unit == thing.id and is_known
