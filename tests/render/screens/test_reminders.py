"""`ct58 remind` on a screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.support.offices import day, office, staff, task
from tests.support.showcase import AS_OF, LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.render.formats.text import page_as_text
from ct58.render.screens.reminders import reminders_page
from ct58.views.reminders import reminders_view

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_reads_as_reviewed(golden: Golden, language: str) -> None:
    """One row a letter, and what to type next."""
    golden(
        page_as_text(reminders_page(reminders_view(showcase(), AS_OF), speaking(language))),
        f"remind-{language}.txt",
    )


def test_when_nobody_is_late_that_is_said_and_nothing_else() -> None:
    """No table, no next steps."""
    page = reminders_page(reminders_view(office(tasks=(task(),)), day("2021-06-30")), speaking("en"))
    assert "Nobody is late on 2021-06-30" in page_as_text(page)
    assert "ct58" not in page_as_text(page)


def test_what_has_no_addressee_is_named() -> None:
    """The committee is not written to on its own behalf."""
    known = office(
        units=(staff("btv", name="Ban Thường vụ", kind="committee"),), tasks=(task(lead=("btv",)),)
    )
    text = page_as_text(reminders_page(reminders_view(known, AS_OF), speaking("en")))
    assert "No letter is written about: PL-01 (Ban Thường vụ)" in text
