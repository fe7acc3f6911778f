"""`ct58 summary --take-back`: the way back from Word, and what is never overwritten unawares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.desk import sit_down
from tests.support.prompting import ScriptedPrompter
from tests.support.returned import Edited

from ct58.cli.dialogue import prompts

PERIOD = "periods/2021-Q2.yaml"
NARRATIVE = """\
# Viết tay, xin giữ nguyên.
period: 2021-Q2
narrative:
  overview: Tình hình **ổn định**.
  shortcomings: Còn đơn vị gửi chậm.
  proposals: Không có.
"""
REPORT_OF_Q2 = ("summary", "--quarter", "2021-Q2", "--as-of", "2021-07-15", "-o", "a.docx")
TAKE = ("summary", "--take-back", "a.docx")


@pytest.fixture
def data(ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with a report of the half-year beside it, made by ct58."""
    sit_down(monkeypatch, tmp_path, "2021-07-20")
    folder = write_data(tmp_path, **{REPORT: report_text(), PERIOD: NARRATIVE})
    assert ct58(*REPORT_OF_Q2).code == 0
    return folder


def edit(change: Callable[[Edited], object]) -> None:
    """Change the report as somebody does in Word."""
    word = Edited(Path("a.docx").read_bytes())
    change(word)
    Path("a.docx").write_bytes(word.saved())


def typed(key: str, text: str) -> Callable[[Edited], object]:
    """A paragraph typed at the end of a section."""
    return lambda word: word.typed(key, text)


def figure_changed(word: Edited) -> None:
    """A sentence of ct58's that somebody corrected by hand."""
    found = next(found for found in word.document.paragraphs if "báo cáo của đơn vị" in found.text)
    found.runs[0].text = "Số khác."


def narrative(data: Path) -> str:
    """The period's file."""
    return (data / PERIOD).read_text(encoding="utf-8")


def test_what_was_written_in_word_comes_into_the_data(ct58: Ct58, data: Path) -> None:
    """The other sections and the comments of the file stay; one undo takes it back."""
    edit(typed("overview", "- Thêm một mục."))
    done = ct58(*TAKE)
    assert (done.code, "general situation (overview)" in done.out) == (0, True)
    assert narrative(data) == NARRATIVE.replace(
        "  overview: Tình hình **ổn định**.\n",
        "  overview: |-\n    Tình hình **ổn định**.\n\n    - Thêm một mục.\n",
    )
    assert ct58("check").code == 0
    assert ct58("undo", "--yes").code == 0
    assert narrative(data) == NARRATIVE


def test_the_last_sentence_of_the_document_is_one_of_its_section(ct58: Ct58, data: Path) -> None:
    """The mark that ends the document is no part of it."""
    edit(lambda word: setattr(word.paragraphs("proposals")[-1].runs[0], "text", "Kính trình./."))
    ct58(*TAKE)
    assert narrative(data) == NARRATIVE.replace("Không có.", "Kính trình.")


def test_a_trial_writes_nothing(ct58: Ct58, data: Path) -> None:
    """It shows what would be written, also to programs."""
    edit(typed("overview", "Thêm."))
    assert "+ Thêm." in ct58(*TAKE, "--dry-run").out
    (found,) = ct58(*TAKE, "--dry-run", "--format", "json").data["sections"]
    assert (found["key"], found["after"]) == ("overview", "Tình hình **ổn định**.\n\nThêm.")
    assert narrative(data) == NARRATIVE


def test_what_nobody_touched_is_nothing_new(ct58: Ct58, data: Path) -> None:
    """Nothing is written."""
    done = ct58(*TAKE)
    assert (done.code, "No prose was changed" in done.out) == (0, True)
    assert narrative(data) == NARRATIVE


