"""Planning reports: arrivals, figures, corrections, closed books, and what changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest
from tests.support.offices import calendar, day, figure, office, period, report, unit
from tests.support.refusals import bad_usage
from tests.support.terms import speaking

from ct58.domain.planning.edits import Append, Edit, NewFile, RemoveValue, SetValue
from ct58.domain.planning.reports import (
    ReportWords,
    changed_figures,
    is_correction,
    plan_report,
)
from ct58.domain.records.committee import Closing, PeriodFile
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Document, Notes, Report
from ct58.errors import BadUsage, Refused

SO_Y_TE, SO_A = unit("so-y-te", name="Đảng bộ Sở Y tế"), unit("so-a")
Q2 = period("2021-Q2")
TODAY = day("2021-07-15")
FILE = "units/so-y-te/reports/2021-Q2.yaml"
FORM = (
    figure("members", 1, adds="stock"),
    figure("admitted", 5),
    figure("rating", 6, every="year"),
    figure("owned", 7, units="mass"),
)
CLOSED = PeriodFile(period=Q2, closings=(Closing(on=day("2021-07-14")),))


def known(*reports: Report, closed: bool = False) -> Office:
    """Two units that report every quarter, with some reports."""
    return office(
        units=(SO_Y_TE, SO_A),
        reporting=(calendar(),),
        figures=FORM,
        reports=reports,
        periods=(CLOSED,) if closed else (),
    )


def typed(state: Any = "received", **figures: Any) -> Report:
    """The report of so-y-te, received on 3 July."""
    return report("so-y-te", "2021-Q2", state, on="2021-07-03", **figures)


def plan(of: Office, **words: Any) -> Edit:
    """What these words write for so-y-te."""
    return plan_report(of, SO_Y_TE, Q2, ReportWords(**words), TODAY)


def new(edit: Edit) -> dict[str, Any]:
    """The one new file of an edit."""
    (operation,) = edit
    assert isinstance(operation, NewFile)
    assert operation.file == FILE
    return cast("dict[str, Any]", operation.value)


def changes(edit: Edit) -> dict[str, Any]:
    """Place → new value of every change of an edit; additions under their list, None for what is taken out."""
    found: dict[str, Any] = {}
    for operation in edit:
        assert isinstance(operation, SetValue | Append | RemoveValue)
        value = None if isinstance(operation, RemoveValue) else operation.value
        found[".".join(map(str, operation.at))] = value
    return found


# -------------------------------------------------------------------- receive


def test_figures_from_before_the_programme_may_be_typed_in_but_none_from_after_it() -> None:
    """They are compared with; after its end nobody asks for anything."""
    words = ReportWords(figures={"admitted": 12})
    (file,) = plan_report(known(), SO_Y_TE, period("2020-Q4"), words, TODAY)
    assert isinstance(file, NewFile)
    with bad_usage("The programme does not reach 2026-Q1."):
        plan_report(known(), SO_Y_TE, period("2026-Q1"), words, TODAY)


# ----------------------------------------------------------------- new reports


def test_a_new_report_has_every_asked_figure_in_the_forms_order() -> None:
    """What is not given is null; figures of other periods and units are not there."""
    tree = new(plan(known(), figures={"admitted": 12}, quality="estimated"))
    assert list(tree["figures"].items()) == [("members", None), ("admitted", 12)]
    assert (tree["state"], tree["received_on"], tree["quality"]) == ("received", TODAY, "estimated")


def test_a_new_report_without_a_word_about_figures_has_only_arrived() -> None:
    """It waits to be typed in."""
    tree = new(
        plan(known(), received_on=day("2021-07-05"), number="12-BC/ĐU", document_date=day("2021-07-02"))
    )
    assert tree["state"] == "registered"
    assert "figures" not in tree
    assert tree["document"] == {"number": "12-BC/ĐU", "date": day("2021-07-02")}


def test_an_expected_report_has_no_day_of_receipt() -> None:
    """Its figures are known from elsewhere."""
    assert "received_on" not in new(plan(known(), figures={"members": 9}, state="expected"))


def test_a_figure_that_is_not_asked_is_refused() -> None:
    """Unknown, of another period, of another kind of unit."""
    for key, word in (("admited", "admitted"), ("rating", "not asked"), ("owned", "not asked")):
        with pytest.raises(BadUsage) as refusal:
            plan(known(), figures={key: 1})
        assert word in speaking("en").say(refusal.value.message)


# ------------------------------------------------------------------ typing in


def test_a_registered_report_becomes_received_when_it_is_typed_in() -> None:
    """The day of its receipt stays, whatever is said now."""
    edit = plan(known(typed("registered")), figures={"members": 412}, received_on=TODAY)
    assert changes(edit) == {"figures.members": 412, "state": "received"}


def test_an_expected_report_that_is_typed_in_was_received() -> None:
    """On the day that is said, else today."""
    expected = known(report("so-y-te", "2021-Q2", "expected"))
    assert changes(plan(expected, figures={"members": 9}))["received_on"] == TODAY
    said = changes(plan(expected, figures={"members": 9}, received_on=day("2021-07-09")))
    assert said["received_on"] == day("2021-07-09")


@pytest.mark.parametrize("before", ["partial", "empty"])
def test_a_report_that_lacked_figures_is_received_when_none_is_missing(before: str) -> None:
    """Until then figures are missing."""
    lacking = known(typed(before, members=412) if before == "partial" else typed(before))
    both = {"members": 412, "admitted": 12}
    assert changes(plan(lacking, figures=both))["state"] == "received"
    one = changes(plan(lacking, figures={"members": 412, "admitted": None}))
    assert one.get("state", before) == "partial"


def test_filling_in_what_was_not_given_needs_no_reason() -> None:
    """It contradicts nothing."""
    edit = plan(known(typed(members=412, admitted=None)), figures={"admitted": 12})
    assert edit == (SetValue(file=FILE, at=("figures", "admitted"), value=12, expected=None),)


def test_what_is_said_again_changes_nothing() -> None:
    """Not even with a reason."""
    of = known(typed(members=412))
    assert plan(of, figures={"members": 412}, reason="đối chiếu lại") == ()


def test_a_state_that_is_said_is_taken() -> None:
    """A report that is sent back."""
    assert changes(plan(known(typed(members=412)), state="returned")) == {"state": "returned"}


def test_notes_are_added_and_taken_away_one_by_one() -> None:
    """An empty text takes one away."""
    first = replace(typed(), notes=Notes(difficulties="thiếu người", other="gửi muộn"))
    added = changes(plan(known(first), notes=Notes(proposals="tập huấn")))
    assert added["notes"] == {"difficulties": "thiếu người", "proposals": "tập huấn", "other": "gửi muộn"}
    left = changes(plan(known(first), notes=Notes(difficulties="")))
    assert left["notes"] == {"other": "gửi muộn"}
    assert plan(known(typed()), notes=Notes(difficulties="")) == ()


# ----------------------------------------------------------------- corrections


def test_a_correction_needs_a_reason() -> None:
    """Blank words are none."""
    for reason in (None, "  "):
        with pytest.raises(Refused) as refusal:
            plan(known(typed(members=412)), figures={"members": 421}, reason=reason)
        assert "needs a reason" in speaking("en").say(refusal.value.message)


def test_a_correction_keeps_reason_and_document_and_leaves_the_first_document() -> None:
    """One entry a correction."""
    first = replace(typed(members=412), document=Document(number="12-BC/ĐU"))
    edit = plan(known(first), figures={"members": 421}, number="14-BC/ĐU", reason="gửi báo cáo thay thế")
    assert changes(edit) == {
        "figures.members": 421,
        "corrections": {"date": TODAY, "reason": "gửi báo cáo thay thế", "document": {"number": "14-BC/ĐU"}},
    }


def test_another_document_is_a_correction_even_with_the_same_figures() -> None:
    """The signed report is never changed silently."""
    first = replace(typed(members=412), document=Document(number="12-BC/ĐU"))
    other = ReportWords(number="14-BC/ĐU")
    assert is_correction(first, other)
    with pytest.raises(Refused):
        plan(known(first), number="14-BC/ĐU")
    edit = plan(known(first), number="14-BC/ĐU", reason="bản thay thế")
    assert list(changes(edit)) == ["corrections"]


def test_the_same_document_may_get_its_date() -> None:
    """And a number alone does not take the date away."""
    first = replace(typed(members=412), document=Document(number="12-BC/ĐU", date=day("2021-07-02")))
    assert plan(known(first), number="12-BC/ĐU") == ()
    dated = changes(plan(known(first), document_date=day("2021-07-01")))
    assert dated == {"document": {"number": "12-BC/ĐU", "date": day("2021-07-01")}}


def test_what_was_sent_back_may_come_back_otherwise() -> None:
    """That is what it was sent back for."""
    edit = plan(known(typed("returned", members=412)), figures={"members": 421})
    assert changes(edit) == {"figures.members": 421, "state": "received"}


# --------------------------------------------------------------- closed books


@pytest.mark.parametrize("before", [(), (typed("registered"),), (typed(members=412),)])
def test_closed_books_need_a_reason_for_anything(before: tuple[Report, ...]) -> None:
    """For a new report as for a figure more."""
    with pytest.raises(Refused) as refusal:
        plan(known(*before, closed=True), figures={"admitted": 12})
    assert "closed" in speaking("en").say(refusal.value.message)


def test_with_a_reason_closed_books_are_changed_and_the_reason_is_kept() -> None:
    """The document of a report that was never typed in is its own, not the correction's."""
    fresh = new(plan(known(closed=True), figures={"admitted": 12}, reason="gửi sau khóa sổ"))
    assert fresh["corrections"] == ({"date": TODAY, "reason": "gửi sau khóa sổ"},)
    edit = plan(
        known(typed("registered"), closed=True), figures={"admitted": 12}, number="12-BC/ĐU", reason="bổ sung"
    )
    assert changes(edit)["document"] == {"number": "12-BC/ĐU"}
    assert changes(edit)["corrections"] == {"date": TODAY, "reason": "bổ sung"}


