"""Deadlines that mean something: what is wrong with a rule, and occurrences only where none is."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.records.events import ONCE
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.domain.records.programme import Horizon
from ct58.domain.standing.occurrences import (
    dropped_occurrences,
    item_occurrences,
    occurrences_without_an_end,
)
from ct58.domain.text.suggestions import enumeration, quoted
from ct58.domain.time.deadlines import DeadlineRule, Occurrence
from ct58.domain.time.due_days import Cycle, Day, MonthDay, WeekDay, YearDay, day_of_year, part_of_year
from ct58.domain.time.period import Frequency, Period, is_year
from ct58.errors import Path
from ct58.i18n import Message, N_, msg

_RULES = ("by", "before", "every", "within")
_RECURRING = ("in_", "on", "at", "due_after", "lapses_after", "from_", "until", "exceptions")
"""The keys that say nothing without `every`."""
_DAYS = ("on", "in_", "at", "due_after")
"""The keys that say on which day of a period something falls due."""
_NAMED_MONTHS = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_MOST_MONTHS = 120
_ANY_DAY = 31
MOST_DAYS_AFTER = 366
MOST_DAYS_LAPSING = 3660
_A_LEAP_YEAR = 2024
_LEAP_DAY = "02-29"


def is_time(horizon: Horizon) -> bool:
    """Whether the programme's years are years, in order."""
    return is_year(horizon.from_) and is_year(horizon.to) and horizon.from_ <= horizon.to


def is_part_of_year(text: str | int) -> bool:
    """Whether `in` names a month, a quarter, a half or a day of the year."""
    try:
        part_of_year(text, _A_LEAP_YEAR)
    except ValueError:
        return False
    return True


def ends_early(rule: DeadlineRule) -> bool:
    """Whether `until` lies before `from`."""
    first, last = rule.from_, rule.until
    begins = first.first_day if isinstance(first, Period) else first
    ends = last.last_day if isinstance(last, Period) else last
    return begins is not None and ends is not None and begins > ends


def unclear_rule(rule: DeadlineRule) -> Message | None:
    """Why a rule has no clear meaning; None if it has one, or if P312 or P313 says what is wrong."""
    kinds = [name for name in _RULES if getattr(rule, name) is not None]
    if rule.after is not None:
        kinds = [*(name for name in kinds if name != "every"), "after"]
        kinds += [name.rstrip("_") for name in _DAYS if getattr(rule, name) not in (None, 0, "end")]
    if len(kinds) > 1:
        return msg(N_("{kinds} stand together"), kinds=enumeration(kinds))
    recurring = [name for name in _RECURRING if getattr(rule, name) not in (None, 0, "end", {})]
    if recurring and rule.every is None:
        return msg(N_("“{key}” without “every”"), key=recurring[0].rstrip("_"))
    if rule.in_ is not None and not _is_by_years(rule.every):
        return msg(N_("“in” goes only with “every: year”"))
    days = [name.rstrip("_") for name in _DAYS[:3] if getattr(rule, name) not in (None, "end")]
    if rule.on is not None and len(days) > 1:
        return msg(N_("{kinds} stand together"), kinds=enumeration(days))
    if not -MOST_DAYS_AFTER <= rule.due_after <= MOST_DAYS_AFTER:
        return msg(N_("“due_after” is a number of days, -{most} to {most}"), most=MOST_DAYS_AFTER)
    if rule.lapses_after is not None and not 1 <= rule.lapses_after <= MOST_DAYS_LAPSING:
        return msg(N_("“lapses_after” is a number of days, 1 to {most}"), most=MOST_DAYS_LAPSING)
    return _impossible_time(rule)


def _is_by_years(every: Frequency | Cycle | None) -> bool:
    return every == "year" or (isinstance(every, Cycle) and every.months is None)


