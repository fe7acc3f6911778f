"""Arrivals: what a line says, which period is meant, what is booked, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.domain.planning.test_reports import changes, new
from tests.support.offices import calendar, day, figure, office, period, report, unit
from tests.support.refusals import bad_usage
from tests.support.terms import speaking

from ct58.domain.planning.arrivals import (
    ArrivalWords,
    arrival_line,
    due_now,
    early_arrival,
    is_document_number,
    period_meant,
    plan_receive,
)
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Document, Report, ReportSource
from ct58.errors import BadUsage, Refused

SO_Y_TE, SO_A = unit("so-y-te", name="Đảng bộ Sở Y tế", aliases=("SYT",)), unit("so-a", name="Đảng bộ Sở A")
Q2 = period("2021-Q2")
TODAY = day("2021-07-15")
FORM = (figure("members", 1, adds="stock"), figure("rating", 6, every="year"))


def known(*reports: Report) -> Office:
    """Two units that report every quarter, with some reports."""
    return office(units=(SO_Y_TE, SO_A), reporting=(calendar(),), figures=FORM, reports=reports)


def yearly(*reports: Report) -> Office:
    """The same, and a year's report."""
    rules = (calendar(), calendar("BC-NAM", every="year", due_after=20))
    return office(units=(SO_Y_TE, SO_A), reporting=rules, figures=FORM, reports=reports)


def typed(state: Any = "received", **figures: Any) -> Report:
    """The report of so-y-te, received on 3 July."""
    return report("so-y-te", "2021-Q2", state, on="2021-07-03", **figures)


def on(text: str, **said: Any) -> ArrivalWords:
    """An arrival of a day."""
    return ArrivalWords(on=day(text), **said)


def test_an_arrival_is_booked_as_registered() -> None:
    """Nothing else is known yet."""
    edit = plan_receive(known(), ((SO_Y_TE, Q2),), on("2021-07-05"))
    assert new(edit) == {
        "unit": "so-y-te",
        "period": "2021-Q2",
        "state": "registered",
        "received_on": day("2021-07-05"),
    }


@pytest.mark.parametrize("state", ["registered", "received", "partial", "empty"])
def test_what_has_arrived_is_left_alone(state: str) -> None:
    """The first receipt judges lateness."""
    assert plan_receive(known(typed(state)), ((SO_Y_TE, Q2),), on("2021-07-15")) == ()


def test_a_report_that_was_sent_back_keeps_its_first_receipt() -> None:
    """Only its state changes."""
    edit = plan_receive(known(typed("returned")), ((SO_Y_TE, Q2),), on("2021-07-15"))
    assert changes(edit) == {"state": "registered"}


def test_an_expected_report_gets_the_day_of_its_arrival() -> None:
    """Its figures were known before it came."""
    edit = plan_receive(
        known(report("so-y-te", "2021-Q2", "expected", members=9)), ((SO_Y_TE, Q2),), on("2021-07-15")
    )
    assert changes(edit) == {"state": "registered", "received_on": TODAY}


def test_nobody_is_asked_for_a_month() -> None:
    """The refusal says what is asked for."""
    with pytest.raises(BadUsage) as refusal:
        plan_receive(known(), ((SO_Y_TE, period("2021-04")),), on("2021-07-15"))
    assert refusal.value.hint is not None
    assert "2021-Q2" in speaking("en").say(refusal.value.hint)


def test_an_early_and_a_late_report_are_booked() -> None:
    """From the first day of the period on, however late."""
    for day_ in ("2021-04-01", "2026-11-25"):
        assert new(plan_receive(known(), ((SO_Y_TE, Q2),), on(day_)))["received_on"] == day(day_)


def test_a_report_cannot_arrive_before_its_period_begins() -> None:
    """A slip of the quarter, or of the year."""
    with bad_usage("2021-Q2 begins only on 2021-04-01: its report cannot have arrived on 2021-03-31."):
        plan_receive(known(), ((SO_Y_TE, Q2),), on("2021-03-31"))


@pytest.mark.parametrize("of", ["2020-Q4", "2021-Q1", "2026-Q1"])
def test_a_period_that_nobody_owes_is_not_booked(of: str) -> None:
    """Before the calendar begins and after it ends; the refusal says from when to when."""
    quarters = office(
        units=(SO_Y_TE,), figures=FORM, reporting=(calendar("BC-QUY", from_=period("2021-Q2")),)
    )
    with bad_usage("Reports are asked for from 2021-Q2 to 2025-Q4."):
        plan_receive(quarters, ((SO_Y_TE, period(of)),), on("2026-11-25"))


# ------------------------------------------------------------------ what a line says


@pytest.mark.parametrize(
    ("words", "units", "number", "date", "of"),
    [
        ("SYT", ["so-y-te"], None, None, None),
        ("so y te 12-BC/ĐU 3/7", ["so-y-te"], "12-BC/ĐU", "2021-07-03", None),
        ("SYT 3/7 12-BC/ĐU", ["so-y-te"], "12-BC/ĐU", "2021-07-03", None),
        ("SYT q2/2021 05/BC-SYT 2021-07-02", ["so-y-te"], "05/BC-SYT", "2021-07-02", "2021-Q2"),
        ("SYT 12-BC/ĐU 28/6 quý II/2021", ["so-y-te"], "12-BC/ĐU", "2021-06-28", "2021-Q2"),
        ("so-y-te so-a", ["so-y-te", "so-a"], None, None, None),
        ("SYT so a 2021-Q2", ["so-y-te", "so-a"], None, None, "2021-Q2"),
    ],
)
def test_behind_the_units_stand_number_date_and_period(
    words: str, units: list[str], number: str | None, date: str | None, of: str | None
) -> None:
    """In any order, each at most once."""
    line = arrival_line(known(), words.split(), TODAY)
    assert [unit.id for unit in line.units] == units
    assert (line.number, line.document_date, line.period) == (
        number,
        day(date) if date else None,
        period(of) if of else None,
    )


