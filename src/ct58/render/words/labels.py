"""Where something stands, in words and in the colour that goes with them: statuses, verdicts, events, values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from ct58.domain.indicators.numbers import (
    COUNT,
    PERCENT,
    YES_OR_NO,
    Number,
    Yardstick,
    rounded,
    rounded_count,
    rounded_percent,
    rounded_share,
)
from ct58.domain.records.events import Event
from ct58.domain.records.places import is_period, place_of
from ct58.domain.records.programme import Figure, FormLine, ProductDay
from ct58.domain.records.scalars import NOT_APPLICABLE, NOT_RATED, FigureValue, is_number
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.words.cells import day_words
from ct58.render.words.speech import Speech, capital
from ct58.views.page import Words, words
from ct58.views.vocabularies import NOT_RATED_WHY, STATUSES, UNDECIDED, UNSETTLED, Shown

if TYPE_CHECKING:  # most labels are about no indicator
    from ct58.domain.indicators.known import FigureCell
    from ct58.domain.indicators.result import Coverage
    from ct58.domain.records.office import Office
    from ct58.domain.standing.status import Standing, Status
    from ct58.views.reports import ReportRow


def shown_as(standing: Standing) -> Shown:
    """The colour and tone of a status; of what waits for a choice those of what nobody knows."""
    return STATUSES["unreadable" if standing.is_unsettled else standing.status]


def status_text(standing: Standing, speech: Speech, *, with_days: bool = True) -> str:
    """The status with its days: `Quá hạn 15 ngày, chưa thực hiện`; to be verified is added. A table may have the days beside."""
    parts = [status_word(standing, speech)]
    if standing.item.deadline.unread and standing.status == "ongoing":
        parts[0] = speech.gettext(N_("Its deadline is not read yet"))
    if with_days and not standing.is_unsettled and standing.status in ("overdue", "completed_late"):
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
    if said := _status_at_the_end(standing, speech):
        return said
    if standing.waits and standing.status in _WAITING:
        return speech.gettext(_WAITING[standing.status])
    return speech.status(standing.status)


def due_day_words(standing: Standing, speech: Speech) -> Words:
    """The due day, marked where the office set it; of what hangs on an event that has not happened, that it is not known yet."""
    if standing.waits:
        return words(speech.gettext(NOT_KNOWN))
    return day_words(standing.due, speech, mark=ASSUMED_MARK if standing.item.deadline.assumed else "")


NOT_KNOWN = N_("not known yet")
ASSUMED_MARK = "*"
_WAITING: Mapping[Status, str] = {
    "not_started": N_("Not begun, deadline not known yet"),
    "in_progress": N_("In progress, deadline not known yet"),
}


def done_on_text(standing: Standing, speech: Speech) -> str:
    """The day on which it was done, or each that is told of it: `25/6/2021 hay 30/6/2021`; empty where it is not."""
    if standing.done_on is None:
        return ""
    days = dict.fromkeys(event.date for event in standing.contested) or (standing.done_on,)
    return speech.gettext(N_(" or ")).join(map(speech.date, days))


def replaced_text(period: Period, speech: Speech) -> str:
    """`đã thay bằng báo cáo năm 2021`."""
    return speech.say(msg(N_("replaced by the report of {period}"), period=period))


def report_state_text(row: ReportRow, speech: Speech) -> str:
    """Where a unit's report stands; of a longer period's report that came instead, which."""
    replaced_by = row.standing.replaced_by if row.state == "replaced" else None
    if replaced_by:
        return replaced_text(replaced_by, speech)
    return speech.report_state(row.state, is_unsettled=row.standing.is_unsettled)


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


def product_text(product: ProductDay, speech: Speech) -> str:
    """`Kế hoạch (mốc nội bộ 31/12/2021)`."""
    return speech.say(msg(N_("{product} (inner day: {day})"), product=product.name, day=product.due))


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


def quantity(value: Number | None, speech: Speech, *, told: Yardstick) -> str:
    """`91,2%`, `1.250`, `15 bác sĩ/vạn dân`; a dash where there is none.

    There are no noughts at its end, unless it is stated how many decimals there are.
    """
    text = bare_quantity(value, speech, told=told)
    return text if value is None else f"{text}{unit_after(told.unit)}"


def bare_quantity(value: Number | None, speech: Speech, *, told: Yardstick) -> str:
    """The number alone, for a place that says the unit itself."""
    shown = rounded(value, told=told)
    if shown is None:
        return "–"
    if told.unit == YES_OR_NO.unit and shown in (0, 1):
        return speech.gettext(N_("yes") if shown else N_("no"))
    return speech.number(shown if told.decimals is not None else _without_noughts(shown))


def _without_noughts(shown: Decimal | int) -> Decimal | int:
    """`2,9` for what was rounded to `2,90`, `3` for `3,00`."""
    return int(shown) if shown == int(shown) else Decimal(shown).normalize()


def range_in_signs(low: Number | None, high: Number | None, speech: Speech, *, told: Yardstick) -> str:
    """`87,6–91,6%`, `≥ 12`, or the one value that both ends are; empty where nothing limits it."""
    if low is None and high is None:
        return ""
    first, last = (quantity(end, speech, told=told) for end in (low, high))
    if high is None:
        return f"≥ {first}"
    if low is None:
        return f"≤ {last}"
    return first if first == last else f"{first.removesuffix('%')}–{last}"


def lack_text(value: Number, speech: Speech) -> str:
    """How much lacks, or is too much: `05`, `0,3`."""
    return (
        speech.count(abs(value)) if isinstance(value, int) else bare_quantity(abs(value), speech, told=COUNT)
    )


def unit_after(unit: str) -> str:
    """What stands behind a number: `%`, ` bác sĩ/vạn dân`, `%/năm`; nothing behind a plain count."""
    if unit in (COUNT.unit, YES_OR_NO.unit) or not unit.strip():
        return ""
    if unit == PERCENT.unit:
        return "%"
    return unit if unit.startswith("%") else f" {unit}"


def fraction(
    numerator: Number | None, denominator: Number | None, speech: Speech, told: Yardstick = COUNT
) -> str:
    """`156/171`; one number as it is told where nothing is divided; a dash where nothing is known."""
    if denominator is None and not told.is_share:
        return bare_quantity(numerator, speech, told=told)
    above, below = (rounded_count(number) for number in (numerator, denominator))
    if above is None:
        return "–"
    return speech.number(above) if below is None else f"{speech.number(above)}/{speech.number(below)}"


def unread_counts(unreadable: int, waiting: int) -> tuple[tuple[str, int], ...]:
    """How many nobody can read, and how many of them only wait until somebody says which of two values is right."""
    return (
        (N_("{count} cannot be read"), unreadable - waiting),
        (N_("{count} wait to be settled"), waiting),
    )


def unread_texts(unreadable: int, waiting: int, speech: Speech) -> list[str]:
    """The same, where there are any."""
    told = unread_counts(unreadable, waiting)
    return [speech.say(msg(text, count=speech.count(count))) for text, count in told if count]


def units_open(coverage: Coverage, text: str, speech: Speech) -> str:
    """Of how many units something is missing, in the words of `text`, waits for a decision, or cannot be read."""
    counts = (
        (text, coverage.missing),
        (N_("{count} rated, no decision yet"), coverage.undecided),
        *unread_counts(coverage.unreadable, coverage.waiting),
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
