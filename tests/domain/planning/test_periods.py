"""Planning the closing and reopening of a period's books."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support.offices import calendar, day, figure, office, period, unit
from tests.support.refusals import bad_usage, refused

from ct58.domain.planning.edits import Append, NewFile, SetValue
from ct58.domain.planning.periods import plan_close_books, plan_reopen, with_reason
from ct58.domain.records.committee import Closing, PeriodFile, Reopening
from ct58.domain.records.office import Office

Q2 = period("2021-Q2")
JULY_10 = dt.date(2021, 7, 10)
JULY_15 = dt.date(2021, 7, 15)


def with_books(*steps: Closing | Reopening) -> Office:
    """An office whose second quarter has been closed and opened so; none: it has no file."""
    file = PeriodFile(
        period=Q2,
        closings=tuple(step for step in steps if isinstance(step, Closing)),
        reopenings=tuple(step for step in steps if isinstance(step, Reopening)),
    )
    return office(
        units=(unit("so-y-te"),),
        reporting=(calendar("BC-QUY"), calendar("BC-NAM", every="year")),
        figures=(figure("plan", every="once"),),
        periods=(file,) if steps else (),
    )


def closed(on: str, reason: str | None = None) -> Closing:
    """The books closed on a day."""
    return Closing(on=day(on), reason=reason)


def opened(on: str, reason: str = "gửi muộn") -> Reopening:
    """The books opened on a day."""
    return Reopening(on=day(on), reason=reason)


class TestClosing:
    """After that a change in the period needs a reason."""

    def test_the_first_closing_makes_the_file(self) -> None:
        """With the reason, if one is given."""
        value: dict[str, Any] = {"period": "2021-Q2", "closings": ({"on": JULY_10, "reason": "chốt"},)}
        expected = (NewFile(file="periods/2021-Q2.yaml", value=value),)
        assert plan_close_books(with_books(), Q2, JULY_10, " chốt ") == expected

    def test_a_later_closing_is_added(self) -> None:
        """Closings and reopenings are kept, each with its day."""
        data = with_books(closed("2021-07-10"), opened("2021-07-12"))
        expected = (Append(file="periods/2021-Q2.yaml", at=("closings",), value={"on": JULY_15}),)
        assert plan_close_books(data, Q2, JULY_15, None) == expected

    def test_closed_books_stay_closed(self) -> None:
        """Also when they were closed on a later day than is said."""
        for on in (JULY_10, JULY_15):
            with refused("The books of 2021-Q2 are closed already. To open them again: ct58 reopen 2021-Q2"):
                plan_close_books(with_books(closed("2021-07-10")), Q2, on, None)

    def test_a_day_before_the_last_step_is_refused(self) -> None:
        """The steps follow each other in time."""
        data = with_books(closed("2021-07-10"), opened("2021-07-12"))
        with refused("were closed or opened later, on 2021-07-12"):
            plan_close_books(data, Q2, dt.date(2021, 7, 11), None)

    def test_two_closings_of_one_day_differ_in_their_reason(self) -> None:
        """The same line twice would be one."""
        data = with_books(closed("2021-07-15"), opened("2021-07-15"))
        with refused("Add --reason"):
            plan_close_books(data, Q2, JULY_15, None)
        assert plan_close_books(data, Q2, JULY_15, "lần 2")

    def test_books_are_closed_when_the_period_has_ended(self) -> None:
        """On its last day at the earliest."""
        assert plan_close_books(with_books(), Q2, dt.date(2021, 6, 30), None)
        with bad_usage("The books of 2021-Q2 cannot be closed before its last day, 2021-06-30"):
            plan_close_books(with_books(), Q2, dt.date(2021, 6, 29), None)

    @pytest.mark.parametrize("text", ["2021-H1", "2021-9M", "once", "2019-Q4", "2021-04", "2021..2025"])
    def test_only_periods_that_reports_are_asked_for_have_books(self, text: str) -> None:
        """A half-year is computed from its quarters: closing it would close nothing."""
        with bad_usage("so it has no books to close. Close the periods that units report on"):
            plan_close_books(with_books(), period(text), dt.date(2026, 1, 1), None)

    def test_a_year_has_books(self) -> None:
        """It has reports of its own."""
        assert plan_close_books(with_books(), period("2021"), dt.date(2022, 1, 20), None)


class TestReopening:
    """Opening books again is possible, with a reason."""

    def test_it_is_added_with_its_reason(self) -> None:
        """The closing stays."""
        edit = plan_reopen(with_books(closed("2021-07-10")), Q2, JULY_15, " gửi muộn ")
        value: dict[str, Any] = {"on": JULY_15, "reason": "gửi muộn"}
        assert edit == (Append(file="periods/2021-Q2.yaml", at=("reopenings",), value=value),)

    def test_only_closed_books_can_be_opened(self) -> None:
        """Never closed, or opened already."""
        for data in (with_books(), with_books(closed("2021-07-10"), opened("2021-07-12"))):
            with refused("The books of 2021-Q2 are not closed."):
                plan_reopen(data, Q2, JULY_15, "gửi muộn")

    def test_it_does_not_come_before_the_closing(self) -> None:
        """The steps follow each other in time."""
        with refused("on 2021-07-10. Take that day or a later one."):
            plan_reopen(with_books(closed("2021-07-10")), Q2, dt.date(2021, 7, 9), "gửi muộn")

    def test_a_reason_says_something(self) -> None:
        """Spaces are none."""
        with bad_usage("--reason must not be empty"):
            plan_reopen(with_books(closed("2021-07-10")), Q2, JULY_15, "  ")

    def test_the_same_reopening_twice_is_refused(self) -> None:
        """It would be one line, and the books would stay closed."""
        data = with_books(closed("2021-07-15"), opened("2021-07-15"), closed("2021-07-15", "lần 2"))
        with refused("were opened on this day with the same reason"):
            plan_reopen(data, Q2, JULY_15, "gửi muộn")


class TestChangesWhileClosed:
    """A change in a closed period carries its reason in each report."""

    EDIT = (
        SetValue(file="units/a/reports/2021-Q2.yaml", at=("state",), value="registered", expected="returned"),
        NewFile(file="units/b/reports/2021-Q2.yaml", value={"unit": "b"}),
    )

    def test_open_books_ask_for_nothing(self) -> None:
        """Nor does a closing that lies ahead."""
        for data in (with_books(), with_books(closed("2021-07-16"))):
            assert with_reason(data, Q2, self.EDIT, JULY_15, None) == self.EDIT

    def test_closed_books_ask_for_a_reason(self) -> None:
        """Unless nothing would change."""
        data = with_books(closed("2021-07-10"))
        assert with_reason(data, Q2, (), JULY_15, None) == ()
        with refused("The books of 2021-Q2 are closed; a change needs a reason."):
            with_reason(data, Q2, self.EDIT, JULY_15, " ")

    def test_the_reason_is_kept_in_every_report(self) -> None:
        """As a correction of that day."""
        data = with_books(closed("2021-07-10"))
        *first, one, other = with_reason(data, Q2, self.EDIT, JULY_15, "do lũ")
        assert tuple(first) == self.EDIT
        for operation, name in ((one, "a"), (other, "b")):
            assert operation == Append(
                file=f"units/{name}/reports/2021-Q2.yaml",
                at=("corrections",),
                value={"date": JULY_15, "reason": "do lũ"},
            )
