"""From files that differ to changes in the reader's words: what came, went, changed, moved, or only looks different."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import TypeVar

from ct58.domain.changes.fields import FieldChange, difference, field_changes
from ct58.domain.changes.model import (
    AmendmentChange,
    Change,
    EventChange,
    FileChange,
    FilePair,
    Formatted,
    How,
    ItemChange,
    ReportChange,
    UnitChange,
    UnitTurn,
    Unreadable,
)
from ct58.domain.changes.moving import moves_told
from ct58.domain.records.committee import Names, OfficeFile, PeriodFile
from ct58.domain.records.events import Event, ItemFile, UnitEvents
from ct58.domain.records.office import Record
from ct58.domain.records.programme import Amendment, Programme
from ct58.domain.records.reports import Correction, Report
from ct58.domain.records.units import Unit

_T = TypeVar("_T")
_HEAD = tuple(
    field.name for field in fields(Report) if field.name not in {"unit", "period", "figures", "corrections"}
)


def compare(pairs: Iterable[FilePair]) -> tuple[Change, ...]:
    """Everything that a set of differing files changes, file by file.

    A unit that got another id takes its reports and events along, an item its events; what stands elsewhere, and says
    the same, has moved.
    """
    paired = _along_with_their_items(_along_with_their_units(sorted(pairs, key=lambda pair: pair.file)))
    return moves_told([change for pair in paired for change in _of_pair(pair)])


def _of_pair(pair: FilePair) -> Iterator[Change]:
    if not pair.is_read:
        yield Unreadable(file=pair.file, is_clash=pair.is_clash)
    elif pair.before == pair.after:
        yield Formatted(file=pair.file)
    else:
        yield from _of_records(pair)


def _of_records(pair: FilePair) -> Iterator[Change]:
    match pair.after or pair.before:
        case Report():
            yield _report(pair)
        case Unit():
            yield _unit(pair)
        case UnitEvents() | ItemFile():
            yield from _item_and_events(pair)
        case Programme():
            yield from _programme(pair)
        case Amendment():
            sides = (side if isinstance(side, Amendment) else None for side in (pair.before, pair.after))
            yield _amendment(pair.file, *sides)
        case OfficeFile():
            yield _office(pair)
        case PeriodFile():
            yield _period(pair)


def _item_and_events(pair: FilePair) -> Iterator[Change]:
    known = pair.after or pair.before
    if isinstance(known, ItemFile):
        yield from _item(pair)
        yield from _events(pair, known.item, None)
    elif isinstance(known, UnitEvents):
        yield from _events(pair, None, known.unit)


def _how(pair: FilePair) -> How:
    if pair.before is None:
        return "added"
    return "removed" if pair.after is None else "changed"


# -------------------------------------------------------------------- reports


def _report(pair: FilePair) -> ReportChange:
    before, after = (side if isinstance(side, Report) else None for side in (pair.before, pair.after))
    known = after or before
    assert known is not None
    was = (before.unit, before.period) if before and after else None
    is_elsewhere = was is not None and was != (known.unit, known.period)
    figures = tuple(_figures(before, after))
    fields = tuple(_head_changes(before, after))
    is_moved = is_elsewhere and not figures and not fields
    return ReportChange(
        how="moved" if is_moved else _how(pair),
        file=pair.file,
        unit=known.unit,
        period=known.period,
        before=before,
        after=after,
        figures=figures,
        fields=fields,
        corrections=tuple(difference(_corrections(after), _corrections(before))),
        was=was if is_elsewhere else None,
    )


def _head_changes(before: Report | None, after: Report | None) -> Iterator[FieldChange]:
    """What differs beside the figures; nothing of a report that is there on one side only."""
    if before is not None and after is not None:
        for name in _HEAD:
            old, new = getattr(before, name), getattr(after, name)
            if old != new:
                yield from field_changes(old, new, (name,))


def _corrections(report: Report | None) -> tuple[Correction, ...]:
    return report.corrections if report else ()


def _figures(before: Report | None, after: Report | None) -> Iterator[FieldChange]:
    """A figure that is absent and one that is not given are the same; a record differs as a whole."""
    old, new = (report.figures if report else {} for report in (before, after))
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield FieldChange(path=(key,), old=old.get(key), new=new.get(key))


# ---------------------------------------------------------------- the register


def _unit(pair: FilePair) -> UnitChange:
    before, after = (side if isinstance(side, Unit) else None for side in (pair.before, pair.after))
    known = after or before
    assert known is not None
    fields = tuple(field_changes(before, after)) if before and after else ()
    was = before.id if before and after and before.id != after.id else None
    is_moved = was is not None and all(change.path == ("id",) for change in fields)
    return UnitChange(
        how="moved" if is_moved else _how(pair),
        file=pair.file,
        unit=known.id,
        turn=_turn(before, after),
        before=before,
        after=after,
        fields=tuple(change for change in fields if change.path != ("id",)),
        was=was,
    )


def _turn(before: Unit | None, after: Unit | None) -> UnitTurn:
    """What happened to a unit, the weightiest first."""
    if after is None:
        return "removed"
    if before is None:
        return "split" if after.split_from else "added"
    if after.merged_into and after.merged_into != before.merged_into:
        return "merged"
    if after.valid_to != before.valid_to:
        return "closed" if after.valid_to else "reopened"
    return "renamed" if after.name != before.name else "changed"


def _along_with_their_units(pairs: Sequence[FilePair]) -> list[FilePair]:
    """The pairs, with those of a unit that got another id put together."""
    ids = dict(_new_ids(pairs))
    came = {pair.file: pair for pair in pairs if pair.before is None and pair.is_read}
    joined: dict[str, FilePair] = {}
    taken = set()
    for pair in pairs:
        target = came.get(_elsewhere(pair.file, ids)) if pair.after is None and pair.is_read else None
        if target is not None and target.file != pair.file:
            joined[target.file] = replace(target, before=_with_unit(pair.before, target.after))
            taken.add(pair.file)
    kept = (joined.get(pair.file, pair) for pair in pairs if pair.file not in taken)
    return [pair for pair in kept if pair.file not in joined or pair.before != pair.after]


def _new_ids(pairs: Sequence[FilePair]) -> Iterator[tuple[str, str]]:
    """Old id → new id of the units that are the same but for it, or have the same name."""
    gone = [pair.before for pair in pairs if isinstance(pair.before, Unit) and pair.after is None]
    for pair in pairs:
        if isinstance(pair.after, Unit) and pair.before is None:
            old = next((unit for unit in gone if unit.name == pair.after.name), None)
            if old is not None:
                yield old.id, pair.after.id


def _elsewhere(file: str, ids: Mapping[str, str]) -> str:
    top, _slash, rest = file.partition("/")
    unit, _slash, below = rest.partition("/")
    return f"{top}/{ids[unit]}/{below}" if top == "units" and unit in ids else ""


def _with_unit(before: Record | None, after: Record | None) -> Record | None:
    """The record as it was; events keep no trace of the old id, so that only what was said differs."""
    if isinstance(before, UnitEvents) and isinstance(after, UnitEvents):
        return replace(before, unit=after.unit)
    return before


def _along_with_their_items(pairs: Sequence[FilePair]) -> list[FilePair]:
    """The pairs, with those of an item that got another id, and of which all else stayed, put together."""
    gone = [pair for pair in pairs if isinstance(pair.before, ItemFile) and pair.after is None]
    joined: dict[str, FilePair] = {}
    for pair in pairs:
        old = next((old for old in gone if _is_same_item(old, pair)), None)
        if old is not None:
            gone.remove(old)
            joined |= {pair.file: replace(pair, before=old.before), old.file: old}
    return [
        joined.get(pair.file, pair) for pair in pairs if pair.file not in joined or pair.after is not None
    ]


def _is_same_item(old: FilePair, new: FilePair) -> bool:
    """Whether a file that came says what one that went had said, of another id."""
    if not isinstance(old.before, ItemFile) or not isinstance(new.after, ItemFile) or new.before is not None:
        return False
    return replace(old.before, item=new.after.item) == new.after and bool(new.after.events or new.after.title)


# --------------------------------------------------------------------- events


def _events(pair: FilePair, item: str | None, unit: str | None) -> Iterator[EventChange]:
    """What was recorded, changed, voided or taken away; the order of lines says nothing."""
    before, after = (
        side.events if isinstance(side, ItemFile | UnitEvents) else () for side in (pair.before, pair.after)
    )
    gone, come = difference(before, after), difference(after, before)
    for old, new in (*_matched(gone, come, _as_recorded), *_matched(gone, come, _as_meant)):
        is_voiding = new.voided is not None and replace(new, voided=old.voided) == old
        yield _event(pair, item, unit, "changed", old, new, is_voiding=is_voiding)
    for event in come:
        yield _event(pair, item, unit, "added", None, event)
    for event in gone:
        yield _event(pair, item, unit, "removed", event, None)


def _matched(gone: list[_T], come: list[_T], key: Callable[[_T], object]) -> Iterator[tuple[_T, _T]]:
    """Take out of both lists what is one and the same by a key."""
    for new in list(come):
        old = next((entry for entry in gone if key(entry) == key(new)), None)
        if old is not None:
            gone.remove(old)
            come.remove(new)
            yield old, new


def _as_recorded(event: Event) -> object:
    return (event.item, event.occurrence, event.date, event.event, event.to)


def _as_meant(event: Event) -> object:
    return (event.item, event.occurrence, event.event, event.to)


def _event(
    pair: FilePair,
    item: str | None,
    unit: str | None,
    how: How,
    old: Event | None,
    new: Event | None,
    *,
    is_voiding: bool = False,
) -> EventChange:
    known = new or old
    assert known is not None
    return EventChange(
        how=how,
        file=pair.file,
        item=item or known.item,
        unit=unit,
        before=old,
        after=new,
        is_voiding=is_voiding,
    )


# ---------------------------------------------------------------- single files


def _item(pair: FilePair) -> Iterator[ItemChange]:
    """The head of an item; a file that only carries events has none."""
    before, after = (side if isinstance(side, ItemFile) else None for side in (pair.before, pair.after))
    known = after or before
    assert known is not None
    bare = ItemFile(item=known.item)
    old, new = (replace(side, item=known.item, events=()) if side else bare for side in (before, after))
    fields = tuple(field_changes(old, new))
    was = before.item if before and after and before.item != after.item else None
    if fields or was:
        how = _how_of_item(old, new) if fields else "moved"
        yield ItemChange(
            how=how, file=pair.file, item=known.item, before=before, after=after, fields=fields, was=was
        )


def _how_of_item(old: ItemFile, new: ItemFile) -> How:
    """A head that has a title is that of an item of its own."""
    if old.title is None:
        return "added"
    return "removed" if new.title is None else "changed"


def _programme(pair: FilePair) -> Iterator[Change]:
    """The document itself field by field, then its amendments one by one."""
    before, after = (side if isinstance(side, Programme) else None for side in (pair.before, pair.after))
    own = [replace(side, amendments=()) if side else None for side in (before, after)]
    fields = tuple(field_changes(own[0], own[1]))
    if fields:
        yield FileChange(how=_how(pair), file=pair.file, kind="programme", fields=fields)
    old, new = (side.amendments if side else () for side in (before, after))
    gone, come = difference(old, new), difference(new, old)
    for was, now in _matched(gone, come, lambda amendment: amendment.known_as):
        yield _amendment(pair.file, was, now)
    yield from (_amendment(pair.file, None, entry) for entry in come)
    yield from (_amendment(pair.file, entry, None) for entry in gone)


def _amendment(file: str, before: Amendment | None, after: Amendment | None) -> AmendmentChange:
    how: How = "changed" if before and after else "added" if after else "removed"
    fields = tuple(field_changes(before, after)) if before and after else ()
    return AmendmentChange(how=how, file=file, before=before, after=after, fields=fields)


def _office(pair: FilePair) -> FileChange:
    """A file that came or went is compared with an empty one."""
    bare = OfficeFile(names=Names(committee=""))
    fields = tuple(field_changes(pair.before or bare, pair.after or bare))
    return FileChange(how=_how(pair), file=pair.file, kind="office", fields=fields)


def _period(pair: FilePair) -> FileChange:
    """A period's file that came or went is compared with an empty one."""
    before, after = (side if isinstance(side, PeriodFile) else None for side in (pair.before, pair.after))
    known = after or before
    assert known is not None
    bare = PeriodFile(period=known.period)
    return FileChange(
        how=_how(pair),
        file=pair.file,
        kind="period",
        period=known.period,
        fields=tuple(field_changes(before or bare, after or bare)),
    )
