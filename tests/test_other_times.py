"""Measures of another time, means over years, one body's figure: held to every way in which blanks could be filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.offices import calendar, day, figure, indicator, office, period, report, rule, unit

from ct58.domain.indicators.answers import Answers
from ct58.domain.indicators.evaluation import evaluate
from ct58.domain.indicators.needs import report_periods
from ct58.domain.indicators.result import Result
from ct58.domain.indicators.windows import windows
from ct58.domain.records.measure import Average, BaseYear, Measure, SetRule, Target

FIGURES = (
    figure("joined", 1, every="year", min=0, max=2),
    figure("members", 2, every="year", adds="stock", min=1, max=3),
    figure("growth", 3, every="year", adds="stock", type="decimal"),
    figure("digital", 4, every="year", adds=None, type="boolean"),
)
UNITS = (unit("u1", order=1), unit("u2", order=2))
ONE = SetRule(ids=("u1",))
NOTHING = "n/a"
Said = Mapping[tuple[str, int], Mapping[str, Any]]
"""(unit, year) → what its report says."""


def result(of: str, said: Said, deadline: str = "year", **measured: Any) -> Result:
    """An indicator in a year, or over the term, long after it."""
    terms = {"every": "year"} if deadline == "year" else {"within": deadline}
    known = indicator(deadline=rule(**terms), **measured)
    reports = [
        report(id, str(year), on=f"{year + 1}-01-10", **figures) for (id, year), figures in said.items()
    ]
    found = office(
        units=UNITS,
        figures=FIGURES,
        indicators=(known,),
        reports=reports,
        reporting=(calendar("BC-NAM", every="year", from_=period("2021")),),
    )
    (window,) = windows(found, known, period(of))
    return evaluate(Answers(found, day("2026-06-01")), known, window)


def filled(said: Said, limits: Mapping[str, tuple[int, int]]) -> Iterator[dict[tuple[str, int, str], Any]]:
    """Every way in which the blanks could be filled in; each may also not apply."""
    cells = [(id, year, key) for (id, year), figures in said.items() for key in figures]
    given_ = {(id, year, key): figures[key] for (id, year), figures in said.items() for key in figures}
    choices = [
        [given_[cell]]
        if given_[cell] is not None
        else [NOTHING, *range(limits[cell[2]][0], limits[cell[2]][1] + 1)]
        for cell in cells
    ]
    for chosen in product(*choices):
        yield dict(zip(cells, chosen, strict=True))


def number(value: Any) -> int:
    """What does not apply adds nothing."""
    return 0 if value == NOTHING else int(value)


def agreed(found: set[bool]) -> str:
    """The verdict of somebody who has seen every case."""
    return "undetermined" if len(found) > 1 else "met" if found == {True} else "not_met"


JOINED = st.sampled_from([None, 0, 1, 2])
MEMBERS = st.sampled_from([None, 1, 2, 3])


@given(JOINED, JOINED, MEMBERS, st.integers(1, 3), st.integers(0, 80), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
@example(2, None, None, 1, 50, 50)
def test_a_share_of_the_opening_stock_is_open_as_far_as_either_time_is(
    one: int | None, other: int | None, opening: int | None, certain: int, low: int, width: int
) -> None:
    """Joined in 2021 of the members at the end of 2020, of which nobody was asked: blank is open, not nothing."""
    said: Said = {
        ("u1", 2020): {"members": certain},
        ("u2", 2020): {"members": opening},
        ("u1", 2021): {"joined": one, "members": 3},
        ("u2", 2021): {"joined": other, "members": 3},
    }
    found = result(
        "2021",
        said,
        numerator=Measure(of="tccsd", sum=("joined",)),
        denominator=Measure(of="tccsd", sum=("members",), period="first_of_year"),
        target=Target(between=(low, low + width), unit="percent"),
    ).main
    cases = {
        (
            sum(number(case[id, 2021, "joined"]) for id in ("u1", "u2")),
            sum(number(case[id, 2020, "members"]) for id in ("u1", "u2")),
        )
        for case in filled(said, {"joined": (0, 2), "members": (1, 3)})
    }
    shares = [Fraction(100 * above, below) for above, below in cases]
    if found.coverage.reported:
        assert (found.lower, found.upper) == (min(shares), max(shares))
    if found.value is not None:
        verdict = agreed({low <= share <= low + width for share in shares})
        assert found.verdict == verdict or (found.verdict == "undetermined" and len(cases) > 1)


@given(st.lists(JOINED, min_size=5, max_size=5), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_a_mean_over_years_is_exact(years: list[int | None], halves: int) -> None:
    """The sum of five years by five; what a year lacks is open, and the value is the mean of those that are known."""
    said = {("u1", 2021 + n): {"joined": value} for n, value in enumerate(years)}
    asked = Fraction(halves, 2)
    found = result(
        "2021..2025",
        said,
        deadline="2021..2025",
        numerator=Measure(of=ONE, value="joined", average=Average(over=period("2021..2025"))),
        target=Target(op=">=", value=Decimal(halves) / 2, unit="người/năm", decimals=1),
    ).main
    known = [value for value in years if value is not None]
    ends = [Fraction(sum(known) + extra, 5) for extra in (0, 2 * (5 - len(known)))]
    if known:
        assert found.value == Fraction(sum(known), len(known))
        assert (found.lower, found.upper) == tuple(ends)
        assert found.verdict == agreed({end >= asked for end in ends})
    else:
        assert found.verdict == "no_data"


@pytest.mark.parametrize(
    ("measured", "value"),
    [
        ({"numerator": Measure(of=ONE, value="growth")}, Fraction(15, 2)),
        ({"numerator": Measure(of=ONE, value="growth", period="previous")}, 7),
        ({"numerator": Measure(of=ONE, value="growth", period=BaseYear(base=2020))}, 6),
        ({"numerator": Measure(of=ONE, value="digital")}, 1),
        ({"numerator": Measure(of=ONE, value="digital", period="previous")}, 0),
        (
            {
                "numerator": Measure(of=ONE, value="members"),
                "denominator": Measure(of=ONE, value="joined", per=10_000),
                "target": Target(op=">=", value=15, unit="bác sĩ/vạn dân"),
            },
            15_000,
        ),
        (
            {
                "numerator": Measure(of=ONE, value="members"),
                "denominator": Measure(of=ONE, value="members", period=BaseYear(base=2020)),
                "target": Target(op=">=", value=3, unit="lần"),
            },
            3,
        ),
    ],
)
def test_one_bodys_figure_is_taken_as_it_is(measured: Any, value: Any) -> None:
    """A rate, a yes, a rate per ten thousand, so many times the base year."""
    said = {
        ("u1", 2020): {"members": 1, "growth": Decimal(6)},
        ("u1", 2021): {"growth": Decimal(7), "digital": False},
        ("u1", 2022): {"members": 3, "joined": 2, "growth": Decimal("7.5"), "digital": True},
    }
    assert result("2022", said, **measured).main.value == value


def test_growth_on_a_year_that_is_partly_known() -> None:
    """At least twice last year's: with one blank then and none now, only the range of then is asked for."""
    said: Said = {
        ("u1", 2021): {"joined": 1},
        ("u2", 2021): {"joined": None},
        ("u1", 2022): {"joined": 2},
        ("u2", 2022): {"joined": 2},
    }
    asked = Target(op=">=", of="same_last_year", times=2)
    measured = Measure(of="tccsd", sum=("joined",))
    found = result("2022", said, numerator=measured, target=asked)
    assert found.requirement is not None
    assert (found.requirement.value, found.requirement.reach) == (2, (2, 6))
    assert found.main.verdict == "undetermined"
    more: Said = {**said, ("u2", 2021): {"joined": 1}}
    assert result("2022", more, numerator=measured, target=asked).main.verdict == "met"


def test_the_reports_of_the_other_times_are_read() -> None:
    """Whoever is asked for a year reads the base year, the year before and all years of a mean with it."""
    known = indicator(
        numerator=Measure(of=ONE, value="growth", average=Average(over=period("2021..2022"))),
        denominator=Measure(of=ONE, value="growth", period=BaseYear(base=2020)),
        target=Target(op=">=", of="previous", times=2),
    )
    found = office(units=UNITS, figures=FIGURES, indicators=(known,))
    (window,) = windows(found, known, period("2023"))
    assert report_periods(found, known, window) >= {"2020", "2021", "2022", "2023"} - {"2023"}
