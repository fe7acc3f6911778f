"""How far the work of a period has come: which obligations concern it."""

from __future__ import annotations

import pytest
from tests.support.offices import day, duty, event, office, period, report, rule, task, unit

from ct58.domain.records.office import Office
from ct58.domain.standing.summary_scope import summary_scope_of
from ct58.views.progress import ItemProgress, ahead, counts_of, missed_of, overdue_of, progress


def of(data: Office, asked: str, as_of: str, item: str) -> ItemProgress:
    """One item in a period."""
    found = progress(data, summary_scope_of(period(asked)), day(as_of))
    return next(entry for entry in found if entry.item.id == item)


def keys(entry: ItemProgress) -> list[str]:
    """The occurrences."""
    return [str(found) for found in entry.periods]


MONTHLY = office(duties=(duty("NV-17", rule(every="month", from_="2021-04")),))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2021-Q2", ["2021-04", "2021-05", "2021-06"]),
        ("2021-Q3", ["2021-04", "2021-05", "2021-06", "2021-07", "2021-08", "2021-09"]),
        ("2021-Q1", ["2021-04"]),
    ],
)
def test_what_recurs_is_counted_since_january(asked: str, expected: list[str]) -> None:
    """Where nothing falls due by the end of the period, the next time is named."""
    assert keys(of(MONTHLY, asked, "2021-10-15", "NV-17")) == expected


def test_what_was_still_open_when_the_year_began_is_carried_over() -> None:
    """What was done before is not; what was done in it is, however late."""
    data = office(
        duties=(duty("NV-17", rule(every="month", from_="2021-10", until="2022-01")),),
        events={
            "NV-17": [
                event("completed", "2021-10-20", occurrence="2021-10"),
                event("completed", "2022-02-20", occurrence="2021-11"),
            ]
        },
    )
    entry = of(data, "2022-Q1", "2022-04-10", "NV-17")
    assert keys(entry) == ["2022-01"]
    assert [(debt.occurrence, debt.standing.status) for debt in entry.older] == [
        ("2021-11", "completed_late"),
        ("2021-12", "overdue"),
    ]
    assert (entry.counts.late, entry.counts.overdue) == (0, 1)
    assert [keys(one) for one in overdue_of((entry,))] == [["2021-12", "2022-01"]]


def test_a_year_has_its_own_quarters_and_beside_them_the_debt_of_the_year_before() -> None:
    """“năm 2023: 4/4 quý; chưa thực hiện kỳ quý III/2022”, whenever the reports of a quarter are due."""
    done = [
        event("completed", f"{year}-{month:02}-10", occurrence=f"{year - (quarter == 4)}-Q{quarter}")
        for quarter, year, month in (
            (2, 2022, 7),
            (4, 2023, 1),
            (1, 2023, 4),
            (2, 2023, 7),
            (3, 2023, 10),
            (4, 2024, 1),
        )
    ]
    data = office(
        duties=(duty("NV-30", rule(every="quarter", due_after=15, from_="2022-Q2")),), events={"NV-30": done}
    )
    entry = of(data, "2023", "2024-02-01", "NV-30")
    assert keys(entry) == ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]
    assert (entry.counts.on_time, entry.counts.total) == (4, 4)
    assert [(debt.occurrence, debt.standing.status) for debt in entry.older] == [("2022-Q3", "overdue")]


def test_what_is_done_at_the_start_of_a_longer_time_concerns_its_parts() -> None:
    """The plan of a year, made in January, is told in the report of nine months."""
    data = office(
        duties=(duty("NV-27", rule(every="year", from_="2022", at="start", due_after=30)),),
        events={"NV-27": [event("completed", "2022-01-20", occurrence="2022")]},
    )
    entry = of(data, "2022-Q3", "2022-10-10", "NV-27")
    assert (keys(entry), entry.counts.on_time) == (["2022"], 1)


def test_a_one_off_always_concerns_a_period() -> None:
    """Done long ago, or due in years."""
    data = office(tasks=(task("PL-01", rule(by="2021-Q2")), task("PL-13", rule(within="2021..2025"))))
    found = progress(data, summary_scope_of(period("2022-Q3")), day("2022-10-10"))
    assert [len(entry.entries) for entry in found] == [1, 1]


def test_each_unit_that_owes_it_is_counted() -> None:
    """One done, one overdue."""
    data = office(
        duties=(duty("NV-02", rule(before="2021-04-15"), owners="tccsd", done_when="plan"),),
        units=(unit("a"), unit("b")),
        reports=(report("a", "once", on="2021-04-10", plan=day("2021-04-10")),),
    )
    entry = of(data, "2021-Q2", "2021-07-15", "NV-02")
    assert [found.id for found in entry.units] == ["a", "b"]
    assert entry.is_settled
    (late,) = overdue_of((entry,))
    assert [found.id for found in late.units] == ["b"]
    assert counts_of((entry, late)).overdue == 2


def test_ahead_is_what_is_open_and_falls_due_then() -> None:
    """Also what was put off into it."""
    data = office(
        tasks=(
            task("PL-01", rule(by="2021-Q2")),
            task("PL-12", rule(by="2021-Q3")),
            task("PL-07", rule(by="2022-Q1")),
        ),
        events={"PL-01": [event("extended", "2021-06-20", until="2021-08-15", reason="chờ")]},
    )
    found = ahead(data, period("2021-Q3"), day("2021-07-15"))
    assert [entry.item.id for entry in found] == ["PL-01", "PL-12"]


def test_what_was_given_up_before_the_period_is_not_its_debt() -> None:
    """September 2021's bulletin is missed in the report of 2021, and nowhere in that of 2022."""
    known = office(duties=(duty("NV-17", rule(every="month", from_="2021-09", lapses_after=90)),))
    for year, as_of, there in (("2021", "2022-02-01", True), ("2022", "2023-02-01", False)):
        (found,) = progress(known, summary_scope_of(period(year)), day(as_of))
        assert ("2021-09" in {str(p) for p in found.periods}) == there
    (missed,) = missed_of(progress(known, summary_scope_of(period("2021")), day("2022-02-01")))
    assert [str(p) for p in missed.periods] == ["2021-09", "2021-10"]
