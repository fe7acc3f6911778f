"""Texts that are equal where they mean the same, and numbers that stay what they are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.indicators.bounds import Choices
from ct58.domain.rollup.parts import (
    PartKey,
    PartSums,
    choices_of,
    number_in,
    number_text,
    open_text,
    sum_of_parts,
    totals_of,
    window_in,
)

KEY = PartKey(
    *("CT-01", "", "sha256:1", "2021", "2021-01-01", "2021-12-31", "2021-12-31", "", ""),
    *("agency", "counted", "", "1", "0"),
)


@given(st.fractions(max_denominator=5_000))
def test_a_number_comes_back_as_it_was(number: Fraction) -> None:
    """Whole, decimal, or a fraction that no decimal ends."""
    assert number_in(number_text(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [(12, "12"), (Fraction(-3, 4), "-0.75"), (Fraction(1, 3), "1/3"), (Fraction(1, 80), "0.0125")],
)
def test_numbers_are_written_so_that_a_person_reads_them(number: Fraction, text: str) -> None:
    """Decimals where they end."""
    assert number_text(number) == text


@pytest.mark.parametrize(
    "text", ["", "1e999999999", "1/0", "½", "0x1", "1_000", "٣", " 1", "inf", "1." + "0" * 99]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Also what would be one that nobody could hold."""
    with pytest.raises(ValueError, match=r"\A"):
        number_in(text)


def test_open_answers_have_one_text_whatever_their_order() -> None:
    """So that units of which the same is open are counted together, in every office."""
    one = Choices(((0, 1), (1, 1), (0, 0)), ((1, 0),), ((0, 1),), between=True)
    same = Choices(((1, 1), (0, 0), (0, 1)), ((1, 0),), ((0, 1),), between=True)
    other = Choices(((0, 0), (1, 0)))
    assert open_text((one, other)) == open_text((other, same))
    in_order = replace(one, points=tuple(sorted(one.points)))
    assert set(choices_of(open_text((one, other)))) == {in_order, other}
    assert open_text(()) == ""


@pytest.mark.parametrize(
    "text", ["[]", "{}", "[[[],[],[],0]]", "[[1]]", '[[[["a","0"]],[],[],0]]', "x", "null"]
)
def test_open_answers_that_say_nothing_are_refused(text: str) -> None:
    """Before anything is computed with them."""
    with pytest.raises(ValueError, match=r"\A"):
        choices_of(text)


def test_parts_of_one_key_are_one() -> None:
    """Units, what is known and what is certain are added."""
    found = sum_of_parts([(KEY, PartSums(2, (1, 2), (1, 2))), (KEY, PartSums(1, (0, 1), (0, 0)))])
    assert found == {KEY: PartSums(3, (1, 3), (1, 2))}


def test_totals_know_how_many_units_leave_the_same_open() -> None:
    """And a part without units, which only says that its window is there, counts for nothing."""
    left = KEY._replace(role="missing", open=open_text((Choices(((0, 0), (0, 1))),)), has_data="0")
    totals = totals_of(
        [(KEY, PartSums(2, (1, 2), (1, 2))), (left, PartSums(3)), (left._replace(kind=""), PartSums())]
    )
    assert (totals.units, totals.reported, sum(totals.open.values()), totals.has_data) == (5, 2, 3, True)


def test_the_window_of_a_part_is_read_from_its_texts() -> None:
    """What is no day, no period or no end is refused."""
    assert window_in(KEY).period.year == 2021
    for wrong in ({"first_day": "2021"}, {"period": "2021-Q9"}, {"cut": "x"}, {"through": "?"}):
        with pytest.raises(ValueError, match=r"\A"):
            window_in(KEY._replace(**wrong))
