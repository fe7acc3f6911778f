"""The kinds of change that people speak of."""

from __future__ import annotations

from typing import Literal

from ct58.domain.changes.fields import FieldChange
from ct58.domain.records.events import Event, ItemFile
from ct58.domain.records.office import Record
from ct58.domain.records.programme import Amendment
from ct58.domain.records.reports import TYPED_IN, Correction, Report
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.records import record

How = Literal["added", "removed", "changed", "moved"]
UnitTurn = Literal["added", "removed", "split", "merged", "closed", "reopened", "renamed", "changed"]


@record
class FilePair:
    """A file whose bytes differ, with the records that it held and holds.

    `None` is a file that is not there; `is_read` is false where one of them could not be read as a record,
    `is_clash` says that this is because two sides stand in it.
    """

    file: str
    before: Record | None
    after: Record | None
    is_read: bool = True
    is_clash: bool = False


@record
class ReportChange:
    """A report that came, went or was changed.

    `figures` and `fields` (receipt, document, state …) hold what differs; those of a new report are given
    with None before. `corrections` are the reasons that came with the change. `was` is the unit and period
    that it stood under, where it was moved.
    """

    how: How
    file: str
    unit: str
    period: Period
    before: Report | None
    after: Report | None
    figures: tuple[FieldChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    corrections: tuple[Correction, ...] = ()
    was: tuple[str, Period] | None = None

    @property
    def is_arrival(self) -> bool:
        """Whether the report has only now come in: before, nobody had typed it in."""
        was_typed_in = self.before is not None and self.before.state in TYPED_IN
        return self.how in ("added", "changed") and not was_typed_in

    @property
    def is_supplement(self) -> bool:
        """Whether a report only says more than before: figures that were open, and nothing else."""
        return self.how == "changed" and bool(self.figures) and not self.overwritten and not self.fields

    @property
    def overwritten(self) -> tuple[FieldChange, ...]:
        """The figures that said something else before."""
        return tuple(change for change in self.figures if change.old is not None)


@record
class EventChange:
    """An event that was recorded, taken away, changed or moved; `is_voiding`: it was declared wrong on its line.

    `was` is the unit among whose events it stood, where it was moved; empty where it was told of the item as a whole.
    """

    how: How
    file: str
    item: str | None
    unit: str | None
    before: Event | None
    after: Event | None
    is_voiding: bool = False
    was: str | None = None

    @property
    def event(self) -> Event:
        """The event as it is now, or as it was before it went."""
        found = self.after or self.before
        assert found is not None
        return found


@record
class UnitChange:
    """A change of the register. `was` is the unit's former id, where it got another one."""

    how: How
    file: str
    unit: str
    turn: UnitTurn
    before: Unit | None
    after: Unit | None
    fields: tuple[FieldChange, ...] = ()
    was: str | None = None


@record
class ItemChange:
    """A change of the head of an item that came up on the way. `was` is its former id, where it got another one."""

    how: How
    file: str
    item: str
    before: ItemFile | None
    after: ItemFile | None
    fields: tuple[FieldChange, ...] = ()
    was: str | None = None


@record
class FileChange:
    """A change in one of the files that stand alone: the programme, the office, a period's."""

    how: How
    file: str
    kind: Literal["programme", "office", "period"]
    period: Period | None = None
    fields: tuple[FieldChange, ...] = ()


@record
class AmendmentChange:
    """An amendment of the programme that came, went or says something else, wherever it stands; `was` is its former file."""

    how: How
    file: str
    before: Amendment | None
    after: Amendment | None
    fields: tuple[FieldChange, ...] = ()
    was: str | None = None

    @property
    def amendment(self) -> Amendment:
        """The amendment as it is now, or as it was before it went."""
        found = self.after or self.before
        assert found is not None
        return found


@record
class Formatted:
    """A file that is written differently and says the same."""

    file: str


@record
class Unreadable:
    """A file whose records cannot be compared, because of errors in it before or after.

    `is_clash`: what two people said stands side by side in it, until somebody chooses.
    """

    file: str
    is_clash: bool = False


Change = (
    ReportChange
    | EventChange
    | UnitChange
    | ItemChange
    | FileChange
    | AmendmentChange
    | Formatted
    | Unreadable
)
RecordChange = ReportChange | EventChange | UnitChange | ItemChange | AmendmentChange
"""A change of one record, which may be gone as a whole."""
