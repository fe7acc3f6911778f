"""Planning an event: which line is added where, and why one is refused."""

from __future__ import annotations

import datetime as dt

from ct58.domain.checks.events import contradiction
from ct58.domain.edits import Append, Edit, NewFile, Plain, SetValue, record_as_tree
from ct58.domain.events import ONCE, Event, EventKind, ItemFile, UnitEvents, Voiding
from ct58.domain.items import Item
from ct58.domain.obligations import Obligation, item_occurrences
from ct58.domain.office import Office
from ct58.domain.populations import members
from ct58.domain.reports import Document
from ct58.domain.scalars import Body
from ct58.domain.status import standing
from ct58.domain.suggestions import enumeration, suggestion
from ct58.domain.units import Unit
from ct58.errors import BadUsage, Refused
from ct58.i18n import Message, N_, msg
from ct58.records import record

WHOLE_ITEM_EVENTS = frozenset({"suspended", "resumed", "dropped", "noted", "reminded", "extended"})
"""Events that may concern an item as a whole, although each unit owes it."""


@record
class EventWords:
    """What a clerk says about an event. `document_date` is the event's day unless given."""

    event: EventKind
    on: dt.date
    occurrence: str | None = None
    to: Body | None = None
    product: str | None = None
    number: str | None = None
    document_date: dt.date | None = None
    until: dt.date | None = None
    reason: str | None = None


def find_item(office: Office, text: str) -> Item:
    """The item of an id, in any case. Raises BadUsage with what was probably meant."""
    found = next((item for id_, item in office.items.items() if id_.casefold() == text.casefold()), None)
    if found is None:
        raise BadUsage(
            msg(N_("There is no item {id}{suggestion}."), id=text, suggestion=suggestion(text, office.items)),
            msg(N_("See the items: ct58 list tasks, ct58 list duties")),
        )
    return found


def plan_event(office: Office, item: Item, unit: Unit | None, words: EventWords) -> Edit:
    """One more line of events: in the item's file, or in the file of the unit that owes it.

    Raises BadUsage when something is missing, Refused when the event contradicts those before it.
    """
    _check_owner(office, item, unit, words)
    occurrence = _occurrence(office, item, unit, words)
    event = _event(item, unit, occurrence, words)
    _check_complete(item, event)
    _check_story(office, item, unit, event)
    return (_added(office, item, unit, event),)


def _check_owner(office: Office, item: Item, unit: Unit | None, words: EventWords) -> None:
    """A joint item has no unit; of what units owe one must be named, or the whole item be meant."""
    if item.owners is None and unit is not None:
        raise BadUsage(
            msg(
                N_("{id} is a joint item led by {leads}; it is not recorded for one unit."),
                id=item.id,
                leads=_leads(office, item),
            ),
            msg(N_("Leave out --unit.")),
        )
    if item.owners is not None and unit is None and words.event not in WHOLE_ITEM_EVENTS:
        raise BadUsage(
            msg(N_("{id} is owed by each unit; say which one."), id=item.id),
            msg(N_("Add --unit, for example: --unit so-y-te")),
        )
    if (
        item.owners is not None
        and unit is not None
        and not members(office.programme.sets[item.owners], [unit])
    ):
        raise BadUsage(msg(N_("{unit} does not owe {id}."), unit=unit.name, id=item.id))


def _leads(office: Office, item: Item) -> str:
    return enumeration(office.label(id_) for id_ in item.lead)


def _occurrence(office: Office, item: Item, unit: Unit | None, words: EventWords) -> str | None:
    """The occurrence that is meant: the one named, none for a one-off, else the only one that is open."""
    known = item_occurrences(office, item)
    keys = [occurrence.key for occurrence in known]
    if words.occurrence is not None:
        if words.occurrence not in keys:
            raise BadUsage(
                msg(
                    N_("{id} has no occurrence {occurrence}{suggestion}."),
                    id=item.id,
                    occurrence=words.occurrence,
                    suggestion=suggestion(words.occurrence, keys),
                ),
                msg(N_("Its occurrences: {allowed}."), allowed=_abridged(keys)),
            )
        return None if words.occurrence == ONCE else words.occurrence
    if keys == [ONCE]:
        return None
    open_ones = [
        occurrence.key
        for occurrence in known
        if occurrence.period.first_day <= words.on
        and standing(office, Obligation(item, occurrence, unit), words.on).done_on is None
    ]
    if len(open_ones) == 1:
        return open_ones[0]
    raise BadUsage(
        msg(N_("{id} comes again and again: say which time is meant."), id=item.id),
        msg(N_("Add --occurrence; open: {allowed}."), allowed=_abridged(open_ones or keys)),
    )


def _abridged(keys: list[str]) -> str:
    return enumeration(keys) if len(keys) <= 6 else f"{enumeration(keys[:3])} … {keys[-1]}"


