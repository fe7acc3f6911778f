"""Bounds: the range shown is never left by what is reported later, and it is no wider than need be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.indicator_offices import BLOC, MASS, indicator_office, results, shipped_programme
from tests.support.offices import day, report, unit

from ct58.domain.form import asked_figures, concerns
from ct58.domain.indicators.bounds import Choices, Total, count_bounds, share_bounds, total
from ct58.domain.indicators.numbers import Pair, plus, ratio
from ct58.domain.indicators.result import Assessment, Result
from ct58.domain.office import Office
from ct58.domain.period import Period
from ct58.domain.programme import Figure, SubFigure
from ct58.domain.reports import Report
from ct58.domain.units import Unit

GOOD_OR_BAD = Choices(((0, 0), (0, 1), (1, 1)))
"""A unit that may be good, may be bad, and may stay unrated."""
FEW: st.SearchStrategy[int] = st.integers(0, 3)
PAIRS = st.tuples(FEW, FEW)


def test_units_that_may_be_good_or_bad_move_a_share_between_all_bad_and_all_good() -> None:
    """156/171 and seven open: 156/178 to 163/178."""
    known = Total((156, 171), {GOOD_OR_BAD: 7})
    assert share_bounds(known) == (Fraction(156, 178), Fraction(163, 178))
    assert count_bounds(known) == (156, 163)


def test_a_share_of_others_is_largest_with_one_of_them() -> None:
    """Excellent of good, nothing known, three open: 0 to 2/1; without any good one there is no share."""
    rating = Choices(((0, 0), (0, 1), (1, 0)))
    assert share_bounds(Total((0, 0), {rating: 3})) == (0, 2)
    assert share_bounds(Total((0, 0), {Choices(((0, 0), (1, 0))): 3})) == (None, None)


def test_what_nothing_limits_is_open_above() -> None:
    """An unknown count has no upper bound; rows that may count or not move a share anywhere up to 1."""
    count = Choices(((0, 0),), ((1, 0),))
    assert count_bounds(Total((5, 0), {count: 1})) == (5, None)
    rows = Choices(((0, 0),), ((0, 1), (1, 1)))
    assert share_bounds(Total((1, 2), {rows: 1})) == (0, 1)


@given(PAIRS, st.lists(st.lists(PAIRS, min_size=1, max_size=3), max_size=4))
def test_the_bounds_are_the_extremes_of_all_combinations(fixed: Pair, opened: list[list[Pair]]) -> None:
    """Held against trying everything."""
    known = total([fixed], [Choices(tuple(points)) for points in opened])
    sums = [_added(fixed, chosen) for chosen in product(*opened)]
    shares = [share for pair in sums if (share := ratio(pair)) is not None]
    assert share_bounds(known) == (min(shares, default=None), max(shares, default=None))
    assert count_bounds(known) == (min(pair[0] for pair in sums), max(pair[0] for pair in sums))


def _added(fixed: Pair, chosen: Sequence[Pair]) -> Pair:
    for pair in chosen:
        fixed = plus(fixed, pair)
    return fixed


# ------------------------------------------------------------- the promise of the range

UNITS: tuple[Unit, ...] = (
    unit("u1", order=1, flags=("drafts_documents",)),
    unit("u2", order=2, kind="private_enterprise", valid_to=day("2021-09-30"), merged_into="u3"),
    unit("u3", order=3, kind="private_enterprise", flags=("drafts_documents",)),
    unit("u4", order=4, kind="public_service", valid_from=day("2021-05-01")),
    unit("u5", order=5, valid_to=day("2021-08-20")),
    MASS[0],
    BLOC,
)
PERIODS = ("2021-Q2", "2021-Q3", "2021-Q4", "2021")
AS_OF = dt.date(2022, 1, 25)
DAYS = [day(text) for text in ("2021-03-31", "2021-06-30", "2021-09-01", "2021-12-31", "2022-02-01")]
DICE = st.randoms(use_true_random=True)


def _value(line: Figure | SubFigure, dice: Random) -> Any:
    """What a unit may write on a line of the form."""
    if isinstance(line, Figure) and line.type == "list":
        return tuple(_row(line, dice) for _ in range(dice.randint(0, 2)))
    if line.type == "record" and isinstance(line, Figure):
        return _row(line, dice)
    if line.type == "enum":
        return dice.choice(sorted(line.values))
    choices: dict[str, list[Any]] = {"boolean": [True, False], "date": DAYS, "text": ["A", "B"]}
    return dice.choice(choices.get(line.type, [0, 0, 1, 2, 3]))


def _row(line: Figure, dice: Random) -> dict[str, Any]:
    return {field.key: dice.choice([None, *[_value(field, dice)] * 3]) for field in line.fields}


def _reports(dice: Random) -> list[Report]:
    """Everything that the units could report of 2021, with gaps, and with ratings by decision."""
    office = indicator_office(UNITS)
    found = []
    for member, of in product(UNITS, PERIODS):
        period = Period.parse(of)
        if member.is_valid_on(period.last_day):
            lines = _lines(office, member, period)
            figures = {line.key: dice.choice([None, "n/a", *[_value(line, dice)] * 6]) for line in lines}
            found.append(report(member.id, of, on="2022-01-15", **_allowed(figures)))
    return found


def _lines(office: Office, member: Unit, period: Period) -> list[Figure]:
    """What is asked of a unit, and the rating that comes by decision."""
    rating = [
        line
        for line in shipped_programme().figures
        if line.key == "party_rating" and period.kind == "year" and concerns(office, line, member)
    ]
    asked = [line for line in asked_figures(office, member, period) if line.if_absent == "unknown"]
    return [*asked, *rating]


def _allowed(figures: dict[str, Any]) -> dict[str, Any]:
    """As `check` allows it: no model unit without the standard; a rating has its decision."""
    if figures.get("culture_standard") is False and figures.get("model_unit") is True:
        figures["model_unit"] = False
    if figures.get("party_rating"):
        figures["party_rating_decision"] = {"number": "87-QĐ/ĐUK", "issued_on": day("2021-12-28")}
    return figures


@settings(max_examples=30)
@given(DICE)
def test_adding_any_missing_report_never_moves_a_value_outside_the_range_shown_before_it(
    dice: Random,
) -> None:
    """Of all indicators and readings, for the year and the quarters in it."""
    reports = _reports(dice)
    known = [entry for entry in reports if dice.random() < dice.choice([0.3, 0.8, 1])]
    arrives = dice.choice(reports)
    _check_range([entry for entry in known if entry is not arrives], [*known, arrives])


@settings(max_examples=30)
@given(DICE)
def test_completing_a_report_never_moves_a_value_outside_the_range_shown_before_it(dice: Random) -> None:
    """Figures that were not given are given later."""
    reports = _reports(dice)
    place = dice.randrange(len(reports))
    gaps = {key: dice.choice([None, value]) for key, value in reports[place].figures.items()}
    partial = [*reports[:place], replace(reports[place], figures=gaps), *reports[place + 1 :]]
    _check_range(partial, reports)


def _check_range(before: Sequence[Report], after: Sequence[Report]) -> None:
    earlier, later = (_everything(indicator_office(UNITS, reports)) for reports in (before, after))
    for one, other in zip(earlier, later, strict=True):
        for shown, now in zip(_bases(one), _bases(other), strict=True):
            _check_inside(one, shown, now)


def _everything(office: Office) -> list[Result]:
    return [
        found
        for indicator in office.programme.indicators
        for found in results(office, indicator.id, "2021", AS_OF.isoformat())
    ]


def _bases(found: Result) -> list[Assessment]:
    return [found.main, *(entry.assessment for entry in found.readings)]


def _check_inside(found: Result, shown: Assessment, later: Assessment) -> None:
    """The new value lies in the old range, and a verdict that was given is not turned."""
    name = f"{found.indicator.id} {found.window.period}"
    if later.value is not None:
        assert shown.lower is None or shown.lower <= later.value, name
        assert shown.upper is None or later.value <= shown.upper, name
    if shown.verdict in ("met", "not_met"):
        assert later.verdict == shown.verdict, name
