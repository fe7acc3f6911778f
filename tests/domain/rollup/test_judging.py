"""What a level concludes: by its own targets, and never more than those can say who have sent something."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.support.demo_office import demo_office
from tests.support.levels import (
    AS_OF,
    HASH,
    OVER_HALF,
    contributed,
    cut_up,
    put_together,
    sent,
    shared,
    tree,
)

from ct58.domain.indicators.numbers import COUNT, PERCENT
from ct58.domain.records.levels import LevelIndicator
from ct58.domain.records.measure import Target
from ct58.domain.records.office import Office
from ct58.domain.rollup.package import BaseRule, SourcePackage
from ct58.domain.time.period import Period
from ct58.views.indicators import Request, indicators_view
from ct58.views.rollup import LevelRow, RollupView, rollup_view

AT_LEAST = Target(op=">=", value=10, unit="count")
OF_COUNTS = BaseRule(yardstick=COUNT, target=AT_LEAST, cannot_fall=True)
SIX = (("counted", 10, (6, 0), ""),)


def seen(*packages: object, below: tuple[str, ...] = ("a", "b"), **given: object) -> RollupView:
    """What is shown of some packages."""
    return rollup_view(put_together(tree(*below, **given), packages), None, None)  # type: ignore[arg-type]


def row(*packages: object, **given: object) -> LevelRow:
    """The one row of it."""
    (found,) = seen(*packages, **given).rows  # type: ignore[arg-type]
    return found


def test_percentages_are_never_averaged() -> None:
    """1 of 1 and 6 of 20 are 7 of 21, and no 65%."""
    small, large = (("counted", 1, (1, 1), ""),), (("counted", 20, (6, 20), ""),)
    found = row(sent("a", small), sent("b", large)).main
    assert (found.numerator, found.denominator, found.verdict) == (7, 21, "not_met")


def test_what_counts_are_to_reach_is_a_level_s_own() -> None:
    """Two offices × “≥ 10” is not “≥ 10”: without a target of the level nothing is asked."""
    packages = [sent(name, SIX, rule=OF_COUNTS) for name in ("a", "b")]
    assert row(*packages).main.verdict == "no_target"
    ours = shared(targets={"province": Target(op=">=", value=12, unit="count")})
    assert row(*packages, indicators=(ours,)).main.verdict == "met"


def test_a_share_is_held_against_the_target_that_all_have() -> None:
    """Where offices have different ones, against none, unless the level has its own."""
    other = BaseRule(yardstick=PERCENT, target=Target(op=">", value=70, unit="percent"))
    assert row(sent("a"), sent("b")).main.verdict == "met"
    assert row(sent("a"), sent("b", rule=other)).main.verdict == "no_target"


def test_who_has_sent_nothing_is_named_and_no_range_holds_them() -> None:
    """What would be met or not is undetermined; the numbers are those of the others."""
    left = '[[[["0","0"],["0","1"],["1","1"]],[],[],0]]'
    found = seen(sent("a", (("counted", 9, (9, 9), ""), ("missing", 1, (0, 0), left))))
    assert found.missing == ("B",)
    main = found.rows[0].main
    assert (main.numerator, main.found.lower, main.found.upper, main.found.needed) == (9, None, None, None)
    assert main.verdict == "undetermined"
    assert found.rows[0].without == ("B",)


def test_a_count_that_only_grows_has_met_what_it_has_met() -> None:
    """Whatever the others would add; of one that can fall nothing is certain."""
    target = shared(targets={"province": Target(op=">=", value=5, unit="count")})
    grows = sent("a", SIX, rule=OF_COUNTS)
    falls = sent("a", SIX, rule=BaseRule(yardstick=COUNT, target=AT_LEAST))
    assert row(grows, indicators=(target,)).main.verdict == "met"
    assert row(falls, indicators=(target,)).main.verdict == "undetermined"


def test_what_a_package_says_is_missing_below_it_is_missing_here() -> None:
    """A level takes in another's package with its gaps."""
    found = seen(sent("a", missing=("Huyện X",)), sent("b"))
    assert found.missing == ("Huyện X",)
    assert found.rows[0].main.verdict == "undetermined"