# ------------------------------------------------------------------- meanwhile


def test_a_figure_that_changed_meanwhile_is_refused_with_both_values() -> None:
    """Exit 4; a reason does not help, for it was given for another value."""
    of = known(typed(members=410))
    with pytest.raises(Refused) as refusal:
        plan(of, figures={"members": 412}, seen={"members": 409}, reason="nhầm")
    said = speaking("en").say(refusal.value.message)
    assert "Before: 409. Now: 410. Yours: 412." in said
    assert "Đảng bộ Sở Y tế" in said


def test_a_report_that_was_typed_in_meanwhile_is_not_written_over() -> None:
    """What she left out fits beside what the other said."""
    of = known(typed(members=410))
    with pytest.raises(Refused) as refusal:
        plan(of, figures={"members": 412}, seen={})
    assert "Before: not given. Now: 410." in speaking("en").say(refusal.value.message)
    assert changes(plan(of, figures={"admitted": 12}, seen={})) == {"figures.admitted": 12}


def test_the_same_change_by_two_is_no_conflict() -> None:
    """Both meant the same."""
    assert plan(known(typed(members=412)), figures={"members": 412}, seen={"members": 409}) == ()


def test_a_report_that_is_gone_meanwhile_is_not_made_from_its_changes() -> None:
    """The figures that she did not touch would be lost."""
    with pytest.raises(Refused):
        plan(known(), figures={"members": 412}, seen={"members": 409})


