"""What a change does: statuses that turn, and how many reports there are now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.reports import ARRIVED
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import report_item
from ct58.domain.standing.obligations import Occasion, obligations, occasions
from ct58.domain.standing.occurrences import Obligation, item_occurrences
from ct58.domain.standing.status import HALTED, Standing, standing
from ct58.domain.time.deadlines import occurrence_of
from ct58.domain.time.period import Period
from ct58.records import positional_record, record


@positional_record
class Turn:
    """An obligation before and after."""

    before: Standing
    after: Standing


@record
class ArrivalCount:
    """How many reports of a line of the calendar had arrived, before and after, of how many expected."""

    title: str
    period: Period
    before: int
    after: int
    expected: int


@record
class Consequences:
    """Everything that a change turns, as far as it was looked for."""

    turns: tuple[Turn, ...]
    arrivals: tuple[ArrivalCount, ...]


@record
class WhereToLook:
    """Where to look for what a change turns: everything owed of some items, and by some units.

    `owed` are pairs of item and unit. `reports` (unit, period) turn the report itself, and what any figure
    of the unit decides; `figures` (unit, key) only what this figure does. With `everything`, anything may
    have turned.
    """

    items: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    owed: frozenset[tuple[str, str]] = frozenset()
    reports: frozenset[tuple[str, str]] = frozenset()
    figures: frozenset[tuple[str, str]] = frozenset()
    everything: bool = False

    def covers(self, obligation: Obligation) -> bool:
        """Whether an obligation may have turned."""
        unit = obligation.unit
        if self.everything or obligation.item.id in self.items:
            return True
        return unit is not None and (
            unit.id in self.units
            or (obligation.item.id, unit.id) in self.owed
            or self._concerns_report(obligation, unit.id)
        )

    def among(self, occasion: Occasion) -> Iterable[Unit | None]:
        """Those who owe something on an occasion and for whom it may have turned."""
        if self.everything or occasion.item.id in self.items:
            return occasion.owing
        return [unit for unit in occasion.owing if unit is not None and unit.id in self._named_units]

    @cached_property
    def _named_units(self) -> frozenset[str]:
        """The units of which anything is said."""
        of_pairs = {unit for _item, unit in self.owed} | {
            unit for unit, _key in (*self.reports, *self.figures)
        }
        return self.units | of_pairs

    def concerns(self, item: Item) -> bool:
        """Whether anything owed of an item may have turned."""
        if self.everything or item.id in self.items:
            return True
        return item.owners is not None and (
            bool(self.units or self.reports)
            or item.id in {owed for owed, _unit in self.owed}
            or (item.done_when or "").partition(".")[0] in {key for _unit, key in self.figures}
        )

    def _concerns_report(self, obligation: Obligation, unit: str) -> bool:
        if obligation.item.kind == "report":
            return (unit, obligation.occurrence.key) in self.reports
        decides = obligation.item.done_when
        if decides is None:
            return False
        return unit in self._reporters or (unit, decides.partition(".")[0]) in self.figures

    @cached_property
    def _reporters(self) -> frozenset[str]:
        return frozenset(unit for unit, _period in self.reports)


def consequences(before: Office, after: Office, as_of: dt.date, scope: WhereToLook) -> Consequences:
    """What a change turns on a day, as far as the scope goes.

    The calendar's lines are counted for the periods whose reports differ.
    """
    turns = tuple(_turns(before, after, as_of, scope))
    return Consequences(turns=turns, arrivals=tuple(_arrivals(before, after, as_of)))


def report_counts(office: Office, period: Period, as_of: dt.date) -> tuple[ArrivalCount, ...]:
    """Each line of the calendar that asks for reports of a period: how many of them are there."""
    asked = (item for item in office.items.values() if item.kind == "report")
    counts = (_count(office, office, item, period, as_of) for item in asked)
    return tuple(count for count in counts if count.expected)


def _turns(before: Office, after: Office, as_of: dt.date, scope: WhereToLook) -> Iterator[Turn]:
    concerned = [item for item in after.items.values() if scope.concerns(item)]
    changed = {item.id for item in concerned if before.items.get(item.id) != item}
    found = (entry for one in occasions(after, as_of, concerned) for entry in one.owed_by(scope.among(one)))
    for obligation in found:
        if not scope.covers(obligation):
            continue
        was = _as_it_was(before, obligation) if obligation.item.id in changed else obligation
        if was is not None:
            old, now = standing(before, was, as_of), standing(after, obligation, as_of)
            if _said(old) != _said(now):
                yield Turn(old, now)


def _as_it_was(before: Office, obligation: Obligation) -> Obligation | None:
    """The same occurrence of an item that said something else; None where there was none."""
    item = before.items.get(obligation.item.id)
    known = item_occurrences(before, item) if item else ()
    occurrence = occurrence_of(known, obligation.occurrence.key)
    return Obligation(item, occurrence, obligation.unit) if item and occurrence else None


def _said(standing: Standing) -> tuple[object, ...]:
    """What makes a difference: of what is done, or was missed, another deadline only if it is late by it."""
    is_open = standing.done_on is None and standing.status != "missed"
    due = standing.due if is_open else None
    days = standing.days_overdue if standing.status != "missed" else 0
    is_begun = standing.status == "overdue" and standing.started
    return (standing.status, days, due, is_begun, standing.needs_verification, standing.is_unsettled)


def _arrivals(before: Office, after: Office, as_of: dt.date) -> Iterator[ArrivalCount]:
    """The counts of each line of the calendar in which a report has come or gone."""
    seen = set()
    for unit, period in _come_and_gone(before, after):
        item = report_item(after, after.units[unit], period)
        if item is not None and (item.id, period) not in seen:
            seen.add((item.id, period))
            count = _count(before, after, item, period, as_of)
            if count.before != count.after:
                yield count


def _come_and_gone(before: Office, after: Office) -> list[tuple[str, Period]]:
    """Unit and period of the reports that are there on one side only, the earliest period first."""
    old, new = (_there(office) for office in (before, after))
    found = ((unit, Period.parse(key)) for unit, key in old ^ new if unit in after.units)
    return sorted(found, key=lambda entry: (entry[1].sort_key(), entry[0]))


def _there(office: Office) -> set[tuple[str, str]]:
    return {
        (unit, period) for unit, period in office.reports if office.heads_of(period)[unit].state in ARRIVED
    }


def _count(before: Office, after: Office, item: Item, period: Period, as_of: dt.date) -> ArrivalCount:
    """On the base of `reports`: what is suspended or dropped is not expected."""
    found = obligations(after, as_of, [item], lambda _item, one: one.period == period)
    now = [standing(after, obligation, as_of) for obligation in found]
    owed = [one for one in now if one.status not in HALTED]
    old = (standing(before, one.obligation, as_of) for one in owed)
    return ArrivalCount(
        title=item.title,
        period=period,
        before=sum(one.done_on is not None for one in old),
        after=sum(one.done_on is not None for one in owed),
        expected=len(owed),
    )
