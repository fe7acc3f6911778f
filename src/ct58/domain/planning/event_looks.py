"""A second look at an event: what is worth a question before it is recorded, and what it leaves to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ct58.domain.planning.events import earlier_events, same_again
from ct58.domain.records.event_rules import event_word
from ct58.domain.records.events import ONCE, Event
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.standing.occurrences import Obligation, item_occurrences
from ct58.domain.standing.status import HALTED, Standing, standing
from ct58.domain.time.deadlines import occurrence_of
from ct58.i18n import Message, N_, msg

FAR = 366
"""Days between an event and today, or a promise, that nobody means: the year is mistyped."""


def event_doubts(
    before: Office, after: Office, item: Item, unit: Unit | None, event: Event, today: dt.date
) -> Iterator[Message]:
    """What is worth a question about an event; `after` is the office with it."""
    old = same_again(before, item, unit, event)
    if old is not None:
        text = N_("“{event}” was already recorded, of {day}. Is it the same?")
        yield msg(text, event=event_word(old.event), day=old.date)
        return
    yield from _odd_days(before, event, today)
    again = _told_twice(before, item, unit, event)
    if again is not None:
        text = N_("“{event}” is recorded of that day already.")
        yield msg(text, event=event_word(again.event))
    elif (idle := _changes_nothing(before, after, item, unit, event, today)) is not None:
        yield idle


def still_to_do(
    office: Office, item: Item, unit: Unit | None, event: Event, today: dt.date
) -> tuple[Standing, tuple[str, ...]] | None:
    """Where something still stands after work on it, with the bodies that do not have it; None where it is done.

    Reminders, promises and remarks are no work: nobody expects it to be done by them.
    """
    found = _standing(office, item, unit, event, today)
    if found is None or found.done_on is not None or found.status in HALTED or not event.rule.is_work:
        return None
    if event.rule.means in ("begins", "takes_back"):
        return None
    return found, tuple(body for body in item.submit_to if body not in found.submitted)


def _odd_days(office: Office, event: Event, today: dt.date) -> Iterator[Message]:
    """An event before the programme was there; days a year or more away."""
    issued_on = office.programme.head.issued_on
    if event.date < issued_on:
        yield msg(
            N_("{day} is before the programme was issued ({issued})."), day=event.date, issued=issued_on
        )
    elif (today - event.date).days >= FAR:
        yield msg(N_("{day} is more than a year ago."), day=event.date)
    if event.until is not None and (event.until - event.date).days >= FAR:
        yield msg(N_("{day} is more than a year after it."), day=event.until)
    doubt = far_apart(event.document.date if event.document else None, event.date)
    if doubt is not None:
        yield doubt


def far_apart(written: dt.date | None, day: dt.date) -> Message | None:
    """That a document was written more than a year before or after a day, which looks like a slip; None where it was not."""
    if written is None or abs((day - written).days) < FAR:
        return None
    return msg(
        N_("The document of {written} and {day} are more than a year apart."), written=written, day=day
    )


def _told_twice(office: Office, item: Item, unit: Unit | None, event: Event) -> Event | None:
    """The same kind of event of the same day, told before with other words: a second reminder, a second promise."""
    if event.rule.means not in ("reminds", "promises"):
        return None
    return next(
        (
            old
            for old in earlier_events(office, item, unit, event)
            if (old.event, old.date, old.occurrence) == (event.event, event.date, event.occurrence)
        ),
        None,
    )


def _changes_nothing(
    before: Office, after: Office, item: Item, unit: Unit | None, event: Event, today: dt.date
) -> Message | None:
    """What an event is recorded for in vain: what is done already, what is given up, a deadline that stays."""
    old, new = (_standing(office, item, unit, event, today) for office in (before, after))
    if old is None or new is None or event.rule.means == "remarks":
        return None
    word = event_word(event.event)
    if event.rule.means == "reminds":
        return _reminded_in_vain(old)
    if event.rule.means == "promises":
        return None  # refused where it is done
    if _what_counts(old) == _what_counts(new):
        return msg(N_("“{event}” changes nothing: where it stands stays as it is."), event=word)
    return None


def _reminded_in_vain(old: Standing) -> Message | None:
    if old.done_on is not None:
        return msg(N_("It is done since {day}: there is nothing to remind of."), day=old.done_on)
    if old.status in HALTED:
        return msg(N_("Nobody expects it any more: there is nothing to remind of."))
    return None


def _what_counts(found: Standing) -> tuple[object, ...]:
    return found.status, found.due, found.done_on, found.started, tuple(found.submitted.items())


def _standing(office: Office, item: Item, unit: Unit | None, event: Event, today: dt.date) -> Standing | None:
    """Where the occurrence of an event stands; None for what is about all that falls due, or for all units."""
    occurrence = occurrence_of(item_occurrences(office, item), event.occurrence or ONCE)
    if occurrence is None or (item.owners is not None and unit is None):
        return None
    return standing(office, Obligation(item, occurrence, unit), today)
