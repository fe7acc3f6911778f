"""The forms as workbooks: one a unit, or a grid with a row a unit; text stays text, and bytes are the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ct58.domain.records.programme import Figure, SubFigure
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.exchange.layout import (
    ADDS,
    ANSWER,
    FORM_MARK,
    FORM_SECTIONS,
    LABEL,
    LIST_NOTE,
    MEASURE,
    NUMBER,
    PERIOD,
    PREVIOUS,
    REMARK,
    SPARE_ROWS,
    UNIT,
    VERSION,
    FormLayout,
    FormSlot,
    ListBlock,
    shown_on_form,
)
from ct58.exchange.sheets import column_letter
from ct58.i18n import Message, N_, Translator, msg
from ct58.records import record

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet
import datetime as dt
import io

from ct58 import ooxml
from ct58.domain.text.vietnamese import nfc

if TYPE_CHECKING:
    from openpyxl import Workbook

INTEGER_FORMAT = "#,##0"
DATE_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
_MADE_ON = dt.date(2000, 1, 1)
"""A fixed day, so that equal forms are equal files."""


def put_composed(cell: Any, value: object) -> None:
    """Write a value; a text is never taken for a formula, and its letters are composed."""
    ooxml.put(cell, nfc(value) if isinstance(value, str) else value)


def new_workbook(title: str) -> Workbook:
    """An empty workbook with our name and a title."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.creator = "ct58"
    workbook.properties.title = title
    return workbook


def workbook_bytes(workbook: Workbook) -> bytes:
    """The file of a workbook; the same workbook gives the same bytes, whenever and wherever it is written."""
    raw = io.BytesIO()
    workbook.save(raw)
    return ooxml.reproducible(raw.getvalue(), _MADE_ON)


HIDDEN = "ct58"
HEADER_ROW = 5
ANSWER_COLUMN = 6
GRID_HEADER_ROW = 4
GRID_NAMES = ((N_("No."), 6), (N_("Id of the unit"), 18), (N_("Unit"), 40))
_WIDTHS = (6, 44, 14, 15, 16, 20, 36)
_WORDS_COLUMN = 6
"""Where the hidden sheet keeps the words of the drop-downs; its table of lines ends before."""
_FORMATS = {"integer": INTEGER_FORMAT, "money": INTEGER_FORMAT, "date": DATE_FORMAT, "text": TEXT_FORMAT}
_LINE_HEIGHT = 16.5
"""Points; heights are set because not every program measures wrapped text when it opens a file."""
_LARGEST = 10**15
_FIRST_DAY, _LAST_DAY = 32874, 73050
"""1990 and 2099 as day numbers."""
_MOST_PROMPT = 250
_FOOT, _FOOT_TEXT = 1.6, 0.3
"""Inches below a printed page: its words stand at the top of that, the signature below them."""
_COLUMNS_A_SHEET = 5
"""So many answers of a grid stand beside the units' names on a sheet of paper, in letters that can be read."""


def form_workbook(layout: FormLayout, speech: Translator) -> bytes:
    """The form of one unit: answers open, all else protected (without a password)."""
    workbook = new_workbook(layout.title)
    sheet = workbook.worksheets[0]
    sheet.title = speech.gettext(N_("Report"))
    hidden = workbook.create_sheet(HIDDEN)
    writer = _FormWriter(sheet, _Choices(hidden, speech), speech)
    writer.write(layout)
    _write_hidden(hidden, _hidden_rows(layout, speech))
    hidden.sheet_state = "veryHidden"
    return workbook_bytes(workbook)


