"""`ct58 summary`: forms, refusals, and the round trip of what is issued."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import PROGRAMME, REPORT, report_text, write_data
from tests.support.desk import sit_down
from tests.support.documents import all_texts, template, texts
from tests.support.prompting import ScriptedPrompter
from tests.support.repositories import begin, keep

from ct58.cli.dialogue import prompts

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
    assert out.startswith("# BÁO CÁO\n")
    assert "6 tháng đầu năm 2021" in out
    assert "131, bằng 43,7% kế hoạch năm" in out
    assert "1/2 báo cáo của đơn vị (50%)" in out
    assert "Bản làm việc" in out


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
    assert "Tính đến ngày 10/8/2021 (ngày khóa sổ)" in out


class TestFinal:
    """The clean copy."""

    def test_it_is_refused_while_words_are_missing(self, ct58: Ct58, data: Path) -> None:
        """Each section is named, with the place to write it."""
        (data / PERIOD).write_text("period: 2021-Q2\nnarrative: {overview: Ổn định.}\n", encoding="utf-8")
        done = ct58(*Q2, *DAY, "--final", "-o", "bao-cao.md")
        assert done.code == 4
        assert "shortcomings and causes (shortcomings); proposals (proposals)" in done.err
        assert "ct58 summary --period 2021-Q2 --edit" in done.err
        assert not Path("bao-cao.md").exists()

    def test_it_has_nothing_that_is_for_work(self, ct58: Ct58, data: Path) -> None:
        """No mark, no revision."""
        out = ct58(*Q2, *DAY, "--final").out
        assert "Bản làm việc" not in out
        assert "[CT-15]" not in out


class TestFiles:
    """What is written, and what is never overwritten."""

    def test_the_ending_sets_the_form(self, ct58: Ct58, data: Path) -> None:
        """Markdown, HTML, Word."""
        for name in ("a.md", "a.html", "a.docx"):
            assert ct58(*Q2, *DAY, "-o", name).code == 0
        assert Path("a.md").read_text(encoding="utf-8").startswith("# BÁO CÁO")
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
        assert any("15-BC" in cell.text for table in document.tables for cell in table._cells)

    def test_an_existing_file_stays(self, ct58: Ct58, data: Path) -> None:
        """Unless --force is given."""
        Path("a.md").write_text("của tôi", encoding="utf-8")
        assert ct58(*Q2, *DAY, "-o", "a.md").code == 4
        assert Path("a.md").read_text(encoding="utf-8") == "của tôi"
        assert ct58(*Q2, *DAY, "-o", "a.md", "--force").code == 0

    def test_the_offices_template_makes_markdown_and_html(self, ct58: Ct58, data: Path) -> None:
        """Only the blocks that differ stand in it; what is in the data is text in both."""
        own = data.parent / "templates" / "bao-cao.md.jinja"
        own.parent.mkdir(exist_ok=True)
        own.write_text('{% extends "bao-cao.md.jinja" %}{% block ky %}**NGƯỜI <KÝ>**{% endblock %}', "utf-8")
        assert "**NGƯỜI <KÝ>**" in ct58(*Q2, *DAY).out
        html = ct58(*Q2, *DAY, "--format", "html").out
        assert '<span class="strong">NGƯỜI &lt;KÝ&gt;</span>' in html
        assert "<h1>BÁO CÁO</h1>" in html

    @pytest.mark.parametrize(
        ("name", "form", "said"),
        [
            ("mau.docx", "md", "mau.docx is a Word template, and this document is Markdown."),
            ("mau.docx", "html", "mau.docx is a Word template, and this document is Markdown."),
            ("mau.md.jinja", "docx", "mau.md.jinja is no template for a Word document."),
            ("mau.md.jinja", "json", "--template mau.md.jinja makes nothing in this form (json)."),
            ("mau.md.jinja", "md", "There is no template mau.md.jinja."),
        ],
    )
    def test_a_template_that_does_not_fit_the_form_is_refused(
        self, ct58: Ct58, data: Path, name: str, form: str, said: str
    ) -> None:
        """Instead of being left out without a word."""
        done = ct58(*Q2, *DAY, "-o", f"a.{form}", "--template", name)
        assert (done.code, said in done.err, Path(f"a.{form}").exists()) == (2, True, False)

    def test_a_mistake_in_a_template_is_named_with_its_line(self, ct58: Ct58, data: Path) -> None:
        """And nothing is written."""
        Path("mau.md.jinja").write_text("# {{ ten_loai }}\n\n{{ trich_yeuu }}\n", "utf-8")
        done = ct58(*Q2, *DAY, "-o", "a.md", "--template", "mau.md.jinja")
        assert (done.code, Path("a.md").exists()) == (3, False)
        assert "mau.md.jinja, line 3 (“{{ trich_yeuu }}”)" in done.err

    def test_a_template_that_is_not_there_is_named(self, ct58: Ct58, data: Path) -> None:
        """Nothing is written."""
        done = ct58(*Q2, *DAY, "-o", "a.docx", "--template", "mau.docx")
        assert (done.code, "There is no template mau.docx." in done.err) == (2, True)


class TestBrief:
    """The sheet for the leader."""

    BRIEF = (*Q2, *DAY, "--brief")

    def test_it_is_a_view_like_any_other(self, ct58: Ct58, data: Path) -> None:
        """Text on the screen; the document in Markdown and HTML; its numbers in JSON."""
        assert ct58(*self.BRIEF).out.startswith("BRIEF REPORT\n")
        assert ct58(*self.BRIEF, "--format", "md").out.startswith("# BÁO CÁO TÓM TẮT\n")
        assert "<h1" in ct58(*self.BRIEF, "--format", "html").out
        told = json.loads(ct58(*self.BRIEF, "--format", "json").out)
        assert (told["schema"], told["data"]["period"]) == ("ct58/summary-brief/1", "2021-Q2")
        assert told["data"]["proposals"] == ["Không có."]

    def test_in_word_it_has_its_own_template(self, ct58: Ct58, data: Path) -> None:
        """Neither number nor signature; the same data gives the same bytes."""
        for name in ("a.docx", "b.docx"):
            assert ct58(*self.BRIEF, "-o", name).code == 0
        assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()
        words = "\n".join(texts(Path("a.docx").read_bytes()))
        assert "BÁO CÁO TÓM TẮT" in words
        assert "Nơi nhận" not in words

    def test_it_lies_on_a_working_copy_alone(self, ct58: Ct58, data: Path) -> None:
        """Not in what is signed, nor in what the superior gets, unless it is asked for."""
        first = {}
        for name, more in (("working", ()), ("final", ("--final",)), ("superior", ("--to", "superior"))):
            assert ct58(*Q2, *DAY, *more, "-o", f"{name}.docx").code == 0
            first[name] = "BÁO CÁO TÓM TẮT" in all_texts(Path(f"{name}.docx").read_bytes())
        assert first == {"working": True, "final": False, "superior": False}
        for more in (("--final",), ("--to", "superior")):
            assert ct58(*self.BRIEF, *more).out.startswith("BRIEF REPORT")

    def test_it_is_never_issued(self, ct58: Ct58, data: Path) -> None:
        """The report is."""
        done = ct58(*ISSUE, "--brief")
        assert (done.code, "The sheet for the leader is not issued" in done.err) == (2, True)

    def test_an_offices_older_template_shows_neither_sheet_nor_charts(self, ct58: Ct58, data: Path) -> None:
        """And counts no appendix for them."""
        own = template("{{ ten_loai }}", "{%p if pl_nhiem_vu %}", "{{ pl_nhiem_vu.so }}", "{%p endif %}")
        Path("cu.docx").write_bytes(own.content)
        done = ct58(
            "summary", "--year", "2021", "--as-of", "2022-02-01", "-o", "a.docx", "--template", "cu.docx"
        )
        assert done.code == 0
        assert "BÁO CÁO TÓM TẮT" not in all_texts(Path("a.docx").read_bytes())


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

    def test_after_the_end_somebody_is_named_who_signs(
        self, ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever signed before does not sign on for want of a last day; at a terminal it is asked, and kept."""
        programme = PROGRAMME.replace("2025}}", "2025}, closed_on: 2021-07-10}")
        (data / "programme.yaml").write_text(programme + INDICATORS, "utf-8")
        old = "signatories:\n- {role: standing-committee, authority: A, office: CŨ, name: Cũ}\n"
        (data / "office.yaml").write_text(f"names: {{committee: Đảng ủy Khối}}\n{old}", "utf-8")
        refused = ct58(*ISSUE)
        assert (refused.code, "signatories" in refused.err, "2021-07-16" in refused.err) == (4, True, True)
        from docx import Document

        sit_down(monkeypatch, tmp_path, "2021-07-20", asks=True)
        said = ScriptedPrompter(("-", "NGƯỜI THỤ LÝ", "Nguyễn Văn A"))
        monkeypatch.setattr(prompts, "TerminalPrompter", lambda _width: said)
        done = ct58(*ISSUE, "-o", "15-bc.docx")
        assert (done.code, said.left_over) == (0, [])
        texts = [
            cell.text for table in Document("15-bc.docx").tables for row in table.rows for cell in row.cells
        ]
        assert any("NGƯỜI THỤ LÝ" in text and "Nguyễn Văn A" in text for text in texts)
        line = "  office: NGƯỜI THỤ LÝ\n  name: Nguyễn Văn A\n  valid_from: 2021-07-16\n"
        assert line in (data / "office.yaml").read_text("utf-8")

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
        assert "| Báo cáo 15-BC/ĐUK, ngày 16/7/2021 | 131 | 143 | Đảng bộ Sở Nội vụ: 12 (" in out

    def test_the_superior_is_told_the_figures_without_the_units(self, ct58: Ct58, data: Path) -> None:
        """As in the rest of its report: who was late is the committee's own matter."""
        ct58(*ISSUE, "--to", "superior")
        late = report_text(admitted="12", received_on="2021-08-05").replace("so-y-te", "so-noi-vu")
        path = data / "units/so-noi-vu/reports/2021-Q2.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(late, encoding="utf-8")
        out = ct58("summary", "--quarter", "2021-Q2", "--as-of", "2021-10-15", "--to", "superior").out
        assert "| Báo cáo 15-BC/ĐUK, ngày 16/7/2021 | 131 | 143 |\n" in out

    def test_the_indicators_own_screens_tell_it_too(self, ct58: Ct58, data: Path) -> None:
        """`show` and `indicators`; not where nothing has changed."""
        ct58(*ISSUE)
        for command in (("show", "CT-15"), ("indicators", "--period", "2021-Q2")):
            assert "HAVE CHANGED" not in ct58(*command, *LATER).out
        (data / REPORT).write_text(report_text(admitted="140"), encoding="utf-8")
        for command in (("show", "CT-15"), ("indicators", "--period", "2021-Q2")):
            assert "(report 15-BC/ĐUK, 2021-07-16): reported 131, now 140." in ct58(*command, *LATER).out

    def test_a_symbol_that_is_not_the_bodys_own_is_told(self, ct58: Ct58, data: Path) -> None:
        """A slip of the pen is seen before it is kept; the body's own, bare or in any case, raises no doubt."""
        assert (
            "the symbol of" not in ct58(*Q2, *DAY, "--number", "15-BC/ĐU").err
        )  # nobody said what the body is called
        office = "names: {committee: Đảng ủy Khối, short: ĐUK}\n"
        (data / "office.yaml").write_text(office, encoding="utf-8")
        odd = ct58(*Q2, *DAY, "--number", "15-BC/ĐU", "-o", "odd.md")
        assert (odd.code, "15-BC/ĐU: the symbol of" in odd.err, "BC/ĐUK" in odd.err) == (0, True, True)
        for number in ("15", "15-BC/ĐUK", "15-bc/đuk"):
            assert "the symbol of" not in ct58(*Q2, *DAY, "--number", number).err

    def test_a_clean_copy_of_what_was_issued_says_so(self, ct58: Ct58, data: Path) -> None:
        """It does not take its place; another reader's report is another report."""
        begin(data.parent)
        keep(data.parent)
        assert "Issued already" not in ct58(*Q2, *DAY, "--final").err
        assert ct58(*ISSUE).code == 0
        again = ct58(*Q2, *DAY, "--final")
        assert again.code == 0
        assert "Issued already on 2021-07-16 as 15-BC/ĐUK" in again.err
        assert "ct58 summary --rev bc-2021-q2-btv" in again.err
        assert "Issued already" not in ct58(*Q2, *DAY, "--final", "--to", "superior").err

    def test_by_its_name_it_is_told_again_as_of_its_own_day(self, ct58: Ct58, data: Path) -> None:
        """From the data of then, whatever day it is; another day is still the user's to name."""
        begin(data.parent)
        keep(data.parent)
        assert ct58(*ISSUE).code == 0
        (data / REPORT).write_text(report_text(admitted="140"), encoding="utf-8")
        by_name = ("summary", "--rev", "bc-2021-q2-btv")
        told = ct58(*by_name)
        assert "Tính đến ngày 15/7/2021" in told.out
        assert "131, bằng 43,7% kế hoạch năm" in told.out
        assert "Tính đến ngày 01/9/2021" in ct58(*by_name, "--quarter", "2021-Q2", *LATER).out

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
