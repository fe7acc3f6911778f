"""Excel workbooks, written row by row: a page to be sent, or a long table of facts; numbers and days are such."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import quoteattr

from ct58.domain.text.signs import harmless
from ct58.domain.text.vietnamese import nfc
from ct58.i18n import N_, Translator, msg
from ct58.ooxml import property_text, put, reproducible, writable
from ct58.patterns import pattern
from ct58.records import record
from ct58.render.formats.html import page_title
from ct58.render.formats.lists import AroundTable, PageList, lists_of
from ct58.render.formats.print_style import PRINT_STYLES
from ct58.views.page import Amount, Column, Emphasis, Heading, Line, Page, Span, Words, plain

if TYPE_CHECKING:
    from openpyxl import Workbook

_DATE_FORMAT = "dd/mm/yyyy"
NUMBER_FORMAT = "#,##0"
MOST_CHARACTERS = 32_767
"""What a cell of Excel can hold."""
MOST_DIGITS = 15
"""A longer number would lose digits in Excel."""
MOST_ROWS = 1_000_000
"""Of one sheet; Excel ends at 1,048,576."""
MOST_FORMATS = 150
"""Of one workbook with words in them; Excel ends at some 200."""
_NARROWEST, _WIDEST = 8, 60
"""Widths of columns, in characters."""
_MARGIN = 3
_SAMPLE = 200
"""Rows that the widths of columns are taken from."""
_PORTRAIT = 95
"""Characters that fit beside each other on A4 upright; what is wider lies on its side."""
_LINE_HEIGHT = 15.0
"""Points of a line."""
_HIGHEST = 400.0
"""Points of a row; Excel ends at 409."""
_FONT, _FONT_SIZE = "Calibri", 11
"""Those of a new workbook; a bold one must name it again."""
_HEADING_FILL, _LINE_COLOUR = "E7E6E6", "A6A6A6"
_SHADE, _LINE_SHADE = "595959", "262626"
_PAPER: Any = "FFFFFF"
_FILLS: Any = (None, "wdUpDiag", "smGrid", "wdDnDiag", "dkHorz", "pct20")
"""Of the series of a chart, the first solid: they are told apart without colours."""
_DRAWING = pattern(r"xl/drawings/drawing([0-9]+)\.xml")
_A4 = 9
"""How Excel calls it."""
_CM = 0.2
"""Centimetres of a character."""
_TAB_SIGNS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_TAB = 31


@record
class SheetChart:
    """Bars: the places of the columns of their names and of their numbers, and whether those are parts of a whole.

    `alt` is read aloud in its place. `meanings` are those of the numbers, for their colours; grey without.
    """

    names: int
    numbers: Sequence[int]
    is_stacked: bool
    alt: str
    meanings: Sequence[Emphasis] = ()


@record
class PrintedSheet:
    """A sheet: words above, a row of headings, rows, words below.

    A sheet to be sent wraps, has lines, and is set up for A4; its charts are drawn below it. Words stand at the
    right in the columns of the places `right`.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]
    above: Sequence[AroundTable] = ()
    below: Sequence[AroundTable] = ()
    charts: Sequence[SheetChart] = ()
    right: frozenset[int] = frozenset()
    is_for_paper: bool = False


def write_workbook(
    stream: BinaryIO,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    most_rows: int = MOST_ROWS,
) -> None:
    """A long table with headings that stay and filter; more rows than a sheet holds go on in the next.

    Text stays text, whatever it begins with; numbers, days and truths are such in the workbook; what holds
    several values has them with semicolons between.
    """
    parts = enumerate(_parts(iter(rows), most_rows), start=1)
    packed = _workbook(
        title,
        (
            PrintedSheet(name=title if number == 1 else f"{title} {number}", header=header, rows=part)
            for number, part in parts
        ),
    )
    stream.write(packed)


def page_as_xlsx(page: Page, translator: Translator, as_of: dt.date) -> bytes:
    """A page as a workbook to be sent, a sheet a list. Equal pages give equal bytes."""
    title = page_title(page) or translator.gettext(N_("Content"))
    heading = [block for block in page.blocks[:1] if isinstance(block, Heading)]
    lists = lists_of(page, translator)
    names = _tab_names([one.name or title.split(" · ")[0] for one in lists])
    sheets = [_sheet(one, tab, heading, translator) for one, tab in zip(lists, names, strict=True)]
    return reproducible(_workbook(title, sheets), as_of)