def test_a_figure_is_changed_when_it_is_new_or_another() -> None:
    """A null that is written is known to be not given."""
    of = typed(members=412, admitted=None)
    assert changed_figures(of, {"members": 412, "admitted": None, "visits": None}) == ["visits"]


# -------------------------------------------------------------------- reasons

YEAR = period("2021")
WORDS = {"good": "Tốt", "not_rated": "Không xếp loại"}
PRIZE = figure("prize", 8, type="enum", every="year", adds=None, values=WORDS)
LEVEL = figure(
    "level", 9, type="enum", every="year", adds=None, values=WORDS, asked=False, decided_by="paper"
)
PAPER = figure("paper", 10, type="record", every="year", adds=None, asked=False)


def of_year(*reports: Report) -> Office:
    """A year's report with a choice that the unit makes, and one that comes by decision."""
    line = calendar("BC-NAM", every="year")
    return office(
        units=(SO_Y_TE,), reporting=(line,), figures=(PRIZE, LEVEL, PAPER), reports=reports, format=2
    )


def plan_year(of: Office, **words: Any) -> Edit:
    """What these words write into the year's report."""
    return plan_report(of, SO_Y_TE, YEAR, ReportWords(**words), day("2022-01-15"))


def test_a_reason_stands_beside_what_is_not_rated_or_does_not_apply() -> None:
    """In a new report, and in one that is there."""
    for value in ("not_rated", "n/a"):
        (operation,) = plan_year(of_year(), figures={"prize": value}, reasons={"prize": "Mới thành lập"})
        assert isinstance(operation, NewFile)
        assert operation.value["reasons"] == {"prize": "Mới thành lập"}
    there = report("so-y-te", "2021", on="2022-01-10", prize="not_rated")
    edit = plan_year(of_year(there), reasons={"prize": "Tạm đình chỉ"})
    assert changes(edit) == {"reasons": {"prize": "Tạm đình chỉ"}}


