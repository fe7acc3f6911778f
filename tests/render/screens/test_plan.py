"""`ct58 plan`: the draft of a work programme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.support.offices import office, period
from tests.support.showcase import AS_OF, LANGUAGES, showcase

from ct58.render.formats.text import page_as_text
from ct58.render.screens.plan import plan_page
from ct58.render.words.speech import Speech
from ct58.views.plan import plan_view

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", ["2021-Q3", "2021"])
def test_the_plan_reads_as_reviewed(golden: Golden, language: str, of: str) -> None:
    """A quarter and a year."""
    page = plan_page(plan_view(showcase(), period(of), AS_OF), Speech(language))
    golden(page_as_text(page), f"plan-{of}-{language}.txt")


def test_nothing_to_do_is_said() -> None:
    """With the period."""
    page = plan_page(plan_view(office(), period("2022-Q1"), AS_OF), Speech("en"))
    assert "Nothing falls due in 2022-Q1, and nothing is carried over." in page_as_text(page)
