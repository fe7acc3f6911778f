"""Finding things as people type them: by id or alias, without accents, with a typo or two."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Literal

from ct58.domain.records.editions import record_id
from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.records.places import item_file, unit_file
from ct58.domain.records.programme import Clause, Duty, Figure, Part, ReportingRule, Task
from ct58.domain.records.unit_search import (
    by_value,
    find_unit,
    may_be_units,
    nearest_units,
    refuse_unread,
    unit_names,
)
from ct58.domain.records.units import Unit
from ct58.domain.text.vietnamese import closest, fold, typos
from ct58.domain.time.dates import is_written_as_date, is_written_as_period, parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Path
from ct58.i18n import N_, msg
from ct58.patterns import pattern
from ct58.records import positional_record

ThingKind = Literal["part", "clause", "task", "duty", "report", "indicator", "figure", "ad_hoc", "unit"]


@positional_record
class Thing:
    """Something with an id: its kind, its record, and where it stands."""

    kind: ThingKind
    id: str
    record: Task | Duty | ReportingRule | ItemFile | Indicator | Clause | Part | Figure | Unit
    file: str
    at: Path = ()


def all_things(office: Office) -> Iterator[Thing]:
    """Everything that can be shown, in the order of the data."""
    programme = office.programme
    sections: tuple[tuple[ThingKind, str, Sequence[Any]], ...] = (
        ("part", "parts", programme.parts),
        ("clause", "clauses", programme.clauses),
        ("task", "tasks", programme.tasks),
        ("duty", "duties", programme.duties),
        ("report", "reporting", programme.reporting),
        ("indicator", "indicators", programme.indicators),
        ("figure", "figures", programme.figures),
    )
    for kind, section, records in sections:
        for index, record in enumerate(records):
            id_ = record_id(record)
            yield Thing(kind, id_, record, *office.place(id_, (section, index)))
    for id_, record in office.item_files.items():
        if record.title is not None:
            yield Thing("ad_hoc", id_, record, item_file(id_))
    for unit in office.units.values():
        yield Thing("unit", unit.id, unit, unit_file(unit.id))


def find_thing(office: Office, text: str) -> Thing:
    """What an id means, else the unit that a text names.

    Case, accents, the hyphen before a number and a zero in front of it don't count (`pl7` is PL-07); a figure is also
    found by its printed number. Raises BadUsage with what was probably meant.
    """
    things = list(all_things(office))
    found = _by_id(things, text)
    if found is not None:
        return found
    refuse_unread(
        text,
        (id_ for id_ in office.unread.items if id_ not in office.items),
        item_file,
        office.unread.unsettled,
    )
    try:
        unit = find_unit(office, text)
    except BadUsage as error:
        if (slip := _slip_of_period(office, things, text.split())) is not None:
            raise slip from error
        near = nearest_id(text, [thing.id for thing in things if thing.kind != "unit"])
        if _kind_and_number(text) is None and (nearest_units(office, text) or not near):
            raise
        if near is None and not _looks_like_an_id(text):
            raise
        hint = (
            msg(N_("Did you mean: {units}?"), units=near) if near else msg(N_("See the ids: ct58 list tasks"))
        )
        raise BadUsage(msg(N_("There is nothing with the id “{text}”."), text=text), hint) from error
    return next(thing for thing in things if thing.kind == "unit" and thing.id == unit.id)


def _slip_of_period(office: Office, things: Sequence[Thing], words: Sequence[str]) -> BadUsage | None:
    """What is wrong with the last words behind something that is known, where they are written like a period or a day."""
    for count in range(min(len(words) - 1, MOST_PERIOD_WORDS), 0, -1):
        head, tail = " ".join(words[:-count]), " ".join(words[-count:])
        if not is_written_as_period(tail) and not is_written_as_date(tail):
            continue
        if _by_id(things, head) is not None or may_be_units(office, [head]):
            return _refusal_of_period(tail)
    return None


def _refusal_of_period(text: str) -> BadUsage | None:
    """Why a text is no period; None where it is one."""
    try:
        parse_period(text)
    except BadUsage as refusal:
        return refusal
    return None


def _by_id(things: Sequence[Thing], text: str) -> Thing | None:
    """The thing with an id or printed number, as it is written; else the only one that is so by the numbers' values."""
    key = fold(text)
    exact = next((thing for thing in things if fold(thing.id) == key or _number(thing) == key), None)
    if exact is not None:
        return exact
    loose = id_key(text)
    found = [
        thing for thing in things if thing.kind != "unit" and loose in (id_key(thing.id), _number(thing))
    ]
    return found[0] if len(found) == 1 else None


