"""The view of a summary: parts, coverage, what waits for words, which indicators were met."""

from __future__ import annotations

from dataclasses import replace

from tests.support.indicator_offices import grassroots, indicator_office, rated
from tests.support.offices import (
    amendment,
    calendar,
    clause,
    day,
    duty,
    figure,
    indicator,
    office,
    part,
    period,
    programme,
    report,
    rule,
    task,
    unit,
)
from tests.support.summaries import summary_of

from ct58.domain.records.committee import Closing, PeriodFile
from ct58.domain.records.programme import TaskGroup
from ct58.domain.standing.summary_scope import summary_scope_of
from ct58.views.summary import content_parts, summary_periods

JULY = "2021-07-15"


def test_results_are_told_in_the_parts_that_the_appendix_and_the_indicators_have() -> None:
    """Not in those that only set rules."""
    made = programme(
        parts=(part("I"), part("II.1"), part("II.2"), part("III")),
        clauses=(clause("II.1-1", part="II.1"), clause("III.1", part="III")),
        groups=(TaskGroup(id="I", title="Một", parts=("II.2",)),),
        indicators=(indicator(clause="II.1-1"),),
    )
    assert [entry.id for entry in content_parts(made)] == ["II.1", "II.2"]


def test_a_duty_is_told_in_the_first_of_its_parts_that_is_reported() -> None:
    """A clause or a part may be named."""
    data = office(
        parts=(part("II.1"), part("III")),
        clauses=(clause("II.1-1"), clause("III.1", part="III")),
        indicators=(indicator(),),
        figures=(figure("members"),),
        duties=(duty("NV-01", clauses=("III.1", "II.1")), duty("NV-02", clauses=("III.1",))),
    )
    (results,) = summary_of(data, "2021-Q2", JULY).parts
    assert [entry.item.id for entry in results.duties] == ["NV-01"]


def test_coverage_is_of_the_longest_period_that_ends_last() -> None:
    """A year's summary rests on the yearly reports; the committee's own books are no unit's report."""
    data = office(
        reporting=(
            calendar("BC-QUY"),
            calendar("BC-NAM", every="year", due_after=20),
            calendar("BC-K", every="year", units="everyone"),
        ),
        units=(unit("a"), unit("b"), unit("khoi", kind="committee", organisation=None)),
        reports=(report("a", "2021", on="2022-01-10"), report("a", "2021-Q4", on="2022-01-03")),
    )
    view = summary_of(data, "2021", "2022-01-15")
    assert [line.item.id for line in view.main_lines] == ["BC-NAM", "BC-K"]
    quarter = summary_of(data, "2021-Q4", "2022-01-15")
    assert [line.item.id for line in quarter.main_lines] == ["BC-QUY"]
    assert (quarter.coverage.actual, quarter.coverage.expected) == (1, 2)
    assert [found.id for found in quarter.always_on_time()] == ["a"]


def test_estimates_are_counted_among_the_reports_that_came() -> None:
    """One of each."""
    reports = (report("a", "2021-Q2", on="2021-07-03"), report("b", "2021-Q2", on="2021-07-03"))
    data = office(
        reporting=(calendar(),),
        units=(unit("a"), unit("b")),
        reports=(replace(reports[0], quality="estimated"), replace(reports[1], quality="final")),
    )
    assert summary_of(data, "2021-Q2", JULY).qualities() == {"estimated": 1, "final": 1}


def test_what_only_people_can_write_is_missing_until_they_do() -> None:
    """A part about which the figures say nothing, too; a review asks for more."""
    data = office(
        indicators=(indicator(),),
        figures=(figure("members"),),
        periods=(PeriodFile(period=period("2021-Q2"), narrative={"overview": "Ổn định.", "proposals": " "}),),
    )
    assert summary_of(data, "2021-Q2", JULY).missing == ("II.1", "shortcomings", "proposals")
    assert summary_of(data, "2021", "2022-02-01").missing == (
        "overview",
        "II.1",
        "commendations",
        "shortcomings",
        "lessons",
        "next",
        "proposals",
    )
    assert "next" not in summary_of(data, "2021..2025", "2026-02-01").missing


def test_a_text_under_an_unknown_key_is_told() -> None:
    """It would be lost."""
    file = PeriodFile(period=period("2021-Q2"), narrative={"overveiw": "Ổn định."})
    assert summary_of(office(periods=(file,)), "2021-Q2", JULY).unknown_texts == ("overveiw",)


def test_what_is_not_met_is_final_once_the_period_is_closed() -> None:
    """Until then it can change."""
    units = grassroots(2)
    reports = [
        report(
            "u1", "once", on="2021-04-10", action_programme={"number": "1", "received_on": day("2021-04-10")}
        )
    ]
    data = indicator_office(units, reports)
    closed = PeriodFile(period=period("2021-Q2"), closings=(Closing(on=day("2021-07-10")),))
    for periods, expected in (({}, False), ({"2021-Q2": closed}, True)):
        view = summary_of(replace(data, periods=periods), "2021-Q2", JULY)
        found = next(entry for entry in view.indicators if entry.indicator.id == "CT-03")
        assert (found.verdict, found.is_closed) == ("not_met", expected)


