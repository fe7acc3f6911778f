"""The rules that an office has chosen for itself (`settings: policies` in office.yaml), as far as one state tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ct58.domain.checks.context import Context, Placed, shown
from ct58.domain.records.event_rules import EventRule
from ct58.domain.records.office import Office
from ct58.domain.text.private_matters import MOST_PERSONS, persons, secret_mark
from ct58.errors import Finding, Path

_TASKS = frozenset({"task", "ad_hoc"})
"""Duties may be done without any paper; reports have a head of their own."""
_NUMBERS = frozenset({"number"})
"""Keys whose text is a document's number."""


def what_is_done_has_a_document(context: Context, office: Office) -> Iterator[Finding]:
    """Of the events that finish a task of the appendix, or what came up on the way, one names the document."""
    if "completed_has_document" not in office.settings.policies:
        return
    for (item_id, _occurrence, _unit), thread in context.threads().items():
        done = [placed for placed in thread if _finishes(placed.event.rule)]
        if done and office.items[item_id].kind in _TASKS and not any(map(_has_document, done)):
            params = {"id": item_id, "event": done[-1].event.event}
            yield Finding(code="G803", file=done[-1].file, at=done[-1].at, params=params)


def _finishes(rule: EventRule) -> bool:
    return rule.is_end_of_work or rule.means == "gives"


def _has_document(placed: Placed) -> bool:
    return placed.event.document is not None


def nothing_is_secret(context: Context, office: Office) -> Iterator[Finding]:
    """No number and no text says that a document is secret."""
    if "no_secret" not in office.settings.policies:
        return
    for file, at, text in _texts(context):
        found = secret_mark(text, is_number=bool(at) and at[-1] in _NUMBERS)
        if found is not None:
            yield Finding(code="G804", file=file, at=at, params={"text": shown(found)})


def persons_are_not_listed(context: Context, office: Office) -> Iterator[Finding]:
    """No text, and no list of a report, names more than a few persons."""
    if "no_person_lists" not in office.settings.policies:
        return
    named: dict[tuple[str, Path], set[str]] = {}
    for file, at, text in _texts(context):
        named.setdefault((file, _entry(at)), set()).update(persons(text))
    for (file, at), names in named.items():
        if len(names) > MOST_PERSONS:
            params = {"count": len(names), "example": shown(min(names))}
            yield Finding(code="G805", file=file, at=at, params=params)


def _entry(at: Path) -> Path:
    """The value that texts belong to: a figure with all its rows, a note, an event."""
    return at[:2] if at[:1] in (("figures",), ("notes",), ("events",), ("narrative",)) else at[:1]


def _texts(context: Context) -> Iterator[tuple[str, Path, str]]:
    """Every text that the office or a unit wrote: file, place, text. The programme's own words are public."""
    records = context.records
    if records is None:
        return
    for kind in (records.units, records.reports, records.unit_events, records.items, records.periods):
        for file, entry in kind.items():
            yield from ((file, at, text) for at, text in _inside(entry, ()))


def _inside(value: object, at: Path) -> Iterator[tuple[Path, str]]:
    """The texts in a record, with their places."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from _inside(child, (*at, key))
    elif isinstance(value, tuple):
        for index, child in enumerate(value):
            yield from _inside(child, (*at, index))
    else:
        for name in getattr(value, "__record_fields__", ()):
            yield from _inside(getattr(value, name), (*at, name))
