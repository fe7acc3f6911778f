"""What was reported beside what is known now, and the units that explain the difference."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.support.indicator_offices import grassroots, indicator_office, office_of, rated, result
from tests.support.offices import day, period, report
from tests.support.summaries import summary_of

from ct58.domain.records.committee import Issue, IssuedFigure, PeriodFile
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Correction, Report
from ct58.views.reported import FigureChange, as_issued, issued_figures, issues_on, reported_changes

JULY, SEPTEMBER = "2021-07-15", "2021-09-01"


def admitted(unit: str, number: int, on: str = "2021-07-03", corrected: str | None = None) -> Report:
    """A report of the second quarter."""
    found = report(unit, "2021-Q2", on=on, members_admitted=number)
    reason = Correction(date=day(corrected), reason="gửi thay thế") if corrected else None
    return replace(found, corrections=(reason,)) if reason else found


def issued(*reports: Report, **given: object) -> tuple[PeriodFile, Issue]:
    """The six-month report that was made from these reports in July."""
    data = indicator_office(grassroots(3), reports)
    rows = summary_of(data, "2021-Q2", JULY).rows
    figures = issued_figures(row.result for row in rows if row.result.indicator.id == "CT-15")
    issue = Issue(
        name="bc-2021-q2-btv",
        on=day("2021-07-16"),
        as_of=day(JULY),
        to="standing-committee",
        indicators=figures,
        **given,  # type: ignore[arg-type]
    )
    return PeriodFile(period=period("2021-Q2"), issued=(issue,)), issue


def changes(
    then: tuple[Report, ...], now: tuple[Report, ...], offices: dict[str, Office] | None = None
) -> list[FigureChange]:
    """What differs in September from what was reported in July."""
    revision = next(iter(offices)) if offices else None
    data = indicator_office(grassroots(3), now)
    recall = (offices or {}).get
    found = reported_changes(data, [issued(*then, revision=revision)], day(SEPTEMBER), recall)
    return [change for entry in found for change in entry.changes]


def units(change: FigureChange) -> list[tuple[str, str, object, object]]:
    """Unit, cause, what it counted for, what it counts for."""
    return [
        (entry.unit.id, entry.cause, entry.before and entry.before[0], entry.after and entry.after[0])
        for entry in change.units
    ]


def test_nothing_has_changed() -> None:
    """The same reports give the same figures."""
    reports = (admitted("u1", 5), admitted("u2", 3))
    assert changes(reports, reports) == []


def test_a_report_that_came_later_explains_the_difference() -> None:
    """8 was reported; u3's 4 came in August."""
    then = (admitted("u1", 5), admitted("u2", 3))
    (change,) = changes(then, (*then, admitted("u3", 4, on="2021-08-05")))
    assert (change.reported.numerator, change.now.main.numerator) == (8, 12)
    assert units(change) == [("u3", "arrived", None, 4)]


def test_a_correction_is_known_by_its_date_without_the_old_data() -> None:
    """What it counted for then is not known any more."""
    (change,) = changes((admitted("u1", 5),), (admitted("u1", 7, corrected="2021-08-20"),))
    assert units(change) == [("u1", "corrected", None, 7)]


def test_the_revision_that_was_reported_from_tells_what_a_unit_counted_for() -> None:
    """Also of a figure that was changed without a trace."""
    then = (admitted("u1", 5), admitted("u2", 3))
    offices = {"8e5a4af": indicator_office(grassroots(3), then)}
    (change,) = changes(then, (admitted("u1", 7, corrected="2021-08-20"), admitted("u2", 2)), offices)
    assert units(change) == [("u1", "corrected", 5, 7), ("u2", "changed", 3, 2)]


def test_only_some_indicators_are_looked_at_on_request() -> None:
    """For one indicator's own screen."""
    then = (admitted("u1", 5),)
    data = indicator_office(grassroots(3), (*then, admitted("u3", 4, on="2021-08-05")))
    assert reported_changes(data, [issued(*then)], day(SEPTEMBER), ids=["CT-18"]) == ()


@pytest.mark.parametrize(
    ("as_of", "to", "expected"),
    [
        ("2021-07-15", None, []),
        ("2021-08-30", None, ["b", "a"]),
        ("2021-12-30", None, ["a", "c"]),
        ("2021-12-30", "superior", ["a"]),
    ],
)
def test_of_one_period_and_reader_the_last_issue_counts(
    as_of: str, to: str | None, expected: list[str]
) -> None:
    """Of those that had been issued by the day, oldest first."""
    q2 = PeriodFile(
        period=period("2021-Q2"),
        issued=(
            Issue(name="b", on=day("2021-07-16"), as_of=day(JULY), to="standing-committee"),
            Issue(name="a", on=day("2021-07-20"), as_of=day(JULY), to="superior"),
            Issue(name="c", on=day("2021-11-16"), as_of=day(JULY), to="standing-committee"),
        ),
    )
    data = replace(indicator_office(()), periods={"2021-Q2": q2})
    assert sorted(issue.name for _, issue in issues_on(data, day(as_of), to)) == sorted(expected)


def test_a_correction_that_the_revision_had_already_explains_nothing() -> None:
    """u2 was corrected before the data were kept, u1 after."""
    then = (admitted("u1", 5), admitted("u2", 3, corrected="2021-08-01"))
    offices = {"8e5a4af": indicator_office(grassroots(3), then)}
    (change,) = changes(then, (admitted("u1", 7), then[1]), offices)
    assert units(change) == [("u1", "changed", 5, 7)]


def test_what_cannot_be_seen_any_more_has_not_changed() -> None:
    """How far the yearly resolutions had come in July is unknown once the year is over."""
    resolution = {"number": "1-NQ/ĐU", "issued_on": day("2021-02-01")}
    data = indicator_office(
        grassroots(2), [report("u1", "2021", on="2021-07-01", yearly_resolution=resolution)]
    )
    rows = summary_of(data, "2021-Q2", JULY).rows
    figures = issued_figures(row.result for row in rows if row.result.indicator.id == "CT-11")
    assert figures[0].numerator == 1
    issue = Issue(name="a", on=day("2021-07-16"), as_of=day(JULY), indicators=figures)
    file = PeriodFile(period=period("2021-Q2"), issued=(issue,))
    assert reported_changes(data, [(file, issue)], day("2022-03-01")) == ()


def test_numbers_are_kept_as_they_are_printed() -> None:
    """Two of three are 66.7%, and were not enough."""
    data = office_of(grassroots(3), [rated("good"), rated("good"), rated("completed")])
    assert as_issued(result(data, "CT-18")) == IssuedFigure(
        id="CT-18",
        period=period("2021"),
        numerator=2,
        denominator=3,
        value=Decimal("66.7"),
        verdict="not_met",
    )
