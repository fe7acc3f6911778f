"""The feed of what has become overdue, for a reader of feeds: Atom (RFC 4287), the same bytes every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from ct58.domain.text.signs import harmless
from ct58.i18n import N_, msg
from ct58.render.site.parts import OVERVIEW, REPORTS, item_path
from ct58.render.words.speech import Speech, period_title
from ct58.views.feed import FeedEntry, feed_entries
from ct58.views.site import SiteView

FEED = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_MOST_NAMED = 20


def feed_file(view: SiteView, speech: Speech) -> bytes:
    """The whole feed; an entry keeps its id, and its day is the first one on which it was late."""
    head = view.programme.head
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": speech.language})
    _text(feed, "id", _id(view))
    _text(feed, "title", speech.say(msg(N_("Overdue: programme {number}"), number=head.number)))
    _text(feed, "updated", _moment(view.as_of))
    _text(SubElement(feed, "author"), "name", view.committee)
    SubElement(feed, "link", {"rel": "self", "href": FEED, "type": "application/atom+xml"})
    SubElement(feed, "link", {"rel": "alternate", "href": OVERVIEW, "type": "text/html"})
    for entry in feed_entries(view):
        _add_entry(feed, entry, view, speech)
    body = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _add_entry(feed: Element, entry: FeedEntry, view: SiteView, speech: Speech) -> None:
    element = SubElement(feed, "entry")
    _text(element, "id", _id(view, entry.item.id, entry.occurrence))
    _text(element, "title", _title(entry, speech))
    _text(element, "updated", _moment(entry.since))
    path = REPORTS if entry.item.kind == "report" else item_path(entry.item)
    SubElement(element, "link", {"rel": "alternate", "href": path, "type": "text/html"})
    _text(element, "summary", " ".join(_said(entry, view.names, speech)), {"type": "text"})


def _title(entry: FeedEntry, speech: Speech) -> str:
    title = entry.item.title
    if entry.occurrence != "once":
        title = period_title(title, speech.period(entry.period))
    return f"{entry.item.id}: {title}"


def _said(entry: FeedEntry, names: Mapping[str, str], speech: Speech) -> Iterator[str]:
    yield speech.say(msg(N_("Overdue since {day}."), day=entry.since))
    if entry.owing:
        shown = ", ".join(entry.owing[:_MOST_NAMED])
        more = len(entry.owing) - _MOST_NAMED
        text = N_("Still owed by {units}.") if more <= 0 else N_("Still owed by {units} … {count} more.")
        yield speech.say(msg(text, units=shown, count=speech.number(max(more, 0))))
    elif entry.item.lead:
        lead = ", ".join(names.get(body, body) for body in entry.item.lead)
        yield speech.say(msg(N_("In the lead: {lead}."), lead=lead))


def _text(parent: Element, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    SubElement(parent, name, dict(attributes or {})).text = harmless(text)


def _id(view: SiteView, *parts: str) -> str:
    """A name that stays, wherever the site lies: from the programme, the item and the occurrence."""
    head = view.programme.head
    known = "/".join((head.number, head.issued_on.isoformat(), view.committee, *parts))
    return uuid5(NAMESPACE_URL, f"ct58:{known}").urn


def _moment(day: dt.date) -> str:
    """The beginning of a day in Vietnam."""
    return f"{day.isoformat()}T00:00:00+07:00"
