"""The time that an indicator is computed over: occurrences, the part of one that was asked for, and "once"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Literal

from ct58.domain.records.measure import BaseYear, EarlierTime, Indicator, MeasureTime
from ct58.domain.records.office import Office
from ct58.domain.records.scalars import FigureFrequency
from ct58.domain.time.deadlines import ONE_TIME, DeadlineRule, Occurrence
from ct58.domain.time.period import ONE_DAY, Period, is_year, periods_between
from ct58.records import positional_record

Cut = Literal["period", "term"]
"""What an end before the time has cut short: one of several times, or what is due once."""


@positional_record
class Window:
    """The days that are counted, both inside, and the occurrence that they belong to.

    `period` names the occurrence, `ends_on` is the day after which it can be judged. `through` is the
    shorter period that was asked for: the occurrence is then seen up to its end, and not judged. `cut`: the committee's
    work, or the indicator, ended before it did; `last_day` is then the last one there was. `is_looked_back_to`: another time
    is compared with it, so that what nobody owed of it is missing all the same.
    """

    period: Period
    first_day: dt.date
    last_day: dt.date
    ends_on: dt.date
    through: Period | None = None
    cut: Cut | None = None
    is_looked_back_to: bool = False

    @property
    def is_one_off(self) -> bool:
        """Whether it is of something due once, not of one of several times."""
        return self.period.kind in ("once", "span")

    @property
    def takes_later_answers(self) -> bool:
        """Whether what is given once counts also when it comes after the last day: late, but there."""
        return self.is_one_off and self.through is None

    def is_over(self, as_of: dt.date) -> bool:
        """Whether the whole occurrence is seen, and its last day has passed."""
        return self.through is None and self.ends_on < as_of

    def until(self, as_of: dt.date) -> dt.date:
        """The last day that is known: on it the population is counted."""
        return min(self.last_day, as_of)

    def so_far(self, as_of: dt.date) -> Window:
        """The part that the day has seen: what is dated later has not fallen into it yet.

        Of what has not begun nothing is seen, and all is possible.
        """
        if as_of < self.first_day:
            return self
        return replace(self, last_day=self.until(as_of))

    def periods(self, every: FigureFrequency) -> tuple[Period, ...]:
        """The periods of a figure's frequency of which the window has a day; `once` for those given once."""
        if every == "once":
            return (ONE_TIME,)
        first = Period.containing(self.first_day, every).first_day
        last = Period.containing(self.last_day, every).last_day
        return periods_between(every, first, last)


@positional_record
class OwedPeriod:
    """A period of a window in which a figure may be given: the day on which a unit must exist to give it.

    `is_owed` once the period has ended, and whether or not anybody asked for it where it is looked back to; `known_by` is the day by which it must have been given, if any.
    """

    period: Period
    exists_on: dt.date
    is_owed: bool
    is_looked_back_to: bool
    known_by: dt.date | None


def windows(office: Office, indicator: Indicator, asked: Period) -> tuple[Window, ...]:
    """The windows of an indicator in a period: each occurrence inside it, longer ones once.

    What is due once is always shown, as far as the period goes; nothing recurring belongs to `once`. Where an amendment gave
    another deadline, each window is of the rule that was in force on its last day.
    """
    last_day = last_day_seen(office, indicator)
    rules = _rules(office, indicator)
    if len(rules) == 1:
        return tuple(
            _cut(found, last_day, _cut_of(indicator)) for found in _of_rule(office, indicator, asked)
        )
    shown = [
        (wording, window)
        for since, until, wording in rules
        for window in _of_rule(office, wording, asked)
        if since <= window.last_day < until
    ]
    newest = next((entry for entry in reversed(shown) if entry[0].deadline.every is None), None)
    kept = [entry for entry in shown if entry[0].deadline.every is not None or entry is newest]
    return tuple(_cut(window, last_day, _cut_of(wording)) for wording, window in kept)