def id_key(id_: str) -> str:
    """What ids share that are the same to whoever types them: `PL-07`, `pl 7`, `PL7`; in `II.4.1-1` the hyphen counts."""
    folded = fold(id_)
    pattern = r"(?<=[a-z])[ -]+(?=[0-9])" if "." in folded else "[ -]+"
    return by_value(re.sub(pattern, "", folded))


def id_among(text: str, ids: Iterable[str]) -> str | None:
    """The id that a text means, in any case, with or without the hyphen and the zeros; None where none or several are."""
    known = list(ids)
    exact = [id_ for id_ in known if fold(id_) == fold(text)]
    found = exact or [id_ for id_ in known if id_key(id_) == id_key(text)]
    return found[0] if len(found) == 1 else None


def nearest_id(text: str, ids: Iterable[str]) -> str | None:
    """The id that was probably meant: of the same kind the one whose number is nearest, else the most similar one."""
    known = list(ids)
    wanted = _kind_and_number(text)
    kinds = [(id_, found) for id_ in known if (found := _kind_and_number(id_)) is not None]
    alike = [(id_, found[1]) for id_, found in kinds if wanted and found[0] == wanted[0]]
    if wanted and alike:
        return min(
            alike, key=lambda entry: (typos(*_padded(wanted[1], entry[1])), abs(wanted[1] - entry[1]))
        )[0]
    return next(iter(closest(text, known, limit=1)), None)


_KIND_AND_NUMBER = pattern(r"([a-z]+)([0-9]{1,6})")


def _kind_and_number(id_: str) -> tuple[str, int] | None:
    """`PL-07` → pl, 7; None for what is not letters and a number."""
    found = _KIND_AND_NUMBER.fullmatch(id_key(id_))
    return (found[1], int(found[2])) if found else None


def _padded(*numbers: int) -> tuple[str, ...]:
    """Numbers with two digits at least, as ids write them."""
    return tuple(f"{number:02d}" for number in numbers)


def clauses_below(office: Office, text: str) -> tuple[Thing, ...]:
    """The clauses of a section that has no record of its own: of `II.4.1` those from II.4.1-1 on.

    Empty where the text is the id of something, or the beginning of no clause's.
    """
    things, key = list(all_things(office)), fold(text)
    if _by_id(things, text) is not None:
        return ()
    beginnings = (f"{key}-", f"{key}.")
    return tuple(t for t in things if t.kind == "clause" and fold(t.id).startswith(beginnings))


def _looks_like_an_id(text: str) -> bool:
    """`PL99`: one word with a digit in it."""
    return len(text.split()) == 1 and any(char.isdecimal() for char in text)


def find_indicator(office: Office, text: str) -> Indicator | None:
    """The indicator with an id, however it is written; None where the text means something else."""
    id_ = id_among(text, (known.id for known in office.programme.indicators))
    return next((found for found in office.programme.indicators if found.id == id_), None)


def _number(thing: Thing) -> str | None:
    return str(thing.record.number) if isinstance(thing.record, Figure) else None


def matches(text: str, *fields: str | None) -> bool:
    """Whether every word of a folded text stands somewhere in the fields."""
    haystack = fold(" ".join(field for field in fields if field))
    return all(word in haystack for word in fold(text).split())


MOST_PERIOD_WORDS = 12
"""“từ 6 tháng đầu năm 2021 đến 6 tháng cuối năm 2022” has twelve words."""


def split_period(words: Sequence[str], today: dt.date | None = None) -> tuple[list[str], Period] | None:
    """The words before a period, and the period that the last words name; None where the ending names none."""
    for count in range(min(len(words) - 1, MOST_PERIOD_WORDS), 0, -1):
        with suppress(BadUsage):
            return list(words[:-count]), parse_period(" ".join(words[-count:]), today)
    return None


def find_report(office: Office, text: str, today: dt.date | None = None) -> tuple[Unit, Period] | None:
    """The unit and the period that a text names together (`so y te quý II/2021`); None where it names no such pair.

    With `today` the period's year may be left out. Raises as `find_unit` does where only the unit is unclear or unknown.
    """
    found = split_period(text.split(), today)
    if found is None or _is_named(office, text):
        return None
    name = " ".join(found[0])
    thing = _by_id(list(all_things(office)), name)
    if thing is not None and thing.kind != "unit":
        return None
    return find_unit(office, name), found[1]


def _is_named(office: Office, text: str) -> bool:
    """Whether a text as a whole is something's id or name."""
    if _by_id(list(all_things(office)), text) is not None:
        return True
    key = fold(text)
    return any(key in map(fold, unit_names(unit)) for unit in office.units.values())
