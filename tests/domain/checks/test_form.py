"""The report form and the measures that count on it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.checks import places
from tests.support.offices import duty, figure, indicator, programme

from ct58.domain.checks.form import figure_uses, unread_figures
from ct58.domain.records.measure import FieldReference, Measure, Reading
from ct58.domain.records.programme import Figure, SubFigure
from ct58.errors import Path

WORDS = {"good": "Tốt", "bad": "Kém"}
FORM: tuple[Figure, ...] = (
    figure("members", 1),
    figure("women", 2, subset_of="members"),
    figure("rating", 3, type="enum", values=WORDS),
    figure("plan", 4, type="record", fields=(SubFigure(key="on", label="Ngày", type="date"),)),
    figure(
        "drafts",
        5,
        type="list",
        fields=(
            SubFigure(key="due", label="Hạn", type="date"),
            SubFigure(key="done_on", label="Ngày xong", type="date"),
            SubFigure(key="mark", label="Đánh giá", type="enum", values=WORDS),
        ),
    ),
)
AT: Path = ("indicators", 0, "numerator")


def measured(code: str, **measure: Any) -> list[Path]:
    """Where a measure on this form has a finding, from the measure on."""
    made = indicator(numerator=Measure(of="tccsd", **measure))
    return [at[len(AT) :] for at in places(code, figures=FORM, indicators=(made,))]


def test_a_printed_number_means_one_figure() -> None:
    """The second one is told, wherever it stands."""
    figures = (figure("a", 1), figure("b", 2), figure("c", 1))
    assert places("P311", figures=figures) == [("figures", 2, "number")]


@pytest.mark.parametrize(
    ("made", "at"),
    [
        (figure("a", type="enum"), ("figures", 0, "type")),
        (figure("a", type="record"), ("figures", 0, "type")),
        (figure("a", type="list"), ("figures", 0, "type")),
        (
            figure("a", type="list", fields=(SubFigure(key="b", label="c", type="enum"),)),
            ("figures", 0, "fields", 0, "type"),
        ),
    ],
)
def test_what_may_be_written_in_a_figure_is_stated(made: Figure, at: Path) -> None:
    """Words of an enum, fields of a record or a list; in the fields, too."""
    assert places("P316", figures=(made,)) == [at]


def test_figures_name_figures() -> None:
    """The whole of a part, the parts of a sum."""
    figures = (figure("a", 1, subset_of="x"), figure("b", 2, sum_of=("a", "y")))
    assert places("P305", figures=figures) == [("figures", 0, "subset_of"), ("figures", 1, "sum_of", 1)]


@pytest.mark.parametrize(
    "measure",
    [
        {"sum": ("members",), "minus": ("women",)},
        {"count": "units", "where": {"rating": ("good",)}},
        {"count": "units", "where": {"plan.on": "given"}},
        {"count": "units", "where": {"drafts.mark": ("bad",)}},
        {"count": "drafts", "where": {"mark": ("good",), "done_on": {"<=": FieldReference(field="due")}}},
        {"count": "drafts", "where": ({"mark": ("good",)}, {"done_on": "in_period"})},
    ],
)
def test_the_contracts_measures_are_right(measure: dict[str, Any]) -> None:
    """Figures, fields of records, and fields of the rows that are counted."""
    assert measured("none", **measure) == []


@pytest.mark.parametrize(
    ("measure", "at"),
    [
        ({"sum": ("members", "x")}, ("sum", 1)),
        ({"sum": ("members",), "minus": ("x",)}, ("minus", 0)),
        ({"count": "units", "where": {"x": "given"}}, ("where", "x")),
        ({"count": "units", "where": {"plan.x": "given"}}, ("where", "plan.x")),
        ({"count": "units", "where": {"mark": ("good",)}}, ("where", "mark")),
        ({"count": "drafts", "where": ({"mark": ("good",)}, {"x": "given"})}, ("where", 1, "x")),
        (
            {"count": "drafts", "where": {"done_on": {"<=": FieldReference(field="x")}}},
            ("where", "done_on", "<=", "field"),
        ),
    ],
)
def test_a_measure_names_figures_of_the_form(measure: dict[str, Any], at: Path) -> None:
    """In sums, conditions and comparisons."""
    assert measured("P305", **measure) == [at]


@pytest.mark.parametrize(
    ("measure", "is_wrong"),
    [
        ({"count": "units"}, False),
        ({"sum": ("members",)}, False),
        ({}, True),
        ({"count": "units", "sum": ("members",)}, True),
    ],
)
def test_a_measure_counts_or_sums(measure: dict[str, Any], is_wrong: bool) -> None:
    """One number, not two, not none."""
    assert measured("P314", **measure) == ([()] if is_wrong else [])


@pytest.mark.parametrize("count", ["members", "plan", "x"])
def test_only_units_and_rows_are_counted(count: str) -> None:
    """Other figures are summed."""
    assert measured("P315", count=count) == [("count",)]


@pytest.mark.parametrize(
    ("measure", "at"),
    [
        ({"count": "units", "where": {"rating": ("good", "godd")}}, ("where", "rating", 1)),
        ({"count": "units", "where": {"rating": (True,)}}, ("where", "rating", 0)),
        ({"count": "units", "where": {"drafts.mark": ("x",)}}, ("where", "drafts.mark", 0)),
        ({"count": "drafts", "where": ({"mark": ("x",)},)}, ("where", 0, "mark", 0)),
    ],
)
def test_a_condition_on_words_uses_the_words_of_its_figure(measure: dict[str, Any], at: Path) -> None:
    """In a field and in a counted row, too; otherwise it counts nothing, silently."""
    assert measured("P318", **measure) == [at]


def test_denominators_and_other_readings_are_measures_too() -> None:
    """Each is checked in its own place."""
    wrong = Measure(of="tccsd")
    made = indicator(
        numerator=Measure(of="tccsd", count="units"),
        denominator=wrong,
        readings=(Reading(name="a", numerator=wrong, denominator=wrong),),
    )
    assert places("P314", figures=FORM, indicators=(made,)) == [
        ("indicators", 0, "denominator"),
        ("indicators", 0, "readings", 0, "numerator"),
        ("indicators", 0, "readings", 0, "denominator"),
    ]


def test_each_figure_has_its_uses() -> None:
    """What a condition compares with is read, too; a field of a counted row is no figure."""
    late = Measure(of="tccsd", count="drafts", where={"done_on": {"<=": FieldReference(field="due")}})
    given = Measure(of="tccsd", count="units", where={"plan.on": "given", "rating": ("good",)})
    made = programme(
        figures=(*FORM, figure("due", 6), figure("told", 7, clauses=("II.1-1",))),
        duties=(duty("NV-01", owners="tccsd", done_when="plan.on"),),
        indicators=(indicator("CT-01", numerator=late, readings=(Reading(name="r", numerator=given),)),),
    )
    assert figure_uses(made) == {
        "members": {"women"},
        "women": set(),
        "rating": {"CT-01"},
        "plan": {"CT-01", "NV-01"},
        "drafts": {"CT-01"},
        "due": set(),
        "told": {"II.1-1"},
    }
    assert [line.key for line in unread_figures(made)] == ["women", "due"]
