"""The numbers of a chart as the small workbook inside the document, which Word's “Edit data” opens."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from ct58.ooxml import writable
from ct58.render.words.charts import NativeChart

SHEET: Final = "DuLieu"
"""The one sheet: names in the first column, a series in each of the others, titles in the first row."""
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def column_name(place: int) -> str:
    """The letter of a column, counted from 0; a chart has never more than the alphabet."""
    return _ALPHABET[place]


def chart_workbook(chart: NativeChart) -> bytes:
    """The packed workbook; the same chart gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in _files(chart).items():
            target.writestr(zipfile.ZipInfo(name, _DATE), (_DECLARATION + content).encode())
    return out.getvalue()


def _files(chart: NativeChart) -> Mapping[str, str]:
    kinds = {
        "/xl/workbook.xml": "sheet.main",
        "/xl/worksheets/sheet1.xml": "worksheet",
        "/xl/styles.xml": "styles",
    }
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _sheet(chart),
    }


_STYLES: Final = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Times New Roman"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _relations(entries: Mapping[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for name, (kind, target) in entries.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _sheet(chart: NativeChart) -> str:
    titles: list[str | int | Decimal | None] = [None, *(series.name for series in chart.series)]
    rows = [
        titles,
        *([name, *(one.values[n] for one in chart.series)] for n, name in enumerate(chart.categories)),
    ]
    inside = "".join(_row(number, cells) for number, cells in enumerate(rows, start=1))
    return (
        f'<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="60" customWidth="1"/></cols>'
        f"<sheetData>{inside}</sheetData></worksheet>"
    )


def _row(number: int, cells: Iterable[str | int | Decimal | None]) -> str:
    inside = "".join(_cell(f"{column_name(place)}{number}", value) for place, value in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'


def _cell(place: str, value: str | int | Decimal | None) -> str:
    """Text is text, never a formula; what is not known is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = escape(writable(value))
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
