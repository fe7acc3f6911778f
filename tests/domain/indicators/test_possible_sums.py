"""What a report with gaps could still add: the corners of all that it may say."""

from __future__ import annotations

from typing import Any

from tests.support.offices import calendar, day, figure, indicator, office, period, report, unit

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.bounds import Choices
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.result import Assessment
from ct58.domain.indicators.windows import windows
from ct58.domain.records.measure import Measure


def assessed(numerator: Measure, denominator: Measure | None = None, **said: Any) -> Assessment:
    """One unit's quarter: all and some of them, women and men and both together."""
    there = office(
        units=[unit("u")],
        figures=(
            figure("all", 1, min=0),
            figure("some", 2, min=0, subset_of="all"),
            figure("women", 3, min=0, max=9),
            figure("men", 4, min=0, max=9),
            figure("people", 5, min=0, sum_of=("women", "men")),
        ),
        indicators=(indicator(numerator=numerator, denominator=denominator),),
        reporting=(calendar(from_=period("2021-Q4")),),
        reports=[report("u", "2021-Q4", on="2022-01-05", **said)],
    )
    (wanted,) = there.programme.indicators
    (window,) = windows(there, wanted, period("2021"))
    return evaluate(Answers(there, day("2022-02-01")), wanted, window).main


def limits(found: Assessment) -> tuple[object, object]:
    """From the worst to the best case."""
    return found.lower, found.upper


SUM = {key: Measure(of="tccsd", sum=(key,)) for key in ("all", "some", "women", "men", "people")}


def test_a_missing_part_adds_no_more_than_its_whole() -> None:
    """Of 7; also as a share of them."""
    assert limits(assessed(SUM["some"], all=7)) == (0, 7)
    assert limits(assessed(SUM["some"], SUM["all"], all=7)) == (0, 100)
    assert limits(assessed(SUM["some"])) == (0, None)


def test_a_part_and_its_whole_that_are_both_missing_move_together() -> None:
    """However many there are, the share is none above 100."""
    (choices,) = assessed(SUM["some"], SUM["all"]).contributions[0].open
    assert all(above <= below for above, below in choices.points if below > 0)


def test_a_settled_number_is_added_and_leaves_nothing_open() -> None:
    """12 people, 5 women."""
    found = assessed(SUM["men"], people=12, women=5)
    assert (found.numerator, *limits(found)) == (7, 7, 7)
    assert found.coverage.reported == 1


def test_what_is_counted_and_does_not_apply_has_left_a_share_whatever_is_missing() -> None:
    """Nothing is open any more."""
    found = assessed(SUM["women"], SUM["people"], women="n/a")
    assert (found.coverage.reported, found.contributions[0].open) == (1, ())


def test_without_limits_a_missing_figure_is_a_ray() -> None:
    """From nothing, by whole numbers."""
    (choices,) = assessed(SUM["all"]).contributions[0].open
    assert isinstance(choices, Choices)
    assert (choices.rays, choices.between, min(choices.points)) == (((1, 0),), True, (0, 0))
