"""Planning events: which line is added where, why one is refused; and booking letters that were sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ct58.domain.checks.event_faults import Fault, abridged_keys, faults, owner_faults
from ct58.domain.checks.events import contradiction
from ct58.domain.planning.edits import Append, Edit, NewFile, Plain, SetValue, record_as_tree
from ct58.domain.planning.periods import refuse_unexplained
from ct58.domain.planning.values import given
from ct58.domain.records.event_rules import EventKind, Meaning, event_rule, event_word
from ct58.domain.records.events import ONCE, Event, ItemFile, UnitEvents, Voiding
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import item_file, unit_events_file
from ct58.domain.records.reports import Document
from ct58.domain.records.search import id_among, nearest_id
from ct58.domain.records.unit_search import refuse_unread
from ct58.domain.records.units import Unit
from ct58.domain.standing.evidence import relevant_events
from ct58.domain.standing.occurrences import Obligation, deciding_day, item_occurrences
from ct58.domain.standing.reminders import ReminderScope, distinct, nobody_knows, reminders, withheld
from ct58.domain.standing.status import standing
from ct58.domain.text.suggestions import did_you_mean, enumeration, in_a_row, suggestion
from ct58.domain.time.deadlines import Occurrence, occurrence_of
from ct58.errors import BadUsage, InvalidData, Refused
from ct58.errors.rules import RULES
from ct58.i18n import Message, N_, msg
from ct58.records import record


@record
class EventWords:
    """What a clerk says about an event. `document_date` is the event's day unless given."""

    event: EventKind
    on: dt.date
    occurrence: str | None = None
    to: str | None = None
    product: str | None = None
    number: str | None = None
    document_date: dt.date | None = None
    until: dt.date | None = None
    reason: str | None = None


def find_item(office: Office, text: str) -> Item:
    """The item of an id, in any case. Raises BadUsage with what was probably meant, InvalidData where it was not read."""
    id_ = id_among(text, office.items)
    if id_ is None:
        refuse_unread(text, office.unread.items, item_file, office.unread.unsettled)
        near = nearest_id(text, office.items)
        raise BadUsage(
            msg(N_("There is no item {id}{suggestion}."), id=text, suggestion=did_you_mean(near)),
            msg(N_("See the items: ct58 list tasks, ct58 list duties")),
        )
    return office.items[id_]


def plan_event(
    office: Office, item: Item, units: Iterable[Unit | None], words: EventWords, today: dt.date
) -> Edit:
    """One more line of events: in the item's file, or in those of the units that owe it, each with its own.

    Raises BadUsage and Refused as `event_of` does; Refused, too, where it is dated back into closed books without a reason.
    """
    made = [(unit, event_of(office, item, unit, words)) for unit in units]
    for _unit, event in made:
        _refuse_dated_back(office, event, today)
    return tuple(change for unit, event in made for change in _added(office, item, unit, [event]))


def plan_events(office: Office, told: Iterable[tuple[Obligation, EventWords]]) -> Edit:
    """One more line for each obligation, in one edit. Raises BadUsage and Refused as `event_of` does."""
    files: dict[str, tuple[Item, Unit | None, list[Event]]] = {}
    for obligation, words in told:
        item, unit = obligation.item, obligation.unit
        entry = files.setdefault(events_file(item, unit), (item, unit, []))
        entry[2].append(event_of(office, item, unit, words))
    return tuple(change for entry in files.values() for change in _added(office, *entry))


def event_of(office: Office, item: Item, unit: Unit | None, words: EventWords) -> Event:
    """The event that the words mean.

    Raises BadUsage when something is missing, Refused when the event contradicts those before it.
    """
    if words.document_date and not given(words.number):
        raise BadUsage(msg(N_("A document's date needs its number.")), msg(N_("Add --number.")))
    known = item_occurrences(office, item)
    untimed = _event(item, unit, words.occurrence, words)
    _refuse(office, item, untimed, owner_faults(office, item, unit, untimed, known))
    event = replace(untimed, occurrence=_occurrence(office, item, unit, words))
    _refuse(office, item, event, faults(office, item, unit, event, known))
    _check_story(item, event, earlier_events(office, item, unit, event))
    _check_open(office, item, unit, event)
    return event


