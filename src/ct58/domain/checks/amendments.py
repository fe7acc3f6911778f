"""Amendments: what they name is there, what they say has effect, and no two of them contradict each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.checks.context import Context, shown, unknown
from ct58.domain.checks.timing import is_computable, is_time, known_occurrences
from ct58.domain.records.editions import (
    AMENDED_SECTIONS,
    Edition,
    History,
    PlacedAmendment,
    added_records,
    additions,
    placed_amendments,
    record_id,
    record_ids,
    records_by_id,
)
from ct58.domain.records.items import Item, programme_items
from ct58.domain.records.measure import SetRule
from ct58.domain.records.office import Office
from ct58.domain.records.places import AMENDMENTS_FOLDER, ENDING, PROGRAMME_FILE
from ct58.domain.records.programme import Amendment, NewValues, Programme
from ct58.domain.text.suggestions import enumeration, in_a_row
from ct58.domain.time.deadlines import Occurrence
from ct58.errors import Finding, Path

Check = Callable[[Context, Office], Iterator[Finding]]
_ENDED_SECTIONS = ("tasks", "duties", "reporting", "indicators", "figures")
"""What can be asked no more; a clause, a set or a group is not asked of anybody."""


# ---------------------------------------------------------------------- by itself


def amendments_have_a_day(context: Context, office: Office) -> Iterator[Finding]:
    """From which day on an amendment is in force is written down, and that day lies in the programme's time."""
    head = office.programme.head
    years = head.horizon
    last = dt.date(years.to, 12, 31) if is_time(years) else dt.date.max
    for placed in _all(context):
        since = placed.amendment.since
        if since is None:
            yield Finding(code="P350", file=placed.file, at=(*placed.at, "document"))
        elif not head.issued_on <= since <= last:
            params = {"day": since, "first": head.issued_on, "last": last}
            yield Finding(code="P351", file=placed.file, at=_day_place(placed), params=params)


def amendments_come_before_the_end(context: Context, office: Office) -> Iterator[Finding]:
    """None is in force only after the committee's last day."""
    closed_on = office.closed_on
    for placed in _all(context) if closed_on is not None else ():
        since = placed.amendment.since
        if since is not None and closed_on is not None and since > closed_on:
            params = {"day": since, "closed_on": closed_on}
            yield Finding(code="P349", file=placed.file, at=_day_place(placed), params=params)


def amendment_files_name_their_day(context: Context, office: Office) -> Iterator[Finding]:
    """A file of its own begins with a day of its amendment, so that the folder lists them in order of time."""
    for placed in _all(context):
        name = placed.file.removeprefix(AMENDMENTS_FOLDER).removesuffix(ENDING)
        amendment = placed.amendment
        said = (amendment.document.date, amendment.effective_from, amendment.on)
        days = list(dict.fromkeys(day for day in said if day is not None))
        if placed.file != PROGRAMME_FILE and days and not name.startswith(tuple(map(str, days))):
            params = {"name": shown(name), "days": in_a_row(days, ","), "example": str(days[0])}
            yield Finding(code="P352", file=placed.file, line=1, column=1, params=params)


def amendment_ids_are_unique(context: Context, office: Office) -> Iterator[Finding]:
    """No two amendments have one id, wherever they stand."""
    first: dict[str, PlacedAmendment] = {}
    for placed in _all(context):
        id_ = placed.amendment.id
        if id_ is not None and id_ in first:
            where = _where(context, first[id_])
            params = {"id": shown(id_), "where": where}
            yield Finding(code="P301", file=placed.file, at=(*placed.at, "id"), params=params)
        first.setdefault(id_ or "", placed)


# ------------------------------------------------------------------ what it names


