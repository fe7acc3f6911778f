"""What the three kinds of documents say, in words ready to print; the names in templates are in `tags.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ct58.records import record
from ct58.render.words.charts import NativeChart
from ct58.render.words.rows import DueRow, DutyRow, GroupRow, IndicatorRow, TaskRow, UnitRow
from ct58.render.words.speech import Speech
from ct58.views.document import OfficialHead
from ct58.views.page import Narrative
from ct58.views.vocabularies import PRACTICE_MARK


class ItemText(str):
    """A paragraph that is an item of a list, and begins with its dash; in Word a paragraph like any other."""

    __slots__ = ()


@record
class FreeTable:
    """A table that says its own columns. `centred` are the places of the columns of numbers and other short words."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    centred: frozenset[int] = frozenset()


@record
class Section:
    """A person's prose under a heading, then what ct58 says, then a table; level 1 is `I.`, 2 is `1.`, 3 is `a)`.

    Without a heading it goes on with what stands before it, or opens the document.
    """

    heading: str | None = None
    level: int = 1
    prose: Narrative | None = None
    paragraphs: tuple[str, ...] = ()
    table: FreeTable | None = None


@record
class Appendix:
    """An appendix beside the usual ones, with columns of its own, and a note below them."""

    title: str
    table: FreeTable
    note: str = ""


def practice_mark(head: OfficialHead, speech: Speech) -> str:
    """What stands at the foot of every document of an office for practice, the clean ones included."""
    return speech.gettext(PRACTICE_MARK) if head.is_practice else ""


@record
class ChartWithTable:
    """A chart, the table that says all its numbers, and what must be known of them."""

    chart: NativeChart
    table: FreeTable
    note: str = ""


@record
class BriefSheet:
    """One page for the leader: figures, what is overdue, what needs direction, what is asked, a chart."""

    body: str
    subject: str
    opening: str
    figures: FreeTable
    sections: tuple[Section, ...]
    chart: ChartWithTable | None = None


@record
class BriefDocument:
    """The sheet alone (báo cáo tóm tắt): neither numbered nor signed."""

    head: OfficialHead
    sheet: BriefSheet
    working_copy: str = ""


@record
class ReportDocument:
    """A report (báo cáo). An appendix that is None is left out; an empty one says that there is nothing.

    Appendices are numbered as they stand here; `notes` stand below the usual ones, by the name of their rows. `brief` goes before
    it as a sheet of its own.
    """

    head: OfficialHead
    subject: str
    addressees: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    first_appendices: tuple[Appendix, ...] = ()
    indicators: tuple[IndicatorRow | GroupRow, ...] | None = None
    charts: tuple[ChartWithTable, ...] | None = None
    tasks: tuple[TaskRow | GroupRow, ...] | None = None
    duties: tuple[DutyRow | GroupRow, ...] | None = None
    units: tuple[UnitRow | GroupRow, ...] | None = None
    next_due: tuple[DueRow | GroupRow, ...] | None = None
    receiver_titles: tuple[str, str] = ("", "")
    receivers: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    last_appendices: tuple[Appendix, ...] = ()
    brief: BriefSheet | None = None
    working_copy: str = ""


@record
class LetterDocument:
    """A letter (công văn): opening paragraphs, a table of items if there are any, the request.

    One to many has no table of its own: its `annex` lists whom it is addressed to, and about what.
    """

    head: OfficialHead
    subject: str
    addressees: tuple[str, ...]
    opening: tuple[str, ...] = ()
    items: tuple[DueRow | GroupRow, ...] = ()
    closing: tuple[str, ...] = ()
    annex: tuple[DueRow, ...] = ()
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
