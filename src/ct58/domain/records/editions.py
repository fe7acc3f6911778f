"""The programme in time: how it reads from which day on, by its amendments.

The file keeps what was said first; each edition is that with every amendment in force by its day. Pure, and a function of the
records alone: nothing here is stored.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Literal, TypeVar

from ct58.domain.records.items import EarlierItem, Item, programme_items
from ct58.domain.records.measure import SetDefinition, SetRule
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import Amendment, Figure, NewValues, Programme
from ct58.domain.time.period import FIRST_YEAR, LAST_YEAR, Period
from ct58.errors import Path
from ct58.records import positional_record, record

_R = TypeVar("_R")
AMENDED_SECTIONS = ("parts", "clauses", "groups", "tasks", "duties", "reporting", "indicators", "figures")
"""The lists of programme.yaml whose records an amendment may change; sets are a mapping."""
ADDED_SECTIONS = ("clauses", "tasks", "duties", "reporting", "figures", "indicators")


@record
class PlacedAmendment:
    """An amendment, and where it stands: in programme.yaml or in a file of its own."""

    file: str
    at: Path
    amendment: Amendment


@record
class Ending:
    """From `since` on nothing new falls due of what an amendment ended or replaced."""

    since: dt.date
    reason: str | None
    replaced_by: tuple[str, ...]
    amendment: Amendment


DeedKind = Literal["changed", "ended", "replaced", "added", "named"]


@record
class Deed:
    """One thing that an amendment does to one record.

    Of a change `key` is what changes, with its value before and after; a set of several rules changes as a whole (no
    key). What is `named` was changed in the text itself.
    """

    how: DeedKind
    id: str
    key: str = ""
    old: object = None
    new: object = None
    reason: str | None = None
    successors: tuple[str, ...] = ()


@positional_record
class Edition:
    """The programme as it reads from a day on; `since` of the first is the beginning of time."""

    since: dt.date
    programme: Programme


@record
class History:
    """The programme's editions, in order, and what came and went on the way.

    `added` are the days from which what came later is there, `origins` where it stands.
    """

    editions: tuple[Edition, ...]
    amendments: tuple[PlacedAmendment, ...] = ()
    added: Mapping[str, dt.date] = field(default_factory=dict)
    endings: Mapping[str, Ending] = field(default_factory=dict)
    origins: Mapping[str, tuple[str, Path]] = field(default_factory=dict)

    @property
    def first(self) -> Programme:
        """What was said first."""
        return self.editions[0].programme

    @property
    def last(self) -> Programme:
        """What is said when every amendment is in force."""
        return self.editions[-1].programme

    @property
    def is_amended(self) -> bool:
        """Whether there is any amendment that changes something."""
        return len(self.editions) > 1

    def on(self, day: dt.date) -> Programme:
        """The programme in force on a day."""
        return self.editions[bisect_right(self._days, day) - 1].programme

    @cached_property
    def _days(self) -> list[dt.date]:
        return [edition.since for edition in self.editions]

    def worded(self, day: dt.date) -> Programme:
        """All that the newest programme has, each record as it read on a day; what came later as it is."""
        newest, then = self.last, self.on(day)
        if not self.is_amended or then is newest:
            return newest
        known = records_by_id(then)
        lists = {
            section: tuple(known.get(record_id(entry), entry) for entry in getattr(newest, section))
            for section in AMENDED_SECTIONS
        }
        return replace(newest, sets={**newest.sets, **then.sets}, **lists)  # type: ignore[arg-type]

    def before(self, placed: PlacedAmendment) -> Programme:
        """How the programme read until an amendment's day."""
        place = bisect_left(self._days, placed.amendment.since or dt.date.min)
        return self.editions[max(0, place - 1)].programme

    def deeds(self, placed: PlacedAmendment) -> tuple[Deed, ...]:
        """What an amendment does, one by one: changes, ends, what takes the place of what, what is new."""
        return tuple(_deeds(placed.amendment, records_by_id(self.before(placed))))

    def took_the_place_of(self, id_: str) -> tuple[str, ...]:
        """What an id stands for now, by amendments that replaced something."""
        return tuple(old for old, ending in self.endings.items() if id_ in ending.replaced_by)

    def of(self, id_: str) -> tuple[PlacedAmendment, ...]:
        """The amendments that name an id or add it, by day."""
        return tuple(placed for placed in self.amendments if id_ in named_by(placed.amendment))


