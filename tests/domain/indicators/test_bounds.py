"""Bounds: the range shown is never left by what is reported later, and it is no wider than need be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.indicator_offices import BLOC, MASS, indicator_office, results, shipped_programme
from tests.support.offices import calendar, day, figure, indicator, office, report, unit
from tests.support.random_offices import office_with, random_programme, random_reports

from ct58.domain.indicators.bounds import Choices, Total, all_sums, count_bounds, share_bounds, total
from ct58.domain.indicators.numbers import Pair, plus, ratio
from ct58.domain.indicators.result import Assessment, Result
from ct58.domain.records.measure import Measure
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, Programme, SubFigure
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures, concerns
from ct58.domain.time.period import Period

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
DAYS = [day(text) for text in ("2021-03-31", "2021-06-30", "2021-09-01", "2021-12-31", "2022-02-01")]
DICE = st.randoms(use_true_random=True)
Moment = tuple[str, str, str]
MOMENTS: tuple[Moment, ...] = (
    ("2021", "2022-01-25", "2022-01-15"),
    ("2021-9M", "2021-10-20", "2021-10-10"),
    ("2021-Q3", "2021-10-20", "2021-10-10"),
    ("2021", "2021-12-31", "2021-12-30"),
    ("2021-H1", "2022-01-25", "2022-01-15"),
)
"""What is asked for, on which day, and when all reports had arrived: after a time is over, and in its midst."""


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


def _reports(dice: Random, moment: Moment = MOMENTS[0]) -> list[Report]:
    """Everything that the units could report of 2021, with gaps, and with ratings by decision.

    Of the running year what has come already; quarters only once they have ended.
    """
    there = indicator_office(UNITS)
    found = []
    for member, of in product(UNITS, PERIODS):
        period = Period.parse(of)
        is_over = period.last_day < day(moment[1])
        if member.is_valid_on(period.last_day) and (is_over or period.kind == "year"):
            lines = _lines(there, member, period, is_over=is_over)
            figures = {line.key: dice.choice([None, "n/a", *[_value(line, dice)] * 6]) for line in lines}
            found.append(report(member.id, of, on=moment[2], **_allowed(figures)))
    return found


def _lines(there: Office, member: Unit, period: Period, *, is_over: bool) -> list[Figure]:
    """What is asked of a unit, and the rating that comes by decision.

    What the office itself receives is absent once the time is over, and may still come before.
    """
    rating = [
        line
        for line in shipped_programme().figures
        if line.key == "party_rating" and period.kind == "year" and concerns(there, line, member, period)
    ]
    asked = [
        line for line in asked_figures(there, member, period) if line.if_absent == "unknown" or not is_over
    ]
    return [*asked, *rating]


def _allowed(figures: dict[str, Any]) -> dict[str, Any]:
    """As `check` allows it: no model unit without the standard; a rating has its decision."""
    if figures.get("culture_standard") is False and figures.get("model_unit") is True:
        figures["model_unit"] = False
    if figures.get("party_rating"):
        figures["party_rating_decision"] = {"number": "87-QĐ/ĐUK", "issued_on": day("2021-12-28")}
    return figures


@settings(max_examples=30)
@given(PAIRS, st.lists(st.tuples(st.lists(PAIRS, min_size=1, max_size=3), st.integers(1, 4)), max_size=2))
def test_all_sums_are_those_of_every_combination(fixed: Pair, opened: list[tuple[list[Pair], int]]) -> None:
    """However many units leave the same choices."""
    known = Total(fixed, Counter({Choices(tuple(points)): times for points, times in opened}))
    chosen = product(*(choices.points for choices, times in known.open.items() for _ in range(times)))
    sums = (_summed(fixed, each) for each in chosen)
    assert all_sums(known, (2, -3)) == frozenset(2 * a - 3 * b for a, b in sums)


def _summed(fixed: Pair, added: Sequence[Pair]) -> Pair:
    for pair in added:
        fixed = plus(fixed, pair)
    return fixed


def test_many_open_units_that_leave_the_same_choices_cost_no_more_than_one() -> None:
    """Nothing is done once for each of them."""
    many = Total((0, 0), {GOOD_OR_BAD: 10**9, Choices(((0, 0), (1, 1))): 10**9})
    assert share_bounds(many) == (Fraction(0), Fraction(1))
    assert (count_bounds(many), all_sums(many, (1, 0))) == ((0, 2 * 10**9), None)
    assert all_sums(Total((1, 1), {Choices(((2, 3),)): 10**9}), (1, 0)) == frozenset([1 + 2 * 10**9])


@given(DICE)
def test_adding_any_missing_report_never_moves_a_value_outside_the_range_shown_before_it(
    dice: Random,
) -> None:
    """Of all indicators and readings, for the year and the quarters in it, and for nine months of a running one."""
    moment = dice.choice(MOMENTS[:2])
    reports = _reports(dice, moment)
    known = [entry for entry in reports if dice.random() < dice.choice([0.3, 0.8, 1])]
    arrives = dice.choice(reports)
    before = [entry for entry in known if entry is not arrives]
    _check_range(indicator_office(UNITS, before), indicator_office(UNITS, [*known, arrives]), moment)


@settings(max_examples=30)
@given(DICE)
def test_completing_a_report_never_moves_a_value_outside_the_range_shown_before_it(dice: Random) -> None:
    """Figures that were not given are given later."""
    reports = _reports(dice)
    place = dice.randrange(len(reports))
    gaps = {key: dice.choice([None, value]) for key, value in reports[place].figures.items()}
    partial = [*reports[:place], replace(reports[place], figures=gaps), *reports[place + 1 :]]
    _check_range(indicator_office(UNITS, partial), indicator_office(UNITS, reports), MOMENTS[0])


@settings(max_examples=80)
@given(DICE)
@example(dice=Random(512))  # noqa: S311 -- a merged unit left a figure of its last report open
@example(dice=Random(166609195045823712))  # noqa: S311 -- the year's report tells how the last quarter ended
def test_no_other_programme_breaks_the_promise_either(dice: Random) -> None:
    """Figures of all types, with limits and without, counted in every way of the contract."""
    made, moment = random_programme(dice), dice.choice(MOMENTS)
    everything = [entry for entry in random_reports(dice, made, moment[2]) if _is_owed(entry, moment)]
    if everything:
        known = [
            entry if dice.random() < dice.choice([0.3, 0.8, 1]) else _not_there(made, entry)
            for entry in everything
        ]
        place = dice.randrange(len(everything))
        now = dice.choice([_not_there(made, everything[place]), _partial(dice, made, everything[place])])
        earlier, later = ([*known[:place], entry, *known[place + 1 :]] for entry in (now, everything[place]))
        _check_range(office_with(made, earlier), office_with(made, later), moment)


def _is_owed(entry: Report, moment: Moment) -> bool:
    return entry.period == Period.once() or entry.period.last_day <= day(moment[1])


def _received(made: Programme) -> set[str]:
    """What the office itself receives: that it is absent is an answer, so here it never comes later."""
    return {line.key for line in made.figures if line.if_absent == "no"}


def _not_there(made: Programme, entry: Report) -> Report:
    """Absent, where it is owed; what a unit that has ended since gave of its own accord has come from the start."""
    has_ended = entry.period == Period.once() and entry.unit in {
        one.id for one in UNITS if one.valid_to is not None
    }
    return entry if has_ended else _absent(made, entry)


def _absent(made: Programme, entry: Report) -> Report:
    """A report that has not come, with what the office received of it by other ways."""
    known = {key: value for key, value in entry.figures.items() if key in _received(made)}
    return replace(entry, state="expected", figures=known)


def _partial(dice: Random, made: Programme, entry: Report) -> Report:
    stays = _received(made)
    gaps = {
        key: value if key in stays else dice.choice([None, value]) for key, value in entry.figures.items()
    }
    return replace(entry, figures=gaps)


def _check_range(before: Office, after: Office, moment: Moment) -> None:
    earlier, later = (_everything(there, moment) for there in (before, after))
    for one, other in zip(earlier, later, strict=True):
        for shown, now in zip(_bases(one), _bases(other), strict=True):
            _check_inside(one, shown, now)


def _everything(there: Office, moment: Moment) -> list[Result]:
    of, as_of, _arrived = moment
    return [found for entry in there.programme.indicators for found in results(there, entry.id, of, as_of)]


def _bases(found: Result) -> list[Assessment]:
    return [found.main, *(entry.assessment for entry in found.readings)]


def _check_inside(found: Result, shown: Assessment, later: Assessment) -> None:
    """Both values lie in the range that was shown, and a verdict that was given is not turned.

    A share of a denominator that comes to nothing has no value, and so no verdict any more.
    """
    name = f"{found.indicator.id} {found.window.period}"
    for value in (shown.value, later.value):
        assert value is None or shown.lower is None or shown.lower <= value, name
        assert value is None or shown.upper is None or value <= shown.upper, name
    if shown.verdict in ("met", "not_met") and later.value is not None:
        assert later.verdict == shown.verdict, name


# ------------------------------------------------------------- what random programmes have brought to light


def test_a_denominator_that_may_be_small_leaves_a_share_open() -> None:
    """5 of nothing yet: whatever small number comes, the share may be as large as one likes."""
    step = Choices(((0, 0), (0, 5)), (), ((0, 1), (0, -1)))
    assert share_bounds(Total((5, 0), {step: 1})) == (1, None)
    assert share_bounds(Total((0, 0), {step: 1})) == (0, 0)
    assert share_bounds(Total((5, -1), {Choices(((0, 0),), ((1, 1),), ((1, 1),)): 1})) == (None, None)


def test_a_denominator_that_shrinks_lowers_the_share_of_a_negative_number() -> None:
    """A loss of 1 in 3, and 3 may become less: there is no lowest share."""
    shrinking = Choices(((0, 0),), ((0, -1),), ((0, -1),))
    assert share_bounds(Total((-1, 3), {shrinking: 1})) == (None, None)


def test_a_part_whose_whole_is_missing_may_still_count() -> None:
    """Also where only the part is asked for: nobody knows yet that there is no whole."""
    there = office(
        units=[unit("u1")],
        figures=(
            figure("whole", 1, type="boolean", adds=None, every="year"),
            figure("part", 2, type="boolean", adds=None, every="year", subset_of="whole"),
        ),
        indicators=(indicator(numerator=Measure(of="tccsd", count="units", where={"part": (True,)})),),
    )
    assert [(r.main.lower, r.main.upper) for r in results(there, "CT-01", "2021", "2022-01-25")] == [(0, 1)]


def test_the_limit_of_a_figure_is_none_of_a_sum() -> None:
    """At most 5 a quarter: with 4 and 3 given and one missing, the year's sum is 7 to 12."""
    at_least_ten = Measure(of="tccsd", count="units", where={"admitted": {">=": 10}})
    there = office(
        units=[unit("u1")],
        figures=(figure("admitted", 1, min=0, max=5),),
        indicators=(indicator(numerator=at_least_ten),),
        reporting=(calendar(),),
        reports=[report("u1", f"2021-Q{n}", on="2022-01-10", admitted=n + 1) for n in (2, 3)],
    )
    assert [(r.main.lower, r.main.upper) for r in results(there, "CT-01", "2021", "2022-01-25")] == [(0, 1)]
