"""Who owed a report, and what became of it: most in time, some late, some missing, some not typed in yet."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ct58.demo.setting import Setting, days
from ct58.domain.records.reports import ReportState
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period

_SMALL = 8
"""A group of fewer units has no laggards but by chance: the committee's own figures are there."""
SlotKey = tuple[str, Period]
"""A unit's id and a period, of which there is one report."""


@dataclass(frozen=True, slots=True)
class ReportFate:
    """What can become of a report: to what percentage it happens, and to what in a period still typed in.

    Rare ones come in turn: of each `cycle` of periods, in those. `speaks` is whether figures come of it.
    """

    name: str
    percent: int
    newest: int | None = None
    turns: tuple[int, ...] = (0,)
    cycle: int = 1
    state: ReportState = "received"
    speaks: bool = True

    def times(self, size: int, ordinal: int, *, is_newest: bool) -> int:
        """To how many of a group it happens, at the period's place in the history; rounded up, so to one of a few."""
        percent = self.newest if is_newest and self.newest is not None else self.percent
        return math.ceil(size * percent / 100) if ordinal % self.cycle in self.turns else 0


NEVER_SENT = ReportFate("missing", 2, newest=14, speaks=False)
SENT_LATE = ReportFate("late", 6)
RETURNED = ReportFate("returned", 1, turns=(0,), cycle=3, state="returned", speaks=False)
SENT_EMPTY = ReportFate("empty", 1, turns=(1, 2), cycle=3, state="empty", speaks=False)
PARTIAL = ReportFate("partial", 1, turns=(0,), cycle=2, state="partial")
REGISTERED = ReportFate("registered", 0, newest=15, state="registered", speaks=False)
CORRECTED = ReportFate("corrected", 3)
REPLACED = ReportFate("replaced", 1, turns=(1,), cycle=4)
SENT_ON_TIME = ReportFate("on time", 100)
MISHAPS = (NEVER_SENT, SENT_LATE, RETURNED, SENT_EMPTY, PARTIAL, REGISTERED, CORRECTED, REPLACED)
"""As they go to the units, the slackest first."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A report that is owed: by whom, for which period, until when, and what became of it."""

    unit: Unit
    rule: str
    period: Period
    due: dt.date
    outcome: ReportFate = SENT_ON_TIME
    received_on: dt.date | None = None

    @property
    def key(self) -> SlotKey:
        """Whose report it is, and of when."""
        return self.unit.id, self.period

    @property
    def speaks(self) -> bool:
        """Whether the report is in and holds figures."""
        return self.outcome.speaks and self.received_on is not None


def reporting_slots(setting: Setting) -> list[Slot]:
    """Every report of the calendar whose period ends in the history, with its outcome.

    A unit that two lines of the calendar ask for the same period sends one report.
    """
    first: dict[SlotKey, Slot] = {}
    begin, end = setting.quarters[0].first_day, setting.last_day
    for item, asked in setting.owed("report"):
        times = [time for time in setting.times(item) if begin <= time.period.last_day <= end]
        for ordinal, time in enumerate(times):
            day = time.period.last_day
            valid = [unit for unit in asked if unit.is_valid_on(day)]
            group = [Slot(unit, item.id, time.period, time.due or day) for unit in valid]
            for slot in _with_outcomes(setting, group, ordinal) if group else ():
                first.setdefault(slot.key, slot)
    return list(first.values())


def _with_outcomes(setting: Setting, group: Sequence[Slot], ordinal: int) -> list[Slot]:
    """The reports of one line and period. The slackest units come first and get the bad outcomes."""
    dice = setting.dice("outcomes", group[0].rule, group[0].period)
    slack = {slot.unit.id: setting.quality(slot.unit) + dice.gauss(0, 1.5) for slot in group}
    ranked = sorted(group, key=lambda slot: (slack[slot.unit.id], slot.unit.id))
    size, is_newest = len(group), setting.is_newest(group[0].due)
    happening = (*MISHAPS, SENT_ON_TIME) if size >= _SMALL else (SENT_ON_TIME,)
    outcomes = [what for what in happening for _ in range(what.times(size, ordinal, is_newest=is_newest))]
    return [_received(setting, slot, outcome) for slot, outcome in zip(ranked, outcomes, strict=False)]


def _received(setting: Setting, slot: Slot, outcome: ReportFate) -> Slot:
    """The slot with the day of its arrival; what would arrive after the history's end is missing."""
    dice = setting.dice("received", *slot.key)
    if outcome is SENT_LATE:
        late = dice.randint(1, max(1, min(20, (setting.as_of - slot.due).days)))
    else:
        early = max(0, (slot.due - slot.period.last_day).days)
        late = -min(early, round(dice.triangular(0, early, 0)))
    day = slot.due + days(late)
    if outcome is NEVER_SENT or day > setting.as_of:
        return replace(slot, outcome=NEVER_SENT)
    return replace(slot, outcome=outcome, received_on=day)