def history_of(first: Programme, placed: Iterable[PlacedAmendment]) -> History:
    """The editions that amendments make; those without a day, or that name nothing, change nothing."""
    known = sorted(
        (entry for entry in placed if entry.amendment.since is not None),
        key=lambda entry: entry.amendment.since or dt.date.min,
    )
    if not known:
        return History(editions=(Edition(dt.date.min, first),))
    editions = [Edition(dt.date.min, first)]
    added: dict[str, dt.date] = {}
    origins: dict[str, tuple[str, Path]] = {}
    for entry in known:
        since, before = entry.amendment.since or dt.date.min, editions[-1].programme
        there = record_ids(before)
        for id_, at in additions(entry.amendment):
            if id_ not in there:  # a second record of an id is none
                added.setdefault(id_, since)
                origins.setdefault(id_, (entry.file, (*entry.at, *at)))
        if since == editions[-1].since:
            editions.pop()
        editions.append(Edition(since, _amended(before, entry.amendment, since)))
    return History(
        editions=tuple(editions),
        amendments=tuple(known),
        added=added,
        endings=_endings(known),
        origins=origins,
    )


def placed_amendments(programme: Programme, files: Mapping[str, Amendment]) -> Iterator[PlacedAmendment]:
    """The amendments that stand in programme.yaml itself, then those in files of their own."""
    for index, amendment in enumerate(programme.amendments):
        yield PlacedAmendment(file=PROGRAMME_FILE, at=("amendments", index), amendment=amendment)
    for file, amendment in sorted(files.items()):
        yield PlacedAmendment(file=file, at=(), amendment=amendment)


def record_id(entry: object) -> str:
    """What a record of the programme is known by: its id, a figure's key."""
    return str(getattr(entry, "id", None) or getattr(entry, "key", ""))


def records_by_id(programme: Programme) -> dict[str, object]:
    """Everything in a programme that an amendment can name: records by id, figures by key, sets by name."""
    found: dict[str, object] = dict(programme.sets)
    for section in AMENDED_SECTIONS:
        found |= {record_id(entry): entry for entry in getattr(programme, section)}
    return found


def relatives(history: History, id_: str) -> frozenset[str]:
    """What an id took the place of, and what took its place, however far it goes; not itself."""
    found, ahead = set[str](), [id_]
    while ahead:
        one = ahead.pop()
        ending = history.endings.get(one)
        near = {*history.took_the_place_of(one), *(ending.replaced_by if ending else ())}
        ahead += near - found
        found |= near
    return frozenset(found - {id_})


def record_ids(programme: Programme) -> frozenset[str]:
    """What is there by name."""
    return frozenset(records_by_id(programme))


def _deeds(amendment: Amendment, before: Mapping[str, object]) -> Iterator[Deed]:
    changes = amendment.changes
    for id_ in changes:
        change = changes[id_] if isinstance(changes, Mapping) else NewValues()
        yield from _changes(id_, before.get(id_), change)
    for id_ in dict.fromkeys([*amendment.ends, *amendment.replaces]):
        successors = amendment.replaces.get(id_, ())
        how: DeedKind = "replaced" if successors else "ended"
        yield Deed(how=how, id=id_, reason=amendment.ends.get(id_), successors=successors)
    yield from (Deed(how="added", id=id_, new=new) for id_, new in added_records(amendment))


