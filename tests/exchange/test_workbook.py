from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from ct58.errors import Refused
from ct58.exchange.workbook import MOST_PACKED, MOST_SHEETS, open_content

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook() -> bytes:
    """A plain workbook with one number."""
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"] = 412
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(name: str, part: bytes, content: bytes | None = None) -> bytes:
    """A workbook in which one part is replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or workbook())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            if entry != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, part)
    return out.getvalue()


def sheet_with(inside: str, before: str = "") -> bytes:
    """A workbook whose sheet is written by hand."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'{before}<worksheet xmlns="{namespace}">{inside}</worksheet>'
    return with_part("xl/worksheets/sheet1.xml", xml.encode())


def refusal(content: bytes) -> str:
    """What the refusal of a content says."""
    with pytest.raises(Refused) as caught:
        open_content("x.xlsx", content)
    assert caught.value.hint is not None
    return caught.value.message.text


def test_a_workbook_is_opened_with_its_values() -> None:
    """The common case: values, and no second look for formulas where there are none."""
    values, formulas = open_content("x.xlsx", workbook())
    assert values.worksheets[0]["A1"].value == 412
    assert formulas is None


def test_formulas_are_seen_beside_their_saved_values() -> None:
    """What was computed is the value; that it was a formula is still known."""
    content = sheet_with('<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData>')
    values, formulas = open_content("x.xlsx", content)
    assert formulas is not None
    assert (values.worksheets[0]["A1"].value, formulas.worksheets[0]["A1"].value) == (2, "=1+1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLE + b"W\0o\0r\0k\0b\0o\0o\0k\0", "old .xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xef\xbb\xbf <html><table></table></html>", "web page"),
        (b"<?xml version='1.0'?><Workbook/>", "web page"),
        (b"", "no Excel workbook"),
        (b"PK\x03\x04 and then nothing", "no Excel workbook"),
        (workbook()[:-200], "no Excel workbook"),
    ],
    ids=["xls", "password", "doc", "pdf", "html", "xml", "empty", "cut", "half"],
)
def test_what_is_no_workbook_is_named_for_what_it_is(content: bytes, said: str) -> None:
    """A file is known by its first bytes, whatever its name says."""
    assert said in refusal(content)


def test_a_word_file_renamed_to_xlsx_is_known() -> None:
    """Both are ZIP packages."""
    assert "Word" in refusal(with_part("word/document.xml", b"<w/>"))


def test_another_package_is_no_workbook() -> None:
    """An .ods, or any ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "no Excel workbook" in refusal(out.getvalue())


def test_a_package_that_unpacks_to_too_much_is_not_opened() -> None:
    """A zip bomb is refused from its list of contents alone."""
    assert "enormous" in refusal(with_part("xl/media/image1.xml", b" " * (40 * 1024 * 1024)))


def test_a_part_packed_too_well_is_not_opened() -> None:
    """Real parts don't shrink to a thousandth."""
    assert "enormous" in refusal(with_part("xl/media/image1.png", b"\0" * (4 * 1024 * 1024)))


def test_a_package_with_very_many_parts_is_not_opened() -> None:
    """Thousands of small parts cost as much as a large one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(MOST_PACKED + 1):
            package.writestr(f"{number}.bin", b"")
    assert "enormous" in refusal(out.getvalue())


def test_millions_of_cells_are_not_read() -> None:
    """A small file may hold more cells than memory does."""
    row = f'<row r="1">{"<c/>" * 900_000}</row>'
    filler = "".join(f"<!--{number:x}-->" for number in range(0, 3_000_000, 97))
    assert "far more cells" in refusal(sheet_with(f"<sheetData>{row}</sheetData>{filler}"))


@pytest.mark.parametrize(
    "inside",
    [
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<mergeCells><mergeCell ref="A1:&#88;FD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>',
    ],
)
def test_areas_of_millions_of_cells_are_not_made(inside: str) -> None:
    """A merged area or a link of a whole sheet would make every cell in it."""
    assert "far more cells" in refusal(sheet_with(f"<sheetData/>{inside}"))


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w SYSTEM "http://example.invalid/x.dtd">',
    ],
)
def test_entities_and_external_references_are_refused(before: str) -> None:
    """Nothing is expanded, nothing is fetched."""
    assert "references to other files" in refusal(sheet_with("<sheetData/>", before))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_part_that_is_not_utf8_is_refused(encoding: str) -> None:
    """In another encoding the looks at the bytes would see nothing."""
    part = '<!DOCTYPE w [<!ENTITY a "b">]><worksheet/>'.encode(encoding)
    assert "no Excel workbook" in refusal(with_part("xl/worksheets/sheet1.xml", part))


def test_a_part_that_declares_another_encoding_is_refused() -> None:
    """EBCDIC hides every tag."""
    part = b'<?xml version="1.0" encoding="cp037"?><worksheet/>'
    assert "no Excel workbook" in refusal(with_part("xl/worksheets/sheet1.xml", part))


def test_a_damaged_part_is_refused() -> None:
    """Whatever openpyxl stumbles over is not our fault, and not a crash."""
    assert "no Excel workbook" in refusal(with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>"))
    assert "no Excel workbook" in refusal(with_part("xl/workbook.xml", b"<workbook/>"))


def test_openings_without_an_end_cost_no_time() -> None:
    """Two kilobytes that once took minutes: ninety thousand tags, and none is closed."""
    assert "no Excel workbook" in refusal(with_part("[Content_Types].xml", b"<mergeCell " * 90_000))


def test_very_many_sheets_are_refused_before_they_are_parsed() -> None:
    """Each may name the same part, so a small file could be read twenty thousand times."""
    rows = b"".join(
        b'<sheet name="S%d" sheetId="1" r:id="rId1"/>' % number for number in range(MOST_SHEETS + 1)
    )
    assert "more sheets" in refusal(
        with_part("xl/workbook.xml", b"<workbook><sheets>" + rows + b"</sheets></workbook>")
    )


def test_macros_are_left_alone() -> None:
    """A workbook with a macro is read for its cells; the macro is only bytes."""
    values, _formulas = open_content("x.xlsm", with_part("xl/vbaProject.bin", OLE + b"Sub Auto_Open()"))
    assert values.worksheets[0]["A1"].value == 412
