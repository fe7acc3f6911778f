from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from tests.support.forms import SPEECH
from tests.support.forms_office import forms_office
from tests.support.offices import period

from ct58.exchange.decision_list import DecisionReading, read_decision_list
from ct58.exchange.reading import Lookup
from ct58.exchange.sheets import read_sent_file
from ct58.exchange.unit_finder import UnitFinder

OFFICE = forms_office()
Rows = Sequence[Sequence[object]]


def read(tmp_path: Path, rows: Rows, words: Mapping[str, str] | None = None) -> DecisionReading:
    """What a list of ratings of 2021 says; `words` are those that somebody has explained."""
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.worksheets[0].append(list(row))
    workbook.save(tmp_path / "x.xlsx")
    figure = OFFICE.figure("rating")
    assert figure is not None
    lookup = Lookup(
        office=OFFICE, units=UnitFinder(OFFICE), speech=SPEECH, today=dt.date(2022, 1, 5), words=words or {}
    )
    return read_decision_list(read_sent_file(tmp_path / "x.xlsx"), figure, period("2021"), lookup)


def ratings(reading: DecisionReading) -> dict[str, str]:
    """Unit → word, of a list without problems."""
    assert [SPEECH.say(problem.message) for problem in reading.problems] == []
    return {entry.unit.id: entry.value for entry in reading.listed}


EXPECTED = {"so-y-te": "good", "so-noi-vu": "excellent", "cong-ty-bia": "completed"}


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Đơn vị", "Xếp loại"),
            ("so-y-te", "Tốt"),
            ("Sở Nội vụ", "excellent"),
            ("Chi bộ Công ty CP Bia", "hoàn thành"),
        ],
        [
            ("DANH SÁCH xếp loại năm 2021",),
            ("(kèm theo Quyết định số 87-QĐ/ĐUK)",),
            (),
            ("TT", "Mức xếp loại", "Tên TCCSĐ"),
            ("I", None, "Khối cơ quan"),
            (1, "Hoàn thành tốt nhiệm vụ", "Đảng bộ Sở Y tế"),
            (2, "Hoàn thành xuất sắc nhiệm vụ", "Đảng bộ Sở Nội vụ"),
            ("II", None, "Doanh nghiệp"),
            (3, "Hoàn thành nhiệm vụ", "Chi bộ Công ty CP Bia"),
            (None, None, "Cộng"),
        ],
        [
            ("TT", "Đơn vị", "Xuất sắc", "Tốt", "Hoàn thành", "Không hoàn thành"),
            (1, "Sở Y tế", None, "x", None, None),
            (2, "Sở Nội vụ", "x", None, None, None),
            (3, "Công ty CP Bia", None, None, "X", None),
        ],
        [
            ("TT", "Đơn vị", "Xếp loại"),
            (None, None, "Xuất sắc", "Tốt", "Hoàn thành"),
            (1, "Sở Y tế", None, "x", None),
            (2, "Sở Nội vụ", "x", None, None),
            (3, "Công ty CP Bia", None, None, "X"),
        ],
        [
            ("Đơn vị", "Xếp loại năm 2020", "Xếp loại năm 2021"),
            ("Sở Y tế", "Xuất sắc", "Tốt"),
            ("Sở Nội vụ", "Tốt", "Xuất sắc"),
            ("Công ty CP Bia", "Tốt", "Hoàn thành"),
        ],
    ],
    ids=["plain", "titles and sections", "crosses", "crosses below", "two years"],
)
def test_a_list_is_read_however_it_is_laid_out(tmp_path: Path, rows: Rows) -> None:
    """Words, labels or crosses; any order of columns; titles, sections and totals around the units."""
    assert ratings(read(tmp_path, rows)) == EXPECTED


def test_every_problem_has_its_cell(tmp_path: Path) -> None:
    """Unknown units with what was meant, unknown words, missing ratings, units that the figure is not about."""
    rows = [
        ("Đơn vị", "Xếp loại"),
        ("So Y The", "Tốt"),
        ("Sở Nội vụ", "Khá"),
        ("Công ty CP Bia", None),
        ("Đoàn Thanh niên", "Tốt"),
    ]
    reading = read(tmp_path, rows)
    assert [problem.spot.cell for problem in reading.problems] == ["A2", "B3", "B4", "A5"]
    assert reading.problems[0].hint is not None
    assert "so-y-te" in SPEECH.say(reading.problems[0].hint)


def test_a_row_with_two_crosses_is_a_problem(tmp_path: Path) -> None:
    """It says two things."""
    rows = [("Đơn vị", "Xuất sắc", "Tốt"), ("Sở Y tế", "x", "x")]
    (problem,) = read(tmp_path, rows).problems
    assert "exactly one column, not in 2" in SPEECH.say(problem.message)


def test_a_file_without_such_a_list_is_a_problem(tmp_path: Path) -> None:
    """With what it would need."""
    (problem,) = read(tmp_path, [("Danh sách", "dự họp")]).problems
    assert problem.hint is not None
    assert "Xếp loại" in SPEECH.say(problem.hint)