def amendments_name_what_is_there(context: Context, office: Office) -> Iterator[Finding]:
    """What is changed is in the programme on the day, what is ended can be asked, and who follows is followed."""
    ad_hoc = frozenset(item.id for item in office.items.values() if item.kind == "ad_hoc")
    for placed in office.history.amendments:
        there = office.history.on(_since(placed))
        known, can_end = record_ids(there), _can_end(there)
        named = (
            *((at, id_, known) for at, id_ in _changed_places(placed)),
            *((at, id_, can_end) for at, id_ in _ended_places(placed.amendment)),
            *((at, id_, (can_end | ad_hoc) - {old}) for at, id_, old in _successors(placed.amendment)),
        )
        for at, id_, meant in named:
            if id_ not in meant:
                found = unknown("P353", placed.file, (*placed.at, *at), id_, meant)
                yield replace(found, at_key=isinstance(at[-1], str))


def _ended_places(amendment: Amendment) -> Iterator[tuple[Path, str]]:
    yield from ((("ends", id_), id_) for id_ in amendment.ends)
    yield from ((("replaces", id_), id_) for id_ in amendment.replaces)


def _successors(amendment: Amendment) -> Iterator[tuple[Path, str, str]]:
    """Place, id, and what it takes the place of."""
    for old, ids in amendment.replaces.items():
        yield from ((("replaces", old, index), id_, old) for index, id_ in enumerate(ids))


def _can_end(programme: Programme) -> frozenset[str]:
    return frozenset(record_id(entry) for section in _ENDED_SECTIONS for entry in getattr(programme, section))


def _changed_places(placed: PlacedAmendment) -> Iterator[tuple[Path, str]]:
    """What an amendment changes, with its place below it; of the first form that of a list."""
    changes = placed.amendment.changes
    if isinstance(changes, Mapping):
        yield from ((("changes", id_), id_) for id_ in changes)
    else:
        yield from ((("changes", index), id_) for index, id_ in enumerate(changes))


def additions_are_new(context: Context, office: Office) -> Iterator[Finding]:
    """What an amendment adds has an id that nothing had before, nor anything that came up on the way."""
    own = {item.id: item.file for item in office.items.values() if item.kind == "ad_hoc"}
    first = frozenset(record_ids(office.history.first))
    known: dict[str, str] = {**own, **dict.fromkeys(first, PROGRAMME_FILE)}
    for placed in office.history.amendments:
        for id_, at in additions(placed.amendment):
            if id_ in known:
                params = {"id": shown(id_), "where": known[id_]}
                yield Finding(code="P354", file=placed.file, at=(*placed.at, *at), params=params)
            known.setdefault(id_, placed.file)


# ----------------------------------------------------------------- what it changes


def changes_fit_their_records(context: Context, office: Office) -> Iterator[Finding]:
    """Each new value is for a key that the record has, and says something else than before."""
    for placed in office.history.amendments:
        before = office.history.before(placed)
        records = {**records_by_id(before), **dict(added_records(placed.amendment))}
        changes = placed.amendment.changes
        for id_, change in changes.items() if isinstance(changes, Mapping) else ():
            if id_ in records:
                yield from _of_change(placed, id_, records[id_], change)


def _of_change(
    placed: PlacedAmendment, id_: str, old: object, change: NewValues | tuple[SetRule, ...]
) -> Iterator[Finding]:
    at: Path = (*placed.at, "changes", id_)
    if not isinstance(change, NewValues):
        if change == old:
            yield Finding(code="P356", file=placed.file, at=at, at_key=True, params={"id": id_, "key": id_})
        return
    names = _key_names(old)
    for key, value in change.values_by_field().items():
        written = key.rstrip("_")
        if key not in names:
            params = {"id": id_, "key": written, "allowed": enumeration(n.rstrip("_") for n in names)}
            yield Finding(code="P355", file=placed.file, at=(*at, key), at_key=True, params=params)
        elif not isinstance(old, tuple) and getattr(old, key) == value:
            params = {"id": id_, "key": written}
            yield Finding(code="P356", file=placed.file, at=(*at, key), at_key=True, params=params)