def faulty_day(on: Day | None, every: Frequency | Cycle | None) -> Message | None:
    """Why `on` names no day of such periods; None if it does."""
    if on is None or every is None:
        return None
    if isinstance(on, WeekDay):
        return None if every == "week" else msg(N_("a weekday goes only with “every: week”"))
    if isinstance(on, MonthDay):
        if every == "week":
            return msg(N_("a week has no such day; write {{weekday: friday}}"))
        is_day = 1 <= on.day <= _ANY_DAY
        return None if is_day else msg(N_("no month has a day {day}; 31 is each month's last"), day=on.day)
    if not _is_by_years(every):
        return msg(N_("a day of the year goes only with “every: year”; write {{day: 20, of: last_month}}"))
    if isinstance(on, tuple):
        return _faulty_days(on, every)
    text = on.date if isinstance(on, YearDay) else on
    return None if _is_day(text) else msg(N_("“{text}” is no day of the year"), text=quoted(text))


def _faulty_days(days: tuple[str, ...], every: Frequency | Cycle) -> Message | None:
    wrong = next((text for text in days if not _is_day(text) or text == _LEAP_DAY), None)
    if wrong is not None:
        return msg(N_("“{text}” is no day of every year"), text=quoted(wrong))
    if len(set(days)) < max(len(days), 2):
        return msg(N_("a list has two or more different days"))
    return None if every == "year" else msg(N_("a list of days goes only with “every: year”"))


def _is_day(text: str) -> bool:
    try:
        return day_of_year(text, _A_LEAP_YEAR) is not None
    except ValueError:
        return False


def faulty_cycle(every: Cycle) -> Message | None:
    """Why `every` gives no length, or one that has a word of its own; None if it is clear."""
    if (every.years is None) == (every.months is None):
        return msg(N_("it has either “years” or “months”"))
    if every.in_months in _NAMED_MONTHS:
        return msg(N_("write every: {word}"), word=_NAMED_MONTHS[every.in_months])
    if every.months is not None and not 1 < every.months <= _MOST_MONTHS:
        return msg(N_("“months” is a number, 2 to {most}"), most=_MOST_MONTHS)
    if every.years is not None and not 1 < every.years <= _MOST_MONTHS // 12:
        return msg(N_("“years” is a number, 2 to {most}"), most=_MOST_MONTHS // 12)
    return None


def _impossible_time(rule: DeadlineRule) -> Message | None:
    days = [said for said in rule.exceptions.values() if said != "end"]
    ends = (rule.by, rule.before, rule.within, rule.from_, rule.until, *days)
    times = [time for time in ends if time is not None]
    if any(isinstance(time, Period) and str(time) == ONCE for time in times):
        return msg(N_("“once” is no time"))
    years = [time.year for time in times if not is_year(time.year)]
    return msg(N_("nothing falls due in the year {year}"), year=years[0]) if years else None


def is_computable(office: Office, item: Item) -> bool:
    """Whether occurrences can be expanded; if not, P306, P312, P313 or P320 say why."""
    rule = item.deadline
    is_clear = unclear_rule(rule) is None and (rule.in_ is None or is_part_of_year(rule.in_))
    if faulty_day(rule.on, rule.every) or (isinstance(rule.every, Cycle) and faulty_cycle(rule.every)):
        return False
    return is_clear and not ends_early(rule) and is_time(office.programme.head.horizon)


def deadline_place(item: Item) -> Path:
    """A line of the calendar is its own deadline."""
    return item.at if item.kind == "report" else (*item.at, "deadline")


def placed_deadlines(office: Office) -> Iterator[tuple[str, Path, DeadlineRule]]:
    """Every deadline of an item or an indicator, with the file and the place where it stands."""
    for item in office.items.values():
        yield item.file, deadline_place(item), item.deadline
    for index, indicator in enumerate(office.programme.indicators):
        yield PROGRAMME_FILE, ("indicators", index, "deadline"), indicator.deadline


def known_occurrences(office: Office, item: Item) -> tuple[Occurrence, ...]:
    """The occurrences of an item, none while they cannot be expanded.

    Those that an end or an amendment took away were there before it.
    """
    if not is_computable(office, item):
        return ()
    every = {key: gone.occurrence for key, gone in dropped_occurrences(office, item).items()}
    every |= {found.key: found for found in occurrences_without_an_end(office, item)}
    return tuple((every | {found.key: found for found in item_occurrences(office, item)}).values())
