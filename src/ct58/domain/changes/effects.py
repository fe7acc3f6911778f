"""What changes turn: statuses, the reports that have arrived, and what the indicators come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.changes.model import (
    AmendmentChange,
    Change,
    EventChange,
    FileChange,
    ItemChange,
    ReportChange,
    UnitChange,
)
from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.needs import default_period, looks_back, measure_keys, measures_of, report_periods
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.windows import Window, windows
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.standing.consequences import Consequences, WhereToLook, consequences
from ct58.domain.time.period import Period
from ct58.records import record

MOST_PERIODS = 8
"""Of so many periods, the newest, the indicators are computed on both sides; a change of more is a history."""

_COUNTING = frozenset({"state", "received_on", "quality", "counted_in"})
"""Fields of a report that decide whether, when and as what its figures count."""


@record
class Shift:
    """An indicator in one window, before (None: it did not exist) and after."""

    before: Result | None
    after: Result

    @property
    def turns_verdict(self) -> bool:
        """Whether the verdict is another one."""
        return self.before is None or self.before.main.verdict != self.after.main.verdict


@record
class Effects:
    """Everything that changes turn; `left_out` are periods whose indicators were not computed."""

    consequences: Consequences
    shifts: tuple[Shift, ...]
    left_out: tuple[Period, ...] = ()


NOTHING_TURNS = Effects(consequences=Consequences(turns=(), arrivals=()), shifts=())


def effects(
    before: Office, after: Office, changes: Sequence[Change], as_of: dt.date, *, is_as_read: bool = False
) -> Effects:
    """What changes turn on a day, by the same rules that `overdue` and `indicators` follow.

    Of offices as they were read, what is remembered of indicators is not worked out again.
    """
    before = _with_new_ids(before, changes)
    affected, left_out = _affected(after, changes, as_of)
    return Effects(
        consequences=consequences(before, after, as_of, where_to_look(changes)),
        shifts=tuple(_shifts(before, after, affected, as_of, is_as_read=is_as_read)),
        left_out=tuple(left_out),
    )


def effects_throughout(before: Office, after: Office, as_of: dt.date) -> Effects:
    """What a change of the data's form turns, looked for in all indicators and the whole of the programme's time."""
    affected = _reading(after, {}, [after.horizon], everything=True)
    return Effects(
        consequences=consequences(before, after, as_of, WhereToLook(everything=True)),
        shifts=tuple(_shifts(before, after, affected, as_of)),
    )


def shifts_in(before: Office, after: Office, periods: Sequence[Period], as_of: dt.date) -> tuple[Shift, ...]:
    """The indicators that come to something else in some periods, whatever the change was."""
    return tuple(_shifts(before, after, _reading(after, {}, periods, everything=True), as_of))


def _with_new_ids(office: Office, changes: Iterable[Change]) -> Office:
    """The office with each unit under its new id: another id alone turns nothing."""
    ids = {c.was: c.unit for c in changes if isinstance(c, UnitChange) and c.was is not None}
    if not ids:
        return office

    def new(id_: str) -> str:
        return ids.get(id_, id_)

    return replace(
        office,
        units={new(id_): replace(unit, id=new(id_)) for id_, unit in office.units.items()},
        reports={
            (new(unit), period): replace(report, unit=new(unit))
            for (unit, period), report in office.reports.items()
        },
        events={
            (item, new(unit) if unit is not None else None): events
            for (item, unit), events in office.events.items()
        },
    )


def where_to_look(changes: Iterable[Change]) -> WhereToLook:
    """Where statuses may have turned."""
    items: set[str] = set()
    units: set[str] = set()
    owed: set[tuple[str, str]] = set()
    reports: set[tuple[str, str]] = set()
    figures: set[tuple[str, str]] = set()
    everything = False
    for change in changes:
        if isinstance(change, ReportChange) and _counts_otherwise(change):
            reports.add((change.unit, str(change.period)))
        elif isinstance(change, ReportChange):
            figures |= {(change.unit, key) for key in _keys(change)}
        elif isinstance(change, EventChange) and change.unit and change.item:
            owed.add((change.item, change.unit))
            owed |= {(change.item, change.was)} if change.was else set()
            items |= {change.item} if change.was == "" else set()
        elif isinstance(change, EventChange | ItemChange) and change.item:
            items.add(change.item)
        elif isinstance(change, UnitChange):
            units.add(change.unit)
        elif isinstance(change, FileChange | AmendmentChange):
            everything = True
    return WhereToLook(
        items=frozenset(items),
        units=frozenset(units),
        owed=frozenset(owed),
        reports=frozenset(reports),
        figures=frozenset(figures),
        everything=everything,
    )


def _counts_otherwise(change: ReportChange) -> bool:
    """Whether a report begins or ceases to count, or counts from another day or as something else."""
    is_other = change.how != "changed" or change.was is not None
    return is_other or any(field.path[0] in _COUNTING for field in change.fields)


def needed_reports(office: Office, changes: Sequence[Change], as_of: dt.date) -> frozenset[str] | None:
    """The periods whose reports tell what changes turn, with those compared with; None means all.

    The programme alone is looked at.
    """
    found = {"once"}
    for change in changes:
        if isinstance(change, ReportChange):
            found.add(str(change.period))
            found |= {str(change.period.previous())} if change.period.kind != "once" else set()
        elif isinstance(change, EventChange) and change.event.occurrence:
            found.add(change.event.occurrence)
        elif isinstance(change, EventChange) and not change.unit:
            continue
        elif isinstance(change, EventChange | UnitChange | FileChange | ItemChange | AmendmentChange):
            return None
    for indicator, window in _affected(office, changes, as_of)[0]:
        found |= report_periods(office, indicator, window)
    return frozenset(found)


def effects_known(
    before: Office, after: Office, changes: Sequence[Change], as_of: dt.date, read: frozenset[str] | None
) -> Effects:
    """What changes turn of offices as they were read, of indicators only what the reports of the periods that were read can tell.

    `read` are those periods, None where all were.
    """
    needed = needed_reports(after, changes, as_of)
    if read is None or (needed is not None and needed <= read):
        return effects(before, after, changes, as_of, is_as_read=True)
    return Effects(consequences=consequences(before, after, as_of, where_to_look(changes)), shifts=())


def telling_periods(office: Office, period: Period, figures: Iterable[str]) -> frozenset[str]:
    """The periods whose reports tell what some figures of one period turn, whatever they will be."""
    affected = _reading(office, {period: set(figures)}, [period])
    return frozenset().union(*(report_periods(office, indicator, window) for indicator, window in affected))


# ----------------------------------------------------------------- indicators


def _affected(
    office: Office, changes: Sequence[Change], as_of: dt.date
) -> tuple[list[tuple[Indicator, Window]], list[Period]]:
    """The indicators that read a figure that differs, in the windows of its period; each once.

    Only the newest periods are looked at, after a change of the register what is current, too; the others
    are given beside.
    """
    keys = _changed_keys(changes)
    everything = any(_is_structural(change) for change in changes)
    current = {default_period(office, as_of)} if everything else set()
    touched = {period for period, found in keys.items() if found}
    periods = sorted(touched | current, key=Period.sort_key, reverse=True)
    affected = _reading(office, keys, periods[:MOST_PERIODS], everything=everything)
    return affected, periods[MOST_PERIODS:]


def _is_structural(change: Change) -> bool:
    """Whether it may change who is counted, or how."""
    is_programme = isinstance(change, FileChange) and change.kind == "programme"
    return is_programme or isinstance(change, UnitChange | AmendmentChange)


def _reading(
    office: Office, keys: Mapping[Period, set[str]], periods: Sequence[Period], *, everything: bool = False
) -> list[tuple[Indicator, Window]]:
    """The indicators that read some figures, or all indicators, in the windows of some periods; each once."""
    found: dict[tuple[str, Window], Indicator] = {}
    decided_by = {figure.key: figure.decided_by or "" for figure in office.programme.figures}
    for indicator in office.programme.indicators:
        own = {key for measure in measures_of(indicator) for key in measure_keys(measure)}
        own |= {decided_by.get(key, "") for key in own}
        for period in periods:
            if everything or own & keys.get(period, set()):
                there = (*windows(office, indicator, period), *_looking_back(office, indicator, period))
                found |= {(indicator.id, window): indicator for window in there}
    return [(indicator, window) for (_id, window), indicator in found.items()]


def _looking_back(office: Office, indicator: Indicator, period: Period) -> Iterator[Window]:
    """Later windows of an indicator that look back to a period: its value there is a part of what they ask or count."""
    if not looks_back(indicator) or period.kind == "once":
        return
    for year in office.horizon.split("year"):
        if year.last_day > period.last_day:
            for window in windows(office, indicator, year):
                if not window.is_one_off and str(period) in report_periods(office, indicator, window):
                    yield window


def _keys(change: ReportChange) -> set[str]:
    """The figures of which a report says something else, or gives another reason."""
    reasons = {key for field in change.fields if field.path[0] == "reasons" for key in field.path[1:]}
    return reasons | {field.path[0] for field in change.figures}


def _changed_keys(changes: Iterable[Change]) -> dict[Period, set[str]]:
    """Period → the figures that differ in it; where they begin or cease to count, all of the report's."""
    found: dict[Period, set[str]] = {}
    for change in changes:
        if isinstance(change, ReportChange):
            keys = found.setdefault(change.period, set())
            keys |= _keys(change)
            if _counts_otherwise(change):
                keys |= {key for side in (change.before, change.after) if side for key in side.figures}
    return found


def _shifts(
    before: Office,
    after: Office,
    affected: Iterable[tuple[Indicator, Window]],
    as_of: dt.date,
    *,
    is_as_read: bool = False,
) -> Iterator[Shift]:
    """Those that come to something else, in the programme's order."""
    old, new = (
        Answers(office, as_of, office.by_period.remembers if is_as_read else None)
        for office in (before, after)
    )
    known = {indicator.id: indicator for indicator in before.programme.indicators}
    for indicator, window in affected:
        was = known.get(indicator.id)
        shift = Shift(
            before=evaluate(old, was, window) if was else None, after=evaluate(new, indicator, window)
        )
        if shift.before is None or _said(shift.before) != _said(shift.after):
            yield shift


def _said(result: Result) -> tuple[object, ...]:
    main = result.main
    return (main.verdict, main.numerator, main.denominator, main.coverage, main.lower, main.upper)
