"""Every view in every format: what a screen shows is what a file says, whole, in the office's language.

A command that answers must stand here, or among those that give no list (`NO_LISTS`).
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.support.repositories import ISOLATED, git

from ct58.cli.boundary import run
from ct58.cli.commands_table import COMMANDS
from ct58.cli.language import speak

DAY = "2023-07-15"
VIEWS = (
    "overdue", "overdue --expand", "overdue --kind report", "overdue --as-of 2021-01-01", "overdue --older",
    "call", "call --older", "call --as-of 2021-01-01", "remind --older", "upcoming --within 100",
    "upcoming --within 1", "status", "status --owner van-phong", "reports", "reports --missing", "reports --late",
    "reports --by kind", "reports --by unit", "reports --waiting", "indicators", "indicators --by kind",
    "indicators --by unit", "indicators --period 2022", "list tasks", "list duties", "list reports",
    "list indicators", "list figures", "list units", "list clauses", "list parts", "list items", "list tasks zzz",
    "show PL-02", "show BC-QUY", "show CT-18", "show CT-18 --period 2022", "show CT-18 --period 2022 --units",
    "show so-mau-01", "show II.4.1-1", "show members_admitted", "show so-mau-01 2023-Q1 --origin", "trace",
    "plan --quarter III/2023", "remind", "calendar", "summary --quarter 2023-Q2", "diff", "log", "check",
    "summary --brief --quarter 2023-Q2",
    "check --explain P307", "check --explain ALL", "doctor", "submit --list --as Hoa", "sync --as Hoa", "review --as Hoa",
    "contribute", "rollup levels.yaml a.zip", "rollup levels.yaml a.zip --id CT-18", "rollup levels.yaml a.zip --by kind",
)  # fmt: skip
NO_LISTS = {
    "receive", "record", "form", "import", "undo", "close", "reopen", "unit", "export", "site", "save", "fmt",
    "init", "setup", "completion", "help", "merge-file", "schema", "upgrade", "amend", "programme", "practice",
}  # fmt: skip
"""They write, or have a form of their own."""
NO_DAY = ("doctor", "submit", "sync", "review", "rollup")
LETTERS = ("remind",)
"""As documents they are letters."""
REMEDIES = ("check", "doctor")
"""Whoever reads what is wrong with the data or the computer has ct58: the remedies name its commands."""
OTHER_HEADINGS = (
    "overdue --kind report", "summary", "status", "check", "doctor", "log", "diff", "show CT-18", "show PL-02",
    "show BC-QUY", "show so-mau-01", "show II.4.1-1", "call",
)  # fmt: skip
"""What they have as a table in a list, a screen says in lines or without headings."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A made-up office of two and a half years in git, with something that is not kept yet."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CT58_LANG", "vi")
        patch.setenv("LANGUAGE", "vi")
        speak("vi")
        for name, value in ISOLATED.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        assert run(["init", "--demo", "--units", "24", "--quarters", "10", "--git", "."]) == 0
        shared = str(tmp_path_factory.mktemp("shared") / "office.git")
        git(folder, "clone", "--quiet", "--bare", ".", shared)
        git(folder, "remote", "add", "origin", shared)
        assert run(["record", "event", "PL-11", "reminded", "--on", "2023-07-14"]) == 0
        assert run(["contribute", "--as-of", DAY, "-o", "a.zip", "--quiet"]) == 0
        assert run(["rollup", "--begin", "levels.yaml", "a.zip"]) == 0
        yield folder
        given.cache_clear()
    speak("en")


def arguments(view: str) -> list[str]:
    """The command line of a view, of its day."""
    has_day = "--as-of" in view or view.startswith(NO_DAY)
    return [*view.split(), *(() if has_day else ("--as-of", DAY))]


@cache
def given(folder: Path, view: str, form: str) -> bytes:
    """What a command writes into a file."""
    file = folder / f"out.{form}"
    assert run([*arguments(view), "-o", str(file), "--force"]) == 0, view
    return file.read_bytes()


def rows_of(folder: Path, view: str) -> list[list[str]]:
    """The rows of its CSV, the headings first."""
    return list(csv.reader(io.StringIO(given(folder, view, "csv").decode("utf-8-sig"), newline="")))


def book_of(folder: Path, view: str) -> Any:
    """Its workbook."""
    return openpyxl.load_workbook(io.BytesIO(given(folder, view, "xlsx")))


def head_of(sheet: Any) -> int:
    """The row of its headings, which paper repeats."""
    return int(sheet.print_title_rows.rpartition("$")[2])


def said_in(folder: Path, view: str, form: str) -> str:
    """All that a person reads in it."""
    content = given(folder, view, form)
    if form == "xlsx":
        cells = (cell for sheet in book_of(folder, view) for row in sheet.iter_rows() for cell in row)
        return "\n".join(str(cell.value) for cell in cells if cell.value is not None)
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            text = package.read("word/document.xml").decode()
        return html.unescape(re.sub("<[^>]+>", "", text.replace("</w:p>", "\n")))
    text = content.decode("utf-8-sig")
    if form == "html":
        text = text.partition("<main>")[2]
        return html.unescape(re.sub("<[^>]+>", "", text))
    return text.replace("\\", "")


