"""A report that comes back from Word: what is read of its prose, and what was changed beside it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.text.test_prose import MARKDOWN
from tests.support.returned import Edited, made, paragraph_xml, run_xml, with_part
from tests.support.word import needs_office

from ct58.domain.text.prose import canonical_prose, prose_as_markdown
from ct58.errors import Refused
from ct58.exchange.guard import read_report_guarded
from ct58.exchange.returned_report import read_returned_report, report_in
from ct58.views.returned import ReturnedReport

TEXTS = {
    "overview": "Các cấp ủy **duy trì** nền nếp, *tiến bộ* rõ.\n\n- Một\n- Hai",
    "II.1": "Lời của phần.",
    "proposals": "Kính trình.",
}


def markdown(report: ReturnedReport, key: str) -> str:
    """The prose of a section that is there."""
    section = report.section(key)
    assert section is not None
    return prose_as_markdown(section.prose)


def test_what_nobody_touched_comes_back_as_it_was() -> None:
    """Every section in its canonical form, with its period and its reader; nothing was changed."""
    report = report_in("a.docx", made(TEXTS))
    assert {entry.key: prose_as_markdown(entry.prose) for entry in report.sections} == {
        key: canonical_prose(text) for key, text in TEXTS.items()
    }
    assert report.origin is not None
    assert (report.origin.period, report.origin.profile) == ("2021-Q2", "standing-committee")
    assert (report.edited, report.changes) == ((), ())


@settings(max_examples=40, deadline=None)
@given(st.lists(MARKDOWN.filter(lambda text: bool(canonical_prose(text))), min_size=1, max_size=3))
def test_any_prose_comes_back_as_its_canonical_self(texts: list[str]) -> None:
    """Paragraphs, bold, italics, lists and special signs, through Word and back."""
    named = {f"a{number}": text for number, text in enumerate(texts)}
    report = report_in("a.docx", made(named))
    assert {key: markdown(report, key) for key in named} == {
        key: canonical_prose(text) for key, text in named.items()
    }


def test_five_paragraphs_a_bullet_and_a_bold_word_come_back_whole() -> None:
    """As somebody types them in Word, in a list of Word's own too."""
    word = Edited(made(TEXTS))
    first, *_rest = word.paragraphs("overview")
    first.runs[0].text = "Năm qua, các cấp ủy "
    for number in range(3):
        word.typed("overview", f"Đoạn {number}.")
    word.typed("overview", "– gạch tự gõ")
    word.typed("II.1", "Thêm ").add_run("đậm").bold = True
    report = word.read()
    assert markdown(report, "overview") == (
        "Năm qua, các cấp ủy **duy trì** nền nếp, *tiến bộ* rõ.\n\n- Một\n- Hai\n\n"
        "Đoạn 0.\n\nĐoạn 1.\n\nĐoạn 2.\n\n- gạch tự gõ"
    )
    assert markdown(report, "II.1") == "Lời của phần.\n\nThêm **đậm**"
    assert set(report.edited) == {"overview", "II.1"}
    assert report.changes == ()


NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    "</w:numbering>"
)


def test_lists_of_words_own_are_lists() -> None:
    """Bullets of two depths, and numbers counted as Word counts them."""
    word = Edited(made(TEXTS))
    for number, level, text in ((1, 0, "a"), (1, 1, "b"), (2, 0, "c"), (2, 1, "d"), (2, 0, "e")):
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        word.add("II.1", paragraph_xml(run_xml(text), place))
    report = report_in("a.docx", with_part(word.saved(), "word/numbering.xml", NUMBERING))
    assert markdown(report, "II.1") == "Lời của phần.\n\n- a\n  + b\n\n3. c\n\na) d\n\n4. e"


def test_tracked_changes_are_read_as_accepted() -> None:
    """What is inserted is there, what is deleted is gone, a paragraph's deleted mark joins it to the next."""
    word = Edited(made(TEXTS))
    word.add(
        "II.1",
        paragraph_xml(
            f'{run_xml("giữ ")}<w:ins w:id="1">{run_xml("thêm ")}</w:ins>'
            '<w:del w:id="2"><w:r><w:delText>bỏ</w:delText></w:r></w:del>',
            '<w:rPr><w:del w:id="3"/></w:rPr>',
        ),
    )
    word.add("II.1", paragraph_xml(run_xml("nối.")))
    assert markdown(word.read(), "II.1") == "Lời của phần.\n\ngiữ thêm nối."


def test_remarks_in_the_margin_are_named() -> None:
    """With who made them."""
    word = Edited(made(TEXTS))
    word.add(
        "II.1", paragraph_xml(f'<w:commentRangeStart w:id="7"/>{run_xml("x")}<w:commentRangeEnd w:id="7"/>')
    )
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="7" w:author="Hải"><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:comment></w:comments>'
    )
    section = report_in("a.docx", with_part(word.saved(), "word/comments.xml", comments)).section("II.1")
    assert section is not None
    assert [(comment.text, comment.author) for comment in section.comments] == [("Xem lại", "Hải")]