def grid_workbook(
    columns: Sequence[FormSlot],
    units: Sequence[Unit],
    period: Period,
    asked: frozenset[tuple[str, str]],
    speech: Translator,
) -> bytes:
    """One sheet: a row a unit, a column an answer; what a unit is not asked is grey and closed."""
    title = speech.say(msg(N_("Reports of {period}"), period=period))
    workbook = new_workbook(title)
    sheet = workbook.worksheets[0]
    sheet.title = speech.gettext(N_("Reports"))
    hidden = workbook.create_sheet(HIDDEN)
    writer = _GridWriter(sheet, _Choices(hidden, speech), speech)
    writer.write(title, columns, units, asked)
    rows = [(FORM_MARK, "grid"), ("layout", VERSION), ("period", str(period))]
    _write_hidden(hidden, [*rows, *(("line", s.path, s.number, writer.header(s)) for s in columns)])
    hidden.sheet_state = "veryHidden"
    return workbook_bytes(workbook)


def _hidden_rows(layout: FormLayout, speech: Translator) -> list[tuple[str, ...]]:
    """Unit, period and version; then every line as it is printed, so that it is found wherever it is moved."""
    rows: list[tuple[str, ...]] = [
        (FORM_MARK, "form"),
        ("layout", VERSION),
        ("unit", layout.unit.id),
        ("period", str(layout.period)),
        ("version", layout.version),
        ("answers", speech.gettext(ANSWER)),
    ]
    rows += [("line", slot.path, slot.number, slot.label) for slot in layout.slots]
    rows += [("list", block.key, block.number, block.label) for block in layout.lists]
    return rows


def _write_hidden(sheet: Worksheet, rows: Iterable[tuple[str, ...]]) -> None:
    for row, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            put_composed(sheet.cell(row, column), text)


@record
class _Look:
    """The few looks of cells, made once a workbook."""

    title: Any
    bold: Any
    plain: Any
    dim: Any
    border: Any
    header: Any
    answer: Any
    closed: Any
    wrap: Any
    centre: Any
    open_: Any


def _look() -> _Look:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    side = Side(style="thin", color="999999")
    return _Look(
        title=Font(name="Times New Roman", size=14, bold=True),
        bold=Font(name="Times New Roman", size=12, bold=True),
        plain=Font(name="Times New Roman", size=12),
        dim=Font(name="Times New Roman", size=11, italic=True, color="555555"),
        border=Border(left=side, right=side, top=side, bottom=side),
        header=PatternFill("solid", fgColor="DDE6F0"),
        answer=PatternFill("solid", fgColor="FFF9DB"),
        closed=PatternFill("solid", fgColor="D9D9D9"),
        wrap=Alignment(wrap_text=True, vertical="center"),
        centre=Alignment(wrap_text=True, vertical="center", horizontal="center"),
        open_=Protection(locked=False),
    )


class _Choices:
    """Drop-downs and limits of answers; the words of drop-downs stand in the hidden sheet, whatever is in them."""

    def __init__(self, hidden: Worksheet, speech: Translator) -> None:
        self._hidden = hidden
        self._speech = speech
        self._made: dict[tuple[object, ...], DataValidation] = {}
        self._next = _WORDS_COLUMN

    def add(self, sheet: Worksheet, cell: Any, line: Figure | SubFigure, remark: str) -> None:
        """Hold an answer to its figure; a warning only, because “k” and “-” are answers too."""
        key = (line.type, line.min, line.max, tuple(line.values.values()), remark)
        validation = self._made.get(key)
        if validation is None:
            validation = self._validation(line, remark)
            self._made[key] = validation
            sheet.add_data_validation(validation)
        validation.add(cell)

    def words(self, line: Figure | SubFigure) -> tuple[str, ...]:
        """What a drop-down offers; none for other answers."""
        not_applicable = self._speech.gettext(N_("n/a"))
        if line.type == "boolean":
            return (self._speech.gettext(N_("yes")), self._speech.gettext(N_("no")), not_applicable)
        return (*line.values.values(), not_applicable) if line.type == "enum" else ()

    def _validation(self, line: Figure | SubFigure, remark: str) -> DataValidation:
        from openpyxl.worksheet.datavalidation import DataValidation

        hint = self._speech.say(_expected(line))
        words = self.words(line)
        limits: dict[str, Any] = {"type": "list", "formula1": self._range(words)} if words else _limits(line)
        return DataValidation(
            **limits,
            allow_blank=True,
            errorStyle="warning",
            showErrorMessage=True,
            error=hint[:_MOST_PROMPT],
            showInputMessage=True,
            prompt=f"{remark} {hint}".strip()[:_MOST_PROMPT],
        )

    def _range(self, words: Sequence[str]) -> str:
        column = self._next
        self._next += 1
        for row, word in enumerate(words, start=1):
            put_composed(self._hidden.cell(row, column), word)
        letter = column_letter(column)
        return f"'{HIDDEN}'!${letter}$1:${letter}${len(words)}"


