"""Edits as values: what a tree says afterwards, and when an edit must not be made."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from ct58.domain.planning.edits import (
    MISSING,
    Append,
    EditConflict,
    EditImpossible,
    Missing,
    NewFile,
    Operation,
    Plain,
    RemoveFile,
    RemoveValue,
    SetValue,
    apply_to_tree,
    files_of,
    record_as_tree,
    same,
    value_at,
)
from ct58.domain.records.events import Event, ItemFile, UnitEvents
from ct58.domain.records.programme import Horizon
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period

FILE = "units/so-mau/reports/2021-Q2.yaml"
TREE: Plain = {"unit": "so-mau", "figures": {"a": 1, "b": None}, "rows": ({"x": 1}, {"x": 2})}


def set_value(at: tuple[str | int, ...], value: Plain, expected: Plain | Missing = MISSING) -> SetValue:
    """A SetValue in the one file of these tests."""
    return SetValue(file=FILE, at=at, value=value, expected=expected)


def remove(at: tuple[str | int, ...], expected: Plain) -> RemoveValue:
    """A RemoveValue in the one file of these tests."""
    return RemoveValue(file=FILE, at=at, expected=expected)


def append(at: tuple[str | int, ...], value: Plain) -> Append:
    """An Append in the one file of these tests."""
    return Append(file=FILE, at=at, value=value)


@pytest.mark.parametrize(
    ("operation", "at", "value"),
    [
        (set_value(("figures", "a"), 2, 1), ("figures", "a"), 2),
        (set_value(("figures", "b"), 0, None), ("figures", "b"), 0),
        (set_value(("figures", "c"), 3), ("figures", "c"), 3),
        (set_value(("document", "number"), "12"), ("document",), {"number": "12"}),
        (set_value(("figures", "b", "x"), 3), ("figures", "b"), {"x": 3}),
        (set_value(("rows", 1, "x"), 5, 2), ("rows",), ({"x": 1}, {"x": 5})),
        (set_value(("series", 2023), 50), ("series",), {2023: 50}),
        (remove(("figures", "a"), 1), ("figures",), {"b": None}),
        (remove(("rows", 0), {"x": 1}), ("rows",), ({"x": 2},)),
        (append(("rows",), {"x": 3}), ("rows",), ({"x": 1}, {"x": 2}, {"x": 3})),
        (append(("events",), {"x": 3}), ("events",), ({"x": 3},)),
        (append(("figures", "b"), {"x": 3}), ("figures", "b"), ({"x": 3},)),
    ],
)
def test_an_operation_changes_its_place(
    operation: Operation, at: tuple[str | int, ...], value: Plain
) -> None:
    """The place says what was asked, and mappings and lists that were missing are made."""
    assert value_at(apply_to_tree(TREE, operation), at) == value


@pytest.mark.parametrize(
    "operation",
    [
        set_value(("figures", "a"), 2, 1),
        set_value(("document", "number"), "12"),
        remove(("figures", "a"), 1),
        append(("rows",), {"x": 3}),
    ],
)
def test_an_operation_made_again_changes_nothing(operation: Operation) -> None:
    """So an edit of several files that was cut short can be run again."""
    once = apply_to_tree(TREE, operation)
    assert apply_to_tree(once, operation) == once != TREE


def test_a_new_file_is_a_whole_tree_and_a_removed_one_nothing() -> None:
    """Both are no-ops where they are already done."""
    new = NewFile(file=FILE, value={"unit": "so-mau"})
    assert apply_to_tree(MISSING, new) == new.value == apply_to_tree(new.value, new)
    gone = RemoveFile(file=FILE, expected={"unit": "so-mau"})
    assert apply_to_tree(new.value, gone) is MISSING is apply_to_tree(MISSING, gone)


@pytest.mark.parametrize(
    ("operation", "found"),
    [
        (set_value(("figures", "a"), 2, 7), 1),
        (set_value(("figures", "a"), 2), 1),
        (set_value(("figures", "z"), 2, 1), MISSING),
        (remove(("figures", "a"), 7), 1),
        (NewFile(file=FILE, value={"unit": "khac"}), TREE),
        (RemoveFile(file=FILE, expected={"unit": "khac"}), TREE),
    ],
)
def test_what_changed_meanwhile_is_a_conflict(operation: Operation, found: Plain | Missing) -> None:
    """The conflict names what stands there now."""
    with pytest.raises(EditConflict) as caught:
        apply_to_tree(TREE, operation)
    assert caught.value.found == found


@pytest.mark.parametrize("operation", [set_value(("figures", "b"), 2), set_value(("figures", "z"), 2, None)])
def test_null_and_a_missing_key_say_as_little(operation: SetValue) -> None:
    """Somebody who wrote null meanwhile has not given another value."""
    assert value_at(apply_to_tree(TREE, operation), operation.at) == 2


@pytest.mark.parametrize(
    "operation",
    [
        set_value(("unit", "x"), 1),
        set_value(("rows", 2, "x"), 1),
        set_value(("rows", "first"), 1),
        set_value(("events", 0), 1),
        append(("unit",), 1),
        append(("figures",), 1),
        append(("unit", "x"), 1),
    ],
)
def test_a_place_that_cannot_hold_the_value_is_refused(operation: Operation) -> None:
    """A text has no keys, and a list has no names and no holes."""
    with pytest.raises(EditImpossible):
        apply_to_tree(TREE, operation)


def test_sameness_looks_at_values_not_at_their_form() -> None:
    """1.50 is 1.5 and order says nothing; true is not 1, a date not its text, null not nothing."""
    assert same({"a": Decimal("1.50"), "b": (1,)}, {"b": (Decimal(1),), "a": Decimal("1.5")})
    assert not same(True, 1)
    assert not same(dt.date(2021, 7, 5), "2021-07-05")
    assert not same(None, MISSING)
    assert not same((1, 2), (1,))
    assert not same({"a": 1}, {"a": 1, "b": None})


def test_the_files_of_an_edit_keep_its_order() -> None:
    """Files are written in the order in which the plan first names them."""
    edit = (append(("a",), 1), NewFile(file="periods/2021.yaml", value={}), append(("a",), 2))
    assert files_of(edit) == (FILE, "periods/2021.yaml")


def test_a_record_becomes_a_tree_without_what_is_empty() -> None:
    """Fields in the contract's order; a figure that is not given stays as null."""
    report = Report(
        unit="so-mau",
        period=Period.parse("2021-Q2"),
        state="received",
        figures={"members": 0, "briefed": "n/a", "trained": None, "plan": {"on": dt.date(2021, 4, 1)}},
    )
    tree = record_as_tree(report)
    assert list(tree) == ["unit", "period", "state", "figures"]
    assert tree["period"] == "2021-Q2"
    assert tree["figures"] == dict(report.figures)


def test_a_year_is_a_number_in_the_tree_and_an_occurrence_a_text() -> None:
    """`period: 2021` and `occurrence: "2021"`, as the contract writes them; from_ keeps its underscore."""
    event = Event(item="PL-02", occurrence="2021", date=dt.date(2021, 7, 5), event="noted")
    report = Report(unit="so-mau", period=Period.of_year(2021), state="expected")
    assert record_as_tree(report)["period"] == 2021
    assert record_as_tree(event)["occurrence"] == "2021"
    assert record_as_tree(Horizon(from_=2021, to=2025)) == {"from_": 2021, "to": 2025}


def test_some_empty_fields_are_shown_as_the_contract_shows_them() -> None:
    """An open end of validity, and a list of events that waits for its first."""
    unit = Unit(id="so-mau", name="Sở Mẫu", kind="agency")
    assert record_as_tree(unit) == {
        "id": "so-mau",
        "name": "Sở Mẫu",
        "kind": "agency",
        "valid_from": None,
        "valid_to": None,
    }
    assert record_as_tree(UnitEvents(unit="so-mau")) == {"unit": "so-mau", "events": ()}
    assert record_as_tree(ItemFile(item="PL-02")) == {"item": "PL-02", "events": ()}
