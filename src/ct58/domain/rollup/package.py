"""A contribution: what one office, or a level that has added several, hands up; and what it says about itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from ct58.domain.indicators.numbers import Yardstick
from ct58.domain.records.levels import AcceptedDefinition
from ct58.domain.records.measure import Target
from ct58.domain.rollup.definitions import CountMeaning
from ct58.domain.rollup.parts import PartOfUnit, Parts
from ct58.domain.time.period import Period
from ct58.records import positional_record, record

CONTRIBUTIONS = "ct58/contributions/1"
"""The schema of a package; the number rises when an older program could misread one."""


@record
class BaseRule:
    """What has to be known of a base to judge its sums: its unit, its target, whether what met it stays so.

    `is_judged` is false for a reading from which nothing is concluded; `adds` for what several offices cannot add.
    """

    name: str = ""
    yardstick: Yardstick
    target: Target | None = None
    cannot_fall: bool = False
    is_judged: bool = True
    adds: bool = True


@record
class Definition:
    """An indicator as its office words it; `bases` by reading, the chosen one first. `hash` is that of the newest wording."""

    code: str
    title: str
    hash: str
    bases: Mapping[str, BaseRule]


@record
class SourcePackage:
    """Whose contribution is inside, as of which day, from which state of its data; `sha256` is that of its file.

    `is_practice`: it comes from an office for practice, so that no figure is anybody's.
    """

    office: str
    name: str
    as_of: dt.date
    revision: str | None = None
    is_clean: bool | None = None
    sha256: str | None = None
    programme: str = ""
    closed: tuple[str, ...] = ()
    units: int = 0
    is_practice: bool = False


@record
class Manifest:
    """What a package says about itself.

    `expected` are the units in the register on the day. `unit_codes` are salted hashes of their official codes, None where a
    unit has none, so that it cannot be told whether another office counts it, too. `sources` are the packages that it was added
    of, itself where it is one office's; `missing` are the names of the offices that had sent nothing by then. `wordings` are
    the definitions behind the hashes.
    """

    office: str
    name: str
    programme: str
    as_of: dt.date
    period: Period
    version: str
    expected: int
    definitions: Mapping[str, Definition]
    wordings: Mapping[str, CountMeaning]
    sources: tuple[SourcePackage, ...]
    closed: tuple[str, ...] = ()
    revision: str | None = None
    is_clean: bool | None = None
    unit_codes: frozenset[str] | None = None
    accepted: tuple[AcceptedDefinition, ...] = ()
    missing: tuple[str, ...] = ()
    data: str = ""


Cell = str | int | Decimal | dt.date | bool | None
TableRows = tuple[tuple[Cell, ...], ...]


@record
class ContributionPackage:
    """A whole package: `tables` are what a superior asks first, by name, a row each (see `TABLES`).

    `units` are the same parts unit by unit, None where nobody asked for them.
    """

    manifest: Manifest
    parts: Parts
    tables: Mapping[str, TableRows] = field(default_factory=dict)
    units: tuple[PartOfUnit, ...] | None = None


@positional_record
class ReceivedPackage:
    """A package with the file that it came in, and that file's hash."""

    file: str
    sha256: str
    package: ContributionPackage

    @property
    def manifest(self) -> Manifest:
        """What it says about itself."""
        return self.package.manifest


TABLES: Mapping[str, tuple[str, ...]] = {
    "tasks": (
        "office", "kind", "body", "period", "on_time", "late", "within_time", "overdue", "missed", "ongoing", "suspended",
        "dropped", "unreadable", "due", "due_on_time",
    ),
    "reports": (
        "office", "item", "period", "kind", "expected", "actual", "actual_on_time", "due", "due_on_time", "unreadable",
    ),
    "overdue": ("office", "item", "title", "occurrence", "due", "days_overdue", "owners", "units"),
    "proposals": ("office", "period", "text"),
    "signed": ("office", "period", "name", "number", "signed_on", "as_of", "to", "revision", "moved"),
    "moved": ("office", "period", "name", "indicator", "window", "through", "signed", "now"),
}  # fmt: skip
"""The tables beside the contributions: name → columns. Those of a level are those of its offices, one below the other."""