def test_a_changed_figure_is_refused_with_its_place(ct58: Ct58, data: Path) -> None:
    """And keeps the prose back, unless that alone is wanted."""
    edit(typed("overview", "Thêm."))
    edit(figure_changed)
    done = ct58(*TAKE)
    assert (done.code, "“Số khác.”" in done.out, "--prose-only" in done.err) == (4, True, True)
    assert narrative(data) == NARRATIVE
    assert ct58(*TAKE, "--prose-only").code == 0
    assert "Thêm." in narrative(data)


def test_at_a_terminal_it_is_asked(
    ct58: Ct58, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter is yes where nothing is left, and no where something is."""
    edit(typed("overview", "Thêm."))
    edit(figure_changed)
    sit_down(monkeypatch, tmp_path, "2021-07-20", asks=True)
    monkeypatch.setattr(prompts, "TerminalPrompter", lambda _width: ScriptedPrompter(("",)))
    assert ct58(*TAKE).code != 0
    assert narrative(data) == NARRATIVE
    monkeypatch.setattr(prompts, "TerminalPrompter", lambda _width: ScriptedPrompter(("c",)))
    assert ct58(*TAKE).code == 0
    assert "Thêm." in narrative(data)


def test_words_of_a_section_that_the_data_changed_too_are_not_lost(ct58: Ct58, data: Path) -> None:
    """They are shown and left; --force takes Word's."""
    edit(typed("overview", "Của Word."))
    (data / PERIOD).write_text(NARRATIVE.replace("ổn định", "tốt"), encoding="utf-8")
    done = ct58(*TAKE)
    assert (done.code, "“Của Word.”" in done.out) == (4, True)
    assert ct58(*TAKE, "--force").code == 0
    assert "Của Word." in narrative(data)


def test_a_control_that_was_deleted_is_named(ct58: Ct58, data: Path) -> None:
    """Nothing is taken away in the data for it."""
    edit(lambda word: word.control("overview").getparent().remove(word.control("overview")))
    done = ct58(*TAKE)
    assert (done.code, "general situation (overview): its frame is not" in done.out) == (4, True)
    assert narrative(data) == NARRATIVE


def test_the_document_says_which_period_it_is_of(ct58: Ct58, data: Path) -> None:
    """Another one is refused; one that says nothing is asked about."""
    assert ct58(*TAKE, "--quarter", "2021-Q3").code == 2
    from docx import Document

    Document().save("fremd.docx")
    done = ct58("summary", "--take-back", "fremd.docx")
    assert (done.code, "no marked sections" in done.err) == (3, True)
    assert ct58("summary", "--prose-only").code == 2
    assert ct58(*TAKE, "--rev", "HEAD").code == 2


class TestOverwriting:
    """--force on a report that somebody edited."""

    def test_it_is_refused_while_the_words_are_only_in_word(self, ct58: Ct58, data: Path) -> None:
        """With the way to take them back; once they are in the data, or are to be lost, it goes."""
        edit(typed("overview", "Thêm."))
        edited = Path("a.docx").read_bytes()
        done = ct58(*REPORT_OF_Q2, "--force")
        assert (done.code, "(overview)" in done.err, "--take-back a.docx" in done.err) == (4, True, True)
        assert Path("a.docx").read_bytes() == edited
        assert ct58(*REPORT_OF_Q2, "--force", "--discard-edits").code == 0
        Path("a.docx").write_bytes(edited)
        ct58(*TAKE)
        assert ct58(*REPORT_OF_Q2, "--force").code == 0

    def test_a_change_beside_the_prose_is_told_too(self, ct58: Ct58, data: Path) -> None:
        """It would be lost as well."""
        edit(figure_changed)
        done = ct58(*REPORT_OF_Q2, "--force")
        assert (done.code, "1 places beside the prose" in done.err) == (4, True)

    def test_what_is_no_report_of_ours_is_overwritten_as_before(self, ct58: Ct58, data: Path) -> None:
        """Whatever it is."""
        Path("a.docx").write_text("của tôi", encoding="utf-8")
        assert ct58(*REPORT_OF_Q2, "--force").code == 0
