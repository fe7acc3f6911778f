"""`ct58 calendar`: deadlines as iCalendar (RFC 5545), the same bytes every time; on a screen, by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ct58.domain.text.signs import harmless
from ct58.i18n import N_, msg
from ct58.render.screens.overdue import due_entry
from ct58.render.screens.parts import (
    TITLE_LIMIT,
    assumed_note,
    bodies,
    due_words,
    names,
    occurrence_list,
    tally_text,
    title_with_notes,
)
from ct58.render.words.labels import status_word
from ct58.render.words.speech import Speech, period_title
from ct58.views.calendar import CalendarEntry, CalendarView
from ct58.views.page import Annex, Block, Column, Gap, Heading, Line, Page, Table, Words, words

if TYPE_CHECKING:
    from icalendar import Alarm, Event

ALARM_HOUR = dt.timedelta(hours=8)
"""When an alarm rings, counted from the day's beginning: nobody wants it at midnight."""
_ONE_DAY = dt.timedelta(days=1)


def calendar_as_ics(view: CalendarView, speech: Speech, alarms: Sequence[int]) -> bytes:
    """The calendar with an alarm so many days before each deadline; alarms that are past are left out.

    The stamp is the as-of day, so the same data and options give the same bytes.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//ct58//calendar//{speech.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", harmless(calendar_name(view, speech)))
    calendar.add("refresh-interval", _ONE_DAY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for entry in view.entries:
        calendar.add_component(_event(view, entry, speech, alarms))
    return bytes(calendar.to_ical())


def calendar_name(view: CalendarView, speech: Speech) -> str:
    """What the calendar is called in a client."""
    if view.owner is None:
        return speech.say(msg(N_("Deadlines of Programme {number}"), number=view.head.number))
    return speech.say(
        msg(N_("Deadlines of {owner}, Programme {number}"), owner=view.owner.label, number=view.head.number)
    )


def calendar_as_json(view: CalendarView) -> list[dict[str, object]]:
    """As overdue and upcoming give them, with the uid.

    Where one entry stands for several units, `units` counts them, and what is a unit's own is null.
    """
    return [_entry_as_json(entry) for entry in view.entries]


def calendar_who(view: CalendarView, entry: CalendarEntry, speech: Speech) -> str:
    """Who leads or owes it; how many have sent where all units do."""
    if entry.tally:
        return tally_text(entry.tally, speech)
    return names(entry.entry.standing.owner_ids, view.names)


def _entry_as_json(entry: CalendarEntry) -> dict[str, object]:
    own = {**due_entry(entry.entry), "uid": entry.uid, "units": None}
    if entry.tally is None:
        return own
    units = {
        "expected": entry.tally.expected,
        "done": entry.tally.done,
        "unreadable": entry.tally.unreadable,
    }
    return {**own, "owners": [], "status": None, "started": None, "needs_verification": None, "units": units}


def _event(view: CalendarView, entry: CalendarEntry, speech: Speech, alarms: Sequence[int]) -> Event:
    from icalendar import Event

    summary = harmless(_summary(view, entry, speech))
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", dt.datetime.combine(view.as_of, dt.time(), dt.UTC))
    event.add("dtstart", entry.due)
    event.add("dtend", entry.due + _ONE_DAY)
    event.add("summary", summary)
    event.add("description", "\n".join(map(harmless, _description(view, entry, speech))))
    event.add("categories", [harmless(text) for text in _categories(view, entry, speech)])
    event.add("transp", "TRANSPARENT")
    event.add("sequence", len(entry.entry.standing.extensions))
    for days in _alarms_ahead(view, entry, alarms):
        event.add_component(_alarm(summary, days))
    return event


def _alarms_ahead(view: CalendarView, entry: CalendarEntry, alarms: Iterable[int]) -> list[int]:
    """The days before the deadline on which to ring, without those that are past; none for what is done."""
    left = (entry.due - view.as_of).days
    return [] if entry.is_done else [days for days in sorted(set(alarms), reverse=True) if days <= left]


def _alarm(summary: str, days: int) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM_HOUR - days * _ONE_DAY)
    alarm.add("description", summary)
    return alarm


def _summary(view: CalendarView, entry: CalendarEntry, speech: Speech) -> str:
    """`Hạn PL-14: Kế hoạch … (Ban Tổ chức, Đoàn TN)`."""
    item = entry.entry.standing.item
    title = item.title
    if item.deadline.every is not None:
        title = period_title(title, occurrence_list([entry.entry.period], speech))
    who = _who(view, entry, speech)
    text = msg(_headline(entry), id=item.id, title=f"{title} ({who})" if who else title)
    return speech.say(text)


def _headline(entry: CalendarEntry) -> str:
    if entry.is_done:
        return N_("Done {id}: {title}")
    if entry.entry.standing.status == "overdue":
        return N_("Overdue {id}: {title}")
    if entry.entry.standing.status == "missed":
        return N_("Not done {id}: {title}")
    if entry.entry.standing.is_unsettled:
        return N_("Waits to be settled {id}: {title}")
    if entry.entry.standing.status == "unreadable":
        return N_("Cannot be read {id}: {title}")
    return N_("Due {id}: {title}")


def _who(view: CalendarView, entry: CalendarEntry, speech: Speech) -> str:
    """Who has to do it, where the calendar is not his own."""
    is_own = view.owner is not None and entry.entry.standing.owner_ids == (view.owner.id,)
    return "" if is_own else calendar_who(view, entry, speech)


def _description(view: CalendarView, entry: CalendarEntry, speech: Speech) -> Iterable[str]:
    """The deadline as written and as it is now, who, what, where to, on what basis."""
    standing = entry.entry.standing
    item = standing.item
    yield _deadline(entry, speech)
    if standing.extensions and standing.original_due:
        count = speech.count(len(standing.extensions))
        yield speech.say(
            msg(N_("Extended {count} times; originally {day}"), count=count, day=standing.original_due)
        )
    facts = (
        (N_("Lead: {value}"), "" if entry.entry.unit else names(item.lead, view.names)),
        (N_("With: {value}"), names(item.with_, view.names)),
        (N_("Product: {value}"), "; ".join(item.forms)),
        (N_("Goes to: {value}"), ", ".join(speech.body(body) for body in item.submit_to)),
        (N_("Basis: {value}"), _basis(view, item.clauses)),
    )
    for text, value in facts:
        if value:
            yield speech.say(msg(text, value=value))
    if not entry.tally:
        yield speech.say(msg(N_("On {day}: {status}"), day=view.as_of, status=status_word(standing, speech)))


def _deadline(entry: CalendarEntry, speech: Speech) -> str:
    deadline = entry.entry.standing.item.deadline
    if deadline.text:
        return speech.say(
            msg(N_("Deadline: {day} (the document says: “{text}”)"), day=entry.due, text=deadline.text)
        )
    if deadline.assumed:
        return speech.say(
            msg(N_("Deadline: {day} (the document names no day; the office set it)"), day=entry.due)
        )
    return speech.say(msg(N_("Deadline: {day}"), day=entry.due))


def _basis(view: CalendarView, clauses: Sequence[str]) -> str:
    return f"{view.head.number}: {', '.join(clauses)}" if clauses else ""


def _categories(view: CalendarView, entry: CalendarEntry, speech: Speech) -> list[str]:
    """The kind of item, then who leads it: what a client can filter by."""
    standing = entry.entry.standing
    owners = () if entry.entry.unit else standing.owner_ids
    kind = speech.item_kind(standing.item.kind)
    return [kind[:1].upper() + kind[1:], *(view.names.get(id_, id_) for id_ in owners)]


def calendar_page(view: CalendarView, speech: Speech) -> Page:
    """One row an entry of the calendar."""
    blocks: list[Block] = [Heading(calendar_name(view, speech), level=1)]
    if not view.entries:
        empty = Annex(lambda: Table(_columns(speech), ()))
        return Page((*blocks, Line(words(nothing_due(view, speech))), empty))
    blocks.append(Table(_columns(speech), tuple(_row(view, entry, speech) for entry in view.entries)))
    if any(entry.entry.standing.item.deadline.assumed for entry in view.entries):
        blocks += [Gap(), assumed_note(speech)]
    return Page(tuple(blocks))


def nothing_due(view: CalendarView, speech: Speech) -> str:
    """That nothing falls due in the span."""
    first, last = view.span.first, view.span.last
    if last is None:
        return speech.say(msg(N_("Nothing falls due from {first} on."), first=first))
    return speech.say(msg(N_("Nothing falls due from {first} to {last}."), first=first, last=last))


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.gettext(N_("Deadline")), align="right"),
        Column(speech.gettext(N_("Id"))),
        Column(speech.gettext(N_("Item")), grows=True, screen_limit=TITLE_LIMIT),
        Column(speech.gettext(N_("Who"))),
        Column(speech.gettext(N_("Goes to")), from_width=100),
    )


def _row(view: CalendarView, entry: CalendarEntry, speech: Speech) -> tuple[Words, ...]:
    return (
        due_words(entry.entry, speech),
        words(entry.entry.standing.item.id, "dim" if entry.is_done else "strong"),
        title_with_notes([entry.entry], speech),
        words(calendar_who(view, entry, speech)),
        words(bodies(entry.entry, speech)),
    )
