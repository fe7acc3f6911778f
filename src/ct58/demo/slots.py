"""Who owed a report, and what became of it: most in time, some late, some missing, some not typed in yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ct58.demo.dice import Dice, share
from ct58.demo.window import Window, item_times
from ct58.domain.records.items import programme_items
from ct58.domain.records.measure import members
from ct58.domain.records.programme import Programme
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period

Outcome = Literal[
    "on_time", "late", "missing", "registered", "returned", "partial", "empty", "corrected", "replaced"
]
_SPEAKING = frozenset({"on_time", "late", "partial", "corrected", "replaced"})
"""Outcomes whose report says something."""
_SMALL = 8
"""A group of fewer units has no laggards but by chance: the committee's own figures are there."""
_NEW_WITHIN = dt.timedelta(days=10)
"""A period that fell due so shortly before the history's end is still being typed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A report that is owed: by whom, for which period, until when, and what became of it."""

    unit: Unit
    rule: str
    period: Period
    due: dt.date
    outcome: Outcome = "on_time"
    received_on: dt.date | None = None

    @property
    def speaks(self) -> bool:
        """Whether the report is in and holds figures."""
        return self.outcome in _SPEAKING and self.received_on is not None


def reporting_slots(programme: Programme, units: Sequence[Unit], window: Window, dice: Dice) -> list[Slot]:
    """Every report of the calendar whose period ends in the window, with its outcome."""
    slots = []
    for item in programme_items(programme):
        owners = programme.sets.get(item.owners or "")
        if item.kind != "report" or owners is None:
            continue
        asked = members(owners, units)
        times = [time for time in item_times(programme, item) if _is_inside(window, time.period)]
        for ordinal, time in enumerate(times):
            valid = [unit for unit in asked if unit.is_valid_on(time.period.last_day)]
            group = [
                Slot(unit=unit, rule=item.id, period=time.period, due=time.due or time.period.last_day)
                for unit in valid
            ]
            slots += _with_outcomes(group, ordinal, window, dice)
    return _once_each(slots)


def _is_inside(window: Window, period: Period) -> bool:
    return window.first_day <= period.last_day <= window.last_day


def _once_each(slots: Iterable[Slot]) -> list[Slot]:
    """A unit that two lines of the calendar ask for the same period sends one report."""
    first: dict[tuple[str, Period], Slot] = {}
    for slot in slots:
        first.setdefault((slot.unit.id, slot.period), slot)
    return list(first.values())


def _with_outcomes(group: Sequence[Slot], ordinal: int, window: Window, dice: Dice) -> list[Slot]:
    """The reports of one line and period. The slackest units come first and get the bad outcomes."""
    if not group:
        return []
    rng = dice.stream("outcomes", group[0].rule, group[0].period)
    slack = {slot.unit.id: quality(dice, slot.unit.id) + rng.gauss(0, 1.5) for slot in group}
    ranked = sorted(group, key=lambda slot: (slack[slot.unit.id], slot.unit.id))
    is_newest = group[0].due + _NEW_WITHIN > window.as_of
    outcomes = _outcomes(len(group), ordinal, is_newest=is_newest) if len(group) >= _SMALL else []
    outcomes += ["on_time"] * (len(group) - len(outcomes))
    return [_received(slot, outcome, window, dice) for slot, outcome in zip(ranked, outcomes, strict=False)]


def quality(dice: Dice, unit_id: str) -> float:
    """How good a unit is, about normally distributed; it shows in punctuality and in ratings."""
    return dice.stream("quality", unit_id).gauss(0, 1)


def _outcomes(size: int, ordinal: int, *, is_newest: bool) -> list[Outcome]:
    """So many of each kind, the rest on time. Rare kinds come in turn."""
    rare = share(size, 1)
    wanted: list[tuple[Outcome, int]] = [
        ("missing", share(size, 7 if is_newest else 2)),
        ("late", share(size, 6)),
        ("returned" if ordinal % 3 == 0 else "empty", rare),
        ("partial", rare if ordinal % 2 == 0 else 0),
        ("registered", share(size, 15) if is_newest else 0),
        ("corrected", share(size, 3)),
        ("replaced", rare if ordinal % 4 == 1 else 0),
    ]
    return [outcome for outcome, count in wanted for _ in range(count)]


def _received(slot: Slot, outcome: Outcome, window: Window, dice: Dice) -> Slot:
    """The slot with the day of its arrival; what would arrive after the history's end is missing."""
    rng = dice.stream("received", slot.unit.id, slot.period)
    if outcome == "late":
        most = (window.as_of - slot.due).days
        day = slot.due + dt.timedelta(days=rng.randint(1, max(1, min(20, most))))
    else:
        early = max(0, (slot.due - slot.period.last_day).days)
        day = slot.due - dt.timedelta(days=min(early, round(rng.triangular(0, early, 0))))
    if outcome == "missing" or day > window.as_of:
        return replace(slot, outcome="missing")
    return replace(slot, outcome=outcome, received_on=day)
