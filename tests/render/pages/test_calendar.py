"""`ct58 calendar` on a screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.support.offices import day, office, task
from tests.support.showcase import AS_OF, LANGUAGES, showcase

from ct58.render.pages.calendar import calendar_page
from ct58.render.text import page_as_text
from ct58.render.words import Speech
from ct58.views.calendar import Span, calendar_view

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_reads_as_reviewed(golden: Golden, language: str) -> None:
    """By day, to the end of the year."""
    view = calendar_view(showcase(), AS_OF, Span(first=AS_OF, last=day("2021-12-31")))
    golden(page_as_text(calendar_page(view, Speech(language))), f"calendar-{language}.txt")


def test_nothing_in_the_span_is_said() -> None:
    """With its days, or with the first alone."""
    for last, expected in (("2021-05-31", "from 2021-05-01 to 2021-05-31."), (None, "from 2021-08-01 on.")):
        first = day("2021-05-01" if last else "2021-08-01")
        span = Span(first=first, last=day(last) if last else None)
        page = calendar_page(calendar_view(office(tasks=(task(),)), first, span), Speech("en"))
        assert f"Nothing falls due {expected}" in page_as_text(page)
