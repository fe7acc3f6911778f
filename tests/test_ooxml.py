from __future__ import annotations

import datetime as dt
import io
import os
import zipfile

import docx
import openpyxl
import pytest

from ct58.ooxml import prose_bookmark, prose_place, prose_tag, put, reproducible, writable

DAY = dt.date(2021, 7, 15)


def workbook(value: object = 1) -> bytes:
    """A workbook as openpyxl saves it."""
    made = openpyxl.Workbook()
    put(made.worksheets[0]["A1"], value)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def document() -> bytes:
    """A document as python-docx saves it."""
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def shuffled(package: bytes) -> bytes:
    """The same parts in another order, at another time, packed, as another system would write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in reversed(source.infolist()):
            other = zipfile.ZipInfo(entry.filename, (2031, 2, 3, 4, 5, 6))
            other.create_system = 3 if os.name == "nt" else 0
            target.writestr(other, source.read(entry), zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


@pytest.mark.parametrize("make", [workbook, document])
def test_order_time_system_and_packing_leave_no_trace(make: object) -> None:
    """The same parts are the same bytes."""
    package = make()  # type: ignore[operator]
    assert reproducible(package, DAY) == reproducible(shuffled(package), DAY)


def test_the_parts_stay_what_they_were() -> None:
    """Only the properties change."""
    package = document()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as before,
        zipfile.ZipFile(io.BytesIO(reproducible(package, DAY))) as after,
    ):
        assert sorted(before.namelist()) == sorted(after.namelist())
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["docProps/core.xml"]


def test_the_properties_say_the_given_day() -> None:
    """In Word and Excel alike."""
    stamps = [
        openpyxl.load_workbook(io.BytesIO(reproducible(workbook(), DAY))).properties,
        docx.Document(io.BytesIO(reproducible(document(), DAY))).core_properties,
    ]
    days = [moment for found in stamps for moment in (found.created, found.modified)]
    assert [day and day.date() for day in days] == [DAY] * 4


def test_the_list_of_content_types_comes_first() -> None:
    """Some readers look only there to know what a file is."""
    with zipfile.ZipFile(io.BytesIO(reproducible(workbook(), DAY))) as package:
        assert package.namelist()[0] == "[Content_Types].xml"


def test_text_keeps_what_xml_can_hold() -> None:
    """Marks, signs and line breaks stay; control characters, half pairs and non-characters go."""
    assert writable("a&<\u200f\n\t“đ”{{|") == "a&<\u200f\n\t“đ”{{|"
    assert writable("\x00a\x1b\ud800\uffff\ufffe") == "a"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-BC", "@SUM(A1)"])
def test_a_text_in_a_cell_is_never_a_formula(text: str) -> None:
    """Neither in the file nor when somebody edits the cell."""
    cell = openpyxl.load_workbook(io.BytesIO(workbook(text))).worksheets[0]["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("key", ["overview", "II.4", "next-superior", "a_2e b"])
@pytest.mark.parametrize("part", [1, 2])
def test_a_section_is_known_by_its_control_and_by_its_bookmark(key: str, part: int) -> None:
    """A bookmark's name has only letters, digits and underlines."""
    tag = prose_tag(key, part)
    bookmark = prose_bookmark(tag)
    assert prose_place(tag) == prose_place(bookmark) == (key, part)
    assert bookmark.replace("_", "").isalnum()


def test_controls_and_bookmarks_of_others_name_no_section() -> None:
    """`_GoBack` is Word's own."""
    assert [prose_place(name) for name in ("_GoBack", "Title", "ct58", "ct58:", "ct58:a#b")] == [None] * 5
