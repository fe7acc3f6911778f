"""office.yaml and periods/<period>.yaml: who we are, and what is special about a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal

from ct58.domain.time.days import lies_within
from ct58.domain.time.period import Period
from ct58.records import record


@record
class Names:
    """The bodies' names as documents print them."""

    committee: str
    superior: str | None = None
    short: str | None = None
    party: str | None = None


@record
class Issuer:
    """A body that issues documents of its own, such as the committee's office.

    `superior` is the committee itself where it is not given; `short` ends the document's symbol (BC/VPĐU).
    """

    body: str
    short: str
    superior: str | None = None


@record
class Signatory:
    """Who signs what, and from when to when; a name stays null until somebody writes it down.

    `unit` is the id of the body that the signatory heads: no letter goes to the body that writes it.
    """

    role: str
    authority: str
    office: str
    name: str | None = None
    unit: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def is_valid_on(self, day: dt.date) -> bool:
        """Whether he signs on a day; both ends count."""
        return lies_within(day, self.valid_from, self.valid_to)


@record
class Contact:
    """How to reach the office."""

    phone: str | None = None
    email: str | None = None
    room: str | None = None


Policy = Literal[
    "programme_text", "nothing_deleted", "completed_has_document", "no_secret", "no_person_lists"
]
"""A rule that an office may choose: the programme's text changes only by amendment; nothing is deleted; what is
done has its document; nothing secret; no lists of persons."""


@record
class Settings:
    """What the office may set: days count calendar days; `policies` are checked where they are chosen.

    `self_approval`: whoever hands in may approve it, too, as in an office of one person.
    """

    due_soon_days: int = 15
    long_overdue_days: int = 30
    policies: tuple[Policy, ...] = ()
    self_approval: bool = False


@record
class OfficeFile:
    """The whole of office.yaml.

    `practice_today` is the day that it is in an office for practice, whatever the clock says; null in a real one.
    `example` marks the data that comes with the program to be looked at: nobody's office, whatever it is called.
    """

    names: Names
    place: str | None = None
    issuers: Mapping[str, Issuer] = field(default_factory=dict)
    signatories: tuple[Signatory, ...] = ()
    recipients: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contact: Contact | None = None
    settings: Settings = Settings()
    example: bool = False
    practice_today: dt.date | None = None
    note: str | None = None

    def signatory(self, role: str, day: dt.date) -> Signatory | None:
        """Who signs in a role on a day; the last line wins where two are valid."""
        valid = (entry for entry in self.signatories if entry.role == role and entry.is_valid_on(day))
        return next(iter(list(valid)[::-1]), None)


@record
class DueException:
    """Another due day for one line of the reporting calendar, for all units or for some."""

    report: str
    due: dt.date
    reason: str
    units: tuple[str, ...] = ()


@record
class Closing:
    """The books of a period are closed on a day."""

    on: dt.date
    reason: str | None = None


@record
class Reopening:
    """A closed period is opened again, with a reason."""

    on: dt.date
    reason: str


@record
class ReportCount:
    """How many reports a summary spoke of: expected, arrived, arrived in time."""

    expected: int
    actual: int
    actual_on_time: int


@record
class IssuedFigure:
    """What a summary said of an indicator, as it was printed: percent with one decimal, else a count.

    `period` is the indicator's own occurrence (`once` too), `through` the shorter period up to which it
    was seen.
    """

    id: str
    period: Period
    through: Period | None = None
    numerator: int | Decimal | None = None
    denominator: int | Decimal | None = None
    value: int | Decimal | None = None
    verdict: str


@record
class Issue:
    """A summary that was issued, and what it said; `name` is what `--rev` and `diff` know it by."""

    name: str
    on: dt.date
    as_of: dt.date
    number: str | None = None
    to: str | None = None
    revision: str | None = None
    reports: ReportCount | None = None
    indicators: tuple[IssuedFigure, ...] = ()


@record
class PeriodFile:
    """The whole of periods/<period>.yaml."""

    period: Period
    cut_off: dt.date | None = None
    exceptions: tuple[DueException, ...] = ()
    narrative: Mapping[str, str] = field(default_factory=dict)
    closings: tuple[Closing, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    issued: tuple[Issue, ...] = ()

    def is_closed_on(self, day: dt.date) -> bool:
        """Whether the books are closed on a day: there were more closings than reopenings by then."""
        closed = sum(1 for entry in self.closings if entry.on <= day)
        reopened = sum(1 for entry in self.reopenings if entry.on <= day)
        return closed > reopened
