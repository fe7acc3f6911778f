"""A programme that follows a programme: what a new folder takes over of an old one, and what stays behind.

Taken over are the units that are still there, the form with its calendar, and what is open, as items of their own; each says
where it comes from. What was reported, and what the old programme itself says, stays where it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from ct58.domain.planning.values import joined_note
from ct58.domain.records.committee import Names, OfficeFile
from ct58.domain.records.events import ONCE, Event, ItemFile, ItemSource, UnitEvents
from ct58.domain.records.items import Item
from ct58.domain.records.measure import SetDefinition, SetRule
from ct58.domain.records.office import Office, Record
from ct58.domain.records.places import (
    OFFICE_FILE,
    PROGRAMME_FILE,
    item_file,
    unit_events_file,
    unit_file,
)
from ct58.domain.records.programme import (
    NEWEST_FORMAT,
    Figure,
    Horizon,
    Programme,
    ProgrammeHead,
    ReportingRule,
)
from ct58.domain.records.terms import UnitKind
from ct58.domain.records.units import Unit
from ct58.domain.standing.ending import open_items
from ct58.domain.standing.status import Standing, Status, standings
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.period import Period
from ct58.records import record

_OPEN: frozenset[Status] = frozenset({"overdue", "due_soon", "in_progress", "not_started"})
SUCCESSOR = "cap-uy"
"""The new committee in its own register, where it has to lead what the old one's bodies led."""


@record
class FollowingWords:
    """What is asked: the day, the new programme's own data, the units (None: all), the words for where things come from.

    `origin` names the old programme and the revision, for notes; `committee` is the name of a new committee until somebody
    writes it down.
    """

    day: dt.date
    number: str
    issued_on: dt.date
    years: Horizon | None
    units: frozenset[str] | None
    origin: str
    committee: str


@record
class Following:
    """The records of the new folder by file, and what stayed behind, by kind: how many, or which."""

    files: Mapping[str, Record]
    units: tuple[Unit, ...]
    figures: tuple[Figure, ...]
    items: tuple[str, ...]
    left_units: tuple[Unit, ...] = ()
    left_figures: tuple[Figure, ...] = ()
    left_items: tuple[str, ...] = ()
    left_reports: int = 0
    is_ended: bool = False
    led_anew: tuple[str, ...] = field(default=())


def following(office: Office, words: FollowingWords) -> Following:
    """What a new folder takes over of an office as it is known on the day."""
    units = tuple(_units(office, words))
    kept = {unit.id for unit in units}
    years = words.years or _next_years(office)
    start = dt.date(years.from_, 1, 1)
    sets = dict(_sets(office, kept))
    figures = tuple(_figures(office, sets, start))
    programme = Programme(
        format=NEWEST_FORMAT,
        parts=(),
        clauses=(),
        programme=ProgrammeHead(
            number=words.number, issued_on=words.issued_on, horizon=years, note=words.origin
        ),
        sets=sets,
        reporting=tuple(_calendar(office, sets, start)),
        figures=figures,
    )
    programme = _with_terms(programme, office.programme)
    found = _Items(office, words, kept, figures)
    files: dict[str, Record] = {
        OFFICE_FILE: _office_file(office, words),
        **{unit_file(unit.id): unit for unit in units},
        **{item_file(entry.item): entry for entry in found.files},
        **{
            unit_events_file(unit): UnitEvents(unit=unit, events=tuple(e)) for unit, e in found.events.items()
        },
    }
    if found.led_anew:
        files[unit_file(SUCCESSOR)] = Unit(
            id=SUCCESSOR, name=words.committee, kind=_committee_kind(programme).id, note=words.origin
        )
        programme = _with_kind(programme, _committee_kind(programme))
    files[PROGRAMME_FILE] = replace(programme, sets={**sets, **found.sets})
    return Following(
        files=files,
        units=units,
        figures=figures,
        items=tuple(entry.item for entry in found.files),
        left_units=tuple(unit for unit in office.units.values() if unit.id not in kept),
        left_figures=tuple(
            line for line in office.programme.figures if line.key not in {f.key for f in figures}
        ),
        left_items=tuple(dict.fromkeys(found.left)),
        left_reports=len(office.reports),
        is_ended=office.closed_on is not None,
        led_anew=tuple(found.led_anew),
    )


def _with_terms(programme: Programme, old: Programme) -> Programme:
    """What bodies and units are called stays; of sets of units the names of those that are taken over."""
    return replace(
        programme,
        bodies=old.bodies,
        kinds=old.kinds,
        organisations=old.organisations,
        set_names={key: name for key, name in old.set_names.items() if key in programme.sets},
        flag_names=old.flag_names,
        names_en=replace(
            old.names_en,
            sets={key: name for key, name in old.names_en.sets.items() if key in programme.sets},
        ),
    )


def _committee_kind(programme: Programme) -> UnitKind:
    """The kind that the committee itself is of; a new one where none is declared."""
    new = UnitKind(id="committee", name="committee", role="committee")
    return next((kind for kind in programme.kinds if kind.role == "committee"), new)