def test_who_has_sent_something_without_this_indicator_is_named_at_it() -> None:
    """The others' figures are theirs alone."""
    found = seen(sent("a"), sent("b"), sent("c", code="CT-20"), below=("a", "b", "c"))
    assert found.missing == ()
    assert {one.code: one.without for one in found.rows} == {"CT-18": ("C",), "CT-20": ("A", "B")}


def test_nothing_is_judged_that_one_of_them_could_not_judge() -> None:
    """Packages of different days are judged as of the earliest."""
    early = dt.date(2021, 11, 1)
    found = seen(sent("a"), sent("b", as_of=early))
    assert (found.as_of, found.rows[0].main.verdict) == (early, "not_due")


def test_where_a_time_that_is_over_is_not_closed_is_told() -> None:
    """Its figures may still change."""
    source = SourcePackage(office="b", name="B", as_of=AS_OF)
    assert row(sent("a"), sent("b", sources=(source,))).unclosed == ("B",)


def test_what_one_body_s_value_is_no_sum_is_not_added() -> None:
    """A rank of three provinces is none of the country."""
    rank = BaseRule(yardstick=COUNT, adds=False)
    found = seen(sent("a", rule=rank), sent("b", rule=rank))
    assert (found.rows, found.not_added) == ((), ("CT-18",))


@pytest.mark.parametrize(("by", "names"), [("kind", ["agency"]), ("office", ["A", "B"]), ("region", [])])
def test_the_parts_of_a_row_add_up_to_it(by: str, names: list[str]) -> None:
    """By kind of unit, by office with its own verdict, by the levels between."""
    added = put_together(tree("a", "b"), [sent("a"), sent("b")], with_each=True)
    (found,) = rollup_view(added, None, by).rows  # type: ignore[arg-type]
    assert [part.name for part in found.parts] == names
    assert sum(part.assessment.numerator or 0 for part in found.parts) in (0, found.main.numerator)
    assert all(part.assessment.requirement is not None for part in found.parts)
    assert found.definition == HASH
    assert OVER_HALF.value == 50


GROWTH = Target(op=">=", of="previous", times=Decimal("1.05"))


def growing(office: Office) -> Office:
    """The same, each indicator asked to grow."""
    indicators = tuple(replace(one, target=GROWTH) for one in office.programme.indicators)
    return replace(office, programme=replace(office.programme, indicators=indicators))


def test_growth_is_judged_as_in_one_office_that_had_all_units() -> None:
    """By what the offices came to together the time before, with what is open of that; where one has not sent it, by nothing."""
    whole, as_of, year = (
        growing(demo_office(units=12, quarters=9)),
        dt.date(2023, 7, 15),
        Period.of_year(2022),
    )
    ids = tuple(indicator.id for indicator in whole.programme.indicators)
    rows = indicators_view(whole, Request(period=year, ids=ids, with_past=False), as_of).rows
    own = {(one.result.indicator.id, one.result.window.period): one.result.main for one in rows}
    packages = [
        contributed(piece, id_, year, as_of) for piece, id_ in zip(cut_up(whole, 3), "abc", strict=True)
    ]
    listed = tuple(LevelIndicator(code=id_, targets={"province": GROWTH}) for id_ in ids)
    levels = tree("a", "b", "c", indicators=listed)
    found = rollup_view(put_together(levels, packages), year, None).rows
    level = {(one.code, one.window.period): one.main for one in found}
    assert {key: main.verdict for key, main in level.items()} == {key: own[key].verdict for key in level}
    assert {"met", "not_met", "undetermined"} <= {main.verdict for main in level.values()}
    assert not any(main.lacks_earlier for main in level.values())


def test_where_one_has_not_sent_the_time_before_nothing_is_concluded_of_growth() -> None:
    """And that is said."""
    listed = (LevelIndicator(code="CT-18", targets={"province": GROWTH}),)
    main = row(sent("a"), sent("b"), indicators=listed).main
    assert (main.lacks_earlier, main.requirement, main.verdict) == (True, None, "no_target")
