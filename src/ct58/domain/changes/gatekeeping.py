"""The rules that an office has chosen for itself, as far as only a change can break them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ct58.domain.changes.fields import FieldChange, difference
from ct58.domain.changes.model import (
    AmendmentChange,
    Change,
    EventChange,
    FileChange,
    RecordChange,
    ReportChange,
    UnitChange,
)
from ct58.domain.changes.notices import removed_entries, verbatim_fields
from ct58.domain.checks.context import shown
from ct58.domain.records.committee import Policy
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import Amendment, NewValues
from ct58.errors import Finding, Path
from ct58.i18n import Message, N_, msg


def forbidden_changes(before: Office, after: Office, changes: Sequence[Change]) -> Iterator[Finding]:
    """What a change does against the policies of the office, before or after: none is lifted by the way."""
    policies = frozenset[Policy]((*before.settings.policies, *after.settings.policies))
    amended = _amended(before, after)
    if "programme_text" in policies:
        yield from _unamended(after, changes, amended)
    if "nothing_deleted" in policies:
        yield from _deleted(changes, amended)


def _amended(before: Office, after: Office) -> frozenset[str]:
    """The ids of which new amendments say that the text itself is changed, wherever the amendments stand.

    One that gives new values leaves the text as it was: the record keeps what it said first.
    """
    sides = ([placed.amendment for placed in office.history.amendments] for office in (after, before))
    return frozenset(id_ for amendment in difference(*sides) for id_ in _named_alone(amendment))


def _named_alone(amendment: Amendment) -> Iterator[str]:
    changes = amendment.changes
    if not isinstance(changes, Mapping):
        yield from changes
        return
    yield from (id_ for id_, change in changes.items() if change in (NewValues(), ()))


def _unamended(after: Office, changes: Iterable[Change], amended: frozenset[str]) -> Iterator[Finding]:
    """The programme's own words that changed without an amendment naming what they belong to."""
    for change in changes:
        for field in verbatim_fields(change):
            id_ = _owner(field)
            if id_ not in amended:
                params = {"id": id_, "key": field.path[-1]}
                yield Finding(code="G801", file=PROGRAMME_FILE, at=_place(after, field), params=params)


def _owner(field: FieldChange) -> str:
    """The id of the entry that a field belongs to; the head's is `programme`."""
    return field.path[1] if field.path[0] != "programme" and len(field.path) > 1 else field.path[0]


def _place(after: Office, field: FieldChange) -> Path:
    """Where a field stands now; its section where the entry is gone."""
    section, *below = field.path
    if section == "programme":
        return field.path
    entries = getattr(after.programme, section)
    index = next((at for at, entry in enumerate(entries) if entry.id == _owner(field)), None)
    return (section,) if index is None else (section, index, *below[1:])


def _deleted(changes: Iterable[Change], amended: frozenset[str]) -> Iterator[Finding]:
    """Records that are gone, and figures that were emptied without a correction."""
    for change in changes:
        if isinstance(change, RecordChange) and change.how == "removed":
            at: Path = ("events",) if isinstance(change, EventChange) else ()
            yield Finding(code="G802", file=change.file, at=at, params={"what": _what(change)})
        if isinstance(change, ReportChange) and change.how == "changed" and not change.corrections:
            yield from _emptied(change)
        for field in removed_entries(change):
            if isinstance(change, FileChange) and _owner(field) not in amended:
                params = {"what": _entry(change, field)}
                yield Finding(code="G802", file=change.file, at=(field.path[0],), params=params)


def _what(change: RecordChange) -> Message:
    """What is gone, in words."""
    if isinstance(change, AmendmentChange):
        return msg(N_("the amendment {name}"), name=change.amendment.name)
    if isinstance(change, ReportChange):
        return msg(N_("the report of {unit}, {period}"), unit=change.unit, period=change.period)
    if isinstance(change, EventChange):
        text = N_("the event “{event}” of {item} on {day}")
        return msg(text, event=change.event.event, item=change.item or "–", day=change.event.date)
    if isinstance(change, UnitChange):
        return msg(N_("the unit {unit}"), unit=change.unit)
    return msg(N_("the item {item}"), item=change.item)


def _entry(change: FileChange, field: FieldChange) -> Message:
    return msg(N_("the entry {entry} of {file}"), entry=shown(".".join(field.path)), file=change.file)


def _emptied(change: ReportChange) -> Iterator[Finding]:
    for field in change.figures:
        if field.new is None:
            text = N_("the figure {figure} of {unit}, {period}")
            what = msg(text, figure=field.path[0], unit=change.unit, period=change.period)
            yield Finding(code="G802", file=change.file, at=("figures", field.path[0]), params={"what": what})
