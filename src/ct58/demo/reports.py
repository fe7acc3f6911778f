"""The reports themselves: as they came in, and as they were corrected."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ct58.demo.history import Step
from ct58.demo.scales import dealt_levels
from ct58.demo.setting import Dice, Setting, days
from ct58.demo.sheets import DrawnSheet, Ledger
from ct58.demo.slots import CORRECTED, PARTIAL, REPLACED, Slot, SlotKey
from ct58.demo.words import DIFFICULTIES, PROPOSALS, REASONS, document_number
from ct58.domain.records.reports import Correction, Document, Notes, Quality, Report, ReportSource, own_day
from ct58.domain.records.scalars import NOT_APPLICABLE, NOT_RATED, FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import ONE_TIME
from ct58.domain.time.period import Period

DrawnFigures = Mapping[str, FigureValue]
_CORRECTED_AFTER = days(25)
"""Final figures replace the estimated ones some weeks after the due day, all on one day."""


def report_steps(setting: Setting, slots: Sequence[Slot]) -> Iterator[Step]:
    """The states of all reports, from what is owed and what came of it."""
    levels, arrivals = dealt_levels(setting, slots), _arrivals(slots)
    waiting = _waiting(setting, slots)
    ledgers: defaultdict[str, Ledger] = defaultdict(dict)
    for slot in sorted(slots, key=lambda slot: (slot.unit.id, slot.period.sort_key())):
        sheet = DrawnSheet(setting, slot.unit, slot.period, ledgers[slot.unit.id], levels.get(slot.key, {}))
        figures = _undecided(setting, sheet.fill()) if slot.key in waiting else sheet.fill()
        yield from _report(setting, slot, figures, arrivals.get(slot.key))
    for slot in _running(setting):
        sheet = DrawnSheet(setting, slot.unit, slot.period, ledgers[slot.unit.id], {})
        yield from _booked(setting, slot, sheet.fill())
    for unit in setting.units:
        yield from _once(setting, unit)


def _waiting(setting: Setting, slots: Sequence[Slot]) -> frozenset[SlotKey]:
    """The last year's reports whose decision has not come yet: a few, so that something is open and `check` says it."""
    years = {slot.period for slot in slots if slot.period.kind == "year"}
    keys = sorted(slot.key for slot in slots if years and slot.period == max(years, key=Period.sort_key))
    dice = setting.dice("waiting", len(keys))
    return frozenset(dice.sample(keys, len(keys) // 40)) if len(years) > 1 else frozenset()


def _undecided(setting: Setting, figures: DrawnFigures) -> DrawnFigures:
    """The figures without what decides about others."""
    decisions = {figure.decided_by for figure in setting.form.figures.values()}
    return {key: None if key in decisions else value for key, value in figures.items()}


def _reasons(slot: Slot, figures: DrawnFigures) -> Mapping[str, str]:
    """Why a unit has no level: it is new, or was suspended."""
    begun = slot.unit.valid_from
    is_new = begun is not None and begun >= slot.period.first_day
    reason = REASONS["new" if is_new else "unit_suspended"]
    return {key: reason for key, value in figures.items() if value == NOT_RATED}


def _running(setting: Setting) -> Iterator[Slot]:
    """The reports of periods that have begun, and of which something is booked before the report comes."""
    kinds = {setting.form.figures[key].every for key in setting.followed}
    for item, asked in setting.owed("report"):
        for time in setting.times(item):
            has_begun = time.period.first_day <= setting.as_of and setting.last_day < time.period.last_day
            if has_begun and time.period.kind in kinds:
                day = time.due or time.period.last_day
                valid = (unit for unit in asked if unit.is_valid_on(setting.as_of))
                yield from (Slot(unit, item.id, time.period, day) for unit in valid)


def _arrivals(slots: Sequence[Slot]) -> dict[SlotKey, int]:
    """The numbers of the arrivals' book, which begins anew each year."""
    booked = sorted(
        (slot.received_on, slot.unit.order or 0, slot.unit.id, str(slot.period), slot.key)
        for slot in slots
        if slot.received_on is not None
    )
    years = groupby(booked, key=lambda entry: entry[0].year)
    return {key: number for _, year in years for number, (*_, key) in enumerate(year, start=1)}


def _report(setting: Setting, slot: Slot, figures: DrawnFigures, arrival: int | None) -> Iterator[Step]:
    """What was booked and decided before the report came, the report, and its correction."""
    yield from _booked(setting, slot, figures)
    if slot.received_on is None:
        return
    expected = _expected(setting, slot, _known_early(setting, slot, figures, slot.received_on))
    dice, stem = setting.dice("report", *slot.key), f"{slot.unit.id}-{slot.period}"
    report = replace(
        expected,
        state=slot.outcome.state,
        received_on=slot.received_on,
        document=_document(setting, slot, dice),
        source=ReportSource(how="email", arrival_number=arrival, file=f"{stem.lower()}.xlsx"),
    )
    if slot.speaks:
        report = _with_figures(setting, slot, report, figures, dice)
    is_corrected = slot.outcome in (CORRECTED, REPLACED)
    yield Step(slot.received_on, _estimated(setting, report, dice) if is_corrected else report)
    if is_corrected and slot.due + _CORRECTED_AFTER <= setting.as_of:
        yield Step(slot.due + _CORRECTED_AFTER, _corrected(setting, report, slot), "correction")


def _expected(setting: Setting, slot: Slot, figures: DrawnFigures) -> Report:
    decided = {key: value for key, value in figures.items() if not setting.form.figures[key].asked}
    return Report(
        unit=slot.unit.id,
        period=slot.period,
        state="expected",
        figures=figures,
        reasons=_reasons(slot, decided),
    )


def _booked(setting: Setting, slot: Slot, figures: DrawnFigures) -> Iterator[Step]:
    """The states of a report that is not there yet, by the days on which something of it was booked or decided."""
    until = min(slot.received_on or setting.as_of, setting.as_of)
    found = {day for day in _early_days(setting, slot, figures).values() if day <= until}
    for day in sorted(found):
        yield Step(day, _expected(setting, slot, _known_early(setting, slot, figures, day)))


def _known_early(setting: Setting, slot: Slot, figures: DrawnFigures, day: dt.date) -> DrawnFigures:
    early = _early_days(setting, slot, figures)
    return {key: value for key, value in figures.items() if key in early and early[key] <= day}


def _early_days(setting: Setting, slot: Slot, figures: DrawnFigures) -> Mapping[str, dt.date]:
    """The figures that are known before the report: a decision at the period's end, what came by itself on its day."""
    known = {key: setting.form.figures[key] for key, value in figures.items() if value is not None}
    own = {
        key: own_day(figures[key])
        for key, figure in known.items()
        if figure.asked and figure.counts_by_its_own_day
    }
    decided = {key: slot.period.last_day for key, figure in known.items() if not figure.asked}
    return {**decided, **{key: day for key, day in own.items() if day is not None}}


def _document(setting: Setting, slot: Slot, dice: Dice) -> Document | None:
    """The covering document; the committee itself writes none to itself."""
    if slot.received_on is None or setting.programme.terms.is_committee(slot.unit.kind):
        return None
    number = document_number(dice.randint(1, 95), "BC", setting.made_up.sender_of(slot.unit.organisation))
    return Document(number=number, date=slot.received_on - days(dice.randint(0, 3)))


def _with_figures(setting: Setting, slot: Slot, report: Report, figures: DrawnFigures, dice: Dice) -> Report:
    """A partial report lacks half of what it may lack; of others, some lack one figure."""
    quality: Quality = "estimated" if dice.happens(0.2) else "final"
    loose = setting.form.loose(figures)
    lost: list[str] = []
    if slot.outcome is PARTIAL:
        lost = dice.sample(loose, (len(loose) + 1) // 2)
    elif loose and dice.happens(0.05):
        lost = [dice.choice(loose)]
    without = NOT_APPLICABLE if slot.outcome is not PARTIAL and dice.happens(0.3) else None
    holed = {key: without if key in lost else value for key, value in figures.items()}
    has_notes = dice.happens(0.08)
    notes = (
        Notes(difficulties=dice.choice(DIFFICULTIES), proposals=dice.choice(PROPOSALS)) if has_notes else None
    )
    return replace(report, quality=quality, figures=holed, reasons=_reasons(slot, holed), notes=notes)


def _estimated(setting: Setting, report: Report, dice: Dice) -> Report:
    """The report as it first came: a figure was one off."""
    loose = setting.form.loose(report.figures)
    wrong = dice.choice(loose) if loose else ""
    value = report.figures.get(wrong)
    off = {wrong: value + 1} if isinstance(value, int) else {}
    return replace(report, quality="estimated", figures={**report.figures, **off})


def _corrected(setting: Setting, report: Report, slot: Slot) -> Report:
    """Final figures instead of estimated ones, or a report that the unit sent in its place."""
    correction = Correction(date=slot.due + _CORRECTED_AFTER, reason=REASONS["correction"])
    if slot.outcome is REPLACED:
        number = document_number(96, "BC", setting.made_up.sender_of(slot.unit.organisation))
        document = Document(number=number, date=correction.date)
        correction = replace(correction, reason=REASONS["replacement"], document=document)
    return replace(report, quality="final", corrections=(correction,))


def _once(setting: Setting, unit: Unit) -> Iterator[Step]:
    """What is given once, while the unit exists: each figure on its own day, or some time after the programme."""
    figures = DrawnSheet(setting, unit, ONE_TIME, {}, {}).fill()
    else_on = setting.issued_on + days(60)
    given = {key: own_day(value) or else_on for key, value in figures.items() if value is not None}
    known = {key: day for key, day in given.items() if day <= setting.as_of and unit.is_valid_on(day)}
    for today in sorted(set(known.values())):
        report = Report(
            unit=unit.id,
            period=ONE_TIME,
            state="received",
            received_on=min(known.values()),
            quality="final",
            figures={key: figures[key] for key, day in known.items() if day <= today},
        )
        yield Step(today, report)
