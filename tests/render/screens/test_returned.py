"""What a report brings back, in words."""

from __future__ import annotations

from typing import Any

from tests.support.terms import speaking

from ct58.domain.time.period import Period
from ct58.render.formats.text import page_as_text
from ct58.render.screens.returned import returned_as_json, returned_page, section_name
from ct58.views.returned import OutsideChange, ReportComment, SectionBack, TakenBack

TITLES = {"overview": "GENERAL SITUATION", "II.1": "Tuyên truyền"}


def view(**given: Any) -> TakenBack:
    """A report that brings back a section."""
    plain: dict[str, Any] = {
        "name": "a.docx",
        "period": Period.quarter(2021, 2),
        "sections": (SectionBack(key="overview", title="", before="A\n\nB", after="A\n\n- C"),),
        "titles": TITLES,
    }
    return TakenBack(**{**plain, **given})


EN = speaking("en")


def told(found: TakenBack) -> str:
    """The page as text."""
    return page_as_text(returned_page(found, EN))


def test_what_is_taken_is_told_paragraph_by_paragraph() -> None:
    """What is gone and what is new; what stays is not repeated."""
    assert told(view()).splitlines() == [
        "From a.docx into periods/2021-Q2.yaml (2021-Q2)",
        " general situation (overview)",
        "   − B",
        "   + - C",
    ]


def test_nothing_to_take_is_said() -> None:
    """And where it is not known what else was changed."""
    text = told(view(sections=(), has_origin=False))
    assert "No prose was changed that can be taken back." in text
    assert "is not known" in text


def test_what_is_refused_is_told_with_all_its_words() -> None:
    """None is lost between Word and the data."""
    refused = SectionBack(
        key="II.1", title="", before="", after="Một.\n\n- **Hai**", why_not=("doubled", "table")
    )
    changes = (
        OutsideChange(texts=("Dán.",), gone=0, where="I. A", beside=("overview",)),
        OutsideChange(texts=("- 115 báo cáo.",), gone=1, where="I. A", beside=()),
        OutsideChange(texts=(), gone=2, where="", beside=()),
        OutsideChange(texts=("Thêm.",), gone=0, where="II. B", beside=()),
    )
    lines = told(view(sections=(refused,), changes=changes)).splitlines()
    assert lines[3:] == [
        "Not taken back",
        " Tuyên truyền (II.1): its frame stands in the document several times; a table stands in it",
        "   “Một.”",
        "   “- Hai”",
        " Added beside the frame of general situation (overview); put it into the frame:",
        "   “Dán.”",
        " Changed below “I. A”, 1 texts are now:",
        "   “- 115 báo cáo.”",
        " Taken away below “the head of the document”: 2 texts.",
        " Added below “II. B”:",
        "   “Thêm.”",
    ]


def test_remarks_are_named_with_their_section() -> None:
    """And with who made them."""
    comments = (("overview", ReportComment(text="Xem lại", author="Hải")), ("", ReportComment(text="Khác")))
    assert told(view(comments=comments)).splitlines()[-2:] == [
        " general situation (overview): “Xem lại” (Hải)",
        " “Khác”",
    ]


def test_programs_get_the_texts_and_the_reasons() -> None:
    """Before and after, and where something else was changed."""
    change = OutsideChange(texts=("x",), gone=1, where="I. A", beside=())
    assert returned_as_json(view(changes=(change,), comments=(("", ReportComment(text="y")),))) == {
        "period": "2021-Q2",
        "file": "periods/2021-Q2.yaml",
        "sections": [{"key": "overview", "before": "A\n\nB", "after": "A\n\n- C", "refused": []}],
        "outside": [{"texts": ["x"], "gone": 1, "where": "I. A", "beside": []}],
        "comments": [{"section": None, "text": "y", "author": ""}],
    }


def test_a_key_that_has_no_title_is_its_own_name() -> None:
    """A section that the programme has not any more."""
    assert section_name("II.9", TITLES, EN) == "II.9"
