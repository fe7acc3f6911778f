"""Events in words."""

from __future__ import annotations

from ct58.domain.records.events import Event
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.words import Speech


def event_text(event: Event, speech: Speech) -> str:
    """What an event says beside its day and kind: `BTV · 12-TTr/BTG`."""
    parts: list[Message | str] = []
    if event.occurrence:
        parts.append(speech.period(Period.parse(event.occurrence)))
    if event.to:
        parts.append(msg(N_("to {body}"), body=speech.label(event.to)))
    if event.product:
        parts.append(event.product)
    if event.until:
        parts.append(msg(N_("until {day}"), day=event.until))
    if event.document:
        parts.append(event.document.number)
    if event.reason:
        parts.append(event.reason)
    return " · ".join(part if isinstance(part, str) else speech.say(part) for part in parts)


def event_line(event: Event, speech: Speech) -> str:
    """`25/6/2021 · đã trình · BTV · 12-TTr/BTG`: an event in one line."""
    details = event_text(event, speech)
    head = f"{speech.date(event.date)} · {speech.label(event.event)}"
    return f"{head} · {details}" if details else head
