"""Lists of units as offices keep them: titles above, any order of columns, sections, merged cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.support.terms import TERMS

from ct58.errors import BadUsage, EnvironmentProblem, Refused
from ct58.exchange.unit_list import _PARSERS, Defaults, UnitList, UnreadColumn, read_unit_list
from ct58.views.unit_import import LIST_COLUMNS

TODAY = dt.date(2021, 7, 15)
FOUNDED = dt.datetime.combine(dt.date(2020, 2, 28), dt.time())
Rows = Sequence[Sequence[object]]
Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Write a workbook: rows, and ranges that are merged."""

    def write(rows: Rows, *merged: str, title: str = "Danh sách", **sheets: Rows) -> Path:
        workbook = Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
        for name, others in sheets.items():
            other = workbook.create_sheet(name)
            for row in others:
                other.append(list(row))
        path = tmp_path / "danh-sach.xlsx"
        workbook.save(path)
        return path

    return write


def read(path: Path, sheet: str | None = None, **defaults: Any) -> UnitList:
    """The list, as of a day."""
    return read_unit_list(path, Defaults(terms=TERMS, as_of=TODAY, **defaults), sheet)


def names(listed: UnitList) -> list[str]:
    """The names of the units."""
    return [found.words.name for found in listed.rows]


HEADER = ("TT", "Tên đơn vị", "Loại hình")


def test_a_stray_cell_in_the_last_corner_is_passed_over(tmp_path: Path) -> None:
    """Seventeen billion empty cells lie between it and the list; none of them is visited."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (HEADER, (1, "Đảng bộ Sở Y tế", "cơ quan")):
        sheet.append(row)
    sheet["XFD1048576"] = "x"
    workbook.save(tmp_path / "danh-sach.xlsx")
    listed = read(tmp_path / "danh-sach.xlsx")
    assert names(listed) == ["Đảng bộ Sở Y tế"]
    assert listed.passed_over == (1_048_576,)


def test_a_plain_list_is_read(book: Book) -> None:
    """Number, name, kind; rows are counted as the spreadsheet shows them."""
    listed = read(book([HEADER, (1, "Đảng bộ Sở Y tế", "Cơ quan"), (2, "Chi bộ Công ty A", "DNNN")]))
    assert [(found.row, found.words.order, found.words.kind) for found in listed.rows] == [
        (2, 1, "agency"),
        (3, 2, "state_enterprise"),
    ]
    assert (names(listed), listed.problems, listed.passed_over) == (
        ["Đảng bộ Sở Y tế", "Chi bộ Công ty A"],
        (),
        (),
    )


def test_every_column_is_found_whatever_the_order_and_the_words(book: Book) -> None:
    """By what stands over it: accents, case and signs don't count."""
    header = (
        "Địa chỉ email", "Ngày thành lập", "Tên gọi khác", "LOẠI HÌNH ĐƠN VỊ", "Số điện thoại", "Mã đơn vị",
        "Đảng bộ/Chi bộ", "S.T.T", "Ghi chú", "Tên đơn vị (ghi đầy đủ)", "Tên viết tắt",
    )  # fmt: skip
    row = (
        "syt@vi-du.example", FOUNDED, "Sở Y; Ngành y", "Cơ quan", "0200 111", "so-y-te",
        "Chi bộ", "12", "…", "Đảng bộ Sở  Y tế", "SYT",
    )  # fmt: skip
    (found,) = read(book([header, row])).rows
    said = found.words
    assert (said.id, said.name, said.kind, said.organisation) == (
        "so-y-te",
        "Đảng bộ Sở Y tế",
        "agency",
        "grassroots_cell",
    )
    assert (said.order, said.aliases, said.valid_from) == (
        12,
        ("Sở Y", "Ngành y", "SYT"),
        dt.date(2020, 2, 28),
    )
    assert (said.office_phone, said.office_email) == ("0200 111", "syt@vi-du.example")
    assert found.given == {
        "id", "order", "kind", "organisation", "aliases", "office_phone", "office_email"
    }  # fmt: skip


