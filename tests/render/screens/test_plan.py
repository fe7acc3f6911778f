"""`ct58 plan`: the draft of a work programme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.support.offices import day, office, period, rule, task
from tests.support.showcase import AS_OF, LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.render.formats.text import page_as_text
from ct58.render.screens.plan import plan_page, row_note
from ct58.views.plan import plan_view

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", ["2021-Q3", "2021"])
def test_the_plan_reads_as_reviewed(golden: Golden, language: str, of: str) -> None:
    """A quarter and a year."""
    page = plan_page(plan_view(showcase(), period(of), AS_OF), speaking(language))
    golden(page_as_text(page), f"plan-{of}-{language}.txt")


def test_nothing_to_do_is_said() -> None:
    """With the period."""
    page = plan_page(plan_view(office(), period("2022-Q1"), AS_OF), speaking("en"))
    assert "Nothing falls due in 2022-Q1, and nothing is carried over." in page_as_text(page)


def test_what_the_quarter_itself_still_owes_is_from_no_earlier_one() -> None:
    """Of its rest: due on 15 July, open on 1 August; beside it what is due since June."""
    tasks = (task("PL-01", rule(by="2021-07-15")), task("PL-05", rule(by="2021-06-01")))
    view = plan_view(office(tasks=tasks), period("2021-Q3"), day("2021-08-01"), is_rest=True)
    rows = {row.item.id: row for group in view.groups for row in group.rows}
    notes = {id_: row_note(row, view.period, speaking("vi")) for id_, row in rows.items()}
    assert notes == {"PL-01": "quá hạn 17 ngày", "PL-05": "chuyển từ kỳ trước, quá hạn 61 ngày"}
