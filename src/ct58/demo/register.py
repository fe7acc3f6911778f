"""The register of the demo office: who there is, and who merges, splits, begins or ends on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ct58.demo.history import Step, Topic
from ct58.demo.setting import Setting, days
from ct58.demo.words import FORMER_NAME, LONG_NAME, SAMPLE_NOTE, document_number
from ct58.domain.records.reports import Document
from ct58.domain.records.units import Unit, UnitBefore
from ct58.domain.text.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Fate:
    """A unit that is not there for the whole time: at which part (0 to 1) of it that changes.

    `place` is its place in an office of a size; what it merges into or is split from stands before it.
    """

    topic: Topic
    part: float
    place: Callable[[int], int]
    is_split: bool = False


_RENAMED = 40
"""The place of the unit that gets another name: only a large office has one."""
_FATES = (
    Fate("merger", 0.5, lambda _: 1),
    Fate("founding", 0.3, lambda size: size - 1),
    Fate("founding", 0.65, lambda size: size // 2, is_split=True),
    Fate("closing", 0.8, lambda size: size - 2),
    Fate("renaming", 0.6, lambda _: _RENAMED),
)
"""Each for a unit of its own, the first come first; an office of one or two units stays as it is."""

_LONG_NAMED = 1
"""The place among those of its kind of the unit whose name is as long as some real ones."""


def register(setting: Setting, size: int) -> Iterator[Step]:
    """The steps of `size` grassroots organisations; the setting's own units are there already."""
    kinds = [(kind, place) for kind, count in _counts(setting, size).items() for place in range(count)]
    units = [_unit(setting, kind, index, place) for index, (kind, place) in enumerate(kinds)]
    fates = {fate.place(size): fate for fate in reversed(_FATES)} if size > 2 else {}
    for place, unit in enumerate(units):
        yield from _life(setting, unit, units[place - 1], fates.get(place))


def _life(setting: Setting, unit: Unit, other: Unit, fate: Fate | None) -> Iterator[Step]:
    """The entry of a unit, and what it says when the unit has ended."""
    entered = Step(dt.date(setting.issued_on.year, 1, 1), unit, "register")
    if fate is None:
        yield entered
        return
    day = setting.quarter_at(fate.part).first_day + days(45)
    if fate.topic == "renaming":
        yield from _renamed(setting, unit, day)
        return
    if fate.topic == "founding":
        founded = replace(unit, valid_from=day, split_from=other.id if fate.is_split else None)
        yield Step(day, founded, fate.topic)
    else:
        ended = replace(unit, valid_to=day, merged_into=other.id if fate.topic == "merger" else None)
        yield from (entered, Step(day + days(1), ended, fate.topic))


def _renamed(setting: Setting, unit: Unit, day: dt.date) -> Iterator[Step]:
    """A unit under its former name, and from a day on under that of today; what it was called before is kept."""
    former = f"{unit.name} {FORMER_NAME}"
    document = Document(
        number=document_number(12, "QĐ", setting.made_up.sender_of(unit.organisation)), date=day - days(10)
    )
    was = UnitBefore(until=day - days(1), name=former, document=document)
    yield Step(dt.date(setting.issued_on.year, 1, 1), replace(unit, name=former), "register")
    yield Step(day, replace(unit, before=(was,)), "renaming")


def _counts(setting: Setting, size: int) -> dict[str, int]:
    """How many of each kind by their shares; what rounding leaves goes to the largest remainders."""
    known = setting.made_up.kinds
    whole = sum(kind.percent for kind in known.values())
    exact = {name: size * kind.percent / whole for name, kind in known.items()}
    counts = {name: int(number) for name, number in exact.items()}
    by_remainder = sorted(exact, key=lambda name: counts[name] - exact[name])
    for name in by_remainder[: size - sum(counts.values())]:
        counts[name] += 1
    return counts


def _unit(setting: Setting, kind: str, index: int, place: int) -> Unit:
    """A unit at its place among all and among those of its kind, which take its names in turn."""
    made_up = setting.made_up.kinds[kind]
    names = list(made_up.names.items())
    name, alias = names[index % len(names)]
    number = f"{place // len(names) + 1:02}"
    order = max((unit.order or 0 for unit in setting.units), default=0) + 1 + index
    short_name = f"{name} {number}"
    id_ = fold(short_name).replace(" ", "-")
    dice = setting.dice("unit", id_)
    organisation = _organisation(setting, is_first=dice.happens(made_up.first))
    begun = f"{setting.made_up.forms[organisation].prefix} " if organisation else ""
    long = LONG_NAME if made_up.is_long_named and place == _LONG_NAMED else ""
    return Unit(
        id=id_,
        name=f"{begun}{short_name}{long}",
        short_name=short_name,
        kind=kind,
        organisation=organisation,
        order=order,
        aliases=(f"{alias}{number}",),
        valid_from=dt.date(setting.issued_on.year - 1, 2, 28),
        flags=tuple(flag for flag in _flags(setting, kind) if dice.happens(0.35)),
        office_phone=f"0000 000 {order:03}",
        office_email=f"{id_}@vi-du.example",
        note=SAMPLE_NOTE,
    )


def _organisation(setting: Setting, *, is_first: bool) -> str | None:
    """One of the first two forms that the programme declares; None where it declares none."""
    forms = [*setting.made_up.forms][:2]
    return (forms[0] if is_first else forms[-1]) if forms else None


def _flags(setting: Setting, kind: str) -> Iterable[str]:
    """The flags that a kind of unit may have: those of which the programme makes sets, and the kind's own.

    Sets by flag are the business of public bodies unless they name other kinds.
    """
    definitions = [definition for _, definition in sorted(setting.programme.sets.items())]
    rules = [rule for each in definitions for rule in (each if isinstance(each, tuple) else (each,))]
    public = [id_ for id_, known in setting.made_up.kinds.items() if known.is_public]
    named = [flag for rule in rules if kind in (rule.kinds or public) for flag in rule.flags]
    return dict.fromkeys([*named, *setting.made_up.kinds[kind].flags])
