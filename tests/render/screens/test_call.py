"""The list of calls as people and programs read it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import Golden
from tests.render.formats.test_terminal import shown
from tests.support.demo_office import large_demo_office
from tests.support.offices import calendar, day, event, office, period, unit
from tests.support.showcase import LANGUAGES
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.domain.standing.calls import CallScope
from ct58.render.formats.csv import page_as_csv
from ct58.render.formats.text import page_as_text
from ct58.render.screens.call import calls_as_json, calls_counts, calls_page
from ct58.views.calls import CallsView, calls_view

AS_OF = day("2022-07-15")
VI = speaking("vi")


def view(of: Office | None = None, as_of: str = "2022-07-15", **scope: Any) -> CallsView:
    """The list of a day."""
    on = day(as_of)
    return calls_view(of or large_demo_office(), on, CallScope(**{"since": on, **scope}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_reads_as_reviewed(golden: Golden, language: str) -> None:
    """Number, whom, telephone, what is owed, what was said last; old debts in one line."""
    golden(page_as_text(calls_page(view(), speaking(language))), f"call-{language}.txt")


def test_on_eighty_columns_it_reads_as_reviewed(golden: Golden) -> None:
    """Nothing is cut."""
    golden(shown(calls_page(view(), VI), 80), "call-vi-80.txt")


def test_the_old_debts_read_as_reviewed(golden: Golden) -> None:
    """Several times of one thing in one row."""
    golden(page_as_text(calls_page(view(older=True), VI)), "call-older-vi.txt")


def test_a_program_gets_the_rows_with_their_debts() -> None:
    """As the contract has them, with the counts beside."""
    seen = view()
    rows: Any = calls_as_json(seen)
    first = rows[0]
    assert list(first) == ["row", "unit", "phone", "owes", "last", "reason"]
    assert list(first["owes"][0]) == ["id", "occurrence", "due", "days_overdue"]
    assert [row["row"] for row in rows] == list(range(1, len(rows) + 1))
    told: Any = calls_counts(seen)
    assert told["counts"]["rows"] == len(rows)
    debts = {(debt["id"], debt["occurrence"], row["unit"]) for row in rows for debt in row["owes"]}
    assert told["counts"]["reports"] == sum(key[0].startswith("BC") for key in debts)


def test_a_list_has_a_row_a_debt() -> None:
    """With day and number apart, and no title cut."""
    seen = view(older=True)
    text = page_as_csv(calls_page(seen, VI), VI)
    assert "…" not in text
    assert len(text.splitlines()) == 1 + sum(len(row.entries) for row in seen.rows)


def one_unit(*said: Any) -> Office:
    """A unit that owes one report."""
    return office(
        units=(unit("a", office_phone="0237 1"),),
        reporting=(calendar(title="Báo cáo quý", from_=period("2021-Q2"), until=period("2021-Q2")),),
        unit_events={"a": said} if said else {},
    )


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("promised", {"until": "2021-07-12"}, "hẹn 12/7/2021, đã quá 3 ngày"),
        ("promised", {"until": "2021-07-15"}, "hẹn hôm nay"),
        ("promised", {"until": "2021-07-18"}, "Đã hẹn ngày khác: Đơn vị a (18/7/2021)"),
        ("reminded", {}, "đã đôn đốc 08/7/2021"),
        ("noted", {"reason": "máy bận"}, "chưa nhắc; 08/7/2021: máy bận"),
    ],
)
def test_what_was_said_last_stands_in_words(kind: Any, given: dict[str, Any], said: str) -> None:
    """Whatever it was."""
    seen = view(
        one_unit(event(kind, "2021-07-08", item="BC-QUY", occurrence="2021-Q2", **given)), "2021-07-15"
    )
    assert said in page_as_text(calls_page(seen, VI))


def test_nobody_to_call_is_said() -> None:
    """Before anything is late; and where all were spoken to."""
    assert "Hôm nay không có nơi nào phải gọi." in page_as_text(
        calls_page(view(one_unit(), "2021-07-05"), VI)
    )
    reminded = one_unit(event("reminded", "2021-07-15", item="BC-QUY", occurrence="2021-Q2"))
    page = page_as_text(calls_page(view(reminded, "2021-07-15"), VI))
    assert "không còn nơi nào phải gọi" in page
    assert "Hôm nay đã nhắc: Đơn vị a" in page
