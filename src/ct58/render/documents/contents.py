"""What the three kinds of documents say, in words ready to print; the names in templates are in `tags.py`."""

from __future__ import annotations

from ct58.records import record
from ct58.render.words.rows import DueRow, DutyRow, GroupRow, IndicatorRow, TaskRow, UnitRow
from ct58.views.document import OfficialHead


@record
class FreeTable:
    """A table that says its own columns. `centred` are the places of the columns of numbers and other short words."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    centred: frozenset[int] = frozenset()


@record
class Section:
    """Paragraphs under a heading, then a table; level 1 is `I.`, 2 is `1.`, 3 is `a)`.

    Without a heading it goes on with what stands before it, or opens the document.
    """

    heading: str | None = None
    level: int = 1
    paragraphs: tuple[str, ...] = ()
    table: FreeTable | None = None


@record
class Appendix:
    """An appendix beside the usual ones, with columns of its own."""

    title: str
    table: FreeTable


@record
class ReportDocument:
    """A report (báo cáo). An appendix that is None is left out; an empty one says that there is nothing.

    Appendices are numbered as they stand here.
    """

    head: OfficialHead
    subject: str
    addressees: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    first_appendices: tuple[Appendix, ...] = ()
    indicators: tuple[IndicatorRow | GroupRow, ...] | None = None
    tasks: tuple[TaskRow | GroupRow, ...] | None = None
    duties: tuple[DutyRow | GroupRow, ...] | None = None
    duties_note: str = ""
    units: tuple[UnitRow | GroupRow, ...] | None = None
    next_due: tuple[DueRow | GroupRow, ...] | None = None
    last_appendices: tuple[Appendix, ...] = ()
    working_copy: str = ""


@record
class LetterDocument:
    """A letter (công văn): opening paragraphs, a table of items if there are any, the request."""

    head: OfficialHead
    subject: str
    addressees: tuple[str, ...]
    opening: tuple[str, ...] = ()
    items: tuple[DueRow | GroupRow, ...] = ()
    closing: tuple[str, ...] = ()
    working_copy: str = ""


@record
class WorkProgrammeDocument:
    """A work programme (chương trình): opening sections, the table of items by lead, closing sections."""

    head: OfficialHead
    subject: str
    addressees: tuple[str, ...] = ()
    opening: tuple[Section, ...] = ()
    items: tuple[DueRow | GroupRow, ...] = ()
    closing: tuple[Section, ...] = ()
    working_copy: str = ""
