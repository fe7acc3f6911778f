"""What a change moves of results that are settled: of closed periods, and of summaries that were issued.

Settled is what was known on a day, that of the closing or of a summary's figures; of a closed period's indicators also
what the screens show now. A verdict, a number, a count or a status that differs is a move, with what it was and is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ct58.domain.changes.influence import (
    Book,
    Influence,
    StateDifference,
    is_reopened,
    reaches_count,
    reaches_item,
    windows_in,
)
from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.numbers import Number, Yardstick
from ct58.domain.indicators.result import Assessment, Verdict
from ct58.domain.indicators.windows import Window
from ct58.domain.records.committee import ReportCount
from ct58.domain.records.items import Item
from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.obligations import obligations
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.standing.report_calendar import replacing_periods
from ct58.domain.standing.status import UNCOUNTED, Standing, standing
from ct58.domain.time.deadlines import Occurrence
from ct58.domain.time.period import Period
from ct58.records import record


@record
class SettledFigure:
    """What an indicator came to, on its own base or in another reading."""

    indicator: Indicator
    window: Window
    reading: str | None
    yardstick: Yardstick
    numerator: Number | None
    denominator: Number | None
    value: Number | None
    verdict: Verdict


@record
class SettledCount:
    """How many reports of a line of the calendar were expected, had arrived, and in time."""

    item: Item
    period: Period
    count: ReportCount


@record
class SettledStatus:
    """Where something stood that had fallen due."""

    standing: Standing


Settled = SettledFigure | SettledCount | SettledStatus


@record
class SettledMove:
    """A settled result that another state of the data gives otherwise (None: there it is not), and the books that have it.

    `has_reason`: a reason stands beside a change that can have moved it, or its books were opened again; `file` is that of
    such a change, the first without a reason where there is one.
    """

    books: tuple[Book, ...]
    before: Settled | None
    after: Settled | None
    has_reason: bool
    file: str

    @property
    def is_of_closed(self) -> bool:
        """Whether a closed period has it, not only what was issued."""
        return any(book.basis != "issued" for book in self.books)

    @property
    def known(self) -> Settled:
        """The result as it is now, else as it was."""
        found = self.after or self.before
        assert found is not None
        return found


def needed_for_settled(before: Office, after: Office, as_of: dt.date) -> frozenset[str] | None:
    """The periods whose reports tell what of the settled moves; None where nothing can.

    What differs, the programme and the periods' files say enough.
    """
    influence = Influence(before, after, as_of)
    found: set[str] = set()
    is_reached = False
    for book in influence.books:
        differing = influence.of(book)
        for office in (_worded(side, book.day) for side in (before, after) if differing):
            for indicator, window in _reached(influence, office, book, differing):
                is_reached = True
                found |= influence.periods(office, indicator, window)
            for item in _reached_items(office, book, differing):
                is_reached = True
                found |= set(_shown_by(office, book, item))
    return frozenset(found) if is_reached else None


def _worded(office: Office, day: dt.date) -> Office:
    """The office in the words of a day, which are always the same where no amendment and no end came."""
    return as_known(office, day) if office.history.is_amended or office.closed_on else office


def _reached_items(office: Office, book: Book, differing: tuple[StateDifference, ...]) -> Iterator[Item]:
    """The items that can be reached, and of which something falls into a book."""
    for item in office.items.values() if book.basis != "today" else ():
        if item.kind == "report":
            is_reached = any(reaches_count(one, item.id, book.period) for one in differing)
        else:
            is_reached = any(reaches_item(one, item.id) for one in differing)
        if is_reached and any(_falls_into(book, item, one) for one in item_occurrences(office, item)):
            yield item


def _falls_into(book: Book, item: Item, occurrence: Occurrence) -> bool:
    if item.kind == "report":
        return _counts_in(book, item, occurrence.period)
    return item.is_amended or _falls_due_in(book, occurrence.due)


def _shown_by(office: Office, book: Book, item: Item) -> Iterator[str]:
    """The periods whose reports show where something stands."""
    for occurrence in item_occurrences(office, item):
        if _falls_into(book, item, occurrence):
            if item.kind == "report":
                yield from (str(period) for period in replacing_periods(office, occurrence.period))
            if item.kind == "report" or item.done_when:
                yield from ("once", occurrence.key)


def _reached(
    influence: Influence, office: Office, book: Book, differing: tuple[StateDifference, ...]
) -> Iterator[tuple[Indicator, Window]]:
    for indicator in office.programme.indicators:
        for window in windows_in(office, indicator, book.period):
            if any(influence.reaches(one, office, indicator, window) for one in differing):
                yield indicator, window


def settled_moves(before: Office, after: Office, as_of: dt.date) -> tuple[SettledMove, ...]:
    """The settled results that differ, in order of time and then of the programme; one that moves alike in several books once."""
    influence = Influence(before, after, as_of)
    knowledge: dict[tuple[int, dt.date], Answers] = {}
    moved: dict[object, SettledMove] = {}
    for book in influence.books:
        differing = influence.of(book)
        if differing:
            only = _suspects(influence, knowledge, book, differing)
            if only is not None and not only:
                continue
            old, new = (
                dict(_results(influence, _known(knowledge, office, book.day), book, differing, only))
                for office in (before, after)
            )
            for key in dict.fromkeys((*old, *new)):
                was, now = old.get(key), new.get(key)
                if _said(was) != _said(now):
                    movers = _movers(influence, differing, was, now)
                    move = SettledMove(
                        books=(book,),
                        before=was,
                        after=now,
                        has_reason=is_reopened(book, before, after) or any(one.has_reason for one in movers),
                        file=next((one.file for one in movers if not one.has_reason), movers[0].file),
                    )
                    _add(moved, (key, _said(was), _said(now)), move)
    return tuple(moved.values())


def _add(moved: dict[object, SettledMove], key: object, move: SettledMove) -> None:
    """Put a move to the same one of other books; it has its reason where it has one in all of them."""
    known = moved.get(key)
    if known is not None:
        has_reason = move.has_reason and known.has_reason
        move = replace(known, books=(*known.books, *move.books), has_reason=has_reason)
    moved[key] = move


def _known(knowledge: dict[tuple[int, dt.date], Answers], office: Office, day: dt.date) -> Answers:
    """What an office could answer on a day; worked out once."""
    key = (id(office), day)
    if key not in knowledge:
        knowledge[key] = Answers(as_known(office, day), day)
    return knowledge[key]


def _movers(
    influence: Influence,
    differing: Iterable[StateDifference],
    before: Settled | None,
    after: Settled | None,
) -> list[StateDifference]:
    """The differences that can have moved a result; all, where only their sum can."""
    sides = ((influence.before, before), (influence.after, after))
    parts = [part for one in differing for part in one.parts or (one,)]
    found = [one for one in parts if any(_can_move(influence, one, office, side) for office, side in sides)]
    return found or parts


def _can_move(influence: Influence, one: StateDifference, office: Office, result: Settled | None) -> bool:
    match result:
        case SettledFigure():
            return influence.reaches(one, office, result.indicator, result.window)
        case SettledCount():
            return reaches_count(one, result.item.id, result.period)
        case SettledStatus():
            return reaches_item(one, result.standing.item.id)
    return False


# -------------------------------------------------------------------- results


def _results(
    influence: Influence,
    answers: Answers,
    book: Book,
    differing: tuple[StateDifference, ...],
    only: frozenset[_Name] | None,
) -> Iterator[tuple[object, Settled]]:
    """The results of a book that can be reached, or only some, as one side knew them on its day."""
    known = answers.office
    for indicator, window in _reached(influence, known, book, differing):
        if only is None or _name(indicator, window) in only:
            yield from _figures(answers, indicator, window)
    for item in _reached_items(known, book, differing):
        if only is None or item.id in only:
            yield from _counts(known, item, book) if item.kind == "report" else _statuses(known, item, book)


# ------------------------------------------------------------- what can be passed over

_Name = str | tuple[str, Period, Period | None]
"""An item by its id, or an indicator in a window."""
_FEW = 4
"""Units are looked at alone where they are at most one in so many."""


def _name(indicator: Indicator, window: Window) -> _Name:
    return (indicator.id, window.period, window.through)


def _suspects(
    influence: Influence,
    knowledge: dict[tuple[int, dt.date], Answers],
    book: Book,
    differing: tuple[StateDifference, ...],
) -> frozenset[_Name] | None:
    """What may move in a book; None for all that can be reached.

    Where few units differ, what they alone add is worked out first: where that is the same, so is the whole.
    """
    of_units = tuple(one for one in differing if one.units)
    units = influence.family(frozenset[str]().union(*(one.units for one in of_units)))
    if not of_units or len(units) * _FEW > len(influence.after.units):
        return None
    old, new = (
        dict(_traces(influence, _known(knowledge, office, book.day), book, of_units))
        for office in influence.alone(units)
    )
    found = {name for name in {**old, **new} if old.get(name) != new.get(name)}
    others = tuple(one for one in differing if not one.units)
    for office in (influence.before, influence.after) if others else ():
        known = _known(knowledge, office, book.day).office
        found |= {_name(*entry) for entry in _reached(influence, known, book, others)}
        found |= {item.id for item in _reached_items(known, book, others)}
    return frozenset(found)


def _traces(
    influence: Influence, answers: Answers, book: Book, differing: tuple[StateDifference, ...]
) -> Iterator[tuple[_Name, object]]:
    """What each unit adds to an indicator, or where it stands with an item."""
    known = answers.office
    for indicator, window in _reached(influence, known, book, differing):
        found = evaluate(answers, indicator, window)
        bases = (found.main, *(entry.assessment for entry in found.readings))
        yield (
            _name(indicator, window),
            [(c.unit.id, c.point, c.fixed, c.open, c.has_data) for base in bases for c in base.contributions],
        )
    for item in _reached_items(known, book, differing):
        owed = obligations(known, book.day, [item], lambda one, o: _falls_into(book, one, o))
        stand = (standing(known, entry, book.day) for entry in owed)
        yield (
            item.id,
            [(o.unit and o.unit.id, o.occurrence, one.status) for one in stand for o in [one.obligation]],
        )


def _figures(answers: Answers, indicator: Indicator, window: Window) -> Iterator[tuple[object, Settled]]:
    found = evaluate(answers, indicator, window)
    bases: list[tuple[str | None, Assessment]] = [(None, found.main)]
    bases += [(entry.reading.name, entry.assessment) for entry in found.readings]
    for name, base in bases:
        settled = SettledFigure(
            indicator=found.indicator,
            window=window,
            reading=name,
            yardstick=base.yardstick,
            numerator=base.numerator,
            denominator=base.denominator,
            value=base.value,
            verdict=base.verdict,
        )
        yield ("indicator", indicator.id, window.period, window.through, name), settled


def _counts_in(book: Book, item: Item, period: Period) -> bool:
    """Whether a line of the calendar is counted in a book for a period: its own, in a term's book all of it."""
    if item.kind != "report":
        return False
    return book.period.covers(period) if book.period.kind == "span" else period == book.period