def _event(item: Item, unit: Unit | None, occurrence: str | None, words: EventWords) -> Event:
    document = Document(number=words.number, date=words.document_date or words.on) if words.number else None
    return Event(
        item=item.id if unit else None,
        occurrence=occurrence,
        date=words.on,
        event=words.event,
        to=words.to,
        product=words.product,
        until=words.until,
        document=document,
        reason=words.reason,
    )


def _check_complete(item: Item, event: Event) -> None:
    """What an event cannot do without, named by the option that gives it."""
    needs_until = event.event in ("extended", "promised")
    needs_document = event.event in ("extended", "suspended", "dropped")
    if needs_until and event.until is None:
        raise BadUsage(
            _needs(event, N_("a new date")), msg(N_("Add --until, for example: --until 20/7/2021"))
        )
    if needs_document and event.document is None:
        raise BadUsage(
            _needs(event, N_("the document that decided it")),
            msg(N_("Add --number and --document-date, for example: --number 41-TB/ĐUK")),
        )
    if event.until is not None and event.until < event.date:
        raise BadUsage(
            msg(
                N_("The new date {until} is before the day of the event ({date})."),
                until=event.until,
                date=event.date,
            )
        )
    if event.to is not None and event.to not in item.submit_to:
        raise BadUsage(
            msg(N_("{id} is not submitted to {body}."), id=item.id, body=event.to),
            msg(N_("It is submitted to: {allowed}."), allowed=enumeration(item.submit_to) or "–"),
        )
    if event.product is not None and item.forms and event.product not in item.forms:
        raise BadUsage(
            msg(
                N_("“{text}” is not one of the item's products{suggestion}."),
                text=event.product,
                suggestion=suggestion(event.product, item.forms),
            ),
            msg(N_("Products: {allowed}."), allowed=enumeration(item.forms)),
        )


def _needs(event: Event, what: str) -> Message:
    return msg(N_("“{event}” needs {what}."), event=event.event, what=msg(what))


def _check_story(office: Office, item: Item, unit: Unit | None, event: Event) -> None:
    """Refuse an event that cannot follow the earlier ones of the same obligation."""
    written = office.events.get((item.id, unit.id if unit else None), ())
    earlier = [
        old
        for old in written
        if old.voided is None and old.date <= event.date and old.occurrence in (None, event.occurrence)
    ]
    problem = contradiction(event, earlier)
    if problem is not None:
        raise Refused(
            msg(N_("“{event}” contradicts what is recorded: {problem}."), event=event.event, problem=problem),
            msg(
                N_("See what happened: ct58 show {id}. A wrong event is voided: ct58 record void {id}"),
                id=item.id,
            ),
        )
    if any(old == event for old in earlier):
        raise Refused(msg(N_("This event is already recorded.")), msg(N_("See: ct58 show {id}"), id=item.id))


def _added(office: Office, item: Item, unit: Unit | None, event: Event) -> Append | NewFile:
    """The line itself; the file is made with its head where it does not exist yet."""
    if unit is None:
        if item.id in office.item_files:
            return Append(file=f"tasks/{item.id}.yaml", at=("events",), value=event_tree(event))
        return NewFile(
            file=f"tasks/{item.id}.yaml", value=record_as_tree(ItemFile(item=item.id, events=(event,)))
        )
    file = f"units/{unit.id}/events.yaml"
    if unit.id in office.unit_event_lines:
        return Append(file=file, at=("events",), value=event_tree(event))
    return NewFile(file=file, value=record_as_tree(UnitEvents(unit=unit.id, events=(event,))))


def event_tree(event: Event) -> dict[str, Plain]:
    """An event as its line has it."""
    return record_as_tree(event)


def plan_void(office: Office, item: Item, unit: Unit | None, number: int | None, voiding: Voiding) -> Edit:
    """Void one event of an item: the last one, or the one of a number as `show` counts them.

    Raises Refused when there is none, BadUsage for a number that does not exist.
    """
    events = voidable(office, item, unit)
    if not events:
        raise Refused(msg(N_("{id} has no event that could be voided."), id=item.id))
    if number is not None and not 1 <= number <= len(events):
        raise BadUsage(msg(N_("{id} has events 1 to {count}."), id=item.id, count=len(events)))
    index, event = events[number - 1 if number is not None else -1]
    file = f"units/{unit.id}/events.yaml" if unit else f"tasks/{item.id}.yaml"
    tree = record_as_tree(voiding)
    expected = event_tree(event)
    return (SetValue(file=file, at=("events", index), value={**expected, "voided": tree}, expected=expected),)


def voidable(office: Office, item: Item, unit: Unit | None) -> list[tuple[int, Event]]:
    """The events of an item that are in force, with their place in the file, in the order written."""
    if unit is None:
        written = office.item_files[item.id].events if item.id in office.item_files else ()
        return [(index, event) for index, event in enumerate(written) if event.voided is None]
    return [
        (index, event)
        for index, event in enumerate(office.unit_event_lines.get(unit.id, ()))
        if event.voided is None and event.item == item.id
    ]