def _sheet(one: PageList, tab: str, title: Sequence[Heading], translator: Translator) -> PrintedSheet:
    kept = [place for place, column in enumerate(one.table.columns) if not column.is_drawing]
    columns = [one.table.columns[place] for place in kept]
    return PrintedSheet(
        name=tab,
        header=[column.title for column in columns],
        rows=[[row[place] for place in kept] for row in one.table.rows],
        above=[*title, *one.before],
        below=one.after,
        right=frozenset(place for place, column in enumerate(columns) if column.align == "right"),
        charts=tuple(_charts(one.table.columns, kept, tab, translator)),
        is_for_paper=True,
    )


def _charts(
    columns: Sequence[Column], kept: Sequence[int], name: str, translator: Translator
) -> Iterator[SheetChart]:
    """What Excel is to draw where the screen draws bars."""
    for column in columns:
        if column.is_drawing and column.draws:
            names, *numbers = map(kept.index, column.draws)
            titles = ", ".join(columns[place].title for place in column.draws[1:])
            text = msg(
                N_("{sheet}: a chart of {numbers}; the table above says the numbers."),
                sheet=name,
                numbers=titles,
            )
            yield SheetChart(
                names=names,
                numbers=numbers,
                is_stacked=column.stacks,
                alt=" ".join(harmless(translator.say(text)).split()),
                meanings=column.meanings,
            )


def _tab_names(names: Iterable[str]) -> list[str]:
    """What a tab may be called, each once."""
    found: list[str] = []
    for name in names:
        text = " ".join(harmless(name).translate(_TAB_SIGNS).split()).strip("'")[:_LONGEST_TAB].strip() or "1"
        same = sum(1 for other in found if other.startswith(text[: _LONGEST_TAB - 4]))
        found.append(f"{text[: _LONGEST_TAB - 4]} {same + 1}" if same else text)
    return found


# --------------------------------------------------------------- the workbook


def _workbook(title: str, sheets: Iterable[PrintedSheet]) -> bytes:
    """The packed workbook.

    It is packed in memory: a zip file that cannot be finished on a full disk complains when it is thrown away.
    """
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    workbook.properties.creator = "ct58"
    workbook.properties.title = property_text(harmless(title))
    formats: set[str] = set()
    alts: list[list[str]] = []
    for sheet in sheets:
        alts += [drawn] if (drawn := _Writer(workbook, sheet, formats).write()) else []
    packed = io.BytesIO()
    workbook.save(packed)
    return _described(packed.getvalue(), alts)


def _described(package: bytes, alts: Sequence[Sequence[str]]) -> bytes:
    """The workbook with what is read aloud of its charts, drawing by drawing: openpyxl has no word for it."""
    if not alts:
        return package
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            number = _DRAWING.fullmatch(entry.filename)
            part = source.read(entry)
            for place, alt in enumerate(alts[int(number[1]) - 1] if number else (), start=1):
                name = f'name="Chart {place}"'
                part = part.replace(name.encode(), f"{name} descr={quoteattr(writable(alt))}".encode())
            target.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _parts(rows: Iterator[Sequence[object]], size: int) -> Iterator[Iterator[Sequence[object]]]:
    """The rows by so many, at least one part; each must be used up before the next."""
    yield islice(rows, size)
    for row in rows:
        yield chain([row], islice(rows, size - 1))


