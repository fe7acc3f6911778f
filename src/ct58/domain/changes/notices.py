"""What whoever approves a change has to know: closed books, what was reported, what is gone, what looks odd."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, get_args

from ct58.domain.changes.fields import FieldChange
from ct58.domain.changes.model import (
    Change,
    EventChange,
    FileChange,
    RecordChange,
    ReportChange,
)
from ct58.domain.changes.repeated import DocumentNumbers, event_told_again
from ct58.domain.planning.second_look import LEAST_JUMP, what_is_odd
from ct58.domain.records.office import Office
from ct58.domain.records.reports import ARRIVED, Report
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.records import record

NoticeKind = Literal[
    "warning", "settled", "closed", "issued", "deleted", "text", "twice", "number", "unsourced", "jump"
]
NOTICE_KINDS: tuple[NoticeKind, ...] = get_args(NoticeKind)
"""In the order of their weight. What is known of `warning` and `settled` are the view's findings and moves."""
LARGE_CORRECTION = Fraction(1, 2)
"""A correction by half of the old figure or more is rarely a slip of the pen."""
_VERBATIM = frozenset({"text", "title", "forms_text", "prepared_by", "number", "issued_on", "lines"})
"""Fields of the programme that repeat the document as issued."""

_OF_THE_DOCUMENT = frozenset({"clauses", "parts", "tasks", "groups", "programme"})


@record
class Notice:
    """One thing to know about one change; `figure` is the figure that is meant, if it is one."""

    kind: NoticeKind
    change: Change
    figure: str | None = None
    message: Message | None = None


def notices(before: Office, after: Office, changes: Sequence[Change], as_of: dt.date) -> tuple[Notice, ...]:
    """Everything worth knowing, by kind; within a kind in the order of the changes."""
    numbers = DocumentNumbers(after)
    found = [
        notice
        for change in changes
        for notice in (*_of_change(before, after, change, as_of), *_twice(after, numbers, change))
    ]
    return tuple(sorted(found, key=lambda notice: NOTICE_KINDS.index(notice.kind)))


def _of_change(before: Office, after: Office, change: Change, as_of: dt.date) -> Iterator[Notice]:
    period = _period_of(change)
    if period is not None and before.is_closed(period, as_of):
        yield Notice(
            kind="closed", change=change, message=msg(N_("the books of {period} are closed"), period=period)
        )
    if isinstance(change, ReportChange):
        yield from _issued(before, change)
        yield from _unsourced_report(change)
        yield from _jumps(after, change)
    if isinstance(change, EventChange):
        yield from _unsourced_event(change)
    yield from _deleted(change)
    yield from _verbatim(change)


def _twice(after: Office, numbers: DocumentNumbers, change: Change) -> Iterator[Notice]:
    """What is told a second time, and a document's number that stands for another document as well."""
    told, used = event_told_again(after, change), numbers.used_twice(change)
    if told is not None:
        yield Notice(kind="twice", change=change, message=told)
    if used is not None:
        yield Notice(kind="number", change=change, message=used)


def _period_of(change: Change) -> Period | None:
    """The period that a report or an event belongs to."""
    if isinstance(change, ReportChange):
        return change.period
    key = change.event.occurrence if isinstance(change, EventChange) else None
    return Period.parse(key) if key and key != "once" else None


def _issued(before: Office, change: ReportChange) -> Iterator[Notice]:
    """A figure that stood in a summary which is already out."""
    if change.how == "added" or not (change.figures or change.how in ("removed", "moved")):
        return
    for file in before.periods.values():
        for issue in file.issued:
            if file.period.covers(change.period):
                text = N_("already reported in “{name}” of {day}")
                yield Notice(
                    kind="issued",
                    change=change,
                    message=msg(text, name=issue.number or issue.name, day=issue.on),
                )


def _deleted(change: Change) -> Iterator[Notice]:
    """What is not there any more. A wrong event is voided, a unit closed; nothing needs to go."""
    if isinstance(change, RecordChange) and change.how == "removed":
        yield Notice(kind="deleted", change=change)
    for field in removed_entries(change):
        yield Notice(kind="deleted", change=change, figure=".".join(field.path))


def removed_entries(change: Change) -> Iterator[FieldChange]:
    """The whole records that are gone from a file which holds many."""
    for field in change.fields if isinstance(change, FileChange) else ():
        if field.new is None and field.old is not None and _is_entry(field):
            yield field


def _is_entry(field: FieldChange) -> bool:
    """Whether a whole record is gone, not a word in one."""
    return hasattr(field.old, "__record_fields__")


def _verbatim(change: Change) -> Iterator[Notice]:
    """The document as issued is changed; corrections stand beside it, so that is hardly ever right."""
    for field in verbatim_fields(change):
        yield Notice(kind="text", change=change, figure=".".join(field.path))


def verbatim_fields(change: Change) -> Iterator[FieldChange]:
    """What a change does to the words of the document as issued, and to its entries."""
    if isinstance(change, FileChange) and change.kind == "programme":
        for field in change.fields:
            is_word = field.path[-1] in _VERBATIM or _is_entry(field)
            if field.path[0] in _OF_THE_DOCUMENT and is_word:
                yield field


def _unsourced_report(change: ReportChange) -> Iterator[Notice]:
    """A corrected figure without its reason; a new report of which nobody can find the original."""
    after = change.after
    if change.how == "changed" and change.overwritten and not change.is_arrival and not change.corrections:
        yield Notice(kind="unsourced", change=change, message=_no_new_reason(after))
    if change.is_arrival and after and after.state in ARRIVED and not (after.document or after.source):
        yield Notice(kind="unsourced", change=change, message=msg(N_("neither document nor source")))


def _no_new_reason(report: Report | None) -> Message:
    """That none came with a change. One that stands there already may be its own: two people can have given the same."""
    corrections = report.corrections if report else ()
    if not corrections:
        return msg(N_("changed without a reason"))
    last = corrections[-1]
    text = N_("no new reason; the one that stands there: “{reason}” ({day})")
    return msg(text, reason=last.reason, day=last.date)


def _unsourced_event(change: EventChange) -> Iterator[Notice]:
    event = change.after
    if event and event.rule.rests_on_document and not event.document and not event.voided:
        yield Notice(kind="unsourced", change=change, message=msg(N_("without a document")))


def _jumps(after: Office, change: ReportChange) -> Iterator[Notice]:
    """Figures that deserve a second look, as they would while being typed in; and large corrections."""
    unit = after.units.get(change.unit)
    if unit is None or change.after is None or change.how == "moved":
        return
    for field in change.figures:
        figure = after.figure(field.path[0])
        if figure is None:
            continue
        odd = what_is_odd(after, unit, change.period, figure, change.after.figures)
        message = odd or _large_correction(field)
        if message is not None:
            yield Notice(kind="jump", change=change, figure=figure.key, message=message)


def _large_correction(field: FieldChange) -> Message | None:
    gain = field.gain
    if gain is None or -LEAST_JUMP < gain * 2 < LEAST_JUMP:
        return None
    if field.relative is None or abs(field.relative) < LARGE_CORRECTION:
        return None
    return msg(N_("a large correction, compare with the original"))


def kinds_of(found: Iterable[Notice]) -> dict[NoticeKind, list[Notice]]:
    """The notices of each kind; a kind without any has an empty list, because “none” is news, too."""
    grouped: dict[NoticeKind, list[Notice]] = {kind: [] for kind in NOTICE_KINDS}
    for notice in found:
        grouped[notice.kind].append(notice)
    return grouped
