"""The reporting calendar: which period is being collected, which lines ask for a period, which periods may be asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.standing.occurrences import item_occurrences
from ct58.domain.text.suggestions import enumeration
from ct58.domain.time.period import ONE_DAY, Period, PeriodKind
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg


def lines_for(office: Office, period: Period) -> tuple[Item, ...]:
    """The lines of the calendar that ask for a period's report. Raises BadUsage when there are none."""
    lines = tuple(
        item
        for item in office.items.values()
        if item.kind == "report" and any(o.period == period for o in item_occurrences(office, item))
    )
    if not lines:
        raise nobody_asked(office, period)
    return lines


def nobody_asked(office: Office, period: Period) -> BadUsage:
    """The refusal of a period that the calendar does not ask for, with those that it does."""
    return BadUsage(
        msg(N_("Nobody is asked for a report of {period}."), period=period), _asked_for(office, period.kind)
    )


def _asked_for(office: Office, kind: PeriodKind) -> Message:
    """The first and the last period of a kind; the kinds, where there is none of it."""
    found = [period for period in _all_periods(office) if period.kind == kind]
    if found:
        first, last = min(found, key=Period.sort_key), max(found, key=Period.sort_key)
        return msg(N_("Reports are asked for from {first} to {last}."), first=first, last=last)
    return msg(
        N_("Reports are asked for such periods: {periods}"), periods=enumeration(asked_samples(office))
    )


def asked_samples(office: Office) -> list[str]:
    """For each kind of period that a report or a figure is asked for one such period, as it is typed."""
    found = {period.kind: period for period in reversed([*_all_periods(office)])}
    kinds = {figure.every for figure in office.programme.figures} - found.keys()
    begin = office.horizon.first_day
    known = [*found.values(), *(Period.containing(begin, kind) for kind in kinds)]
    return [str(period) for period in sorted(known, key=lambda one: (one.last_day - one.first_day, one.kind))]


def _all_periods(office: Office) -> Iterator[Period]:
    for item in office.items.values():
        if item.kind == "report":
            yield from (occurrence.period for occurrence in item_occurrences(office, item))


def periods_ending_with(office: Office, period: Period) -> tuple[Period, ...]:
    """The periods that the calendar asks for and that end on the same day, the shortest first.

    At the end of a year those are its last quarter and the year itself; so are the two in which the committee's work ended.
    """
    found = {
        occurrence.period
        for item in office.items.values()
        if item.kind == "report"
        for occurrence in item_occurrences(office, item)
        if office.last_day_of(occurrence.period) == office.last_day_of(period)
    }
    return tuple(sorted(found, key=lambda entry: entry.last_day - entry.first_day))


def replacing_periods(office: Office, period: Period) -> tuple[Period, ...]:
    """The longer periods of the calendar that a period lies in, the shortest first.

    When the time of its own report is over, one of these stands for it.
    """
    known = office.longer_periods.get(period)
    if known is None:
        longer = {found for found in _all_periods(office) if found != period and found.covers(period)}
        known = tuple(sorted(longer, key=lambda found: found.last_day - found.first_day))
        office.longer_periods[period] = known
    return known


def reports_beside(office: Office, periods: Iterable[Period]) -> frozenset[Period]:
    """The periods whose reports say where those of some periods stand: these, and what may have replaced them."""
    asked = frozenset(periods)
    lapse = {
        occurrence.period
        for item in office.items.values()
        if item.kind == "report" and item.deadline.lapses_after is not None
        for occurrence in item_occurrences(office, item)
    }
    return asked.union(*(replacing_periods(office, period) for period in asked & lapse))


def periods_due_between(office: Office, first: dt.date, last: dt.date) -> frozenset[Period]:
    """The periods of which a report falls due between two days, both inclusive."""
    return frozenset(
        occurrence.period
        for item in office.items.values()
        if item.kind == "report"
        for occurrence in item_occurrences(office, item)
        if occurrence.due is not None and first <= occurrence.due <= last
    )


def current_period(office: Office, as_of: dt.date) -> Period:
    """The period whose reports matter on a day: of those that have ended, or fell due before their end, the one whose due day is nearest.

    So the year's report takes over from the fourth quarter's half-way between their due days. Before the
    first period has ended it is the first. Raises BadUsage when the programme has no calendar.
    """
    dues = [
        (occurrence.due, occurrence.period)
        for item in office.items.values()
        if item.kind == "report"
        for occurrence in item_occurrences(office, item)
        if occurrence.due is not None
    ]
    if not dues:
        raise BadUsage(
            msg(N_("The programme has no reporting calendar.")), msg(N_("Add “reporting” to programme.yaml."))
        )
    ended = [entry for entry in dues if min(office.last_day_of(entry[1]), entry[0]) < as_of]
    if not ended:
        return min(dues, key=lambda entry: entry[0])[1]
    return min(ended, key=lambda entry: (abs((entry[0] - as_of).days), entry[0] < as_of))[1]


def chased_period(office: Office, as_of: dt.date) -> Period:
    """The time that is asked for on a day: the shortest period of the reports that fell due last before it.

    Before the first has fallen due, and without a calendar, the last quarter that had ended.
    """
    dues = [
        (occurrence.due, occurrence.period)
        for item in office.items.values()
        if item.kind == "report"
        for occurrence in item_occurrences(office, item)
        if occurrence.due is not None and occurrence.due < as_of
    ]
    if not dues:
        this = Period.containing(as_of, "quarter")
        return Period.containing(this.first_day - ONE_DAY, "quarter")
    return periods_ending_with(office, max(dues, key=lambda entry: entry[0])[1])[0]


def check_horizon(office: Office, asked: Period) -> None:
    """Raises BadUsage for a period of which the programme's time, or the committee's, has no day."""
    if asked.last_day < office.horizon.first_day:
        raise _out_of_reach(office, asked)
    check_not_over(office, asked)


def check_not_over(office: Office, asked: Period) -> None:
    """Raises BadUsage for a period after the programme's end; what lies before it may be asked to compare with."""
    if office.horizon.last_day < asked.first_day:
        raise _out_of_reach(office, asked)
    if office.closed_on is not None and office.closed_on < asked.first_day:
        raise BadUsage(
            msg(
                N_("The committee's work ended on {day}; nothing is asked of {period}."),
                day=office.closed_on,
                period=asked,
            ),
            msg(N_("What it came to: ct58 summary --term")),
        )


def _out_of_reach(office: Office, asked: Period) -> BadUsage:
    horizon = office.horizon
    return BadUsage(
        msg(N_("The programme does not reach {period}."), period=asked),
        msg(
            N_("Its time is {horizon}. Name a period in it, such as {year}."),
            horizon=horizon,
            year=str(horizon.year),
        ),
    )
