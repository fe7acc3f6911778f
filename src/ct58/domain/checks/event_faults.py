"""What is wrong with one event by itself: the same whether it was typed into a file or told to `record event`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from ct58.domain.checks.context import shown
from ct58.domain.checks.terms import is_in_known_sets
from ct58.domain.records.event_rules import event_word
from ct58.domain.records.events import ONCE, Event
from ct58.domain.records.items import Item
from ct58.domain.records.measure import SetRule
from ct58.domain.records.office import Office
from ct58.domain.records.terms import Terminology
from ct58.domain.records.units import Unit
from ct58.domain.standing.occurrences import deciding_day
from ct58.domain.text.suggestions import enumeration, suggestion
from ct58.domain.time.deadlines import Occurrence
from ct58.records import record


@record
class Fault:
    """The finding that there is for it, the key that is meant (the whole line where there is none), its values."""

    code: str
    key: str | None = None
    params: Mapping[str, object]


def faults(
    office: Office, item: Item, unit: Unit | None, event: Event, known: Sequence[Occurrence]
) -> Iterator[Fault]:
    """What an event of an item lacks, or says and cannot mean; `unit` is the one whose file it stands in.

    `known` are the item's occurrences: none where its deadline has a finding of its own.
    """
    yield from owner_faults(office, item, unit, event, known)
    yield from _of_occurrence(item, event, known)
    yield from _of_details(item, event, office.terms)
    yield from _of_needs(event)


def owner_faults(
    office: Office, item: Item, unit: Unit | None, event: Event, known: Sequence[Occurrence]
) -> Iterator[Fault]:
    """A joint item has no unit; of what units owe one is named, or all are meant; a report shows its work itself."""
    if item.owners is None:
        if unit is not None:
            yield Fault(code="E212", params={"id": item.id})
    elif unit is None:
        if not event.rule.for_all_units:
            yield Fault(code="E221", params={"id": item.id, "event": event_word(event.event)})
    elif not _owes(office, item, unit, event, known) and is_in_known_sets(office, unit.id):
        yield Fault(code="E211", params={"id": item.id, "unit": unit.label})
    if item.kind == "report" and event.rule.is_work:
        yield Fault(code="E222", key="event", params={"id": item.id, "event": event_word(event.event)})


def _owes(office: Office, item: Item, unit: Unit, event: Event, known: Sequence[Occurrence]) -> bool:
    """Whether the unit is in the set, and exists when the occurrence falls due."""
    owners = item.owners or ""
    if isinstance(owners, str) and owners not in office.programme.sets:
        return True  # reported elsewhere
    days = [deciding_day(office, item, found) for found in known if event.occurrence in (None, found.key)]
    return any(_is_owner(office, owners, unit, day) for day in days or [None])


def _is_owner(office: Office, owners: str | SetRule, unit: Unit, day: dt.date | None) -> bool:
    """Whether it exists and is meant on a day; without a day whether it ever is meant."""
    if day is None:
        return any(unit.id in office.meant_ids(owners, first) for first in office.first_days)
    return unit.is_valid_on(day) and unit.id in office.meant_ids(owners, day)


def _of_occurrence(item: Item, event: Event, known: Sequence[Occurrence]) -> Iterator[Fault]:
    """An event of a recurring item names one of its occurrences, or is of a kind that means more."""
    keys = [occurrence.key for occurrence in known]
    if not keys:
        return
    if event.occurrence is None:
        if keys != [ONCE] and event.rule.reach is None:
            code = "E202" if event.rule.named_since == 1 else "E223"
            params: Mapping[str, object] = {
                "id": item.id,
                "example": keys[0],
                "event": event_word(event.event),
            }
            yield Fault(code=code, params=params)
    elif event.occurrence not in keys:
        params = {
            "id": item.id,
            "occurrence": shown(event.occurrence),
            "suggestion": suggestion(event.occurrence, keys),
            "allowed": abridged_keys(keys),
        }
        yield Fault(code="E203", key="occurrence", params=params)


def _of_details(item: Item, event: Event, terms: Terminology) -> Iterator[Fault]:
    """What it names is the item's; what it sets lies ahead."""
    if event.to is not None and event.to not in item.submit_to:
        params: Mapping[str, object] = {
            "id": item.id,
            "allowed": enumeration(map(terms.body, item.submit_to)) or "–",
            "text": terms.body(event.to),
        }
        code = "E204" if event.rule.is_about_submission else "E224"
        yield Fault(code=code, key="to", params=params)
    if event.product is not None and item.forms and event.product not in item.forms:
        params = {
            "text": shown(event.product),
            "suggestion": suggestion(event.product, item.forms),
            "allowed": enumeration(item.forms),
        }
        yield Fault(code="E210", key="product", params=params)
    if event.until is not None and event.until < event.date:
        yield Fault(code="E206", key="until", params={"until": event.until, "date": event.date})


def _of_needs(event: Event) -> Iterator[Fault]:
    """What its kind cannot do without."""
    rule, word = event.rule, {"event": event_word(event.event)}
    if rule.needs_until and event.until is None:
        yield Fault(code="E205", params=word)
    if rule.needs_document and event.document is None:
        if rule.means != "moves_deadline":
            yield Fault(code="E209", params=word)
        elif event.until is not None:
            yield Fault(code="E207", params={"until": event.until, "date": event.date.isoformat()})
    if rule.needs_words and event.reason is None and event.document is None:
        yield Fault(code="E220", params=word)


def abridged_keys(keys: Sequence[str]) -> str:
    """The first and last of many occurrences."""
    return enumeration(keys) if len(keys) <= 6 else f"{enumeration(keys[:3])} … {keys[-1]}"
