"""Where pages lie."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ct58.render.site.paths import indicator_path, unit_path, way_up


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
