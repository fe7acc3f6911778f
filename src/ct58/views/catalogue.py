"""Views of the programme's own content: lists, and which clause is followed by what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Literal, get_args

from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import Clause, Part, Programme
from ct58.domain.records.search import Thing, ThingKind, all_things, matches
from ct58.domain.records.units import Unit
from ct58.records import positional_record, record

ListKind = Literal[
    "tasks", "duties", "reports", "indicators", "figures", "units", "clauses", "parts", "items"
]


@positional_record
class KindOfList:
    """A kind of list: the things in it, and what the office calls it, folded."""

    kind: ListKind
    things: ThingKind
    in_vietnamese: str


LISTS: tuple[KindOfList, ...] = (
    KindOfList("tasks", "task", "nhiem vu"),
    KindOfList("duties", "duty", "nhiem vu noi dung"),
    KindOfList("reports", "report", "bao cao"),
    KindOfList("indicators", "indicator", "chi tieu"),
    KindOfList("figures", "figure", "so lieu"),
    KindOfList("units", "unit", "don vi"),
    KindOfList("clauses", "clause", "muc"),
    KindOfList("parts", "part", "phan"),
    KindOfList("items", "ad_hoc", "viec phat sinh"),
)
LIST_KINDS: tuple[ListKind, ...] = get_args(ListKind)
COUNTABLE = frozenset({"indicator", "recurring_duty", "one_off_duty"})
"""Kinds of clause that something must follow; a rule, a background or a direction has no countable output."""


@record
class ListView:
    """Things of one kind, in the order of the data, that a text occurs in."""

    kind: ListKind
    things: tuple[Thing, ...]
    names: Mapping[str, str]
    lines: tuple[int, ...]


def list_view(office: Office, kind: ListKind, text: str = "", as_of: dt.date | None = None) -> ListView:
    """The things of a kind; every word of the text must occur in one of the fields, accents don't count.

    Of the units only those that exist on `as_of`, if it is given.
    """
    wanted = next(listed.things for listed in LISTS if listed.kind == kind)
    things = tuple(
        thing
        for thing in all_things(office)
        if thing.kind == wanted and matches(text, *_searched(thing)) and _exists(thing, as_of)
    )
    return ListView(
        kind=kind,
        things=things,
        names={unit.id: unit.label for unit in office.units.values()},
        lines=tuple(office.line(thing.file, thing.at) for thing in things),
    )


def _searched(thing: Thing) -> tuple[str | None, ...]:
    record = thing.record
    fields = ("title", "corrected", "text", "name", "short_name", "label", "key")
    aliases = getattr(record, "aliases", ())
    return (thing.id, *(getattr(record, field, None) for field in fields), *aliases)


def _exists(thing: Thing, as_of: dt.date | None) -> bool:
    return as_of is None or not isinstance(thing.record, Unit) or thing.record.is_valid_on(as_of)


@record
class TracedClause:
    """A clause and what follows it. `through_part` are items that name the clause's whole part."""

    clause: Clause
    followers: tuple[Thing, ...]
    through_part: tuple[Thing, ...]
    line: int

    @property
    def is_gap(self) -> bool:
        """A clause with a countable output that nothing follows."""
        return bool(COUNTABLE & set(self.clause.kind)) and not self.followers and not self.through_part


@record
class TraceView:
    """Clause by clause, part by part."""

    parts: tuple[tuple[Part, tuple[TracedClause, ...]], ...]

    @property
    def clauses(self) -> tuple[TracedClause, ...]:
        """All clauses, in order."""
        return tuple(traced for _part, group in self.parts for traced in group)


def trace_view(office: Office, start: str = "", gaps_only: bool = False) -> TraceView:
    """What follows each clause; only the clauses of `start` (a clause, a part, or parts above), or only the gaps.

    `II.4` is II.4.1-1 and II.4.2-BTC-1 too, `II` all of part II and not of III.
    """
    followers = _followers(office)

    def is_asked(traced: TracedClause) -> bool:
        is_inside = any(_lies_in(id_, start) for id_ in (traced.clause.id, traced.clause.part))
        return is_inside and (traced.is_gap or not gaps_only)

    groups = [(part, _traced(office, part, followers, is_asked)) for part in office.programme.parts]
    return TraceView(parts=tuple((part, group) for part, group in groups if group))


def _lies_in(id_: str, start: str) -> bool:
    """Whether an id is that of `start` or of something below it."""
    return not start or id_ == start or id_.startswith((f"{start}.", f"{start}-"))


def _traced(
    office: Office,
    part: Part,
    followers: Mapping[str, list[Thing]],
    is_asked: Callable[[TracedClause], bool],
) -> tuple[TracedClause, ...]:
    found = (
        TracedClause(
            clause=clause,
            followers=tuple(followers.get(clause.id, ())),
            through_part=tuple(followers.get(part.id, ())),
            line=office.line(PROGRAMME_FILE, ("clauses", index)),
        )
        for index, clause in enumerate(office.programme.clauses)
        if clause.part == part.id
    )
    return tuple(traced for traced in found if is_asked(traced))


def _followers(office: Office) -> dict[str, list[Thing]]:
    """Clause or part → what names it."""
    found: dict[str, list[Thing]] = {}
    for thing in all_things(office):
        record = thing.record
        ids = (record.clause,) if thing.kind == "indicator" else getattr(record, "clauses", ())  # type: ignore[union-attr]
        for id_ in ids:
            found.setdefault(id_, []).append(thing)
    return found


def followers_of(office: Office, id_: str) -> tuple[Thing, ...]:
    """What names a clause or a part."""
    return tuple(_followers(office).get(id_, ()))


def clause_by_id(programme: Programme, id_: str) -> Clause | None:
    """The clause of an id; None for a part's id."""
    return next((clause for clause in programme.clauses if clause.id == id_), None)
