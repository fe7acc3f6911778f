from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.support.forms import SPEECH
from tests.support.forms_office import forms_office
from tests.support.offices import period, report
from tests.support.refusals import bad_usage

from ct58.domain.planning.edits import Append, Edit, NewFile, SetValue
from ct58.domain.planning.importing import (
    Decision,
    FilledForm,
    ImportPlan,
    Listed,
    Spot,
    Terms,
    decided_figures,
    doubts_of,
    missing_units,
    plan_decision,
    plan_forms,
)
from ct58.domain.records.committee import Closing, PeriodFile
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Document, Notes, ReportSource
from ct58.errors import BadUsage

TODAY = dt.date(2021, 7, 15)
TERMS = Terms(today=TODAY)
FILE = "units/so-y-te/reports/2021-Q2.yaml"


def form(
    office: Office, of: str = "2021-Q2", unit: str = "so-y-te", file: str = "x.xlsx", **given: Any
) -> FilledForm:
    """A form that was read; figures are given by name unless they are a field."""
    known = {"number", "document_date", "received_on", "quality", "notes", "spots"}
    fields = {key: given.pop(key) for key in list(given) if key in known}
    return FilledForm(
        unit=office.units[unit], period=period(of), spot=Spot(file=file), sha256="ab", figures=given, **fields
    )


def planned(office: Office, *forms: FilledForm, terms: Terms = TERMS) -> ImportPlan:
    """The plan of forms that have no problem."""
    plan = plan_forms(office, forms, terms)
    assert said(plan) == []
    return plan


def said(plan: ImportPlan) -> list[str]:
    """The problems in words."""
    return [SPEECH.say(problem.message) for problem in plan.problems]


def set_values(edit: Edit) -> dict[str, object]:
    """Path → new value, of the operations that set something."""
    return {".".join(map(str, op.at)): op.value for op in edit if isinstance(op, SetValue)}


def test_a_first_form_makes_the_report_with_its_source() -> None:
    """Every asked figure stands in it, and the file it came from."""
    office = forms_office()
    (operation,) = planned(office, form(office, members=412, number="12-BC/ĐU")).edit
    assert isinstance(operation, NewFile)
    assert (operation.file, operation.value["received_on"]) == (FILE, TODAY)
    assert operation.value["figures"]["members"] == 412  # type: ignore[index, call-overload]
    assert operation.value["figures"]["admitted"] is None  # type: ignore[index, call-overload]
    assert operation.value["source"] == {"file": "x.xlsx", "sha256": "ab"}


def test_a_booked_report_is_filled_in_and_keeps_its_receipt() -> None:
    """Lateness is judged on the first arrival."""
    booked = report("so-y-te", "2021-Q2", "registered", "2021-07-05")
    office = forms_office(reports=(booked,))
    plan = planned(office, form(office, members=412, received_on=dt.date(2021, 7, 9)))
    assert set_values(plan.edit) == {
        "figures.members": 412,
        "state": "received",
        "source": {"file": "x.xlsx", "sha256": "ab"},
    }
    assert [outcome.action for outcome in plan.outcomes] == ["filled"]


def test_the_day_of_receipt_is_the_command_s_then_the_form_s_then_today() -> None:
    """The form's own cell is the office's to fill in."""
    office = forms_office()
    on = dt.date(2021, 7, 9)

    def received(terms: Terms, **given: Any) -> object:
        (operation,) = planned(office, form(office, members=1, **given), terms=terms).edit
        assert isinstance(operation, NewFile)
        return operation.value["received_on"]

    assert received(Terms(today=TODAY, received_on=on), received_on=dt.date(2021, 7, 1)) == on
    assert received(TERMS, received_on=on) == on
    assert received(TERMS) == TODAY


def test_what_is_the_same_changes_nothing() -> None:
    """An import made twice is made once; a list whose fields are null says the same."""
    channels = ({"channel": "web", "name": None},)
    old = report("so-y-te", "2021-Q2", "received", "2021-07-05", members=412, channels=channels)
    office = forms_office(reports=(old,))
    plan = planned(office, form(office, members=412, channels=({"channel": "web"},)))
    assert (plan.edit, [outcome.action for outcome in plan.outcomes]) == ((), ["unchanged"])


def test_figures_that_contradict_the_record_are_problems_with_their_cells() -> None:
    """One by one, fields of records too, and the document's number."""
    old = report("so-y-te", "2021-Q2", on="2021-07-05", members=412, plan={"number": "1"}, admitted=None)
    office = forms_office(reports=(old,))
    spots = {"members": Spot(file="x.xlsx", row=7, column="D")}
    filled = form(office, members=421, admitted=3, plan={"number": "2"}, spots=spots)
    plan = plan_forms(office, (filled,), TERMS)
    assert said(plan) == [
        "Tổng số đảng viên: the record already says 412, the file says 421.",
        "Kế hoạch: the record already says 1, the file says 2.",
    ]
    assert (plan.problems[0].spot.cell, plan.problems[0].exit_code) == ("D7", 4)
    assert plan.edit == ()