class _Writer:
    """Writes one sheet from its top to its bottom."""

    def __init__(self, workbook: Workbook, sheet: PrintedSheet, formats: set[str]) -> None:
        from openpyxl.styles import Alignment, Border, Side

        self._target: Any = workbook.create_sheet(sheet.name)
        self._sheet = sheet
        self._formats = formats
        self._row = 0
        rows = iter(sheet.rows)
        self._first = list(islice(rows, _SAMPLE))
        self._rows = chain(self._first, rows)
        self._left, self._right = (
            Alignment(wrap_text=True, vertical="top", horizontal=side) for side in (None, "right")
        )
        line = Side("thin", color=_LINE_COLOUR)
        self._border = Border(left=line, right=line, top=line, bottom=line)
        self._widths = [_width(values) for values in zip(sheet.header, *self._first, strict=True)]

    def write(self) -> list[str]:
        """All of it; what is said of the sheet as a whole must come before its first row, but for the filter.

        What is read aloud of the charts that are drawn.
        """
        head = len(self._sheet.above) + _asides(self._sheet.above) + 1
        self._set_up(head)
        for said in self._sheet.above:
            self._say(said)
        self._append([self._heading(title) for title in self._sheet.header], self._height(self._sheet.header))
        make = self._paper_cells if self._sheet.is_for_paper else self._cells
        for row in self._rows:
            self._append(make(row), self._height(row))
        last = self._letter(len(self._sheet.header))
        bottom = self._row if self._sheet.is_for_paper else head
        self._target.auto_filter.ref = f"A{head}:{last}{bottom}"
        for said in self._sheet.below:
            self._say(said)
        drawn = self._sheet.charts if bottom > head else ()
        for chart in drawn:
            self._draw(chart, head, bottom)
        return [chart.alt for chart in drawn]

    def _set_up(self, head: int) -> None:
        for place, width in enumerate(self._widths, start=1):
            self._target.column_dimensions[self._letter(place)].width = width
        self._target.freeze_panes = f"A{head + 1}"
        if not self._sheet.is_for_paper:
            return
        from openpyxl.worksheet.properties import PageSetupProperties

        self._target.print_title_rows = f"{head}:{head}"
        setup = self._target.page_setup
        setup.orientation = "portrait" if sum(self._widths) <= _PORTRAIT else "landscape"
        setup.paperSize = _A4
        setup.fitToHeight = 0
        self._target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def _append(self, cells: Sequence[object], height: float | None = None) -> None:
        """A row. What wraps says how high it is: not every program works it out."""
        self._row += 1
        if height is not None:
            self._target.row_dimensions[self._row].height = height
        self._target.append(cells)

    def _height(self, values: Sequence[object]) -> float | None:
        if not self._sheet.is_for_paper:
            return None
        return min(_HIGHEST, _LINE_HEIGHT * max(map(_lines, values, self._widths)))

    def _say(self, said: AroundTable) -> None:
        """A line across the columns; of a title, what stands beside it comes below."""
        if isinstance(said, Heading):
            self._across(said.text, size=14 if said.level == 1 else 11, bold=True)
            if said.aside:
                self._across(said.aside, size=11, bold=False)
        else:
            self._across(_line_text(said), size=11, bold=False)

    def _across(self, text: str, *, size: int, bold: bool) -> None:
        """Merged cells don't grow by themselves, so the height is told."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        cell = WriteOnlyCell(self._target)
        put(cell, _held(text))
        cell.font = Font(name=_FONT, bold=bold, size=size)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        columns = len(self._widths)
        if columns > 1:
            self._target.merged_cells.add(f"A{self._row + 1}:{self._letter(columns)}{self._row + 1}")
        scale = size / _FONT_SIZE
        self._append([cell], _LINE_HEIGHT * scale * _lines(text, int(sum(self._widths) / scale)))

    def _heading(self, title: str) -> Any:
        from openpyxl.styles import Alignment, Font, PatternFill

        cell = self._plain(title)
        cell.font = Font(name=_FONT, bold=True)
        if self._sheet.is_for_paper:
            cell.fill = PatternFill("solid", fgColor=_HEADING_FILL)
            cell.border = self._border
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        return cell

    def _cells(self, row: Sequence[object]) -> list[Any]:
        return [self._cell(value) for value in row]

    def _paper_cells(self, row: Sequence[object]) -> list[Any]:
        cells = [self._words(value) for value in row if isinstance(value, tuple)]
        for place, cell in enumerate(cells):
            is_words = cell.data_type == "s"
            cell.alignment = self._right if is_words and place in self._sheet.right else self._left
            cell.border = self._border
        return cells

    def _cell(self, value: object) -> Any:
        """What a row of a write-only sheet takes: a plain number or truth, else a cell."""
        if value is None or isinstance(value, bool | int):
            return value
        cell = self._plain(value)
        if isinstance(value, dt.date):
            cell.number_format = _DATE_FORMAT
        return cell

    def _plain(self, value: object) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._target)
        if isinstance(value, tuple):
            value = ";".join(map(str, value))
        put(cell, nfc(_held(value)) if isinstance(value, str) else value)
        return cell

    def _words(self, said: Words) -> Any:
        """A number or a day in the form of its words, else the words."""
        amount = next((span.amount for span in said if span.amount), None)
        form = _form(amount) if amount and len(said) == 1 else None
        if amount is None or form is None or not self._may_use(form):
            return self._plain(_text(said))
        is_percent = amount.after.startswith("%") and isinstance(amount.number, int | Decimal)
        cell = self._plain(amount.number / 100 if is_percent else amount.number)  # type: ignore[operator]
        cell.number_format = form
        return cell

    def _may_use(self, form: str) -> bool:
        if '"' in form and form not in self._formats:
            if len(self._formats) >= MOST_FORMATS:
                return False
            self._formats.add(form)
        return True

    def _draw(self, said: SheetChart, head: int, bottom: int) -> None:
        """Bars from left to right, in the order of the rows."""
        from openpyxl.chart import BarChart, Reference

        chart = BarChart()
        chart.type, chart.gapWidth = "bar", 50
        if said.is_stacked:
            chart.grouping, chart.overlap = "percentStacked", 100
        for place in said.numbers:
            column = Reference(self._target, min_col=place + 1, min_row=head, max_row=bottom)
            chart.add_data(column, titles_from_data=True)
        for place, series in enumerate(chart.series):
            self._fill(series, place, said.meanings[place : place + 1])
        chart.display_blanks = "gap"
        chart.set_categories(
            Reference(self._target, min_col=said.names + 1, min_row=head + 1, max_row=bottom)
        )
        chart.y_axis.scaling.min = 0
        chart.x_axis.scaling.orientation = "maxMin"
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.legend.position = "b"
        chart.width = min(24, max(12, int(_CM * sum(self._widths))))
        beside = 1 if said.is_stacked else len(said.numbers)
        chart.height = max(6, 3 + int(max(0.6, 0.4 * beside) * (bottom - head)))
        self._target.add_chart(chart, f"A{self._row + 2}")

    def _fill(self, series: Any, place: int, meanings: Sequence[Emphasis]) -> None:
        """A colour for the screen and, from the second series on, a pattern for black-and-white print."""
        from openpyxl.drawing.colors import ColorChoice
        from openpyxl.drawing.fill import PatternFillProperties

        colour: Any = PRINT_STYLES[meanings[0]].colour if meanings else _SHADE
        look, pattern = series.graphicalProperties, _FILLS[place % len(_FILLS)]
        look.line.solidFill = _LINE_SHADE
        if pattern is None:
            look.solidFill = colour
            return
        look.pattFill = PatternFillProperties(
            prst=pattern, fgClr=ColorChoice(srgbClr=colour), bgClr=ColorChoice(srgbClr=_PAPER)
        )

    def _letter(self, place: int) -> str:
        from openpyxl.utils import get_column_letter

        return get_column_letter(place)


def _line_text(line: Line) -> str:
    """`Chủ trì: Văn phòng`; what a screen pads is one space."""
    if not line.label_width:
        return " ".join(plain(line.words).split())
    label, rest = plain(line.words[:1]).strip(), plain(line.words[1:]).strip()
    return f"{label}: {rest}"


def _asides(above: Sequence[AroundTable]) -> int:
    return sum(1 for said in above if isinstance(said, Heading) and said.aside)


def _form(amount: Amount) -> str | None:
    """How Excel shows a number as its words do; None where it would lose digits."""
    number, after = amount.number, amount.after
    if isinstance(number, dt.date):
        form = _DATE_FORMAT
    elif len(f"{number:f}".lstrip("-").replace(".", "")) > MOST_DIGITS:
        return None
    else:
        decimals = max(0, -_exponent(number))
        form = NUMBER_FORMAT + (f".{'0' * decimals}" if decimals else "")
    if after.startswith("%"):
        form, after = f"{form.replace('#,##', '')}%", after[1:]
    return f"{_quoted(amount.before)}{form}{_quoted(after)}"


def _exponent(number: int | Decimal) -> int:
    exponent = Decimal(number).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', "")) if text else ""


def _text(said: Words) -> str:
    return harmless("".join(span.text for span in said)).strip()


def _held(text: str) -> str:
    return harmless(text)[:MOST_CHARACTERS]


def _width(values: Iterable[object]) -> int:
    """Wide enough for what is seen first, and for the filter's button."""
    return min(max(max(map(_length, values)) + _MARGIN, _NARROWEST), _WIDEST)


def _lines(value: object, width: int) -> int:
    """How many lines a value takes in a column so wide."""
    return sum(-(-len(line) // max(width - 1, 1)) or 1 for line in _as_text(value).split("\n"))


def _length(value: object) -> int:
    return max(map(len, _as_text(value).split("\n")))


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return "".join(part.text if isinstance(part, Span) else f"{part};" for part in value)
    return "" if value is None else str(value)
