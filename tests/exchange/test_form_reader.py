from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.support.forms import SPEECH, answer_cell, as_answers, blank_form, filled_form
from tests.support.forms_office import FIGURES, forms_office
from tests.support.offices import figure

from ct58.domain.planning.importing import FilledForm
from ct58.domain.records.office import Office
from ct58.domain.records.scalars import FigureValue
from ct58.domain.time.period import Period
from ct58.exchange.interpreting import read_report_file
from ct58.exchange.layout import FormLayout
from ct58.exchange.reading import Lookup, ReadFiles
from ct58.exchange.sheets import read_sent_file
from ct58.exchange.unit_finder import UnitFinder

TODAY = dt.date(2021, 7, 15)
OFFICE = forms_office()
ANSWERS: Mapping[str, object] = {
    "members": 412,
    "admitted": 12,
    "plan.number": "12-KH/ĐU",
    "channels[0].channel": "Trang tin",
    "channels[0].name": "syt.gov",
}
FIGURES_SAID: Mapping[str, FigureValue] = {
    "members": 412,
    "admitted": 12,
    "plan": {"number": "12-KH/ĐU"},
    "channels": ({"channel": "web", "name": "syt.gov"},),
}


def read(path: Path, office: Office = OFFICE, period: str | None = None) -> ReadFiles:
    """What a file says to an office."""
    given_period = Period.parse(period) if period else None
    lookup = Lookup(office=office, units=UnitFinder(office), speech=SPEECH, today=TODAY, period=given_period)
    return read_report_file(read_sent_file(path), lookup)


def the_form(reading: ReadFiles) -> FilledForm:
    """The one form of a reading that has no problems."""
    assert [problem.message.text for problem in reading.problems] == []
    (form,) = reading.forms
    return form


def the_problem(reading: ReadFiles) -> tuple[str | None, str]:
    """Place and text of the one problem, with the words in place."""
    (problem,) = reading.problems
    assert reading.forms == ()
    return problem.spot.cell, SPEECH.say(problem.message)


@pytest.fixture
def layout() -> FormLayout:
    """The layout of the form that these tests fill."""
    return blank_form(OFFICE, "so-y-te", "2021-Q2")[0]


def sent(
    tmp_path: Path, answers: Mapping[str, object] = ANSWERS, broken: Callable[[Any], None] | None = None
) -> Path:
    """A filled form of so-y-te."""
    return filled_form(tmp_path / "x.xlsx", OFFICE, "so-y-te", "2021-Q2", answers, broken)


def test_a_filled_form_comes_back_with_what_was_said(tmp_path: Path) -> None:
    """Unit and period from the hidden sheet, figures with their places; blanks say nothing."""
    form = the_form(read(sent(tmp_path)))
    assert (form.unit.id, str(form.period)) == ("so-y-te", "2021-Q2")
    assert form.figures == FIGURES_SAID
    assert form.spots["members"].cell == "F12"
    assert form.at("plan").cell == form.spots["plan.number"].cell


def test_the_lines_about_the_report_come_back_too(tmp_path: Path) -> None:
    """Document, receipt, quality, notes."""
    head = {
        "document.number": "12-BC/ĐU",
        "document.date": dt.date(2021, 7, 2),
        "received_on": "5/7/2021",
        "quality": "estimated",
        "notes.difficulties": "Thiếu kinh phí",
    }
    form = the_form(read(sent(tmp_path, {**ANSWERS, **head})))
    assert (form.number, form.document_date) == ("12-BC/ĐU", dt.date(2021, 7, 2))
    assert (form.received_on, form.quality) == (dt.date(2021, 7, 5), "estimated")
    assert form.notes is not None
    assert (form.notes.difficulties, form.notes.proposals) == ("Thiếu kinh phí", None)


def test_a_blank_form_says_nothing(tmp_path: Path) -> None:
    """It is read without a problem, and is known to be blank."""
    assert the_form(read(sent(tmp_path, {}))).is_blank


# ------------------------------------------------------------------ round trip

