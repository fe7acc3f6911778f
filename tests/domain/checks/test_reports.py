"""Report heads: states, dates, and whether anybody asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.checks import findings, places
from tests.support.offices import calendar, day, figure, report, unit

from ct58.domain.records.reports import Correction, Document, Report
from ct58.i18n import Translator

ASKED: dict[str, Any] = {
    "units": [unit("a")],
    "reporting": (calendar("BC-QUY"),),
    "figures": (figure("plan", 1, every="once", type="text"),),
}


def head(of: str = "2021-Q2", state: str = "received", on: str | None = "2021-07-05", **given: Any) -> Report:
    """A report of the unit a."""
    return replace(report("a", of, state, on), **given)


@pytest.mark.parametrize(
    ("state", "on", "code"),
    [
        ("received", "2021-07-05", None),
        ("received", None, "R501"),
        ("registered", None, "R501"),
        ("partial", None, "R501"),
        ("returned", None, None),
        ("returned", "2021-07-05", None),
        ("empty", None, None),
        ("expected", None, None),
        ("expected", "2021-07-05", "R506"),
    ],
)
def test_what_has_arrived_has_a_day_of_receipt(state: str, on: str | None, code: str | None) -> None:
    """And what is only expected has none."""
    found = findings(**ASKED, reports=[head(state=state, on=on)])
    assert [one.code for one in found] == ([code] if code else [])


def test_what_is_given_once_needs_no_day_of_receipt() -> None:
    """It may come piece by piece."""
    assert places("R501", **ASKED, reports=[head("once", on=None)]) == []


def test_a_document_is_not_younger_than_its_receipt() -> None:
    """Unless it was corrected later, when the newer one stands there."""
    late = Document(number="12-BC", date=day("2021-07-06"))
    assert places("R502", **ASKED, reports=[head(document=late)]) == [("document", "date")]
    assert places("R502", **ASKED, reports=[head(document=replace(late, date=day("2021-07-05")))]) == []
    corrected = head(document=late, corrections=(Correction(date=day("2021-07-07"), reason="sót"),))
    assert places("R502", **ASKED, reports=[corrected]) == []


def test_a_report_is_not_received_before_its_period_begins() -> None:
    """On its first day it may be, in haste."""
    assert places("R505", **ASKED, reports=[head(on="2021-03-31")]) == [("received_on",)]
    assert places("R505", **ASKED, reports=[head(on="2021-04-01")]) == []


@pytest.mark.parametrize(
    ("last", "counts"), [("2021-03-31", False), ("2021-04-01", True), ("2021-06-30", True)]
)
def test_a_report_counts_for_a_unit_that_existed_in_its_period(last: str, counts: bool) -> None:
    """One that ended inside it owed none, and what it gave counts all the same."""
    units = [unit("a", valid_to=day(last))]
    assert places("R503", **{**ASKED, "units": units}, reports=[head()]) == ([] if counts else [("period",)])


def test_a_report_that_nobody_asks_for_is_told_what_is_asked() -> None:
    """In words that are translated."""
    (found,) = findings(**ASKED, reports=[head("2021-07", on="2021-08-01")])
    assert found.code == "R504"
    assert Translator("en").say(found.params["expected"]) == "every quarter, once"  # type: ignore[arg-type]


def test_a_unit_that_is_asked_nothing_is_told_so() -> None:
    """A staff body reports to nobody."""
    (found,) = findings(**ASKED, reports=[replace(head(), unit="van-phong")])
    assert Translator("en").say(found.params["expected"]) == "none at all"  # type: ignore[arg-type]


def test_reports_of_a_unit_whose_entry_cannot_be_read_are_not_judged() -> None:
    """Its kind and its validity are not known."""
    assert findings(**ASKED, reports=[replace(head("2021-07"), unit="b")], files=["units/b/unit.yaml"]) == []
