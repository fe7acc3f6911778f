"""The register of the demo office: who there is, and who merges, splits, begins or ends on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ct58.demo.dice import Dice, happens
from ct58.demo.history import Step, Topic
from ct58.demo.window import Window
from ct58.demo.words import KINDS, PREFIXES, SAMPLE_NOTE, Stem
from ct58.domain.records.measure import SetRule
from ct58.domain.records.programme import Programme
from ct58.domain.records.scalars import Organisation, UnitKind
from ct58.domain.records.units import Unit
from ct58.domain.text.vietnamese import fold

ONE_DAY = dt.timedelta(days=1)
_OWN_FLAGS: Mapping[UnitKind, str] = {
    "agency": "propaganda_function",
    "state_enterprise": "in_economic_zone",
    "private_enterprise": "in_economic_zone",
    "fdi_enterprise": "in_economic_zone",
}
_COMMITTEE_SHARE: Mapping[UnitKind, float] = {"private_enterprise": 0.2, "fdi_enterprise": 0.3}
"""How many units of a kind are a committee (đảng bộ) and not a cell; 0.7 elsewhere."""


@dataclass(frozen=True, slots=True)
class Fate:
    """A unit whose window is not the whole time: what it was before, what it is from a day on."""

    before: Unit | None
    after: Unit
    day: dt.date
    topic: Topic


def unit_path(unit_id: str) -> str:
    """Where a unit's entry stands in the data folder."""
    return f"units/{unit_id}/unit.yaml"


def register(
    programme: Programme, staff: Sequence[Unit], size: int, window: Window, dice: Dice
) -> list[Step]:
    """The steps of `size` grassroots organisations; those of `staff` are there already.

    From the third unit on, one is merged into another; larger offices also have a unit that is founded,
    one that is split from another, and one that is closed.
    """
    units = _units(programme, staff, size, dice)
    fates = _fates(units, window)
    begun = dt.date(programme.head.issued_on.year, 1, 1)
    steps = []
    for index, unit in enumerate(units):
        fate = fates.get(index)
        before = fate.before if fate else unit
        if before is not None:
            steps.append(Step(day=begun, path=unit_path(unit.id), record=before, topic="register"))
        if fate is not None:
            steps.append(Step(day=fate.day, path=unit_path(unit.id), record=fate.after, topic=fate.topic))
    return steps


def _units(programme: Programme, staff: Sequence[Unit], size: int, dice: Dice) -> list[Unit]:
    """All units as they are at the beginning, in the office's own order."""
    first = max((unit.order or 0 for unit in staff), default=0) + 1
    kinds = _kinds(size)
    counters: dict[Stem, int] = {}
    units = []
    for index, kind in enumerate(kinds):
        stems = KINDS[kind][1]
        stem = stems[index % len(stems)]
        counters[stem] = counters.get(stem, 0) + 1
        units.append(_unit(programme, kind, stem, counters[stem], first + index, dice))
    return units


def _kinds(size: int) -> list[UnitKind]:
    """The kinds of all units by their shares; what rounding leaves goes to the largest remainders."""
    exact = {kind: size * percent / 100 for kind, (percent, _) in KINDS.items()}
    counts = {kind: int(number) for kind, number in exact.items()}
    by_remainder = sorted(exact, key=lambda kind: counts[kind] - exact[kind])
    for kind in by_remainder[: size - sum(counts.values())]:
        counts[kind] += 1
    return [kind for kind, count in counts.items() for _ in range(count)]


def _unit(programme: Programme, kind: UnitKind, stem: Stem, number: int, order: int, dice: Dice) -> Unit:
    short_name = f"{stem.name} {number:02}"
    id_ = fold(short_name).replace(" ", "-")
    rng = dice.stream("unit", id_)
    is_committee = happens(rng, _COMMITTEE_SHARE.get(kind, 0.7))
    organisation: Organisation = "grassroots_committee" if is_committee else "grassroots_cell"
    return Unit(
        id=id_,
        name=f"{PREFIXES[organisation]} {short_name}",
        short_name=short_name,
        kind=kind,
        organisation=organisation,
        order=order,
        aliases=(f"{stem.alias}{number:02}",),
        valid_from=dt.date(programme.head.issued_on.year - 1, 2, 28),
        flags=tuple(flag for flag in _flags(programme, kind) if happens(rng, 0.35)),
        office_phone=f"0000 000 {order:03}",
        office_email=f"{id_}@vi-du.example",
        note=SAMPLE_NOTE,
    )


def _flags(programme: Programme, kind: UnitKind) -> list[str]:
    """The flags that a kind of unit may have: the kind's own, and those of which the programme makes sets.

    Sets by flag are the business of public bodies unless they name other kinds.
    """
    named = [flag for rule in _rules(programme) for flag in rule.flags if kind in _kinds_of(rule)]
    return list(dict.fromkeys([*named, *([_OWN_FLAGS[kind]] if kind in _OWN_FLAGS else [])]))


def _rules(programme: Programme) -> Iterator[SetRule]:
    for _, definition in sorted(programme.sets.items()):
        yield from definition if isinstance(definition, tuple) else (definition,)


def _kinds_of(rule: SetRule) -> tuple[str, ...]:
    return rule.kinds or ("agency", "public_service")


FateMaker = Callable[[Unit, Unit, Window], Fate]
"""Makes a fate of a unit, another unit of the office, and the window."""


def _fates(units: Sequence[Unit], window: Window) -> dict[int, Fate]:
    """Position → fate, for different units; the first unit stays as it is."""
    size = len(units)
    wishes: tuple[tuple[int, int, FateMaker], ...] = (
        (1, 0, _merged),
        (size - 1, 0, _founded),
        (size // 2, size // 2 - 1, _split),
        (size - 2, 0, _closed),
    )
    fates: dict[int, Fate] = {}
    for position, other, make in wishes:
        if 0 < position < size and position not in fates and size > 2:
            fates[position] = make(units[position], units[other], window)
    return fates


def _merged(unit: Unit, other: Unit, window: Window) -> Fate:
    last = _middle(window, 0.5)
    after = replace(unit, valid_to=last, merged_into=other.id)
    return Fate(unit, after, last + ONE_DAY, "merger")


def _founded(unit: Unit, _other: Unit, window: Window) -> Fate:
    day = _middle(window, 0.3)
    return Fate(None, replace(unit, valid_from=day), day, "founding")


def _split(unit: Unit, other: Unit, window: Window) -> Fate:
    day = _middle(window, 0.65)
    return Fate(None, replace(unit, valid_from=day, split_from=other.id), day, "founding")


def _closed(unit: Unit, _other: Unit, window: Window) -> Fate:
    last = _middle(window, 0.8)
    return Fate(unit, replace(unit, valid_to=last), last + ONE_DAY, "closing")


def _middle(window: Window, part: float) -> dt.date:
    """A day in the middle of the quarter at a part of the window."""
    return window.quarter_at(part).first_day + dt.timedelta(days=45)