def test_no_row_or_column_is_lost_without_a_word(book: Book) -> None:
    """What nobody reads, and what says a second time what was read already; what is empty is not named."""
    rows: Rows = [
        (*HEADER, "Ghi chú", "Tên cơ quan", "Trống", None),
        ("I", "Cơ quan"),
        (1, "Sở A", "Cơ quan", None, "Sở A cũ", None, "x"),
        (2, "Sở B", "Cơ quan", "mới lập"),
        (None, "Tổng cộng", 2),
    ]
    listed = read(book(rows))
    assert (listed.found, len(listed.rows), listed.passed_over) == (4, 2, (5,))
    assert listed.unread == (
        UnreadColumn(3, "Ghi chú"),
        UnreadColumn(4, "Tên cơ quan", 1),
        UnreadColumn(6, ""),
    )


def test_titles_merged_headers_and_sections_are_no_units(book: Book) -> None:
    """A letterhead, a header of two rows, Roman sections that say the kind, a total, a signature."""
    rows: Rows = [
        ("ĐẢNG BỘ KHỐI",),
        ("DANH SÁCH CÁC ĐƠN VỊ TRỰC THUỘC",),
        (),
        ("TT", "Tên đơn vị", "Liên hệ"),
        (None, None, "Điện thoại", "Email"),
        ("I", "CƠ QUAN"),
        (1, "Đảng bộ Sở Y tế", "0200 111", "a@vi-du.example"),
        ("II. Doanh nghiệp tư nhân",),
        (2, "Chi bộ Công ty A", "0200 222"),
        (None, "Tổng cộng", 2),
        (None, None, None, "TM. BAN THƯỜNG VỤ"),
    ]
    listed = read(book(rows, "A1:D1", "A2:D2", "A4:A5", "B4:B5", "C4:D4", "A8:D8"))
    assert [(found.words.name, found.words.kind, found.words.office_phone) for found in listed.rows] == [
        ("Đảng bộ Sở Y tế", "agency", "0200 111"),
        ("Chi bộ Công ty A", "private_enterprise", "0200 222"),
    ]
    assert listed.rows[0].words.office_email == "a@vi-du.example"
    assert listed.passed_over == (10, 11)


def test_a_section_that_says_no_kind_ends_the_one_before(book: Book) -> None:
    """“Doanh nghiệp” may be three kinds: its units are not those of the section above."""
    rows: Rows = [
        ("TT", "Tên đơn vị"),
        ("I", "Cơ quan"),
        (1, "Sở A"),
        ("II", "Doanh nghiệp"),
        (2, "Công ty B"),
    ]
    listed = read(book(rows))
    assert names(listed) == ["Sở A"]
    assert [(problem.row, problem.key) for problem in listed.problems] == [(5, "kind")]


@pytest.mark.parametrize("kind", ["agency", None])
def test_a_column_of_kinds_may_say_the_party_organisation(book: Book, kind: str | None) -> None:
    """Then that is taken for what it is, and the kind is the one of all; without one every row says how to give it."""
    rows = [["STT", "Tên đơn vị", "Loại"], [1, "Sở A", "Đảng bộ"], [2, "Sở B", "chi bộ"], [3, "Sở C", "ĐBCS"]]
    listed = read(book(rows), kind=kind)
    if kind is None:
        assert [(found.row, found.key) for found in listed.problems] == [
            (2, "kind"),
            (3, "kind"),
            (4, "kind"),
        ]
        assert "--kind" in listed.problems[0].message.text
        return
    assert listed.problems == ()
    assert [(found.words.kind, found.words.organisation) for found in listed.rows] == [
        ("agency", "grassroots_committee"),
        ("agency", "grassroots_cell"),
        ("agency", "grassroots_committee"),
    ]
    assert "kind" not in listed.rows[0].given


def test_a_merged_kind_holds_for_all_its_rows(book: Book) -> None:
    """The cell is written once, beside many units."""
    rows: Rows = [HEADER, (1, "Sở A", "Cơ quan"), (2, "Sở B"), (3, "Sở C"), (4, "Công ty D", "FDI")]
    listed = read(book(rows, "C2:C4"))
    assert [found.words.kind for found in listed.rows] == ["agency", "agency", "agency", "fdi_enterprise"]


def test_sections_of_party_organisations_hold_for_their_rows(book: Book) -> None:
    """Names alone may not say it."""
    rows: Rows = [HEADER, ("A. Các chi bộ cơ sở",), (1, "Sở A", "Cơ quan")]
    assert read(book(rows)).rows[0].words.organisation == "grassroots_cell"


