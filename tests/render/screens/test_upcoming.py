"""`ct58 upcoming`: what falls due, by day."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.support.offices import calendar, day, office, period, rule, task, unit
from tests.support.showcase import AS_OF, LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.render.formats.text import page_as_text
from ct58.render.screens.upcoming import upcoming_page
from ct58.views.due import upcoming_view

Golden = Callable[[str, str], None]


def text(known: Office, as_of: str, within: int = 30) -> str:
    """The page through a pipe, in English."""
    return page_as_text(upcoming_page(upcoming_view(known, day(as_of), within), within, speaking("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_reads_as_reviewed(golden: Golden, language: str) -> None:
    """One row an item and day, for 90 days."""
    page = upcoming_page(upcoming_view(showcase(), AS_OF, 90), 90, speaking(language))
    golden(page_as_text(page), f"upcoming-{language}.txt")


def test_nothing_within_the_days_is_said() -> None:
    """With the number of days."""
    assert "Nothing falls due within 7 days." in text(office(tasks=(task(),)), "2021-05-01", 7)


def test_what_is_due_today_says_today() -> None:
    """Not “0 days”."""
    assert "today" in text(office(tasks=(task(),)), "2021-06-30")


def test_what_many_units_owe_is_one_row_with_how_many_have_sent() -> None:
    """Two units, nobody yet."""
    line = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
    shown = text(office(units=(unit("a"), unit("b")), reporting=(line,)), "2021-07-01")
    assert shown.count("BC-QUY  ") == 1
    assert "0/2 units" in shown


def test_rows_stand_by_day() -> None:
    """The nearest first."""
    known = office(tasks=(task("PL-02", rule(by="2021-07-20")), task("PL-01", rule(by="2021-07-10"))))
    shown = text(known, "2021-07-01")
    assert shown.index("PL-01") < shown.index("PL-02")