def same_again(office: Office, item: Item, unit: Unit | None, event: Event) -> Event | None:
    """An earlier event that probably is the same fact, recorded by somebody else with another day.

    None for what may happen again: reminders, promises, a submission after a return.
    """
    for old in reversed(earlier_events(office, item, unit, event)):
        if old.rule.means == "takes_back" and (old.to is None or event.to in (None, old.to)):
            return None
        if event.rule.repetition == "once" and _subject(old) == _subject(event):
            return old
    return None


def earlier_events(office: Office, item: Item, unit: Unit | None, event: Event) -> tuple[Event, ...]:
    """The events in force on the day of an event that touch what it is about, by date.

    An event from then on is held against others of its kind; one of an occurrence against all that
    touch the occurrence, the item's own among them where a unit owes it.
    """
    occurrence = occurrence_of(item_occurrences(office, item), event.occurrence or ONCE)
    if occurrence is None:
        written = office.events.get((item.id, unit.id if unit else None), ())
        return tuple(old for old in written if old.counts_on(event.date) and old.occurrence is None)
    return relevant_events(office, Obligation(item, occurrence, unit), event.date)


def _subject(event: Event) -> tuple[object, ...]:
    return (event.item, event.occurrence, event.event, event.to, event.product)


# ------------------------------------------------------------ what is refused

_OPTIONS: Mapping[str, str] = {
    "E204": N_("It is submitted to: {bodies}."),
    "E205": N_("Add --until, for example: --until 20/7/2021"),
    "E207": N_("Add --number and --document-date, for example: --number 41-TB/ĐU"),
    "E209": N_("Add --number and --document-date, for example: --number 41-TB/ĐU"),
    "E212": N_("Leave out --unit."),
    "E220": N_('Add --reason, for example: --reason "a word to remember"'),
    "E221": N_("Add --unit, for example: --unit so-y-te"),
    "E222": N_(
        "Arrived: ct58 receive UNIT --period 2021-Q2. "
        "Sent back: ct58 record report UNIT 2021-Q2 --state returned"
    ),
    "E224": N_("It is submitted to: {bodies}."),
}
"""The remedy in the command's own options, where the file's would not help."""
_PROBLEMS: Mapping[str, str] = {
    "E204": N_("{id} is not submitted to {body}."),
    "E212": N_("{id} is a joint item led by {leads}; it is not recorded for one unit."),
    "E224": N_("{id} is not submitted to {body}."),
}


def _refuse(office: Office, item: Item, event: Event, found: Iterable[Fault]) -> None:
    """The first fault of an event, told in the command's words. Raises BadUsage."""
    fault = next(iter(found), None)
    if fault is None:
        return
    params = {
        **fault.params,
        "leads": enumeration(office.label(id_) for id_ in item.lead),
        "body": office.terms.body(event.to) if event.to else "–",
        "bodies": enumeration(office.terms.body(body) for body in item.submit_to) or "–",
    }
    rule = RULES[fault.code]
    raise BadUsage(
        msg(_PROBLEMS.get(fault.code, rule.message), **params),
        msg(_OPTIONS.get(fault.code, rule.hint), **params),
    )


# ------------------------------------------------------------------ which time


def _occurrence(office: Office, item: Item, unit: Unit | None, words: EventWords) -> str | None:
    """The occurrence that is meant: the one named, none for a one-off, else the only one that is open."""
    known = item_occurrences(office, item)
    if words.occurrence is not None:
        return _named(item, known, words.occurrence)
    if occurrence_of(known, ONCE) or event_rule(words.event).reach is not None:
        return None
    open_ones = _open(office, item, unit, words.on)
    if len(open_ones) == 1 or (open_ones and _is_of_now(item, words)):
        return open_ones[-1]
    hint = (
        msg(N_("Add --occurrence; open: {allowed}."), allowed=abridged_keys(open_ones))
        if open_ones
        else msg(N_("None is open. Add --occurrence; there are: {allowed}."), allowed=_all(known))
    )
    raise BadUsage(msg(N_("{id} comes again and again: say which time is meant."), id=item.id), hint)