def _changes(id_: str, before: object, change: NewValues | tuple[SetRule, ...]) -> Iterator[Deed]:
    if not isinstance(change, NewValues):
        yield Deed(how="changed", id=id_, old=before, new=change)
        return
    values = change.values_by_field()
    if not values:
        yield Deed(how="named", id=id_)
    for key, value in values.items():
        yield Deed(how="changed", id=id_, key=key, old=getattr(before, key, None), new=value)


def named_by(amendment: Amendment) -> frozenset[str]:
    """Everything that an amendment is about, by id."""
    successors = (id_ for ids in amendment.replaces.values() for id_ in ids)
    return frozenset([*amendment.changed_ids, *successors, *(id_ for id_, _ in additions(amendment))])


# ------------------------------------------------------------------ one amendment


def _amended(programme: Programme, amendment: Amendment, since: dt.date) -> Programme:
    changes = amendment.changes if isinstance(amendment.changes, Mapping) else {}
    lists = {section: _list(programme, section, changes, amendment, since) for section in AMENDED_SECTIONS}
    return replace(programme, sets=_sets(programme.sets, changes, amendment), **lists)  # type: ignore[arg-type]


def _list(
    programme: Programme,
    section: str,
    changes: Mapping[str, NewValues | tuple[SetRule, ...]],
    amendment: Amendment,
    since: dt.date,
) -> tuple[object, ...]:
    """A list of records with what an amendment changes and adds; a second record of an id is none."""
    before: Sequence[object] = getattr(programme, section)
    changed = tuple(
        _ended(_changed(entry, changes.get(record_id(entry))), amendment, since) for entry in before
    )
    if section not in ADDED_SECTIONS:
        return changed
    known = {record_id(entry) for entry in before}
    new = (entry for entry in getattr(amendment.adds, section) if record_id(entry) not in known)
    return (*changed, *(_begun(entry, since) for entry in new))


def _changed(entry: _R, change: NewValues | tuple[SetRule, ...] | None) -> _R:
    """A record with its new values; keys that it does not have say nothing (`check` has a finding for them)."""
    if not isinstance(change, NewValues):
        return entry
    names = type(entry).__record_names__  # type: ignore[attr-defined]
    values = {key: value for key, value in change.values_by_field().items() if key in names}
    if "corrected" in names and not values.keys().isdisjoint({"title", "text"}):
        values["corrected"] = None  # it was a correction of the old words
    return replace(entry, **values) if values else entry  # type: ignore[type-var]


def _begun(entry: object, since: dt.date) -> object:
    """A new figure is not asked for times that were over when it came."""
    if not isinstance(entry, Figure) or entry.from_ is not None or not _is_recurring(entry, since):
        return entry
    return replace(entry, from_=Period.containing(since, entry.every))


def _is_recurring(figure: Figure, day: dt.date) -> bool:
    """Whether a figure is asked again and again, and a day lies where there are periods."""
    return figure.every != "once" and FIRST_YEAR < day.year <= LAST_YEAR


def _ended(entry: _R, amendment: Amendment, since: dt.date) -> _R:
    """A figure that is ended is asked for the times that were over when its end came, and no more."""
    if not isinstance(entry, Figure) or not _is_recurring(entry, since):
        return entry
    if entry.key not in amendment.ends and entry.key not in amendment.replaces:
        return entry
    last = Period.containing(since, entry.every).previous()
    is_over = entry.until is not None and entry.until.last_day <= last.last_day
    return entry if is_over else replace(entry, until=last)


def _sets(
    before: Mapping[str, SetDefinition],
    changes: Mapping[str, NewValues | tuple[SetRule, ...]],
    amendment: Amendment,
) -> Mapping[str, SetDefinition]:
    found = {name: _set(definition, changes.get(name)) for name, definition in before.items()}
    return {**amendment.adds.sets, **found}


