"""units/<id>/unit.yaml: the register of the units below, and of the bodies around the committee."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ct58.domain.records.reports import Document
from ct58.domain.records.scalars import UNSAID
from ct58.domain.records.terms import Terminology
from ct58.domain.time.days import lies_within
from ct58.domain.time.period import ONE_DAY
from ct58.records import copied, positional_record, record

DATED: tuple[str, ...] = ("kind", "organisation", "flags", "name", "short_name", "order")
"""What of a unit may change with a day."""


@record
class UnitBefore:
    """What was so up to a day, inclusive; what it does not name was as it was afterwards. null names: there was none."""

    until: dt.date
    kind: str | None = None
    organisation: str | None = UNSAID
    flags: tuple[str, ...] | None = None
    name: str | None = None
    short_name: str | None = UNSAID
    order: int | Literal[""] | None = UNSAID
    document: Document | None = None

    def said(self) -> dict[str, object]:
        """The attributes that it names: those that are not as where nothing is said."""
        found = {key: getattr(self, key) for key in DATED}
        return {key: value for key, value in found.items() if value != getattr(UnitBefore, key)}


@positional_record
class AttributeChange:
    """An attribute that changed: what it was, what it became, from which day on, by which document."""

    key: str
    old: object
    new: object
    since: dt.date
    document: Document | None


@record
class Unit:
    """A register entry. Valid from `valid_from` to `valid_to`, both days inside; null is open.

    `official_code` is the one by which authorities know it everywhere: by it a level sees that two offices count one unit.
    What stands in `before` was otherwise up to a day; ask `on` for what held on it.
    """

    id: str
    name: str
    short_name: str | None = None
    kind: str
    organisation: str | None = None
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
    official_code: str | None = None
    before: tuple[UnitBefore, ...] = ()
    note: str | None = None

    def on(self, day: dt.date) -> Unit:
        """The unit as it was on a day: each attribute by the earliest entry of `before` that still held and names it."""
        held = [entry for entry in self.before if day <= entry.until] if self.before else ()
        if not held:
            return self
        said: dict[str, object] = {}
        for entry in sorted(held, key=lambda entry: entry.until, reverse=True):
            said |= entry.said()
        past = tuple(entry for entry in self.before if entry.until < day)
        return copied(self, before=past, **said)

    @property
    def changes(self) -> tuple[AttributeChange, ...]:
        """What has changed of the unit, the oldest first."""
        entries = sorted(self.before, key=lambda entry: entry.until)
        return tuple(
            AttributeChange(
                key, old, getattr(self.on(entry.until + ONE_DAY), key), entry.until + ONE_DAY, entry.document
            )
            for entry in entries
            if entry.until < dt.date.max
            for key, old in entry.said().items()
        )

    @property
    def earlier_names(self) -> tuple[str, ...]:
        """What it was called before, as far as that is dated."""
        names = (name for entry in self.before for name in (entry.name, entry.short_name))
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def label(self) -> str:
        """The name that fits a line: the short name where there is one."""
        return self.short_name or self.name

    def file_stem(self, terms: Terminology) -> str:
        """What a file for the unit is called, so that a folder shows the office's order: `012-so-y-te`.

        The numbers are those of the units below; a body's file has none, so that a folder shows it after them.
        """
        is_numbered = self.order is not None and not terms.is_body(self.kind)
        return f"{self.order:03d}-{self.id}" if is_numbered else self.id

    def is_valid_on(self, day: dt.date) -> bool:
        """Whether the unit exists on a day (`valid_to` is the last good day)."""
        return lies_within(day, self.valid_from, self.valid_to)