def _with_kind(programme: Programme, kind: UnitKind) -> Programme:
    is_known = kind in programme.kinds
    return programme if is_known else replace(programme, kinds=(*programme.kinds, kind))


def _next_years(office: Office) -> Horizon:
    """As many years as before: after the old ones, or from the year in which the old committee's work ended."""
    years = office.programme.head.horizon
    first = office.closed_on.year if office.closed_on else years.to + 1
    return Horizon(from_=first, to=first + years.to - years.from_)


def _office_file(office: Office, words: FollowingWords) -> OfficeFile:
    """The same committee stays who it is; of one that has ended only the settings are another's, too."""
    if office.closed_on is None:
        note = joined_note(office.file.note, words.origin)
        return replace(office.file, example=False, practice_today=None, note=note)
    return OfficeFile(names=Names(committee=words.committee), settings=office.settings, note=words.origin)


# ----------------------------------------------------------------------- units


def _units(office: Office, words: FollowingWords) -> Iterator[Unit]:
    """The units that are still there, with all that is said of them; links to those that are not are let go."""
    chosen = [unit for unit in office.units.values() if _goes_on(office, unit, words)]
    ids = {unit.id for unit in chosen}
    for unit in chosen:
        has_ended = unit.valid_to is not None and unit.valid_to == office.closed_on
        yield replace(
            unit,
            valid_to=None if has_ended else unit.valid_to,
            merged_into=unit.merged_into if unit.merged_into in ids and not has_ended else None,
            split_from=unit.split_from if unit.split_from in ids else None,
            note=joined_note(unit.note, words.origin),
        )


def _goes_on(office: Office, unit: Unit, words: FollowingWords) -> bool:
    """Whether a unit is there after the day. One that ended with its committee goes on under another; the committee's own do not."""
    if words.units is not None and unit.id not in words.units:
        return False
    if office.closed_on is not None:
        if _receivers(office).get(unit.id, "") is None:
            return False
        return not office.terms.is_own(unit.kind) and (
            unit.valid_to is None or unit.valid_to >= office.closed_on
        )
    return unit.valid_to is None or unit.valid_to > words.day


def _receivers(office: Office) -> Mapping[str, str | None]:
    """Who takes over what, by unit or item, as the closing says it; null: nobody.

    In a folder that was handed over only its receiver takes anything over.
    """
    closing = office.programme.head.closing
    if closing is None or closing.handed_to is None:
        return closing.receivers if closing else {}
    mine = {id_ for id_, body in closing.receivers.items() if body == closing.handed_to}
    return {id_: closing.handed_to if id_ in mine else None for id_ in (*office.units, *office.items)}


# ------------------------------------------------------------------------ form


def _sets(office: Office, kept: set[str]) -> Iterator[tuple[str, SetDefinition]]:
    """The sets, without units that are not there; one that named only such means nobody and is left."""
    for name, definition in office.programme.sets.items():
        rules = definition if isinstance(definition, tuple) else (definition,)
        found = tuple(rule for rule in (_of_kept(one, kept) for one in rules) if rule is not None)
        if found:
            yield name, found if isinstance(definition, tuple) else found[0]


def _of_kept(rule: SetRule, kept: set[str]) -> SetRule | None:
    ids = tuple(id_ for id_ in rule.ids if id_ in kept)
    return replace(rule, ids=ids) if ids or not rule.ids else None


def _figures(office: Office, sets: Mapping[str, SetDefinition], start: dt.date) -> Iterator[Figure]:
    """The lines of the form that are still asked, without the old programme's clauses; each with what it rests on."""
    known = {
        line.key: line
        for line in office.programme.figures
        if line.units in sets and (line.until is None or line.until.last_day >= start)
    }
    while gone := [key for key, line in known.items() if not all(one in known for one in _rests_on(line))]:
        for key in gone:
            del known[key]
    for line in known.values():
        yield replace(line, clauses=(), from_=line.from_ if _begins_later(line.from_, start) else None)


def _rests_on(line: Figure) -> Iterator[str]:
    yield from (key for key in (line.decided_by, line.valid_by, line.subset_of) if key)
    yield from line.sum_of


def _calendar(office: Office, sets: Mapping[str, SetDefinition], start: dt.date) -> Iterator[ReportingRule]:
    for rule in office.programme.reporting:
        item = office.items.get(rule.id)
        has_ended = item is not None and item.ended_on is not None
        if rule.units in sets and not has_ended and (rule.until is None or _last_day(rule.until) >= start):
            kept = {period: day for period, day in rule.exceptions.items() if _is_after(period, start)}
            yield replace(
                rule, from_=rule.from_ if _begins_later(rule.from_, start) else None, exceptions=kept
            )


def _is_after(period: object, start: dt.date) -> bool:
    known = period if isinstance(period, Period) else Period.parse(str(period))
    return known.first_day >= start


def _last_day(time: Period | dt.date) -> dt.date:
    return time if isinstance(time, dt.date) else time.last_day


def _begins_later(first: Period | dt.date | None, start: dt.date) -> bool:
    day = first.first_day if isinstance(first, Period) else first
    return day is not None and day >= start


