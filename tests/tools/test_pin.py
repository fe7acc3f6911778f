"""constraints.txt: one list in parts, so that a clerk's computer takes only what running needs."""

from __future__ import annotations

from pin import PARTS, Wheel, constraints

CLICK, HATCHLING, PYTEST = (Wheel(name, "1", "0" * 64, True) for name in ("click", "hatchling", "pytest"))


def test_a_package_stands_in_the_first_part_that_needs_it() -> None:
    """Once: what is built needs what runs as well."""
    text = constraints([CLICK, HATCHLING, PYTEST], [{"click"}, {"click", "hatchling"}])
    places = [
        text.index(words)
        for title, wheel in zip(PARTS, (CLICK, HATCHLING, PYTEST), strict=True)
        for words in (title, wheel.pin)
    ]
    assert places == sorted(places)
    assert [text.count(wheel.pin) for wheel in (CLICK, HATCHLING, PYTEST)] == [1, 1, 1]
