"""Small bars drawn with text."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ct58.render.words.bars import EMPTY, FULL, MARK, BarPart, gauge, stacked
from ct58.views.page import Words

AMOUNTS = st.lists(st.integers(0, 400), min_size=1, max_size=4)


def text(drawn: Words) -> str:
    """The signs alone."""
    return "".join(span.text for span in drawn)


def bar(*amounts: int, width: int = 10) -> str:
    """A stacked bar of a, b, c, d."""
    return text(stacked([BarPart(n, sign, "plain") for n, sign in zip(amounts, "abcd", strict=False)], width))


def test_parts_take_their_share_of_the_width() -> None:
    """Half, a quarter, a quarter."""
    assert bar(2, 1, 1, width=8) == "aaaabbcc"


def test_the_least_part_is_seen() -> None:
    """One of a hundred has a sign, too."""
    assert bar(99, 1) == "aaaaaaaaab"


def test_of_nothing_nothing_is_drawn() -> None:
    """No bar."""
    assert bar(0, 0) == ""


@given(AMOUNTS, st.integers(4, 40))
def test_a_bar_fills_its_width_and_shows_each_part_there_is(amounts: list[int], width: int) -> None:
    """In order."""
    drawn = bar(*amounts, width=width)
    assert len(drawn) == (width if sum(amounts) else 0)
    assert set(drawn) == {sign for sign, amount in zip("abcd", amounts, strict=False) if amount}
    assert drawn == "".join(sorted(drawn))


@given(st.fractions(-1, 2), st.none() | st.fractions(0, 1), st.integers(1, 30))
def test_a_gauge_has_its_width_and_a_mark_for_each_bound(
    share: Fraction, mark: Fraction | None, width: int
) -> None:
    """What lies outside 0 to 1 stands at the end."""
    drawn = text(gauge(share, [] if mark is None else [mark], width, "good"))
    assert len(drawn) == width
    assert drawn.count(MARK) == (mark is not None)
    assert set(drawn) <= {FULL, EMPTY, MARK}


def test_the_mark_stands_where_the_target_is() -> None:
    """17.6% of at least 20%."""
    assert (
        text(gauge(Fraction(176, 1000), [Fraction(20, 100)], 10, "overdue"))
        == f"{FULL}{EMPTY}{MARK}{EMPTY * 7}"
    )
    both = gauge(Fraction(176, 1000), [Fraction(20, 100), Fraction(50, 100)], 10, "overdue")
    assert text(both) == f"{FULL}{EMPTY}{MARK}{EMPTY * 2}{MARK}{EMPTY * 4}"
