"""The time that the demo office covers: whole quarters inside the programme's years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ct58.domain.records.items import Item, programme_items
from ct58.domain.records.programme import Programme
from ct58.domain.time.deadlines import Occurrence, occurrences
from ct58.domain.time.period import Period, periods_between
from ct58.errors import BadUsage
from ct58.i18n import N_, msg

DAYS_AFTER_THE_LAST_QUARTER = 10
"""The office is seen some days after its last quarter: most reports are in, some are not typed in yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The quarters of the history, and the day on which it ends."""

    quarters: tuple[Period, ...]
    as_of: dt.date

    @property
    def first_day(self) -> dt.date:
        """The first day of the first quarter."""
        return self.quarters[0].first_day

    @property
    def last_day(self) -> dt.date:
        """The last day of the last quarter."""
        return self.quarters[-1].last_day

    def quarter_at(self, part: float) -> Period:
        """The quarter that lies at a part (0 to 1) of the window."""
        return self.quarters[min(int(len(self.quarters) * part), len(self.quarters) - 1)]


def window_of(programme: Programme, quarters: int) -> Window:
    """The window of a number of quarters.

    It begins where the quarterly reporting calendar does, or earlier where the programme's years would
    not hold that many. Raises BadUsage for a number that they cannot hold.
    """
    years = programme.head.horizon
    every = periods_between("quarter", dt.date(years.from_, 1, 1), dt.date(years.to, 12, 31))
    if not 1 <= quarters <= len(every):
        raise BadUsage(
            msg(N_("A history of {quarters} quarters does not fit the programme."), quarters=quarters),
            msg(N_("Give a number of quarters from 1 to {most}."), most=len(every)),
        )
    begin = _reporting_begins(programme)
    index = next((i for i, quarter in enumerate(every) if quarter.first_day >= begin), 0)
    index = min(index, len(every) - quarters)
    chosen = every[index : index + quarters]
    days = dt.timedelta(days=DAYS_AFTER_THE_LAST_QUARTER)
    return Window(quarters=chosen, as_of=chosen[-1].last_day + days)


def _reporting_begins(programme: Programme) -> dt.date:
    """The first day of the first quarter that is reported; without a calendar, of the programme's own."""
    rules = [item for item in programme_items(programme) if item.kind == "report"]
    quarterly = [item for item in rules if item.deadline.every == "quarter"]
    firsts = [found[0].period.first_day for item in quarterly if (found := item_times(programme, item))]
    return min(firsts, default=Period.containing(programme.head.issued_on, "quarter").first_day)


def item_times(programme: Programme, item: Item) -> tuple[Occurrence, ...]:
    """All occurrences of an item inside the programme's years."""
    years = programme.head.horizon
    return occurrences(item.deadline, programme.head.issued_on, Period.span(years.from_, years.to))