def test_numbers_that_begin_again_are_counted_through(book: Book) -> None:
    """Order is the office's own, from the first row to the last."""
    rows: Rows = [HEADER, ("I", "A"), (1, "Sở A", "Cơ quan"), ("II", "B"), (1, "Sở B", "Cơ quan")]
    assert [found.words.order for found in read(book(rows)).rows] == [1, 2]


def test_the_row_of_column_numbers_is_passed_over(book: Book) -> None:
    """(1) (2) (3) under the header."""
    rows: Rows = [HEADER, ("(1)", "(2)", "(3)"), (1, "Sở A", "Cơ quan")]
    assert names(read(book(rows))) == ["Sở A"]


def test_a_list_without_numbers_takes_every_name(book: Book) -> None:
    """All rows with a name are units."""
    rows: Rows = [("Tên đơn vị", "Loại hình"), ("Sở A", "Cơ quan"), ("Sở B", "Cơ quan")]
    assert names(read(book(rows))) == ["Sở A", "Sở B"]


def test_a_founding_long_ago_does_not_make_a_unit_owe_what_fell_due_since(book: Book) -> None:
    """It counts from the day given for all, or from a later founding; where the row says from when, that holds."""
    rows: Rows = [
        ("TT", "Tên đơn vị", "Loại hình", "Ngày thành lập", "Từ ngày"),
        (1, "Sở A", "Cơ quan", "2/9/1945", None),
        (2, "Sở B", "Cơ quan", "1/8/2021", None),
        (3, "Sở C", "Cơ quan", "2/9/1945", "1/1/2020"),
    ]
    listed = read(book(rows), valid_from=dt.date(2021, 7, 15))
    assert [(found.words.valid_from, "valid_from" in found.given) for found in listed.rows] == [
        (dt.date(2021, 7, 15), False),
        (dt.date(2021, 8, 1), False),
        (dt.date(2020, 1, 1), True),
    ]


def test_defaults_hold_where_the_row_says_nothing(book: Book) -> None:
    """Kind and first day of the command."""
    rows: Rows = [("TT", "Tên đơn vị", "Từ ngày"), (1, "Sở A"), (2, "Sở B", "1/7/2021")]
    listed = read(book(rows), kind="agency", valid_from=dt.date(2020, 2, 28))
    assert [found.words.valid_from for found in listed.rows] == [dt.date(2020, 2, 28), dt.date(2021, 7, 1)]
    assert all("valid_from" not in found.given for found in listed.rows[:1])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (FOUNDED, dt.date(2020, 2, 28)),
        (dt.date(2020, 2, 28), dt.date(2020, 2, 28)),
        ("28/2/2020", dt.date(2020, 2, 28)),
        ("ngày 28 tháng 02 năm 2020", dt.date(2020, 2, 28)),
        (43889, dt.date(2020, 2, 28)),
        (None, None),
    ],
)
def test_dates_are_dates_texts_or_day_numbers(book: Book, cell: object, expected: dt.date | None) -> None:
    """Whatever Excel made of them."""
    header = (*HEADER, "Ngày thành lập")
    (found,) = read(book([header, (1, "Sở A", "Cơ quan", cell)])).rows
    assert found.words.valid_from == expected


