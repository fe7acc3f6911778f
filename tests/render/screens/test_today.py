"""Bare `ct58`: today's numbers and what to type next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.support.offices import day
from tests.support.showcase import AS_OF, LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.render.formats.text import page_as_text
from ct58.render.screens.today import today_page
from ct58.views.calls import chase_view
from ct58.views.status import status_scope, status_view

Golden = Callable[[str, str], None]


def text(as_of: dt.date, language: str = "en") -> str:
    """The page of a day."""
    office = showcase()
    scope = status_scope(office, as_of, with_indicators=False)
    view = status_view(office, scope, as_of, chase=chase_view(office, as_of))
    return page_as_text(today_page(view, speaking(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_reads_as_reviewed(golden: Golden, language: str) -> None:
    """Whom to call first, then a handful of numbers and commands."""
    golden(text(AS_OF, language), f"today-{language}.txt")


def test_after_the_end_the_first_words_say_so() -> None:
    """A newcomer years later is not startled by the numbers."""
    assert "2025-12-31" in "".join(text(day("2026-10-12")).splitlines()[:3])
