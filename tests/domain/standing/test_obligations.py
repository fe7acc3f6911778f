"""Obligations: who owes which occurrence (contract §1: validity, closing of the programme)."""

from __future__ import annotations

import pytest
from tests.support.offices import calendar, day, duty, office, period, rule, staff, task, unit

from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import SetRule
from ct58.domain.records.office import Office
from ct58.domain.records.units import UnitBefore
from ct58.domain.standing.obligations import obligations, successor
from ct58.domain.standing.occurrences import deciding_day, item_occurrences

QUARTER_2 = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
"""The report of one quarter: it ends on 30 June, and is due on 5 July."""


def owed(known: Office, as_of: str = "2021-07-15") -> list[tuple[str, str, str | None]]:
    """(item, occurrence, unit) of all that is owed."""
    return [
        (found.item.id, found.occurrence.key, found.unit.id if found.unit else None)
        for found in obligations(known, day(as_of))
    ]


def test_a_joint_item_is_one_obligation_however_many_lead_it() -> None:
    """Task 14 is led by two bodies, and is one entry."""
    both = task("PL-14", lead=("ban-to-chuc", "doan-thanh-nien-khoi"))
    assert owed(office(tasks=(both,))) == [("PL-14", "once", None)]


def test_each_unit_of_the_set_owes_each_occurrence() -> None:
    """In the order of items, then occurrences, then units."""
    known = office(
        units=(unit("b", order=2), unit("a", order=1), staff()),
        reporting=(calendar(from_=period("2021-Q2"), until=period("2021-Q3")),),
    )
    assert owed(known) == [
        ("BC-QUY", "2021-Q2", "a"),
        ("BC-QUY", "2021-Q2", "b"),
        ("BC-QUY", "2021-Q3", "a"),
        ("BC-QUY", "2021-Q3", "b"),
    ]


def test_what_is_due_in_the_future_is_owed_too() -> None:
    """Obligations are the whole programme's; where they stand is another question."""
    assert len(owed(office(tasks=(task(deadline=rule(every="year")),)))) == 5


@pytest.mark.parametrize(
    ("valid_to", "owes"), [("2021-04-13", False), ("2021-04-14", True), ("2021-12-31", True), (None, True)]
)
def test_a_unit_owes_what_falls_due_while_it_exists(valid_to: str | None, owes: bool) -> None:
    """`before 15 April` is due on the 14th: whoever is there on the 14th owes it."""
    plan = duty("NV-02", rule(before="2021-04-15"), owners="tccsd")
    known = office(units=(unit("a", valid_to=day(valid_to) if valid_to else None),), duties=(plan,))
    assert bool(owed(known)) is owes


@pytest.mark.parametrize(("valid_from", "owes"), [("2021-04-14", True), ("2021-04-15", False)])
def test_a_unit_that_begins_after_the_due_day_does_not_owe(valid_from: str, owes: bool) -> None:
    """Nobody owes what fell due before it was there."""
    plan = duty("NV-02", rule(before="2021-04-15"), owners="tccsd")
    assert bool(owed(office(units=(unit("a", valid_from=day(valid_from)),), duties=(plan,)))) is owes


@pytest.mark.parametrize(
    ("first", "last", "owes"),
    [
        (None, "2021-06-30", True),
        (None, "2021-06-29", False),
        ("2021-06-30", None, True),
        ("2021-07-01", None, False),
    ],
)
def test_a_report_is_owed_by_whoever_exists_on_the_last_day_of_its_period(
    first: str | None, last: str | None, owes: bool
) -> None:
    """Not on the due day, 5 July: the unit that ended on 30 June still reports on its quarter."""
    one = unit("a", valid_from=day(first) if first else None, valid_to=day(last) if last else None)
    assert bool(owed(office(units=(one,), reporting=(QUARTER_2,)))) is owes


def test_the_deciding_day_is_the_period_s_last_for_reports_and_the_due_day_for_all_else() -> None:
    """The rule behind the two tests above."""
    known = office(tasks=(task(),), duties=(duty(deadline=rule()),), reporting=(QUARTER_2,))
    days = {
        item.id: deciding_day(known, item, item_occurrences(known, item)[0]) for item in known.items.values()
    }
    assert days == {"PL-01": day("2021-06-30"), "NV-01": None, "BC-QUY": day("2021-06-30")}


