"""What stands twice after a change: an event that happens once, a document's number that is another document's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

from ct58.domain.changes.model import AmendmentChange, Change, EventChange, ItemChange, ReportChange
from ct58.domain.records.event_rules import event_word
from ct58.domain.records.events import ONCE, Event, ItemFile
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Amendment
from ct58.domain.records.reports import Document, Report
from ct58.domain.text.vietnamese import nfc
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record


def event_told_again(office: Office, change: Change) -> Message | None:
    """Of an event that came, and that happens once to what it is about: the other one that says so, too."""
    event = change.after if isinstance(change, EventChange) else None
    if (
        not isinstance(change, EventChange)
        or event is None
        or event.voided
        or event.rule.repetition != "once"
    ):
        return None
    thread = [one for one in office.events.get((change.item or "", change.unit), ()) if _is_alike(one, event)]
    told = [one for one in thread if one.event == event.event and one.to == event.to]
    if event in told:
        told.remove(event)
    other = next((one for one in told if not _sent_back_between(thread, one, event)), None)
    if other is None:
        return None
    return msg(N_("“{event}” stands there of {day}, too"), event=event_word(event.event), day=other.date)


def _is_alike(one: Event, other: Event) -> bool:
    """Whether two events in force are about the same."""
    keys = [(event.occurrence or ONCE, event.product) for event in (one, other)]
    return one.voided is None and keys[0] == keys[1]


def _sent_back_between(thread: Iterable[Event], one: Event, other: Event) -> bool:
    first, last = sorted((one.date, other.date))
    return any(
        event.rule.means == "takes_back" and first <= event.date <= last and event.to in (None, one.to)
        for event in thread
    )


@positional_record
class _Use:
    """Where a document's number stands: whose numbers it is among, its day, and what it is the document of.

    `about` is empty where one document may well be that of many things.
    """

    issuer: str
    number: str
    year: int
    date: dt.date | None
    about: str = ""
    said: Message | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        """Numbers begin anew every year."""
        return self.issuer, " ".join(nfc(self.number).casefold().split()), self.year


class DocumentNumbers:
    """The numbers of documents that an office's records name; nothing is looked through before it is asked."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def used_twice(self, change: Change) -> Message | None:
        """The other use of a number that came with a change; None where it is that of one document."""
        for use in self._brought(change):
            for other in self._uses.get(use.key, ()):
                if use.date and other.date and use.date != other.date:
                    text = N_("number {number} stands there with the day {day}, too")
                    return msg(text, number=use.number, day=other.date)
                if use.about and other.about and use.about != other.about and other.said:
                    return msg(
                        N_("number {number} is that of {what}, too"), number=use.number, what=other.said
                    )
        return None

    def _brought(self, change: Change) -> Iterator[_Use]:
        """The uses that a change brings; those that were there before are no news."""
        is_otherwise = not isinstance(change, ReportChange) or _document(change.before) != _document(
            change.after
        )
        if is_otherwise and isinstance(change, ReportChange | EventChange | ItemChange | AmendmentChange):
            old, new = (list(_of_side(change, side)) for side in (change.before, change.after))
            yield from (use for use in new if use not in old)

    @cached_property
    def _uses(self) -> dict[tuple[str, str, int], list[_Use]]:
        found: dict[tuple[str, str, int], list[_Use]] = {}
        for use in self._all_uses():
            found.setdefault(use.key, []).append(use)
        return found

    def _all_uses(self) -> Iterator[_Use]:
        office = self._office
        for report in office.reports.values():
            yield from _of_report(report)
        for (item, _unit), events in office.events.items():
            for event in events:
                yield from _of_event(event, item)
        for head in office.item_files.values():
            yield from _of_source(head)
        for placed in office.history.amendments:
            yield from _of_amendment(placed.amendment)


def _document(report: Report | None) -> Document | None:
    return report.document if report else None


def _of_side(
    change: ReportChange | EventChange | ItemChange | AmendmentChange,
    side: Report | Event | ItemFile | Amendment | None,
) -> Iterator[_Use]:
    """The uses in a record before a change, or after it."""
    match side:
        case Report():
            yield from _of_report(side)
        case Event() if isinstance(change, EventChange):
            yield from _of_event(side, change.item)
        case ItemFile():
            yield from _of_source(side)
        case Amendment():
            yield from _of_amendment(side)


def _of_report(report: Report) -> Iterator[_Use]:
    """Each unit numbers its own documents; one report is one document."""
    if report.document:
        date = report.document.date
        day = date or report.received_on
        year = day.year if day else 0
        said = msg(N_("the report of {period}"), period=report.period)
        yield _Use(f"unit {report.unit}", report.document.number, year, date, str(report.period), said)


def _of_event(event: Event, item: str | None) -> Iterator[_Use]:
    """Of what happens once a document is its own; a decision may move many deadlines, a letter remind many units."""
    if event.document and not event.voided:
        date = event.document.date
        occurrence = event.occurrence or ONCE
        about = f"{item} {occurrence}" if event.rule.repetition == "once" else ""
        said = msg(
            "{id}" if occurrence == ONCE else "{id} {occurrence}", id=item or "", occurrence=occurrence
        )
        yield _Use("", event.document.number, (date or event.date).year, date, about, said)


def _of_source(head: ItemFile) -> Iterator[_Use]:
    """Several items may come from one document, which has one title."""
    source = head.source
    if source and source.number and source.date:
        title = f"“{source.title}”" if source.title else ""
        yield _Use("", source.number, source.date.year, source.date, title, msg("{title}", title=title))


def _of_amendment(amendment: Amendment) -> Iterator[_Use]:
    document = amendment.document
    if document.date:
        yield _Use("", document.number, document.date.year, document.date)