def _counts(office: Office, item: Item, book: Book) -> Iterator[tuple[object, Settled]]:
    """The counts of a line of the calendar, period by period; what is suspended or dropped is not expected."""
    rows: dict[Period, list[Standing]] = {}
    owed = obligations(office, book.day, [item], lambda one, o: _counts_in(book, one, o.period))
    for entry in owed:
        rows.setdefault(entry.occurrence.period, []).append(standing(office, entry, book.day))
    for period, found in rows.items():
        listed = [one for one in found if one.status not in UNCOUNTED]
        count = ReportCount(
            expected=len(listed),
            actual=sum(one.done_on is not None for one in listed),
            actual_on_time=sum(one.is_on_time for one in listed),
        )
        if listed:
            yield ("reports", item.id, period), SettledCount(item=item, period=period, count=count)


def _falls_due_in(book: Book, due: dt.date | None) -> bool:
    """Whether something fell due in the time of a book, and before its day was over."""
    return due is not None and book.period.first_day <= due <= min(book.period.last_day, book.day)


def _statuses(office: Office, item: Item, book: Book) -> Iterator[tuple[object, Settled]]:
    """Where each occurrence stands whose day has come; what was finished has the day of the wording it was finished under."""
    owed = obligations(
        office, book.day, [item], lambda _item, o: item.is_amended or _falls_due_in(book, o.due)
    )
    for entry in owed:
        found = standing(office, entry, book.day)
        if _falls_due_in(book, found.obligation.occurrence.due):
            key = ("item", item.id, entry.occurrence.key, entry.unit.id if entry.unit else None)
            yield key, SettledStatus(standing=found)


def _said(result: Settled | None) -> object:
    """What of a result makes a difference."""
    match result:
        case SettledFigure():
            return (result.verdict, result.numerator, result.denominator, result.value)
        case SettledCount():
            return result.count
        case SettledStatus():
            return result.standing.status
    return None
