"""Options that several commands share, and what they mean."""

from __future__ import annotations

from typing import Annotated, Literal, cast

import typer

from ct58.cli.language import _
from ct58.domain.items import ItemKind
from ct58.domain.office import Office
from ct58.domain.search import find_unit
from ct58.i18n import N_
from ct58.views.due import Filter

OwnerOption = Annotated[
    str | None,
    typer.Option("--owner", metavar="UNIT", help=_(N_("Only what this body or unit leads, shares or owes."))),
]
KindOption = Annotated[
    Literal["task", "duty", "report", "ad_hoc"] | None,
    typer.Option("--kind", help=_(N_("Only this kind of item."))),
]


def due_filter(office: Office, owner: str | None, kind: str | None) -> Filter:
    """The filter that --owner and --kind mean. Raises BadUsage for an unknown owner."""
    unit = find_unit(office, owner) if owner else None
    return Filter(owner=unit.id if unit else None, kind=cast(ItemKind | None, kind))
