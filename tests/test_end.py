"""Indicators at the committee's end, and of units and programmes that changed on the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
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
from tests.support.terms import speaking

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.windows import windows
from ct58.domain.records.measure import Measure, SetRule, Target
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report
from ct58.domain.records.units import UnitBefore
from ct58.domain.standing.hindsight import as_known
from ct58.render.screens.indicators import counted_verdicts
from ct58.views.indicators import Request, indicators_view
from ct58.views.page import plain

END, CUT_OFF = "2025-02-10", "2025-02-20"
AT_LEAST = Target(op=">=", value=10, unit="count")


def result(known: Office, as_of: str, of: str, id: str = "CT-01") -> Result:
    """An indicator in a period, as known on a day."""
    there = as_known(known, day(as_of))
    asked = next(entry for entry in there.programme.indicators if entry.id == id)
    (window,) = windows(there, asked, period(of))
    return evaluate(Answers(there, day(as_of)), asked, window)


def ended(value: int, judge: bool = False, **given: object) -> Office:
    """Ten a year, and ten in the term; the committee ended in February 2025, and one unit had reported by then."""
    members = Measure(of="tccsd", sum=("members",))
    return office(
        figures=(figure("members", min=0),),
        reporting=(calendar(),),
        indicators=(
            indicator(target=AT_LEAST),
            indicator("CT-02", deadline=rule(within="2025..2025"), numerator=members, target=AT_LEAST),
        ),
        units=(unit("a", valid_to=day(END)),),
        reports=(report("a", "2025-Q1", on="2025-02-15", members=value),),
        closed_on=END,
        cut_off=CUT_OFF,
        judge=judge,
        **given,  # type: ignore[arg-type]
    )


def test_a_year_cut_short_has_a_value_and_no_judgement() -> None:
    """Neither met nor missed, though its number was reached."""
    found = result(ended(12), "2025-03-01", "2025")
    assert (found.main.verdict, found.main.value, found.window.last_day) == ("cut_short", 12, day(END))
    assert (found.main.coverage.reported, found.main.coverage.expected) == (1, 1)


def test_what_was_set_for_the_term_is_met_where_it_was_reached_and_judged_where_the_closing_says_so() -> None:
    """`judge: true` decides about the rest."""
    verdicts = [
        result(ended(value, judge), "2025-03-01", "once", "CT-02").main.verdict
        for value, judge in ((12, False), (8, False), (8, True))
    ]
    assert verdicts == ["met", "cut_short", "not_met"]


def test_nothing_stays_not_due_from_the_last_day_on_and_later_times_are_not_there() -> None:
    """And on the day before nobody knows of it."""
    known = ended(8)
    assert result(known, "2025-02-09", "2025").main.verdict == "not_due"
    assert result(known, END, "2025").main.verdict == "cut_short"
    there = as_known(known, day(END))
    assert windows(there, there.programme.indicators[0], period("2026")) == ()


def test_what_came_after_the_cut_off_day_does_not_count() -> None:
    """The report of 15 February counts from that day on; one of the 21st never does."""
    known = ended(8)
    assert [result(known, as_of, "2025").main.value for as_of in ("2025-02-14", "2025-02-15")] == [None, 8]
    late = office(
        figures=(figure("members", min=0),),
        reporting=(calendar(),),
        indicators=(indicator(target=AT_LEAST),),
        units=(unit("a", valid_to=day(END)),),
        reports=(report("a", "2025-Q1", on="2025-02-21", members=8),),
        closed_on=END,
        cut_off=CUT_OFF,
    )
    assert result(late, "2026-01-01", "2025").main.value is None


def test_an_indicator_is_judged_by_what_was_in_force_on_the_last_day_of_its_time() -> None:
    """A target lowered in 2022 does not make 2021 met; before the amendment the old one is shown."""
    known = office(
        figures=(figure("members", min=0),),
        reporting=(calendar(),),
        indicators=(indicator(target=AT_LEAST),),
        amendments=(amendment("2022-10-05", {"CT-01": {"target": Target(op=">=", value=5, unit="count")}}),),
        units=(unit("a"),),
        reports=tuple(
            report("a", f"{year}-Q{quarter}", on=f"{year}-12-31", members=2)
            for year in (2021, 2022)
            for quarter in (1, 2, 3, 4)
        ),
    )
    verdicts = [result(known, "2023-06-30", of).main.verdict for of in ("2021", "2022")]
    assert verdicts == ["not_met", "met"]
    asked = result(known, "2022-10-04", "2022").requirement
    assert asked is not None
    assert asked.value == 10


def test_a_unit_counts_in_a_period_by_what_it_was_on_its_last_day() -> None:
    """An agency until mid-2022, an enterprise since: each quarter counts where it stood then."""
    enterprises = SetRule(kinds=("state_enterprise",))
    was = (UnitBefore(until=day("2022-06-30"), kind="agency"),)
    known = office(
        sets={"tccsd": SetRule(organisation=("grassroots_committee",)), "enterprises": enterprises},
        figures=(figure("members", min=0),),
        reporting=(calendar(),),
        indicators=(indicator(numerator=Measure(of="enterprises", sum=("members",))),),
        units=(unit("a", kind="state_enterprise", before=was),),
        reports=tuple(report("a", f"2022-Q{n}", on="2022-12-31", members=n) for n in (1, 2, 3, 4)),
    )
    found = result(known, "2023-06-30", "2022")
    assert (found.main.value, found.main.coverage.expected) == (7, 1)
    assert as_known(known, day("2022-06-30")).units["a"].kind == "agency"


def test_what_a_unit_reported_of_the_period_in_which_it_ended_counts() -> None:
    """It owed nothing; three admitted in the last weeks stay in the year's sum, unless the successor's report has them."""

    def year(counted_in: str | None) -> Result:
        last = report("a", "2022-Q2", on="2022-06-01", members=3)
        known = office(
            figures=(figure("members", min=0),),
            reporting=(calendar(),),
            indicators=(indicator(),),
            units=(unit("a", valid_to=day("2022-05-20"), merged_into="b"), unit("b")),
            reports=(
                report("a", "2022-Q1", on="2022-04-01", members=1),
                replace(last, counted_in=counted_in),
                *(report("b", f"2022-Q{n}", on="2022-12-31", members=10) for n in (1, 2, 3, 4)),
            ),
        )
        return result(known, "2023-06-30", "2022")

    assert [year(counted_in).main.value for counted_in in (None, "b")] == [44, 41]


# ------------------------------------------------------------------ no total falls overnight

DAYS_OF_2022 = st.dates(dt.date(2022, 1, 1), dt.date(2022, 12, 30))


@st.composite
def offices_with_an_end(draw: st.DrawFn) -> tuple[Office, dt.date]:
    """One unit ends on some day of 2022, merged or not; what it reported came before or after that."""
    ended_on = draw(DAYS_OF_2022)
    is_merged = draw(st.booleans())
    reports = []
    for n in (1, 2, 3, 4):
        first = period(f"2022-Q{n}").first_day
        if first <= ended_on and draw(st.booleans()):
            arrived = draw(st.dates(first, dt.date(2023, 1, 15)))
            given_ = draw(st.integers(0, 9))
            made = report("a", f"2022-Q{n}", on=arrived.isoformat(), members=given_)
            reports.append(replace(made, counted_in=None))
        reports.append(report("b", f"2022-Q{n}", on=f"2022-{3 * n:02}-28", members=10))
    known = office(
        figures=(figure("members", min=0),),
        reporting=(calendar(),),
        indicators=(indicator(), indicator("CT-02", deadline=rule(every="quarter"))),
        units=(unit("a", valid_to=ended_on, merged_into="b" if is_merged else None), unit("b")),
        reports=tuple(reports),
    )
    return known, ended_on


@given(case=offices_with_an_end(), to=st.sampled_from(["2022", "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"]))
@settings(max_examples=60, deadline=None)
def test_no_total_falls_when_a_unit_ends(case: tuple[Office, dt.date], to: str) -> None:
    """Neither on the day after, nor on any later one: what was reported once stays in the sum."""
    known, ended_on = case
    days = [ended_on, ended_on + dt.timedelta(1), period(to).last_day, dt.date(2023, 6, 30)]
    totals = [_total(known, on, to) for on in sorted(days)]
    assert totals == sorted(totals)
    asked = period(to)
    counted = [
        entry.figures["members"]
        for entry in known.reports.values()
        if asked.first_day <= entry.period.first_day and entry.period.last_day <= asked.last_day
    ]
    assert totals[-1] == sum(counted)  # type: ignore[arg-type]  # whole numbers


def _total(known: Office, on: dt.date, to: str) -> int:
    """What the indicator of a quarter or year comes to as known on a day; nothing yet is 0."""
    id_ = "CT-01" if "Q" not in to else "CT-02"
    return int(result(known, on.isoformat(), to, id_).main.value or 0)


def test_coverage_counts_the_units_that_were_there() -> None:
    """Of the quarter before the end both, whenever it is asked; of the one in which a unit ended who goes on, and what was left."""

    def coverage(of: str, as_of: str, *more: Report) -> tuple[int, int]:
        known = office(
            figures=(figure("members", min=0),),
            reporting=(calendar(),),
            indicators=(indicator("CT-02", deadline=rule(every="quarter")),),
            units=(unit("a", valid_to=day("2022-05-20")), unit("b")),
            reports=(report("b", "2022-Q1", on="2022-04-02", members=10), *more),
        )
        found = result(known, as_of, of, "CT-02").main.coverage
        return found.reported, found.expected

    assert [coverage("2022-Q1", as_of) for as_of in ("2022-05-01", "2023-01-01")] == [(1, 2), (1, 2)]
    assert coverage("2022-Q2", "2023-01-01") == (0, 1)
    left = report("a", "2022-Q2", on="2022-05-10", members=3)
    assert coverage("2022-Q2", "2023-01-01", left) == (1, 2)


def test_what_is_not_judged_is_counted_once_with_its_reason() -> None:
    """Not as a bare verdict and then again."""
    there = as_known(ended(8), day("2025-03-01"))
    view = indicators_view(there, Request(period=period("2025"), ids=("CT-01",)), day("2025-03-01"))
    said = plain(counted_verdicts(view, speaking("en")))
    assert said == "Not judged, the work ended on 2025-02-10: 1"