def _is_of_now(item: Item, words: EventWords) -> bool:
    """Whether it is about what units owe, and told on the telephone: then of the newest that is open, not of an old debt."""
    return item.owners is not None and event_rule(words.event).means in ("reminds", "promises")


def _named(item: Item, known: Sequence[Occurrence], key: str) -> str | None:
    """A named occurrence, if there is such a one; None for a one-off's."""
    if occurrence_of(known, key):
        return None if key == ONCE else key
    raise BadUsage(
        msg(
            N_("{id} has no occurrence {occurrence}{suggestion}."),
            id=item.id,
            occurrence=key,
            suggestion=suggestion(key, [occurrence.key for occurrence in known]),
        ),
        msg(N_("Its occurrences: {allowed}."), allowed=_all(known)),
    )


def _open(office: Office, item: Item, unit: Unit | None, on: dt.date) -> list[str]:
    """The occurrences that have begun by a day and are not done."""
    return [
        occurrence.key
        for occurrence in item_occurrences(office, item)
        if _has_begun(office, item, occurrence, on)
        and _is_owed(office, item, occurrence, unit)
        and standing(office, Obligation(item, occurrence, unit), on).done_on is None
    ]


def _has_begun(office: Office, item: Item, occurrence: Occurrence, on: dt.date) -> bool:
    """Work begins with the period, a report after it has ended."""
    period = occurrence.period
    return office.last_day_of(period) < on if item.kind == "report" else period.first_day <= on


def _is_owed(office: Office, item: Item, occurrence: Occurrence, unit: Unit | None) -> bool:
    """Whether the unit exists on the day that decides."""
    day = deciding_day(office, item, occurrence)
    return unit is None or day is None or unit.is_valid_on(day)


def _all(known: Sequence[Occurrence]) -> str:
    return abridged_keys([occurrence.key for occurrence in known])


# ------------------------------------------------------------------- the event


def _event(item: Item, unit: Unit | None, occurrence: str | None, words: EventWords) -> Event:
    number = given(words.number)
    document = Document(number=number, date=words.document_date or words.on) if number else None
    return Event(
        item=item.id if unit else None,
        occurrence=occurrence,
        date=words.on,
        event=words.event,
        to=words.to,
        product=given(words.product),
        until=words.until,
        document=document,
        reason=given(words.reason),
    )


def _check_story(item: Item, event: Event, earlier: Sequence[Event]) -> None:
    """Refuse an event that cannot follow the earlier ones of the same obligation, or is among them."""
    problem = contradiction(event, list(earlier))
    if problem is not None:
        raise Refused(
            msg(
                N_("“{event}” contradicts what is recorded: {problem}."),
                event=event_word(event.event),
                problem=problem,
            ),
            msg(
                N_("See what happened: ct58 show {id}. A wrong event is voided: ct58 record void {id}"),
                id=item.id,
            ),
        )
    if event in earlier:
        raise Refused(msg(N_("This event is already recorded.")), msg(N_("See: ct58 show {id}"), id=item.id))


def _check_open(office: Office, item: Item, unit: Unit | None, event: Event) -> None:
    """Nobody promises what is done already: the unit, the item or the time is another one."""
    occurrence = occurrence_of(item_occurrences(office, item), event.occurrence or ONCE)
    if event.rule.means != "promises" or occurrence is None:
        return
    done_on = standing(office, Obligation(item, occurrence, unit), event.date).done_on
    if done_on is not None:
        raise Refused(
            msg(
                N_("“{event}” contradicts what is recorded: {problem}."),
                event=event_word(event.event),
                problem=msg(N_("it is done since {date}"), date=done_on),
            ),
            msg(N_("See what happened: ct58 show {id}"), id=unit.id if unit else item.id),
        )


_SAID_ONLY: frozenset[Meaning] = frozenset({"reminds", "promises", "remarks"})
"""What moves nothing of a closed period, whenever it is booked."""