def test_with_a_reason_a_correction_is_kept() -> None:
    """And nothing else of the report is touched."""
    old = report("so-y-te", "2021-Q2", on="2021-07-05", members=412, admitted=3)
    office = forms_office(reports=(old,))
    terms = Terms(today=TODAY, reason="báo cáo thay thế")
    plan = planned(office, form(office, members=421, number="14-BC/ĐU"), terms=terms)
    (correction,) = [op for op in plan.edit if isinstance(op, Append)]
    assert correction.value == {
        "date": TODAY,
        "reason": "báo cáo thay thế",
        "document": {"number": "14-BC/ĐU"},
    }
    assert set_values(plan.edit)["figures.members"] == 421
    assert [outcome.action for outcome in plan.outcomes] == ["corrected"]


def test_a_reason_is_not_kept_where_nothing_is_corrected() -> None:
    """It is given for the whole batch."""
    office = forms_office()
    terms = Terms(today=TODAY, reason="báo cáo thay thế")
    (operation,) = planned(office, form(office, members=1), terms=terms).edit
    assert isinstance(operation, NewFile)
    assert "corrections" not in operation.value


def test_a_returned_report_may_come_back_with_other_figures() -> None:
    """It was returned so that they change."""
    old = report("so-y-te", "2021-Q2", "returned", "2021-07-05", members=412)
    office = forms_office(reports=(old,))
    assert set_values(planned(office, form(office, members=421)).edit)["state"] == "received"


@pytest.mark.parametrize(
    ("state", "figures", "expected"),
    [("empty", {"members": 1}, "partial"), ("partial", {"members": 1}, None), ("empty", {}, None)],
)
def test_a_report_without_figures_becomes_partial(
    state: Any, figures: Mapping[str, int], expected: str | None
) -> None:
    """Until all are given."""
    old = report("so-y-te", "2021-Q2", state, "2021-07-05")
    office = forms_office(reports=(old,))
    filled = replace(form(office), figures=figures, notes=Notes(difficulties="Khó"))
    assert set_values(planned(office, filled).edit).get("state") == expected


def test_a_closed_period_needs_a_reason() -> None:
    """As with typing in."""
    closed = PeriodFile(period=period("2021-Q2"), closings=(Closing(on=dt.date(2021, 7, 10)),))
    office = forms_office(periods=(closed,))
    assert "closed" in said(plan_forms(office, (form(office, members=1),), TERMS))[0]
    terms = Terms(today=TODAY, reason="đến muộn")
    (operation,) = planned(office, form(office, members=1), terms=terms).edit
    assert isinstance(operation, NewFile)
    assert list(operation.value)[-2:] == ["source", "corrections"]


def test_two_forms_of_one_unit_and_period_are_a_problem() -> None:
    """It is not for ct58 to choose; the first is kept."""
    office = forms_office()
    first, second = form(office, members=1, file="a.xlsx"), form(office, members=2, file="b.xlsx")
    plan = plan_forms(office, (first, second), TERMS)
    assert said(plan) == ["Đảng bộ Sở Y tế has a report of 2021-Q2 already in a.xlsx."]
    assert len(plan.edit) == 1


def test_impossible_sums_are_problems_before_anything_is_written() -> None:
    """A part above its whole, counting what is already known."""
    known = report("so-y-te", "2021-Q2", "registered", "2021-07-05", members=10)
    office = forms_office(reports=(known,))
    spots = {"admitted": Spot(file="x.xlsx", row=13, column="F")}
    plan = plan_forms(office, (form(office, admitted=12, spots=spots),), TERMS)
    assert [problem.spot.cell for problem in plan.problems] == ["F13"]


def test_a_jump_is_taken_over_and_deserves_a_second_look_in_its_cell() -> None:
    """Only what the import wrote is looked at, not what stood in the report before."""
    before = report("so-y-te", "2021-Q1", admitted=3, paid=1)
    known = report("so-y-te", "2021-Q2", state="registered", paid=1000)
    cell = Spot(file="x.xlsx", sheet="Báo cáo", row=7, column="D")
    before_import = forms_office(reports=[before, known])
    filled = form(before_import, admitted=60, spots={"admitted": cell})
    outcomes = planned(before_import, filled).outcomes
    written = replace(known, figures={"paid": 1000, "admitted": 60})
    (doubt,) = doubts_of(forms_office(reports=[before, written]), outcomes)
    assert (doubt.unit.id, doubt.spot) == ("so-y-te", cell)
    assert doubt.doubtful.figure.key == "admitted"
    assert SPEECH.say(doubt.doubtful.problem) == "60 is 20 times last period's 3."


def test_blank_forms_are_passed_over() -> None:
    """A folder holds those that did not come back, too."""
    office = forms_office()
    plan = planned(office, form(office))
    assert (plan.edit, [blank.unit.id for blank in plan.blank]) == ((), ["so-y-te"])


def test_nobody_asked_and_half_a_document_are_problems() -> None:
    """Nothing is dropped without a word."""
    office = forms_office()
    nobody = form(office, unit="van-phong", members=1)
    half = form(office, members=1, document_date=TODAY)
    assert len(plan_forms(office, (nobody, half), TERMS).problems) == 2