def test_a_joint_item_stays_when_its_lead_has_ended() -> None:
    """A finding says so; the item is not lost."""
    known = office(units=(staff(valid_to=day("2021-05-01")),), tasks=(task(),))
    assert owed(known) == [("PL-01", "once", None)]


def test_after_the_programme_was_closed_nothing_that_falls_due_later_is_owed() -> None:
    """What fell due until the day of closing stays."""
    known = office(tasks=(task(deadline=rule(every="year")),), closed_on="2023-12-31")
    assert [key for _, key, _ in owed(known, "2024-01-01")] == ["2021", "2022", "2023"]


def test_before_the_day_of_closing_nobody_knew_of_it() -> None:
    """As of an earlier day the whole programme is owed, as it was known then."""
    known = office(tasks=(task(deadline=rule(every="year")),), closed_on="2023-12-31")
    assert len(owed(known, "2023-12-30")) == 5
    assert len(owed(known, "2023-12-31")) == 3


def test_a_standing_duty_has_no_day_to_be_closed_on() -> None:
    """It is owed without a due day, closed or not."""
    known = office(duties=(duty(deadline=rule()),), closed_on="2021-06-01")
    assert owed(known) == [("NV-01", "once", None)]


def test_items_that_came_up_on_the_way_are_owed_like_all_others() -> None:
    """After the programme's own, by file."""
    came_up = ItemFile(item="KL-01", title="Kết luận", lead=("van-phong",), deadline=rule(by="2021-08-31"))
    assert owed(office(tasks=(task(),), items=(came_up,))) == [
        ("PL-01", "once", None),
        ("KL-01", "once", None),
    ]


@pytest.fixture
def known() -> Office:
    """A and b became ab on 1 October 2021, ab and c became abc in 2023; d was closed, e goes round with f."""
    return office(
        units=(
            unit("a", valid_to=day("2021-09-30"), merged_into="ab"),
            unit("b", valid_to=day("2021-09-30"), merged_into="ab"),
            unit("ab", valid_from=day("2021-10-01"), valid_to=day("2022-12-31"), merged_into="abc"),
            unit("c", valid_to=day("2022-12-31"), merged_into="abc"),
            unit("abc", valid_from=day("2023-01-01")),
            unit("d", valid_to=day("2021-09-30")),
            unit("e", valid_to=day("2021-09-30"), merged_into="f"),
            unit("f", valid_to=day("2021-09-30"), merged_into="e"),
            unit("g", valid_to=day("2021-09-30"), merged_into="nobody"),
        )
    )


@pytest.mark.parametrize(
    ("id_", "as_of", "counts_for"),
    [
        ("a", "2021-09-30", "a"),
        ("a", "2021-10-01", "ab"),
        ("a", "2022-12-31", "ab"),
        ("a", "2023-01-01", "abc"),
        ("abc", "2023-01-01", "abc"),
        ("d", "2023-01-01", "d"),
        ("g", "2023-01-01", "g"),
        ("unknown", "2023-01-01", "unknown"),
    ],
)
def test_figures_count_for_the_successor_from_the_merger_on(
    known: Office, id_: str, as_of: str, counts_for: str
) -> None:
    """Until the last day they are the unit's own; mergers are followed as far as they have happened."""
    assert successor(known, id_, day(as_of)) == counts_for


def test_mergers_that_go_round_end_somewhere(known: Office) -> None:
    """`check` finds them; nothing hangs."""
    assert successor(known, "e", day("2023-01-01")) == "f"


def test_who_owes_is_decided_by_the_day_and_told_as_it_is_called_now() -> None:
    """An agency until mid-2022 owes what agencies did; one unit stays one, whatever it was called."""
    was = (UnitBefore(until=day("2022-06-30"), kind="agency", name="Sở A"),)
    sets = {"tccsd": SetRule(kinds=("agency",))}
    known = office(
        sets=sets,
        reporting=(calendar(from_=period("2022-Q1"), until=period("2022-Q4")),),
        units=(unit("a", kind="state_enterprise", name="Công ty A", before=was),),
    )
    owed = list(obligations(known, day("2023-01-31")))
    assert [entry.occurrence.key for entry in owed] == ["2022-Q1", "2022-Q2"]
    assert {entry.unit.name for entry in owed if entry.unit} == {"Công ty A"}
