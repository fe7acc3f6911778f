"""What two people wrote under one name: one thing told twice, or two things; and what the merge makes of either."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.changes.merging import Merged, merge_trees
from ct58.domain.changes.sameness import holds, is_another_thing, is_one_event
from ct58.domain.planning.edits import MISSING, Plain, same, value_at

DAY, LATER = dt.date(2024, 7, 1), dt.date(2024, 7, 3)
ONE: dict[str, Plain] = {
    "item": "KL-09",
    "title": "Báo cáo chuyển đổi số",
    "lead": ("van-phong",),
    "source": {"number": "45-KL/ĐUK"},
}


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Sửa chữa trụ sở"},
        {"lead": ("ban-to-chuc",)},
        {"lead": None, "owners": "tccsd"},
        {"source": {"number": "46-KL/ĐUK"}},
        {"title": "Báo cáo chuyển đổi sở"},
    ],
)
def test_another_title_source_or_lead_is_another_thing(other: Mapping[str, Plain]) -> None:
    """An accent is another word."""
    assert is_another_thing(ONE, {**ONE, **other})
    assert is_another_thing({**ONE, **other}, ONE)


@pytest.mark.parametrize(
    "other",
    [
        {"title": "báo cáo  chuyển đổi số"},
        {"source": None},
        {"source": {"number": "45-KL/ĐUK", "date": DAY}},
        {"lead": None},
        {"note": "x"},
    ],
)
def test_what_one_leaves_open_or_writes_in_capitals_tells_nothing(other: Mapping[str, Plain]) -> None:
    """It is one thing, told twice."""
    assert not is_another_thing(ONE, {**ONE, **other})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"id": "abc", "name": "Chi bộ Công ty CP ABC"}, {"id": "abc", "name": "Đảng bộ Công ty ABC"}),
        ({"id": "I.2", "text": "Một"}, {"id": "I.2", "text": "Hai"}),
        ({"key": "x", "number": 5, "label": "Một"}, {"key": "x", "number": 5, "label": "Hai"}),
        ({"id": "SD-01", "document": {"number": "32-QĐ"}}, {"id": "SD-01", "document": {"number": "33-QĐ"}}),
        (
            {"unit": "a", "period": "2024", "document": {"number": "12-BC"}},
            {"unit": "a", "period": "2024", "document": {"number": "14-BC"}},
        ),
    ],
)
def test_units_clauses_figures_amendments_and_reports(
    one: Mapping[str, Plain], other: Mapping[str, Plain]
) -> None:
    """Each by what tells it; the way in which a report came tells nothing."""
    assert is_another_thing(one, other)
    assert not is_another_thing(one, {**one, "source": {"how": "email"}} if "period" in one else one)


# ---------------------------------------------------------------------- events


def line(kind: str, day: dt.date = DAY, **more: Plain) -> dict[str, Plain]:
    """A line of events."""
    return {"occurrence": "2024", "date": day, "event": kind, **more}


PAPER: Plain = {"number": "12-BC", "date": DAY}


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (line("issued"), line("issued", LATER), True),
        (line("issued", occurrence="once"), {"date": DAY, "event": "issued"}, True),
        (line("submitted", to="a"), line("submitted", to="b"), False),
        (line("issued", product="Kế hoạch"), line("issued", product="Quyết định"), False),
        (line("issued"), line("issued", occurrence="2025"), False),
        (line("issued"), line("issued", LATER, voided={"date": LATER, "reason": "x"}), False),
        (line("promised", until=LATER), line("promised", until=DAY), True),
        (line("promised", until=LATER), line("promised", LATER, until=LATER), False),
        (line("extended", document=PAPER), line("extended", LATER, document=PAPER), True),
        (line("reminded", document=PAPER), line("reminded", LATER, document=PAPER), True),
        (line("reminded"), line("reminded", reason="gọi lại"), False),
        (line("noted", document=PAPER), line("noted", document=PAPER, reason="x"), False),
    ],
)
def test_which_lines_can_only_be_about_one_event(one: Plain, other: Plain, *, is_one: bool) -> None:
    """What happens once; what a day or a document has once; what may be as often as it likes is never one."""
    assert is_one_event(one, other) == is_one == is_one_event(other, one)


def joined(ours: tuple[Plain, ...], theirs: tuple[Plain, ...], base: tuple[Plain, ...] = ()) -> Merged:
    """Three files of events."""
    return merge_trees({"events": base}, {"events": ours}, {"events": theirs})


def test_one_event_with_two_days_or_documents_is_one_conflict_of_whole_lines() -> None:
    """Never the day of one with the document of the other."""
    mine, theirs = line("issued", document=PAPER), line("issued", LATER, document={"number": "13-BC"})
    (found,) = joined((mine,), (theirs,)).conflicts
    assert (found.at, found.ours, found.theirs) == (("events", 0), mine, theirs)
    base = line("issued")
    (found,) = joined((line("issued", LATER),), (line("issued", document=PAPER),), (base,)).conflicts
    assert (found.base, found.ours, found.theirs) == (
        base,
        line("issued", LATER),
        line("issued", document=PAPER),
    )


def test_whoever_says_all_that_the_other_says_and_more_is_right() -> None:
    """Nothing contradicts itself."""
    fuller = line("issued", document=PAPER)
    for merged in (joined((fuller,), (line("issued"),)), joined((line("issued"),), (fuller,))):
        assert (merged.tree, merged.conflicts) == ({"events": (fuller,)}, ())
    assert holds(fuller, line("issued"))
    assert not holds(line("issued"), fuller)


def test_a_submission_that_was_sent_back_may_be_made_again() -> None:
    """Only what both added is compared."""
    given = line("submitted")
    back, again = line("returned", LATER), line("submitted", dt.date(2024, 7, 9))
    merged = joined((given, back, again), (given,), (given,))
    assert (merged.tree, merged.conflicts) == ({"events": (given, back, again)}, ())


# ------------------------------------------------------------- values and lists


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ({}, {"lead": ("a",)}, {"lead": ("b",)}),
        ({"flags": ()}, {"flags": ("x",)}, {"flags": ("y",)}),
        ({}, {"document": {"number": "1"}}, {"document": {"number": "2", "date": DAY}}),
        (
            {"document": {"number": "1"}},
            {"document": {"number": "2"}},
            {"document": {"number": "1", "date": DAY}},
        ),
        ({}, {"deadline": {"by": DAY}}, {"deadline": {"every": "year"}}),
    ],
)
def test_a_list_that_nobody_shared_and_a_value_of_several_words_are_never_put_together(
    base: Mapping[str, Plain], ours: Mapping[str, Plain], theirs: Mapping[str, Plain]
) -> None:
    """The whole of one side, or of the other."""
    (key,) = ours
    (found,) = merge_trees(base, ours, theirs).conflicts
    assert (found.at, found.ours, found.theirs) == ((key,), ours[key], theirs[key])


def test_the_rows_of_a_figure_are_what_one_of_them_counted() -> None:
    """Two people typed in a list: the rows of both would be counted twice."""
    rows: Plain = ({"kind": "fdi_enterprise", "date": DAY},)
    others: Plain = ({"kind": "fdi_enterprise", "date": LATER},)
    merged = merge_trees(
        {"unit": "a", "figures": {"new": None}},
        {"unit": "a", "figures": {"new": rows}},
        {"unit": "a", "figures": {"new": others}},
    )
    assert [(c.at, c.ours, c.theirs) for c in merged.conflicts] == [(("figures", "new"), rows, others)]


def test_a_list_that_both_had_takes_what_either_added() -> None:
    """As before."""
    merged = merge_trees({"flags": ("x",)}, {"flags": ("x", "y")}, {"flags": ("x", "z")})
    assert isinstance(merged.tree, Mapping)
    assert set(merged.tree["flags"]) == {"x", "y", "z"}  # type: ignore[arg-type]  # a list


# ------------------------------------------------------------------ properties

_DAYS = st.integers(1, 3).map(lambda day: dt.date(2024, 7, day))
_PAPERS = st.fixed_dictionaries({"number": st.sampled_from(["1", "2"])}, optional={"date": _DAYS})
EVENTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"date": _DAYS, "event": st.sampled_from(["issued", "promised", "reminded", "noted", "submitted"])},
    optional={
        "document": _PAPERS,
        "reason": st.sampled_from("ab"),
        "occurrence": st.sampled_from(["1", "2"]),
    },
)
RECORDS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"item": st.just("KL-09"), "title": st.sampled_from(["Một", "một", "Hai"])},
    optional={
        "lead": st.sampled_from([("a",), ("b",), ("a", "b")]),
        "source": _PAPERS,
        "note": st.sampled_from("xy"),
        "deadline": st.fixed_dictionaries({"by": _DAYS}, optional={"text": st.sampled_from("tu")}),
        "events": st.lists(EVENTS, max_size=3).map(tuple),
    },
)
TOGETHER = frozenset({"events"})
"""Keys whose entries of both sides may stand side by side."""


def disputes(merged: Merged, *, swapped: bool = False) -> list[str]:
    """What is left to settle, whoever is called ours; where a line of events stands hangs on whose day it has."""
    return sorted(
        repr((c.at[:1], *((c.theirs, c.ours) if swapped else (c.ours, c.theirs)))) for c in merged.conflicts
    )


@given(RECORDS, RECORDS)
def test_two_additions_are_never_mixed_and_nothing_is_lost(
    one: dict[str, Plain], other: dict[str, Plain]
) -> None:
    """In both orders: a value is one side's wholly, or both stand in a conflict; of two things all is one conflict."""
    merged = merge_trees(MISSING, one, other)
    back = merge_trees(MISSING, other, one)
    assert disputes(back, swapped=True) == disputes(merged)
    if is_another_thing(one, other):
        assert [(c.at, c.ours, c.theirs) for c in merged.conflicts] == [((), one, other)]
        return
    assert isinstance(merged.tree, Mapping)
    disputed = {c.at[:1] for c in merged.conflicts}
    for key in one.keys() | other.keys():
        given_ = [side[key] for side in (one, other) if side.get(key)]
        if key in TOGETHER:
            assert_each_stands(merged, given_)
        elif (key,) not in disputed:
            assert any(same(merged.tree[key], value) for value in given_ or [merged.tree.get(key)])
            assert all(same(value, merged.tree[key]) or holds(merged.tree[key], value) for value in given_)


def assert_each_stands(merged: Merged, lists: list[Any]) -> None:
    """Each line of both sides is there, is held by a fuller one, or stands in a conflict; and no other line is there."""
    found = value_at(merged.tree, ("events",))
    lines = [*found] if isinstance(found, tuple) else []
    disputed = [side for c in merged.conflicts if c.at[:1] == ("events",) for side in (c.ours, c.theirs)]
    given_ = [entry for entries in lists for entry in entries]
    for entry in given_:
        assert any(holds(stands, entry) for stands in [*lines, *disputed])
    assert all(any(same(stands, entry) for entry in given_) for stands in lines)