def test_over_a_term_an_indicator_is_met_only_if_every_time_was() -> None:
    """Good in 2021, not in 2022; the rest is to come."""
    units = grassroots(2)
    words = {"2021": ("good", "good"), "2022": ("good", "completed")}
    reports = [
        report(member.id, of, on=f"{int(of) + 1}-01-10", **rated(word, on=f"{of}-12-28"))
        for of, said in words.items()
        for member, word in zip(units, said, strict=True)
    ]
    view = summary_of(indicator_office(units, reports), "2021..2025", "2023-02-01")
    found = next(entry for entry in view.indicators if entry.indicator.id == "CT-18")
    assert (found.verdict, found.times_met, len(found.judged), found.is_exceeded) == ("not_met", 1, 2, False)


def test_more_than_at_least_is_exceeded() -> None:
    """301 of at least 300; exactly 300 is met."""
    for number, expected in ((301, True), (300, False)):
        data = indicator_office(
            grassroots(1), [report("u1", "2021-Q2", on="2021-07-03", members_admitted=number)]
        )
        view = summary_of(data, "2021", "2022-02-01")
        found = next(entry for entry in view.indicators if entry.indicator.id == "CT-15")
        assert (found.verdict, found.is_exceeded) == ("met", expected)


def test_only_the_reports_of_the_time_are_read() -> None:
    """With what is given once, and the year before for comparison."""
    data = indicator_office(())
    assert {"once", "2022-Q1", "2022-Q2", "2021-Q2"} <= summary_periods(
        data, summary_scope_of(period("2022-Q2"))
    )
    assert "2022-Q3" not in summary_periods(data, summary_scope_of(period("2022-Q2")))


def test_reports_that_fall_due_next_are_named_while_they_are_ahead() -> None:
    """On 1 July those of the second quarter, on the 15th no more."""
    data = office(reporting=(calendar(),), units=(unit("a"),), tasks=(task("PL-12", rule(by="2021-Q3")),))
    assert [str(due.period) for due in summary_of(data, "2021-Q2", "2021-07-01").reports_ahead] == ["2021-Q2"]
    assert summary_of(data, "2021-Q2", JULY).reports_ahead == ()


def test_what_the_committee_books_itself_no_unit_is_asked_for() -> None:
    """The next period's reports are those of the units."""
    bloc = unit("bloc", kind="committee", organisation="grassroots_committee")
    data = office(reporting=(calendar(),), units=(bloc,))
    assert summary_of(data, "2021-Q2", "2021-07-01").reports_ahead == ()


def test_a_term_is_not_settled_before_its_last_reports_are_due() -> None:
    """On 10 January the reports of the last year may still come; “không đạt” would be too early."""
    data = indicator_office(
        grassroots(2), [report("u1", "2025", on="2026-01-05", **rated("completed", on="2025-12-28"))]
    )
    for as_of, expected in (("2026-01-10", False), ("2026-01-21", True)):
        view = summary_of(data, "2021..2025", as_of)
        found = next(entry for entry in view.indicators if entry.indicator.id == "CT-18")
        assert (found.verdict, found.is_closed) == ("not_met", expected)


def test_a_term_that_lasts_is_covered_by_the_last_period_that_is_over() -> None:
    """Nobody has failed to report about years to come."""
    data = indicator_office(grassroots(1))
    assert {str(line.period) for line in summary_of(data, "2021..2025", "2023-03-01").main_lines} == {"2022"}


def test_a_year_without_figures_leaves_open_whether_it_was_always_met() -> None:
    """Good in 2021, nothing known of 2022."""
    reports = [report("u1", "2021", on="2022-01-10", **rated("good", on="2021-12-28"))]
    view = summary_of(indicator_office(grassroots(1), reports), "2021..2022", "2023-02-01")
    found = next(entry for entry in view.indicators if entry.indicator.id == "CT-18")
    assert (found.verdict, found.times_met, len(found.judged)) == ("undetermined", 1, 2)


def test_a_time_is_told_in_the_words_that_were_in_force_on_its_last_day() -> None:
    """A part and a figure renamed in October: the second quarter, told in the next year, has the old words."""
    data = office(
        units=(unit("a"),),
        figures=(figure("members", label="Kết nạp", clauses=("II.1-1",)),),
        indicators=(indicator(title="Kết nạp đảng viên"),),
        amendments=(
            amendment(
                "2021-10-05",
                {
                    "II.1": {"title": "Tuyên truyền, giáo dục"},
                    "members": {"label": "Đảng viên mới"},
                    "CT-01": {"title": "Phát triển đảng viên"},
                },
            ),
        ),
        reports=(report("a", "2021-Q2", on="2021-07-01", members=3),),
    )
    before, after = (summary_of(data, of, "2022-02-01") for of in ("2021-Q2", "2021-Q4"))
    assert [view.parts[0].part.title for view in (before, after)] == ["Phần II.1", "Tuyên truyền, giáo dục"]
    assert [view.titles["members"] for view in (before, after)] == ["Kết nạp", "Đảng viên mới"]
    titles = [view.indicators[0].indicator.title for view in (before, after)]
    assert titles == ["Kết nạp đảng viên", "Phát triển đảng viên"]
