"""Deadlines that mean something: what is wrong with a rule, and occurrences only where none is."""

from __future__ import annotations

from ct58.domain.records.events import ONCE
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Horizon
from ct58.domain.standing.occurrences import (
    dropped_occurrences,
    item_occurrences,
    occurrences_without_an_end,
)
from ct58.domain.text.suggestions import enumeration
from ct58.domain.time.deadlines import DeadlineRule, Occurrence, day_of_year, quarter_of_year
from ct58.domain.time.period import FIRST_YEAR, LAST_YEAR, Period
from ct58.i18n import Message, N_, msg

_RULES = ("by", "before", "every", "within")
_RECURRING = ("in_", "at", "due_after", "lapses_after", "from_", "until", "exceptions")
"""The keys that say nothing without `every`."""
MOST_DAYS_AFTER = 366
MOST_DAYS_LAPSING = 3660
_A_LEAP_YEAR = 2024


def is_year(year: int) -> bool:
    """Whether periods can be in a year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def is_time(horizon: Horizon) -> bool:
    """Whether the programme's years are years, in order."""
    return is_year(horizon.from_) and is_year(horizon.to) and horizon.from_ <= horizon.to


def is_part_of_year(text: str) -> bool:
    """Whether `in` names a quarter or a day of the year."""
    try:
        return day_of_year(text, _A_LEAP_YEAR) is not None or quarter_of_year(text, _A_LEAP_YEAR) is not None
    except ValueError:
        return False


def ends_early(rule: DeadlineRule) -> bool:
    """Whether `until` lies before `from`."""
    return bool(rule.from_ and rule.until and rule.from_.first_day > rule.until.last_day)


def unclear_rule(rule: DeadlineRule) -> Message | None:
    """Why a rule has no clear meaning; None if it has one, or if P312 or P313 says what is wrong."""
    kinds = [name for name in _RULES if getattr(rule, name) is not None]
    if len(kinds) > 1:
        return msg(N_("{kinds} stand together"), kinds=enumeration(kinds))
    recurring = [name for name in _RECURRING if getattr(rule, name) not in (None, 0, "end", {})]
    if recurring and rule.every is None:
        return msg(N_("“{key}” without “every”"), key=recurring[0].rstrip("_"))
    if rule.in_ is not None and rule.every != "year":
        return msg(N_("“in” goes only with “every: year”"))
    if not 0 <= rule.due_after <= MOST_DAYS_AFTER:
        return msg(N_("“due_after” is a number of days, 0 to {most}"), most=MOST_DAYS_AFTER)
    if rule.lapses_after is not None and not 1 <= rule.lapses_after <= MOST_DAYS_LAPSING:
        return msg(N_("“lapses_after” is a number of days, 1 to {most}"), most=MOST_DAYS_LAPSING)
    return _impossible_time(rule)


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
    return is_clear and not ends_early(rule) and is_time(office.programme.head.horizon)


def known_occurrences(office: Office, item: Item) -> tuple[Occurrence, ...]:
    """The occurrences of an item, none while they cannot be expanded.

    Those that an end or an amendment took away were there before it.
    """
    if not is_computable(office, item):
        return ()
    every = {key: gone.occurrence for key, gone in dropped_occurrences(office, item).items()}
    every |= {found.key: found for found in occurrences_without_an_end(office, item)}
    return tuple((every | {found.key: found for found in item_occurrences(office, item)}).values())
