"""`ct58 summary`: forms, refusals, and the round trip of what is issued."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import PROGRAMME, REPORT, report_text, write_data
from tests.support.repositories import begin, keep

INDICATORS = """\
indicators:
  - id: CT-15
    clause: II.1-1
    title: Kết nạp đảng viên
    deadline: {every: year}
    numerator: {sum: [members_admitted], of: tccsd}
    target: {op: ">=", value: 300, unit: count}
"""
NARRATIVE = """\
# Viết tay, xin giữ nguyên.
period: 2021-Q2
narrative:
  overview: Tình hình ổn định.
  shortcomings: Còn đơn vị gửi chậm.
  proposals: Không có.
"""
PERIOD = "periods/2021-Q2.yaml"
LATER_UNIT = "id: so-noi-vu\nname: Đảng bộ Sở Nội vụ\nkind: agency\norganisation: grassroots_committee\n"
DAY = ("--as-of", "2021-07-15")
Q2 = ("summary", "--quarter", "2021-Q2")
LATER = ("--as-of", "2021-09-01")
ISSUE = (*Q2, *DAY, "--issue", "--number", "15-BC/ĐUK", "--on", "16/7/2021")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An office with an indicator, one report, and the words for the six-month report."""
    return write_data(
        tmp_path,
        **{
            "programme.yaml": PROGRAMME + INDICATORS,
            REPORT: report_text(admitted="131"),
            PERIOD: NARRATIVE,
            "units/so-noi-vu/unit.yaml": LATER_UNIT,
        },
    )


def test_the_six_month_report_is_markdown_on_the_screen(ct58: Ct58, data: Path) -> None:
    """A working copy that says what it rests on."""
    out = ct58(*Q2, *DAY).out
    assert out.startswith("# REPORT\n")
    assert "6 tháng" not in out
    assert "2021-H1" in out
    assert "131 , 43.7% of the plan of the year (asked: at least 300)" not in out
    assert "131, 43.7% of the plan of the year (asked: at least 300)" in out
    assert "1/2 reports of units (50%)" in out
    assert "Working copy" in out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--quarter", "3/2021"), "2021-9M"),
        (("--half", "2021"), "2021-H1"),
        (("--period", "2021-9M"), "2021-9M"),
        (("--year", "2021"), "2021"),
        (("--term",), "2021..2025"),
        ((), "2021-H1"),
    ],
)
def test_the_time_is_named_in_many_ways(ct58: Ct58, data: Path, words: tuple[str, ...], named: str) -> None:
    """Nothing said is the last quarter that has ended."""
    as_of = ("--as-of", "2026-02-01") if words else ()
    found = ct58("summary", *(words or ("--quarter", "2021-Q2")), *as_of, "--format", "json").data
    assert found["named"] == named


def test_the_alias_is_vietnamese(ct58: Ct58, data: Path) -> None:
    """As the office types it."""
    assert ct58("tong-hop", *Q2[1:], *DAY, "--format", "json").data["to"] == "standing-committee"


def test_a_closed_period_is_seen_on_the_day_of_closing(ct58: Ct58, data: Path) -> None:
    """Not on its last day, and not today."""
    with (data / PERIOD).open("a", encoding="utf-8") as file:
        file.write("closings:\n- {on: 2021-08-10}\n")
    out = ct58(*Q2).out
    assert "As of 2021-08-10 (the day on which the books were closed)" in out


class TestFinal:
    """The clean copy."""

    def test_it_is_refused_while_words_are_missing(self, ct58: Ct58, data: Path) -> None:
        """Each section is named, with the place to write it."""
        (data / PERIOD).write_text("period: 2021-Q2\nnarrative: {overview: Ổn định.}\n", encoding="utf-8")
        done = ct58(*Q2, *DAY, "--final", "-o", "bao-cao.md")
        assert done.code == 4
        assert "shortcomings and causes (shortcomings); proposals (proposals)" in done.err
        assert "periods/2021-Q2.yaml, for example “shortcomings: …”" in done.err
        assert not Path("bao-cao.md").exists()

    def test_it_has_nothing_that_is_for_work(self, ct58: Ct58, data: Path) -> None:
        """No mark, no revision."""
        out = ct58(*Q2, *DAY, "--final").out
        assert "Working copy" not in out
        assert "[CT-15]" not in out


