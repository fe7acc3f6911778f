"""constraints.txt: one list in parts, so that a clerk's computer takes only what running needs."""

from __future__ import annotations

from pin import PARTS, Wheel, constraints

NAMES = ("click", "hatchling", "pytest", "mkdocs", "ibis-framework")
WHEELS = [Wheel(name, "1", "0" * 64, True) for name in NAMES]
NEEDED = [set(NAMES[:1]), set(NAMES[:2]), set(NAMES[:3]), {"click", "mkdocs"}, {"click", "ibis-framework"}]
COLORAMA = Wheel("colorama", "1", "0" * 64, True)


def test_a_package_stands_in_the_first_part_that_needs_it() -> None:
    """Once: what is built needs what runs as well."""
    text = constraints(WHEELS, NEEDED)
    places = [
        text.index(words) for title, wheel in zip(PARTS, WHEELS, strict=True) for words in (title, wheel.pin)
    ]
    assert places == sorted(places)
    assert [text.count(wheel.pin) for wheel in WHEELS] == [1] * len(WHEELS)


def test_what_running_needs_on_windows_and_the_documentation_everywhere_stands_in_both_parts() -> None:
    """No computer is asked to install it twice."""
    needed = [names | {"colorama"} if place in (0, 3) else names for place, names in enumerate(NEEDED)]
    text = constraints([*WHEELS, COLORAMA], needed)
    first, last = text.partition(PARTS[1])[0], text.partition(PARTS[3])[2].partition(PARTS[4])[0]
    assert 'colorama==1 ; sys_platform == "win32"' in first
    assert 'colorama==1 ; sys_platform != "win32"' in last
    assert text.count("colorama==1") == 2
    assert "colorama==1 ; sys_platform != " not in constraints(
        [*WHEELS, COLORAMA], [*needed[:3], *NEEDED[3:]]
    )
