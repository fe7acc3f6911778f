"""Another id for a thing: wherever its own side names it, and nowhere else."""

from __future__ import annotations

import pytest

from ct58.domain.changes.renaming import NamedThing, Origin, free_id, leaving_out, renaming, thing_of
from ct58.domain.planning.edits import Missing, Plain, RemoveValue, SetValue, apply_to_tree

CONCLUSION, UNIT = NamedThing("item", "KL-09"), NamedThing("unit", "abc")


def renamed(file: str, tree: Plain, thing: NamedThing, new: str, *others: Plain) -> Plain | Missing:
    """A tree with the thing under another id."""
    result: Plain | Missing = tree
    for step in renaming(file, tree, thing, new, Origin(tree, others)):
        result = apply_to_tree(result, step)
    return result


@pytest.mark.parametrize(
    ("thing", "taken", "free"),
    [
        (CONCLUSION, {"KL-09", "KL-11", "PL-20"}, "KL-12"),
        (NamedThing("item", "KL-9"), set(), "KL-10"),
        (NamedThing("item", "viec"), {"viec", "viec-2"}, "viec-3"),
        (UNIT, {"abc"}, "abc-2"),
        (NamedThing("unit", "thpt-3"), {"thpt-3", "thpt-4"}, "thpt-3-2"),
        (NamedThing("amendment", "2022-10-05-32"), {"2022-10-05-32-2"}, "2022-10-05-32-3"),
    ],
)
def test_the_next_free_id(thing: NamedThing, taken: set[str], free: str) -> None:
    """Of an item the number after the highest; a number in a unit's id counts nothing."""
    assert free_id(thing, taken) == free


def test_what_files_are_of_a_thing_and_where_they_move() -> None:
    """Of a unit its whole folder, and nothing of one whose id begins alike."""
    assert thing_of("tasks/KL-09.yaml") == CONCLUSION
    assert thing_of("units/abc/unit.yaml") == UNIT
    assert thing_of("amendments/x.yaml") == NamedThing("amendment", "x")
    assert thing_of("units/abc/events.yaml") is None
    assert [UNIT.has(f"units/{file}") for file in ("abc/reports/2024.yaml", "abc-2/unit.yaml")] == [
        True,
        False,
    ]
    assert UNIT.moved("units/abc/reports/2024.yaml", "abc-2") == "units/abc-2/reports/2024.yaml"
    assert CONCLUSION.moved(CONCLUSION.file, "KL-10") == "tasks/KL-10.yaml"


def test_an_item_is_renamed_in_words_and_keys_too() -> None:
    """But not where its id is a part of another."""
    tree: dict[str, Plain] = {
        "narrative": {"overview": "Đã giao KL-09, KL-091, XKL-09 (tasks/KL-09.yaml)."},
        "closing": {"receivers": {"KL-09": "van-phong"}},
    }
    assert renamed("periods/2024.yaml", tree, CONCLUSION, "KL-10") == {
        "narrative": {"overview": "Đã giao KL-10, KL-091, XKL-09 (tasks/KL-10.yaml)."},
        "closing": {"receivers": {"KL-10": "van-phong"}},
    }


def test_a_unit_is_renamed_only_where_it_is_named_by_its_id() -> None:
    """Its id may well be a word."""
    tree: dict[str, Plain] = {
        "id": "abc",
        "aliases": ("abc",),
        "name": "abc",
        "merged_into": "abc",
        "lead": ("x", "abc"),
    }
    assert renamed("units/abc/unit.yaml", tree, UNIT, "abc-2") == {
        **tree, "id": "abc-2", "merged_into": "abc-2", "lead": ("x", "abc-2"),
    }  # fmt: skip


def test_what_others_said_of_theirs_stays() -> None:
    """Of a record in a list the whole record tells whose it is."""
    mine: Plain = {"item": "KL-09", "event": "started"}
    theirs: Plain = {"item": "KL-09", "event": "issued"}
    both: Plain = {"events": (mine, theirs)}
    file, only_mine, only_theirs = "units/a/events.yaml", {"events": (mine,)}, {"events": (theirs,)}
    (step,) = renaming(file, both, CONCLUSION, "KL-10", Origin(only_mine, (only_theirs,)))
    assert step == SetValue(file=file, at=("events", 0, "item"), value="KL-10", expected="KL-09")
    (gone,) = leaving_out(file, both, CONCLUSION, Origin(only_theirs, (only_mine,)))
    assert gone == RemoveValue(file=file, at=("events", 1), expected=theirs)
