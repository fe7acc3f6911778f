"""Prose in a Word document: how it looks, and the controls and bookmarks that name its section."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from tests.support.documents import MADE_ON, opened, own_template, report, template

from ct58.domain.text.prose import parse_prose
from ct58.render.documents.contents import Section
from ct58.render.documents.docx import render_docx
from ct58.render.documents.prose import prose_texts
from ct58.render.documents.tags import report_context
from ct58.views.page import Narrative


def narrative(markdown: str, key: str = "overview", mark: str = "") -> Narrative:
    """A section's prose."""
    return Narrative(key, "Tình hình chung", parse_prose(markdown), mark)


def controls(content: bytes) -> dict[str, list[Paragraph]]:
    """Tag → the paragraphs in the control."""
    body = opened(content).element.body
    return {
        control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): [
            Paragraph(found, body) for found in control.iter(qn("w:p"))
        ]
        for control in body.iter(qn("w:sdt"))
    }


def filled(*sections: Section, **given: Any) -> bytes:
    """The report in ct58's own template."""
    context = report_context(report(sections=sections, **given))
    return render_docx(own_template("bao-cao.docx"), context, made_on=MADE_ON)


LAST = Section(heading="II. KIẾN NGHỊ", paragraphs=("Kính trình.",))


def test_prose_stands_in_a_control_that_names_its_section() -> None:
    """Each paragraph in the document's own style, what is bold bold; what ct58 says stands behind it."""
    section = Section(heading="I. MỞ", prose=narrative("Một **đậm**, *nghiêng*\n- mục"), paragraphs=("- số",))
    ((tag, found),) = controls(filled(section, LAST)).items()
    assert tag == "ct58:overview"
    assert [paragraph.text for paragraph in found] == ["Một đậm, nghiêng", "- mục"]
    looks = [(run.text, run.bold, run.italic) for run in found[0].runs]
    assert looks == [("Một ", None, None), ("đậm", True, None), (", ", None, None), ("nghiêng", None, True)]
    assert '<w:pStyle w:val="BodyText"/>' in found[0]._p.xml


def test_a_bookmark_lies_around_each_control() -> None:
    """Some programs know bookmarks and not the names of controls."""
    body = opened(filled(Section(prose=narrative("a", "II.4")), LAST)).element.body
    control = next(body.iter(qn("w:sdt")))
    start, end = control.getprevious(), control.getnext()
    assert (start.tag, end.tag) == (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    assert start.get(qn("w:name")) == "ct58_II_2e4"
    assert start.get(qn("w:id")) == end.get(qn("w:id"))


def test_the_last_sentence_is_part_of_its_section() -> None:
    """It gets the mark that ends the document, and stays in the control."""
    found = controls(filled(Section(heading="I. A", prose=narrative("Một.\n\n**Hai.**", "proposals"))))
    assert [paragraph.text for paragraph in found["ct58:proposals"]] == ["Một.", "Hai./."]


def test_a_section_that_waits_for_words_has_a_control_to_write_them_in() -> None:
    """With the mark that they are missing."""
    found = controls(filled(Section(prose=narrative("", mark="[cần bổ sung]")), LAST))
    assert [paragraph.text for paragraph in found["ct58:overview"]] == ["[cần bổ sung]"]


def test_the_parts_of_a_section_in_different_places_have_different_names() -> None:
    """A template may put the last paragraph elsewhere."""
    first, second, third = prose_texts(narrative("a\n\nb\n\nc"))
    context: dict[str, object] = {"dau": [first, second], "cuoi": third}
    mine = template("{%p for doan in dau %}", "{{ doan }}", "{%p endfor %}", "giữa", "Kết: {{ cuoi }}!")
    found = controls(render_docx(mine, context, made_on=MADE_ON))
    texts = {tag: [paragraph.text for paragraph in paragraphs] for tag, paragraphs in found.items()}
    assert texts == {"ct58:overview": ["a", "b"], "ct58:overview#2": ["Kết: c!"]}


def test_data_cannot_pass_for_prose() -> None:
    """What stands in the data is no mark, whatever signs it has."""
    (prose,) = prose_texts(narrative("lời"))
    content = render_docx(
        template("{{ a }}", "{{ b }}"), {"a": prose, "b": "\ufdd00\ufdd1x"}, made_on=MADE_ON
    )
    assert [paragraph.text for paragraph in opened(content).paragraphs] == ["x"]
    assert list(controls(content)) == ["ct58:overview"]


def test_equal_prose_gives_equal_bytes() -> None:
    """As everything in a document."""
    section = Section(prose=narrative("Một **hai**"))
    assert filled(section, LAST) == filled(section, LAST)
