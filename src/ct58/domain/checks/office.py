"""office.yaml: who we are."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.checks.context import Context, unknown
from ct58.domain.office import Office
from ct58.errors import Finding


def file_is_there(context: Context, office: Office) -> Iterator[Finding]:
    """Without office.yaml documents have no names."""
    if "office.yaml" not in context.files:
        yield Finding(code="O701", file="office.yaml", line=1, column=1)


def signatories_name_units(context: Context, office: Office) -> Iterator[Finding]:
    """The body that a signatory heads is in the register."""
    for index, entry in enumerate(office.file.signatories):
        if entry.unit is not None and entry.unit not in context.unit_ids:
            yield unknown("O702", "office.yaml", ("signatories", index, "unit"), entry.unit, context.unit_ids)
