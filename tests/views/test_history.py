"""What an indicator was, occurrence by occurrence."""

from __future__ import annotations

from tests.support.offices import calendar, day, figure, indicator, office, period, report, rule, unit

from ct58.domain.indicators.answers import Answers
from ct58.domain.records.measure import Measure, Target
from ct58.domain.records.office import Office
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
