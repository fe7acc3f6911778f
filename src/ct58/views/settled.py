"""Settled results that a change moves, in words: what, from what to what, in which books, and whether a reason stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from ct58.domain.changes.influence import Book
from ct58.domain.changes.settled import (
    Settled,
    SettledCount,
    SettledFigure,
    SettledMove,
    SettledStatus,
)
from ct58.domain.indicators.numbers import PERCENT, Number, rounded, rounded_count
from ct58.errors import Finding
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.views.vocabularies import STATUSES, UNSETTLED, verdict_shown

SettledKind = Literal["indicator", "reports", "item"]


@record
class SettledRow:
    """One settled result that moves, or several of one item that move alike; `units` are those that owe it.

    `period` is the key of its own period, `books` the words for those in which it stands. `file` is where what moves it
    stands.
    """

    kind: SettledKind
    id: str
    period: str
    subject: Message
    before: Message
    after: Message
    books: tuple[Message, ...]
    units: tuple[str, ...]
    has_reason: bool
    is_of_closed: bool
    file: str

    @property
    def text(self) -> Message:
        """The whole in one line."""
        said = N_("{subject}: {before} → {after} ({books})")
        if not self.has_reason:
            said = N_("{subject}: {before} → {after} ({books}); no reason stands beside it")
        return msg(said, subject=self.subject, before=self.before, after=self.after, books=self.place)

    @property
    def place(self) -> Message:
        """Where it stands: the first of the books, and how many more."""
        return _listed(self.books)


def settled_rows(moves: Iterable[SettledMove]) -> tuple[SettledRow, ...]:
    """The rows: what has no reason first, then where a verdict turns, else in order of time and of the programme."""
    groups: dict[object, list[SettledMove]] = {}
    for move in moves:
        groups.setdefault(_alike(move), []).append(move)
    rows = [_row(group) for group in groups.values()]
    return tuple(sorted(rows, key=lambda row: (row.has_reason, not row.is_of_closed)))


def settled_findings(rows: Sequence[SettledRow]) -> Iterator[Finding]:
    """A finding for each: an error only where a closed period moves and no reason stands beside the change."""
    for row in rows:
        code = "T606" if row.is_of_closed and not row.has_reason else "T607"
        params = {"subject": row.subject, "before": row.before, "after": row.after}
        yield Finding(code=code, file=row.file, params={**params, "books": row.place})


def _alike(move: SettledMove) -> object:
    """What is told together: the same of one item, of many units."""
    if not isinstance(move.known, SettledStatus):
        return id(move)
    owed = move.known.standing.obligation
    sides = (_status(side) for side in (move.before, move.after))
    books = tuple((book.period, book.day, book.basis) for book in move.books)
    return (owed.item.id, owed.occurrence.key, *sides, books, move.has_reason, move.file)


def _status(side: Settled | None) -> str | None:
    return side.standing.status if isinstance(side, SettledStatus) else None


def _row(group: Sequence[SettledMove]) -> SettledRow:
    move = group[0]
    units = tuple(_unit(entry) for entry in group if _unit(entry))
    kind, id_, period = _name(move.known)
    return SettledRow(
        kind=kind,
        id=id_,
        period=period,
        subject=_subject(move.known, units),
        before=_result(move.before, is_closed=move.is_of_closed),
        after=_result(move.after, is_closed=move.is_of_closed),
        books=tuple(_books(move.books)),
        units=units,
        has_reason=move.has_reason,
        is_of_closed=move.is_of_closed,
        file=move.file,
    )


def _unit(move: SettledMove) -> str:
    known = move.known
    owner = known.standing.obligation.unit if isinstance(known, SettledStatus) else None
    return owner.label if owner else ""


def _name(known: Settled) -> tuple[SettledKind, str, str]:
    match known:
        case SettledFigure():
            return "indicator", known.indicator.id, str(known.window.through or known.window.period)
        case SettledCount():
            return "reports", known.item.id, str(known.period)
        case SettledStatus():
            owed = known.standing.obligation
            return "item", owed.item.id, owed.occurrence.key


def _subject(known: Settled, units: Sequence[str]) -> Message:
    """`CT-08, năm 2021`, `Báo cáo năm, năm 2021`, `NV-02 (3 đơn vị)`."""
    match known:
        case SettledFigure():
            period = known.window.through or known.window.period
            if known.reading:
                text = N_("{id} ({reading}), {period}")
                return msg(text, id=known.indicator.id, reading=known.reading, period=period)
            return msg(N_("{id}, {period}"), id=known.indicator.id, period=period)
        case SettledCount():
            return msg(
                N_("{id} {title}, {period}"), id=known.item.id, title=known.item.title, period=known.period
            )
        case SettledStatus():
            owed = known.standing.obligation
            plain = msg("{id}", id=owed.item.id)
            if owed.occurrence.key != "once":
                plain = msg(N_("{id}, {period}"), id=owed.item.id, period=owed.occurrence.period)
            if len(units) > 1:
                return msg(N_("{subject} ({count} units)"), subject=plain, count=len(units))
            return msg(N_("{subject} ({unit})"), subject=plain, unit=units[0]) if units else plain


def _result(side: Settled | None, *, is_closed: bool) -> Message:
    match side:
        case SettledFigure():
            return _figure(side, is_closed=is_closed)
        case SettledCount():
            text = N_("{actual}/{expected} arrived, {on_time} on time")
            count = side.count
            return msg(text, actual=count.actual, expected=count.expected, on_time=count.actual_on_time)
        case SettledStatus():
            standing = side.standing
            return msg(UNSETTLED if standing.is_unsettled else STATUSES[standing.status].word)
    return msg(N_("not there"))


def _figure(side: SettledFigure, *, is_closed: bool) -> Message:
    """`15/15 = 100%, đạt`, `131, chưa đạt`; without figures the verdict alone."""
    verdict = msg(verdict_shown(side.verdict, is_closed=is_closed).in_documents)
    if side.numerator is None:
        return verdict
    if not side.yardstick.is_share:
        return msg(N_("{value}, {verdict}"), value=_count(side.numerator), verdict=verdict)
    above, below = _count(side.numerator), _count(side.denominator)
    if side.value is None:
        return msg(N_("{above}/{below}, {verdict}"), above=above, below=below, verdict=verdict)
    share = rounded(side.value, told=side.yardstick)
    whole = Decimal(int(share)) if share is not None and share == int(share) else share
    text = N_("{above}/{below} = {share}%, {verdict}")
    if side.yardstick.unit != PERCENT.unit:
        text = N_("{above}/{below} = {share} {unit}, {verdict}")
        return msg(text, above=above, below=below, share=whole, unit=side.yardstick.unit, verdict=verdict)
    return msg(text, above=above, below=below, share=whole, verdict=verdict)


def _count(number: Number | None) -> Decimal:
    return Decimal(rounded_count(number) or 0)


def _books(books: Sequence[Book]) -> Iterator[Message]:
    """In which books: the closed ones, as they are shown now only where nothing else moves, and what was issued."""
    closed = {book.period for book in books if book.basis == "closed"}
    for book in books:
        if book.basis == "closed":
            yield msg(N_("books of {period}, closed {day}"), period=book.period, day=book.day)
        elif book.issue is not None:
            name = book.issue.number or book.issue.name
            yield msg(N_("report {name}, figures of {day}"), name=name, day=book.day)
        elif book.period not in closed:
            yield msg(N_("books of {period}, as shown now"), period=book.period)


def _listed(books: Sequence[Message]) -> Message:
    """Two of them by name, and how many more."""
    if len(books) == 1:
        return books[0]
    if len(books) == 2:
        return msg(N_("{first}; {second}"), first=books[0], second=books[1])
    text = N_("{first}; {second}; {count} more")
    return msg(text, first=books[0], second=books[1], count=len(books) - 2)
