"""Views of the programme's own content: lists, and which clause is followed by what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, get_args

from ct58.domain.checks.form import unread_figures
from ct58.domain.records.editions import Ending
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Clause, ClauseKind, Figure, Part, Programme
from ct58.domain.records.search import Thing, ThingKind, all_things, matches
from ct58.domain.records.unit_search import units_like
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import DeadlineRule
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
COUNTABLE: frozenset[ClauseKind] = frozenset({"indicator", "recurring_duty", "one_off_duty"})
"""Kinds of clause that something of their kind must follow; a rule, a background or a direction has nothing to count."""


@record
class ListView:
    """Things of one kind, in the order of the data, that a text occurs in; `endings` of those not asked for any more, `figures` by key."""

    kind: ListKind
    things: tuple[Thing, ...]
    names: Mapping[str, str]
    lines: tuple[int, ...]
    endings: Mapping[str, Ending]
    figures: Mapping[str, Figure]


def list_view(office: Office, kind: ListKind, text: str = "", as_of: dt.date | None = None) -> ListView:
    """The things of a kind; every word of the text must occur in one of the fields, accents don't count.

    A unit is also found as everywhere else, by initials and abbreviations. Of the units only those that exist on `as_of`, if it is given.
    """
    wanted = next(listed.things for listed in LISTS if listed.kind == kind)
    named = units_like(office, text) if wanted == "unit" and text else frozenset()
    things = tuple(
        thing
        for thing in all_things(office)
        if thing.kind == wanted
        and (thing.id in named or matches(text, *_searched(thing)))
        and _exists(thing, as_of)
    )
    return ListView(
        kind=kind,
        things=things,
        names={unit.id: unit.label for unit in office.units.values()},
        lines=tuple(office.line(thing.file, thing.at) for thing in things),
        endings={
            thing.id: office.history.endings[thing.id]
            for thing in things
            if thing.id in office.history.endings
        },
        figures={figure.key: figure for figure in office.programme.figures},
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
    """A clause and what follows it: `followers` name the clause itself, `figures` are those that count for it.

    Those in `ended` are not asked for any more. What names only the clause's part follows no clause; it stands beside, in
    `TracedPart`.
    """

    clause: Clause
    followers: tuple[Thing, ...]
    figures: tuple[Thing, ...]
    ended: frozenset[str]
    file: str
    line: int

    @property
    def missing(self) -> tuple[ClauseKind, ...]:
        """The kinds of the clause that ask for a follower of their kind and have none that is still asked for."""
        found = {follows_as(thing) for thing in self.followers if thing.id not in self.ended}
        return tuple(kind for kind in self.clause.kind if kind in COUNTABLE and kind not in found)

    @property
    def is_gap(self) -> bool:
        """Whether something that the clause lays down is followed by nothing of its kind."""
        return bool(self.missing)

    @property
    def has_only_figures(self) -> bool:
        """Whether figures are all that follows it."""
        return bool(self.figures) and not self.followers


@record
class TracedPart:
    """A part with its clauses; `followers` name the part as a whole."""

    part: Part
    followers: tuple[Thing, ...]
    clauses: tuple[TracedClause, ...]


@record
class TraceView:
    """Clause by clause, part by part; `looked_at` clauses, also where only the gaps are shown.

    `unread` are the figures of the form that nothing reads; only where the whole programme is asked for.
    """

    parts: tuple[TracedPart, ...]
    looked_at: int
    unread: tuple[Thing, ...]

    @property
    def clauses(self) -> tuple[TracedClause, ...]:
        """All clauses that are shown, in order."""
        return tuple(traced for group in self.parts for traced in group.clauses)

    @property
    def gaps(self) -> tuple[TracedClause, ...]:
        """The clauses that lack a follower."""
        return tuple(traced for traced in self.clauses if traced.is_gap)


def trace_view(office: Office, start: str = "", gaps_only: bool = False) -> TraceView:
    """What follows each clause; only the clauses of `start` (a clause, a part, or parts above), or only the gaps.

    `II.4` is II.4.1-1 and II.4.2-BTC-1 too, `II` all of part II and not of III.
    """
    followers = _followers(office)
    groups = [_traced(office, part, followers, start) for part in office.programme.parts]
    shown = [_of_which_gaps(group) for group in groups] if gaps_only else groups
    return TraceView(
        parts=tuple(group for group in shown if group.clauses),
        looked_at=sum(len(group.clauses) for group in groups),
        unread=() if start else _unread(office),
    )


def _of_which_gaps(group: TracedPart) -> TracedPart:
    """Only what somebody must see to: a gap, or what figures alone follow."""
    found = (traced for traced in group.clauses if traced.is_gap or traced.has_only_figures)
    return replace(group, clauses=tuple(found))


def _lies_in(id_: str, start: str) -> bool:
    """Whether an id is that of `start` or of something below it."""
    return not start or id_ == start or id_.startswith((f"{start}.", f"{start}-"))


def _traced(office: Office, part: Part, followers: Mapping[str, list[Thing]], start: str) -> TracedPart:
    found = (
        _traced_clause(office, clause, followers.get(clause.id, ()), index)
        for index, clause in enumerate(office.programme.clauses)
        if clause.part == part.id and any(_lies_in(id_, start) for id_ in (clause.id, part.id))
    )
    return TracedPart(part=part, followers=tuple(followers.get(part.id, ())), clauses=tuple(found))


def _traced_clause(office: Office, clause: Clause, things: Iterable[Thing], index: int) -> TracedClause:
    listed = tuple(things)
    file, at = office.place(clause.id, ("clauses", index))
    return TracedClause(
        clause=clause,
        followers=tuple(thing for thing in listed if thing.kind != "figure"),
        figures=tuple(thing for thing in listed if thing.kind == "figure"),
        ended=frozenset(thing.id for thing in listed if thing.id in office.history.endings),
        file=file,
        line=office.line(file, at),
    )


def follows_as(thing: Thing) -> ClauseKind | None:
    """The kind of clause that a follower answers; None for a figure and for what came up on the way.

    An indicator answers a target, what comes again or goes on all the time a recurring duty, anything else that is to
    be done a one-off. An item that came up carries out a clause, and does not follow what the clause lays down.
    """
    if thing.kind == "indicator":
        return "indicator"
    if thing.kind not in ("task", "duty"):
        return None
    rule = getattr(thing.record, "deadline", None)
    comes_again = isinstance(rule, DeadlineRule) and (rule.every is not None or rule.is_standing)
    return "recurring_duty" if comes_again else "one_off_duty"


def _unread(office: Office) -> tuple[Thing, ...]:
    keys = {figure.key for figure in unread_figures(office.programme)}
    return tuple(thing for thing in all_things(office) if thing.kind == "figure" and thing.id in keys)


def _followers(office: Office) -> dict[str, list[Thing]]:
    """Clause or part → what names it; what took the place of something and names none follows what that followed."""
    things = {thing.id: thing for thing in all_things(office)}
    found: dict[str, list[Thing]] = {}
    for thing in things.values():
        ids = clauses_named(thing) or _inherited(office, things, thing)
        for id_ in ids:
            found.setdefault(id_, []).append(thing)
    return found


def clauses_named(thing: Thing) -> tuple[str, ...]:
    """The clauses and parts that a thing names itself."""
    one = getattr(thing.record, "clause", None)
    return (one,) if one else getattr(thing.record, "clauses", ())


def _inherited(office: Office, things: Mapping[str, Thing], thing: Thing) -> tuple[str, ...]:
    if thing.kind not in ("task", "duty", "ad_hoc"):
        return ()
    before = (things[id_] for id_ in office.history.took_the_place_of(thing.id) if id_ in things)
    return tuple(dict.fromkeys(id_ for old in before for id_ in clauses_named(old)))


def followers_of(office: Office, id_: str) -> tuple[Thing, ...]:
    """What names a clause or a part."""
    return tuple(_followers(office).get(id_, ()))


def clause_by_id(programme: Programme, id_: str) -> Clause | None:
    """The clause of an id; None for a part's id."""
    return next((clause for clause in programme.clauses if clause.id == id_), None)
