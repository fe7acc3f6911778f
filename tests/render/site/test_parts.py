"""Bars and places."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ct58.render.site.parts import TONES, Segment, bar, drawn_share, indicator_path, unit_path, way_up
from ct58.views.vocabularies import Tone


def test_percent_has_two_decimals_at_most() -> None:
    """The same on every computer."""
    assert [drawn_share(Fraction(n, 3)) for n in (100, 1, 0, 300)] == ["33.33%", "0.33%", "0%", "100%"]


def test_the_parts_of_a_bar_follow_each_other() -> None:
    """What is 0 is left out."""
    drawn = bar([(1, "good"), (0, "late"), (3, "bad")], "1 of 4")
    assert drawn.segments == (Segment("0%", "25%", "good"), Segment("25%", "75%", "bad"))
    assert bar([], "nothing").segments == ()


@given(st.lists(st.tuples(st.integers(0, 500), st.sampled_from(TONES)), max_size=8))
def test_a_bar_is_filled_exactly(parts: list[tuple[int, Tone]]) -> None:
    """Its parts are the whole, up to rounding."""
    segments = bar(parts, "").segments
    total = sum(float(segment.width.rstrip("%")) for segment in segments)
    assert not segments or abs(total - 100) < 0.05


def test_ids_name_their_pages() -> None:
    """As they are, where they can be a file's name."""
    assert unit_path("so-y-te") == "units/so-y-te.html"
    assert indicator_path("CT-18") == "indicators/CT-18.html"
    assert (way_up("index.html"), way_up("units/a.html")) == ("", "../")


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_any_id_stays_in_its_folder_and_has_a_page_of_its_own(one: str, other: str) -> None:
    """No way up, no other folder, no clash."""
    path = indicator_path(one)
    assert path.count("/") == 1
    assert path.isascii()
    assert (path == indicator_path(other)) == (one == other)
