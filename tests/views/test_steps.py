"""What to do next, with the command that goes on."""

from __future__ import annotations

from typing import Any

from tests.support.offices import calendar, day, event, office, period, report, rule, staff, task, unit

from ct58.domain.records.committee import Closing, PeriodFile
from ct58.domain.records.office import Office
from ct58.views.status import status_scope, status_view
from ct58.views.steps import NextStep

QUARTERS = (calendar("BC-QUY", from_=period("2021-Q2")),)
UNITS = (unit("a", order=1), unit("b", order=2), unit("c", order=3))


def steps(known: Office, as_of: str = "2021-07-15", owner: str | None = None) -> dict[str, NextStep]:
    """The steps by kind."""
    view = status_view(
        known, status_scope(known, day(as_of)), day(as_of), known.units[owner] if owner else None
    )
    return {step.kind: step for step in view.steps}


def collecting(*reports: Any, **given: Any) -> Office:
    """Three units that owe a quarterly report."""
    return office(units=UNITS, reporting=QUARTERS, reports=reports, **given)


def test_what_has_arrived_is_typed_in_first() -> None:
    """Before anybody is chased."""
    found = steps(collecting(report("b", "2021-Q2", "registered", on="2021-07-04")))
    assert list(found) == ["type_in", "chase_reports"]
    assert (found["type_in"].ids, found["type_in"].command) == (("b",), "ct58 record report --next")


def test_late_reports_are_chased_and_those_sent_back_asked_for_again() -> None:
    """Each unit is in one of the two."""
    found = steps(collecting(report("a", "2021-Q2", "returned", on="2021-07-04")))
    assert found["chase_reports"].ids == ("b", "c")
    assert found["ask_again"].ids == ("a",)
    assert found["chase_reports"].command == "ct58 reports --period 2021-Q2 --missing"


def test_nobody_is_chased_before_the_due_day_has_passed() -> None:
    """On 5 July there is still time."""
    assert steps(collecting(), as_of="2021-07-05") == {}


def test_overdue_items_come_with_the_longest_first() -> None:
    """What is to be verified is a step of its own."""
    known = office(
        tasks=(
            task("PL-01", rule(by="2021-06-30")),
            task("PL-02", rule(by="2021-05-31")),
            task("PL-03", rule(by="2021-03-31")),
        )
    )
    found = steps(known)
    assert found["overdue"].ids == ("PL-02", "PL-01")
    assert (found["verify"].ids, found["verify"].command) == (("PL-03",), "ct58 show PL-03")


def test_a_complete_period_can_be_closed_once() -> None:
    """Everything has arrived and is typed in; closed books need no closing."""
    reports = [report(unit_.id, "2021-Q2", on="2021-07-04") for unit_ in UNITS]
    found = steps(collecting(*reports))
    assert found["close"].command == "ct58 close 2021-Q2"
    closed = PeriodFile(period=period("2021-Q2"), closings=(Closing(on=day("2021-07-14")),))
    assert steps(collecting(*reports, periods=(closed,))) == {}
    assert steps(collecting(*reports), owner="a") == {}


def test_after_the_end_nobody_is_chased() -> None:
    """But what lies waiting is still to be typed in, and what is doubtful to be verified."""
    known = office(
        units=UNITS,
        reporting=QUARTERS,
        tasks=(task("PL-01"), task("PL-03", rule(by="2021-03-31"))),
        reports=(
            report("a", "2025", "registered", on="2026-01-04"),
            report("a", "2025-Q4", "registered", on="2026-01-04"),
        ),
    )
    assert set(steps(known, as_of="2026-03-01")) == {"type_in", "verify"}


def test_reminders_change_nothing_about_what_is_late() -> None:
    """It still has to come."""
    known = office(tasks=(task("PL-01"),), events={"PL-01": [event("reminded", "2021-07-05")]})
    assert steps(known)["overdue"].count == 1


def test_of_one_body_the_commands_are_about_it() -> None:
    """And no books are closed."""
    known = office(units=(staff(),), tasks=(task("PL-01"),))
    assert steps(known, owner="van-phong")["overdue"].command == "ct58 overdue --owner van-phong"


def test_what_waits_of_several_periods_is_one_step() -> None:
    """The queue is one."""
    known = office(
        units=UNITS,
        reporting=(*QUARTERS, calendar("BC-NAM", every="year", due_after=20)),
        reports=[report("a", of, "registered", on="2022-01-04") for of in ("2021", "2021-Q4")],
    )
    found = steps(known, as_of="2022-01-10")
    assert (found["type_in"].count, found["type_in"].ids) == (2, ("a",))