def _set(definition: SetDefinition, change: NewValues | tuple[SetRule, ...] | None) -> SetDefinition:
    """A set of several rules is given anew as a whole; of one rule the properties that change."""
    if change is None:
        return definition
    if not isinstance(change, NewValues):
        return change
    rule = definition if isinstance(definition, SetRule) else SetRule()
    return _changed(rule, change)


def additions(amendment: Amendment) -> Iterator[tuple[str, Path]]:
    """What an amendment adds, by id, and where below the amendment it stands."""
    for name in amendment.adds.sets:
        yield name, ("adds", "sets", name)
    for section in ADDED_SECTIONS:
        for index, entry in enumerate(getattr(amendment.adds, section)):
            yield record_id(entry), ("adds", section, index)


def added_records(amendment: Amendment) -> Iterator[tuple[str, object]]:
    """What an amendment adds, by id."""
    yield from amendment.adds.sets.items()
    for section in ADDED_SECTIONS:
        yield from ((record_id(entry), entry) for entry in getattr(amendment.adds, section))


def _endings(placed: Iterable[PlacedAmendment]) -> dict[str, Ending]:
    """What is ended from which day on: of two that end the same the first, which the second cannot undo."""
    found: dict[str, Ending] = {}
    for entry in placed:
        amendment = entry.amendment
        for id_ in dict.fromkeys([*amendment.ends, *amendment.replaces]):
            ending = Ending(
                since=amendment.since or dt.date.min,
                reason=amendment.ends.get(id_) or amendment.reason,
                replaced_by=amendment.replaces.get(id_, ()),
                amendment=amendment,
            )
            found.setdefault(id_, ending)
    return found


# -------------------------------------------------------------------------- items

_WHO_AND_WHEN = frozenset(
    {
        *("lead", "owners", "units", "deadline", "every", "in_", "on", "from_", "until"),
        *("due_after", "exceptions", "on_holiday"),
    }
)
"""What decides who owes an item, and when."""


def adjusted_by(history: History, item: Item) -> Amendment | None:
    """The newest amendment that gave an item, in this wording, who owes it or when; None where it is as at first."""
    begins = item.earlier[-1].until if item.earlier else None
    for placed in reversed(history.of(item.id)) if begins is not None else ():
        amendment, changes = placed.amendment, placed.amendment.changes
        change = changes.get(item.id) if isinstance(changes, Mapping) else None
        is_in_force = amendment.since is not None and amendment.since <= (begins or dt.date.min)
        if is_in_force and isinstance(change, NewValues) and _WHO_AND_WHEN & change.values_by_field().keys():
            return amendment
    return None


def items_in_time(history: History) -> tuple[Item, ...]:
    """The items of the newest edition, each with what it was before, from when on it is there, and its end."""
    newest = programme_items(history.last)
    if not history.is_amended:
        return newest
    earlier = [
        (edition.since, {item.id: item for item in programme_items(edition.programme)})
        for edition in history.editions
    ]
    return tuple(_item_in_time(history, item, earlier) for item in newest)


def _item_in_time(
    history: History, item: Item, editions: Sequence[tuple[dt.date, Mapping[str, Item]]]
) -> Item:
    versions: list[tuple[dt.date, Item]] = []
    for since, items in editions:
        version = items.get(item.id)
        if version is not None and (not versions or version != versions[-1][1]):
            versions.append((since, version))
    file, at = history.origins.get(item.id, (item.file, item.at))
    ending = history.endings.get(item.id)
    earlier: tuple[EarlierItem, ...] = ()
    found = item
    for place, (_, version) in enumerate(versions):
        found = replace(version, file=file, at=at, since=history.added.get(item.id), earlier=earlier)
        if place + 1 < len(versions):
            earlier = (*earlier, EarlierItem(versions[place + 1][0], found))
    return replace(
        found,
        ended_on=ending.since if ending else None,
        replaced_by=ending.replaced_by if ending else (),
    )
