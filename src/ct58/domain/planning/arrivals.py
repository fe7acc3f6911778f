"""Booking what has arrived: which units' reports, of which period, with which document, under which number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from ct58.domain.planning.edits import Edit, NewFile, Operation, SetValue, record_as_tree
from ct58.domain.planning.reports import check_asked, source_with
from ct58.domain.planning.values import given
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import report_file
from ct58.domain.records.reports import Document, Report
from ct58.domain.records.search import MOST_PERIOD_WORDS, split_period
from ct58.domain.records.unit_search import find_units, may_be_units
from ct58.domain.records.units import Unit
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.standing.report_calendar import lines_for
from ct58.domain.text.suggestions import enumeration
from ct58.domain.time.dates import is_written_as_date, is_written_as_period, parse_past_date, parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Refused
from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.records import record

_DOCUMENT_NUMBER = pattern(r"[0-9]+[^\s/-]*[-/](\S*)")
"""`12-BC/ĐU`, `05/BC-SYT`: a number, a sign, letters."""


@record
class ArrivalWords:
    """What is said of an arrival besides unit and period. `arrival_number` is that of the register of the year."""

    on: dt.date
    number: str | None = None
    document_date: dt.date | None = None
    arrival_number: int | None = None
    how: str | None = None

    @property
    def is_of_one(self) -> bool:
        """Whether something is said that only one document can have."""
        return bool(self.number or self.document_date or self.arrival_number is not None)


def is_document_number(word: str) -> bool:
    """Whether a word is written like a document's number."""
    found = _DOCUMENT_NUMBER.fullmatch(word)
    is_number = found is not None and any(char.isalpha() for char in found[1])
    return is_number and not is_written_as_period(word)


@record
class ArrivalLine:
    """What stands in one line about arrivals: units, and behind them a document's number, its date, a period."""

    units: tuple[Unit, ...]
    number: str | None = None
    document_date: dt.date | None = None
    period: Period | None = None


def arrival_line(office: Office, words: Sequence[str], today: dt.date) -> ArrivalLine:
    """The parts of a line such as `so y te 12-BC/ĐU 3/7`, the last three in any order.

    Raises BadUsage as `find_units` does; where a word is written like a day or a period and is none, of that word.
    """
    rest, line = list(words), ArrivalLine(units=())
    while len(rest) > 1 and rest[-1] not in office.units:
        taken = _last_part(office, rest, line, today)
        if taken is None:
            break
        rest, line = taken
    try:
        return replace(line, units=find_units(office, rest))
    except BadUsage as refusal:
        raise _slip_in(office, rest, today) or refusal from None


def _slip_in(office: Office, words: Sequence[str], today: dt.date) -> BadUsage | None:
    """What is wrong with the last word, which is no part of the line, or that no unit is named; None where it is not known."""
    rest = list(words)
    while rest and (count := _written_like_a_part(rest)):
        rest = rest[:-count]
    if not rest:
        return no_unit_named()
    if len(rest) == len(words) or not may_be_units(office, rest):
        return None
    text = " ".join(words[-_written_like_a_part(words) :])
    for is_written, parse in ((is_written_as_date, parse_past_date), (is_written_as_period, parse_period)):
        if is_written(text):
            return _refusal_by(parse, text, today)
    return _one_too_many(text)


def _written_like_a_part(words: Sequence[str]) -> int:
    """How many of the last words are written like a document's number, a day or a period."""
    if is_document_number(words[-1]):
        return 1
    for count in range(min(len(words), MOST_PERIOD_WORDS), 0, -1):
        text = " ".join(words[-count:])
        if is_written_as_date(text) or is_written_as_period(text):
            return count
    return 0


def _refusal_by(parse: Callable[[str, dt.date], object], text: str, today: dt.date) -> BadUsage:
    """Why a text means nothing; what does mean something is one too many in its line."""
    try:
        parse(text, today)
    except BadUsage as refusal:
        return refusal
    return _one_too_many(text)


def _one_too_many(text: str) -> BadUsage:
    return BadUsage(
        msg(
            N_("“{text}” is one too many: a line has one document number, one date and one period."),
            text=text,
        ),
        msg(N_("For example: ct58 receive so y te 12-BC/ĐU 3/7. The register: ct58 receive --list")),
    )


def no_unit_named() -> BadUsage:
    """That nobody knows whose report has arrived."""
    return BadUsage(
        msg(N_("Which unit has sent its report?")),
        msg(N_("For example: ct58 receive so y te 12-BC/ĐU 3/7. The register: ct58 receive --list")),
    )


def _last_part(
    office: Office, rest: list[str], line: ArrivalLine, today: dt.date
) -> tuple[list[str], ArrivalLine] | None:
    """The line with what its last words say, and the words before them; None where they belong to a name."""
    with suppress(BadUsage):
        if line.document_date is None:
            return rest[:-1], replace(line, document_date=parse_past_date(rest[-1], today))
    period = split_period(rest, today) if line.period is None else None
    if period is not None and not _names_units(office, rest):
        return period[0], replace(line, period=period[1])
    if line.number is None and is_document_number(rest[-1]):
        return rest[:-1], replace(line, number=rest[-1])
    return None


