"""Programmes of other bodies, modelled from public texts: every deadline and target of theirs, worked out by hand.

The sources stand at the head of each programme.yaml; what was reported there is made up.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import Golden
from tests.support.command_line import in_this_process
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
    """Each is worked out beside it, from what the city and its two districts reported.

    A range has two ends, both inside: above it is not met either. “Khoảng” without a tolerance has no verdict.
    """
    invested = (500, 565, 640, 722, 815)  # thousand billions, year by year
    growth = invested[4] / invested[3]
    assert 1.125 <= growth <= 1.135
    assert verdicts("ha-noi", "2021..2025", "2026-02-01") == {
        "HN-01": (rounded((3.0 + 9.0 + 6.5 + 6.5 + 8.0) / 5), "not_met"),  # 6,6 < 7,5
        "HN-02A": (Decimal("65.2"), "met"),
        "HN-02B": (Decimal("22.9"), "met"),
        "HN-02C": (Decimal("1.7"), "not_met"),  # > 1,6
        "HN-03": (Decimal(8400), "met"),
        "HN-04A": (Decimal(sum(invested) * 1000), "not_met"),  # 3,242 > 3,2 triệu tỷ
        "HN-04B": (Decimal(815000), "met"),
        "HN-04C": (Decimal(815000), "met"),
        "HN-05": (Decimal(29), "no_target"),
        "HN-06": (Decimal("7.6"), "not_met"),  # > 7,5
        "HN-07A": (rounded(100 * 4050 / 5400), "met"),
        "HN-07B": (rounded(100 * 1600 / 2500), "not_met"),  # 64 < 65
        "HN-07C": (rounded(100 * 1740 / 2000), "met"),
        "HN-08": (rounded(100 * 1804 / 2200), "met"),
        "HN-09": (rounded(13000 / 850), "met"),  # trên vạn dân: 8.500.000 người
        "HN-09A": (rounded(29750 / 850), "met"),  # 35, the range's own end
        "HN-09B": (rounded(100 * (20 + 9) / (20 + 10)), "not_met"),
        "HN-10": (Decimal(75), "met"),
        "HN-11": (Decimal("2.9"), "met"),
        "HN-12": (Decimal(0 + 3), "not_met"),
        "HN-13": (rounded(100 * 1 / 2), "not_met"),
        "HN-13B": (rounded(100 * (9 + 2) / (20 + 10)), "not_met"),
        "HN-13C": (rounded(100 * (5 + 1) / (20 + 10)), "met"),  # 20, the bound itself
        "HN-14": (Decimal("59.9"), "not_met"),
    }


def test_half_a_year_of_a_plan() -> None:
    """Of both quarters what adds up, of the last one what stands; the second quarter of district B is not there. Nothing is due."""
    values = {
        "QN-01": Decimal("6.5"),
        "QN-02A": Decimal(6100 + 6500),
        "QN-02B": Decimal(5200 + 5300),
        "QN-03": rounded(100 * (9000 + 10500) / (29000 + 31000)),
        "QN-04A": Decimal("73.5"),
        "QN-04B": Decimal("35.2"),
        "QN-05": Decimal(700 + 900 + 500),
        "QN-06": Decimal(4200 + 4600),
        "QN-07": rounded(7200 / 152),
        "QN-08": rounded(100 * 1455 / 1520),
        "QN-09A": rounded(100 * 256 / 800),
        "QN-09B": rounded(100 * 25.6 / 800),
        "QN-10": rounded(100 * 220 / 800),
        "QN-11": Decimal("20.4"),
        "QN-12": Decimal(2 + 3 + 1),
        "QN-13": Decimal("84.1"),
        "QN-14": Decimal("95.9"),
        "QN-15": Decimal("98.6"),
        "QN-16": Decimal("59.5"),
        "QN-17": Decimal(300 + 450 + 250),
        "QN-18": rounded(100 * 11 / 12),
        "QN-18A": rounded(100 * 1600 / 1600),
        "QN-18B": rounded(100 * 12 / 12),
        "QN-19": Decimal(0 + 1),
    }
    found = verdicts("quang-nam-2025", "2025", "2025-07-15")
    assert found == {id_: (value, "not_due") for id_, value in values.items()}
    unheard = {one.id for one in office("quang-nam-2025").programme.indicators} - found.keys()
    assert unheard == {"QN-17B", "QN-17C"}  # rated at the end of the year


def rounded(value: float) -> Decimal:
    """To one decimal, half upwards: no value here lies on a half."""
    return round(Decimal(str(value)), 1)


@pytest.mark.parametrize(
    ("name", "as_of", "late"),
    [
        ("ha-noi", "2025-07-15", set()),
        ("ha-noi", "2025-07-16", {("BC-6T", "2025-H1", "2025-07-15")}),
        ("quang-nam-2025", "2025-06-20", set()),
        ("quang-nam-2025", "2025-06-21", {("BC-QUY", "2025-Q2", "2025-06-20")}),
        (
            "che-do-bao-cao",
            "2025-06-15",
            {("T-03", "2025", "2025-06-08"), ("BC-QUY", "2025-Q2", "2025-06-06")},
        ),
        (
            "che-do-bao-cao",
            "2025-07-01",
            {
                ("N-01", "2025-Q2", "2025-06-20"),
                ("N-03", "2025@06-15", "2025-06-15"),
                ("N-05", "once", "2025-06-27"),
                ("N-07", "2025-W25", "2025-06-20"),
                ("N-07", "2025-W26", "2025-06-27"),
                ("T-01", "2025-06", "2025-06-16"),
                ("T-03", "2025", "2025-06-08"),
                ("BC-THANG", "2025-06", "2025-06-15"),
                ("BC-QUY", "2025-Q2", "2025-06-06"),
            },
        ),
    ],
)
def test_what_is_late(name: str, as_of: str, late: set[tuple[str, str, str]]) -> None:
    """Days before a period's end, two in a year, a Friday, thirty days after an issue (28/5 + 30 = 27/6).

    The second district's half-year report; what the second body of the ministry's regime has not sent; what a unit of the ministry has not put together.
    """
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


@pytest.mark.parametrize(
    ("name", "as_of", "words"),
    [
        ("ha-noi", "2025-07-20", ("overdue",)),
        ("ha-noi", "2026-02-01", ("indicators", "--period", "2021..2025")),
        ("quang-nam-2025", "2025-07-15", ("overdue",)),
        ("quang-nam-2025", "2025-07-15", ("indicators", "--period", "2025")),
        ("che-do-bao-cao", "2025-07-01", ("overdue",)),
        ("che-do-bao-cao", "2025-07-01", ("reports", "--period", "2025-Q2")),
    ],
)
def test_their_screens_read_as_reviewed(
    golden: Golden,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    as_of: str,
    words: tuple[str, ...],
) -> None:
    """In Vietnamese; the same figures as above."""
    shutil.copytree(PROGRAMMES / name / "data", tmp_path / "data")
    ct58 = in_this_process(capsys, monkeypatch, tmp_path)
    monkeypatch.setenv("CT58_LANG", "vi")
    monkeypatch.setenv("LANGUAGE", "vi")
    done = ct58(*words, "--as-of", as_of)
    assert (done.code, done.err) == (0, "")
    golden(done.out, f"{name}-{words[0]}.txt")