def _key_names(old: object) -> tuple[str, ...]:
    """The keys of a record that an amendment may change, in its own order."""
    of_type = type(SetRule()) if isinstance(old, tuple) else type(old)
    changeable = NewValues.__record_names__  # type: ignore[attr-defined]
    return tuple(name for name in of_type.__record_fields__ if name in changeable)  # type: ignore[attr-defined]


def new_deadlines_lie_ahead(context: Context, office: Office) -> Iterator[Finding]:
    """A deadline that had gone by when it was set moves nothing."""
    for placed in office.history.amendments:
        since, changes = _since(placed), placed.amendment.changes
        for id_, change in changes.items() if isinstance(changes, Mapping) else ():
            item = office.items.get(id_)
            if item is None or not isinstance(change, NewValues) or change.deadline is None:
                continue
            due = list(_due_days(office, replace(item, deadline=change.deadline)))
            if due and max(due) < since:
                at = (*placed.at, "changes", id_, "deadline")
                params = {"id": id_, "due": max(due), "since": since}
                yield Finding(code="P359", file=placed.file, at=at, params=params)


def _due_days(office: Office, item: Item) -> Iterator[dt.date]:
    """The days of a rule by itself, whenever it was set."""
    if is_computable(office, item):
        found = office.times_of(item.deadline)
        yield from (occurrence.due for occurrence in found if occurrence.due is not None)


# -------------------------------------------------------------------- two of them


def amendments_agree(context: Context, office: Office) -> Iterator[Finding]:
    """No two amendments of a day give one key of a record two values."""
    given: dict[tuple[dt.date, str, str], tuple[object, PlacedAmendment]] = {}
    for placed in office.history.amendments:
        for id_, key, value, at in _values(placed):
            earlier, by = given.setdefault((_since(placed), id_, key), (value, placed))
            if earlier != value:
                params = {
                    "id": id_,
                    "key": key.rstrip("_"),
                    "other": by.amendment.name,
                    "day": _since(placed),
                }
                yield Finding(code="P357", file=placed.file, at=at, at_key=True, params=params)


def _values(placed: PlacedAmendment) -> Iterator[tuple[str, str, object, Path]]:
    """Id, key, new value and place of all that an amendment changes."""
    changes = placed.amendment.changes
    for id_, change in changes.items() if isinstance(changes, Mapping) else ():
        at: Path = (*placed.at, "changes", id_)
        if not isinstance(change, NewValues):
            yield id_, "", change, at
            continue
        for key, value in change.values_by_field().items():
            yield id_, key, value, (*at, key)


def what_is_ended_stays_ended(context: Context, office: Office) -> Iterator[Finding]:
    """Nothing is ended twice, and what is ended is not changed any more."""
    ended: dict[str, PlacedAmendment] = {}
    for placed in office.history.amendments:
        amendment = placed.amendment
        of_this = dict.fromkeys([*amendment.ends, *amendment.replaces])
        for at, id_ in _changed_places(placed):
            by = ended.get(id_)
            if by is not None and _since(by) < _since(placed):
                yield _contradicts(placed, at, id_, by)
        for id_ in of_this:
            key = "ends" if id_ in amendment.ends else "replaces"
            if id_ in ended:
                yield _contradicts(placed, (key, id_), id_, ended[id_])
            ended.setdefault(id_, placed)


def _contradicts(placed: PlacedAmendment, at: Path, id_: str, by: PlacedAmendment) -> Finding:
    params = {"id": id_, "other": by.amendment.name, "day": _since(by)}
    return Finding(code="P358", file=placed.file, at=(*placed.at, *at), at_key=True, params=params)


# -------------------------------------------------------------------- every edition