def _limits(line: Figure | SubFigure) -> dict[str, Any]:
    if line.type in ("integer", "money", "decimal"):
        least = line.min if line.min is not None else -_LARGEST
        most = line.max if line.max is not None else _LARGEST
        kind = "decimal" if line.type == "decimal" else "whole"
        return {"type": kind, "operator": "between", "formula1": str(least), "formula2": str(most)}
    if line.type == "date":
        return {
            "type": "date",
            "operator": "between",
            "formula1": str(_FIRST_DAY),
            "formula2": str(_LAST_DAY),
        }
    return {}


def _expected(line: Figure | SubFigure) -> Message:
    """What may be written, in one line."""
    if line.type in ("boolean", "enum"):
        return msg(N_("Choose from the list; blank: not given."))
    if line.type == "date":
        return msg(N_("A date such as 30/6/2021; blank: not given."))
    if line.type == "text":
        return msg(N_("Text; blank: not given."))
    if line.type == "decimal":
        return msg(N_("A number such as 12,5; blank: not given; k: does not apply; 0 is a number."))
    return msg(N_("A whole number such as 1250; blank: not given; k: does not apply; 0 is a number."))


class _Writer:
    """What both kinds of sheets share."""

    def __init__(self, sheet: Worksheet, choices: _Choices, speech: Translator) -> None:
        self._sheet = sheet
        self._choices = choices
        self._speech = speech
        self._look = _look()

    def _text(self, row: int, column: int, value: object, **style: Any) -> Any:
        """Write a cell; styles by the names of openpyxl's properties."""
        cell = self._sheet.cell(row, column)
        put_composed(cell, value)
        for name, look in style.items():
            setattr(cell, name, look)
        return cell

    def _answer(self, row: int, column: int, line: Figure | SubFigure, remark: str = "") -> None:
        """An open cell, with the format and the limits of its figure."""
        cell = self._sheet.cell(row, column)
        cell.protection = self._look.open_
        cell.fill = self._look.answer
        cell.border = self._look.border
        cell.alignment = self._look.wrap
        cell.font = self._look.plain
        cell.number_format = _FORMATS.get(line.type, "General")
        self._choices.add(self._sheet, cell, line, remark)

    def _finish(self, header: int, freeze: str, widths: Sequence[int], signs: str | None = None) -> None:
        """Protection without a password, A4 across, the header on every printed page."""
        sheet = self._sheet
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[column_letter(column)].width = width
        sheet.freeze_panes = freeze
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        sheet.protection.formatRows = False
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        assert sheet.sheet_properties.pageSetUpPr is not None
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = f"{header}:{header}"
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        self._place_to_sign(signs)

    def _place_to_sign(self, signs: str | None) -> None:
        """At the foot of each printed page, who makes the paper and who signs it: no cell holds it, so nobody reads it as an answer."""
        say = self._speech.gettext
        maker, name = say(N_("MADE BY")), say(N_("(signature, full name)"))
        foot = self._sheet.oddFooter
        assert foot is not None
        left, right = foot.left, foot.right
        assert left is not None
        assert right is not None
        centre = foot.center
        assert centre is not None
        left.text = f"{maker} {name}"
        centre.text = say(N_("……, day …… month …… year ……"))
        signing = signs or say(N_("FOR THE UNIT"))
        right.text = f"{signing} {name}"
        self._sheet.page_margins.bottom, self._sheet.page_margins.footer = _FOOT, _FOOT - _FOOT_TEXT


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column, a little on the large side."""
    return max(1, -(-len(text) * 11 // (width * 10)))


class _FormWriter(_Writer):
    """A form from top to bottom."""

    def write(self, layout: FormLayout) -> None:
        """Title, the lines with one answer, the lists."""
        self._top(layout)
        head, figures, notes = FORM_SECTIONS
        row = self._slots(HEADER_ROW + 1, head, layout.head)
        row = self._slots(row, figures, layout.figures, layout.lists)
        row = self._slots(row, notes, layout.notes, tall=True)
        for block in layout.lists:
            row = self._list(row + 1, block)
        self._sheet.print_area = f"A1:G{row}"
        self._finish(HEADER_ROW, f"A{HEADER_ROW + 1}", _WIDTHS, layout.signs)

    def _top(self, layout: FormLayout) -> None:
        say, look = self._speech.gettext, self._look
        self._text(1, 1, layout.title.upper(), font=look.title)
        self._text(2, 2, say(UNIT), font=look.plain)
        self._text(2, 3, layout.unit.name, font=look.bold)
        self._text(3, 2, say(PERIOD), font=look.plain)
        self._text(3, 3, shown_on_form(layout.period, self._speech), font=look.bold)
        for row, line in enumerate(layout.send, start=2):
            self._text(row, 5, line, font=look.bold)
        note = N_("Write only in the yellow cells. Blank: not given; k: does not apply; 0 is a number.")
        self._text(4, 1, say(note), font=look.dim)
        titles = (NUMBER, LABEL, MEASURE, ADDS, PREVIOUS, ANSWER, REMARK)
        for column, title in enumerate(titles, start=1):
            self._text(
                HEADER_ROW,
                column,
                say(title),
                font=look.bold,
                fill=look.header,
                border=look.border,
                alignment=look.centre,
            )

    def _slots(
        self,
        row: int,
        title: str,
        slots: Sequence[FormSlot],
        lists: Sequence[ListBlock] = (),
        *,
        tall: bool = False,
    ) -> int:
        """A section; returns the row after it. The fields of a record stand under its own line."""
        if not slots and not lists:
            return row
        self._line(row, ("", self._speech.gettext(title)), is_bold=True)
        above = ""
        for slot in slots:
            row += 1
            if slot.of and slot.of != above:
                self._line(row, (slot.number.partition(".")[0], slot.of), is_bold=True)
                row += 1
            above = slot.of
            self._slot(row, slot)
            if tall:
                self._sheet.merge_cells(start_row=row, end_row=row, start_column=ANSWER_COLUMN, end_column=7)
                self._sheet.row_dimensions[row].height = 4 * _LINE_HEIGHT
        return row + 1

    def _slot(self, row: int, slot: FormSlot) -> None:
        cells = (slot.number, slot.label, slot.line.unit or "", slot.adds)
        self._line(row, (*cells, "", "", slot.remark))
        previous = self._sheet.cell(row, ANSWER_COLUMN - 1)
        put_composed(previous, self._previous(slot))
        previous.font = self._look.plain
        previous.alignment = self._look.centre
        previous.number_format = _FORMATS.get(slot.line.type, "General")
        self._answer(row, ANSWER_COLUMN, slot.line, slot.remark)

    def _previous(self, slot: FormSlot) -> object:
        """Last period's value as the unit knows it."""
        if isinstance(slot.previous, bool):
            return self._speech.gettext(N_("yes") if slot.previous else N_("no"))
        if isinstance(slot.previous, str):
            words = {**slot.line.values, "n/a": self._speech.gettext(N_("n/a"))}
            return words.get(slot.previous, slot.previous)
        return slot.previous

    def _line(self, row: int, cells: Sequence[str], *, is_bold: bool = False) -> None:
        """A bordered row."""
        look = self._look
        for column in range(1, len(_WIDTHS) + 1):
            text = cells[column - 1] if column <= len(cells) else ""
            font = look.bold if is_bold else look.plain
            self._text(row, column, text or None, border=look.border, alignment=look.wrap, font=font)
        lines = max(map(_lines, cells, _WIDTHS))
        self._sheet.row_dimensions[row].height = lines * _LINE_HEIGHT

    def _list(self, row: int, block: ListBlock) -> int:
        """A table of its own: a heading, the fields' names, spare rows; returns the row after it."""
        look = self._look
        self._text(row, 1, block.number, font=look.bold)
        self._text(row, 2, block.label, font=look.bold)
        none = self._speech.gettext(LIST_NOTE)
        self._text(row + 1, 2, f"{none} {block.remark}".strip(), font=look.dim)
        header = row + 2
        style = {"font": look.bold, "fill": look.header, "border": look.border, "alignment": look.centre}
        self._text(header, 1, self._speech.gettext(NUMBER), **style)
        for column, field in enumerate(block.fields, start=2):
            self._text(header, column, field.label, **style)
        most = max(map(_lines, (field.label for field in block.fields), _WIDTHS[1:]), default=1)
        self._sheet.row_dimensions[header].height = most * _LINE_HEIGHT
        for line in range(1, SPARE_ROWS + 1):
            self._text(header + line, 1, line, border=look.border, alignment=look.centre, font=look.plain)
            for column, field in enumerate(block.fields, start=2):
                self._answer(header + line, column, field)
        return header + SPARE_ROWS + 1


