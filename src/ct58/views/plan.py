"""View of a work programme: what falls due in a period, by who leads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal

from ct58.domain.records.editions import adjusted_by
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Amendment, ProductDay, ProgrammeHead
from ct58.domain.records.terms import Terminology
from ct58.domain.records.units import Unit
from ct58.domain.standing.status import HALTED, Standing
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.counts import Nouns, nouns_of
from ct58.views.document import OfficialHead, official_head
from ct58.views.due import DONE, OPEN, Entry, Filter, OwedTally, entries_on, tallies

PLAN_ROLE = "work-programme"
"""The role in office.yaml that signs work programmes."""
When = Literal["carried_over", "due", "product", "ongoing", "unreadable"]
"""Overdue and due before the period; due in it; due later, with a product whose inner day is in it; without a day;
perhaps one of these: nobody can read it."""


@record
class PlanRow:
    """An item in a period, with all its occurrences there, by day.

    `tallies` count each occurrence that units owe; of several units that owe one the first entry stands for all.
    `nouns` is of all of them, whoever owes them. `products` are those with an inner day in the period;
    `adjusted_by` is the amendment that set who owes it, or when.
    """

    when: When
    entries: tuple[Entry, ...]
    tallies: tuple[OwedTally, ...]
    nouns: Nouns
    products: tuple[ProductDay, ...] = ()
    adjusted_by: Amendment | None = None

    @property
    def item(self) -> Item:
        """What is to be done."""
        return self.entries[0].standing.item


@record
class PlanGroup:
    """What one body leads, by day; what the units owe where `lead` is None."""

    lead: Unit | None
    rows: tuple[PlanRow, ...]
    nouns: Nouns


@record
class PlanView:
    """A period's work as known on a day. `entries` are all obligations in it, one a unit where each owes.

    `rest_from` is the day from which the rest of a running period is told, None for a whole one.
    """

    head: ProgrammeHead
    terms: Terminology
    period: Period
    as_of: dt.date
    groups: tuple[PlanGroup, ...]
    entries: tuple[tuple[When, Entry], ...]
    names: dict[str, str]
    form: OfficialHead
    rest_from: dt.date | None = None


def plan_view(
    office: Office, period: Period, as_of: dt.date, only: Filter | None = None, *, is_rest: bool = False
) -> PlanView:
    """What falls due in a period, what is carried over into it, and the standing duties.

    Of the rest only what is still to be done: what fell due in the period before the day, and is open, is carried over, too.

    What is suspended or dropped is left out. A joint item stands with the first of those who lead it.
    """
    wanted = only or Filter()
    found = tuple(
        (when, entry)
        for entry in entries_on(office, as_of)
        if wanted.lets_pass(entry.standing)
        and not (is_rest and entry.standing.status in DONE)
        and (when := _when(entry, period, as_of if is_rest else period.first_day)) is not None
    )
    return PlanView(
        head=office.programme.head,
        terms=office.terms,
        period=period,
        as_of=as_of,
        groups=_groups(office, period, found),
        entries=found,
        names={unit.id: unit.label for unit in office.units.values()},
        form=official_head(office, "work_programme", PLAN_ROLE, as_of=as_of),
        rest_from=as_of if is_rest else None,
    )


def next_quarter(as_of: dt.date) -> Period:
    """The quarter after the one in which a day lies: whose programme is drafted then."""
    last = Period.containing(as_of, "quarter").last_day
    return Period.containing(last + dt.timedelta(days=1), "quarter")


def running_quarter(as_of: dt.date, horizon: Period) -> Period | None:
    """The quarter in which a day lies, where something of it is still to come; None outside of the programme's time."""
    found = Period.containing(as_of, "quarter")
    return found if as_of < found.last_day and horizon.contains(as_of) else None


def _when(entry: Entry, period: Period, begin: dt.date) -> When | None:
    """How an obligation concerns a period that is told from a day on; None where it does not."""
    status, due = entry.standing.status, entry.standing.due
    if status in HALTED or entry.standing.cut_on is not None:
        return None
    if status == "unreadable" and (due is None or due < begin):
        return "unreadable"
    if due is None:
        return "ongoing" if status == "ongoing" else None
    if status == "overdue" and due < begin:
        return "carried_over"
    if period.contains(due):
        return "due"
    return "product" if status in OPEN and open_products(entry.standing, period) else None


def open_products(standing: Standing, period: Period) -> tuple[ProductDay, ...]:
    """The products with an inner day in a period that have not been submitted or issued yet."""
    there: set[str | None] = set()
    for event in standing.events:
        if event.rule.means == "gives" or event.rule.is_end_of_work:
            there.add(event.product)
        elif event.rule.means == "takes_back":
            there.discard(event.product)
    return tuple(
        product
        for product in standing.item.products
        if product.name not in there and period.contains(product.due)
    )


def _groups(office: Office, period: Period, found: Iterable[tuple[When, Entry]]) -> tuple[PlanGroup, ...]:
    """By who leads, in the office's order; what units owe comes last. Whose entry could not be read goes by its id."""
    by_lead: dict[str | None, list[tuple[When, Entry]]] = {}
    for when, entry in found:
        by_lead.setdefault(_lead(entry), []).append((when, entry))
    unread = [id_ for id_ in by_lead if id_ is not None and id_ not in office.units]
    order = [id_ for id_ in (*office.units, *unread, None) if id_ in by_lead]
    return tuple(
        PlanGroup(
            lead=_body(office, id_) if id_ else None,
            rows=_rows(office, by_lead[id_], period),
            nouns=nouns_of(entry for _when, entry in by_lead[id_]),
        )
        for id_ in order
    )


def _body(office: Office, id_: str) -> Unit:
    return office.units.get(id_) or Unit(id=id_, name=id_, kind="")


def _lead(entry: Entry) -> str | None:
    """The first of those who lead a joint item; None for what units owe."""
    return entry.standing.item.lead[0] if entry.unit is None and entry.standing.item.lead else None


def _rows(office: Office, found: Iterable[tuple[When, Entry]], period: Period) -> tuple[PlanRow, ...]:
    """One row an item, by its first day; within a day in the programme's order; standing duties last."""
    by_item: dict[tuple[When, str], list[Entry]] = {}
    for when, entry in found:
        by_item.setdefault((when, entry.standing.item.id), []).append(entry)
    rows = [_row(office, when, entries, period) for (when, _id), entries in by_item.items()]
    return tuple(sorted(rows, key=_first_day))


def _first_day(row: PlanRow) -> dt.date:
    return min(product.due for product in row.products) if row.when == "product" else _day(row.entries[0])


def _row(office: Office, when: When, entries: Sequence[Entry], period: Period) -> PlanRow:
    counts = tallies(entries)
    first_of_each = {entry.occurrence: entry for entry in reversed(entries)}
    ordered = sorted(first_of_each.values(), key=_day)
    return PlanRow(
        when=when,
        entries=tuple(ordered),
        tallies=tuple(counts[entry.key[:2]] for entry in ordered if entry.key[:2] in counts),
        nouns=nouns_of(entries),
        products=open_products(ordered[0].standing, period) if when == "product" else (),
        adjusted_by=adjusted_by(office.history, ordered[-1].standing.item),
    )


def _day(entry: Entry) -> dt.date:
    return entry.standing.due or dt.date.max
