"""What a revision that joins several lines of work says by itself: what none of its sides had said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ct58.domain.changes.fields import FieldChange
from ct58.domain.changes.model import (
    AmendmentChange,
    Change,
    EventChange,
    FileChange,
    ItemChange,
    ReportChange,
    UnitChange,
)

_OfFields = ReportChange | UnitChange | ItemChange | FileChange | AmendmentChange


def said_by_no_side(sides: Sequence[Sequence[Change]]) -> Iterator[Change]:
    """Of the changes against each side those that hold against all of them, each with only what is new.

    What one side had said already is no change against that side, and what two sides said apart from each
    other meets in the join without being new. Of a revision with one side everything is.
    """
    first, *others = sides
    for change in first:
        found = [change, *(twin for side in others if (twin := _twin(change, side)) is not None)]
        common = _common(found) if len(found) == len(sides) else None
        if common is not None:
            yield common


def _twin(change: Change, side: Sequence[Change]) -> Change | None:
    """What is said of the same thing against another side."""
    return next((other for other in side if _subject(other) == _subject(change)), None)


def _subject(change: Change) -> tuple[object, ...]:
    """What a change is about: a file, or one event or amendment in it."""
    part: object = change.event if isinstance(change, EventChange) else None
    if isinstance(change, AmendmentChange):
        part = change.amendment.known_as
    return (type(change), change.file, part)


def _common(found: Sequence[Change]) -> Change | None:
    """What is new against every side; None where that is nothing."""
    told = [change for change in found if isinstance(change, _OfFields)]
    known = [change for change in told if change.how == "changed"]
    if len(found) == 1 or not known:
        return found[0]
    if any(change.how == "moved" for change in told):
        return None  # the side that had it at another place had said all of it
    return _narrowed(known[0], known[1:])


def _narrowed(change: _OfFields, others: Sequence[_OfFields]) -> _OfFields | None:
    """A change with only those of its fields that differ from the others' sides as well."""
    fields = _shared(change.fields, [other.fields for other in others])
    if not isinstance(change, ReportChange):
        return replace(change, fields=fields) if fields else None
    reports = [other for other in others if isinstance(other, ReportChange)]
    figures = _shared(change.figures, [other.figures for other in reports])
    kept = (entry for entry in change.corrections if all(entry in other.corrections for other in reports))
    return (
        replace(change, fields=fields, figures=figures, corrections=tuple(kept))
        if fields or figures
        else None
    )


def _shared(
    fields: Sequence[FieldChange], others: Sequence[Sequence[FieldChange]]
) -> tuple[FieldChange, ...]:
    """The fields of which the others speak, too."""
    paths = [{field.path for field in other} for other in others]
    return tuple(field for field in fields if all(field.path in known for known in paths))
