"""units/<id>/unit.yaml: the register of grassroots organisations, mass organisations and staff bodies."""

from __future__ import annotations

import datetime as dt

from ct58.domain.records.scalars import Organisation, UnitKind
from ct58.records import record


@record
class Unit:
    """A register entry. Valid from `valid_from` to `valid_to`, both days inside; null is open."""

    id: str
    name: str
    short_name: str | None = None
    kind: UnitKind
    organisation: Organisation | None = None
    order: int | None = None
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    merged_into: str | None = None
    split_from: str | None = None
    flags: tuple[str, ...] = ()
    address_as: str | None = None
    office_phone: str | None = None
    office_email: str | None = None
    note: str | None = None

    @property
    def label(self) -> str:
        """The name that fits a line: the short name where there is one."""
        return self.short_name or self.name

    @property
    def file_stem(self) -> str:
        """What a file for the unit is called, so that a folder shows the office's order: `012-so-y-te`."""
        return self.id if self.order is None else f"{self.order:03d}-{self.id}"

    def is_valid_on(self, day: dt.date) -> bool:
        """Whether the unit exists on a day (`valid_to` is the last good day)."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )
