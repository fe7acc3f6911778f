"""The period that a document is about: --quarter, --half, --year, --term or --period."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from ct58.cli.language import _
from ct58.domain.time.dates import PERIOD_HINT, parse_period
from ct58.domain.time.period import Period, PeriodKind
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.records import record

QuarterOption = Annotated[
    str | None,
    typer.Option("--quarter", metavar=_(N_("QUARTER")), help=_(N_("A quarter, such as III/2021 or 3/2021."))),
]
HalfOption = Annotated[
    str | None,
    typer.Option("--half", metavar=_(N_("YEAR")), help=_(N_("The first six months of a year."))),
]
YearOption = Annotated[
    str | None, typer.Option("--year", metavar=_(N_("YEAR")), help=_(N_("A year, such as 2021.")))
]
TermOption = Annotated[bool, typer.Option("--term", help=_(N_("The programme's whole time.")))]
PeriodOption = Annotated[
    str | None,
    typer.Option("--period", "-p", metavar=_(N_("PERIOD")), help=_(N_("Any period, such as 2021-9M."))),
]


@record
class PeriodWords:
    """What the command line says of the period; at most one of them."""

    quarter: str | None = None
    half: str | None = None
    year: str | None = None
    period: str | None = None
    term: bool = False


def asked_period(words: PeriodWords, horizon: Period, today: dt.date) -> Period | None:
    """The period that is meant; None where nothing is said. Raises BadUsage."""
    given = [
        *([_of_kind(words.quarter, "quarter", "quý", today)] if words.quarter else ()),
        *([_of_kind(words.half, "half", "6 tháng năm", today)] if words.half else ()),
        *([_of_kind(words.year, "year", "năm", today)] if words.year else ()),
        *([parse_period(words.period, today)] if words.period else ()),
        *([horizon] if words.term else ()),
    ]
    if len(given) > 1:
        raise BadUsage(
            msg(N_("Several periods are named.")),
            msg(N_("Give one of --quarter, --half, --year, --term and --period.")),
        )
    return given[0] if given else None


def _of_kind(text: str, kind: PeriodKind, name: str, today: dt.date) -> Period:
    """A period of one kind, as it is written in full or behind the kind's name. Raises BadUsage."""
    for written in (f"{name} {text}", text):
        try:
            found = parse_period(written, today)
        except BadUsage:
            continue
        if found.kind == kind:
            return found
    raise BadUsage(msg(N_("“{text}” is not a period."), text=text), msg(PERIOD_HINT))