def is_comparable(office: Office, indicator: Indicator, window: Window, earlier: Window) -> bool:
    """Whether two windows are of rules that ask equally often: a year is not compared with a quarter."""
    one, other = (_rule_on(office, indicator, entry.last_day) for entry in (window, earlier))
    return (one.every, one.is_standing) == (other.every, other.is_standing)


def _rule_on(office: Office, indicator: Indicator, day: dt.date) -> DeadlineRule:
    rules = _rules(office, indicator)
    return next(wording.deadline for since, _until, wording in reversed(rules) if since <= day)


def _rules(office: Office, indicator: Indicator) -> list[tuple[dt.date, dt.date, Indicator]]:
    """The deadlines that an indicator had: from which day, until before which one, and the wording that first had it."""
    found: list[tuple[dt.date, Indicator]] = []
    for edition in office.history.editions if office.history.is_amended else ():
        wording = next((entry for entry in edition.programme.indicators if entry.id == indicator.id), None)
        if wording is not None and (not found or wording.deadline != found[-1][1].deadline):
            found.append((edition.since, wording))
    if len(found) < 2:
        return [(dt.date.min, dt.date.max, indicator)]
    begins = [dt.date.min, *(since for since, _ in found[1:]), dt.date.max]
    return [(begins[place], begins[place + 1], wording) for place, (_, wording) in enumerate(found)]


def _cut_of(indicator: Indicator) -> Cut:
    return "term" if indicator.deadline.every is None else "period"


def _of_rule(office: Office, indicator: Indicator, asked: Period) -> tuple[Window, ...]:
    """The windows by one deadline, whenever it was in force."""
    if indicator.deadline.every is None:
        return (_one_off(office, indicator, asked),)
    if asked == ONE_TIME:
        return ()
    last_day = last_day_seen(office, indicator)
    issued_on = office.history.added.get(indicator.id, office.programme.head.issued_on)
    found = office.times_of(indicator.deadline, issued_on)
    begun = [occurrence for occurrence in found if occurrence.period.first_day <= last_day]
    inside = tuple(_whole(occurrence) for occurrence in begun if asked.covers(occurrence.period))
    return inside or tuple(_part(entry, asked) for entry in begun if entry.period.covers(asked))


def whole_window(office: Office, period: Period) -> Window:
    """A period as a time of its own, as far as the committee's work reaches into it."""
    window = Window(period, period.first_day, period.last_day, period.last_day)
    return _cut(window, office.closed_on or dt.date.max, "period")


def last_day_seen(office: Office, indicator: Indicator) -> dt.date:
    """The last day that an indicator can see: that of the committee's work, or before an amendment ended it."""
    ending = office.history.endings.get(indicator.id)
    days = (office.closed_on, ending.since - ONE_DAY if ending else None)
    return min((day for day in days if day is not None), default=dt.date.max)


def _cut(window: Window, last_day: dt.date, kind: Cut) -> Window:
    """A window that ends with the last day, and can be judged on it."""
    if window.through is not None and window.last_day < last_day:
        return window
    ends_on = min(window.ends_on, last_day - ONE_DAY) if last_day < dt.date.max else window.ends_on
    if window.through is None and window.last_day <= last_day:
        return replace(window, ends_on=ends_on)
    return replace(window, last_day=last_day, ends_on=ends_on, through=None, cut=kind)


def previous(window: Window, asked: Period) -> Window | None:
    """The same thing one occurrence earlier; for what is due once, as it stood a period before.

    None where nothing comes before.
    """
    if asked == ONE_TIME:
        return None
    if window.is_one_off:
        return _ending_earlier(window, asked.previous())
    if window.through is not None:
        return a_year_earlier(window, asked)
    return _whole(Occurrence.of(window.period.previous(), _shifted(window, window.period.previous())))


def a_year_earlier(window: Window, asked: Period) -> Window | None:
    """The same period of the year before (so cùng kỳ); None where there is none."""
    if asked == ONE_TIME:
        return None
    if window.is_one_off:
        is_its_whole_time = asked.first_day <= window.first_day and window.last_day <= asked.last_day
        return None if is_its_whole_time else _ending_earlier(window, asked.same_period_last_year())
    period = window.period.same_period_last_year()
    through = window.through.same_period_last_year() if window.through else None
    last_day = through.last_day if through else period.last_day
    return Window(period, period.first_day, last_day, _shifted(window, period), through)


