"""The time that an indicator is computed over: occurrences, the part of one that was asked for, and "once"."""

from __future__ import annotations

import datetime as dt

from ct58.domain.records.measure import Indicator
from ct58.domain.records.office import Office
from ct58.domain.records.scalars import FigureFrequency
from ct58.domain.time.deadlines import ONE_TIME, Occurrence, occurrences
from ct58.domain.time.period import Period, periods_between
from ct58.records import positional_record


@positional_record
class Window:
    """The days that are counted, both inside, and the occurrence that they belong to.

    `period` names the occurrence, `ends_on` is the day after which it can be judged. `through` is the
    shorter period that was asked for: the occurrence is then seen up to its end, and not judged.
    """

    period: Period
    first_day: dt.date
    last_day: dt.date
    ends_on: dt.date
    through: Period | None = None

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
        return Window(self.period, self.first_day, self.until(as_of), self.ends_on, self.through)

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

    `is_owed` once the period has ended; `known_by` is the day by which it must have been given, if any.
    """

    period: Period
    exists_on: dt.date
    is_owed: bool
    known_by: dt.date | None


def windows(office: Office, indicator: Indicator, asked: Period) -> tuple[Window, ...]:
    """The windows of an indicator in a period: each occurrence inside it, longer ones once.

    What is due once is always shown, as far as the period goes; nothing recurring belongs to `once`.
    """
    if indicator.deadline.every is None:
        return (_one_off(office, indicator, asked),)
    if asked == ONE_TIME:
        return ()
    found = occurrences(indicator.deadline, office.programme.head.issued_on, office.horizon)
    inside = tuple(_whole(occurrence) for occurrence in found if asked.covers(occurrence.period))
    return inside or tuple(_part(entry, asked) for entry in found if entry.period.covers(asked))


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
        return _ending_earlier(window, asked.same_period_last_year())
    period = window.period.same_period_last_year()
    through = window.through.same_period_last_year() if window.through else None
    last_day = through.last_day if through else period.last_day
    return Window(period, period.first_day, last_day, _shifted(window, period), through)


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
    (occurrence,) = occurrences(rule, office.programme.head.issued_on, horizon)
    if occurrence.due is None:
        period = horizon if asked == ONE_TIME else asked
        return Window(period, period.first_day, period.last_day, period.last_day)
    first_day = rule.within.first_day if rule.within else min(horizon.first_day, occurrence.due)
    whole = Window(rule.within or ONE_TIME, first_day, occurrence.due, occurrence.due)
    if asked.last_day >= occurrence.due or asked.last_day < first_day:
        return whole
    return Window(whole.period, first_day, asked.last_day, occurrence.due, asked)
