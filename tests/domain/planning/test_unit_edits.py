"""Planning what a unit is: dated changes keep what was before, contradictions and nothing are refused."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.offices import calendar, day, office, unit

from ct58.domain.planning.edits import Append, Insert, RemoveValue, SetValue
from ct58.domain.planning.unit_edits import UnitEditWords, corrected_since, moved_by, plan_edit
from ct58.domain.records.measure import SetRule
from ct58.domain.records.reports import Document
from ct58.domain.records.units import Unit, UnitBefore
from ct58.errors import BadUsage, Refused

FILE = "units/a/unit.yaml"
KNOWN = unit("a", kind="public_service", order=3, valid_from=day("2020-02-28"), aliases=("A1",))
CHANGED = unit(
    "a",
    kind="state_enterprise",
    valid_from=day("2020-02-28"),
    valid_to=day("2025-12-31"),
    before=(UnitBefore(until=day("2024-03-31"), kind="public_service"),),
)
DECISION = Document(number="9-QĐ/UBND", date=day("2024-03-20"))


def plan(known: Unit, since: str | None = None, document: Document | None = None, **values: Any) -> Any:
    """The operations of an edit."""
    aliases = values.pop("aliases", ())
    words = UnitEditWords(
        unit=known, values=values, since=day(since) if since else None, document=document, aliases=aliases
    )
    return plan_edit(office(units=(known,)), words)


def test_a_change_from_a_day_keeps_what_was_until_the_day_before() -> None:
    """With the document; all that changes on one day is one entry, in the contract's order."""
    edit = plan(KNOWN, "2024-04-01", DECISION, order=7, kind="state_enterprise")
    was: dict[str, Any] = {"until": day("2024-03-31"), "kind": "public_service", "order": 3}
    document: dict[str, Any] = {"number": "9-QĐ/UBND", "date": day("2024-03-20")}
    assert edit == (
        Insert(file=FILE, at=("before",), index=0, value={**was, "document": document}),
        SetValue(file=FILE, at=("order",), value=7, expected=3),
        SetValue(file=FILE, at=("kind",), value="state_enterprise", expected="public_service"),
    )


def test_without_a_day_a_mistake_is_put_right_and_nothing_is_kept() -> None:
    """What is taken away goes."""
    assert plan(KNOWN, order=None) == (RemoveValue(file=FILE, at=("order",), expected=3),)
    assert corrected_since(KNOWN, "order") is None
    assert corrected_since(CHANGED, "kind") == day("2024-04-01")


def test_what_is_not_dated_changes_plainly_beside_what_is() -> None:
    """A telephone has no history; one more alias comes to the others, a known one doesn't."""
    edit = plan(KNOWN, "2024-04-01", office_phone="0200 111", order=7, aliases=("A1", "A2"))
    assert edit[0] == Insert(
        file=FILE, at=("before",), index=0, value={"until": day("2024-03-31"), "order": 3}
    )
    assert edit[1] == SetValue(file=FILE, at=("office_phone",), value="0200 111", expected=None)
    assert edit[3:] == (Append(file=FILE, at=("aliases",), value="A2"),)


def test_entries_stand_in_falling_order_and_one_day_has_one() -> None:
    """An earlier change of something else comes below; a second one of the same day comes into its entry."""
    assert plan(CHANGED, "2022-01-01", order=7)[0].index == 1
    assert plan(CHANGED, "2025-01-01", order=7)[0].index == 0
    same_day = plan(CHANGED, "2024-04-01", DECISION, order=7)
    assert [entry.at for entry in same_day] == [("before", 0, "order"), ("before", 0, "document"), ("order",)]


@pytest.mark.parametrize("since", ["2024-04-01", "2023-01-01"])
def test_a_day_on_or_before_a_known_change_of_the_same_contradicts_it(since: str) -> None:
    """What was between would be two things."""
    with pytest.raises(Refused, match="has been another since"):
        plan(CHANGED, since, kind="agency")


@pytest.mark.parametrize("since", ["2020-02-28", "2019-01-01", "2026-01-01"])
def test_a_day_outside_of_the_units_time_is_refused(since: str) -> None:
    """Before its first day nothing was otherwise; after its last nothing changes."""
    with pytest.raises(Refused):
        plan(CHANGED, since, order=9)


def test_nothing_that_changes_nothing_is_written_and_a_document_needs_a_day() -> None:
    """The order of marks says nothing."""
    with pytest.raises(Refused, match="already so"):
        plan(KNOWN, "2024-04-01", kind="public_service", aliases=("A1",))
    marked = unit("a", flags=("x", "y"))
    with pytest.raises(Refused):
        plan(marked, flags=("y", "x"))
    with pytest.raises(BadUsage):
        plan(KNOWN, None, DECISION, order=7)


def test_what_a_change_moves_are_sets_and_what_they_owe() -> None:
    """On that day; on the day before nothing moves."""
    sets = {"tccsd": SetRule(), "enterprises": SetRule(kinds=("state_enterprise",))}
    given: dict[str, Any] = {"sets": sets, "reporting": (calendar(units="enterprises"),)}
    before, after = office(units=(KNOWN,), **given), office(units=(CHANGED,), **given)
    moved = moved_by(before, after, "a", day("2024-04-01"))
    assert (moved.into, moved.out_of, [item.id for item in moved.begins]) == (
        ("enterprises",),
        (),
        ["BC-QUY"],
    )
    assert moved_by(before, after, "a", day("2024-03-31")).into == ()
