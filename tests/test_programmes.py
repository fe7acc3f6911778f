"""Programmes of other bodies, modelled from public texts: every deadline and target of theirs, worked out by hand.

The sources stand at the head of each programme.yaml; what was reported there is made up.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import Golden
from tests.support.offices import day, period
from tests.support.summaries import summary_markdown, summary_of

from ct58.domain.records.office import Office, build_office
from ct58.domain.standing.batches import overdue_on
from ct58.render.words.speech import Speech
from ct58.store.loader import load
from ct58.views.indicators import Request, indicators_view

PROGRAMMES = Path(__file__).parent / "programmes"


@cache
def office(name: str) -> Office:
    """The whole folder, without a finding."""
    data = PROGRAMMES / name / "data"
    loaded = load({path.relative_to(data).as_posix(): path.read_bytes() for path in data.rglob("*.yaml")})
    assert list(loaded.findings) == []
    assert loaded.records is not None
    return build_office(loaded.records, lines={})


def verdicts(name: str, of: str, as_of: str) -> dict[str, tuple[object, str]]:
    """Each indicator's value, to one decimal, and its verdict."""
    ids = tuple(indicator.id for indicator in office(name).programme.indicators)
    request = Request(period=period(of), ids=ids, with_past=False)
    rows = indicators_view(office(name), request, day(as_of)).rows
    return {
        row.result.indicator.id: (
            round(Decimal(str(float(row.result.main.value))), 1),
            row.result.main.verdict,
        )
        for row in rows
        if row.result.main.value is not None
    }


def test_a_province_s_targets_of_its_term() -> None:
    """(3 + 9 + 6,5 + 6,5 + 8) / 5 = 6,6; 13.000 bác sĩ / 850 vạn dân = 15,3; 1 của 2 huyện; 11 của 30 xã; “khoảng” không kết luận."""
    assert verdicts("ha-noi", "2021..2025", "2026-02-01") == {
        "HN-01": (Decimal("6.6"), "not_met"),
        "HN-03": (Decimal(8400), "met"),
        "HN-05": (Decimal(29), "no_target"),
        "HN-09": (Decimal("15.3"), "met"),
        "HN-11": (Decimal("2.9"), "met"),
        "HN-13": (Decimal(50), "not_met"),
        "HN-13B": (Decimal("36.7"), "not_met"),
    }


def test_half_a_year_of_a_plan() -> None:
    """700 + 900 + 500 hộ, 2 + 3 + 1 xã, 300 + 450 + 250 đảng viên; số an toàn cuối quý II mới có của huyện A: 11/12."""
    assert verdicts("quang-nam-2025", "2025", "2025-07-15") == {
        "QN-05": (Decimal(2100), "not_due"),
        "QN-12": (Decimal(6), "not_due"),
        "QN-17": (Decimal(1000), "not_due"),
        "QN-18": (Decimal("91.7"), "not_due"),
    }


@pytest.mark.parametrize(
    ("name", "as_of", "late"),
    [
        ("ha-noi", "2022-01-16", {("BC-NAM", "2021", "2022-01-15")}),
        ("quang-nam-2025", "2025-06-20", set()),
        ("quang-nam-2025", "2025-06-21", {("BC-QUY", "2025-Q2", "2025-06-20")}),
        ("che-do-bao-cao", "2025-06-15", set()),
        (
            "che-do-bao-cao",
            "2025-07-01",
            {
                ("N-01", "2025-Q2", "2025-06-20"),
                ("N-03", "2025@06-15", "2025-06-15"),
                ("N-05", "once", "2025-06-27"),
                ("N-07", "2025-W25", "2025-06-20"),
                ("N-07", "2025-W26", "2025-06-27"),
                ("BC-THANG", "2025-06", "2025-06-25"),
            },
        ),
    ],
)
def test_what_is_late(name: str, as_of: str, late: set[tuple[str, str, str]]) -> None:
    """Days before a period's end, two in a year, a Friday, thirty days after an issue (28/5 + 30 = 27/6)."""
    found = overdue_on(office(name), day(as_of))
    assert {(one.item.id, one.obligation.occurrence.key, str(one.due)) for one in found} == late


@pytest.mark.parametrize(
    ("name", "of", "as_of"),
    [
        ("ha-noi", "2025", "2026-02-01"),
        ("quang-nam-2025", "2025-Q2", "2025-07-15"),
        ("che-do-bao-cao", "2025-Q2", "2025-07-05"),
    ],
)
def test_their_reports_name_their_own_bodies(golden: Golden, name: str, of: str, as_of: str) -> None:
    """No id and no word of another programme stands in them."""
    speech = Speech("vi", office(name).terms)
    golden(summary_markdown(summary_of(office(name), of, as_of), speech), f"{name}.md")
