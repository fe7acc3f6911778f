"""What an indicator was, occurrence by occurrence."""

from __future__ import annotations

from tests.support.offices import (
    amendment,
    calendar,
    day,
    figure,
    indicator,
    office,
    period,
    report,
    rule,
    unit,
)

from ct58.domain.indicators.answers import Answers
from ct58.domain.records.measure import Measure, Target
from ct58.domain.records.office import Office
from ct58.domain.standing.hindsight import as_known
from ct58.views.history import HistoryPoint, indicator_history

ADMITTED = Measure(of="tccsd", sum=("members",))


def known(**given: object) -> Office:
    """Two units that report each quarter how many members they have admitted."""
    return office(
        units=(unit("a"), unit("b")),
        reporting=(calendar(from_=period("2021-Q2")),),
        figures=(figure("members", min=0),),
        indicators=(
            indicator("CT-01", deadline=rule(every="quarter"), target=Target(op=">=", value=5, unit="count")),
            indicator("CT-02", deadline=rule(by="2022-12-31"), numerator=ADMITTED),
        ),
        reports=(
            report("a", "2021-Q2", on="2021-07-01", members=3),
            report("b", "2021-Q2", on="2021-07-01", members=4),
            report("a", "2021-Q3", on="2021-10-01", members=2),
        ),
    )


def points(id: str, as_of: str) -> tuple[HistoryPoint, ...]:
    """The history of one indicator."""
    of = known()
    found = next(entry for entry in of.programme.indicators if entry.id == id)
    return indicator_history(Answers(of, day(as_of)), found)


def test_every_occurrence_that_has_begun_is_a_point_oldest_first() -> None:
    """The running quarter, too; the future is not."""
    seen = points("CT-01", "2021-10-15")
    assert [str(point.window.period) for point in seen] == ["2021-Q2", "2021-Q3", "2021-Q4"]
    assert [point.value for point in seen] == [7, 2, None]
    assert [point.verdict for point in seen] == ["met", "undetermined", "not_due"]


def test_a_point_says_what_missing_reports_leave_open() -> None:
    """A count without an upper limit has none."""
    second = points("CT-01", "2021-10-15")[1]
    assert (second.lower, second.upper) == (2, None)
    assert (second.coverage.reported, second.coverage.expected) == (1, 2)
    assert second.asked is not None
    assert second.asked.value == 5


def test_what_is_due_once_is_seen_at_the_end_of_each_year() -> None:
    """Until the year in which it can be judged; that view stands once."""
    seen = points("CT-02", "2024-01-15")
    assert [point.window.last_day for point in seen] == [day("2021-12-31"), day("2022-12-31")]


def test_before_the_programme_began_there_is_nothing() -> None:
    """No point, and no error."""
    assert points("CT-01", "2020-12-31") == ()


def amended(**changes: object) -> Office:
    """One unit that reports each quarter; CT-01 asked for five a quarter, and other than that from 5/10/2022 on."""
    return office(
        units=(unit("a"),),
        reporting=(calendar(from_=period("2021-Q2")),),
        figures=(figure("members", min=0),),
        indicators=(
            indicator("CT-01", deadline=rule(every="quarter"), target=Target(op=">=", value=5, unit="count")),
        ),
        amendments=(amendment("2022-10-05", {"CT-01": changes}),),
        reports=tuple(
            report("a", f"2022-Q{quarter}", on=f"2022-12-{quarter:02d}", members=4)
            for quarter in (1, 2, 3, 4)
        ),
    )


def of_2022(known: Office, as_of: str = "2023-02-01") -> list[tuple[str, str]]:
    """What the history says of the times of 2022."""
    (asked,) = known.programme.indicators
    seen = indicator_history(Answers(known, day(as_of)), asked)
    return [
        (str(point.window.period), point.verdict)
        for point in seen
        if point.window.period.first_day.year == 2022
    ]


def test_each_time_is_judged_by_the_target_that_was_in_force_on_its_last_day() -> None:
    """A target lowered in October makes nothing met that had been missed by then."""
    found = of_2022(amended(target=Target(op=">=", value=3, unit="count")))
    assert found == [
        ("2022-Q1", "not_met"),
        ("2022-Q2", "not_met"),
        ("2022-Q3", "not_met"),
        ("2022-Q4", "met"),
    ]


def test_each_time_is_as_long_as_the_rule_has_it_that_was_in_force_on_its_last_day() -> None:
    """Asked each quarter until October, then each year: three quarters are judged, and the year; nothing twice."""
    found = of_2022(amended(deadline=rule(every="year")))
    assert found == [("2022-Q1", "not_met"), ("2022-Q2", "not_met"), ("2022-Q3", "not_met"), ("2022", "met")]


def test_the_midst_of_a_term_that_is_over_is_no_time_to_be_judged() -> None:
    """Before the end the term is still to be judged; after it only the view of its last day is."""
    ended = office(
        units=(unit("a"),),
        figures=(figure("members", min=0),),
        indicators=(indicator(deadline=rule(by="2025-12-31"), numerator=ADMITTED),),
        closed_on="2024-02-10",
        cut_off="2024-02-20",
    )
    (asked,) = ended.programme.indicators

    def seen(as_of: str) -> list[tuple[int, bool]]:
        there = as_known(ended, day(as_of))
        points_ = indicator_history(Answers(there, day(as_of)), asked)
        return [(point.window.last_day.year, point.is_interim) for point in points_]

    assert seen("2022-06-30") == [(2021, False), (2022, False), (2023, False), (2024, False), (2025, False)]
    assert seen("2024-03-01") == [(2021, True), (2022, True), (2023, True), (2024, False)]
