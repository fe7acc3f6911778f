"""A template that an office has changed, held against the rule of the date of issue."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm, Pt
from tests.support.documents import TEMPLATES, opened, own_template
from tests.support.terms import speaking

from ct58.errors import InvalidData
from ct58.render.documents.form_check import departures
from ct58.render.documents.form_profile import FORM_PROFILES, FormProfile, profile_on
from ct58.render.documents.template_faults import Template

OLDER, NEWER = FORM_PROFILES


def changed(change: Callable[[Any], None]) -> Template:
    """Ct58's template of a report, changed in Word."""
    document = opened(own_template("bao-cao.docx").content)
    change(document)
    out = io.BytesIO()
    document.save(out)
    return Template(name="mau.docx", content=out.getvalue())


def told(template: Template, profile: FormProfile = OLDER) -> list[str]:
    """What is not as the rule says, in Vietnamese."""
    return [speaking("vi").say(text) for text in departures(template, profile)]


@pytest.mark.parametrize("profile", FORM_PROFILES)
@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.glob("*.docx")))
def test_ct58s_own_templates_keep_every_rule(name: str, profile: FormProfile) -> None:
    """Whatever the date of issue."""
    assert told(own_template(name), profile) == []


def test_a_margin_is_told_once_with_what_the_rule_asks() -> None:
    """However many sections have it; the others are not told."""

    def narrow(document: Any) -> None:
        for section in document.sections:
            section.left_margin = Mm(27.5)

    assert told(changed(narrow)) == ["mau.docx: lề trái là 27,5 mm; Hướng dẫn 36-HD/VPTW quy định 30 mm."]


def test_the_spacing_of_lines_is_judged_by_the_date_of_issue() -> None:
    """24 points were allowed until 26/5/2026."""

    def wide(document: Any) -> None:
        document.styles["Body Text"].paragraph_format.line_spacing = Pt(24)

    template = changed(wide)
    assert told(template, profile_on(dt.date(2026, 5, 26))) == []
    assert told(template, profile_on(dt.date(2026, 5, 27))) == [
        "mau.docx: giãn dòng là 24 pt; Hướng dẫn 05-HD/VPTW quy định từ 18 đến 22 pt."
    ]


def test_too_narrow_lines_are_told_with_the_least() -> None:
    """A rule without an upper end says at least."""

    def narrow(document: Any) -> None:
        document.styles["Body Text"].paragraph_format.line_spacing = Pt(16)

    assert told(changed(narrow)) == [
        "mau.docx: giãn dòng là 16 pt; Hướng dẫn 36-HD/VPTW quy định ít nhất 18 pt."
    ]


def test_another_font_is_named() -> None:
    """In any style that the template uses; others may lie about."""

    def other(document: Any) -> None:
        document.styles["Title"].font.name = "Arial"
        document.styles["Footer"].font.name = "Courier"

    assert told(changed(other)) == [
        "mau.docx: có phông chữ Arial; Hướng dẫn 36-HD/VPTW quy định Times New Roman."
    ]


def test_a_template_without_ct58s_styles_is_asked_for_its_page_alone() -> None:
    """What is not there is not judged; paper of another size is."""
    out = io.BytesIO()
    Document().save(out)
    said = told(Template(name="mau.docx", content=out.getvalue()))
    assert any("bề rộng giấy" in text for text in said)
    assert not any("giãn dòng" in text for text in said)


def test_what_is_no_word_document_is_refused() -> None:
    """As it is when it is filled."""
    with pytest.raises(InvalidData):
        departures(Template(name="mau.docx", content=b"<html>"), OLDER)