def _names_units(office: Office, words: Sequence[str]) -> bool:
    with suppress(BadUsage):
        return bool(find_units(office, words))
    return False


# ------------------------------------------------------------------ which period


def latest_periods(items: Iterable[Item], office: Office, on: dt.date) -> tuple[Period, ...]:
    """Of each line of the calendar the last period that had ended by a day: those that reports arrive for now."""
    found = []
    for item in items:
        ended = [o.period for o in item_occurrences(office, item) if office.last_day_of(o.period) < on]
        found += [max(ended, key=lambda period: (period.last_day, period.first_day))] if ended else []
    return tuple(dict.fromkeys(found))


def due_now(office: Office, unit: Unit, on: dt.date) -> tuple[Period, ...]:
    """The periods of which a report of the unit may be arriving: those that ended last, as far as it owes them.

    Of several that ended on one day (the year and its last quarter) those that are not in yet; all where all are.
    Empty where none has ended that it is asked for.
    """
    owed = [item for item in office.items.values() if item.kind == "report" and _is_owner(office, item, unit)]
    ended = [period for period in latest_periods(owed, office, on) if _is_asked(office, unit, period)]
    last = max((office.last_day_of(period) for period in ended), default=None)
    candidates = tuple(period for period in ended if office.last_day_of(period) == last)
    open_ones = tuple(period for period in candidates if not _is_in(office, unit, period))
    return open_ones or candidates


def _is_owner(office: Office, item: Item, unit: Unit) -> bool:
    return any(unit.id in office.meant_ids(item.owners or "", day) for day in office.first_days)


def _is_asked(office: Office, unit: Unit, period: Period) -> bool:
    day = office.last_day_of(period)
    lines = (
        item for item in lines_for(office, period) if unit.id in office.meant_ids(item.owners or "", day)
    )
    return next(lines, None) is not None and unit.is_valid_on(day)


def _is_in(office: Office, unit: Unit, period: Period) -> bool:
    report = office.reports.get((unit.id, str(period)))
    return report is not None and is_booked(report)


def period_meant(office: Office, unit: Unit, on: dt.date) -> Period:
    """The only period that a unit's report is arriving for now. Raises BadUsage with those that it may be for."""
    found = due_now(office, unit, on)
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadUsage(
            msg(N_("{unit} is asked for no report of a period that has ended."), unit=unit.name),
            msg(N_("Say which period: --period 2021-Q2")),
        )
    periods = enumeration(f"--period {period}" for period in found)
    raise BadUsage(
        msg(N_("{unit} sends several reports now: say of which period this is."), unit=unit.name),
        msg(N_("Add one of: {periods}"), periods=periods),
    )


def early_arrival(office: Office, period: Period, on: dt.date) -> Message | None:
    """What is worth a question about a report of a period that has not ended: perhaps a slip.

    None where it has, and where such reports fall due before the end.
    """
    last = office.last_day_of(period)
    if period.kind == "once" or last < on or _is_due_early(office, period, last):
        return None
    return msg(
        N_("{period} lasts until {last}: a report of it is said to have arrived on {day}."),
        period=period,
        last=last,
        day=on,
    )


def _is_due_early(office: Office, period: Period, last: dt.date) -> bool:
    times = (
        occurrence
        for item in office.items.values()
        if item.kind == "report"
        for occurrence in item_occurrences(office, item)
    )
    return any(time.period == period and time.due is not None and time.due <= last for time in times)


# ------------------------------------------------------------------------- plan


def plan_receive(office: Office, arrived: Sequence[tuple[Unit, Period]], words: ArrivalWords) -> Edit:
    """Book arrivals: state registered, first day of receipt kept. Of what has already arrived only what was not said yet.

    Raises BadUsage when a unit is not asked for this period's report, when nobody owes one, when the period had not
    begun, and where one document's number is said of several reports; Refused where another document, or another
    arrival number, is booked already.
    """
    _check_of_one(arrived, words)
    _check_document(office, arrived, words)
    check_arrival_number(office, (unit.id for unit, _period in arrived), words.arrival_number, words.on)
    operations: list[Operation] = []
    for unit, period in arrived:
        _check_may_arrive(office, period, words.on)
        check_asked(office, unit, period)
        report = office.reports.get((unit.id, str(period)))
        operations += _booked(unit, period, report, words)
    return tuple(operations)


def is_booked(report: Report) -> bool:
    """Whether the arrival of a report needs no booking: it arrived, and was not sent back."""
    return report.state in ("registered", "received", "partial", "empty")


