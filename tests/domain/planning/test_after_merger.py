"""The report of the period in which a unit was merged: asked whether its successor's has the same figures in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.offices import calendar, day, figure, office, period, report, unit

from ct58.domain.planning.after_merger import answer_in, unanswered
from ct58.domain.planning.edits import NewFile, SetValue
from ct58.domain.planning.reports import ReportWords, plan_report
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report
from ct58.domain.records.scalars import NOT_APPLICABLE, UNSAID
from ct58.errors import BadUsage, Refused

TODAY = day("2022-06-01")
THREE = ReportWords(figures={"members": 3})


def merged(*reports: Report, into: str | None = "b") -> Office:
    """A ended on 20 May 2022, in the midst of the second quarter; c goes on."""
    known = office(
        figures=(figure("members", min=0),),
        reporting=(calendar(),),
        units=(unit("a", valid_to=day("2022-05-20"), merged_into=into), unit("b"), unit("c")),
        reports=reports,
    )
    return replace(known, programme=replace(known.programme, format=2))


def planned(known: Office, of: str, words: ReportWords, id: str = "a") -> object:
    """What a report's plan says of where its figures count; MISSING things are not there."""
    edit = plan_report(known, known.units[id], period(of), words, TODAY)
    (only,) = [
        entry for entry in edit if isinstance(entry, NewFile) or getattr(entry, "at", ()) == ("counted_in",)
    ]
    return only.value.get("counted_in", UNSAID) if isinstance(only, NewFile) else only


def test_figures_of_the_period_of_the_merger_wait_for_an_answer() -> None:
    """It is the successor, or itself; both are kept."""
    with pytest.raises(Refused, match="was merged into") as caught:
        planned(merged(), "2022-Q2", THREE)
    assert caught.value.exit_code == 4
    assert planned(merged(), "2022-Q2", replace(THREE, counted_in="b")) == "b"
    assert planned(merged(), "2022-Q2", replace(THREE, counted_in=None)) is None


@pytest.mark.parametrize(("of", "into"), [("2022-Q1", "b"), ("2022-Q2", None)])
def test_nothing_is_asked_of_other_periods_or_where_nobody_took_over(of: str, into: str | None) -> None:
    """Before its end it counts as any other; one that was closed counts by itself."""
    assert planned(merged(into=into), of, THREE) == UNSAID


def test_what_is_not_put_together_needs_no_answer() -> None:
    """A stock is told by who exists at the end; what does not apply is no figure."""
    known = merged()
    figures = (figure("members", min=0), figure("stock", 2, adds="stock"))
    both = replace(known, programme=replace(known.programme, figures=figures))
    assert planned(both, "2022-Q2", ReportWords(figures={"stock": 40, "members": NOT_APPLICABLE})) == UNSAID


def test_an_arrival_needs_no_answer_until_its_figures_are_typed_in() -> None:
    """And then it is asked."""
    arrived = merged(Report(unit="a", period=period("2022-Q2"), state="registered", received_on=TODAY))
    with pytest.raises(Refused):
        planned(arrived, "2022-Q2", THREE)
    assert planned(merged(), "2022-Q2", ReportWords(received_on=TODAY)) == UNSAID


def test_an_answer_can_be_given_later_and_changed_only_with_a_reason() -> None:
    """Giving it is no correction, another one is."""
    file = "units/a/reports/2022-Q2.yaml"
    open_ = merged(report("a", "2022-Q2", on="2022-05-10", members=3))
    assert planned(open_, "2022-Q2", ReportWords(counted_in=None)) == SetValue(
        file=file, at=("counted_in",), value=None, expected=None
    )
    said = merged(replace(report("a", "2022-Q2", on="2022-05-10", members=3), counted_in=None))
    with pytest.raises(Refused, match="needs a reason"):
        planned(said, "2022-Q2", ReportWords(counted_in="b"))
    reason = ReportWords(counted_in="b", reason="b's report says so")
    assert planned(said, "2022-Q2", reason) == SetValue(
        file=file, at=("counted_in",), value="b", expected=None
    )


@pytest.mark.parametrize(
    ("of", "id", "said"), [("2022-Q1", "a", "b"), ("2022-Q2", "b", None), ("2022-Q2", "a", "c")]
)
def test_an_answer_nobody_asked_for_is_refused(of: str, id: str, said: str | None) -> None:
    """In another period, of a unit that goes on, or naming one that took over nothing."""
    with pytest.raises(BadUsage):
        planned(merged(), of, replace(THREE, counted_in=said), id)


def test_of_several_answers_each_unit_takes_the_one_that_fits_it() -> None:
    """Its successor's, however it is called, else “itself”; one that names others says nothing of it."""
    known = merged()
    a = known.units["a"]
    found = [answer_in(known, a, words) for words in (["b"], ["itself"], ["riêng"], ["c"], ["itself", "B"])]
    assert found == ["b", None, None, UNSAID, "b"]


def test_the_reports_that_wait_for_an_answer_are_known() -> None:
    """Those with figures, of the period of the merger alone."""
    known = merged(
        report("a", "2022-Q1", on="2022-04-01", members=1), report("a", "2022-Q2", on="2022-05-10", members=3)
    )
    assert [str(entry.period) for entry in unanswered(known, known.units.values())] == ["2022-Q2"]
