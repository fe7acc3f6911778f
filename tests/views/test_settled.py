"""Settled results that move, in words."""

from __future__ import annotations

from typing import Any

from tests.domain.changes.test_settled import ISSUED, TODAY, known, of_a
from tests.support.offices import duty, event, rule, task, unit
from tests.support.terms import speaking

from ct58.domain.changes.settled import settled_moves
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Correction
from ct58.views.settled import SettledRow, settled_findings, settled_rows

ENGLISH = speaking("en")
BOTH = "BC-NAM Báo cáo BC-NAM, 2021: 1/2 arrived, 1 on time → 2/2 arrived, 2 on time"
EVERY_UNIT = duty("NV-01", rule(by="2021-Q3"), owners="tccsd")


def rows(before: Office, after: Office) -> tuple[SettledRow, ...]:
    """What moves between two offices."""
    return settled_rows(settled_moves(before, after, TODAY))


def texts(before: Office, after: Office) -> list[str]:
    """The same in English."""
    return [ENGLISH.say(row.text) for row in rows(before, after)]


def test_a_row_says_what_from_what_to_what_where_and_whether_there_is_a_reason() -> None:
    """In a closed period what is not met is so for good."""
    assert texts(known(), known(reports=of_a(2))) == [
        "CT-01, 2021: 12, met → 7, not met (books of 2021, closed 2022-02-01); no reason stands beside it"
    ]
    corrected = of_a(2, corrections=(Correction(date=TODAY, reason="gửi lại"),))
    assert texts(known(), known(reports=corrected)) == [
        "CT-01, 2021: 12, met → 7, not met (books of 2021, closed 2022-02-01)"
    ]


def test_what_was_issued_is_named_with_its_paper_and_the_day_of_its_figures() -> None:
    """A report that was there by then and was typed in later."""
    before = known(reports=of_a(7)[:1], periods=(ISSUED,))
    assert texts(before, known(periods=(ISSUED,))) == [
        "CT-01, 2021: 7, no conclusion yet → 12, met (report bc, figures of 2022-01-10); no reason stands beside it",
        f"{BOTH} (report bc, figures of 2022-01-10); no reason stands beside it",
    ]


def test_units_that_move_alike_are_one_row() -> None:
    """With their number; one alone has its name."""
    given: dict[str, Any] = {"duties": (EVERY_UNIT,)}
    done = {id_: (event("completed", "2021-08-01", item="NV-01"),) for id_ in ("a", "b")}
    assert texts(known(**given), known(unit_events=done, **given)) == [
        "NV-01 (2 units): Overdue → Completed on time (books of 2021, closed 2022-02-01); no reason stands beside it"
    ]
    one = {"a": done["a"]}
    assert texts(known(**given), known(unit_events=one, **given))[0].startswith("NV-01 (Đơn vị a): Overdue →")


def test_what_came_or_went_says_so() -> None:
    """A unit that the register loses was expected, and its report counted."""
    given = {"units": (unit("a"),)}
    said = texts(known(**given), known(units=(), reports=()))
    assert "BC-NAM Báo cáo BC-NAM, 2021: 1/1 arrived, 1 on time → not there" in " ".join(said)


def test_what_has_no_reason_stands_first() -> None:
    """Whatever its time."""
    before = known(tasks=(task("PL-01"), task("PL-02")))
    done = {
        "PL-01": (event("submitted", "2021-06-20", reason="ghi bổ sung"),),
        "PL-02": (event("submitted", "2021-06-21"),),
    }
    after = known(tasks=(task("PL-01"), task("PL-02")), events=done)
    assert [(row.id, row.has_reason) for row in rows(before, after)] == [("PL-02", False), ("PL-01", True)]


def test_a_finding_is_an_error_only_in_a_closed_period_without_a_reason() -> None:
    """And stands at the file that moves it."""

    def found(before: Office, after: Office) -> list[tuple[str, str]]:
        return [(one.code, one.file) for one in settled_findings(rows(before, after))]

    report = "units/a/reports/2021.yaml"
    corrected = of_a(2, corrections=(Correction(date=TODAY, reason="gửi lại"),))
    assert found(known(), known(reports=of_a(2))) == [("T606", report)]
    assert found(known(), known(reports=corrected)) == [("T607", report)]
    issued = {"periods": (ISSUED,)}
    assert found(known(**issued), known(reports=of_a(2), **issued)) == [("T607", report)]
