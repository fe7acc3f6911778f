"""Filling templates: data comes out as written, equal bytes for equal content, mistakes are named."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from tests.support.documents import (
    MADE_ON,
    letter,
    opened,
    own_template,
    parts,
    repacked,
    report,
    template,
    texts,
)
from tests.support.refusals import words_of

from ct58.errors import InvalidData
from ct58.render.documents.docx import render_docx
from ct58.render.documents.tags import TemplateContext, letter_context, report_context
from ct58.render.documents.template_faults import Template

HOSTILE = (
    "Công ty A & B",
    "<w:p>không phải thẻ</w:p>",
    "{{ so_ky_hieu }}",
    "{% for x in y %}",
    "{%p if a %} {# ghi chú #} {_{ }_} {_% %_}",
    "a | b",
    "\"nháy\" 'đơn' “cong”",
    "&amp; &lt; &#65;",
    "=1+1",
    "x" * 300,
    "phải sang trái \u200f\u202eabc\u202c",
    "  đầu và cuối  ",
    "\\n \\1 $1",
)


def fill(paragraph: str, **context: object) -> str:
    """The text that a template of one paragraph gives."""
    return texts(render_docx(template(paragraph), context, made_on=MADE_ON))[0]


@pytest.mark.parametrize("value", HOSTILE)
def test_data_comes_out_as_written(value: str) -> None:
    """Whatever it looks like, it is neither a tag nor XML."""
    assert fill("Tên: {{ ten }}.", ten=value) == f"Tên: {value}."


@given(st.text(max_size=60).filter(lambda text: "\x0c" not in text and "\x07" not in text))
def test_any_text_comes_out_as_written(value: str) -> None:
    """All that XML can hold; line breaks of every kind become the document's own."""
    shown = fill("{{ ten }}", ten=value).translate({ord("\r"): "\n"})
    unwritable = {*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF}
    kept = value.replace("\r\n", "\n").replace("\r", "\n").translate(dict.fromkeys(unwritable))
    assert shown == kept


def test_line_breaks_stay_line_breaks() -> None:
    """One paragraph of three lines, not three paragraphs."""
    assert fill("{{ ten }}", ten="một\nhai\r\nba") == "một\nhai\nba"


def test_control_characters_are_left_out() -> None:
    """XML cannot hold them, and docxtpl would take two of them for a new paragraph and a new page."""
    content = render_docx(template("{{ ten }}"), {"ten": "a\x00b\x07c\x0cd\x1be"}, made_on=MADE_ON)
    assert texts(content) == ["abcde"]


def test_a_hostile_name_reaches_every_part_of_a_real_document_unchanged() -> None:
    """The subject, a heading, a paragraph and a cell."""
    for value in HOSTILE:
        context = report_context(report(subject=value))
        assert value in [p.text for p in opened(_report(context)).paragraphs]


def _report(context: TemplateContext) -> bytes:
    return render_docx(own_template("bao-cao.docx"), context, made_on=MADE_ON)


def test_equal_content_gives_equal_bytes() -> None:
    """Whenever and wherever it is made."""
    assert _report(report_context(report())) == _report(report_context(report()))


def test_the_properties_say_the_title_and_the_day_it_is_about() -> None:
    """Not the moment of making, and nobody's login."""
    content = render_docx(template("x"), {}, made_on=MADE_ON, title="Báo cáo & quý II " + "x" * 300)
    properties = opened(content).core_properties
    assert properties.title == ("Báo cáo & quý II " + "x" * 300)[:255]
    assert properties.created == properties.modified == dt.datetime(2021, 7, 15, tzinfo=dt.UTC)


def test_the_template_cannot_reach_beyond_the_data() -> None:
    """A template from elsewhere runs in a sandbox."""
    with pytest.raises(InvalidData):
        fill("{{ ten.__class__.__mro__ }}", ten="x")


# ------------------------------------------------------------------------------------ mistakes


def refusal(mistaken: Template, **context: object) -> str:
    """What the refusal of a template says, in English."""
    with pytest.raises(InvalidData) as found:
        render_docx(mistaken, context, made_on=MADE_ON)
    return words_of(found.value)


def test_an_unknown_name_is_named_with_its_paragraph_and_what_was_meant() -> None:
    """The template, the paragraph as Word counts it, its beginning, the name, the nearest known one."""
    said = refusal(template("Một", "Hai", "Về {{ trich_yeuu }}"), trich_yeu="x")
    assert "mau.docx, paragraph 3 (“Về {{ trich_yeuu }}”)" in said
    assert "“trich_yeuu”" in said
    assert "Did you mean: trich_yeu?" in said


def test_an_unknown_column_of_a_row_is_named_too() -> None:
    """Names within a row are known as well; paragraphs that only hold a tag count."""
    mistaken = template("{%p for dong in cac_dong %}", "{{ dong.noi_dun }}", "{%p endfor %}")
    said = refusal(mistaken, cac_dong=[{"noi_dung": "x"}])
    assert "paragraph 2" in said
    assert "Did you mean: noi_dung?" in said


