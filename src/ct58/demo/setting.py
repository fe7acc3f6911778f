"""What all parts of the demo office are made from: a programme, its units, the time that is covered, a seed."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ct58.demo.form import Form
from ct58.demo.made_up import MadeUp, made_up
from ct58.demo.words import document_number
from ct58.domain.records.items import Item, ItemKind, programme_items
from ct58.domain.records.measure import members
from ct58.domain.records.programme import Programme
from ct58.domain.records.reports import Document
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import Occurrence, occurrences
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg

_REPORTS_COME = 10
"""Days after a quarter's end when its reports have fallen due, and who has not sent one has been reminded."""
_WEEK = 7
_TYPED_IN_WITHIN = 17
"""Days after its due day in which a period's reports are still being chased and typed in."""


def days(number: int) -> dt.timedelta:
    """So many days."""
    return dt.timedelta(days=number)


class Dice(random.Random):
    """A stream of chance.

    Its name says what it is for, so one more unit or figure doesn't change all the others. `random` itself
    turns the name into a state, independent of the hash seed: the same name gives the same draws.
    """

    def happens(self, probability: float) -> bool:
        """Whether something of a probability between 0 and 1 happens."""
        return self.random() < probability

    def around(self, mean: float) -> int:
        """A count around a mean, spread like counts of rare events; never below 0."""
        return max(0, round(self.gauss(mean, math.sqrt(mean))))


@dataclass(frozen=True)
class Setting:
    """A programme, the units that there are at one time or another, the length of the history, a seed."""

    programme: Programme
    units: tuple[Unit, ...]
    length: int
    seed: int

    @cached_property
    def made_up(self) -> MadeUp:
        """What its made-up units are called."""
        return made_up(self.programme)

    @cached_property
    def form(self) -> Form:
        """What the programme says about its figures."""
        return Form(self.programme, self.units)

    @cached_property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters of the history.

        It begins where the quarterly reporting calendar does, or earlier where the programme's years would
        not hold that many. Raises BadUsage for a length that they cannot hold.
        """
        every = self.horizon.split("quarter")
        if not 1 <= self.length <= len(every):
            raise BadUsage(
                msg(N_("A history of {quarters} quarters does not fit the programme."), quarters=self.length),
                msg(N_("Give a number of quarters from 1 to {most}."), most=len(every)),
            )
        rules = [item for item in programme_items(self.programme) if item.kind == "report"]
        quarterly = [rule for rule in rules if rule.deadline.every == "quarter"]
        firsts = [time.period.first_day for rule in quarterly for time in self.times(rule)]
        begin = min(firsts, default=Period.containing(self.issued_on, "quarter").first_day)
        reported = tuple(quarter for quarter in every if quarter.first_day >= begin)
        return reported[: self.length] if len(reported) >= self.length else every[-self.length :]

    @property
    def horizon(self) -> Period:
        """The programme's years."""
        return Period.span(self.programme.head.horizon.from_, self.programme.head.horizon.to)

    @property
    def issued_on(self) -> dt.date:
        """The programme's own day."""
        return self.programme.head.issued_on

    @property
    def last_day(self) -> dt.date:
        """The last day of the last quarter."""
        return self.quarters[-1].last_day

    @property
    def as_of(self) -> dt.date:
        """The day on which the history ends, a Monday: most reports of its last quarter are in, some not typed in yet."""
        day = self.last_day + days(_REPORTS_COME)
        return day + days(-day.weekday() % _WEEK)

    def is_newest(self, due: dt.date) -> bool:
        """Whether what fell due on a day is still being chased and typed in at the history's end."""
        return due + days(_TYPED_IN_WITHIN) > self.as_of

    @property
    def sender(self) -> str:
        """What stands after the slash in the numbers of the committee's documents."""
        return self.programme.head.number.rpartition("/")[2]

    def document(self, number: int, letters: str, day: dt.date) -> Document:
        """A document of the committee itself."""
        return Document(number=document_number(number, letters, self.sender), date=day)

    def quarter_at(self, part: float) -> Period:
        """The quarter that lies at a part (0 to 1) of the history."""
        return self.quarters[min(int(len(self.quarters) * part), len(self.quarters) - 1)]

    def times(self, item: Item) -> tuple[Occurrence, ...]:
        """All occurrences of an item inside the programme's years."""
        return occurrences(item.deadline, self.issued_on, self.horizon, self.programme.head.working_days)

    def owed(self, kind: ItemKind) -> Iterator[tuple[Item, tuple[Unit, ...]]]:
        """The items of a kind that each unit of a set owes, with those units."""
        for item in programme_items(self.programme):
            owners = self.programme.sets.get(item.owners) if isinstance(item.owners, str) else item.owners
            if item.kind == kind and owners is not None:
                yield item, members(owners, self.units)

    @cached_property
    def followed(self) -> Mapping[str, Item]:
        """Of the figures that show what recurs and each unit owes: the duty."""
        return {
            item.done_when.partition(".")[0]: item
            for item, _owners in self.owed("duty")
            if item.done_when and item.deadline.every
        }

    def due(self, key: str, period: Period) -> dt.date | None:
        """The day by which a figure of a period is to be there; None for one that no duty rests on."""
        times = self.times(self.followed[key]) if key in self.followed else ()
        return next((time.due for time in times if time.period == period), None)

    def is_unbooked(self, key: str, period: Period) -> bool:
        """Whether nobody booked a figure in a period: the last one, in the last time that has fallen due."""
        if key not in [*self.followed][-1:]:
            return False
        past = [time for time in self.times(self.followed[key]) if time.due and time.due < self.as_of]
        return bool(past) and past[-1].period == period

    def dice(self, *names: object) -> Dice:
        """The stream of chance of a name."""
        return Dice("/".join(str(name) for name in (self.seed, *names)))

    def quality(self, unit: Unit) -> float:
        """How good a unit is, about normally distributed; it shows in punctuality and in ratings."""
        return self.dice("quality", unit.id).gauss(0, 1)