@pytest.mark.parametrize(
    ("xml", "kind"),
    [
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "table"),
        (paragraph_xml("<w:r><w:drawing/></w:r>"), "picture"),
        (paragraph_xml('<w:r><w:footnoteReference w:id="2"/></w:r>'), "footnote"),
        (paragraph_xml('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "symbol"),
        (paragraph_xml(run_xml("x", "<w:strike/>")), "struck"),
        (paragraph_xml(run_xml("x", "<w:vanish/>")), "hidden"),
        (paragraph_xml("<w:bia><w:r><w:t>x</w:t></w:r></w:bia>"), "other"),
    ],
)
def test_what_prose_cannot_hold_is_named(xml: str, kind: str) -> None:
    """It would be lost, or mean something else."""
    word = Edited(made(TEXTS))
    word.add("II.1", xml)
    section = word.read().section("II.1")
    assert section is not None
    assert section.foreign == (kind,)


def test_a_control_that_was_deleted_is_missed() -> None:
    """With all that was in it."""
    word = Edited(made(TEXTS))
    control = word.control("II.1")
    control.getparent().remove(control)
    report = word.read()
    assert report.section("II.1") is None
    assert report.edited == ("II.1",)


def test_a_control_that_was_taken_away_leaves_its_bookmark() -> None:
    """Who removes the frame in Word keeps the words, and the bookmark around them."""
    word = Edited(made(TEXTS))
    control = word.control("overview")
    for paragraph in list(control.find(qn("w:sdtContent"))):
        control.addprevious(paragraph)
    control.getparent().remove(control)
    report = word.read()
    assert markdown(report, "overview") == canonical_prose(TEXTS["overview"])
    assert (report.edited, report.changes) == ((), ())


def test_a_control_that_was_doubled_is_counted() -> None:
    """Nobody knows which of the two is meant; the words of both are there."""
    import copy

    word = Edited(made(TEXTS))
    control = word.control("II.1")
    control.addnext(copy.deepcopy(control))
    section = word.read().section("II.1")
    assert section is not None
    assert (section.times, len(section.prose)) == (2, 2)


def test_words_beside_a_control_are_named_with_its_section() -> None:
    """They are in no section, and would be lost."""
    word = Edited(made(TEXTS))
    word.control("II.1").addprevious(word.typed("overview", "Dán nhầm chỗ.")._p)
    (change,) = word.read().changes
    assert (change.texts, change.gone, change.beside) == (("Dán nhầm chỗ.",), 0, ("II.1",))


def test_a_sentence_of_ct58s_that_was_changed_is_named() -> None:
    """With the heading above it, and what it says now; a row of a table, too."""
    word = Edited(made(TEXTS))
    texts = [text for text in word.document.element.body.iter(qn("w:t")) if text.text]
    next(text for text in texts if "ct58 tính" in text.text).text = "- Số liệu sửa tay."
    next(text for text in texts if "Kết nạp" in text.text).text = "Khác"
    first, second = word.read().changes
    assert (first.texts, first.gone, first.where) == (("- Số liệu sửa tay.",), 1, "1. MỤC 1")
    assert "Khác" in second.texts[0]


def test_without_its_origin_a_report_still_has_its_sections() -> None:
    """Only what was changed elsewhere is not known."""
    report = report_in("a.docx", made(TEXTS, keeps_origin=False))
    assert report.origin is None
    assert [entry.key for entry in report.sections] == list(TEXTS)


@needs_office
def test_libreoffice_brings_everything_back(tmp_path: Path) -> None:
    """It loses the names of controls and keeps the bookmarks; what was typed before is there, nothing else has changed."""
    word = Edited(made(TEXTS))
    word.typed("overview", "Thêm ").add_run("đậm").bold = True
    for name, content in (("as-it-was", made(TEXTS)), ("edited", word.saved())):
        (tmp_path / f"{name}.docx").write_bytes(content)
        _resave(tmp_path, name)
    (before, after) = (
        read_returned_report(tmp_path / "out" / f"{name}.docx") for name in ("as-it-was", "edited")
    )
    assert (before.edited, before.changes) == ((), ())
    assert markdown(after, "overview") == canonical_prose(TEXTS["overview"]) + "\n\nThêm **đậm**"
    assert (after.edited, after.changes) == (("overview",), ())


def _resave(folder: Path, name: str) -> None:
    soffice = shutil.which("soffice")
    assert soffice is not None
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx"]
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), str(folder / f"{name}.docx")],
        check=True,
        capture_output=True,
        timeout=300,
    )


class TestForeign:
    """Files that are not what they seem."""

    def test_a_report_says_the_same_in_the_guarded_process_as_here(self, tmp_path: Path) -> None:
        """Sections, changes, remarks."""
        word = Edited(made(TEXTS))
        word.add("II.1", paragraph_xml(run_xml("x", "<w:strike/>")))
        word.control("II.1").addprevious(word.typed("overview", "Ngoài.")._p)
        path = tmp_path / "a.docx"
        path.write_bytes(word.saved())
        assert read_report_guarded(path) == read_returned_report(path)

    @pytest.mark.parametrize(
        "spoilt",
        [
            lambda _: b"%PDF-1.7",
            lambda good: good[:2000],
            lambda good: with_part(
                good,
                "word/document.xml",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hosts'>]><a>&b;</a>",
            ),
            lambda good: with_part(good, "word/document.xml", "<a>" * 50),
            lambda good: with_part(good, "word/document.xml", "<w:p/>" * 200_000),
        ],
        ids=["pdf", "cut", "entity", "broken", "large"],
    )
    def test_what_is_no_report_is_refused(self, spoilt: Callable[[bytes], bytes], tmp_path: Path) -> None:
        """Nothing from outside is fetched, and no parser's own words reach a person."""
        path = tmp_path / "a.docx"
        path.write_bytes(spoilt(made(TEXTS)))
        with pytest.raises(Refused):
            read_report_guarded(path)
