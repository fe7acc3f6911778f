"""What was not chosen takes with it what it had brought: its correction, its reason, its paper, its decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct58.domain.changes.belongings import Choosing, decisions_of, leftovers
from ct58.domain.changes.merging import merge_trees
from ct58.domain.planning.edits import Missing, Plain, SetValue, apply_to_tree, same, value_at

REPORT, UNIT = "units/a/reports/2024.yaml", "units/a/unit.yaml"
DAY = dt.date(2024, 7, 1)
DECIDED_BY = {"party_rating": "party_rating_decision"}
Tree = Mapping[str, Plain]


def correction(reason: str) -> Plain:
    """A line of corrections."""
    return {"date": DAY, "reason": reason}


def chosen(file: str, base: Tree, mine: Tree, theirs: Tree, side: str) -> Plain | Missing:
    """The file once every conflict is settled for a side, and nothing is left of the other."""
    merged = merge_trees(base, mine, theirs)
    tree = merged.tree
    for conflict in merged.conflicts:
        value = conflict.ours if side == "mine" else conflict.theirs
        assert not isinstance(value, Missing)
        found = value_at(tree, conflict.at)
        tree = apply_to_tree(tree, SetValue(file=file, at=conflict.at, value=value, expected=found))
    assert not isinstance(tree, Missing)
    result: Plain | Missing = tree
    for step in leftovers(file, Choosing(base, mine, theirs, tree, DECIDED_BY)):
        result = apply_to_tree(result, step)
    return result


BASE: dict[str, Plain] = {
    "unit": "a",
    "received_on": DAY,
    "figures": {"members": 21, "women": 3, "party_rating": "good", "party_rating_decision": {"number": "1"}},
    "reasons": {},
    "corrections": (),
}
MINE: dict[str, Plain] = {
    **BASE,
    "figures": {
        "members": 12,
        "women": 3,
        "party_rating": "excellent",
        "party_rating_decision": {"number": "2"},
    },
    "corrections": (correction("của tôi"),),
}
THEIRS: dict[str, Plain] = {
    **BASE,
    "received_on": dt.date(2024, 7, 9),
    "document": {"number": "14-BC"},
    "figures": {
        "members": 14,
        "women": 3,
        "party_rating": "not_rated",
        "party_rating_decision": {"number": "1"},
    },
    "reasons": {"party_rating": "mới thành lập"},
    "corrections": (correction("bản chính"),),
}


@pytest.mark.parametrize(("side", "kept"), [("mine", MINE), ("theirs", THEIRS)])
def test_the_choice_takes_the_whole_of_what_belongs_to_it(side: str, kept: Tree) -> None:
    """The file is the one that was chosen, to the last word."""
    assert same(chosen(REPORT, BASE, MINE, THEIRS, side), kept)


def test_a_side_of_which_something_else_stands_keeps_what_that_rests_on() -> None:
    """The paper that came with another figure is still needed."""
    figures = THEIRS["figures"]
    assert isinstance(figures, Mapping)
    result = chosen(REPORT, BASE, MINE, {**THEIRS, "figures": {**figures, "women": 4}}, "mine")
    assert value_at(result, ("figures", "members")) == 12
    assert value_at(result, ("figures", "women")) == 4
    assert value_at(result, ("document", "number")) == "14-BC"
    assert value_at(result, ("corrections",)) == (correction("của tôi"), correction("bản chính"))
    assert value_at(result, ("reasons",)) == {}
    assert value_at(result, ("figures", "party_rating_decision", "number")) == "2"


def test_what_clashed_in_nothing_stays() -> None:
    """Two figures of one report, each with its correction."""
    one: dict[str, Plain] = {**BASE, "figures": {"members": 12}, "corrections": (correction("a"),)}
    other: dict[str, Plain] = {
        **BASE,
        "figures": {"members": 21, "women": 9},
        "corrections": (correction("b"),),
    }
    result = chosen(REPORT, {**BASE, "figures": {"members": 21}}, one, other, "mine")
    assert value_at(result, ("corrections",)) == (correction("a"), correction("b"))


def test_what_a_unit_was_goes_with_what_it_became() -> None:
    """Of the same entry what was not disputed stays."""
    base: Tree = {"id": "a", "name": "A", "kind": "agency"}
    mine: Tree = {**base, "kind": "public_service", "before": ({"until": DAY, "kind": "agency"},)}
    theirs: Tree = {
        **base,
        "name": "B",
        "kind": "state_enterprise",
        "before": ({"until": dt.date(2024, 8, 1), "kind": "agency", "name": "A"},),
    }
    result = chosen(UNIT, base, mine, theirs, "mine")
    assert value_at(result, ("kind",)) == "public_service"
    assert value_at(result, ("name",)) == "B"
    assert value_at(result, ("before",)) == (
        {"until": dt.date(2024, 8, 1), "name": "A"},
        {"until": DAY, "kind": "agency"},
    )
    only: Tree = {**theirs, "name": "A", "before": ({"until": dt.date(2024, 8, 1), "kind": "agency"},)}
    assert same(chosen(UNIT, base, mine, only, "mine"), mine)


def test_which_figure_holds_the_decision_of_a_rating() -> None:
    """As the programme says, else by its name."""
    figures: Plain = ({"key": "a"}, {"key": "a_decision"}, {"key": "b", "decided_by": "c"}, {"key": "c"})
    assert decisions_of({"figures": figures}) == {"a": "a_decision", "b": "c"}


_REPORTS: st.SearchStrategy[dict[str, Plain]] = st.fixed_dictionaries(
    {
        "unit": st.just("a"),
        "figures": st.fixed_dictionaries(
            {"members": st.integers(0, 2), "party_rating": st.sampled_from(["good", "excellent"])},
            optional={"party_rating_decision": st.fixed_dictionaries({"number": st.sampled_from("12")})},
        ),
    },
    optional={
        "received_on": st.integers(1, 3).map(lambda day: dt.date(2024, 7, day)),
        "source": st.fixed_dictionaries({"how": st.sampled_from(["email", "paper"])}),
        "corrections": st.lists(st.sampled_from("ab").map(correction), unique_by=repr, max_size=1).map(tuple),
    },
)


@given(_REPORTS, _REPORTS)
def test_of_two_sides_that_dispute_every_figure_one_is_kept_as_it_was(one: Tree, other: Tree) -> None:
    """In both orders, whatever each had brought along."""
    base: Tree = {"unit": "a", "figures": {"members": 9, "party_rating": "completed"}}
    mine, theirs = ({**tree, "figures": _all_other(tree, rest)} for tree, rest in ((one, 0), (other, 3)))
    for side, kept in (("mine", mine), ("theirs", theirs)):
        found = chosen(REPORT, base, mine, theirs, side)
        assert same(_without_nothing(found), _without_nothing(kept))
        back = chosen(REPORT, base, theirs, mine, "theirs" if side == "mine" else "mine")
        assert same(_without_nothing(back), _without_nothing(kept))


def _all_other(tree: Tree, more: int) -> Plain:
    """Its figures, none of which the other side has alike."""
    figures = tree["figures"]
    assert isinstance(figures, Mapping)
    words = ("good", "excellent") if more else ("not_rated", "not_completed")
    word = words[figures["party_rating"] == "good"]
    members = figures["members"]
    assert isinstance(members, int)
    return {**figures, "members": members + more, "party_rating": word}


def _without_nothing(tree: Plain | Missing) -> Plain:
    """A key that is missing says as little as an empty one."""
    assert isinstance(tree, Mapping)
    return {key: value for key, value in tree.items() if value not in (None, ())}
