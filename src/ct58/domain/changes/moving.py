"""What went in one file and came in another, saying the same: it has moved, and nothing is gone or new by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ct58.domain.changes.model import AmendmentChange, Change, EventChange, ReportChange


def moves_told(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Changes in which a record that went, and the same one that came elsewhere, are one move; each is used once."""
    gone = [change for change in changes if _went(change)]
    if not gone:
        return tuple(changes)
    told: list[Change] = []
    origins: set[int] = set()
    for change in changes:
        origin = next((old for old in gone if id(old) not in origins and _has_come(old, change)), None)
        if origin is not None:
            origins.add(id(origin))
        told.append(_as_move(origin, change) if origin is not None else change)
    return tuple(change for change in told if id(change) not in origins)


def _went(change: Change) -> bool:
    if isinstance(change, ReportChange):
        return change.how == "removed" and bool(change.figures)
    return isinstance(change, EventChange | AmendmentChange) and change.how == "removed"


def _has_come(old: Change, new: Change) -> bool:
    """Whether what went is what came: a report as another unit's or of another time, an event of the same item, an amendment."""
    match old, new:
        case ReportChange(before=before), ReportChange(how="added", after=after) if before:
            return replace(before, unit=new.unit, period=new.period) == after
        case EventChange(before=before), EventChange(how="added", after=after) if before and after:
            is_elsewhere = old.file != new.file and old.item == new.item
            return is_elsewhere and replace(before, item=None) == replace(after, item=None)
        case AmendmentChange(before=before), AmendmentChange(how="added", after=after):
            return old.file != new.file and before == after
    return False


def _as_move(old: Change, new: Change) -> Change:
    match old, new:
        case ReportChange(), ReportChange():
            was = (old.unit, old.period)
            return replace(new, how="moved", before=old.before, figures=(), fields=(), was=was)
        case EventChange(), EventChange():
            return replace(new, how="moved", before=old.before, was=old.unit or "")
        case AmendmentChange(), AmendmentChange():
            return replace(new, how="moved", before=old.before, was=old.file)
    return new
