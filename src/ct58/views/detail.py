"""View of one thing: what it is, what it rests on, and where its obligations stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ct58.domain.records.editions import Deed, Ending, records_by_id
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import ANY_PERIOD, READ
from ct58.domain.records.programme import Amendment, Clause, ClauseKind, Part
from ct58.domain.records.reports import Report
from ct58.domain.records.search import Thing
from ct58.domain.standing.status import Standing, standings
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.catalogue import clause_by_id, clauses_named, followers_of, trace_view
from ct58.views.progress import Fallen, fallen


@record
class AmendedStep:
    """What one amendment did to a thing, with where the amendment stands."""

    amendment: Amendment
    deeds: tuple[Deed, ...]
    file: str
    line: int


@record
class AmendedHistory:
    """How a thing came to read as it does: what it said first, what each amendment did, how it ended.

    `began` is the amendment that brought it, None for what was there from the beginning; `instead_of` is what it took the
    place of.
    """

    id: str
    first: object
    began: Amendment | None
    steps: tuple[AmendedStep, ...]
    ending: Ending | None
    instead_of: tuple[str, ...]


def amended_history(office: Office, id_: str) -> AmendedHistory | None:
    """The history of a thing as known; None where no amendment named it."""
    history = office.history
    placed = history.of(id_)
    if not placed:
        return None
    steps = tuple(
        AmendedStep(
            amendment=entry.amendment,
            deeds=tuple(deed for deed in history.deeds(entry) if deed.id == id_ or id_ in deed.successors),
            file=entry.file,
            line=office.line(entry.file, entry.at),
        )
        for entry in placed
    )
    first = next(
        (found for edition in history.editions if (found := records_by_id(edition.programme).get(id_))), None
    )
    is_added = id_ in history.added
    return AmendedHistory(
        id=id_,
        first=first,
        began=next((step.amendment for step in steps if _adds(step, id_)), None) if is_added else None,
        steps=steps,
        ending=history.endings.get(id_),
        instead_of=history.took_the_place_of(id_),
    )


def _adds(step: AmendedStep, id_: str) -> bool:
    return any(deed.how == "added" and deed.id == id_ for deed in step.deeds)


@record
class DetailView:
    """A thing on a day.

    `item` and `standings` for what can fall due; `clauses` are those it answers; `followers` what
    follows a clause or a part, `missing` the kinds of a clause that nothing follows; `reports` and
    `standings` what a unit sent and owes. Of the periods in `unread` no report could be read, of those in
    `without_figures` only its head, `unsettled` of both wait to be settled. `history` is there where amendments named the thing.
    """

    thing: Thing
    as_of: dt.date
    line: int
    item: Item | None
    standings: tuple[Standing, ...]
    fallen: tuple[Fallen, ...]
    clauses: tuple[Clause, ...]
    parts: tuple[Part, ...]
    followers: tuple[Thing, ...]
    missing: tuple[ClauseKind, ...]
    reports: tuple[Report, ...]
    unread: tuple[Period, ...]
    without_figures: frozenset[Period]
    unsettled: frozenset[Period]
    names: Mapping[str, str]
    figure_labels: Mapping[str, str]
    history: AmendedHistory | None


def detail_view(office: Office, thing: Thing, as_of: dt.date) -> DetailView:
    """Everything that `show` needs of one thing."""
    item = office.items.get(thing.id) if thing.kind != "unit" else None
    ids = clauses_named(thing)
    found = tuple(entry for entry in standings(office, as_of) if _concerns(thing, entry))
    may_fall = item is not None or thing.kind == "unit"
    clauses = tuple(clause for id_ in ids if (clause := clause_by_id(office.programme, id_)))
    waiting = office.unread.unsettled or READ
    return DetailView(
        thing=thing,
        as_of=as_of,
        line=office.line(thing.file, thing.at),
        item=_as_it_stands(item, found),
        standings=found,
        fallen=fallen(office, as_of, wanted=lambda entry: _concerns(thing, entry)) if may_fall else (),
        clauses=clauses,
        parts=tuple(part for part in office.programme.parts if part.id in ids),
        followers=followers_of(office, thing.id) if thing.kind in ("clause", "part") else (),
        missing=_missing(office, thing),
        reports=tuple(report for report in office.reports.values() if _is_of(thing, report, as_of)),
        unread=_periods_of(thing, office.unread.reports),
        without_figures=frozenset(_periods_of(thing, office.unread.figures)),
        unsettled=frozenset(_periods_of(thing, waiting.reports | waiting.figures)),
        names={unit.id: unit.label for unit in office.units.values()},
        figure_labels={figure.key: figure.label for figure in office.programme.figures},
        history=amended_history(office, thing.id) if thing.kind != "unit" else None,
    )


def _as_it_stands(item: Item | None, found: tuple[Standing, ...]) -> Item | None:
    """An item as it reads; what is joint and due once in the words that it was finished by."""
    is_one = item is not None and item.deadline.every is None and item.owners is None and len(found) == 1
    return found[0].item if is_one else item


def _missing(office: Office, thing: Thing) -> tuple[ClauseKind, ...]:
    traced = trace_view(office, thing.id).clauses if thing.kind == "clause" else ()
    return next((found.missing for found in traced if found.clause.id == thing.id), ())


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
