"""The view of the whole programme that the site shows."""

from __future__ import annotations

from tests.support.offices import calendar, day, figure, indicator, office, period, report, rule, task, unit
from tests.support.refusals import bad_usage
from tests.support.whole_office import AS_OF, whole_office

from ct58.views.indicators import Request, indicators_view
from ct58.views.site import site_view
from ct58.views.status import status_scope, status_view


def test_it_shows_the_same_status_as_the_command() -> None:
    """One view, so that no number differs."""
    of = whole_office()
    seen = site_view(of, None, AS_OF)
    assert seen.status == status_view(of, status_scope(of, AS_OF), AS_OF)
    assert seen.period == seen.status.scope.indicators == period("2021-Q3")


def test_indicators_are_those_of_the_period_that_is_asked_for() -> None:
    """The values are the command's."""
    of = whole_office()
    ids = tuple(entry.id for entry in of.programme.indicators)
    expected = indicators_view(of, Request(period=period("2021"), ids=ids, with_past=False), AS_OF)
    assert site_view(of, period("2021"), AS_OF).rows == expected.rows


def test_reports_of_all_ended_periods_are_counted() -> None:
    """Those of the period stand out; where it has none of its own, the last that ended by then."""
    of = office(
        units=(unit("a"), unit("b")),
        reporting=(calendar(from_=period("2021-Q2")),),
        reports=(report("a", "2021-Q2", on="2021-07-01"), report("b", "2021-Q3", on="2021-10-02")),
    )
    seen = site_view(of, period("2021-H1"), day("2021-10-20"))
    assert [str(view.period) for view in seen.reports] == ["2021-Q2", "2021-Q3"]
    assert seen.current is not None
    assert str(seen.current.period) == "2021-Q2"
    assert (seen.coverage.actual, seen.coverage.expected) == (2, 4)


def test_a_programme_without_reports_or_indicators_can_be_shown() -> None:
    """Only tasks."""
    seen = site_view(office(units=(unit("a"),), tasks=(task(),)), None, day("2021-07-15"))
    assert (seen.rows, seen.reports, seen.current) == ((), (), None)
    assert [group.lead for group in seen.timeline] == ["van-phong"]


def test_each_indicator_has_its_history() -> None:
    """By its id."""
    of = office(units=(unit("a"),), figures=(figure("members"),), indicators=(indicator(),))
    assert [len(points) for points in site_view(of, None, day("2023-02-01")).histories.values()] == [3]


def test_each_indicator_is_explained_in_the_last_window_that_has_begun() -> None:
    """Of the four quarters of a year, in August the third."""
    quarterly = indicator(deadline=rule(every="quarter", from_="2021-Q2"))
    of = office(units=(unit("a"),), figures=(figure("members"),), indicators=(quarterly,))
    explained = site_view(of, period("2021"), day("2021-08-15")).explanations
    assert [str(found.row.result.window.period) for found in explained.values()] == ["2021-Q3"]


def test_a_period_outside_the_programmes_time_is_refused() -> None:
    """With what its time is."""
    with bad_usage("2019"):
        site_view(whole_office(), period("2019"), AS_OF)
