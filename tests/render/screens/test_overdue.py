"""`ct58 overdue`: what a clerk sees. The golden files are the specification; these are its rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.support.offices import calendar, day, office, period, rule, task, unit
from tests.support.showcase import AS_OF, LANGUAGES, showcase

from ct58.domain.records.committee import Settings
from ct58.domain.records.office import Office
from ct58.render.formats.text import page_as_text
from ct58.render.screens.overdue import overdue_page
from ct58.render.words.speech import Speech
from ct58.views.due import Filter, overdue_view
from ct58.views.page import Emphasis, Line, Page, Table

Golden = Callable[[str, str], None]
EN = Speech("en")


def text(
    known: Office, as_of: str = "2021-07-15", *, expand: bool = False, only: Filter | None = None
) -> str:
    """The page through a pipe, in English."""
    return page_as_text(overdue_page(overdue_view(known, day(as_of), only), EN, expand))


def emphasis_of(page: Page, part: str) -> set[Emphasis]:
    """How the spans that contain a text stand out."""
    lines = [block.words for block in page.blocks if isinstance(block, Line)]
    cells = [cell for block in page.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    return {span.emphasis for found in (*lines, *cells) for span in found if part in span.text}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_reads_as_reviewed(golden: Golden, language: str) -> None:
    """Four blocks, counts, what came and went since the day before."""
    view = overdue_view(showcase(), AS_OF, since=day("2021-07-14"))
    golden(page_as_text(overdue_page(view, Speech(language))), f"overdue-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_expanded_list_reads_as_reviewed(golden: Golden, language: str) -> None:
    """One line an occurrence, all units by name."""
    view = overdue_view(showcase(), AS_OF)
    golden(page_as_text(overdue_page(view, Speech(language), expand=True)), f"overdue-expand-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_end_one_line_says_so_instead_of_a_wall(golden: Golden, language: str) -> None:
    """A newcomer reads today's list years later."""
    view = overdue_view(showcase(), day("2026-10-12"))
    golden(page_as_text(overdue_page(view, Speech(language))), f"overdue-ended-{language}.txt")


def test_when_nothing_is_late_the_nearest_deadline_is_told() -> None:
    """Good news and what comes next."""
    shown = text(office(tasks=(task("PL-12", rule(by="2021-Q3")),)))
    assert "Nothing is overdue as of 2021-07-15." in shown
    assert "PL-12" in shown
    assert "2021-09-30" in shown


def test_after_the_end_a_filter_or_expand_still_gives_the_list() -> None:
    """Whoever asks gets it."""
    known = office(tasks=(task(),), closed_on="2025-02-28")
    assert "PL-01" not in text(known, "2025-03-01")
    assert "PL-01" in text(known, "2025-03-01", expand=True)
    assert "PL-01" in text(known, "2025-03-01", only=Filter(kind="task"))


def test_a_programme_that_was_closed_is_told_from_one_that_ran_out() -> None:
    """The day, and how to see its list."""
    known = office(tasks=(task(),), closed_on="2025-02-28")
    assert "closed on 2025-02-28" in text(known, "2025-03-01")
    assert "--as-of 2025-02-28" in text(known, "2025-03-01")
    assert "closed" not in text(known, "2025-02-28")


def test_occurrences_of_one_item_form_one_line_unless_expanded() -> None:
    """The oldest sets the deadline."""
    known = office(tasks=(task(deadline=rule(every="month")),))
    assert "2021-04, 2021-05, 2021-06" in text(known)
    assert "2021-04-30     76 days" in text(known)
    assert text(known).count("\n PL-01") == 1
    assert text(known, expand=True).count("\n PL-01") == 3


def test_units_that_owe_the_same_form_one_line_with_some_names() -> None:
    """Six names and how many more; all of them when expanded."""
    units = tuple(unit(f"u{n}", name=f"Chi bộ số {n}") for n in range(1, 10))
    line = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
    known = office(units=units, reporting=(line,))
    assert "Chi bộ số 6" in text(known)
    assert "Chi bộ số 7" not in text(known)
    assert "3 more" in text(known)
    assert "Chi bộ số 9" in text(known, expand=True)


@pytest.mark.parametrize(("as_of", "expected"), [("2021-07-30", "overdue"), ("2021-07-31", "long_overdue")])
def test_more_than_thirty_days_late_stands_out_more(as_of: str, expected: Emphasis) -> None:
    """`long_overdue_days` of office.yaml."""
    page = overdue_page(overdue_view(office(tasks=(task(),)), day(as_of)), EN)
    assert expected in emphasis_of(page, " days")


def test_the_office_sets_what_is_long() -> None:
    """Five days here."""
    known = office(tasks=(task(),), settings=Settings(long_overdue_days=5))
    page = overdue_page(overdue_view(known, AS_OF), EN)
    assert "long_overdue" in emphasis_of(page, "15 days")


def test_what_is_to_be_verified_is_yellow_and_stands_apart() -> None:
    """Neither among the tasks nor in red."""
    page = overdue_page(overdue_view(office(tasks=(task(deadline=rule(by="2021-Q1")),)), AS_OF), EN)
    assert emphasis_of(page, "106 days") == {"warning"}
    assert "TO BE VERIFIED (1 items)" in page_as_text(page)
    assert "TASKS OF THE APPENDIX" not in page_as_text(page)


def test_braces_and_brackets_of_the_data_are_shown_as_they_are() -> None:
    """A title is a value, never a template."""
    assert "[đỏ] {due} %s" in text(office(tasks=(task(title="[đỏ] {due} %s"),)))