def _refuse_dated_back(office: Office, event: Event, today: dt.date) -> None:
    if event.rule.means in _SAID_ONLY:
        return
    for file in office.periods.values():
        if file.period.first_day <= event.date <= office.last_day_of(file.period):
            refuse_unexplained(office, file.period, today, is_explained=event.is_explained)


def _added(office: Office, item: Item, unit: Unit | None, events: Sequence[Event]) -> Edit:
    """The lines themselves; the file is made with its head where it does not exist yet."""
    file = events_file(item, unit)
    if unit is None and item.id not in office.item_files:
        return (NewFile(file=file, value=record_as_tree(ItemFile(item=item.id, events=tuple(events)))),)
    if unit is not None and unit.id not in office.unit_event_lines:
        return (NewFile(file=file, value=record_as_tree(UnitEvents(unit=unit.id, events=tuple(events)))),)
    return tuple(Append(file=file, at=("events",), value=event_tree(event)) for event in events)


def events_file(item: Item, unit: Unit | None) -> str:
    """The file in which an item's events stand, or those of a unit that owes it."""
    return unit_events_file(unit.id) if unit else item_file(item.id)


def event_tree(event: Event) -> dict[str, Plain]:
    """An event as its line has it."""
    return record_as_tree(event)


# -------------------------------------------------------------------- voiding


def plan_void(office: Office, item: Item, unit: Unit | None, number: int | None, voiding: Voiding) -> Edit:
    """Void one event of an item: only its own line changes. Raises as `event_to_void` does."""
    index, _event = event_to_void(office, item, unit, number)
    return (
        SetValue(
            file=events_file(item, unit),
            at=("events", index, "voided"),
            value=record_as_tree(voiding),
            expected=None,
        ),
    )


def event_to_void(office: Office, item: Item, unit: Unit | None, number: int | None) -> tuple[int, Event]:
    """The place and the event that is meant: the one written last, or the one of a number, counted from 1.

    Voided events are not counted. Raises Refused when there is none, BadUsage for a number that does not
    exist, with the events and their numbers.
    """
    events = voidable(office, item, unit)
    if not events:
        hint = msg(N_("For what one unit owes, add --unit.")) if item.owners and unit is None else None
        raise Refused(msg(N_("{id} has no event that could be voided."), id=item.id), hint)
    if number is not None and not 1 <= number <= len(events):
        raise BadUsage(
            msg(N_("{id} has events 1 to {count}."), id=item.id, count=len(events)),
            _numbered([event for _place, event in events]),
        )
    return events[-1 if number is None else number - 1]


def _numbered(events: Sequence[Event]) -> Message:
    """The events with their numbers, for whoever has to choose one."""
    lines = (
        msg("{number}: {date} {event}", number=number, date=event.date, event=event_word(event.event))
        for number, event in enumerate(events, start=1)
    )
    return in_a_row(lines, ";")


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


@record
class SentWords:
    """What a clerk says of letters that were sent: number and day, the day they tell of, the date they set."""

    number: str
    on: dt.date
    as_of: dt.date
    scope: ReminderScope
    by: dt.date | None = None


def plan_sent(office: Office, words: SentWords) -> Edit:
    """Book `reminded` for exactly what the letters of the day name, each obligation once.

    Raises Refused when nobody is late, or when a letter of this number and day is booked already.
    """
    late = distinct(reminders(office, words.as_of, words.scope))
    if not late and (withheld(office, words.as_of, words.scope) or nobody_knows(office, words.scope)):
        raise InvalidData(
            msg(N_("Of those whose files could be read nobody is late on {day}."), day=words.as_of),
            msg(N_("See: ct58 check")),
        )
    if not late:
        raise Refused(
            msg(N_("Nobody who was asked for is late on {day}, so nothing was booked."), day=words.as_of),
            msg(N_("See who is late: ct58 remind --as-of {day}"), day=words.as_of.isoformat()),
        )
    return plan_events(
        office,
        (
            (
                standing.obligation,
                EventWords(
                    event="reminded",
                    on=words.on,
                    occurrence=standing.obligation.occurrence.key,
                    number=words.number,
                    until=words.by,
                ),
            )
            for standing in late
        ),
    )
