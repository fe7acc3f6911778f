"""One set of rules for an event, whether it is typed into a file or told to `record event`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.support.checks import codes
from tests.support.offices import calendar, day, duty, office, rule, staff, task, unit

from ct58.domain.planning.events import EventWords, event_of, find_item
from ct58.domain.records.event_rules import EVENT_KINDS, EventKind
from ct58.domain.records.events import Event
from ct58.domain.records.reports import Document
from ct58.errors import BadUsage, Refused
from ct58.errors.rules import RULES

KNOWN: dict[str, Any] = {
    "units": (unit("a"), unit("m", kind="mass_organisation", organisation=None), staff()),
    "tasks": (
        task("PL-01", forms=("Kế hoạch", "Quy chế")),
        task("PL-02", rule(every="year", in_="Q4", from_="2021")),
        task("PL-03", rule(), submit_to=()),
    ),
    "duties": (
        duty("NV-01", owners="tccsd"),
        duty("NV-02", rule(every="quarter", from_="2021-Q2"), owners="tccsd"),
    ),
    "reporting": (calendar("BC-QUY"),),
}
OFFICE = office(**KNOWN)
ON = day("2022-03-15")
ITEMS = ("PL-01", "PL-02", "PL-03", "NV-01", "NV-02", "BC-QUY")
OCCURRENCES = {
    "PL-01": "once",
    "PL-02": "2021",
    "PL-03": "once",
    "NV-01": "once",
    "NV-02": "2021-Q3",
    "BC-QUY": "2021-Q3",
}


def told(kind: EventKind) -> Iterator[tuple[str, str | None, EventWords]]:
    """All that may be said of an event of a kind: item, unit, and the words."""
    either = (False, True)
    for item, owner, *given in itertools.product(ITEMS, (None, "a", "m"), either, either, either, either):
        with_occurrence, with_until, with_document, with_reason = given
        yield (
            item,
            owner,
            EventWords(
                event=kind,
                on=ON,
                occurrence=OCCURRENCES[item] if with_occurrence else None,
                until=day("2022-03-31") if with_until else None,
                number="41-TB/ĐUK" if with_document else None,
                reason="theo đề nghị" if with_reason else None,
            ),
        )


def typed(item: str, owner: str | None, words: EventWords) -> Event:
    """The same, as somebody would type it into a file."""
    return Event(
        item=item if owner else None,
        occurrence=words.occurrence,
        date=words.on,
        event=words.event,
        until=words.until,
        document=Document(number=words.number, date=words.on) if words.number else None,
        to=words.to,
        product=words.product,
        reason=words.reason,
    )


def errors_of(item: str, owner: str | None, event: Event) -> list[str]:
    """The errors that `check` finds in a file with this event."""
    file = {"unit_events": {owner: [event]}} if owner else {"events": {item: [event]}}
    return [code for code in codes(**KNOWN, **file) if RULES[code].severity == "error"]


def recorded(item: str, owner: str | None, words: EventWords) -> Event | None:
    """The line that `record event` would write, None where it refuses."""
    try:
        return event_of(OFFICE, find_item(OFFICE, item), OFFICE.units[owner] if owner else None, words)
    except (BadUsage, Refused):
        return None


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_both_doors_hold_to_the_same_rules(kind: EventKind) -> None:
    """With and without occurrence, new date, document and reason; of joint items, of units that owe and that don't.

    What is recorded has no error; what is refused would have one. A time that `record` works out is written down.
    """
    for item, owner, words in told(kind):
        line = recorded(item, owner, words)
        found = errors_of(item, owner, line or typed(item, owner, words))
        assert bool(found) == (line is None), (item, owner, words, found)


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_both_doors_know_the_same_bodies_and_products(kind: EventKind) -> None:
    """Of an event that lacks nothing else: a body that the item does not go to, a product that it does not have."""
    bodies: tuple[str | None, ...] = (None, "standing_committee", "executive_committee")
    whole = [
        (item, owner, words)
        for item, owner, words in told(kind)
        if words.occurrence and words.until and words.number and words.reason
    ]
    for (item, owner, words), to, product in itertools.product(whole, bodies, (None, "Kế hoạch", "Đề án")):
        said = replace(words, to=to, product=product)
        line = recorded(item, owner, said)
        found = errors_of(item, owner, line or typed(item, owner, said))
        assert bool(found) == (line is None), (item, owner, said, found)


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_a_kind_can_be_told_of_something(kind: EventKind) -> None:
    """No kind is refused whatever is said; but an answer needs a submission, and going on a pause."""
    accepted = [words for item, owner, words in told(kind) if recorded(item, owner, words)]
    assert bool(accepted) == (kind not in ("returned", "approved", "resumed"))


def test_a_reminder_that_names_no_time_is_written_down_with_one_and_wrong_without() -> None:
    """It would stand beside no debt: `record` means the newest that is open, and says so in the file."""
    words = EventWords(event="reminded", on=ON)
    written = recorded("BC-QUY", "a", words)
    assert written is not None
    assert written.occurrence == "2021-Q4"
    assert errors_of("BC-QUY", "a", typed("BC-QUY", "a", words)) == ["E223"]
