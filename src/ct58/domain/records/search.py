"""Finding things as people type them: by id or alias, without accents, with a typo or two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Literal

from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE, item_file, unit_file
from ct58.domain.records.programme import Clause, Duty, Figure, Part, ReportingRule, Task
from ct58.domain.records.units import Unit
from ct58.domain.text.vietnamese import closest, fold
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, InvalidData, Path
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record


def find_unit(office: Office, text: str) -> Unit:
    """The unit that a text names: its id, a name or an alias, folded; else the only one that contains it.

    Raises BadUsage that names the candidates when several fit, or the nearest when none does; InvalidData for the id of
    one whose entry could not be read.
    """
    if text in office.units:
        return office.units[text]
    key = _key(text)
    exact = [unit for unit in office.units.values() if key in map(_key, unit_names(unit))]
    if len(exact) == 1:
        return exact[0]
    found = exact or [unit for unit in office.units.values() if _contains(unit, key)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadUsage(
            msg(N_("“{text}” may be several units."), text=text),
            msg(N_("Which one: {units}?"), units=_listed(found)),
        )
    refuse_unread(text, office.unread.units, unit_file)
    raise BadUsage(msg(N_("There is no unit “{text}”."), text=text), _hint(office, text))


def refuse_unread(text: str, unread: Iterable[str], file_of: Callable[[str], str]) -> None:
    """Raises InvalidData for the id of something whose file is there, and could not be read."""
    key = _key(text)
    found = next((id_ for id_ in unread if _key(id_) == key), None)
    if found is not None:
        raise InvalidData(
            msg(N_("{file} has errors, so nothing is known of {id}."), file=file_of(found), id=found),
            msg(N_("See: ct58 check")),
        )


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
            yield Thing(
                kind, getattr(record, "id", None) or record.key, record, PROGRAMME_FILE, (section, index)
            )
    for id_, record in office.item_files.items():
        if record.title is not None:
            yield Thing("ad_hoc", id_, record, item_file(id_))
    for unit in office.units.values():
        yield Thing("unit", unit.id, unit, unit_file(unit.id))


def find_thing(office: Office, text: str) -> Thing:
    """What an id means, else the unit that a text names.

    Case and accents don't count; a figure is also found by its printed number. Raises BadUsage with
    what was probably meant.
    """
    things = list(all_things(office))
    key = fold(text)
    found = next((thing for thing in things if fold(thing.id) == key or _number(thing) == key), None)
    if found is not None:
        return found
    refuse_unread(text, (id_ for id_ in office.unread.items if id_ not in office.items), item_file)
    try:
        unit = find_unit(office, text)
    except BadUsage as error:
        near = closest(text, [thing.id for thing in things if thing.kind != "unit"], limit=1)
        if nearest_units(office, text) or (not near and not _looks_like_an_id(text)):
            raise
        hint = (
            msg(N_("Did you mean: {units}?"), units=near[0])
            if near
            else msg(N_("See the ids: ct58 list tasks"))
        )
        raise BadUsage(msg(N_("There is nothing with the id “{text}”."), text=text), hint) from error
    return next(thing for thing in things if thing.kind == "unit" and thing.id == unit.id)


def clauses_below(office: Office, text: str) -> tuple[Thing, ...]:
    """The clauses of a section that has no record of its own: of `II.4.1` those from II.4.1-1 on.

    Empty where the text is the id of something, or the beginning of no clause's.
    """
    things, key = list(all_things(office)), fold(text)
    if any(fold(thing.id) == key for thing in things):
        return ()
    beginnings = (f"{key}-", f"{key}.")
    return tuple(t for t in things if t.kind == "clause" and fold(t.id).startswith(beginnings))


def _looks_like_an_id(text: str) -> bool:
    """`PL99`: one word with a digit in it."""
    return len(text.split()) == 1 and any(char.isdecimal() for char in text)


def find_indicator(office: Office, text: str) -> Indicator | None:
    """The indicator with an id, however it is written; None where the text means something else."""
    return next((found for found in office.programme.indicators if fold(found.id) == fold(text)), None)


def _number(thing: Thing) -> str | None:
    return str(thing.record.number) if isinstance(thing.record, Figure) else None


def unit_names(unit: Unit) -> Iterable[str]:
    """All that a unit may be called."""
    short = (unit.short_name,) if unit.short_name else ()
    return (unit.id, unit.name, *short, *unit.aliases, *unit.former_names)


def matches(text: str, *fields: str | None) -> bool:
    """Whether every word of a folded text stands somewhere in the fields."""
    haystack = fold(" ".join(field for field in fields if field))
    return all(word in haystack for word in fold(text).split())


def _key(text: str) -> str:
    """Folded, with hyphens as spaces, so that ids and names meet."""
    return fold(text).replace("-", " ")


def _contains(unit: Unit, key: str) -> bool:
    return any(f" {key} " in f" {_key(name)} " for name in unit_names(unit))


def _hint(office: Office, text: str) -> Message:
    near = nearest_units(office, text)
    if near:
        return msg(N_("Did you mean: {units}?"), units=_listed(near))
    return msg(N_("See the units: ct58 list units."))


def nearest_units(office: Office, text: str) -> list[Unit]:
    """The units with a name that is near a text, nearest first."""
    by_name = {name: unit for unit in office.units.values() for name in unit_names(unit)}
    return list(closest(text, by_name))


def _listed(units: Iterable[Unit]) -> str:
    return "; ".join(f"{unit.name} ({unit.id})" for unit in units)


def find_units(office: Office, words: Sequence[str]) -> tuple[Unit, ...]:
    """Several units by one word each, or one unit whose name is written in several words.

    Raises BadUsage for the first word that names no unit.
    """
    try:
        found = [find_unit(office, word) for word in words]
        return tuple({unit.id: unit for unit in found}.values())
    except BadUsage:
        if len(words) > 1:
            with suppress(BadUsage):
                return (find_unit(office, " ".join(words)),)
        raise


def find_report(office: Office, text: str) -> tuple[Unit, Period] | None:
    """The unit and the period that a text names together (`so y te quý II/2021`); None where it names no such pair."""
    words = text.split()
    for place in range(1, len(words)):
        with suppress(BadUsage):
            period = parse_period(" ".join(words[place:]))
            return find_unit(office, " ".join(words[:place])), period
    return None
