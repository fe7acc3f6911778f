"""Booking letters that were sent: one event for each item of each letter that a draft would name."""

from __future__ import annotations

import datetime as dt

from ct58.domain.planning.edits import Edit
from ct58.domain.planning.events import EventWords, plan_events
from ct58.domain.records.office import Office
from ct58.domain.standing.reminders import ReminderScope, distinct, reminders
from ct58.errors import Refused
from ct58.i18n import N_, msg
from ct58.records import record


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