def test_a_name_like_no_other_points_to_the_list_of_names() -> None:
    """Instead of a guess."""
    assert "docs/mau-van-ban.md" in refusal(template("{{ abcdefgh }}"), trich_yeu="x")


def test_a_mistake_in_a_table_counts_paragraphs_as_they_stand() -> None:
    """The paragraphs of cells count in the order of the document."""
    content = own_template("cong-van.docx")
    broken = _edited(content, "word/document.xml", b"{{ dong.thoi_han }}", b"{{ dong.thoi_hna }}")
    context = letter_context(letter())
    assert "(“{{ dong.thoi_hna }}”)" in refusal(broken, **context)


def test_a_mistake_in_the_page_header_is_found() -> None:
    """Headers and footers are templates too."""
    assert "page header, footer or notes, paragraph 1" in refusal(template("Một", header="{{ sai }}"))


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("{{ ten", "a brace belongs to no tag."),
        ("{{ ten } và {{ ten }}", "a brace belongs to no tag."),
        ("{ ten }}", "a brace belongs to no tag."),
        ("{{ ten }", "a brace belongs to no tag."),
        ("{% if ten %} x {% endif }", "a brace belongs to no tag."),
        ("{{ }}", "the tag is not written as it should be."),
        ("{{ ten | khong_co }}", "the name “khong_co” is not known."),
        ("{{ ten | uper }}", "Did you mean: upper"),
        ("{% neu ten %}", "“neu” is no tag."),
        ("{{ ten + 1 }}", "the tag does with a value what cannot be done with it"),
        ("{{ 1 / 0 }}", "the tag divides by zero."),
        ("{{ 'x' * 999999999 }}", "a template may not do"),
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "never come to an end",
        ),
        ("{% include 'x' %}", "there is no template"),
        ("{%p endif %}", "“endif” ends or parts what was not begun."),
        ("{%p if 3 % 2 %}", "no % may stand: {%p if 3 % 2 %}."),
        ("Về {%p if ten %}", "{%p if ten %} takes the place of its whole paragraph, and more stands in it."),
        ("{%p if ten %}{%p endif %}", "takes the place of its whole paragraph, and more stands in it."),
    ],
)
def test_a_tag_that_is_written_wrongly_is_found(paragraph: str, words: str) -> None:
    """Never a fault of the program."""
    said = refusal(template("Một", paragraph), ten="x")
    assert "mau.docx, paragraph 2" in said
    assert words in said


def test_a_tag_that_is_never_ended_is_found_where_it_begins() -> None:
    """Not at the end of the document, where the reader of templates notices it."""
    said = refusal(template("Một", "{%p if ten %}", "Hai", "Ba"), ten="x")
    assert "paragraph 2" in said
    assert "“if” begins here and is never ended." in said
    assert "{%p endif %}" in said


def test_tags_that_cross_the_parts_of_a_document_are_refused() -> None:
    """What no longer fits would otherwise be dropped without a word."""
    document = Document()
    document.add_paragraph("Một {% if ten %}")
    document.add_table(1, 1).cell(0, 0).text = "{% endif %}"
    out = io.BytesIO()
    document.save(out)
    said = refusal(Template(name="mau.docx", content=out.getvalue()), ten="")
    assert (
        "paragraph 1 (“Một {% if ten %}”): a tag that begins and one that ends stand in different parts."
        in said
    )


@pytest.mark.parametrize(("cell", "kind"), [("{%tr if ten %}", "row"), ("{%tc if ten %}", "cell")])
def test_what_stands_beside_a_tag_for_a_row_or_cell_is_not_dropped(cell: str, kind: str) -> None:
    """The tag takes the place of all of it, with what another paragraph of it says."""
    document = Document()
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text = f"{cell}\nMột"
    out = io.BytesIO()
    document.save(out)
    said = refusal(Template(name="mau.docx", content=out.getvalue()), ten="x")
    assert f"takes the place of its whole {kind}, and more stands in it." in said


def test_a_damaged_part_is_refused() -> None:
    """What Word itself could not open."""
    broken = _edited(template("Hai"), "word/document.xml", b"Hai</w:t>", b"Hai")
    assert "is no Word document" in refusal(broken)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", b"%PDF-1.4"])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    """By its name, with what to do."""
    said = refusal(Template(name="mau.docx", content=content))
    assert "mau.docx is no Word document" in said


def test_a_workbook_is_no_word_document() -> None:
    """A package of another kind."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    assert "is no Word document" in refusal(Template(name="mau.docx", content=out.getvalue()))


def _edited(original: Template, part: str, old: bytes, new: bytes) -> Template:
    """A template with some bytes of a part exchanged."""
    found = {
        name: content.replace(old, new) if name == part else content
        for name, content in parts(original.content).items()
    }
    return Template(name=original.name, content=repacked(found))