def test_the_booked_arrival_gets_its_file_and_notes_that_are_not_said_stay() -> None:
    """The arrival's number is not lost."""
    old = replace(
        report("so-y-te", "2021-Q2", "registered", "2021-07-05"),
        source=ReportSource(how="email", arrival_number=415),
        notes=Notes(other="Đã gọi điện"),
    )
    office = forms_office(reports=(old,))
    values = set_values(planned(office, form(office, members=1, notes=Notes(difficulties="Khó"))).edit)
    assert values["source"] == {"how": "email", "arrival_number": 415, "file": "x.xlsx", "sha256": "ab"}
    assert values["notes"] == {"difficulties": "Khó", "other": "Đã gọi điện"}


def test_how_a_form_came_and_under_which_number_stands_beside_its_file() -> None:
    """As `receive` books it; a number of several forms belongs to none of them."""
    office = forms_office()
    terms = replace(TERMS, how="email", arrival_number=7)
    (made,) = plan_forms(office, [form(office, members=1)], terms).edit
    assert isinstance(made, NewFile)
    assert made.value["source"] == {"how": "email", "arrival_number": 7, "file": "x.xlsx", "sha256": "ab"}
    with bad_usage("belong to one report"):
        plan_forms(office, [form(office, members=1), form(office, members=2)], terms)


# ------------------------------------------------------------------- decisions


def decision(office: Office) -> Decision:
    """The ratings of 2021."""
    figure, record = decided_figures(office, "rating")
    document = Document(number="87-QĐ/ĐUK", date=dt.date(2021, 12, 28))
    return Decision(figure=figure, decision=record, document=document, period=period("2021"))


def listed(office: Office, unit: str, value: str, row: int = 2) -> Listed:
    """A row of the list."""
    return Listed(unit=office.units[unit], value=value, spot=Spot(file="x.xlsx", row=row, column="B"))


DECISION = {"number": "87-QĐ/ĐUK", "issued_on": dt.date(2021, 12, 28)}


def test_a_decision_makes_reports_that_are_expected_and_adds_to_those_there() -> None:
    """The year's report itself has not come yet."""
    office = forms_office(reports=(report("so-y-te", "2021", on="2022-01-05", headcount=9),))
    entries = (listed(office, "so-y-te", "good"), listed(office, "so-noi-vu", "excellent", 3))
    plan = plan_decision(office, entries, decision(office), TERMS)
    new = next(op for op in plan.edit if isinstance(op, NewFile))
    assert (new.value["state"], new.value["figures"]) == (
        "expected",
        {"rating": "excellent", "rating_decision": DECISION},
    )
    assert set_values(plan.edit) == {"figures.rating": "good", "figures.rating_decision": DECISION}
    assert [outcome.action for outcome in plan.outcomes] == ["filled", "new"]


def test_another_rating_on_record_needs_a_reason() -> None:
    """And then a correction with the decision is kept."""
    office = forms_office(reports=(report("so-y-te", "2021", "expected", rating="good"),))
    entries = (listed(office, "so-y-te", "completed"),)
    plan = plan_decision(office, entries, decision(office), TERMS)
    assert said(plan) == ["Đảng bộ Sở Y tế, Xếp loại: the record already says Tốt, the file says Hoàn thành."]
    plan = plan_decision(office, entries, decision(office), Terms(today=TODAY, reason="khiếu nại"))
    (correction,) = [op for op in plan.edit if isinstance(op, Append)]
    assert correction.value["document"] == {"number": "87-QĐ/ĐUK", "date": dt.date(2021, 12, 28)}  # type: ignore[index, call-overload]


def test_the_same_list_again_changes_nothing() -> None:
    """So it may be run again."""
    office = forms_office(
        reports=(report("so-y-te", "2021", "expected", rating="good", rating_decision=DECISION),)
    )
    plan = plan_decision(office, (listed(office, "so-y-te", "good"),), decision(office), TERMS)
    assert (plan.edit, [outcome.action for outcome in plan.outcomes]) == ((), ["unchanged"])


def test_a_unit_listed_twice_is_a_problem() -> None:
    """With the place of the first."""
    office = forms_office()
    entries = (listed(office, "so-y-te", "good"), listed(office, "so-y-te", "good", 9))
    assert said(plan_decision(office, entries, decision(office), TERMS)) == [
        "Đảng bộ Sở Y tế already stands in B2."
    ]


def test_only_figures_that_come_by_decision_have_a_list() -> None:
    """Others are named."""
    with pytest.raises(BadUsage) as caught:
        decided_figures(forms_office(), "ratng")
    assert "rating" in SPEECH.say(caught.value.message)
    with pytest.raises(BadUsage):
        decided_figures(forms_office(), "members")


def test_the_units_that_a_list_leaves_out_are_known() -> None:
    """For whoever has to ask."""
    office = forms_office()
    units = [office.units["so-y-te"], office.units["so-noi-vu"]]
    assert missing_units(units, (listed(office, "so-y-te", "good"),)) == (office.units["so-noi-vu"],)
