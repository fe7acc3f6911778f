"""Which columns fit beside each other: the one that carries the meaning keeps its room, and nothing is lost."""

from __future__ import annotations

import random

import pytest

from ct58.render.formats.fitting import BETWEEN, LEAST, SIDE_LEAST, Fit, Size, fitted, least_width


def size(
    natural: int, word: int = 6, *, main: bool = False, free: bool = False, optional: bool = False
) -> Size:
    """A column of words."""
    return Size(natural, least_width(natural, min(word, natural), is_main=main), main, free, optional)


def test_what_fits_is_left_as_it_is() -> None:
    """Each as wide as its longest line."""
    assert fitted([size(5), size(30, main=True), size(10)], 60) == Fit({0: 5, 1: 30, 2: 10})


def test_the_column_that_carries_the_meaning_gives_way_first() -> None:
    """Down to what it can be read in."""
    assert fitted([size(5), size(90, main=True), size(10)], 60).widths == {0: 5, 1: 41, 2: 10}
    assert fitted([size(5), size(90, main=True), size(27)], 60).widths == {0: 5, 1: LEAST, 2: 27}


def test_then_the_others_wrap() -> None:
    """A long status beside a title; never below what they are read in."""
    assert fitted([size(5), size(90, main=True), size(80)], 60).widths == {0: 5, 1: LEAST, 2: 27}
    assert fitted([size(5), size(90, main=True), size(80), size(4)], 60 - 9).widths == {
        0: 5,
        1: LEAST,
        2: SIDE_LEAST,
        3: 4,
    }


def test_then_the_longest_stands_under_the_row() -> None:
    """A path, which cannot wrap; neither what leads the row nor its meaning."""
    found = fitted([size(5), size(40, main=True), size(45, word=45), size(9, word=9)], 60)
    assert found.under == (2,)
    assert found.widths == {0: 5, 1: 40, 3: 9}


def test_what_a_screen_can_do_without_goes_first() -> None:
    """It is not even said under the row."""
    found = fitted([size(5), size(90, main=True), size(20, word=20, optional=True), size(20, word=20)], 60)
    assert found == Fit({0: 5, 1: 31, 3: 20})


def test_a_column_that_is_free_shares_the_room() -> None:
    """The widest gives way."""
    assert fitted([size(60, main=True), size(50, free=True)], 62).widths == {0: 30, 1: 30}
    assert fitted([size(60, main=True), size(20, free=True)], 62).widths == {0: 40, 1: 20}


def test_a_single_column_takes_what_there_is() -> None:
    """Even where its longest word is longer."""
    assert fitted([size(90, word=80, main=True)], 60) == Fit({0: 60})


@pytest.mark.parametrize("seed", range(200))
def test_no_column_is_narrower_than_it_can_be_read(seed: int) -> None:
    """Of any table in any room: all columns are there, those beside each other fit, and each can be read."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    sizes = [
        size(
            chance.randint(1, 120),
            chance.randint(1, 12),
            main=chance.random() < 0.3,
            free=chance.random() < 0.3,
        )
        for _ in range(chance.randint(1, 9))
    ]
    room = chance.randint(60, 140)
    found = fitted(sizes, room)
    assert sorted([*found.widths, *found.under]) == list(range(len(sizes)))
    assert list(found.widths) == sorted(found.widths)
    assert sum(found.widths.values()) + BETWEEN * (len(found.widths) - 1) <= room
    for place, width in found.widths.items():
        assert sizes[place].least <= width <= sizes[place].natural
        if sizes[place].is_main:
            assert width >= min(LEAST, sizes[place].natural)
