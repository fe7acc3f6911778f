"""Two records field by field."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import figure, programme, task, unit

from ct58.domain.changes.fields import FieldChange, difference, field_changes
from ct58.domain.records.committee import Closing, PeriodFile
from ct58.domain.records.reports import Document
from ct58.domain.time.period import Period

Q2 = Period.parse("2021-Q2")
NUMBERS = st.lists(st.integers(0, 3))


def told(before: object, after: object) -> list[tuple[str, object, object]]:
    """Path, old and new of everything that differs."""
    return [(".".join(change.path), change.old, change.new) for change in field_changes(before, after)]


def test_equal_records_have_no_difference() -> None:
    """Nothing is said."""
    assert told(unit("a"), unit("a")) == []


def test_a_field_is_named_with_both_values() -> None:
    """None is what is not there."""
    assert told(unit("a"), unit("a", order=3)) == [("order", None, 3)]


def test_records_in_a_list_are_matched_by_id_or_key() -> None:
    """Not by their place."""
    before = programme(tasks=(task("PL-01"), task("PL-02")), figures=(figure("members"),))
    after = programme(
        tasks=(task("PL-01", title="Tên mới"), task("PL-02")), figures=(figure("members", label="Mới"),)
    )
    assert told(before, after) == [
        ("tasks.PL-01.title", "Nhiệm vụ PL-01", "Tên mới"),
        ("figures.members.label", "Số liệu members", "Mới"),
    ]


def test_a_record_that_came_or_went_is_given_whole() -> None:
    """Under its id."""
    one, two = task("PL-01"), task("PL-02")
    assert told(programme(tasks=(one,)), programme(tasks=(two,))) == [
        ("tasks.PL-01", one, None),
        ("tasks.PL-02", None, two),
    ]


def test_another_order_is_a_change() -> None:
    """Of what is on both sides."""
    one, two = task("PL-01"), task("PL-02")
    assert told(programme(tasks=(one, two)), programme(tasks=(two, one))) == [
        ("tasks.order", ("PL-01", "PL-02"), ("PL-02", "PL-01"))
    ]


def test_records_without_an_id_are_there_or_not() -> None:
    """A second closing leaves the first alone."""
    first, second = (Closing(on=dt.date(2021, 7, day)) for day in (10, 20))
    before, after = PeriodFile(period=Q2, closings=(first,)), PeriodFile(period=Q2, closings=(first, second))
    assert told(before, after) == [("closings", None, second)]
    assert told(after, before) == [("closings", second, None)]


def test_a_document_is_one_value() -> None:
    """Number and date belong together."""
    old, new = Document(number="12-BC/ĐU"), Document(number="14-BC/ĐU")
    assert list(field_changes(old, new)) == [FieldChange(path=(), old=old, new=new)]


@given(NUMBERS, NUMBERS)
def test_a_difference_counts_how_often(some: list[int], others: list[int]) -> None:
    """What is taken away and what is left make up the whole."""
    left = difference(some, others)
    assert len(left) == sum(max(0, some.count(n) - others.count(n)) for n in set(some))
    assert not set(left) - set(some)