class _GridWriter(_Writer):
    """A grid: units down, answers across."""

    def write(
        self,
        title: str,
        columns: Sequence[FormSlot],
        units: Sequence[Unit],
        asked: frozenset[tuple[str, str]],
    ) -> None:
        """Title, header, one row a unit."""
        look, say = self._look, self._speech.gettext
        self._text(1, 1, title.upper(), font=look.title)
        note = N_("Write only in the yellow cells. Blank: not given; k: does not apply; 0 is a number.")
        self._text(2, 1, say(note), font=look.dim)
        style = {"font": look.bold, "fill": look.header, "border": look.border, "alignment": look.centre}
        first = len(GRID_NAMES) + 1
        for column, (name, _width) in enumerate(GRID_NAMES, start=1):
            self._text(GRID_HEADER_ROW, column, say(name), **style)
        for column, slot in enumerate(columns, start=first):
            self._text(GRID_HEADER_ROW, column, self.header(slot), **style)
        for row, unit in enumerate(units, start=GRID_HEADER_ROW + 1):
            self._unit(row, unit, columns, asked)
        longest = max(_lines(self.header(slot), 16) for slot in columns)
        self._sheet.row_dimensions[GRID_HEADER_ROW].height = (longest + 1) * _LINE_HEIGHT
        widths = [width for _name, width in GRID_NAMES] + [16] * len(columns)
        corner = f"{column_letter(first)}{GRID_HEADER_ROW + 1}"
        self._finish(GRID_HEADER_ROW, corner, widths)
        self._sheet.page_setup.fitToWidth = -(-len(columns) // _COLUMNS_A_SHEET)
        name = column_letter(len(GRID_NAMES))
        self._sheet.print_title_cols = f"{name}:{name}"

    def header(self, slot: FormSlot) -> str:
        """`5. Số đảng viên kết nạp`; a record's field with the record before it."""
        label = f"{slot.of}: {slot.label}" if slot.of else slot.label
        return f"{slot.number}. {label}" if slot.number else label

    def _unit(
        self, row: int, unit: Unit, columns: Sequence[FormSlot], asked: frozenset[tuple[str, str]]
    ) -> None:
        look = self._look
        for column, value in enumerate((unit.order, unit.id, unit.name), start=1):
            self._text(row, column, value, border=look.border, alignment=look.wrap, font=look.plain)
        for column, slot in enumerate(columns, start=len(GRID_NAMES) + 1):
            if not slot.number or (unit.id, slot.path) in asked:
                self._answer(row, column, slot.line)
            else:
                self._text(row, column, None, fill=look.closed, border=look.border)
