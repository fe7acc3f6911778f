"""Three trees become one: nothing of either side is lost, and only real disagreements are conflicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.changes.merging import Conflict, Merged, merge_trees
from ct58.domain.planning.edits import MISSING, Plain, same, value_at

DAYS = st.integers(1, 6).map(lambda day: dt.date(2021, 7, day))
EVENTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"date": DAYS, "event": st.sampled_from(["started", "submitted", "reminded"])},
    optional={"reason": st.sampled_from(["a", "b"]), "voided": st.just({"date": dt.date(2021, 8, 1)})},
)
FIGURES = st.dictionaries(
    st.sampled_from(["members", "joined", "trained", "budget"]),
    st.none() | st.integers(0, 3) | st.just("n/a"),
)


def by_day(events: list[dict[str, Any]]) -> tuple[Mapping[str, Plain], ...]:
    """As the data keeps events."""
    return tuple(sorted(events, key=lambda event: str(event["date"])))


TREES: st.SearchStrategy[Mapping[str, Plain]] = st.fixed_dictionaries(
    {"unit": st.just("so-mau")},
    optional={
        "state": st.sampled_from(["registered", "received"]),
        "figures": FIGURES,
        "events": st.lists(EVENTS, max_size=4).map(by_day),
        "flags": st.lists(st.sampled_from(["x", "y", "z"]), unique=True, max_size=3).map(tuple),
    },
)


def event(day: int, kind: str = "reminded", **more: Plain) -> dict[str, Plain]:
    """A line of events."""
    return {"date": dt.date(2021, 7, day), "event": kind, **more}


def merged_events(base: tuple[Plain, ...], ours: tuple[Plain, ...], theirs: tuple[Plain, ...]) -> Merged:
    """The merge of three files that hold only events."""
    return merge_trees({"events": base}, {"events": ours}, {"events": theirs})


# ------------------------------------------------------------------------------- properties


@given(TREES, TREES)
def test_what_only_one_side_changed_is_taken(base: Mapping[str, Plain], other: Mapping[str, Plain]) -> None:
    """Base and ours the same: theirs, to the order of its events; and the other way round."""
    for merged in (merge_trees(base, base, other), merge_trees(base, other, base)):
        assert merged.tree == other
        assert merged.conflicts == ()


@given(TREES, TREES)
def test_the_same_change_on_both_sides_is_that_change(
    base: Mapping[str, Plain], both: Mapping[str, Plain]
) -> None:
    """Nothing stands twice, nothing is a conflict."""
    merged = merge_trees(base, both, both)
    assert merged.tree == both
    assert merged.conflicts == ()


def unordered(value: Plain) -> Plain:
    """A tree without the order of events of one day, and of flags."""
    if isinstance(value, Mapping):
        return {key: unordered(value[key]) for key in sorted(value)}
    return tuple(sorted(map(unordered, value), key=repr)) if isinstance(value, tuple) else value


def disagreements(merged: Merged, *, swapped: bool = False) -> list[str]:
    """What is left to settle, whoever is called ours."""
    sides = [(c.theirs, c.ours) if swapped else (c.ours, c.theirs) for c in merged.conflicts]
    return sorted(repr([unordered_or_none(value) for value in pair]) for pair in sides)


def unordered_or_none(value: object) -> object:
    """A side of a conflict, comparable."""
    return None if value is MISSING else unordered(value)  # type: ignore[arg-type]  # what is not MISSING is Plain


@given(TREES, TREES, TREES)
def test_the_order_of_joining_does_not_matter(
    base: Mapping[str, Plain], ours: Mapping[str, Plain], theirs: Mapping[str, Plain]
) -> None:
    """A into B is B into A, but for the order of equal days, and for who is called ours."""
    one, other = merge_trees(base, ours, theirs), merge_trees(base, theirs, ours)
    assert disagreements(one) == disagreements(other, swapped=True)
    if not one.conflicts:
        assert isinstance(one.tree, Mapping)
        assert isinstance(other.tree, Mapping)
        assert unordered(without_nulls(one.tree)) == unordered(without_nulls(other.tree))


def without_nulls(value: Plain) -> Plain:
    """A key that is missing says as little as null."""
    if isinstance(value, Mapping):
        return {key: without_nulls(child) for key, child in value.items() if child is not None}
    return tuple(map(without_nulls, value)) if isinstance(value, tuple) else value


@given(TREES, TREES, TREES)
def test_nothing_that_a_side_added_or_changed_is_lost(
    base: Mapping[str, Plain], ours: Mapping[str, Plain], theirs: Mapping[str, Plain]
) -> None:
    """It stands in the result, or in a conflict beside what the other side says."""
    merged = merge_trees(base, ours, theirs)
    for side in (ours, theirs):
        for value in new_events(base, side):
            assert any(same(value, found) for found in events_of(merged.tree)) or in_conflict(
                merged, "events"
            )
        for key in ("members", "joined", "trained", "budget"):
            said = value_at(side, ("figures", key))
            if said not in (None, MISSING) and said != value_at(base, ("figures", key)):
                found = value_at(merged.tree, ("figures", key))
                assert found == said or in_conflict(merged, "figures")


def events_of(tree: object) -> tuple[Plain, ...]:
    """The events of a file."""
    found = value_at(tree, ("events",))  # type: ignore[arg-type]  # a tree
    return found if isinstance(found, tuple) else ()


def new_events(base: Mapping[str, Plain], side: Mapping[str, Plain]) -> list[Plain]:
    """The events of a side whose day and kind the base does not know."""
    known = [(e["date"], e["event"]) for e in events_of(base) if isinstance(e, Mapping)]
    found = (e for e in events_of(side) if isinstance(e, Mapping))
    return [e for e in found if (e["date"], e["event"]) not in known]


def in_conflict(merged: Merged, key: str) -> bool:
    """Whether something below a key is to be settled."""
    return any(conflict.at[:1] == (key,) for conflict in merged.conflicts)


@given(TREES, TREES, TREES)
def test_events_stay_in_order_of_their_days(
    base: Mapping[str, Plain], ours: Mapping[str, Plain], theirs: Mapping[str, Plain]
) -> None:
    """Where both sides kept them so."""
    days = [e["date"] for e in events_of(merge_trees(base, ours, theirs).tree) if isinstance(e, Mapping)]
    assert days == sorted(days, key=str)


@given(TREES, TREES, TREES)
def test_every_value_of_the_result_knows_where_it_stood(
    base: Mapping[str, Plain], ours: Mapping[str, Plain], theirs: Mapping[str, Plain]
) -> None:
    """So that comments can follow it."""
    merged = merge_trees(base, ours, theirs)
    for at, origin in merged.origins.items():
        if value_at(merged.tree, at) is MISSING:
            continue
        for tree, place in ((base, origin.base), (ours, origin.ours), (theirs, origin.theirs)):
            assert place is None or value_at(tree, place) is not MISSING
        assert (origin.ours, origin.theirs) != (None, None)


# ------------------------------------------------------------------------------------ events


def test_new_events_of_both_sides_are_kept_by_day_ours_first() -> None:
    """Each where its day belongs."""
    merged = merged_events(
        (event(1), event(9)),
        (event(1), event(5, "noted"), event(9)),
        (event(1), event(3), event(5), event(9), event(12)),
    )
    assert merged.tree == {"events": (event(1), event(3), event(5, "noted"), event(5), event(9), event(12))}
    assert merged.conflicts == ()


def test_an_event_that_both_recorded_in_the_same_words_is_kept_once() -> None:
    """And one in other words beside it: nobody but a person knows whether they mean the same."""
    alike, other = event(3, reason="Gọi điện"), event(3, reason="Gửi thư")
    merged = merged_events((), (alike,), (alike, other))
    assert merged.tree == {"events": (alike, other)}


def test_one_side_voids_an_event_and_the_other_adds_one() -> None:
    """The voiding stays on its line."""
    voided = event(1, voided={"date": dt.date(2021, 7, 8), "reason": "Nhầm đơn vị"})
    merged = merged_events((event(1),), (voided,), (event(1), event(2)))
    assert merged.tree == {"events": (voided, event(2))}


def test_an_event_that_one_side_took_away_and_the_other_changed_is_a_conflict() -> None:
    """Neither is guessed to be right; the line stays until somebody settles it."""
    changed = event(1, reason="Gửi thư")
    merged = merged_events((event(1),), (), (changed,))
    assert merged.tree == {"events": (changed,)}
    assert merged.conflicts == (Conflict(at=("events", 0), base=event(1), ours=MISSING, theirs=changed),)


def test_an_event_that_one_side_took_away_goes() -> None:
    """The other side did not touch it."""
    assert merged_events((event(1), event(2)), (event(2),), (event(1), event(2), event(3))).tree == {
        "events": (event(2), event(3))
    }


# ----------------------------------------------------------------------------------- figures


def test_different_figures_of_one_report_merge() -> None:
    """Two clerks typed in one half each."""
    base = {"figures": {"members": 1, "joined": None}}
    merged = merge_trees(
        base, {"figures": {"members": 2, "joined": None}}, {"figures": {"members": 1, "joined": 5}}
    )
    assert merged.tree == {"figures": {"members": 2, "joined": 5}}
    assert merged.conflicts == ()


def test_one_figure_changed_differently_is_the_only_conflict() -> None:
    """Named by its place, with all three values."""
    merged = merge_trees(
        {"figures": {"members": 1, "joined": 2}},
        {"figures": {"members": 3, "joined": 2}},
        {"figures": {"members": 4, "joined": 7}},
    )
    assert merged.tree == {"figures": {"members": 3, "joined": 7}}
    assert merged.conflicts == (Conflict(at=("figures", "members"), base=1, ours=3, theirs=4),)


def test_a_figure_that_one_side_gives_and_the_other_leaves_open_is_given() -> None:
    """Null says as little as nothing; “does not apply” is an answer."""
    assert merge_trees({}, {"members": None}, {"members": 12}).tree == {"members": 12}
    assert merge_trees({}, {"members": None}, {}).tree == {"members": None}
    assert [c.at for c in merge_trees({}, {"members": "n/a"}, {"members": 12}).conflicts] == [("members",)]


def test_two_new_reports_of_one_unit_and_period_merge_field_by_field() -> None:
    """Neither side had the file before."""
    merged = merge_trees(
        MISSING, {"unit": "so-mau", "figures": {"members": 1}}, {"unit": "so-mau", "figures": {"joined": 2}}
    )
    assert merged.tree == {"unit": "so-mau", "figures": {"members": 1, "joined": 2}}


# ------------------------------------------------------------------------------- other lists


def test_records_with_an_id_are_merged_field_by_field_wherever_they_stand() -> None:
    """One side changed a title and moved the entry, the other its deadline."""
    base: Plain = {"tasks": ({"id": "PL-01", "title": "A", "by": 1}, {"id": "PL-02", "title": "B"})}
    ours: Plain = {"tasks": ({"id": "PL-02", "title": "B"}, {"id": "PL-01", "title": "A1", "by": 1})}
    theirs: Plain = {"tasks": ({"id": "PL-01", "title": "A", "by": 2}, {"id": "PL-02", "title": "B"})}
    assert merge_trees(base, ours, theirs).tree == {
        "tasks": ({"id": "PL-02", "title": "B"}, {"id": "PL-01", "title": "A1", "by": 2})
    }


def test_two_new_entries_with_one_id_are_compared_first() -> None:
    """Two things with one name are settled as wholes; one thing told twice differs in its fields."""
    old: Plain = {"id": "PL-01"}
    one, other, same_one = (
        {"id": "PL-02", "title": title, "note": note} for title, note in (("A", "x"), ("B", "y"), ("A", "y"))
    )
    merged = merge_trees({"tasks": (old,)}, {"tasks": (old, one)}, {"tasks": (old, other)})
    assert merged.conflicts == (Conflict(at=("tasks", 1), base=MISSING, ours=one, theirs=other),)
    merged = merge_trees({"tasks": (old,)}, {"tasks": (old, one)}, {"tasks": (old, same_one)})
    assert [conflict.at for conflict in merged.conflicts] == [("tasks", 1, "note")]


def amended(number: str, **said: Plain) -> dict[str, Plain]:
    """An amendment by a document of a day."""
    return {"document": {"number": number, "date": dt.date(2022, 10, 5)}, **said}


def test_two_people_each_add_an_amendment_and_each_adds_to_one() -> None:
    """Two documents of one day are two; what both say of one document stands together, by id."""
    first = amended("32-QĐ/ĐUK", changes={"PL-01": {"lead": ("a",)}})
    base: dict[str, Plain] = {"amendments": (first,)}
    ours: dict[str, Plain] = {
        "amendments": (
            amended("32-QĐ/ĐUK", changes={"PL-01": {"lead": ("a",)}, "PL-02": {"lead": ("b",)}}),
            amended("33-QĐ/ĐUK", ends={"PL-05": "thôi"}),
        )
    }
    theirs: dict[str, Plain] = {
        "amendments": (
            amended("32-QĐ/ĐUK", changes={"PL-01": {"lead": ("a",)}, "PL-03": {"lead": ("c",)}}),
            amended("34-QĐ/ĐUK", changes={"CT-15": {"note": "x"}}),
        )
    }
    merged = merge_trees(base, ours, theirs)
    assert merged.conflicts == ()
    found = value_at(merged.tree, ("amendments",))
    assert isinstance(found, tuple)
    numbers = [value_at(entry, ("document", "number")) for entry in found]
    assert numbers == ["32-QĐ/ĐUK", "33-QĐ/ĐUK", "34-QĐ/ĐUK"]
    assert [value_at(found[0], ("changes", id_, "lead")) for id_ in ("PL-01", "PL-02", "PL-03")] == [
        ("a",),
        ("b",),
        ("c",),
    ]


def test_one_key_amended_in_two_ways_is_the_only_conflict() -> None:
    """What it is called now is for people to settle."""
    base, ours, theirs = (
        {"amendments": (amended("32-QĐ/ĐUK", changes={"PL-01": {"title": title}}),)} for title in "abc"
    )
    merged = merge_trees(base, ours, theirs)
    assert [conflict.at for conflict in merged.conflicts] == [("amendments", 0, "changes", "PL-01", "title")]


# ------------------------------------------------------------ what a unit was before


def was(year: int, **said: Plain) -> dict[str, Plain]:
    """What a unit was until the end of a year."""
    return {"until": dt.date(year, 12, 31), **said}


def merged_units(base: Plain, ours: Plain, theirs: Plain) -> Merged:
    """The merge of three entries of the register."""
    return merge_trees(base, ours, theirs)


def test_two_changes_of_a_unit_from_different_days_are_both_kept_the_latest_first() -> None:
    """Whoever comes first; each also changed what is so today."""
    old = was(2021, order=9)
    base: Plain = {"kind": "agency", "name": "A", "before": (old,)}
    ours: Plain = {"kind": "public_service", "name": "A", "before": (was(2023, kind="agency"), old)}
    theirs: Plain = {"kind": "agency", "name": "B", "before": (was(2024, name="A"), old)}
    for merged in (merged_units(base, ours, theirs), merged_units(base, theirs, ours)):
        assert merged.conflicts == ()
        entries = (was(2024, name="A"), was(2023, kind="agency"), old)
        assert merged.tree == {"kind": "public_service", "name": "B", "before": entries}


def test_two_changes_from_one_day_become_one_entry() -> None:
    """One day has one; another value for the same is a conflict at its place."""
    base: Plain = {"kind": "agency", "name": "A"}
    ours: Plain = {"kind": "public_service", "name": "A", "before": (was(2023, kind="agency"),)}
    theirs: Plain = {"kind": "agency", "name": "B", "before": (was(2023, name="A"),)}
    merged = merged_units(base, ours, theirs)
    assert merged.conflicts == ()
    assert merged.tree == {
        "kind": "public_service",
        "name": "B",
        "before": (was(2023, kind="agency", name="A"),),
    }
    other: Plain = {"kind": "staff_body", "name": "A", "before": (was(2023, kind="agency"),)}
    assert [found.at for found in merged_units(base, ours, other).conflicts] == [("kind",)]