def test_day_numbers_of_the_1904_system_are_understood(tmp_path: Path) -> None:
    """Workbooks from old Macs count from 1904."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    sheet = workbook.active
    assert sheet is not None
    sheet.append((*HEADER, "Ngày thành lập"))
    sheet.append((1, "Sở A", "Cơ quan", 42427))
    workbook.save(tmp_path / "mac.xlsx")
    assert read(tmp_path / "mac.xlsx").rows[0].words.valid_from == dt.date(2020, 2, 28)


def test_a_telephone_that_lost_its_zero_gets_it_back(book: Book) -> None:
    """A number cell drops it."""
    header = (*HEADER, "Điện thoại")
    rows: Rows = [header, (1, "Sở A", "Cơ quan", 912345678), (2, "Sở B", "Cơ quan", "0912 345")]
    assert [found.words.office_phone for found in read(book(rows)).rows] == ["0912345678", "0912 345"]


@pytest.mark.parametrize(
    ("text", "short_name", "aliases"), [("SYT", None, ("SYT",)), ("Sở Y tế", "Sở Y tế", ())]
)
def test_letters_are_an_alias_words_a_short_name(
    book: Book, text: str, short_name: str | None, aliases: tuple[str, ...]
) -> None:
    """“Tên viết tắt” holds one or the other."""
    (found,) = read(book([(*HEADER, "Tên viết tắt"), (1, "Đảng bộ Sở Y tế", "Cơ quan", text)])).rows
    assert (found.words.short_name, found.words.aliases) == (short_name, aliases)


def test_text_is_composed_and_tidied(book: Book) -> None:
    """Decomposed letters, no-break spaces and line breaks come from other systems."""
    import unicodedata

    name = unicodedata.normalize("NFD", "Đảng bộ\u00a0Sở\nY tế")
    assert names(read(book([HEADER, (1, name, "Cơ quan")]))) == ["Đảng bộ Sở Y tế"]


def test_all_problems_are_found_with_their_rows_and_columns(book: Book) -> None:
    """Each row is read to its end, and the others go on."""
    header = (*HEADER, "Ngày thành lập", "Tổ chức đảng")
    rows: Rows = [
        header,
        (1, "Sở A", "Cơ quan", "31/6/2021", "Nhóm"),
        (2, None, "Cơ quan"),
        (3, "Sở C", "Doanh nghiệp"),
        (4, "Sở D"),
        (5, "§¶ng bé Së Y tÕ", "Cơ quan"),
        (6, "Sở F", "Cơ quan"),
    ]
    listed = read(book(rows))
    assert [(problem.row, problem.key) for problem in listed.problems] == [
        (2, "organisation"),
        (2, "founded"),
        (3, "name"),
        (4, "kind"),
        (5, "kind"),
        (6, "name"),
    ]
    assert names(listed) == ["Sở F"]


def test_the_first_sheet_with_a_list_is_read_and_the_others_are_named(book: Book) -> None:
    """Nothing is left out silently; another one can be asked for."""
    path = book([("Bìa",)], Co=[HEADER, (1, "Sở A", "Cơ quan")], Dn=[HEADER, (1, "Công ty B", "FDI")])
    listed = read(path)
    assert (listed.sheet, names(listed), listed.others) == ("Co", ["Sở A"], ("Dn",))
    assert names(read(path, "dn")) == ["Công ty B"]
    with pytest.raises(BadUsage):
        read(path, "khác")


def test_a_file_without_a_header_is_refused(book: Book) -> None:
    """The refusal says which columns are needed."""
    with pytest.raises(Refused):
        read(book([("Sở A", "Cơ quan")]))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_the_forms_that_spreadsheets_write(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Commas, semicolons, tabs; with or without a BOM; PowerShell's UTF-16."""
    lines = [HEADER, ("1", "Đảng bộ Sở Y tế", "Cơ quan")]
    text = "\r\n".join(delimiter.join(line) for line in lines) + "\r\n"
    path = tmp_path / "ds.csv"
    path.write_bytes(text.encode(encoding))
    assert names(read(path)) == ["Đảng bộ Sở Y tế"]


def test_csv_in_an_old_code_page_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Guessing would write wrong names."""
    path = tmp_path / "ds.csv"
    path.write_bytes("TT;Tên;Loại\n".encode("cp1258", "replace") + b"\xff\xfe\xe1")
    with pytest.raises(Refused):
        read(path)


@pytest.mark.parametrize("name", ["khong-co.csv", "khong-co.xlsx"])
def test_a_file_that_is_not_there_is_an_answer_not_a_fault(tmp_path: Path, name: str) -> None:
    """The environment's problem."""
    with pytest.raises(EnvironmentProblem):
        read(tmp_path / name)


@pytest.mark.parametrize("content", [b"", b"TT;Ten\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    """Old .xls, a password, a renamed text."""
    path = tmp_path / "ds.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused):
        read(path)


def test_what_is_read_of_a_row_has_its_column() -> None:
    """A key without a column would never be read; of a column without a reader the unit's own words decide."""
    keys = {column.key for column in LIST_COLUMNS}
    assert _PARSERS.keys() <= keys
    assert keys - _PARSERS.keys() == {"name", "kind"}
