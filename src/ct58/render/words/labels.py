"""Where something stands, in words and in the colour that goes with them: statuses, verdicts, events, values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ct58.domain.indicators.known import FigureCell
from ct58.domain.indicators.numbers import Number, rounded, rounded_count, rounded_percent, rounded_share
from ct58.domain.records.events import Event
from ct58.domain.records.places import is_period, place_of
from ct58.domain.records.programme import Figure, FormLine, ProductDay
from ct58.domain.records.scalars import NOT_APPLICABLE, NOT_RATED, FigureValue, is_number
from ct58.domain.standing.status import Standing
from ct58.domain.time.deadlines import DeadlineRule, day_of_year, quarter_of_year
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.words.speech import Speech, capital, roman
from ct58.views.reports import ReportRow
from ct58.views.vocabularies import NOT_RATED_WHY, UNDECIDED, UNSETTLED

if TYPE_CHECKING:  # most labels are about no indicator
    from ct58.domain.indicators.result import Coverage
    from ct58.domain.records.office import Office


def status_text(standing: Standing, speech: Speech, *, with_days: bool = True) -> str:
    """The status with its days: `Quá hạn 15 ngày, chưa thực hiện`; to be verified is added. A table may have the days beside."""
    parts = [status_word(standing, speech)]
    if standing.item.deadline.unread and standing.status == "ongoing":
        parts[0] = speech.gettext(N_("Its deadline is not read yet"))
    if with_days and standing.status in ("overdue", "completed_late"):
        parts[0] = f"{parts[0]} {speech.days(standing.days_overdue)}"
    if standing.replaced_by is not None:
        parts[0] = capital(replaced_text(standing.replaced_by, speech))
    if standing.status == "overdue":
        parts.append(speech.gettext(N_("in progress") if standing.started else N_("not begun")))
    if standing.extensions:
        parts.append(
            speech.say(msg(N_("extended {count} times"), count=speech.count(len(standing.extensions))))
        )
    if standing.needs_verification:
        parts.append(speech.gettext(N_("To be verified")).lower())
    return ", ".join(parts)


def _status_at_the_end(standing: Standing, speech: Speech) -> str:
    """How far something had come when an end came before its day; empty for all else.

    `Đã bắt đầu, chưa hoàn thành khi kết thúc hoạt động ngày 10/02/2025 (gần nhất: tiếp tục thực hiện 10/8/2021)`.
    """
    ended_on = standing.cut_on or standing.obligation.ended_on
    if standing.status == "ended":
        text = N_("No longer asked, the work having ended on {day}")
        return speech.say(
            msg(text if standing.cut_on else N_("No longer asked since {day}"), day=ended_on or "")
        )
    if standing.cut_on is None:
        return ""
    if standing.status == "ongoing":
        return speech.say(msg(N_("All the time, until the work ended on {day}"), day=standing.cut_on))
    text = N_("Begun, not finished when the work ended on {day}")
    said = speech.say(
        msg(text if standing.started else N_("Not begun when the work ended on {day}"), day=ended_on or "")
    )
    last = last_step(standing)
    if last is None:
        return said
    return said + speech.say(
        msg(N_(" (the last: {event} {day})"), event=speech.event(last.event), day=last.date)
    )


_NO_STEP = frozenset({"reminds", "promises", "remarks", "moves_deadline"})


def last_step(standing: Standing) -> Event | None:
    """The last thing that was done about something, or with it; a reminder or a promise is none."""
    return next((event for event in reversed(standing.events) if event.rule.means not in _NO_STEP), None)


def status_word(standing: Standing, speech: Speech) -> str:
    """The status alone, without days; what an end has cut short is said in full, and what waits for a choice as that."""
    if standing.is_unsettled:
        return speech.gettext(UNSETTLED)
    return _status_at_the_end(standing, speech) or speech.status(standing.status)


def replaced_text(period: Period, speech: Speech) -> str:
    """`đã thay bằng báo cáo năm 2021`."""
    return speech.say(msg(N_("replaced by the report of {period}"), period=period))


def report_state_text(row: ReportRow, speech: Speech) -> str:
    """Where a unit's report stands; of a longer period's report that came instead, which."""
    if row.standing.is_unsettled:
        return speech.gettext(UNSETTLED).lower()
    replaced_by = row.standing.replaced_by if row.state == "replaced" else None
    return replaced_text(replaced_by, speech) if replaced_by else speech.report_state(row.state)


def event_text(event: Event, speech: Speech) -> str:
    """What an event says beside its day and kind: `BTV · 12-TTr/BTG`."""
    parts: list[Message | str] = []
    if event.occurrence:
        parts.append(speech.period(Period.parse(event.occurrence)))
    if event.to:
        parts.append(msg(N_("to {body}"), body=speech.body(event.to)))
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
    head = f"{speech.date(event.date)} · {speech.event(event.event)}"
    return f"{head} · {details}" if details else head


_A_YEAR = 2021
"""Any year that is no leap year: a rule in words names none."""
_SAME_EVERY_TIME = {"month": 28, "quarter": 30, "year": 59}
"""So many days from the first on are the same days of every such time, whatever its length."""


def rule_text(rule: DeadlineRule, speech: Speech) -> str:
    """When a rule falls due, in words: `chậm nhất ngày 05 hằng tháng`, `20 ngày sau khi hết năm`."""
    return speech.say(_when_once(rule) if rule.every is None else _when_recurring(rule, speech))


def _when_once(rule: DeadlineRule) -> Message:
    if rule.before:
        return msg(N_("before {day}"), day=rule.before)
    if isinstance(rule.by, dt.date):
        return msg(N_("by {day}"), day=rule.by)
    return msg(N_("by the end of {period}"), period=rule.by or rule.within)


def _when_recurring(rule: DeadlineRule, speech: Speech) -> Message:
    period = speech.frequency(rule.every or "year")
    if rule.in_:
        return _in_part_of_year(rule, rule.in_, speech)
    if rule.at == "start":
        return _from_the_start(rule, speech)
    if rule.due_after:
        return msg(N_("{days} days after the {period}"), days=rule.due_after, period=period)
    return msg(N_("by the last day of each {period}"), period=period)


def _in_part_of_year(rule: DeadlineRule, part: str, speech: Speech) -> Message:
    """Of a day or a quarter of the year, with the days after it."""
    day = day_of_year(part, _A_YEAR)
    if day is None:
        quarter = quarter_of_year(part, _A_YEAR)
        if rule.at == "end":
            return _after_quarter(quarter, rule.due_after)
        day = quarter.first_day
    return _by_day_each_year(day + dt.timedelta(days=rule.due_after), speech)


def _after_quarter(quarter: Period, days: int) -> Message:
    number = roman(quarter.number)
    if days:
        return msg(N_("{days} days after quarter {number} of each year"), days=days, number=number)
    return msg(N_("by the end of quarter {number} of each year"), number=number)


def _from_the_start(rule: DeadlineRule, speech: Speech) -> Message:
    """Of the first days of each month, quarter or year."""
    number, every = rule.due_after + 1, rule.every or "year"
    if number > _SAME_EVERY_TIME[every]:
        return msg(
            N_("in the first {days} days of each {period}"), days=number, period=speech.frequency(every)
        )
    if every == "year":
        return _by_day_each_year(dt.date(_A_YEAR, 1, 1) + dt.timedelta(days=rule.due_after), speech)
    if every == "quarter":
        return msg(N_("by day {number} of each quarter's first month"), number=speech.count(number))
    return msg(N_("by day {number} of each month"), number=speech.count(number))


def _by_day_each_year(day: dt.date, speech: Speech) -> Message:
    """`chậm nhất ngày 31/01 hằng năm`."""
    text = speech.date(day)
    shown = text.replace(f"/{day.year}", "") if speech.is_vietnamese else text.replace(f"{day.year}-", "")
    return msg(N_("by {day} each year"), day=shown)


def rule_limits(rule: DeadlineRule, speech: Speech) -> Iterator[str]:
    """What else a recurring rule says: its first and last time, and the times with a day of their own."""
    if rule.from_:
        yield speech.say(msg(N_("from {period}"), period=rule.from_))
    if rule.until:
        yield speech.say(msg(N_("until {period}"), period=rule.until))
    for time, said in rule.exceptions.items():
        day = speech.gettext(N_("the end of its time")) if said == "end" else speech.date(said)
        yield speech.say(msg(N_("but {period}: {day}"), period=time, day=day))


def product_text(product: ProductDay, speech: Speech) -> str:
    """`Kế hoạch (mốc nội bộ 31/12/2021)`."""
    return speech.say(msg(N_("{product} (inner day: {day})"), product=product.name, day=product.due))


def lapse_text(rule: DeadlineRule, speech: Speech) -> str:
    """When what recurs is no longer asked for; empty where it always is."""
    if rule.lapses_after is None:
        return ""
    text = msg(
        N_("not asked for any more when {days} late: it counts as not done in that time"),
        days=speech.days(rule.lapses_after),
    )
    return speech.say(text)


def whole_rule_text(rule: DeadlineRule, speech: Speech) -> str:
    """All that a rule says, in one line."""
    limits = rule_limits(rule, speech) if rule.every else ()
    return "; ".join(filter(None, [rule_text(rule, speech), *limits, lapse_text(rule, speech)]))


NOTHING = "–"


def value_text(line: FormLine, value: FigureValue, speech: Speech) -> str:
    """A value as people read it: `1.250`, `Xuất sắc`, `12-CTr/ĐU; 05/4/2021`; a dash where nothing is given."""
    if value is None:
        return NOTHING
    if value == NOT_APPLICABLE:
        return speech.gettext(N_("does not apply"))
    if isinstance(value, Mapping):
        return _row_text(line, value, speech)
    if isinstance(value, tuple):
        return " | ".join(_row_text(line, row, speech) for row in value) or speech.gettext(N_("none"))
    if isinstance(value, str):
        return line.values.get(value, value)
    return speech.number(value) if is_number(value) else speech.show(value)


def answer_text(line: Figure, cell: FigureCell, speech: Speech) -> str:
    """What is known of a figure, with the reason beside it, or what a value that stands in the report waits for."""
    if cell.undecided is not None:
        return f"{value_text(line, cell.undecided, speech)} ({undecided_words(cell.undecided, speech)})"
    value = NOT_APPLICABLE if cell.state == "not_applicable" else cell.value
    reason = reason_of(cell)
    said = value_text(line, value, speech)
    return f"{said} ({reason})" if reason else said


def undecided_words(value: FigureValue, speech: Speech) -> str:
    """What is said of a value that does not count for want of its decision, or of its reason."""
    return speech.gettext(NOT_RATED_WHY if value == NOT_RATED else UNDECIDED)


def reason_of(cell: FigureCell) -> str | None:
    """Why a figure does not apply, or has no level, as the report says."""
    is_without = cell.state == "not_applicable" or cell.value == NOT_RATED
    return cell.report.reasons.get(cell.figure) if cell.report is not None and is_without else None


def _row_text(line: FormLine, row: Mapping[str, FigureValue], speech: Speech) -> str:
    fields = line.fields if isinstance(line, Figure) else ()
    given = [field for field in fields if row.get(field.key) is not None]
    return "; ".join(value_text(field, row[field.key], speech) for field in given) or NOTHING


def short_text(line: FormLine, value: FigureValue, speech: Speech) -> str:
    """A value in a narrow place: of a list only how many rows it has."""
    if isinstance(value, tuple) and value:
        return speech.gettext(N_("rows: {count}")).format(count=speech.count(len(value)))
    return value_text(line, value, speech)


__all__ = ["fraction", "quantity", "rounded", "rounded_count", "rounded_percent", "rounded_share"]


def quantity(value: Number | None, speech: Speech, *, is_share: bool) -> str:
    """`91,2%` or `1.250`; a dash where there is none. Whole percent have no decimal."""
    shown = rounded(value, is_share=is_share)
    if shown is None:
        return "–"
    is_whole = shown == int(shown)
    text = speech.number(int(shown) if is_whole else shown)
    return f"{text}%" if is_share else text


def fraction(numerator: Number | None, denominator: Number | None, speech: Speech) -> str:
    """`156/171`; a dash where nothing is known."""
    above, below = (rounded_count(number) for number in (numerator, denominator))
    if above is None:
        return "–"
    return speech.number(above) if below is None else f"{speech.number(above)}/{speech.number(below)}"


def units_open(coverage: Coverage, text: str, speech: Speech) -> str:
    """Of how many units something is missing, in the words of `text`, waits for a decision, or cannot be read."""
    counts = (
        (text, coverage.missing),
        (N_("{count} rated, no decision yet"), coverage.undecided),
        (N_("{count} cannot be read"), coverage.unreadable),
    )
    return ", ".join(speech.say(msg(said, count=speech.count(count))) for said, count in counts if count)


def rate_note(as_of: dt.date, speech: Speech) -> str:
    """`Đúng hạn: trên số đã đến hạn, kể cả hạn 30/6/2021; làm xong sớm được tính khi đến hạn`."""
    text = N_(
        "On time: of what was due by {day}, that day included; what is done early counts when its day comes."
    )
    return speech.say(msg(text, day=as_of))


def file_subject(file: str, office: Office | None, speech: Speech) -> str:
    """What a file of the data is about: `báo cáo quý II/2024 của Sở Y tế`; its name where nobody knows."""
    place = place_of(file)
    if place is None or office is None:
        return file
    unit = office.label(place.unit) if place.unit else ""
    period = speech.period(Period.parse(place.period)) if place.period and is_period(place.period) else ""
    subjects = {
        "report": msg(N_("report of {unit}, {period}"), unit=unit, period=period),
        "unit_events": msg(N_("events of {unit}"), unit=unit),
        "unit": msg(N_("register entry of {unit}"), unit=unit),
        "item": msg(N_("events of {unit}"), unit=place.item),
        "period": msg(N_("books of {period}"), period=period),
    }
    return speech.say(subjects.get(place.kind, file))
