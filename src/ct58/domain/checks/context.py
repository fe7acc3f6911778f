"""What a check may look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ct58.domain.office import Lines, Office, Records
from ct58.domain.suggestions import suggestion
from ct58.errors import Finding, Path
from ct58.records import record


@record
class Context:
    """The records as read, the office built from them, and the names of all files.

    `unit_ids` are the units that have a register entry, even one that cannot be read at the moment.
    `records` and `office` are None when the programme could not be read; then only the files are checked.
    """

    records: Records | None
    office: Office | None
    files: frozenset[str]
    lines: Lines

    unit_ids: frozenset[str]

    @property
    def item_ids(self) -> frozenset[str]:
        """The items of the programme, and those that files in tasks/ state."""
        return frozenset(self.office.items) if self.office else frozenset()


def context_of(
    records: Records | None, office: Office | None, files: frozenset[str], lines: Lines
) -> Context:
    """A context, with the register's ids taken from the names of the files."""
    unit_ids = frozenset(
        file.split("/")[1] for file in files if file.startswith("units/") and file.endswith("/unit.yaml")
    )
    return Context(records=records, office=office, files=files, lines=lines, unit_ids=unit_ids)


def unknown(code: str, file: str, at: Path, id: object, known: Iterable[str], **more: object) -> Finding:
    """A reference that leads nowhere, with what was probably meant."""
    params: Mapping[str, object] = {"id": id, "suggestion": suggestion(id, known), **more}
    return Finding(code=code, file=file, at=at, params=params)
