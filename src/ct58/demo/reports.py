"""The reports themselves: as they came in, and as they were corrected."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ct58.demo.dealing import dealt_levels
from ct58.demo.dice import happens
from ct58.demo.drawing import draw
from ct58.demo.history import Step
from ct58.demo.scales import Level
from ct58.demo.sheets import Ledger, Setting, Sheet, loose_figures
from ct58.demo.slots import Outcome, Slot
from ct58.demo.window import Window
from ct58.demo.words import DIFFICULTIES, PROPOSALS, REASONS, SENDERS
from ct58.domain.records.programme import Programme
from ct58.domain.records.reports import Correction, Document, Notes, Report, ReportSource, ReportState
from ct58.domain.records.scalars import NOT_APPLICABLE, FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period

Figures = Mapping[str, FigureValue]
_STATES: Mapping[Outcome, ReportState] = {
    "registered": "registered",
    "returned": "returned",
    "partial": "partial",
    "empty": "empty",
}
_CORRECTED_AFTER = dt.timedelta(days=25)
"""Final figures replace the estimated ones some weeks after the due day, all on one day."""
_ONCE = Period.once()


def report_path(unit_id: str, period: Period) -> str:
    """Where a report stands in the data folder."""
    return f"units/{unit_id}/reports/{period}.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Writes all reports of an office from what is owed and what came of it."""

    programme: Programme
    units: Sequence[Unit]
    window: Window
    slots: Sequence[Slot]
    setting: Setting

    def steps(self) -> Iterator[Step]:
        """The states of all reports, unit by unit."""
        levels = dealt_levels(self.programme, self.setting, self.slots)
        arrivals = _arrivals(self.slots)
        for slots in _by_unit(self.slots):
            ledger = Ledger()
            for slot in slots:
                key = (slot.unit.id, slot.period)
                figures = self._sheet(slot.unit, slot.period, ledger, levels.get(key, {})).fill()
                yield from self._report(slot, figures, arrivals.get(key))
        for unit in self.units:
            yield from self._once(unit)

    def _sheet(self, unit: Unit, period: Period, ledger: Ledger, levels: Level) -> Sheet:
        rng = self.setting.dice.stream("figures", unit.id, period)
        return Sheet(
            setting=self.setting, unit=unit, period=period, ledger=ledger, levels=levels, rng=rng, draw=draw
        )

    def _report(self, slot: Slot, figures: Figures, arrival: int | None) -> Iterator[Step]:
        """What was decided before the report came, the report, and its correction."""
        path = report_path(slot.unit.id, slot.period)
        decided = {key: value for key, value in figures.items() if not self.setting.form.by_key[key].asked}
        if any(value is not None for value in decided.values()):
            expected = Report(unit=slot.unit.id, period=slot.period, state="expected", figures=decided)
            yield Step(day=slot.period.last_day, path=path, record=expected)
        if slot.received_on is None:
            return
        rng = self.setting.dice.stream("report", slot.unit.id, slot.period)
        report = self._arrived(slot, figures if slot.speaks else decided, arrival, rng)
        corrected_on = slot.due + _CORRECTED_AFTER
        if slot.outcome not in ("corrected", "replaced"):
            yield Step(day=slot.received_on, path=path, record=report)
            return
        yield Step(day=slot.received_on, path=path, record=self._estimated(report, rng))
        if corrected_on <= self.window.as_of:
            yield Step(
                day=corrected_on, path=path, record=_corrected(report, slot, corrected_on), topic="correction"
            )

    def _arrived(self, slot: Slot, figures: Figures, arrival: int | None, rng: random.Random) -> Report:
        assert slot.received_on is not None
        stem = f"{slot.unit.id}-{str(slot.period).lower()}"
        return Report(
            unit=slot.unit.id,
            period=slot.period,
            state=_STATES.get(slot.outcome, "received"),
            received_on=slot.received_on,
            document=_document(slot, rng),
            quality=("estimated" if happens(rng, 0.2) else "final") if slot.speaks else None,
            figures=self._with_holes(slot, figures, rng) if slot.speaks else figures,
            notes=_notes(rng) if slot.speaks else None,
            source=ReportSource(how="email", arrival_number=arrival, file=f"{stem}.xlsx"),
        )

    def _with_holes(self, slot: Slot, figures: Figures, rng: random.Random) -> dict[str, FigureValue]:
        """A partial report lacks half of what it may lack; of others, some lack one figure."""
        loose = loose_figures(self.setting.form, figures)
        lost: list[str] = []
        if slot.outcome == "partial":
            lost = rng.sample(loose, (len(loose) + 1) // 2)
        elif loose and happens(rng, 0.05):
            lost = [rng.choice(loose)]
        without = NOT_APPLICABLE if slot.outcome != "partial" and happens(rng, 0.3) else None
        return {key: without if key in lost else value for key, value in figures.items()}

    def _estimated(self, report: Report, rng: random.Random) -> Report:
        """The report as it first came: a figure was one off."""
        loose = loose_figures(self.setting.form, report.figures)
        figures = dict(report.figures)
        wrong = rng.choice(loose) if loose else None
        value = figures.get(wrong or "")
        if wrong is not None and isinstance(value, int):
            figures[wrong] = value + 1
        return replace(report, quality="estimated", figures=figures)

    def _once(self, unit: Unit) -> Iterator[Step]:
        """What is given once, each figure on its own day while the unit exists."""
        figures = self._sheet(unit, _ONCE, Ledger(), {}).fill()
        dated = [(self._day_of(value), key) for key, value in figures.items() if value is not None]
        known = sorted((day, key) for day, key in dated if day <= self.window.as_of and unit.is_valid_on(day))
        for day in sorted({day for day, _ in known}):
            keys = {key for known_on, key in known if known_on <= day}
            report = Report(
                unit=unit.id,
                period=_ONCE,
                state="received",
                received_on=known[0][0],
                quality="final",
                figures={key: value for key, value in figures.items() if key in keys},
            )
            yield Step(day=day, path=report_path(unit.id, _ONCE), record=report)

    def _day_of(self, value: FigureValue) -> dt.date:
        """The last day that a record names; else some time after the programme."""
        cells = tuple(value.values()) if isinstance(value, Mapping) else (value,)
        days = [cell for cell in cells if isinstance(cell, dt.date)]
        return max(days, default=self.setting.issued_on + dt.timedelta(days=60))


def _by_unit(slots: Sequence[Slot]) -> list[list[Slot]]:
    """The slots of each unit, by period."""
    found: dict[str, list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: (slot.unit.id, slot.period.sort_key())):
        found.setdefault(slot.unit.id, []).append(slot)
    return list(found.values())


def _arrivals(slots: Sequence[Slot]) -> dict[tuple[str, Period], int]:
    """The numbers of the arrivals' book, which begins anew each year."""
    booked = [
        (slot.received_on, slot.unit.order or 0, slot) for slot in slots if slot.received_on is not None
    ]
    booked.sort(key=lambda entry: (entry[0], entry[1], entry[2].unit.id, str(entry[2].period)))
    counters: dict[int, int] = {}
    numbers = {}
    for day, _, slot in booked:
        counters[day.year] = counters.get(day.year, 0) + 1
        numbers[slot.unit.id, slot.period] = counters[day.year]
    return numbers


def _document(slot: Slot, rng: random.Random) -> Document | None:
    """The covering document; the committee itself writes none to itself."""
    if slot.received_on is None or slot.unit.kind == "committee":
        return None
    number = f"{rng.randint(1, 95):02}-BC/{SENDERS[slot.unit.organisation]}"
    return Document(number=number, date=slot.received_on - dt.timedelta(days=rng.randint(0, 3)))


def _notes(rng: random.Random) -> Notes | None:
    if not happens(rng, 0.08):
        return None
    return Notes(difficulties=rng.choice(DIFFICULTIES), proposals=rng.choice(PROPOSALS))


def _corrected(report: Report, slot: Slot, day: dt.date) -> Report:
    """Final figures instead of estimated ones, or a report that the unit sent in its place."""
    is_replaced = slot.outcome == "replaced"
    document = Document(number=f"96-BC/{SENDERS[slot.unit.organisation]}", date=day) if is_replaced else None
    reason = REASONS["replacement" if is_replaced else "correction"]
    return replace(
        report, quality="final", corrections=(Correction(date=day, reason=reason, document=document),)
    )
