"""The second look: what cannot be is refused, what is odd is asked about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import figure, office, period, report, unit
from tests.support.terms import speaking

from ct58.domain.planning.second_look import LEAST_JUMP, SecondLook, previous_report, second_look
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure

SO_Y_TE = unit("so-y-te")
MEMBERS = figure("members", 1, label="Tổng số đảng viên", adds="stock", unit="đảng viên")
ADMITTED = figure("admitted", 5, adds="flow", unit="đảng viên")
TRAINED = figure("trained", 6, adds="cumulative")
WOMEN = figure("women", 7, label="Đảng viên nữ", adds="stock", subset_of="members")
CULTURE = figure("culture", 8, label="Đạt chuẩn", type="boolean", adds=None)
MODEL = figure("model", 9, label="Kiểu mẫu", type="boolean", adds=None, subset_of="culture")
TOTAL = figure("total", 10, label="Cộng", sum_of=("admitted", "publications"))
PUBLICATIONS = figure("publications", 2, label="Tin, bài")
PROFIT = figure("profit", 11, type="money", unit="đồng")
FORM = (MEMBERS, PUBLICATIONS, ADMITTED, TRAINED, WOMEN, CULTURE, MODEL, TOTAL, PROFIT)


def the_office(of: str = "2021-Q1", **before: Any) -> Office:
    """An office in which so-y-te gave some figures in a period."""
    return office(units=(SO_Y_TE,), figures=FORM, reports=(report("so-y-te", of, **before),))


def look(
    of: Figure, value: Any, before: Office | None = None, at: str = "2021-Q2", **settled: Any
) -> SecondLook:
    """At a figure of the second quarter."""
    return second_look(before or the_office(), SO_Y_TE, period(at), of, value, settled)


def odd(found: SecondLook) -> str:
    """What is odd, in English."""
    return speaking("en").say(found.odd) if found.odd else ""


def test_a_jump_is_named_with_the_last_value() -> None:
    """The clerk's case: a zero too many."""
    found = look(ADMITTED, 120, the_office(admitted=3))
    assert odd(found) == "120 is 40 times last period's 3."
    assert found.impossible is None


def test_a_jump_and_a_share_stand_in_one_sentence() -> None:
    """Both facts speak for the same typing error."""
    found = look(ADMITTED, 120, the_office(admitted=3), members=412)
    assert odd(found) == "120 is 40 times last period's 3 and 29% of “Tổng số đảng viên”."


@pytest.mark.parametrize(
    ("of", "before", "now", "is_odd"),
    [
        (ADMITTED, 3, 12, False),  # nine more
        (ADMITTED, 3, 15, True),  # five times, and twelve more
        (ADMITTED, 3, 13, False),  # ten more, but not five times
        (ADMITTED, 50, 10, True),  # a fifth
        (ADMITTED, 50, 11, False),
        (ADMITTED, 0, 49, False),
        (ADMITTED, 0, 50, True),
        (ADMITTED, 49, 0, False),
        (ADMITTED, 50, 0, True),
        (MEMBERS, 409, 412, False),
        (MEMBERS, 409, 4120, True),
        (MEMBERS, 409, 41, True),
        (MEMBERS, 12, 0, True),  # nobody is left
        (MEMBERS, 20, 29, False),
        (MEMBERS, 20, 30, True),  # half as much again
    ],
)
def test_when_a_number_jumps(of: Figure, before: int, now: int, is_odd: bool) -> None:
    """By ten at least, and by a factor that depends on how the figure is counted."""
    assert bool(odd(look(of, now, the_office("2021-Q1", **{of.key: before})))) == is_odd


@given(before=st.integers(0, 10**6), difference=st.integers(1 - LEAST_JUMP, LEAST_JUMP - 1))
def test_small_differences_are_never_a_jump(before: int, difference: int) -> None:
    """Of whatever figure."""
    now = max(0, before + difference)
    if before:
        assert look(PUBLICATIONS, now, the_office(publications=before)).odd is None