# ----------------------------------------------------------------------- items


class _Items:
    """What is open of the old programme, as items of their own."""

    def __init__(
        self, office: Office, words: FollowingWords, kept: set[str], figures: Iterable[Figure]
    ) -> None:
        self._office = office
        self._words = words
        self._kept = kept
        self._once = {line.key for line in figures if line.every == ONCE}
        self.files: list[ItemFile] = []
        self.events: dict[str, list[Event]] = {}
        self.sets: dict[str, SetDefinition] = {}
        self.left: list[str] = []
        self.led_anew: list[str] = []
        groups: dict[tuple[str, str], list[Standing]] = {}
        for one in standings(office, words.day):
            if one.item.kind != "report" and self._is_open(one):
                groups.setdefault((one.item.id, one.obligation.occurrence.key), []).append(one)
        for (id_, _), found in (*groups.items(), *self._next_of_handed_on({id_ for id_, _ in groups})):
            self._take(id_, found)

    def _next_of_handed_on(self, taken: set[str]) -> Iterator[tuple[tuple[str, str], list[Standing]]]:
        """The next time of what recurs and was handed on with nothing of it due: else nobody would do it any more."""
        for entry in open_items(self._office, self._words.day) if self._office.closed_on else ():
            if entry.item.id in self._handed_on - taken:
                one = entry.standings[0]
                yield (entry.item.id, one.obligation.occurrence.key), [one]

    def _is_open(self, one: Standing) -> bool:
        """Whether it is to be done: what is due once and not done, and of what recurs what was due or is begun."""
        if one.status == "ended":
            return one.item.id in self._handed_on
        if one.status == "ongoing":
            return one.obligation.unit is None and one.item.kind == "ad_hoc"
        if one.status not in _OPEN:
            return False
        return one.item.deadline.every is None or one.status == "overdue" or one.started

    @property
    def _handed_on(self) -> frozenset[str]:
        """The items to which the closing gives a receiver."""
        given = (id_ for id_, receiver in _receivers(self._office).items() if receiver is not None)
        return frozenset(given) & self._office.items.keys()

    def _take(self, id_: str, found: list[Standing]) -> None:
        first = found[0]
        if first.obligation.unit is None:
            self._take_joint(id_, first)
            return
        owing = tuple(unit.id for one in found if (unit := one.obligation.unit) and unit.id in self._kept)
        if not owing:
            self.left.append(id_)
            return
        new = self._new_id(first)
        name = f"{new.lower().replace('-', '_')}_con_no"
        self.sets[name] = SetRule(ids=owing)
        self.files.append(replace(self._head(first, new), owners=name))
        for one in found:
            unit = one.obligation.unit
            if unit is not None and unit.id in owing and one.events:
                events = self.events.setdefault(unit.id, [])
                events += [replace(event, item=new, occurrence=None) for event in one.events]

    def _take_joint(self, id_: str, one: Standing) -> None:
        """What bodies lead together; where none of them is there any more, the new committee does."""
        handed_on, closing = self._handed_on, self._office.programme.head.closing
        is_said = bool(handed_on) or (closing is not None and closing.handed_to is not None)
        if self._office.closed_on is not None and is_said and id_ not in handed_on:
            self.left.append(id_)
            return
        lead = tuple(unit for unit in one.item.lead if unit in self._kept)
        if not lead:
            lead = (SUCCESSOR,)
            self.led_anew.append(self._new_id(one))
        events = tuple(replace(event, item=None, occurrence=None) for event in one.events)
        head = self._head(one, self._new_id(one))
        self.files.append(replace(head, lead=lead, events=events))

    def _new_id(self, one: Standing) -> str:
        """The old id with a mark, so that the new programme may have that id itself; an item's own stays."""
        if one.item.kind == "ad_hoc" and one.obligation.occurrence.key == ONCE:
            return one.item.id
        key = one.obligation.occurrence.key
        return f"TN-{one.item.id}" if key == ONCE else f"TN-{one.item.id}-{key}"

    def _head(self, one: Standing, new: str) -> ItemFile:
        item, head = one.item, self._office.programme.head
        known = self._office.item_files.get(item.id)
        source = known.source if known is not None and known.source is not None else None
        key = "" if one.obligation.occurrence.key == ONCE else f", {one.obligation.occurrence.key}"
        done_when = item.done_when if (item.done_when or "").partition(".")[0] in self._once else None
        return ItemFile(
            item=new,
            title=item.title,
            with_=tuple(unit for unit in item.with_ if unit in self._kept),
            deadline=_deadline(item, one),
            submit_to=item.submit_to,
            forms=item.forms,
            done_when=done_when,
            source=source or ItemSource(number=head.number, date=head.issued_on, title=f"{item.id}{key}"),
            note=joined_note(known.note if known else None, self._words.origin),
        )


def _deadline(item: Item, one: Standing) -> DeadlineRule | None:
    """The day in force, with the words of the old programme beside it; none of what has no day."""
    if one.due is None:
        return None
    return DeadlineRule(text=item.deadline.text, by=one.due)
