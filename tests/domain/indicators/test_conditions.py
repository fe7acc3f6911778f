"""Conditions: three-valued, because what is missing is neither yes nor no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from tests.support.offices import day, figure

from ct58.domain.indicators.conditions import Truth, answer, look_up_facts, look_up_row
from ct58.domain.indicators.known import Fact, FactState
from ct58.domain.indicators.needs import question
from ct58.domain.indicators.possibilities import Inquiry
from ct58.domain.indicators.windows import Window
from ct58.domain.records.measure import Condition, FieldReference, RowsCondition
from ct58.domain.records.programme import SubFigure
from ct58.domain.time.period import Period

YES, NO, UNKNOWN, NOT_APPLICABLE = Truth.YES, Truth.NO, Truth.UNKNOWN, Truth.NOT_APPLICABLE
YEAR = Window(Period.of_year(2021), day("2021-01-01"), day("2021-12-31"), day("2021-12-31"))
FIGURES = {
    key: figure(key, type=kind, if_absent=absent)
    for key, kind, absent in (("a", "integer", "unknown"), ("b", "integer", "unknown"), ("r", "record", "unknown"), ("o", "record", "no"))
}  # fmt: skip
MISSING = Fact("missing")


def holds(where: Any, **facts: Fact) -> Truth:
    """Whether a condition holds of these facts."""
    return answer(question(where), look_up_facts(facts, FIGURES), YEAR)


def known(value: Any) -> Fact:
    """A figure that is given."""
    return Fact("known", value)


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        ("given", 0, YES),
        ((0,), 0, YES),
        ((0,), 1, NO),
        ((0,), False, NO),
        ((True,), 1, NO),
        ((True,), True, YES),
        (("good", "excellent"), "good", YES),
        ({">=": 1}, 1, YES),
        ({">": 1}, 1, NO),
        ({"<": 2, ">": 0}, 1, YES),
        ({"<": Decimal("1.5")}, 1, YES),
        ({"<=": day("2021-04-14")}, day("2021-04-14"), YES),
        ({"<=": day("2021-04-14")}, day("2021-04-15"), NO),
        ({"<=": day("2021-04-14")}, 5, NO),
        ("in_period", day("2021-12-31"), YES),
        ("in_period", day("2022-01-01"), NO),
    ],
)
def test_a_test_of_a_given_value_is_yes_or_no(test: Any, value: Any, expected: Truth) -> None:
    """0 is no false, a number is no day."""
    assert holds({"a": test}, a=known(value)) is expected


@pytest.mark.parametrize("test", ["given", "in_period", (0,), {">=": 1}])
@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (MISSING, UNKNOWN),
        (Fact("absent"), NO),
        (Fact("awaited"), NO),
        (Fact("not_applicable"), NOT_APPLICABLE),
    ],
)
def test_what_is_not_given_is_unknown_absent_or_does_not_apply(
    test: Any, fact: Fact, expected: Truth
) -> None:
    """Missing is not zero and not n/a."""
    assert holds({"a": test}, a=fact) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (known(1), MISSING, UNKNOWN),
        (known(0), MISSING, NO),
        (known(1), Fact("not_applicable"), NOT_APPLICABLE),
        (MISSING, Fact("not_applicable"), UNKNOWN),
        (known(1), known(1), YES),
    ],
)
def test_all_of_a_map_must_hold(first: Fact, second: Fact, expected: Truth) -> None:
    """One no is enough."""
    assert holds({"a": {">=": 1}, "b": {">=": 1}}, a=first, b=second) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (known(1), MISSING, YES),
        (known(0), MISSING, UNKNOWN),
        (known(0), Fact("not_applicable"), NOT_APPLICABLE),
        (known(0), known(0), NO),
    ],
)
def test_any_of_a_list_is_enough(first: Fact, second: Fact, expected: Truth) -> None:
    """One yes is enough."""
    assert holds(({"a": {">=": 1}}, {"b": {">=": 1}}), a=first, b=second) is expected


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ({">=": 5}, YES),
        ({">": 5}, UNKNOWN),
        ({"<": 5}, NO),
        ({"<=": 5}, UNKNOWN),
        ((4,), NO),
        ((5,), UNKNOWN),
        ("given", UNKNOWN),
    ],
)
def test_a_sum_of_which_parts_are_missing_can_only_grow(test: Any, expected: Truth) -> None:
    """At least 5."""
    assert holds({"a": test}, a=Fact("at_least", 5)) is expected


def test_a_field_is_compared_with_another() -> None:
    """Both must be known."""
    where = {"a": {"<=": FieldReference(field="b")}}
    assert holds(where, a=known(1), b=known(1)) is YES
    assert holds(where, a=known(2), b=known(1)) is NO
    assert holds(where, a=known(1), b=MISSING) is UNKNOWN
    assert holds(where, a=known(1), b=Fact("at_least", 1)) is YES


def test_a_record_is_given_if_any_field_is_and_its_fields_are_reached_into() -> None:
    """A field left out is as missing, or as absent, as the whole would be."""
    empty, full = {"number": None}, {"number": "1", "on": day("2021-05-01")}
    assert holds({"r": "given"}, r=known(full)) is YES
    assert holds({"r": "given"}, r=known(empty)) is UNKNOWN
    assert holds({"o": "given"}, o=known(empty)) is NO
    assert holds({"r.on": "in_period"}, r=known(full)) is YES
    assert holds({"r.on": "in_period"}, r=known(empty)) is UNKNOWN
    assert holds({"o.on": "in_period"}, o=known(empty)) is NO


DUE = SubFigure(key="due", label="Hạn", type="date")
DONE = SubFigure(key="done_on", label="Xong", type="date", if_absent="no")
DOCUMENTS = figure("documents", 9, type="list", adds=None, fields=(DUE, DONE))
IN_TIME: Condition = {"done_on": {"<=": FieldReference(field="due")}}


@pytest.mark.parametrize(
    ("row", "truth"),
    [
        ({"due": day("2021-05-01"), "done_on": day("2021-05-01")}, YES),
        ({"due": day("2021-05-01"), "done_on": None}, NO),
        ({"done_on": day("2021-05-01")}, UNKNOWN),
        ({}, NO),
    ],
)
def test_a_blank_cell_is_open_unless_it_means_that_there_is_nothing(
    row: Mapping[str, dt.date | None], truth: Truth
) -> None:
    """A document without a day of completion is not done; one without its deadline may be late or not."""
    assert answer(question(IN_TIME), look_up_row(row, DOCUMENTS), YEAR) is truth


LATE = {"due": day("2021-05-01"), "done_on": day("2021-05-02")}
IN_TIME_ROW = {"due": day("2021-05-01"), "done_on": day("2021-05-01")}
NEXT_YEAR = {"due": day("2022-05-01"), "done_on": None}
BLANK_ROW = {"due": None, "done_on": day("2021-05-01")}
DUE_NOW: Condition = {"due": "in_period"}


@pytest.mark.parametrize(
    ("rows", "all_fit", "any_fits"),
    [
        ((), NOT_APPLICABLE, NOT_APPLICABLE),
        ((NEXT_YEAR,), NOT_APPLICABLE, NOT_APPLICABLE),
        ((IN_TIME_ROW, NEXT_YEAR), YES, YES),
        ((IN_TIME_ROW, LATE), NO, YES),
        ((LATE,), NO, NO),
        ((BLANK_ROW,), UNKNOWN, UNKNOWN),
        ((BLANK_ROW, LATE), NO, UNKNOWN),
        ((BLANK_ROW, IN_TIME_ROW), UNKNOWN, YES),
    ],
)
def test_one_row_settles_a_list(
    rows: tuple[Mapping[str, dt.date | None], ...], all_fit: Truth, any_fits: Truth
) -> None:
    """One that does not fit settles `all`, one that fits `any`; without a row that is meant it does not apply."""
    assert _of_list(rows, all="documents") is all_fit
    assert _of_list(rows, any="documents") is any_fits


def test_what_is_known_of_a_list_settles_it_before_all_reports_are_in() -> None:
    """But only in one direction: more rows may come."""
    assert _of_list((LATE,), "at_least", all="documents") is NO
    assert _of_list((IN_TIME_ROW,), "at_least", all="documents") is UNKNOWN
    assert _of_list((IN_TIME_ROW,), "at_least", any="documents") is YES
    assert _of_list((LATE,), "at_least", any="documents") is UNKNOWN


def _of_list(
    rows: tuple[Mapping[str, dt.date | None], ...], state: FactState = "known", **name: str
) -> Truth:
    asked = question(RowsCondition(among=DUE_NOW, where=IN_TIME, **name))
    fits = Inquiry({"documents": DOCUMENTS}, (asked,), YEAR).fits
    return answer(asked, lambda _: Fact(state, rows), YEAR, fits)


def test_no_condition_always_holds() -> None:
    """All units of the set."""
    assert holds(None) is YES


def test_a_question_names_its_fields_once() -> None:
    """With the fields that are compared with."""
    asked = question(({"r.on": "given", "a": {"<": FieldReference(field="b")}}, {"a": (1,)}))
    assert (asked.paths, asked.keys) == (("r.on", "a", "b"), ("r", "a", "b"))
