"""Another committee's programme: other parts, ids, figures, years and units; nothing in the code knows the shipped one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.conftest import Golden
from tests.support.offices import day, period
from tests.support.summaries import summary_markdown, summary_of
from tests.support.terms import speaking

from ct58.domain.records.office import Office, build_office
from ct58.domain.standing.batches import overdue_on
from ct58.domain.standing.reminders import ReminderScope, reminders
from ct58.store.loader import load
from ct58.views.indicators import Request, indicators_view

DATA = Path(__file__).parent / "other_programme" / "data"
VI = speaking("vi")


@pytest.fixture(scope="module")
def office() -> Office:
    """The whole folder, without a finding."""
    paths = (path for path in DATA.rglob("*.yaml") if path.is_file())
    loaded = load({path.relative_to(DATA).as_posix(): path.read_bytes() for path in paths})
    assert list(loaded.findings) == []
    assert loaded.records is not None
    return build_office(loaded.records, lines={})


@pytest.mark.parametrize(
    ("of", "as_of"), [("2024-Q3", "2024-10-20"), ("2024", "2025-01-20"), ("2024..2027", "2025-07-10")]
)
def test_its_reports_read_as_reviewed(golden: Golden, office: Office, of: str, as_of: str) -> None:
    """A quarter, a year, and its term while it lasts."""
    text = summary_markdown(summary_of(office, of, as_of), VI)
    golden(text, f"{of.replace('..', '-')}.md")


@pytest.mark.parametrize(("year", "asked"), [("2024", 50), ("2025", 70), ("2026", 70), ("2027", 90)])
def test_a_series_holds_until_its_next_year(office: Office, year: str, asked: int) -> None:
    """Nothing is written for 2026."""
    request = Request(period=period(year), ids=("M-1",), with_past=False)
    (row,) = indicators_view(office, request, day("2025-07-10")).rows
    assert row.result.requirement is not None
    assert row.result.requirement.value == asked


def test_its_own_bodies_are_late_and_get_letters(office: Office) -> None:
    """Tasks, duties and reports of other names."""
    as_of = dt.date(2025, 7, 10)
    assert {found.item.id for found in overdue_on(office, as_of)} == {"T-2", "T-5", "V-1", "BC6T", "BCN"}
    now, older = (reminders(office, as_of, ReminderScope(older=older)) for older in (False, True))
    assert {letter.addressee.id for letter in (*now, *older)} == {
        "van-phong-xa",
        "doan-xa",
        "truong-hoc",
        "cong-ty",
    }
    assert {found.item.id for letter in now for found in letter.late} == {"T-5"}
    assert {found.item.id for letter in older for found in letter.late} == {
        "T-2",
        "T-5",
        "V-1",
        "BC6T",
        "BCN",
    }