def test_a_reason_goes_when_a_level_comes_or_when_it_is_taken_back() -> None:
    """Beside a level it would contradict it."""
    there = report("so-y-te", "2021", on="2022-01-10", prize="not_rated", reasons={"prize": "Mới thành lập"})
    edit = plan_year(of_year(there), figures={"prize": "good"}, reason="Nhầm")
    assert changes(edit)["reasons"] is None
    assert changes(plan_year(of_year(there), reasons={"prize": None})) == {"reasons": None}


def test_a_reason_beside_a_level_is_refused() -> None:
    """It may be about another unit, or the level is wrong."""
    with bad_usage("Số liệu prize has a value that needs no reason."):
        plan_year(of_year(), figures={"prize": "good"}, reasons={"prize": "Mới thành lập"})


def test_no_level_of_what_comes_by_decision_is_booked_with_its_reason_and_is_no_report() -> None:
    """No decision's list will name the unit; what it sends itself has not come by that."""
    (operation,) = plan_year(of_year(), figures={"level": "not_rated"}, reasons={"level": "Mới thành lập"})
    assert isinstance(operation, NewFile)
    assert operation.value["state"] == "expected"
    assert "received_on" not in operation.value
    assert operation.value["figures"] == {"level": "not_rated"}
    booked = report("so-y-te", "2021", "registered", on="2022-01-10")
    edit = plan_year(of_year(booked), figures={"level": "not_rated"}, reasons={"level": "Mới thành lập"})
    assert changes(edit) == {"figures.level": "not_rated", "reasons": {"level": "Mới thành lập"}}
    for figures, reasons in (({"level": "not_rated"}, {}), ({"level": "good"}, {"level": "Mới thành lập"})):
        with pytest.raises(BadUsage):
            plan_year(of_year(), figures=figures, reasons=reasons)


# ------------------------------------------------------------------- booked by itself

COMING_YEAR = period("2022")
RESOLUTION = figure("resolution", 16, type="record", every="year", adds=None, if_absent="no")
HEADCOUNT = figure("headcount", 17, every="year")
GIVEN = {"number": "12-NQ/ĐU", "issued_on": day("2022-02-10")}


def yearly(*reports: Report) -> Office:
    """A unit that is asked a headcount, and whose resolution the office receives when it is issued."""
    line = calendar("BC-NAM", every="year")
    return office(units=(SO_Y_TE,), reporting=(line,), figures=(RESOLUTION, HEADCOUNT), reports=reports)


def year_plan(of: Office, **words: Any) -> Edit:
    """What these words write into the year's report."""
    return plan_report(of, SO_Y_TE, COMING_YEAR, ReportWords(**words), day("2022-03-01"))


def test_what_the_office_receives_is_booked_before_the_report_comes() -> None:
    """The report stays expected, without a day of receipt and without the figures that nobody gave."""
    (made,) = year_plan(yearly(), figures={"resolution": GIVEN})
    assert isinstance(made, NewFile)
    assert made.value == {
        "unit": "so-y-te",
        "period": 2022,
        "state": "expected",
        "figures": {"resolution": GIVEN},
    }


@pytest.mark.parametrize("state", ["expected", "registered", "returned"])
def test_booking_it_later_leaves_the_report_where_it_stands(state: Any) -> None:
    """Nothing was typed in of the report itself."""
    there = report("so-y-te", "2022", state, on="2022-02-20" if state == "registered" else None)
    assert changes(year_plan(yearly(there), figures={"resolution": GIVEN})) == {"figures.resolution": GIVEN}


@pytest.mark.parametrize(
    "words",
    [
        {"figures": {"resolution": GIVEN, "headcount": 40}},
        {"figures": {"resolution": GIVEN}, "received_on": day("2022-03-01")},
        {"figures": {"resolution": GIVEN}, "number": "15-BC/ĐU"},
        {"figures": {"resolution": GIVEN}, "quality": "final"},
    ],
)
def test_with_anything_of_the_report_itself_it_has_come(words: dict[str, Any]) -> None:
    """A figure that only the unit can know, a receipt, a document."""
    (made,) = year_plan(yearly(), **words)
    assert isinstance(made, NewFile)
    assert made.value["state"] == "received"
    assert made.value["figures"].keys() == {"resolution", "headcount"}  # type: ignore[union-attr]  # a mapping


def test_the_report_that_comes_keeps_what_was_booked() -> None:
    """It is typed in as any other, and needs no reason."""
    there = report("so-y-te", "2022", "expected", resolution=GIVEN)
    found = changes(year_plan(yearly(there), figures={"headcount": 40}))
    assert (found["state"], found["figures.headcount"]) == ("received", 40)
    assert "figures.resolution" not in found