WORDS = (
    "Kế hoạch",
    "số",
    "12-KH/ĐU",
    "Đảng ủy",
    "+5",
    "@x",
    "-7",
    "1.250",
    "0,5",
    "2021",
    "(chưa có)",
    "15/7",
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
dates = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
decimals = st.decimals(-10_000, 10_000, places=2).map(
    lambda d: int(d) if d == d.to_integral_value() else d.normalize()
)
scalars: Mapping[str, st.SearchStrategy[Any]] = {
    "integer": st.integers(0, 10**9),
    "money": st.integers(-(10**14), 10**14),
    "decimal": decimals,
    "boolean": st.booleans(),
    "date": dates,
    "text": texts,
}


def values_of(line: Any) -> st.SearchStrategy[Any]:
    """Values that fit a line of the form."""
    if line.type == "enum":
        return st.sampled_from(sorted(line.values))
    if line.type in ("record", "list"):
        fields = st.fixed_dictionaries({}, optional={field.key: values_of(field) for field in line.fields})
        filled = fields.filter(bool)
        return filled if line.type == "record" else st.lists(filled, min_size=1, max_size=6).map(tuple)
    return scalars[line.type]


def figures() -> st.SearchStrategy[dict[str, FigureValue]]:
    """Figures of a quarterly report."""
    asked = [
        figure for figure in FIGURES if figure.asked and figure.every == "quarter" and figure.units == "tccsd"
    ]
    return st.fixed_dictionaries({}, optional={figure.key: values_of(figure) for figure in asked})


@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a workbook an example: shrinking takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(said=figures())
def test_whatever_is_filled_in_is_read_back(tmp_path: Path, said: dict[str, FigureValue]) -> None:
    """Form, filled, read: the same figures."""
    assert the_form(read(sent(tmp_path, as_answers(OFFICE, said)))).figures == said


# --------------------------------------------------------- what offices do to it


def rename_sheets(workbook: Any) -> None:
    """Both sheets."""
    for number, sheet in enumerate(workbook.worksheets):
        sheet.title = f"Sheet{number}"


def move_down_and_right(workbook: Any) -> None:
    """The whole form is moved: three rows, two columns."""
    sheet = workbook.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.move_range(f"A1:G{sheet.max_row}", rows=3, cols=2)


def swap_columns(workbook: Any) -> None:
    """The column of answers goes to the left of the labels."""
    sheet = workbook.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for row in range(1, sheet.max_row + 1):
        cells = sheet.cell(row, 6), sheet.cell(row, 10)
        cells[1].value, cells[0].value = cells[0].value, None


def insert_rows(workbook: Any) -> None:
    """Rows in between, and a signature below."""
    sheet = workbook.worksheets[0]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(14, 2)


def numbers_as_numbers(workbook: Any) -> None:
    """Printed numbers typed again, labels in capitals and NFD with odd spaces."""
    sheet = workbook.worksheets[0]
    for row in range(6, sheet.max_row + 1):
        number, label = sheet.cell(row, 1), sheet.cell(row, 2)
        if isinstance(number.value, str) and number.value.replace(".", "").isdigit():
            number.value = float(number.value)
        if isinstance(label.value, str) and label.protection.locked:
            label.value = unicodedata.normalize("NFD", label.value.upper()).replace(" ", "\u00a0 ") + ":"


def without_numbers(workbook: Any) -> None:
    """The first column is deleted, as far as labels are enough."""
    sheet = workbook.worksheets[0]
    for row in range(6, sheet.max_row + 1):
        sheet.cell(row, 1).value = None


def without_hidden_sheet(workbook: Any) -> None:
    """The visible sheet alone, as after copying it into another workbook."""
    workbook.remove(workbook.worksheets[1])


def another_sheet_first(workbook: Any) -> None:
    """A sheet of the unit's own."""
    workbook.create_sheet("Phụ lục", 0)["A1"] = "Danh sách"


BREAKS = (
    rename_sheets,
    move_down_and_right,
    swap_columns,
    insert_rows,
    numbers_as_numbers,
    without_hidden_sheet,
    another_sheet_first,
)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.__name__)
def test_a_form_is_read_wherever_things_have_gone(tmp_path: Path, broken: Callable[[Any], None]) -> None:
    """Sheets renamed, rows and columns moved: lines are found by number and label."""
    said: dict[str, object] = {
        key: value for key, value in ANSWERS.items() if "[" not in key or broken is not swap_columns
    }
    expected = dict(FIGURES_SAID)
    if broken is swap_columns:
        expected.pop("channels")
    assert the_form(read(sent(tmp_path, said, broken))).figures == expected


def test_all_that_at_once(tmp_path: Path) -> None:
    """Offices do not stop at one thing."""

    def broken(workbook: Any) -> None:
        for spoil in (
            numbers_as_numbers,
            insert_rows,
            move_down_and_right,
            rename_sheets,
            without_hidden_sheet,
        ):
            spoil(workbook)

    form = the_form(read(sent(tmp_path, ANSWERS, broken)))
    assert form.figures == FIGURES_SAID