def _booked(unit: Unit, period: Period, report: Report | None, words: ArrivalWords) -> Iterator[Operation]:
    file = report_file(unit.id, period)
    if report is None:
        new = Report(
            unit=unit.id,
            period=period,
            state="registered",
            received_on=words.on,
            document=_document(words),
            source=source_with(None, words.arrival_number, words.how),
        )
        yield NewFile(file=file, value=record_as_tree(new))
        return
    if not is_booked(report):
        yield SetValue(file=file, at=("state",), value="registered", expected=report.state)
        if report.received_on is None:
            yield SetValue(file=file, at=("received_on",), value=words.on, expected=None)
    yield from _what_was_not_said(file, report, words)


def _what_was_not_said(file: str, report: Report, words: ArrivalWords) -> Iterator[Operation]:
    """Document and source, as far as they are not known; a report that was sent back comes with another document."""
    document, known = _document(words), report.document
    if document is not None and document != known:
        if known is not None and known.number != document.number and is_booked(report):
            raise _another(N_("the document {known}"), known.number)
        date = known.date if known and known.number == document.number else None
        merged = Document(number=document.number, date=document.date or date)
        old = record_as_tree(known) if known else None
        if merged != known:
            yield SetValue(file=file, at=("document",), value=record_as_tree(merged), expected=old)
    source = source_with(report.source, words.arrival_number, words.how)
    if source != report.source:
        number = report.source.arrival_number if report.source else None
        if (
            number is not None
            and source is not None
            and source.arrival_number != number
            and is_booked(report)
        ):
            raise _another(N_("the arrival number {known}"), str(number))
        old = record_as_tree(report.source) if report.source else None
        yield SetValue(
            file=file, at=("source",), value=record_as_tree(source) if source else None, expected=old
        )


def _another(what: str, known: str) -> Refused:
    return Refused(
        msg(N_("This report is booked already, with {what}."), what=msg(what, known=known)),
        msg(N_("Take the booking back with ct58 undo, or correct the report: ct58 record report … --reason")),
    )


def _document(words: ArrivalWords) -> Document | None:
    number = given(words.number)
    return Document(number=number, date=words.document_date) if number else None


# ------------------------------------------------------------------ what is refused


def _check_of_one(arrived: Sequence[tuple[Unit, Period]], words: ArrivalWords) -> None:
    """Several reports in one line have several documents: a number belongs to none of them."""
    if words.is_of_one and len(arrived) > 1:
        raise belongs_to_one(msg(N_("Book that report by itself, the others in another line.")))


def belongs_to_one(hint: Message) -> BadUsage:
    """The refusal of a number that is said of several reports."""
    text = N_("A document's number, its date and an arrival number belong to one report, not to several.")
    return BadUsage(msg(text), hint)


def _check_document(office: Office, arrived: Sequence[tuple[Unit, Period]], words: ArrivalWords) -> None:
    """A date needs a number, and nobody gets what is not written yet."""
    known = [office.reports.get((unit.id, str(period))) for unit, period in arrived]
    if words.document_date and not given(words.number) and not any(r and r.document for r in known):
        raise BadUsage(
            msg(N_("A document's date needs its number.")),
            msg(N_("For example: 12-BC/ĐU 3/7. The day on which it arrived is said with --on.")),
        )
    if words.document_date and words.document_date > words.on:
        raise BadUsage(
            msg(
                N_("The document of {date} cannot have arrived on {day}, before it was written."),
                date=words.document_date,
                day=words.on,
            ),
            msg(N_("Check both days; the day on which it arrived is said with --on.")),
        )


def check_arrival_number(office: Office, units: Iterable[str], number: int | None, on: dt.date) -> None:
    """Refuse a number of the register that stands for another unit's document: it begins anew each year only."""
    if number is None:
        return
    own = set(units)
    for report in office.reports.values():
        is_same = report.source is not None and report.source.arrival_number == number
        if is_same and report.unit not in own and _year(report.received_on) == on.year:
            raise Refused(
                msg(
                    N_("The arrival number {number} of {year} is that of {unit}, {period}."),
                    number=str(number),
                    year=str(on.year),
                    unit=office.label(report.unit),
                    period=report.period,
                ),
                msg(
                    N_("See the register: ct58 receive --list --on {day}"),
                    day=report.received_on.isoformat() if report.received_on else "",
                ),
            )


def _year(day: dt.date | None) -> int | None:
    return day.year if day else None


def _check_may_arrive(office: Office, period: Period, on: dt.date) -> None:
    """An arrival is judged by the calendar; figures given once, and kinds of period without one, have none."""
    if any(rule.period_kind == period.kind for rule in office.programme.reporting):
        lines_for(office, period)
    if on < period.first_day and period.kind != "once":
        raise BadUsage(
            msg(
                N_("{period} begins only on {first}: its report cannot have arrived on {day}."),
                period=period,
                first=period.first_day,
                day=on,
            ),
            msg(N_("Check the year and the period.")),
        )
