"""office.yaml: who we are."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.checks.context import Context
from ct58.domain.office import Office
from ct58.errors import Finding


def file_is_there(context: Context, office: Office) -> Iterator[Finding]:
    """Without office.yaml documents have no names."""
    if "office.yaml" not in context.files:
        yield Finding(code="O701", file="office.yaml", line=1, column=1)
