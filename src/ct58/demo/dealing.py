"""Ratings dealt out to all units of a period together, in one year so that the readings disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ct58.demo.dice import Dice
from ct58.demo.scales import (
    Level,
    Scale,
    ambiguous_counts,
    deal,
    depends_on_end,
    scales_of,
    usual_counts,
)
from ct58.demo.sheets import Setting
from ct58.demo.slots import Slot, quality
from ct58.domain.records.programme import Programme
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period

Dealt = Mapping[tuple[str, Period], Level]
"""Unit and period → what is dealt to the unit."""


def dealt_levels(programme: Programme, setting: Setting, slots: Sequence[Slot]) -> Dealt:
    """What all scales say of the units, period by period."""
    found: dict[tuple[str, Period], dict[str, bool | str]] = {}
    groups = _by_period(slots)
    for period, group in groups.items():
        for scale in scales_of(setting.form, _progress(programme, period)):
            if scale.figures[0].every != period.kind:
                continue
            is_ambiguous = period == _ambiguous_period(programme, scale, groups)
            for unit_id, level in _deal(programme, setting, scale, group, is_ambiguous=is_ambiguous).items():
                found.setdefault((unit_id, period), {}).update(level)
    return found


def _by_period(slots: Sequence[Slot]) -> dict[Period, list[Slot]]:
    groups: dict[Period, list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: slot.period.sort_key()):
        groups.setdefault(slot.period, []).append(slot)
    return groups


def _progress(programme: Programme, period: Period) -> float:
    """The part of the programme's years that has passed at a period's end."""
    years = programme.head.horizon
    return (period.year - years.from_ + 1) / (years.to - years.from_ + 1)


def _ambiguous_period(
    programme: Programme, scale: Scale, groups: Mapping[Period, Sequence[Slot]]
) -> Period | None:
    """The period whose counts are made to disagree: one in the middle, or the last for what has an end.

    Only periods count of which most reports are in.
    """
    kind = scale.figures[0].every
    full = [
        period
        for period, group in groups.items()
        if period.kind == kind and sum(slot.speaks for slot in group) * 2 > len(group)
    ]
    if not full:
        return None
    return full[-1] if depends_on_end(scale, programme.indicators) else full[len(full) // 2]


def _deal(
    programme: Programme, setting: Setting, scale: Scale, group: Sequence[Slot], *, is_ambiguous: bool
) -> dict[str, Level]:
    """One scale in one period: only what speaks is counted, and what is new is not rated."""
    figure, period = scale.figures[0], group[0].period
    asked = [slot for slot in group if setting.is_asked(slot.unit.id, figure)]
    counted = [slot.unit for slot in asked if slot.speaks or not figure.asked]
    if scale.unrated is not None:
        counted = [unit for unit in counted if not _is_new(unit, period)]
    ranked = _ranked(counted, setting.dice, f"{figure.key}/{period}")
    counts = ambiguous_counts(scale, len(ranked), programme.indicators) if is_ambiguous else None
    counts = counts or usual_counts(scale, len(ranked), setting.dice.stream("counts", figure.key, period))
    unrated = {slot.unit.id: scale.unrated for slot in asked if scale.unrated is not None}
    return {**unrated, **deal(scale, counts, ranked)}


def _is_new(unit: Unit, period: Period) -> bool:
    return unit.valid_from is not None and unit.valid_from > period.first_day


def _ranked(units: Sequence[Unit], dice: Dice, name: str) -> list[str]:
    """The better units first, with some luck."""
    luck = {
        unit.id: quality(dice, unit.id) + dice.stream("luck", name, unit.id).gauss(0, 0.5) for unit in units
    }
    return sorted(luck, key=lambda unit_id: (-luck[unit_id], unit_id))
