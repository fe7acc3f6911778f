"""Calendars: days that their periods have, events that something waits for, holidays, what may feed an indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from ct58.domain.checks.context import Context, shown
from ct58.domain.checks.form import figures_read
from ct58.domain.checks.timing import (
    MOST_DAYS_AFTER,
    faulty_cycle,
    faulty_day,
    known_occurrences,
    placed_deadlines,
)
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.text.suggestions import suggestion
from ct58.domain.time.days import is_weekend
from ct58.domain.time.due_days import Cycle, period_kind
from ct58.domain.time.period import Period
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg

_FIRST_COUNTED, _LAST_COUNTED = 2, 28
"""Every month has such days, and data that run from the 1st on are those of the period itself."""
_COUNTED = frozenset({"month", "quarter", "half", "year"})


def days_are_in_their_periods(context: Context, office: Office) -> Iterator[Finding]:
    """`on` names a day that each period has, and `every` a length that no other word has."""
    for file, at, rule in placed_deadlines(office):
        problem = faulty_day(rule.on, rule.every)
        if problem is not None:
            yield Finding(code="P360", file=file, at=(*at, "on"), params={"problem": problem})
        if isinstance(rule.every, Cycle) and (problem := faulty_cycle(rule.every)) is not None:
            yield Finding(code="P362", file=file, at=(*at, "every"), params={"problem": problem})


def waits_come_to_an_end(context: Context, office: Office) -> Iterator[Finding]:
    """What falls due after an event names an item of which it can happen, and not at last itself."""
    for file, at, rule in placed_deadlines(office):
        if rule.after is None:
            continue
        item = next((one for one in office.items.values() if _is_of(one, file, at)), None)
        for key, problem in _faulty_wait(office, item) if item is not None else ():
            yield Finding(code="P361", file=file, at=(*at, "after", key), params={"problem": problem})


def _is_of(item: Item, file: str, at: Path) -> bool:
    return item.file == file and at == (*item.at, "deadline")


def _faulty_wait(office: Office, item: Item) -> Iterator[tuple[Literal["item", "days"], Message]]:
    after = item.deadline.after
    assert after is not None
    if not 0 <= after.days <= MOST_DAYS_AFTER:
        yield "days", msg(N_("“days” is a number of days, 0 to {most}"), most=MOST_DAYS_AFTER)
    source = office.items.get(after.item)
    if source is None or source.kind == "report":
        known_ids = [one.id for one in office.items.values() if one.kind != "report"]
        near = suggestion(after.item, known_ids)
        yield "item", msg(N_("there is no item {id}{suggestion}"), id=shown(after.item), suggestion=near)
    elif _awaits(office, source, item.id):
        yield "item", msg(N_("{id} waits for this one in turn"), id=source.id)
    elif source.owners is not None and item.owners is None:
        yield "item", msg(N_("{id} is owed by each unit, and this one jointly"), id=source.id)
    elif _named_by(source) != _named_by(item):
        yield "item", msg(N_("{id} comes again by other periods than this one"), id=source.id)


def _named_by(item: Item) -> str | None:
    rule = item.deadline
    return period_kind(rule.every, rule.on) if rule.every is not None else None


def _awaits(office: Office, item: Item, id_: str) -> bool:
    """Whether an item is another, or waits for it, however many lie between."""
    seen: set[str] = set()
    ahead: Item | None = item
    while ahead is not None and ahead.id not in seen:
        if ahead.id == id_:
            return True
        seen.add(ahead.id)
        ahead = office.items.get(ahead.deadline.after.item) if ahead.deadline.after else None
    return False


def weeks_stay_weeks(context: Context, office: Office) -> Iterator[Finding]:
    """What adds up by weeks feeds no indicator: a week lies in two months, and nobody knows which part is whose."""
    weekly = {one.key for one in office.programme.figures if one.every == "week" and one.is_summed}
    for at, key in figures_read(office.programme) if weekly else ():
        if key in weekly:
            yield Finding(code="P363", file=PROGRAMME_FILE, at=at, params={"key": key})


def holidays_are_days_off(context: Context, office: Office) -> Iterator[Finding]:
    """A holiday is written once and is no Saturday or Sunday, a day that is worked is one, and something moves because of them."""
    head = office.programme.head
    rules = [rule for _, _, rule in placed_deadlines(office)]
    is_moved = head.on_holiday != "keep" or any(rule.on_holiday not in (None, "keep") for rule in rules)
    lists = {"holidays": ("P364", head.holidays), "worked_days": ("P391", head.worked_days)}
    for key, (code, days) in lists.items():
        at: Path = ("programme", key)
        if days and not is_moved:
            yield Finding(code="P365", file=PROGRAMME_FILE, at=at, at_key=True)
        for index, day in enumerate(days):
            problem = _idle_day(day, days[:index], key, head.holidays)
            if problem is not None:
                params = {"day": day, "problem": problem}
                yield Finding(code=code, file=PROGRAMME_FILE, at=(*at, index), params=params)


def _idle_day(
    day: dt.date, before: Sequence[dt.date], key: str, holidays: Sequence[dt.date]
) -> Message | None:
    """Why a day of one of the lists says nothing."""
    if day in before:
        return msg(N_("it stands there already"))
    if key == "worked_days" and day in holidays:
        return msg(N_("it is a holiday as well"))
    if is_weekend(day) == (key == "worked_days"):
        return None
    if key == "worked_days":
        return msg(N_("it is no Saturday or Sunday"))
    return msg(N_("it is a Saturday or Sunday anyway"))


def data_run_from_a_day(context: Context, office: Office) -> Iterator[Finding]:
    """`counts_from` is a day that every month has, of reports about whole months."""
    for index, rule in enumerate(office.programme.reporting):
        day = rule.counts_from
        if day is not None and (
            not _FIRST_COUNTED <= day <= _LAST_COUNTED or period_kind(rule.every, rule.on) not in _COUNTED
        ):
            at: Path = ("reporting", index, "counts_from")
            yield Finding(code="P366", file=PROGRAMME_FILE, at=at, params={"day": day})


def reports_have_a_period_of_their_own(context: Context, office: Office) -> Iterator[Finding]:
    """Two lines do not ask one unit for reports of the same period: a report is found by its period, and would answer both."""
    lines = [item for item in office.items.values() if item.kind == "report"]
    for place, line in enumerate(lines):
        twin = next((other for other in lines[:place] if _ask_alike(office, other, line)), None)
        if twin is not None:
            params = {"id": line.id, "other": twin.id}
            yield Finding(code="P390", file=line.file, at=(*line.at, "every"), params=params)


def _ask_alike(office: Office, one: Item, other: Item) -> bool:
    if _named_by(one) != _named_by(other):
        return False
    periods = {found.key: found.period for found in known_occurrences(office, one)}
    both = (found.period for found in known_occurrences(office, other) if found.key in periods)
    last = max(both, key=Period.sort_key, default=None)
    if last is None or one.owners is None or other.owners is None:
        return False
    day = last.last_day
    return not office.meant_ids(one.owners, day).isdisjoint(office.meant_ids(other.owners, day))


def indicators_have_whole_times(context: Context, office: Office) -> Iterator[Finding]:
    """An indicator is counted over months, quarters, half-years or years, or until a day."""
    for index, indicator in enumerate(office.programme.indicators):
        rule = indicator.deadline
        odd: Mapping[str, bool] = {
            "every": isinstance(rule.every, Cycle) or rule.every == "week",
            "on": isinstance(rule.on, tuple),
            "after": rule.after is not None,
        }
        for key in (key for key, is_odd in odd.items() if is_odd):
            at: Path = ("indicators", index, "deadline", key)
            yield Finding(code="P367", file=PROGRAMME_FILE, at=at, at_key=True, params={"key": key})