def test_a_list_in_an_old_encoding_is_refused(tmp_path: Path) -> None:
    """Its header already cannot be read."""
    problems = read(tmp_path, [("§¬n vÞ", "XÕp lo¹i"), ("§¶ng bé Së Y tÕ", "Tèt")]).problems
    assert "old encoding" in SPEECH.say(problems[0].message)


@pytest.mark.parametrize("suffix", ["", "NV"])
def test_ratings_may_be_abbreviated(tmp_path: Path, suffix: str) -> None:
    """HTXS, HTTNV: as lists of ratings have them."""
    rows = [
        ("Đơn vị", "Xếp loại"),
        ("so-y-te", f"HTT{suffix}"),
        ("so-noi-vu", f"HTXS{suffix}"),
        ("cong-ty-bia", f"ht{suffix}"),
    ]
    assert ratings(read(tmp_path, rows)) == EXPECTED


def test_a_rating_without_a_unit_is_a_problem(tmp_path: Path) -> None:
    """A name that was left out must not be passed over; an empty row and a total are none."""
    rows = [("TT", "Đơn vị", "Xếp loại"), (1, None, "Tốt"), (2, None, None), (None, "Cộng", "Tốt")]
    (problem,) = read(tmp_path, rows).problems
    assert problem.spot.cell == "C2"
    assert SPEECH.say(problem.message) == "A rating stands here without the name of a unit."


def test_an_unknown_rating_is_shown_as_it_was_written(tmp_path: Path) -> None:
    """With its capitals and accents."""
    (problem,) = read(tmp_path, [("Đơn vị", "Xếp loại"), ("so-y-te", "Tuyệt vời")]).problems
    assert "“Tuyệt vời”" in SPEECH.say(problem.message)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("HT tốt NV", "good"),
        ("HTT nhiệm vụ", "good"),
        ("HTTNV", "good"),
        ("Hoàn thành XSNV", "excellent"),
        ("HT xuất sắc NV.", "excellent"),
        ("Hoàn thành NV", "completed"),
        ("HTNV", "completed"),
    ],
)
def test_the_shortened_words_of_real_lists_are_understood(tmp_path: Path, text: str, key: str) -> None:
    """Any word may be there by its first letter; units may have “ĐB” before their name."""
    rows = [("Đơn vị", "Xếp loại"), ("ĐB Sở Y tế", text)]
    assert ratings(read(tmp_path, rows)) == {"so-y-te": key}


@pytest.mark.parametrize("text", ["XTNV", "HTTTNV", "Loại A", "x" * 5_000])
def test_a_word_that_might_be_another_is_asked_about(tmp_path: Path, text: str) -> None:
    """Nothing is guessed."""
    reading = read(tmp_path, [("Đơn vị", "Xếp loại"), ("so-y-te", text)])
    assert (reading.listed, len(reading.problems)) == ((), 1)


def test_every_row_of_a_list_is_read_or_named(tmp_path: Path) -> None:
    """Headings and totals with their lines."""
    rows = [
        ("Đơn vị", "Xếp loại"),
        ("I. Khối cơ quan",),
        ("so-y-te", "Tốt"),
        ("Cộng", None),
        ("so-la", "Tốt"),
    ]
    (tally,) = read(tmp_path, rows).tallies
    assert (tally.found, tally.read, [notice.spot.row for notice in tally.left]) == (4, 1, [2, 4, 5])


def test_an_unknown_word_is_one_problem_for_all_its_rows(tmp_path: Path) -> None:
    """What it means is said once, too."""
    rows = [("Đơn vị", "Xếp loại"), ("so-y-te", "Loại A"), ("so-noi-vu", "loại A"), ("cong-ty-bia", "Tốt")]
    reading = read(tmp_path, [*rows[:2], ("so-noi-vu", "Loại A"), rows[3]])
    assert [(word.word, len(word.spots)) for word in reading.unknown] == [("Loại A", 2)]
    (problem,) = reading.problems
    assert "“Loại A” (2 rows)" in SPEECH.say(problem.message)
    assert ratings(read(tmp_path, rows, {"loai a": "excellent"})) == {
        "so-y-te": "excellent",
        "so-noi-vu": "excellent",
        "cong-ty-bia": "good",
    }


@pytest.mark.parametrize("row", [("so-la", "Tốt"), ("so-y-te", "Loại A")])
def test_a_list_with_very_many_problems_is_not_read_to_its_end(tmp_path: Path, row: tuple[str, str]) -> None:
    """Units or words that nobody knows."""
    rows = [
        ("Đơn vị", "Xếp loại"),
        *[(row[0], f"{row[1]}{n if row[1] != 'Tốt' else ''}") for n in range(1_500)],
    ]
    reading = read(tmp_path, rows)
    assert "More than 1000 problems" in SPEECH.say(reading.problems[0].message)
    assert reading.listed == ()