def test_without_numbers_unique_labels_are_enough(tmp_path: Path) -> None:
    """“Số văn bản” with its number gone is still the only one here."""
    reading = read(sent(tmp_path, ANSWERS, without_numbers))
    assert the_form(reading).figures == FIGURES_SAID


def test_a_line_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    """A figure is not lost because somebody deleted its row."""

    def broken(workbook: Any) -> None:
        sheet = workbook.worksheets[0]
        row = next(row for row in range(6, 60) if sheet.cell(row, 2).value == "Tổng số đảng viên")
        sheet.delete_rows(row)

    _cell, text = the_problem(read(sent(tmp_path, {"admitted": 1}, broken)))
    assert text == "The line “1. Tổng số đảng viên” was not found."


def test_numbers_as_text_dates_as_serials(tmp_path: Path) -> None:
    """As people type them, and as cells that lost their format hold them."""
    answers = {
        "members": "1.250",
        "admitted": "1\u00a0250",
        "share": "12,5",
        "standard": "x",
        "state": "TAM NGUNG",
        "reviewed_on": 44392,
        "rater": unicodedata.normalize("NFD", "Tỉnh ủy"),
        "paid": 1e9,
    }
    assert the_form(read(sent(tmp_path, answers))).figures == {
        "members": 1250,
        "admitted": 1250,
        "share": Decimal("12.5"),
        "standard": True,
        "state": "off",
        "reviewed_on": dt.date(2021, 7, 15),
        "rater": "Tỉnh ủy",
        "paid": 1_000_000_000,
    }


def test_dates_of_a_mac_workbook(tmp_path: Path) -> None:
    """Formatted or bare, the day is the same."""

    def broken(workbook: Any) -> None:
        workbook.epoch = CALENDAR_MAC_1904

    answers = {"reviewed_on": 42930, "plan.issued_on": dt.date(2021, 7, 15)}
    figures_said = the_form(read(sent(tmp_path, answers, broken))).figures
    assert figures_said == {"reviewed_on": dt.date(2021, 7, 15), "plan": {"issued_on": dt.date(2021, 7, 15)}}


def test_a_formula_without_a_saved_value_is_a_problem_of_its_cell(tmp_path: Path) -> None:
    """Openpyxl writes formulas without values, as some programs do."""
    cell, text = the_problem(read(sent(tmp_path, {"members": "=400+12"})))
    assert cell == "F12"
    assert text.startswith("1. Tổng số đảng viên: the formula =400+12 has no saved result")


def test_all_problems_of_a_form_are_told_at_once(tmp_path: Path) -> None:
    """Each with its cell, and nothing of the form is taken."""
    reading = read(sent(tmp_path, {"members": "nhiều", "admitted": 1.5, "channels[1].channel": "Đài"}))
    assert [problem.spot.cell for problem in reading.problems] == ["F12", "F13", "B31"]
    assert reading.forms == ()


def test_text_in_an_old_encoding_is_refused_with_its_cell(tmp_path: Path) -> None:
    """Wherever on the sheet it stands."""

    def broken(workbook: Any) -> None:
        workbook.worksheets[0]["B60"] = "§¶ng uû Khèi c¸c c¬ quan"

    cell, text = the_problem(read(sent(tmp_path, ANSWERS, broken)))
    assert cell == "B60"
    assert "old encoding TCVN3" in text


def test_one_number_merged_over_two_lines_is_a_problem(tmp_path: Path) -> None:
    """Nobody can say for which of them it is."""

    def broken(workbook: Any) -> None:
        workbook.worksheets[0].merge_cells("F12:F13")

    cell, text = the_problem(read(sent(tmp_path, {"members": 412}, broken)))
    assert cell == "F12"
    assert "merged" in text


def test_an_answer_merged_with_its_neighbours_is_read(tmp_path: Path) -> None:
    """To the right of it, or with the empty cell before it."""

    def broken(workbook: Any) -> None:
        sheet = workbook.worksheets[0]
        sheet.merge_cells("F12:G12")
        sheet["E13"], sheet["F13"] = 12, None
        sheet.merge_cells("E13:F13")

    assert the_form(read(sent(tmp_path, {"members": 412}, broken))).figures == {
        "members": 412,
        "admitted": 12,
    }


def test_a_list_may_be_longer_than_the_form_and_have_gaps(tmp_path: Path) -> None:
    """Empty rows between, rows below the last spare one; what stands further down is none of it."""

    def broken(workbook: Any) -> None:
        workbook.worksheets[0]["B45"] = "Nơi nhận: Văn phòng"

    answers = {f"channels[{row}].name": f"Kênh {row}" for row in (0, 2, 6, 7)}
    assert the_form(read(sent(tmp_path, answers, broken))).figures == {
        "channels": tuple({"name": f"Kênh {row}"} for row in (0, 2, 6, 7))
    }