class TestFiles:
    """What is written, and what is never overwritten."""

    def test_the_ending_sets_the_form(self, ct58: Ct58, data: Path) -> None:
        """Markdown, HTML, Word."""
        for name in ("a.md", "a.html", "a.docx"):
            assert ct58(*Q2, *DAY, "-o", name).code == 0
        assert Path("a.md").read_text(encoding="utf-8").startswith("# REPORT")
        assert Path("a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
        assert Path("a.docx").read_bytes().startswith(b"PK")

    def test_a_word_document_has_the_partys_form(self, ct58: Ct58, data: Path) -> None:
        """With the number and the place to sign; the same data gives the same bytes."""
        from docx import Document

        for name in ("a.docx", "b.docx"):
            ct58(*Q2, *DAY, "--number", "15", "-o", name)
        assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()
        document = Document("a.docx")
        texts = [paragraph.text for paragraph in document.paragraphs]
        assert "BÁO CÁO" in texts
        assert any("15-BC" in cell.text for row in document.tables[0].rows for cell in row.cells)

    def test_an_existing_file_stays(self, ct58: Ct58, data: Path) -> None:
        """Unless --force is given."""
        Path("a.md").write_text("của tôi", encoding="utf-8")
        assert ct58(*Q2, *DAY, "-o", "a.md").code == 4
        assert Path("a.md").read_text(encoding="utf-8") == "của tôi"
        assert ct58(*Q2, *DAY, "-o", "a.md", "--force").code == 0

    def test_a_template_that_is_not_there_is_named(self, ct58: Ct58, data: Path) -> None:
        """Nothing is written."""
        done = ct58(*Q2, *DAY, "-o", "a.docx", "--template", "mau.docx")
        assert (done.code, "There is no template mau.docx." in done.err) == (2, True)


class TestIssuing:
    """What was reported stays known."""

    def test_what_is_reported_is_kept_beside_the_period(self, ct58: Ct58, data: Path) -> None:
        """One line a figure, and what a person wrote stays as it is."""
        done = ct58(*ISSUE, "-o", "15-bc.md")
        assert (done.code, "Kept as bc-2021-q2-btv." in done.err) == (0, True)
        assert (data / PERIOD).read_text(encoding="utf-8") == NARRATIVE + (
            "issued:\n"
            "- name: bc-2021-q2-btv\n"
            '  "on": 2021-07-16\n'
            "  as_of: 2021-07-15\n"
            "  number: 15-BC/ĐUK\n"
            "  to: standing-committee\n"
            "  reports: {expected: 2, actual: 1, actual_on_time: 1}\n"
            "  indicators:\n"
            "  - {id: CT-15, period: 2021, through: 2021-H1, numerator: 131, value: 131, verdict: not_due}\n"
        )
        assert ct58("check").code == 0

    def test_undo_takes_it_back(self, ct58: Ct58, data: Path) -> None:
        """The period's file is as it was."""
        ct58(*ISSUE)
        assert ct58("undo", "--yes").code == 0
        assert (data / PERIOD).read_text(encoding="utf-8") == NARRATIVE

    def test_a_later_summary_tells_what_has_changed(self, ct58: Ct58, data: Path) -> None:
        """With the unit whose report came since."""
        ct58(*ISSUE)
        late = report_text(admitted="12", received_on="2021-08-05").replace("so-y-te", "so-noi-vu")
        path = data / "units/so-noi-vu/reports/2021-Q2.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(late, encoding="utf-8")
        out = ct58("summary", "--quarter", "2021-Q3", "--as-of", "2021-10-15").out
        assert (
            "(report 15-BC/ĐUK, 2021-07-16): reported 131, now 143; Đảng bộ Sở Nội vụ: 12 (report came later)."
            in out
        )

    def test_the_superior_is_told_the_figures_without_the_units(self, ct58: Ct58, data: Path) -> None:
        """As in the rest of its report: who was late is the committee's own matter."""
        ct58(*ISSUE, "--to", "superior")
        late = report_text(admitted="12", received_on="2021-08-05").replace("so-y-te", "so-noi-vu")
        path = data / "units/so-noi-vu/reports/2021-Q2.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(late, encoding="utf-8")
        out = ct58("summary", "--quarter", "2021-Q2", "--as-of", "2021-10-15", "--to", "superior").out
        assert "reported 131, now 143." in out

    def test_the_indicators_own_screens_tell_it_too(self, ct58: Ct58, data: Path) -> None:
        """`show` and `indicators`; not where nothing has changed."""
        ct58(*ISSUE)
        for command in (("show", "CT-15"), ("indicators", "--period", "2021-Q2")):
            assert "HAVE CHANGED" not in ct58(*command, *LATER).out
        (data / REPORT).write_text(report_text(admitted="140"), encoding="utf-8")
        for command in (("show", "CT-15"), ("indicators", "--period", "2021-Q2")):
            assert "(report 15-BC/ĐUK, 2021-07-16): reported 131, now 140." in ct58(*command, *LATER).out

    def test_by_its_name_it_is_told_again_as_of_its_own_day(self, ct58: Ct58, data: Path) -> None:
        """From the data of then, whatever day it is; another day is still the user's to name."""
        begin(data.parent)
        keep(data.parent)
        assert ct58(*ISSUE).code == 0
        (data / REPORT).write_text(report_text(admitted="140"), encoding="utf-8")
        by_name = ("summary", "--rev", "bc-2021-q2-btv")
        told = ct58(*by_name)
        assert "As of 2021-07-15" in told.out
        assert "131, 43.7% of the plan of the year" in told.out
        assert "As of 2021-09-01" in ct58(*by_name, "--quarter", "2021-Q2", *LATER).out

    def test_nothing_is_written_where_nothing_can_be_kept(self, ct58: Ct58, data: Path) -> None:
        """The same number twice."""
        ct58(*ISSUE)
        done = ct58(*ISSUE, "-o", "again.md")
        assert (done.code, "15-BC/ĐUK was issued already" in done.err) == (4, True)
        assert not Path("again.md").exists()

    def test_a_number_and_a_date_are_needed(self, ct58: Ct58, data: Path) -> None:
        """They are never made up."""
        done = ct58(*Q2, *DAY, "--issue", "--number", "15-BC/ĐUK")
        assert (done.code, "has a number and a date" in done.err) == (2, True)

    def test_only_what_has_happened_is_issued_and_from_the_data_as_they_are(
        self, ct58: Ct58, data: Path
    ) -> None:
        """No date ahead, no earlier revision."""
        ahead = ct58(*Q2, *DAY, "--issue", "--number", "15-BC/ĐUK", "--on", "1/1/2199")
        assert (ahead.code, "lies ahead" in ahead.err) == (2, True)
        early = ct58(*ISSUE, "--rev", "HEAD")
        assert (early.code, "not from an earlier revision" in early.err) == (2, True)

    def test_a_report_with_gaps_is_not_issued(self, ct58: Ct58, data: Path) -> None:
        """It is final by itself."""
        (data / PERIOD).write_text("period: 2021-Q2\n", encoding="utf-8")
        assert ct58(*ISSUE).code == 4
        assert (data / PERIOD).read_text(encoding="utf-8") == "period: 2021-Q2\n"


def test_a_text_that_no_section_shows_is_told(ct58: Ct58, data: Path) -> None:
    """On the way; `check` names the place."""
    (data / PERIOD).write_text("period: 2021-Q2\nnarrative: {overveiw: Ổn định.}\n", encoding="utf-8")
    assert "No section is called “overveiw”" in ct58(*Q2, *DAY).err
