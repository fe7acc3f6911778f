"""What may be typed in a place, for the Tab key: ids with what they are called, periods, kinds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from ct58.domain.records.office import Office
from ct58.domain.records.search import Thing, all_things
from ct58.domain.records.unit_search import unit_names
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.period import Period
from ct58.errors.rules import RULES
from ct58.records import positional_record


@positional_record
class Completion:
    """A word that may be typed, what it is called, and by which other names it is found."""

    word: str
    told: str = ""
    also: tuple[str, ...] = ()


Completions = Callable[[Office, dt.date], Iterable[Completion]]
"""What is offered of an office on a day, in the order in which it is shown."""


def fitting(completions: Iterable[Completion], begun: str) -> list[Completion]:
    """Those that begin so, then those of which a word of another name does; case and accents don't count."""
    start = fold(begun)
    own = [entry for entry in completions if fold(entry.word).startswith(start)]
    return own or [
        entry for entry in completions if any(f" {start}" in f" {fold(name)}" for name in entry.also)
    ]


def things(office: Office, _today: dt.date) -> Iterator[Completion]:
    """All that can be shown: tasks, duties, indicators, figures, clauses, units."""
    for thing in all_things(office):
        if thing.kind != "unit":
            told = _told(thing)
            yield Completion(thing.id, told, (told,))
    yield from units(office, _today)


def _told(thing: Thing) -> str:
    """What a thing says of itself: title, label or text."""
    found = (getattr(thing.record, name, None) for name in ("title", "label", "text"))
    return next((text for text in found if text), "")


def units(office: Office, _today: dt.date) -> Iterator[Completion]:
    """The units and bodies, also by their former and short names."""
    for unit in office.units.values():
        yield Completion(unit.id, unit.name, tuple(unit_names(unit)))


def _items(office: Office, _today: dt.date) -> Iterator[Completion]:
    """What has a deadline."""
    return (Completion(item.id, item.title, (item.title,)) for item in office.items.values())


def _clauses(office: Office, _today: dt.date) -> Iterator[Completion]:
    """The clauses of the programme."""
    return (Completion(entry.id, entry.text, (entry.text,)) for entry in office.programme.clauses)


def _figures(office: Office, _today: dt.date) -> Iterator[Completion]:
    """The figures of the form."""
    return (Completion(entry.key, entry.label, (entry.label,)) for entry in office.programme.figures)


def _figures_to_set(office: Office, today: dt.date) -> Iterator[Completion]:
    """The figures, with the sign behind which the value stands."""
    return (Completion(f"{entry.word}=", entry.told, entry.also) for entry in _figures(office, today))


def _sets(office: Office, _today: dt.date) -> Iterator[Completion]:
    """The sets of units that the programme speaks of."""
    return map(Completion, office.programme.sets)


def _sets_and_units(office: Office, today: dt.date) -> Iterator[Completion]:
    """Whoever may be named as those that owe something."""
    yield from _sets(office, today)
    yield from units(office, today)


def periods(office: Office, today: dt.date) -> list[Completion]:
    """Quarters, halves, nine months and years that have begun, the newest first; before the programme's time its first."""
    horizon = office.horizon
    last = min(max(today, horizon.first_day), horizon.last_day)
    each = (_periods_of(year) for year in range(last.year, horizon.first_day.year - 1, -1))
    begun = (entry for of_year in each for entry in of_year)
    return [Completion(str(entry)) for entry in begun if horizon.first_day <= entry.first_day <= last]


def _periods_of(year: int) -> tuple[Period, ...]:
    """The periods of a year, the latest first."""
    words = ("", "-Q4", "-9M", "-Q3", "-H1", "-Q2", "-Q1")
    return tuple(Period.parse(f"{year}{word}") for word in words)


def _years(office: Office, today: dt.date) -> list[Completion]:
    """The years that have begun, the newest first."""
    return [entry for entry in periods(office, today) if "-" not in entry.word]


def _quarters(office: Office, today: dt.date) -> list[Completion]:
    """The quarters that have begun, the newest first."""
    return [entry for entry in periods(office, today) if "Q" in entry.word]


def _findings(_office: Office, _today: dt.date) -> Iterator[Completion]:
    """The codes of the findings."""
    return map(Completion, RULES)


def kinds_of_units(office: Office, _today: dt.date) -> Iterator[Completion]:
    """The kinds of units that the data declares."""
    return (Completion(kind.id, kind.name, (kind.name,)) for kind in office.terms.kinds)


def _bodies(office: Office, _today: dt.date) -> Iterator[Completion]:
    """All bodies that the data declares."""
    return (Completion(body.id, body.name, (body.short or body.name,)) for body in office.terms.bodies)


def _receiving_bodies(office: Office, _today: dt.date) -> Iterator[Completion]:
    """The bodies that items may be submitted to."""
    return (Completion(body.id, body.name, (body.short or body.name,)) for body in office.terms.receivers)


def _forms_of_organisation(office: Office, _today: dt.date) -> Iterator[Completion]:
    """The forms of organisation that the data declares."""
    return (Completion(known.id, known.name, (known.name,)) for known in office.terms.organisations)


COMPLETIONS: Mapping[str, Completions] = {
    "RECEIVER": _receiving_bodies,
    "READER": _bodies,
    "ORGANISATION": _forms_of_organisation,
    "CLAUSE": _clauses,
    "[CLAUSE]": _clauses,
    "CODE": _findings,
    "FIGURE": _figures,
    "FIGURE=VALUE": _figures_to_set,
    "ID": things,
    "ITEM": _items,
    "PERIOD": periods,
    "QUARTER": _quarters,
    "SET": _sets,
    "SET|UNIT": _sets_and_units,
    "UNIT": units,
    "UNIT|itself": units,
    "YEAR": _years,
}
"""What stands for what in the help of the commands."""