_NAMES = "|".join(entry.name for entry in COMMANDS)
LEADS = (re.compile(rf"\bct58 ({_NAMES})\b"), re.compile(r"(?<!\S)--[a-z]"), re.compile("… còn "))
PLACES = re.compile(r"\.ya?ml:\d")
KEYS = re.compile(r"\b(?:[a-z]+_[a-z_]+|so-mau-\d+(?!@)|standing committee|tccsd)\b")


def forms_of(view: str) -> tuple[str, ...]:
    """What can be sent of it."""
    return ("csv", "xlsx") if view.startswith(LETTERS) else ("csv", "xlsx", "md", "html", "docx")


def test_every_command_that_answers_stands_here() -> None:
    """A new one must be looked at in all formats."""
    walked = {view.split()[0] for view in VIEWS}
    assert walked | NO_LISTS == {entry.name for entry in COMMANDS}
    assert not walked & NO_LISTS


@pytest.mark.parametrize("view", VIEWS)
def test_no_file_leads_on_names_a_place_or_a_key(office: Path, view: str) -> None:
    """What ct58 can do next, where a value stands and what data calls it is for a screen; a list is whole."""
    for form in forms_of(view):
        text = said_in(office, view, form)
        leads = () if view.startswith(REMEDIES) else LEADS
        found = [match[0] for pattern in (*leads, PLACES) for match in pattern.finditer(text)]
        found += [] if view.startswith(REMEDIES) else KEYS.findall(text)
        assert (form, found) == (form, [])


@pytest.mark.parametrize("view", VIEWS)
def test_a_csv_has_its_headings_first_and_each_row_a_cell_for_each(office: Path, view: str) -> None:
    """No title, no empty or repeated heading."""
    heads, *rows = rows_of(office, view)
    assert all(heads)
    assert len(set(heads)) == len(heads)
    assert {len(row) for row in rows} <= {len(heads)}


@pytest.mark.parametrize("view", [view for view in VIEWS if not view.startswith(OTHER_HEADINGS)])
def test_a_csv_has_the_headings_of_the_screen(
    office: Path, view: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """But for the first, which says the part of the list."""
    heads, *rows = rows_of(office, view)
    capsys.readouterr()
    run([*arguments(view), "--format", "text"])
    shown = " ".join(capsys.readouterr().out.split())
    if rows and heads != ["Nội dung"] and heads[:2] != ["Mục", "Nội dung"]:
        assert [head for head in heads if head not in shown] in ([], ["Phần"])


@pytest.mark.parametrize("view", VIEWS)
def test_a_workbook_is_ready_to_be_sent_and_printed(office: Path, view: str) -> None:
    """A title, headings that stay and are repeated, A4, no formula; what CSV has is one of its sheets."""
    book = book_of(office, view)
    for sheet in book:
        head = head_of(sheet)
        assert sheet.freeze_panes == f"A{head + 1}"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet["A1"].value
        assert all(cell.value for cell in sheet[head])
        assert not any(cell.data_type in "fe" for row in sheet.iter_rows() for cell in row)
    heads = [[str(cell.value).replace("\n", " ") for cell in sheet[head_of(sheet)]] for sheet in book]
    assert rows_of(office, view)[0] in heads


_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}\*?")
_AMOUNT = re.compile(r"≈?\d+(\.\d{3})*(,\d+)?(%| ngày)?")
TEXTS = {
    "Bản dữ liệu", "Điện thoại", "Giờ", "Mã", "Nội dung", "Sau", "Số liệu", "Trước", "Tử/mẫu số",
}  # fmt: skip
"""Columns of words, whatever stands in them."""


@pytest.mark.parametrize("view", [view for view in VIEWS if not view.startswith("summary")])
def test_days_are_days_and_numbers_are_numbers(office: Path, view: str) -> None:
    """A column sorts and adds up in Excel; but for a report, whose tables are the words of its document."""
    for sheet in book_of(office, view):
        for column in zip(*sheet[sheet.auto_filter.ref], strict=True):
            texts = [cell.value for cell in column[1:] if cell.data_type == "s"]
            found = [text for text in texts if _DAY.fullmatch(text) or _AMOUNT.fullmatch(text)]
            title = column[0].value
            assert title in TEXTS or (title, found) == (title, [])


@pytest.mark.parametrize(
    "view", [view for view in VIEWS if view.startswith(("status", "trace", "list", "plan"))]
)
def test_a_document_says_of_which_day_it_is(office: Path, view: str) -> None:
    """Who is sent it has no command line."""
    for form in ("md", "html", "docx", "xlsx"):
        assert "15/7/2023" in said_in(office, view, form)


@pytest.mark.parametrize(
    "view",
    [
        "overdue",
        "upcoming --within 100",
        "indicators",
        "list tasks",
        "list units",
        "list clauses",
        "trace",
        "calendar",
    ],
)
def test_a_list_has_a_row_for_each_entry_of_the_json(
    office: Path, view: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is grouped, cut or counted away."""
    rows = rows_of(office, view)[1:]
    capsys.readouterr()
    run([*arguments(view), "--format", "json"])
    entries = json.loads(capsys.readouterr().out)["data"]
    assert len(rows) == len(entries) > 0