def edition_contexts(seen: Context) -> tuple[tuple[Edition, Context], ...]:
    """What a check of the programme looks at, edition by edition; one where nothing was amended."""
    office = seen.office
    if office is None or not office.history.amendments:
        return ()
    found = []
    for edition in office.history.editions:
        there = _as_of_edition(office, edition)
        found.append((edition, replace(seen, office=there, occurrences=_occurrences(there))))
    return tuple(found)


def found_in_editions(
    check: Check, contexts: Sequence[tuple[Edition, Context]], history: History
) -> Iterator[Finding]:
    """What a check finds in any edition, once; what an amendment brings is found where that stands."""
    seen: set[tuple[str, str, Path, str]] = set()
    for edition, context in contexts:
        for finding in check(context, context.office) if context.office else ():
            told = (finding.code, finding.file, finding.at, repr(finding.params))
            if told not in seen:
                seen.add(told)
                yield in_its_amendment(history, edition, finding)


def _as_of_edition(office: Office, edition: Edition) -> Office:
    """The office with one edition alone, as if it had always been the programme."""
    alone = History(editions=(Edition(dt.date.min, edition.programme),))
    ad_hoc = {id_: item for id_, item in office.items.items() if item.kind == "ad_hoc"}
    items = {item.id: item for item in programme_items(edition.programme)}
    return replace(office, programme=edition.programme, history=alone, items=items | ad_hoc)


def _occurrences(office: Office) -> Mapping[str, tuple[Occurrence, ...]]:
    return {item.id: known_occurrences(office, item) for item in office.items.values()}


def in_its_amendment(history: History, edition: Edition, finding: Finding) -> Finding:
    """The finding at the place of the amendment that brought what it is about, up to an edition.

    What no amendment touched, and is only found in a later edition, is found at the amendment of its day.
    """
    at = finding.at
    if finding.file != PROGRAMME_FILE or edition.since == dt.date.min or len(at) < 2:
        return finding
    id_ = _named_at(edition.programme, at)
    if id_ is None:
        return finding
    key = at[2] if len(at) > 2 else None
    of_day = [entry for entry in history.amendments if _since(entry) <= edition.since]
    for placed in reversed(of_day):
        changes = placed.amendment.changes
        change = changes.get(id_) if isinstance(changes, Mapping) else None
        base: Path = (*placed.at, "changes", id_)
        is_of_key = not isinstance(change, NewValues) or key is None or key in change.values_by_field()
        if change is not None and is_of_key:
            return replace(finding, file=placed.file, at=(*base, *at[2:]))
    if id_ in history.origins:
        file, place = history.origins[id_]
        return replace(finding, file=file, at=(*place, *at[2:]))
    bringer = next((entry for entry in of_day if _since(entry) == edition.since), None)
    return replace(finding, file=bringer.file, at=bringer.at) if bringer else finding


def _named_at(programme: Programme, at: Path) -> str | None:
    """The id of the record at a place of an edition."""
    section, index = str(at[0]), at[1]
    if section == "sets":
        return str(index)
    entries: Sequence[object] = getattr(programme, section) if section in AMENDED_SECTIONS else ()
    is_there = isinstance(index, int) and index < len(entries)
    return record_id(entries[int(index)]) if is_there else None


# ----------------------------------------------------------------------- look-ups


def _all(context: Context) -> Iterator[PlacedAmendment]:
    """Every amendment where it stands, those without a day, too."""
    if context.records is not None:
        yield from placed_amendments(context.records.programme, context.records.amendments)


def _since(placed: PlacedAmendment) -> dt.date:
    """The day of an amendment that has one."""
    return placed.amendment.since or dt.date.min


def _day_place(placed: PlacedAmendment) -> Path:
    amendment = placed.amendment
    if amendment.effective_from is not None:
        return (*placed.at, "effective_from")
    return (*placed.at, "on") if amendment.on is not None else (*placed.at, "document", "date")


def _where(context: Context, placed: PlacedAmendment) -> str:
    return f"{placed.file}:{context.lines.get(placed.file, {}).get(placed.at, 1)}"