def test_without_an_earlier_report_nothing_jumps() -> None:
    """No report, a figure not given, or one that does not apply."""
    assert look(PUBLICATIONS, 5000).odd is None
    assert look(PUBLICATIONS, 5000, the_office(publications=None)).odd is None
    assert look(PUBLICATIONS, 5000, the_office(publications="n/a")).odd is None


def test_a_year_to_date_figure_may_not_fall_within_the_year() -> None:
    """Mixing it with the quarter's own number is the common mistake."""
    found = odd(look(TRAINED, 4, the_office(trained=9)))
    assert found == "4 is less than last time (9), though it is counted since the year began."


def test_a_year_to_date_figure_begins_anew_with_the_year() -> None:
    """The first quarter is not held against the fourth."""
    assert look(TRAINED, 4, the_office("2020-Q4", trained=400), at="2021-Q1").odd is None


def test_a_loss_is_asked_about_once() -> None:
    """After a loss another one is no news."""
    assert odd(look(PROFIT, -5)) == "-5 is below zero."
    assert odd(look(PROFIT, -5, the_office(profit=7))) == "-5 is below zero."
    assert look(PROFIT, -500, the_office(profit=-5)).odd is None


def test_decimals_are_compared_too() -> None:
    """With one decimal in the sentence."""
    found = odd(look(MEMBERS, Decimal("62.5"), the_office(members=Decimal(25))))
    assert found == "62.5 is 2.5 times last period's 25."


def test_the_share_is_of_what_is_counted_in_the_same_unit() -> None:
    """Not of other things, and a small number is no share worth a word."""
    assert look(ADMITTED, 104, members=412).odd is not None
    assert look(ADMITTED, 103, members=412).odd is None  # exactly a quarter
    assert look(ADMITTED, 9, members=12).odd is None
    assert look(PUBLICATIONS, 104, members=105).odd is None
    assert look(ADMITTED, 104, members="n/a").odd is None


def test_a_part_above_its_whole_is_impossible() -> None:
    """Whichever of the two is typed last."""
    for found in (look(WOMEN, 413, members=412), look(MEMBERS, 412, women=413)):
        assert found.impossible is not None
        said = speaking("en").say(found.impossible)
        assert said == "“Đảng viên nữ” (413) cannot be more than “Tổng số đảng viên” (412)."
    assert look(WOMEN, 412, members=412).impossible is None
    assert look(WOMEN, 413, members=None).impossible is None


def test_a_title_needs_the_one_below_it() -> None:
    """Of two yes/no figures the part implies the whole."""
    found = look(MODEL, True, culture=False)
    assert found.impossible is not None
    assert speaking("en").say(found.impossible) == "“Kiểu mẫu” cannot be yes while “Đạt chuẩn” is no."
    assert look(MODEL, True, culture=True) == SecondLook()
    assert look(MODEL, False, culture=False) == SecondLook()


def test_a_sum_is_held_against_its_parts_when_all_are_there() -> None:
    """At the figure that completes them."""
    assert look(TOTAL, 9, admitted=4, publications=5).impossible is None
    assert look(TOTAL, 9, admitted=4).impossible is None
    for found in (look(TOTAL, 8, admitted=4, publications=5), look(ADMITTED, 4, total=8, publications=5)):
        assert found.impossible is not None
        assert (
            speaking("en").say(found.impossible)
            == "“Số liệu admitted”, “Tin, bài” together are 9, but “Cộng” is 8."
        )


@pytest.mark.parametrize("value", [None, "n/a", "văn bản", (), {"number": "12"}])
def test_only_numbers_and_yes_or_no_are_looked_at(value: Any) -> None:
    """Everything else is as it is."""
    assert look(ADMITTED, value, the_office(admitted=400), members=1) == SecondLook()


def test_figures_given_once_have_no_earlier_report() -> None:
    """Nothing comes before once."""
    assert previous_report(the_office(), SO_Y_TE, period("once")) is None
    assert previous_report(the_office(), SO_Y_TE, period("2021-Q2")) is not None
