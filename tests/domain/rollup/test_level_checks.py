"""What levels.yaml must say about itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.examples import ENGLISH
from tests.support.levels import OVER_HALF, shared, tree

from ct58.domain.records.levels import AcceptedDefinition, LevelOffice, Levels
from ct58.domain.rollup.level_checks import level_faults
from ct58.errors import Path

RIGHT = tree("a", "b", indicators=(shared(from_={"a": None}, targets={"province": OVER_HALF}),))


def office(id_: str, level: str = "committee", parent: str | None = "tinh") -> LevelOffice:
    """An office of it."""
    return LevelOffice(id=id_, name=id_, level=level, parent=parent)


def with_offices(*more: LevelOffice) -> Levels:
    """The right one with more offices."""
    return replace(RIGHT, offices=(*RIGHT.offices, *more))


def test_a_right_tree_has_no_fault() -> None:
    """Nothing to say."""
    assert list(level_faults(RIGHT)) == []


@pytest.mark.parametrize(
    ("levels", "at", "said"),
    [
        (
            with_offices(office("x", parent="y"), office("y", parent="x")),
            ("offices", 3, "parent"),
            "x → y → x",
        ),
        (with_offices(office("x", parent="x")), ("offices", 3, "parent"), "x → x"),
        (with_offices(office("x", parent="tin")), ("offices", 3, "parent"), "did you mean “tinh”"),
        (with_offices(office("x", parent="a")), ("offices", 3, "parent"), "does not stand above"),
        (with_offices(office("x", level="comittee")), ("offices", 3, "level"), "did you mean “committee”"),
        (with_offices(office("a")), ("offices", 3, "id"), "twice"),
        (replace(RIGHT, levels=("committee", "province", "province")), ("levels", 2), "twice"),
        (replace(RIGHT, indicators=(shared(), shared())), ("indicators", 1, "code"), "twice"),
        (
            replace(RIGHT, indicators=(shared(from_={"x": "CT-1"}),)),
            ("indicators", 0, "from_", "x"),
            "no office “x”",
        ),
        (
            replace(RIGHT, indicators=(shared(targets={"x": OVER_HALF}),)),
            ("indicators", 0, "targets", "x"),
            "no level “x”",
        ),
        (
            replace(RIGHT, accepted=(AcceptedDefinition(office="x", definition="", reason="", document=""),)),
            ("accepted", 0, "office"),
            "no office “x”",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_place(levels: Levels, at: Path, said: str) -> None:
    """A circle with all that are in it, an unknown office or level with what was probably meant."""
    fault = next(iter(level_faults(levels)))
    assert fault.at == at
    assert said in ENGLISH.say(fault.message)
