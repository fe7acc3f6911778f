"""The screen of the indicators."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.support.indicator_offices import (
    LATER,
    MASS,
    grassroots,
    indicator_office,
    office_of,
    rated,
    ratings,
)
from tests.support.offices import day, period, report
from tests.support.terms import speaking

from ct58.domain.indicators.numbers import COUNT, PERCENT, Number
from ct58.domain.indicators.targets import Requirement
from ct58.domain.records.committee import Closing, PeriodFile
from ct58.domain.records.measure import Target
from ct58.render.formats.json import envelope
from ct58.render.formats.text import page_as_text
from ct58.render.screens.indicators import (
    indicators_as_json,
    indicators_page,
    quantity_words,
    sparkline,
    target_bar,
)
from ct58.render.screens.parts import By
from ct58.views.indicators import IndicatorsView, Request, indicators_view
from ct58.views.page import Amount, plain

EN = speaking("en")


def screen(*ids: str, of: str = "2021", as_of: str = LATER, by: By | None = None, trend: bool = False) -> str:
    """Ten units: three excellent, six good, one without a decision."""
    office = office_of((*grassroots(10), *MASS), [*ratings(3, 6), None])
    request = Request(period=period(of), ids=ids, with_trend=trend)
    return page_as_text(indicators_page(indicators_view(office, request, day(as_of)), EN, by))


def line_of(text: str, start: str) -> str:
    """The first line that begins like this."""
    return next(" ".join(line.split()) for line in text.splitlines() if line.strip().startswith(start))


def test_a_line_has_target_counts_value_range_coverage_and_verdict() -> None:
    """9/9, between 90 and 100 %."""
    assert line_of(screen("CT-18"), "CT-18").endswith("> 90% 9/9 100% 90–100% 9/10 Undetermined – –")


def test_what_is_open_and_what_would_turn_it_is_said_below() -> None:
    """One unit, and it must be good."""
    text = screen("CT-18")
    assert "1 units have not reported; to meet it at least 1 of the 1 must fit" in text


def test_readings_that_disagree_are_all_given_with_their_fractions() -> None:
    """0 excellent of 9: no; here 3/6, 3/9 and 3/9 agree, so nothing is said."""
    assert "depends on the reading" not in screen("CT-19")
    office = office_of(grassroots(12), ratings(1, 5, 6))
    view = indicators_view(office, Request(period=period("2021"), ids=("CT-19",)), day(LATER))
    text = page_as_text(indicators_page(view, EN))
    assert (
        "chosen 20% (1/5) met; Trong số tốt trở lên 16.7% (1/6) met; Trong số được xếp loại 8.3% (1/12) not met"
        in text
    )


def test_what_is_not_the_period_asked_for_stands_under_its_own_time() -> None:
    """A year seen up to its sixth month."""
    text = screen("CT-01", "CT-18", of="2021-Q2", as_of="2021-07-15")
    assert "2021, up to 2021-H1" in text
    assert line_of(text, "CT-18").endswith("Not yet due – –")


def test_counts_of_verdicts_stand_at_the_top() -> None:
    """Those that need looking at first."""
    assert screen("CT-18", "CT-13").splitlines()[1] == "Undetermined 1 · No number asked 1"


@pytest.mark.parametrize(
    ("by", "expected"), [("kind", "cơ quan 9/9 100% 9/10"), ("unit", "Đơn vị u10 – missing u10")]
)
def test_parts_stand_below(by: By, expected: str) -> None:
    """By kind, or unit by unit."""
    lines = [" ".join(line.split()) for line in screen("CT-18", by=by).splitlines()]
    assert expected in lines


def test_after_the_books_are_closed_what_was_not_met_is_said_differently() -> None:
    """Chưa đạt, sau khóa sổ: Không đạt."""
    office = office_of(grassroots(2), ratings(0, 0, 2))
    closed = PeriodFile(period=period("2021"), closings=(Closing(on=day("2022-01-20")),))
    request = Request(period=period("2021"), ids=("CT-18",))
    for known, expected in (
        (office, "Not met"),
        (replace(office, periods={"2021": closed}), "Not met, books closed"),
    ):
        text = page_as_text(indicators_page(indicators_view(known, request, day(LATER)), EN))
        assert f"{expected} –" in line_of(text, "CT-18")


@pytest.mark.parametrize(
    ("values", "bars"), [((0, 50, 100), "▁▄█"), ((None, 5), "·█"), ((0, 0), "▁▁"), ((), "")]
)
def test_a_trend_is_drawn_from_zero(values: tuple[Number | None, ...], bars: str) -> None:
    """A missing value is a dot, not a zero."""
    assert sparkline(values) == bars


def two_years() -> str:
    """Ratings of two years, the second better than the first, with a trend."""
    units = grassroots(2)
    said = {"2021": ("good", "completed"), "2022": ("good", "good")}
    reports = [
        report(unit_.id, of, on=f"{int(of) + 1}-01-10", **rated(word, on=f"{of}-12-28"))
        for of, words in said.items()
        for unit_, word in zip(units, words, strict=True)
    ]
    request = Request(period=period("2022"), ids=("CT-18",), with_trend=True)
    view = indicators_view(indicator_office(units, reports), request, day("2023-01-25"))
    return page_as_text(indicators_page(view, EN))


def test_a_trend_has_a_row_for_each_time() -> None:
    """The oldest first, with its fraction."""
    text = two_years()
    assert "CT-18  Trend" in text
    assert line_of(text, "2021 ") == "2021 1/2 50%"
    assert line_of(text, "2022 ") == "2022 2/2 100%"


def test_without_a_trend_no_row_is_added() -> None:
    """One time is none."""
    assert "CT-18  Trend" not in screen("CT-18", trend=True)


def test_remarks_name_the_time_where_an_indicator_has_several() -> None:
    """Each quarter of CT-01 waits for its own units."""
    text = screen("CT-01", of="2021", as_of="2022-01-25")
    open_ones = [line for line in text.splitlines() if "units have not reported" in line]
    assert all("CT-01 2021-Q" in line for line in open_ones)


@pytest.mark.parametrize(("value", "asked"), [(None, 90), (50, 0)])
def test_where_nothing_is_known_or_asked_no_bar_is_drawn(value: int | None, asked: int) -> None:
    """“= 0” is no plan."""
    target = Requirement(Target(op="=", value=asked, unit="percent"), asked, PERCENT)
    assert target_bar(value, target, "plain") == ()
    assert target_bar(50, None, "plain") == ()


def test_a_bar_marks_the_target_of_a_share() -> None:
    """50% of 90."""
    target = Requirement(Target(op=">", value=90, unit="percent"), 90, PERCENT)
    assert "".join(span.text for span in target_bar(50, target, "plain", 10)) == "█████····│"


SPEECH = speaking("en")
CONTRACT = [
    "id", "clause", "title", "period", "numerator", "denominator", "value", "target", "lower", "upper",
    "coverage", "verdict", "so_far", "needed", "estimated", "depends_on_reading", "readings", "warnings",
]  # fmt: skip


def view_of(*ids: str, of: str = "2021", as_of: str = LATER) -> IndicatorsView:
    """Ten units: three excellent, six good, one without a decision."""
    office = office_of((*grassroots(10), *MASS), [*ratings(3, 6), None])
    return indicators_view(office, Request(period=period(of), ids=ids), day(as_of))


def data_of(view: IndicatorsView, by: str | None = None) -> list[dict[str, Any]]:
    """As a script reads it."""
    found = envelope("indicators", view.as_of, indicators_as_json(view, SPEECH, by))
    entries: list[dict[str, Any]] = json.loads(found)["data"]
    return entries


def test_an_entry_has_the_contract_s_keys_in_its_order() -> None:
    """What was added stands after them."""
    (entry,) = data_of(view_of("CT-18"))
    assert [key for key in entry if key in CONTRACT] == list(entry)[: len(CONTRACT)]
    assert set(CONTRACT) <= set(entry)


def test_an_undetermined_share_with_its_range_and_what_would_turn_it() -> None:
    """9 of 9 now; with the tenth 90 %, which is not more than 90 %, or 100 %."""
    (entry,) = data_of(view_of("CT-18"))
    expected = {"form": "bound", "op": ">", "value": 90, "unit": "percent", "text": None}
    assert entry["target"] == expected
    assert (entry["numerator"], entry["denominator"], entry["value"]) == (9, 9, 100)
    assert (entry["lower"], entry["upper"], entry["verdict"]) == (90, 100, "undetermined")
    assert entry["coverage"] == {
        "reported": 9,
        "expected": 10,
        "unreadable": 0,
        "unsettled": 0,
        "undecided": 0,
    }
    assert entry["needed"] == {"units": 1, "of": 1, "count": None}
    assert (entry["so_far"], entry["through"]) == (None, None)


def test_an_open_count_has_no_upper_bound() -> None:
    """Null is unbounded."""
    (entry,) = data_of(view_of("CT-15"))
    assert (entry["numerator"], entry["lower"], entry["upper"], entry["verdict"]) == (
        None,
        0,
        None,
        "no_data",
    )


def test_readings_and_warnings_are_given() -> None:
    """Three of six is beyond the cap; the readings are rounded down like the main one."""
    (entry,) = data_of(view_of("CT-19"))
    assert entry["value"] == 50
    assert [(found["name"], found["numerator"], found["denominator"]) for found in entry["readings"]] == [
        ("Trong số tốt trở lên", 3, 9),
        ("Trong số được xếp loại", 3, 9),
    ]
    assert entry["warnings"][0].startswith("beyond the cap: ")


def test_what_is_not_due_says_how_far_it_is() -> None:
    """Nothing yet of the year."""
    (entry,) = data_of(view_of("CT-18", of="2021-Q2", as_of="2021-07-15"))
    assert (entry["period"], entry["through"], entry["verdict"]) == ("2021", "2021-H1", "not_due")
    assert entry["so_far"] == {"counted_to": "2021-06-30", "judgement": None, "percent_of_plan": None}


@pytest.mark.parametrize(("by", "key", "length"), [("kind", "kinds", 1), ("unit", "units", 10)])
def test_parts_are_given_where_asked_for(by: str, key: str, length: int) -> None:
    """By kind of unit, or unit by unit with the figures it rests on."""
    (entry,) = data_of(view_of("CT-18"), by)
    assert len(entry[key]) == length
    assert key not in data_of(view_of("CT-18"))[0]


def test_a_unit_s_part_names_its_figures() -> None:
    """With the period that they stand in."""
    (entry,) = data_of(view_of("CT-18"), "unit")
    first, last = entry["units"][0], entry["units"][-1]
    assert (first["unit"], first["role"], first["numerator"], first["denominator"]) == ("u1", "counted", 1, 1)
    assert first["figures"] == [
        {"figure": "party_rating", "unit": "u1", "period": "2021", "state": "given", "carried_from": None}
    ]
    assert (last["role"], last["figures"][0]["state"]) == ("missing", "missing")


def test_a_rating_without_a_decision_is_not_in_the_entry() -> None:
    """The property of the whole chain: file to JSON."""
    office = office_of(grassroots(2), [rated("good"), rated("good", number=None)])
    view = indicators_view(office, Request(period=period("2021"), ids=("CT-18",)), day(LATER))
    assert data_of(view)[0]["denominator"] == 1


def test_a_quantity_in_a_cell_says_its_words_and_its_amount() -> None:
    """Where there is none, a dash and no amount."""
    shown = quantity_words(Fraction(200, 3), speaking("vi"), told=PERCENT, before="≈", after=" ▲")
    assert (plain(shown), shown[0].amount) == ("≈66,7% ▲", Amount(Decimal("66.7"), "≈", "% ▲"))
    count = quantity_words(295, speaking("vi"), told=COUNT)
    assert (plain(count), count[0].amount) == ("295", Amount(295))
    none = quantity_words(None, speaking("vi"), told=PERCENT, after=" ▲")
    assert (plain(none), none[0].amount) == ("–", None)