def test_a_document_of_december_that_comes_in_january_is_of_last_year() -> None:
    """Though nobody writes the year."""
    line = arrival_line(known(), ["SYT", "12-BC/ĐU", "28/12"], day("2022-01-04"))
    assert line.document_date == day("2021-12-28")


@pytest.mark.parametrize(
    ("word", "is_number"),
    [
        ("12-BC/ĐU", True),
        ("05/BC-SYT", True),
        ("3/7", False),
        ("so-a", False),
        ("12", False),
        ("2021", False),
    ],
)
def test_what_is_written_like_a_documents_number(word: str, is_number: bool) -> None:
    """A number, a sign, letters."""
    assert is_document_number(word) is is_number


# ------------------------------------------------------------------ which period


def test_the_period_that_ended_last_is_meant() -> None:
    """Not a debt of two years ago, and not the one that runs."""
    assert period_meant(known(), SO_Y_TE, day("2022-08-15")) == period("2022-Q2")
    assert period_meant(known(typed()), SO_Y_TE, TODAY) == Q2


def test_of_the_year_and_its_last_quarter_the_one_that_is_not_in_yet() -> None:
    """Where neither is in, it has to be said."""
    january = day("2022-01-10")
    assert due_now(yearly(), SO_Y_TE, january) == (period("2021-Q4"), period("2021"))
    with bad_usage("Add one of: --period 2021-Q4, --period 2021"):
        period_meant(yearly(), SO_Y_TE, january)
    quarter_in = yearly(report("so-y-te", "2021-Q4", on="2022-01-04"))
    assert period_meant(quarter_in, SO_Y_TE, january) == period("2021")


def test_before_the_first_period_has_ended_it_has_to_be_said() -> None:
    """Nothing is due."""
    with bad_usage("is asked for no report of a period that has ended"):
        period_meant(known(), SO_Y_TE, day("2021-01-02"))


def test_a_report_of_a_period_that_runs_is_worth_a_question() -> None:
    """On its last day, too; the day after not."""
    assert early_arrival(known(), Q2, day("2021-06-30")) is not None
    assert early_arrival(known(), Q2, day("2021-07-01")) is None


# ------------------------------------------------------------------ what is booked


def test_an_arrival_has_its_document_and_its_number() -> None:
    """As the register has them."""
    words = on(
        "2021-07-05", number="12-BC/ĐU", document_date=day("2021-07-03"), arrival_number=415, how="email"
    )
    made = new(plan_receive(known(), ((SO_Y_TE, Q2),), words))
    assert made["document"] == {"number": "12-BC/ĐU", "date": day("2021-07-03")}
    assert made["source"] == {"how": "email", "arrival_number": 415}


def test_what_was_booked_without_its_number_gets_it() -> None:
    """The day stays."""
    edit = plan_receive(known(typed("registered")), ((SO_Y_TE, Q2),), on("2021-07-15", number="12-BC/ĐU"))
    assert changes(edit) == {"document": {"number": "12-BC/ĐU"}}


@pytest.mark.parametrize("said", [{"number": "13-BC/ĐU"}, {"arrival_number": 9}])
def test_another_document_of_a_report_that_is_in_is_refused(said: dict[str, Any]) -> None:
    """It is a correction, which has a reason."""
    there = replace(typed(), document=Document(number="12-BC/ĐU"), source=ReportSource(arrival_number=415))
    with pytest.raises(Refused) as refusal:
        plan_receive(known(there), ((SO_Y_TE, Q2),), on("2021-07-15", **said))
    assert "booked already" in speaking("en").say(refusal.value.message)


def test_what_was_sent_back_comes_with_another_document() -> None:
    """The first receipt stays."""
    there = replace(typed("returned"), document=Document(number="12-BC/ĐU", date=day("2021-07-02")))
    edit = plan_receive(known(there), ((SO_Y_TE, Q2),), on("2021-07-15", number="20-BC/ĐU"))
    assert changes(edit) == {"state": "registered", "document": {"number": "20-BC/ĐU"}}


@pytest.mark.parametrize("said", [{"number": "12-BC/ĐU"}, {"arrival_number": 3}])
def test_a_number_of_several_reports_is_refused(said: dict[str, Any]) -> None:
    """It would belong to none of them."""
    with bad_usage("belong to one report, not to several"):
        plan_receive(known(), ((SO_Y_TE, Q2), (SO_A, Q2)), on("2021-07-05", **said))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"document_date": day("2021-07-03")}, "A document's date needs its number."),
        ({"number": "1-BC", "document_date": day("2021-07-06")}, "before it was written"),
    ],
)
def test_a_document_that_cannot_be_is_refused(said: dict[str, Any], text: str) -> None:
    """A date without a number; a day of arrival before that of the document."""
    with bad_usage(text):
        plan_receive(known(), ((SO_Y_TE, Q2),), on("2021-07-05", **said))


def test_arrival_numbers_begin_anew_each_year() -> None:
    """Within a year one stands for one document; that of last year may come again."""
    there = replace(report("so-a", "2021-Q2", on="2021-07-03"), source=ReportSource(arrival_number=415))
    with pytest.raises(Refused) as refusal:
        plan_receive(known(there), ((SO_Y_TE, Q2),), on("2021-07-05", arrival_number=415))
    assert "The arrival number 415 of 2021 is that of" in speaking("en").say(refusal.value.message)
    later = plan_receive(known(there), ((SO_Y_TE, Q2),), on("2022-01-05", arrival_number=415))
    assert new(later)["source"] == {"arrival_number": 415}
