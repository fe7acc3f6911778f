"""The office without hindsight: what is dated after a day is not known on it (contract §1).

Everything that a command says of a day is said of this office, so no later item, unit, event, report, decision, correction,
closing or issue can change it. A voided event never happened, on whatever day; what has no day of its own stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from operator import is_

from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.editions import History, history_of, items_in_time
from ct58.domain.records.events import Event, ItemFile
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office, unit_order
from ct58.domain.records.programme import Amendment
from ct58.domain.records.report_index import Heads, OfUnits, PeriodSource, Reports, heads_of
from ct58.domain.records.reports import Document, Report, own_day
from ct58.domain.records.units import Unit

Decisions = Mapping[str, str | None]
"""The figures that count by a day of their own, each with the figure that holds its decision, if it has one."""


def as_known(office: Office, day: dt.date) -> Office:
    """The office with only what is dated on or before a day, in the words that were in force on it."""
    history = _history(office.history, day)
    units = {unit.id: _unit(unit, day) for unit in office.units.values() if _has_begun(unit, day)}
    if any(unit.before for unit in office.units.values()):
        units = {unit.id: unit for unit in sorted(units.values(), key=unit_order(history.last.terms))}
    files = {id_: _item_file(file, day) for id_, file in office.item_files.items() if _has_come_up(file, day)}
    gone = office.item_files.keys() - files.keys()
    items = {id_: item for id_, item in _items(office, history).items() if id_ not in gone}
    return replace(
        office,
        programme=history.last,
        history=history,
        known_on=day,
        units=units,
        items=items,
        reports=_reports(office, units, day),
        events={
            (item, unit): _events(found, day)
            for (item, unit), found in office.events.items()
            if item not in gone and (unit is None or unit in units)
        },
        item_files=files,
        unit_event_lines={
            id_: tuple(event for event in _events(found, day) if event.item not in gone)
            for id_, found in office.unit_event_lines.items()
            if id_ in units
        },
        periods={key: _period(file, day) for key, file in office.periods.items()},
    )


# ------------------------------------------------------------- programme, units


def _history(history: History, day: dt.date) -> History:
    """The programme as it could be known: a closing or an amendment that lies ahead is not."""
    known = [entry for entry in history.amendments if _is_in_force(entry.amendment, day)]
    head, first = history.first.head, history.first
    if head.closed_on is not None and head.closed_on > day:
        first = replace(first, programme=replace(head, closed_on=None, closing=None))
    if first is history.first and len(known) == len(history.amendments):
        return history
    stated = tuple(entry for entry in first.amendments if _is_in_force(entry, day))
    return history_of(replace(first, amendments=stated), known)


def _is_in_force(amendment: Amendment, day: dt.date) -> bool:
    """Whether an amendment is known on a day, and has effect by then."""
    days = [found for found in (amendment.since, amendment.known_since) if found is not None]
    return all(found <= day for found in days)


def _items(office: Office, history: History) -> Mapping[str, Item]:
    """The items in the words of the day: those of the programme anew, where an amendment is not known on it."""
    if history is office.history:
        return office.items
    own = {item.id: item for item in items_in_time(history)}
    return own | {id_: item for id_, item in office.items.items() if item.kind == "ad_hoc"}


def _has_begun(unit: Unit, day: dt.date) -> bool:
    return unit.valid_from is None or unit.valid_from <= day


def _unit(unit: Unit, day: dt.date) -> Unit:
    """As it was on the day. Until its last day nobody knows that it ends, or into what it is merged."""
    unit = unit.on(day)
    if unit.valid_to is None or unit.valid_to <= day:
        return unit
    return replace(unit, valid_to=None, merged_into=None)


# ---------------------------------------------------------------- items, events


def _has_come_up(file: ItemFile, day: dt.date) -> bool:
    """Whether an item is known; one that came up on the way is there from the day of its source on."""
    source = file.source
    return source is None or source.date is None or source.date <= day


def _item_file(file: ItemFile, day: dt.date) -> ItemFile:
    events = _events(file.events, day)
    return file if events is file.events else replace(file, events=events)


def _events(events: tuple[Event, ...], day: dt.date) -> tuple[Event, ...]:
    """Without what happened later, and without what was voided later: that never happened."""
    known = tuple([_event(event, day) for event in events if _has_happened(event, day)])
    return events if len(known) == len(events) and all(map(is_, known, events)) else known


def _has_happened(event: Event, day: dt.date) -> bool:
    return event.date <= day and (event.voided is None or event.voided.date <= day)


def _event(event: Event, day: dt.date) -> Event:
    known = _document(event.document, day)
    return event if known is event.document else replace(event, document=known)


def _document(document: Document | None, day: dt.date) -> Document | None:
    """A document of a later day is not there yet."""
    is_later = document is not None and document.date is not None and document.date > day
    return None if is_later else document


# --------------------------------------------------------------------- reports


def _reports(office: Office, units: Mapping[str, Unit], day: dt.date) -> Reports:
    """The reports of the units of the day; of one that came later only what was known by its own day."""
    return office.by_period.changed(_AsKnown(office, office.units.keys() - units.keys(), day))


class _AsKnown(PeriodSource):
    """Those of an office, by a day, without some units that came later.

    A period's figures are looked at where somebody asks for them, or where one of its reports came later.
    """

    def __init__(self, office: Office, later: AbstractSet[str], day: dt.date) -> None:
        self._all = office.by_period
        self._later = later
        self._day = day
        self._own: Decisions = {
            figure.key: figure.decided_by
            for figure in office.programme.figures
            if figure.counts_by_its_own_day
        }

    def heads(self, period: str) -> Heads:
        found, day = self._all.heads_of(period), self._day
        if any(head.received_on is not None and head.received_on > day for head in found.values()):
            return heads_of(self.of(period))
        return {unit: head for unit, head in found.items() if unit not in self._later}

    def of(self, period: str) -> OfUnits:
        return self._known(self._all.of(period), period)

    def showing(self, period: str, figures: frozenset[str]) -> OfUnits:
        return self._known(self._all.showing(period, figures), period)

    def known_by(self, period: str) -> dt.date | None:
        by = self._all.known_by(period)
        if by is None or self._later:
            return None
        return by if self._all.latest(period) <= self._day else min(by, self._day)

    def _known(self, reports: OfUnits, period: str) -> OfUnits:
        if not self._later and self._all.latest(period) <= self._day:
            return reports
        found = (
            (unit, _report(report, self._own, self._day))
            for unit, report in reports.items()
            if unit not in self._later
        )
        return {unit: report for unit, report in found if report is not None}


def _report(report: Report, own: Decisions, day: dt.date) -> Report | None:
    """The report as known; None where nothing is."""
    if report.received_on is None or report.received_on <= day:
        return _received(report, own, day)
    days = {key: _dated(report, own, key) for key in report.figures if key in own}
    figures = {key: report.figures[key] for key, dated in days.items() if dated is not None and dated <= day}
    return (
        Report(unit=report.unit, period=report.period, state="expected", figures=figures) if figures else None
    )


def _received(report: Report, own: Decisions, day: dt.date) -> Report:
    figures = report.figures
    later = [key for key in own if key in figures and _is_later(_dated(report, own, key), day)]
    corrections = tuple(entry for entry in report.corrections if entry.date <= day)
    document = _document(report.document, day)
    if not later and len(corrections) == len(report.corrections) and document is report.document:
        return report
    known = {key: value for key, value in figures.items() if key not in later}
    return replace(report, document=document, figures=known, corrections=corrections)


def _is_later(dated: dt.date | None, day: dt.date) -> bool:
    return dated is not None and dated > day


def _dated(report: Report, own: Decisions, key: str) -> dt.date | None:
    """The day of a figure itself, or of the decision that it counts by."""
    figures, decided_by = report.figures, own[key]
    return own_day(figures[key]) or (own_day(figures.get(decided_by)) if decided_by else None)


# --------------------------------------------------------------------- periods


def _period(file: PeriodFile, day: dt.date) -> PeriodFile:
    """Without closings, reopenings and issues of a later day."""
    days = [entry.on for kind in (file.closings, file.reopenings, file.issued) for entry in kind]
    if all(on <= day for on in days):
        return file
    return replace(
        file,
        closings=tuple(entry for entry in file.closings if entry.on <= day),
        reopenings=tuple(entry for entry in file.reopenings if entry.on <= day),
        issued=tuple(entry for entry in file.issued if entry.on <= day),
    )
