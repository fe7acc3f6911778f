"""Deadline rules in words, for where no literal text stands beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from ct58.domain.time.days import OnHoliday
from ct58.domain.time.deadlines import After, DeadlineRule
from ct58.domain.time.due_days import (
    WEEKDAYS,
    Cycle,
    Day,
    MonthDay,
    MonthOfPeriod,
    WeekDay,
    YearDay,
    YearOfPeriod,
    day_of_year,
    part_of_year,
)
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.words.speech import Speech, roman

_A_YEAR, _A_LEAP_YEAR = 2021, 2024
"""Any year of either length: a rule in words names none."""
_MONTHS_END = 31
_SAME_EVERY_TIME = {"week": 7, "month": 28, "quarter": 30, "half": 59, "year": 59}
"""So many days from the first on are the same days of every such time, whatever its length."""
_MONTHS: Mapping[MonthOfPeriod, tuple[str, str]] = {
    "first_month": (
        N_("day {day} of the first month of each {period}"),
        N_("the last day of the first month of each {period}"),
    ),
    "last_month": (
        N_("day {day} of the last month of each {period}"),
        N_("the last day of the last month of each {period}"),
    ),
    "next_month": (
        N_("day {day} of the month after each {period}"),
        N_("the last day of the month after each {period}"),
    ),
    "previous_month": (
        N_("day {day} of the month before each {period}"),
        N_("the last day of the month before each {period}"),
    ),
}
_THIS_MONTH = (N_("day {day} of each month"), N_("the last day of each month"))
_OF_EACH_MONTH: Mapping[MonthOfPeriod, tuple[str, str]] = {
    "first_month": _THIS_MONTH,
    "last_month": _THIS_MONTH,
    "next_month": (N_("day {day} of the month after"), N_("the last day of the month after")),
    "previous_month": (N_("day {day} of the month before"), N_("the last day of the month before")),
}
_YEARS: Mapping[YearOfPeriod, str] = {
    "previous": N_("{day} of the year before"),
    "same": N_("{day} of each year"),
    "next": N_("{day} of the year after"),
}
_YEARS_OF_CYCLES: Mapping[YearOfPeriod, str] = {
    "previous": N_("{day} of the year before the last one of each {period}"),
    "next": N_("{day} of the year after each {period}"),
}
_ON_HOLIDAY: Mapping[OnHoliday, str] = {
    "keep": N_("on a day off, too"),
    "next": N_("on a day off: the next working day"),
    "previous": N_("on a day off: the last working day before it"),
}


def rule_text(rule: DeadlineRule, speech: Speech) -> str:
    """When a rule falls due, in words: `chậm nhất ngày 20 tháng cuối quý`, `20 ngày sau khi hết năm`."""
    if rule.after:
        waiting = _after(rule.after, speech)
        if rule.every is None:
            return waiting
        each = msg(N_("each {period}: {rule}"), period=speech.frequency(rule.every), rule=waiting)
        return speech.say(each)
    return speech.say(_when_once(rule) if rule.every is None else _when_recurring(rule, speech))


def _after(after: After, speech: Speech) -> str:
    return speech.say(
        msg(
            N_("within {days} after {item} is {event}"),
            days=speech.counted_days(after.days),
            item=after.item,
            event=speech.event(after.event),
        )
    )


def _when_once(rule: DeadlineRule) -> Message:
    if rule.before:
        return msg(N_("before {day}"), day=rule.before)
    if isinstance(rule.by, dt.date):
        return msg(N_("by {day}"), day=rule.by)
    time = rule.by or rule.within
    if time and time.of != "year":
        return msg(N_("within {time}"), time=time)
    return msg(N_("by the end of {period}"), period=time)


def _when_recurring(rule: DeadlineRule, speech: Speech) -> Message:
    period = speech.frequency(rule.every or "year")
    if rule.on is not None:
        return _counted(_day_of(rule, rule.on, speech), rule.due_after, speech)
    if rule.in_ is not None:
        return _in_part_of_year(rule, rule.in_, speech)
    if rule.at == "start" and rule.due_after >= 0:
        return _from_the_start(rule, speech)
    if rule.due_after > 0:
        return msg(N_("{days} days after the {period}"), days=rule.due_after, period=period)
    if rule.at == "end" and rule.due_after == 0:
        return msg(N_("by the last day of each {period}"), period=period)
    day = N_("the first day of each {period}") if rule.at == "start" else N_("the last day of each {period}")
    return _counted(msg(day, period=period), rule.due_after, speech)


def _counted(day: Message, days: int, speech: Speech) -> Message:
    """By a day, or so many days before or after it."""
    if days == 0:
        return msg(N_("by {when}"), when=day)
    if days == -1:
        return msg(N_("before {when}"), when=day)
    text = N_("{days} after {when}") if days > 0 else N_("{days} before {when}")
    return msg(text, days=speech.counted_days(abs(days)), when=day)


def _day_of(rule: DeadlineRule, on: Day, speech: Speech) -> Message:
    """`ngày 20 tháng cuối quý`, `thứ Sáu hằng tuần`, `15/6, 15/12 hằng năm`."""
    if isinstance(on, MonthDay):
        return _month_day(rule, on, speech)
    if isinstance(on, WeekDay):
        monday = dt.date(_A_YEAR, 1, 4)
        day = monday + dt.timedelta(days=WEEKDAYS.index(on.weekday))
        return msg(N_("{weekday} of each week"), weekday=speech.weekday(day))
    if isinstance(on, YearDay):
        return _of_a_year(rule, on, speech)
    if isinstance(on, str):
        return _of_each_year(rule, _short_day(on, speech), speech)
    return msg(_YEARS["same"], day=", ".join(_short_day(day, speech) for day in on))


def _of_each_year(rule: DeadlineRule, day: str, speech: Speech) -> Message:
    if not isinstance(rule.every, Cycle):
        return msg(_YEARS["same"], day=day)
    return msg(N_("{day} of the last year of each {period}"), day=day, period=speech.frequency(rule.every))


def day_text(on: Day, speech: Speech) -> str:
    """A day by itself: `ngày 20 tháng cuối kỳ`, `15/6, 15/12 hằng năm`; how often it comes is said elsewhere."""
    if isinstance(on, MonthDay):
        params = {"day": speech.count(on.day), "period": speech.gettext(N_("period"))}
        return speech.say(Message(_MONTHS[on.of][on.day == _MONTHS_END], params))
    return speech.say(_day_of(DeadlineRule(every="year", on=on), on, speech))


def _of_a_year(rule: DeadlineRule, on: YearDay, speech: Speech) -> Message:
    day = _short_day(on.date, speech)
    if not isinstance(rule.every, Cycle) or on.year == "same":
        return _of_each_year(rule, day, speech) if on.year == "same" else msg(_YEARS[on.year], day=day)
    return msg(_YEARS_OF_CYCLES[on.year], day=day, period=speech.frequency(rule.every))


def _month_day(rule: DeadlineRule, on: MonthDay, speech: Speech) -> Message:
    period = speech.frequency(rule.every or "year")
    if isinstance(rule.every, Cycle) or rule.every == "half":
        period = speech.say(msg(N_("{length} period"), length=period))
    params = {"day": speech.count(on.day), "period": period}
    texts = _OF_EACH_MONTH if rule.every == "month" else _MONTHS
    return Message(texts[on.of][on.day == _MONTHS_END], params)


def _in_part_of_year(rule: DeadlineRule, part: str | int, speech: Speech) -> Message:
    """Of a day, a month, a quarter or a half of the year, with the days after it."""
    time = part_of_year(part, _A_YEAR)
    if isinstance(time, dt.date) or rule.at == "start":
        return _on_day_of_year(rule, part, speech)
    if isinstance(rule.every, Cycle):
        return _counted_end(_part_of_cycle(time, rule.every, speech), rule.due_after, speech)
    if time.kind == "quarter" and rule.due_after >= 0:
        return _after_quarter(time, rule.due_after)
    names = {
        "quarter": msg(N_("quarter {number} of each year"), number=roman(time.number)),
        "month": msg(N_("month {number} of each year"), number=time.number),
        "half": msg(
            N_("the first six months of each year")
            if time.number == 1
            else N_("the last six months of each year")
        ),
    }
    return _counted_end(names[time.kind], rule.due_after, speech)


def _counted_end(period: Message, days: int, speech: Speech) -> Message:
    if days == 0:
        return msg(N_("by the end of {period}"), period=period)
    return _counted(msg(N_("the end of {period}"), period=period), days, speech)


def _part_of_cycle(part: Period, every: Cycle, speech: Speech) -> Message:
    names = {
        "quarter": msg(N_("quarter {number}"), number=roman(part.number)),
        "month": msg(N_("month {number}"), number=part.number),
        "half": msg(N_("the first six months") if part.number == 1 else N_("the last six months")),
    }
    text = N_("{part} of the last year of each {period}")
    return msg(text, part=names[part.kind], period=speech.frequency(every))


def _on_day_of_year(rule: DeadlineRule, part: str | int, speech: Speech) -> Message:
    """The day that it comes to, where it is the same in every year, and of that year; else how it is counted."""
    firsts = [
        time if isinstance(time, dt.date) else time.first_day
        for time in (part_of_year(part, year) for year in (_A_YEAR, _A_LEAP_YEAR))
    ]
    days = [first + dt.timedelta(days=rule.due_after) for first in firsts]
    is_same = len({f"{day:%m-%d}" for day in days}) == 1 and [day.year for day in days] == [
        _A_YEAR,
        _A_LEAP_YEAR,
    ]
    if is_same and not isinstance(rule.every, Cycle):
        return _by_day_each_year(days[0], speech)
    return _counted(_of_each_year(rule, _without_year(firsts[1], speech), speech), rule.due_after, speech)


def _after_quarter(quarter: Period, days: int) -> Message:
    number = roman(quarter.number)
    if days:
        return msg(N_("{days} days after quarter {number} of each year"), days=days, number=number)
    return msg(N_("by the end of quarter {number} of each year"), number=number)


def _from_the_start(rule: DeadlineRule, speech: Speech) -> Message:
    """Of the first days of each month, quarter or year."""
    number, every = rule.due_after + 1, rule.every or "year"
    if number == 1 and (isinstance(every, Cycle) or every in ("week", "half")):
        return _counted(msg(N_("the first day of each {period}"), period=speech.frequency(every)), 0, speech)
    if isinstance(every, Cycle) or number > _SAME_EVERY_TIME[every] or every in ("week", "half"):
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
    return msg(N_("by {day} each year"), day=_without_year(day, speech))


def _short_day(text: str, speech: Speech) -> str:
    day = day_of_year(text, _A_LEAP_YEAR)
    return _without_year(day, speech) if day else text


def _without_year(day: dt.date, speech: Speech) -> str:
    text = speech.date(day)
    return text.replace(f"/{day.year}", "") if speech.is_vietnamese else text.replace(f"{day.year}-", "")


def rule_limits(rule: DeadlineRule, speech: Speech) -> Iterator[str]:
    """What else a rule says: its first and last time, the times with a day of their own, what a day off does."""
    if rule.from_:
        yield speech.say(msg(N_("from {period}"), period=rule.from_))
    if rule.until:
        yield speech.say(msg(N_("until {period}"), period=rule.until))
    for time, said in rule.exceptions.items():
        day = speech.gettext(N_("the end of its time")) if said == "end" else speech.date(said)
        yield speech.say(msg(N_("but {period}: {day}"), period=time, day=day))
    if rule.on_holiday is not None:
        yield speech.gettext(_ON_HOLIDAY[rule.on_holiday])


def counts_text(day: int, speech: Speech) -> str:
    """`từ ngày 15 tháng liền trước đến ngày 14 tháng cuối kỳ`: from when to when the data of a report run."""
    text = N_("from day {first} of the month before to day {last} of the last month")
    return speech.say(msg(text, first=speech.count(day), last=speech.count(day - 1)))


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
    return "; ".join(
        filter(None, [rule_text(rule, speech), *rule_limits(rule, speech), lapse_text(rule, speech)])
    )