def test_a_zero_in_a_list_says_that_there_is_none(tmp_path: Path) -> None:
    """An empty list is more than a blank one."""
    assert the_form(read(sent(tmp_path, {"channels[0].channel": 0}))).figures == {"channels": ()}


def test_not_applicable_in_every_field_means_the_record(tmp_path: Path) -> None:
    """“k” twice is one “does not apply”."""
    answers = {"plan.number": "k", "plan.issued_on": "k"}
    assert the_form(read(sent(tmp_path, answers))).figures == {"plan": "n/a"}


def test_what_stands_beside_no_line_is_remarked(tmp_path: Path) -> None:
    """A signature, or a row that the unit added."""

    def broken(workbook: Any) -> None:
        workbook.worksheets[0]["F50"] = "BÍ THƯ"

    reading = read(sent(tmp_path, ANSWERS, broken))
    assert the_form(reading).figures == FIGURES_SAID
    assert [remark.spot.cell for remark in reading.remarks] == ["F50"]


def test_an_older_form_is_read_by_its_own_labels(tmp_path: Path) -> None:
    """A figure renamed since, one added since."""
    old = forms_office(figures=tuple(figure for figure in FIGURES if figure.key != "paid"))
    path = filled_form(tmp_path / "x.xlsx", old, "so-y-te", "2021-Q2", {"members": 412})
    renamed = (replace(FIGURES[0], label="Số đảng viên cuối kỳ"), *FIGURES[1:])
    reading = read(path, forms_office(figures=renamed))
    assert the_form(reading).figures == {"members": 412}
    assert [SPEECH.say(remark.message) for remark in reading.remarks] == [
        "An older form; lines that it does not have stay as they are."
    ]


# ------------------------------------------------------------- unit and period


def test_a_form_filled_in_by_another_unit_is_a_problem(tmp_path: Path) -> None:
    """Forwarded, and the name changed: the hidden sheet still says the first."""

    def broken(workbook: Any) -> None:
        workbook.worksheets[0]["C2"] = "Đảng bộ Sở Nội vụ"

    _cell, text = the_problem(read(sent(tmp_path, ANSWERS, broken)))
    assert text == "The form was made for Đảng bộ Sở Y tế, but names Đảng bộ Sở Nội vụ."


def test_without_the_hidden_sheet_the_visible_names_count(tmp_path: Path) -> None:
    """A name nobody knows is a problem with what was meant."""

    def broken(workbook: Any) -> None:
        without_hidden_sheet(workbook)
        workbook.worksheets[0]["C2"] = "Sở Y the"

    reading = read(sent(tmp_path, ANSWERS, broken))
    (problem,) = reading.problems
    assert problem.hint is not None
    assert "so-y-te" in SPEECH.say(problem.hint)


def test_a_period_on_the_command_line_must_not_contradict_the_form(tmp_path: Path) -> None:
    """It only fills a gap."""
    path = sent(tmp_path)
    assert "is of 2021-Q2, not of 2021-Q3" in the_problem(read(path, period="2021-Q3"))[1]
    assert the_form(read(path, period="2021-Q2")).figures == FIGURES_SAID


def test_a_form_without_any_period_takes_that_of_the_command_line(tmp_path: Path) -> None:
    """And is a problem without one."""

    def broken(workbook: Any) -> None:
        without_hidden_sheet(workbook)
        workbook.worksheets[0]["B3"] = workbook.worksheets[0]["C3"] = None

    path = sent(tmp_path, ANSWERS, broken)
    assert "does not say which period" in the_problem(read(path))[1]
    assert str(the_form(read(path, period="2021-Q2")).period) == "2021-Q2"


def test_two_filled_copies_in_one_workbook_are_a_problem(tmp_path: Path) -> None:
    """An empty copy is not."""

    def copied(workbook: Any) -> None:
        workbook.copy_worksheet(workbook.worksheets[0])

    assert "Several sheets hold answers" in the_problem(read(sent(tmp_path, ANSWERS, copied)))[1]

    def cleared(workbook: Any) -> None:
        copied(workbook)
        copy = workbook.worksheets[-1]
        layout, _content = blank_form(OFFICE, "so-y-te", "2021-Q2")
        for path in ANSWERS:
            answer_cell(copy, layout, path).value = None

    assert the_form(read(sent(tmp_path, ANSWERS, cleared))).figures == FIGURES_SAID