def looked_back_to(window: Window, time: MeasureTime | EarlierTime) -> Window | None:
    """The other time that a measure or a target names; None where there is none before."""
    asked = window.through or window.period
    if time in ("first_of_year", "opening"):
        first_day = window.first_day if time == "opening" else dt.date(window.last_day.year, 1, 1)
        found: Window | None = _year_before(first_day)
    elif isinstance(time, BaseYear):
        found = _in_year(window, time.base)
    else:
        found = previous(window, asked) if time == "previous" else a_year_earlier(window, asked)
    return None if found is None else replace(found, is_looked_back_to=True)


def _year_before(day: dt.date) -> Window:
    """The year that ends on the day before; how things stood then is how they stood at the beginning."""
    last_day = day - ONE_DAY
    first_day = dt.date(last_day.year, 1, 1)
    return Window(Period.containing(last_day, "year"), first_day, last_day, last_day)


def _in_year(window: Window, year: int) -> Window | None:
    """The same part of another year; of what is due once the whole year. None of a year that is still to come, or is none."""
    if not is_year(year) or year > window.ends_on.year:
        return None
    if window.is_one_off:
        whole = Period.of_year(year)
        return Window(whole, whole.first_day, whole.last_day, whole.last_day)
    found: Window | None = window
    while found is not None and found.period.year > year:
        found = a_year_earlier(found, found.through or found.period)
    return found


def mean_years(over: Period) -> tuple[Window, ...]:
    """The years of a span, each as a time of its own."""
    years = periods_between("year", over.first_day, over.last_day)  # a span has whole years
    return tuple(Window(year, year.first_day, year.last_day, year.last_day) for year in years)


def _ending_earlier(window: Window, asked: Period) -> Window | None:
    """Seen at the end of an earlier period; None before it began, and where it was over by then anyway."""
    last_day = asked.last_day
    if not window.first_day <= last_day < window.last_day:
        return None
    return Window(window.period, window.first_day, last_day, window.ends_on, asked)


def _shifted(window: Window, period: Period) -> dt.date:
    """When an earlier occurrence could be judged: as long after its end."""
    return period.last_day + (window.ends_on - window.period.last_day)


def _whole(occurrence: Occurrence) -> Window:
    period = occurrence.period
    ends_on = max(occurrence.due or period.last_day, period.last_day)
    return Window(period, period.first_day, period.last_day, ends_on)


def _part(occurrence: Occurrence, asked: Period) -> Window:
    """A longer occurrence up to the end of the period that was asked for."""
    whole = _whole(occurrence)
    if asked.last_day == whole.last_day:
        return whole
    return Window(whole.period, whole.first_day, asked.last_day, whole.ends_on, _since_january(asked))


def _since_january(asked: Period) -> Period:
    """The second quarter ends the first six months, the third the first nine."""
    if asked.kind == "quarter" and asked.number in (2, 3):
        return Period.half(asked.year) if asked.number == 2 else Period.nine_months(asked.year)
    return asked


def _one_off(office: Office, indicator: Indicator, asked: Period) -> Window:
    """From the beginning of the programme, or of its own span, to the due day.

    A standing indicator has no due day: it is judged in each period that is asked for.
    """
    rule, horizon = indicator.deadline, office.horizon
    (occurrence,) = office.times_of(rule)
    if occurrence.due is None:
        period = horizon if asked == ONE_TIME else asked
        return Window(period, period.first_day, period.last_day, period.last_day)
    first_day = rule.within.first_day if rule.within else min(horizon.first_day, occurrence.due)
    whole = Window(rule.within or ONE_TIME, first_day, occurrence.due, occurrence.due)
    if asked.last_day >= occurrence.due or asked.last_day < first_day:
        return whole
    return Window(whole.period, first_day, asked.last_day, occurrence.due, asked)
