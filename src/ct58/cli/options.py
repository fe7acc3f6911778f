"""Options that several commands share, and what they mean."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, cast

import typer

from ct58.cli.language import _
from ct58.cli.surroundings import Surroundings
from ct58.domain.records.items import ItemKind
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.i18n import N_
from ct58.views.due import Filter

OwnerOption = Annotated[
    str | None,
    typer.Option(
        "--owner", metavar=_(N_("UNIT")), help=_(N_("Only what this body or unit leads, shares or owes."))
    ),
]
KindOption = Annotated[
    Literal["task", "duty", "report", "ad_hoc"] | None,
    typer.Option("--kind", help=_(N_("Only this kind of item."))),
]
TemplateOption = Annotated[
    str | None,
    typer.Option("--template", metavar=_(N_("FILE")), help=_(N_("Your own Word template."))),
]


def due_filter(office: Office, owner: str | None, kind: str | None) -> Filter:
    """The filter that --owner and --kind mean. Raises BadUsage for an unknown owner."""
    unit = unit_of(office, owner)
    return Filter(owner=unit.id if unit else None, kind=cast(ItemKind | None, kind))


def period_option(meaning: str) -> Any:
    """--period, with what it means to one command; the words are marked where they stand."""
    return typer.Option("--period", "-p", metavar=_(N_("PERIOD")), help=_(meaning))


def period_of(text: str | None, around: Surroundings) -> Period | None:
    """The period that a text means, None where it is left out. Raises BadUsage."""
    from ct58.domain.time.dates import parse_period

    return parse_period(text, around.today) if text else None


def day(text: str | None, around: Surroundings) -> dt.date | None:
    """The date that a text means, None where it is left out. Raises BadUsage."""
    from ct58.domain.time.dates import parse_date

    return parse_date(text, around.today) if text else None


def unit_of(office: Office, text: str | None) -> Unit | None:
    """The unit that a text names, None where it is left out. Raises BadUsage."""
    from ct58.domain.records.search import find_unit

    return find_unit(office, text) if text else None