def test_a_workbook_of_something_else_is_a_problem(tmp_path: Path) -> None:
    """Neither form nor table."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "Danh sách dự họp"
    workbook.save(tmp_path / "x.xlsx")
    assert "neither a form nor a table" in the_problem(read(tmp_path / "x.xlsx"))[1]


def test_a_field_may_be_called_like_a_line_about_the_report(tmp_path: Path) -> None:
    """Both are “Số văn bản” in Vietnamese; the printed number tells them apart."""
    head = blank_form(OFFICE, "so-y-te", "2021-Q2")[0].head[0].label
    plan = FIGURES[7]
    fields = (replace(plan.fields[0], label=head), *plan.fields[1:])
    office = forms_office(figures=(*FIGURES[:7], replace(plan, fields=fields), *FIGURES[8:]))
    answers = {"document.number": "12-BC/ĐU", "plan.number": "3-KH/ĐU"}
    path = filled_form(tmp_path / "x.xlsx", office, "so-y-te", "2021-Q2", answers)
    form = the_form(read(path, office))
    assert (form.number, form.figures) == ("12-BC/ĐU", {"plan": {"number": "3-KH/ĐU"}})


PRIZE = figure(
    "prize", 31, type="enum", every="quarter", values={"first": "Nhất", "not_rated": "Không xếp loại"}
)


def test_why_somebody_is_not_rated_is_asked_below_the_choice(tmp_path: Path) -> None:
    """A line of its own, `31.1`; blank it says nothing."""
    office = forms_office(figures=(PRIZE,), format=2)
    for answers, expected in (
        ({"prize": "Không xếp loại", "prize.reason": "Mới thành lập"}, {"prize": "Mới thành lập"}),
        ({"prize": "Nhất"}, {}),
    ):
        path = filled_form(tmp_path / "x.xlsx", office, "so-y-te", "2021-Q2", answers)
        form = the_form(read(path, office))
        assert form.figures.keys() == {"prize"}
        assert form.reasons == expected


def spoilt(tmp_path: Path, spoil: Callable[[Any], None]) -> ReadFiles:
    """What a filled form says after somebody has changed its sheet."""
    return read(sent(tmp_path, broken=lambda workbook: spoil(workbook.worksheets[0])))


def test_every_cell_of_a_filled_form_is_read(tmp_path: Path) -> None:
    """The form's own words are not counted."""
    (tally,) = spoilt(tmp_path, lambda _sheet: None).tallies
    assert (tally.counts, tally.read, tally.left) == ("cells", len(ANSWERS), ())


@pytest.mark.parametrize("column", ["C", "D", "G", "H"])
def test_a_number_beside_the_cell_for_the_answer_is_a_problem(tmp_path: Path, column: str) -> None:
    """It would be lost; its cell and the right one are named."""

    def aside(sheet: Any) -> None:
        cell = answer_cell(sheet, blank_form(OFFICE, "so-y-te", "2021-Q2")[0], "members")
        sheet[f"{column}{cell.row}"], cell.value = 412, None

    cell, said = the_problem(spoilt(tmp_path, aside))
    assert str(cell).startswith(column)
    assert "stands beside the cell for the answer" in said


def test_what_stands_outside_the_cells_for_answers_is_told(tmp_path: Path) -> None:
    """Words and numbers, with their place, in the remarks and in the tally."""

    def scribble(sheet: Any) -> None:
        cell = answer_cell(sheet, blank_form(OFFICE, "so-y-te", "2021-Q2")[0], "members")
        sheet[f"H{cell.row}"] = "kể cả 3 đồng chí mới"
        sheet["C60"] = 77

    reading = spoilt(tmp_path, scribble)
    (tally,) = reading.tallies
    assert reading.problems == ()
    assert [notice.spot.cell for notice in tally.left][-1] == "C60"
    assert len(tally.left) == len(reading.remarks) == 2
    assert tally.found == tally.read + 2


@pytest.mark.parametrize(
    ("cell", "text"), [("A1", "BÁO CÁO QUÝ III/2021"), ("A1", "REPORT OF 2021-Q3"), ("C3", "2021-Q3")]
)
def test_a_form_whose_title_names_another_period_is_refused(tmp_path: Path, cell: str, text: str) -> None:
    """As one that names another unit is."""

    def retitle(sheet: Any) -> None:
        sheet[cell] = text

    _place, said = the_problem(spoilt(tmp_path, retitle))
    assert said == "The form was made for 2021-Q2, but its title names 2021-Q3."
