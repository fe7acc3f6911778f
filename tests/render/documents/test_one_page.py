"""The sheet for the leader fits its page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.demo_office import demo_office
from tests.support.documents import MADE_ON, own_template
from tests.support.hostile import hostile
from tests.support.summaries import summary_of
from tests.support.terms import speaking
from tests.support.word import needs_office, pages
from tests.test_other_programme import office

from ct58.domain.records.office import Office
from ct58.render.documents.docx import render_docx
from ct58.render.documents.one_page import fitted_lines
from ct58.render.documents.summary import brief_document
from ct58.render.documents.tags import brief_context
from ct58.render.screens.brief import brief_words
from ct58.views.brief import brief_view
from ct58.views.summary import SummaryView

VI = speaking("vi")
other = office
"""The second programme, as its own tests read it."""


def _view(of: str = "2022", as_of: str = "2023-02-01") -> SummaryView:
    return summary_of(demo_office(), of, as_of)


def _lines(view: SummaryView) -> list[int]:
    return [len(lines) for lines in fitted_lines(brief_words(brief_view(view), VI), VI)]


def test_short_texts_stay_whole() -> None:
    """Nothing is left out where there is room."""
    view = replace(_view(), texts={"proposals": "Một việc."}, indicators=())
    said = brief_words(brief_view(view), VI)
    assert list(fitted_lines(said, VI))[1:] == [
        ("Không có chỉ tiêu chưa đạt hoặc chậm so với kế hoạch.",),
        ("Một việc.",),
    ]


def test_the_longest_part_loses_lines_first_and_says_so() -> None:
    """None is lost altogether."""
    found = fitted_lines(brief_words(brief_view(hostile(_view())), VI), VI)
    assert all(found)
    assert any("nội dung khác: xem báo cáo" in lines[-1] for lines in found)
    assert sum(_lines(hostile(_view()))) < sum(_lines(_view())) + 6


def _made(view: SummaryView) -> bytes:
    return render_docx(own_template("tom-tat.docx"), brief_context(brief_document(view, VI)), made_on=MADE_ON)


@needs_office
@pytest.mark.slow
def test_it_is_one_page_whatever_the_names(tmp_path: Path, other: Office) -> None:
    """Of the demo office, of another programme, and with names that no form was made for."""
    views = {
        "quarter": _view("2022-Q2", "2022-07-15"),
        "year": _view(),
        "term": _view("2021..2025", "2026-02-01"),
        "other-quarter": summary_of(other, "2024-Q3", "2024-10-20"),
        "other-year": summary_of(other, "2024", "2025-01-20"),
    }
    views |= {f"hostile-{name}": hostile(view) for name, view in views.items()}
    printed = pages(tmp_path, {name: _made(view) for name, view in views.items()})
    assert {name: len(found) for name, found in printed.items()} == dict.fromkeys(views, 1)
