"""Who sent what, and when: most reports in time, some late, some missing, some not typed in yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ct58.demo.dice import Dice, happens, share
from ct58.demo.form import Form, form_of
from ct58.demo.history import Step
from ct58.demo.scales import Level, ambiguous_counts, deal, scales_of, usual_counts
from ct58.demo.sheets import Ledger, Setting, Sheet, is_loose, with_holes
from ct58.demo.window import Window, item_times
from ct58.demo.words import DIFFICULTIES, PROPOSALS, REASONS, SENDERS
from ct58.domain.items import programme_items
from ct58.domain.period import Period
from ct58.domain.populations import members
from ct58.domain.programme import Programme
from ct58.domain.reports import Correction, Document, Notes, Report, ReportSource, ReportState
from ct58.domain.scalars import NOT_APPLICABLE, FigureValue
from ct58.domain.units import Unit

Outcome = Literal[
    "on_time", "late", "missing", "registered", "returned", "partial", "empty", "corrected", "replaced"
]
_STATES: Mapping[Outcome, ReportState] = {
    "registered": "registered",
    "returned": "returned",
    "partial": "partial",
    "empty": "empty",
}
_SPEAKING = frozenset({"on_time", "late", "partial", "corrected", "replaced"})
"""Outcomes whose report says something."""
_SMALL = 8
"""A group of fewer units has no laggards but by chance: the committee's own figures are there."""
_CORRECTED_AFTER = dt.timedelta(days=25)
_HORIZON_IS_FAR = 10


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


def report_path(unit_id: str, period: Period) -> str:
    """Where a report stands in the data folder."""
    return f"units/{unit_id}/reports/{period}.yaml"


def suffix_of(programme: Programme) -> str:
    """What stands after the slash in the numbers of the committee's own documents."""
    return programme.head.number.rpartition("/")[2]


def reporting_slots(programme: Programme, units: Sequence[Unit], window: Window, dice: Dice) -> list[Slot]:
    """Every report of the calendar whose period ends in the window, with its outcome."""
    slots = []
    for item in programme_items(programme):
        if item.kind != "report" or item.owners not in programme.sets:
            continue
        asked = members(programme.sets[item.owners], units)
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
    slack = {slot.unit.id: quality(dice, slot.unit.id) + rng.gauss(0, 0.7) for slot in group}
    ranked = sorted(group, key=lambda slot: (slack[slot.unit.id], slot.unit.id))
    is_newest = group[0].due + dt.timedelta(days=_HORIZON_IS_FAR) > window.as_of
    outcomes = _outcomes(len(group), ordinal, is_newest=is_newest) if len(group) >= _SMALL else []
    outcomes += ["on_time"] * (len(group) - len(outcomes))
    return [
        _received(slot, outcome, window, dice) for slot, outcome in zip(ranked, outcomes, strict=False)
    ]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Writes all reports of an office from what is owed and what came of it."""

    programme: Programme
    units: Sequence[Unit]
    window: Window
    slots: Sequence[Slot]
    setting: Setting

    def steps(self) -> Iterator[Step]:
        """The reports as they came in, and as they were corrected."""
        levels = self._levels()
        arrivals = self._arrivals()
        by_unit: dict[str, list[Slot]] = {}
        for slot in self.slots:
            by_unit.setdefault(slot.unit.id, []).append(slot)
        for unit_id in sorted(by_unit):
            ledger = Ledger()
            for slot in sorted(by_unit[unit_id], key=lambda slot: slot.period.sort_key()):
                key = (unit_id, slot.period)
                sheet = self._sheet(slot.unit, slot.period, ledger, levels.get(key, {}))
                yield from self._report(slot, sheet.fill(), arrivals.get(key))
        for unit in self.units:
            yield from self._once(unit)

    def _sheet(self, unit: Unit, period: Period, ledger: Ledger, levels: Level) -> Sheet:
        rng = self.setting.dice.stream("figures", unit.id, period)
        return Sheet(
            setting=self.setting, unit=unit, period=period, ledger=ledger, levels=levels, rng=rng
        )

    def _arrivals(self) -> dict[tuple[str, Period], int]:
        """The numbers of the arrivals' book, which begins anew each year."""
        booked = [slot for slot in self.slots if slot.received_on is not None]
        booked.sort(key=lambda slot: (slot.received_on, slot.unit.order or 0, slot.unit.id, str(slot.period)))
        counters: dict[int, int] = {}
        numbers = {}
        for slot in booked:
            assert slot.received_on is not None
            year = slot.received_on.year
            counters[year] = counters.get(year, 0) + 1
            numbers[slot.unit.id, slot.period] = counters[year]
        return numbers

    # -- ratings ---------------------------------------------------------------------------------------

    def _levels(self) -> dict[tuple[str, Period], dict[str, bool | str]]:
        """What is dealt out for all units of a period together, by unit and period."""
        found: dict[tuple[str, Period], dict[str, bool | str]] = {}
        periods = sorted({slot.period for slot in self.slots}, key=Period.sort_key)
        for period in periods:
            group = [slot for slot in self.slots if slot.period == period]
            for index, scale in enumerate(scales_of(self.setting.form, self._progress(period))):
                dealt = self._deal(index, period, group)
                for unit_id, level in dealt.items() if scale.figures[0].every == period.kind else ():
                    found.setdefault((unit_id, period), {}).update(level)
        return found

    def _progress(self, period: Period) -> float:
        years = self.programme.head.horizon
        return (period.year - years.from_ + 1) / (years.to - years.from_ + 1)

    def _deal(self, index: int, period: Period, group: Sequence[Slot]) -> dict[str, Level]:
        """One scale in one period. A unit founded in the period is not rated; only what speaks is counted."""
        scale = scales_of(self.setting.form, self._progress(period))[index]
        figure = scale.figures[0]
        asked = [slot for slot in group if self.setting.is_asked(slot.unit.id, figure)]
        counted = [slot for slot in asked if slot.speaks or not figure.asked]
        if scale.unrated is not None:
            counted = [slot for slot in counted if not _is_new(slot.unit, period)]
        rng = self.setting.dice.stream("levels", figure.key, period)
        ranked = self._ranked([slot.unit.id for slot in counted], rng.gauss)
        counts = None
        if period == self._ambiguous_period(figure.key, period.kind):
            counts = ambiguous_counts(scale, len(ranked), self.programme.indicators)
        dealt = deal(scale, counts or usual_counts(scale, len(ranked), rng), ranked)
        return {**{slot.unit.id: scale.unrated for slot in asked if scale.unrated}, **dealt}
