"""Planning the end of many units: one edit, problems by row, and where their last reports count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.offices import calendar, day, figure, office, report, unit

from ct58.domain.planning.edits import SetValue
from ct58.domain.planning.register import MergerWords
from ct58.domain.planning.unit_ends import CountedWhere, UnitEnd, edit_of, plan_endings, plan_merger
from ct58.domain.records.committee import Closing, PeriodFile
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.errors import Refused

MAY_20, MAY_21 = day("2022-05-20"), day("2022-05-21")
WHERE = CountedWhere(today=day("2022-06-01"))
A, B, C = (unit(id_) for id_ in "abc")


def known(*units: Unit, **given: object) -> Office:
    """A reported of the second quarter before anything happened to it."""
    made = office(
        figures=(figure("members", min=0),),
        reporting=(calendar(),),
        units=units or (A, B, C),
        reports=(report("a", "2022-Q2", on="2022-05-10", members=3),),
        **given,  # type: ignore[arg-type]
    )
    return replace(made, programme=replace(made.programme, format=2))


def test_many_units_end_in_one_edit() -> None:
    """Each on its day; one that ended so already needs nothing."""
    done = unit("c", valid_to=MAY_20)
    plan = plan_endings(
        known(A, B, done),
        [
            UnitEnd(unit=A, last_day=MAY_20, reason="12-QĐ/ĐUK", row=2),
            UnitEnd(unit=B, last_day=MAY_21, row=3),
            UnitEnd(unit=done, last_day=MAY_20, row=4),
        ],
        WHERE,
    )
    assert [(op.file, op.at, op.value) for op in plan.edit if isinstance(op, SetValue)] == [
        ("units/a/unit.yaml", ("valid_to",), MAY_20),
        ("units/a/unit.yaml", ("note",), "12-QĐ/ĐUK"),
        ("units/b/unit.yaml", ("valid_to",), MAY_21),
    ]
    assert [entry.row for entry in plan.done] == [4]


@pytest.mark.parametrize(("words", "value"), [(("b",), "b"), (("itself",), None)])
def test_a_merger_says_where_the_last_report_counts(words: tuple[str, ...], value: str | None) -> None:
    """Into the report itself; without an answer nothing is merged."""
    ending = UnitEnd(unit=A, last_day=MAY_20, successor=B, row=2)
    edit = edit_of(known(), [ending], replace(WHERE, words=words))
    assert edit[-1] == SetValue(
        file="units/a/reports/2022-Q2.yaml", at=("counted_in",), value=value, expected=None
    )
    with pytest.raises(Refused):
        edit_of(known(), [ending], WHERE)
    answered = replace(WHERE, answers={("a", "2022-Q2"): value})
    assert plan_merger(known(), MergerWords(units=(A,), into="b", on=MAY_21), answered) == edit


def test_nothing_is_asked_where_the_quarter_was_whole_or_nobody_took_over() -> None:
    """A unit that ends with the quarter owes its report."""
    whole = UnitEnd(unit=A, last_day=day("2022-06-30"), successor=B)
    closed = UnitEnd(unit=A, last_day=MAY_20)
    assert all(len(edit_of(known(), [entry], WHERE)) <= 2 for entry in (whole, closed))


def test_what_is_wrong_is_a_problem_of_its_row_and_then_nothing_is_written() -> None:
    """The same unit twice, into itself, into one that ended, no answer."""
    ended = unit("c", valid_to=day("2022-01-31"))
    plan = plan_endings(
        known(A, B, ended),
        [
            UnitEnd(unit=A, last_day=MAY_20, successor=B, row=2),
            UnitEnd(unit=B, last_day=MAY_20, successor=B, row=3),
            UnitEnd(unit=B, last_day=MAY_20, successor=ended, row=4),
        ],
        WHERE,
    )
    assert plan.edit == ()
    assert sorted(problem.row for problem in plan.problems) == [2, 3, 4, 4]


def test_a_closed_quarter_keeps_the_reason_with_the_answer() -> None:
    """Its books say why they changed."""
    file = PeriodFile(period=Period.parse("2022-Q2"), closings=(Closing(on=day("2022-05-31")),))
    ending = UnitEnd(unit=A, last_day=MAY_20, successor=B)
    where = replace(WHERE, words=("itself",))
    closed = known(periods=(file,))
    with pytest.raises(Refused, match="books"):
        edit_of(closed, [ending], where)
    edit = edit_of(closed, [replace(ending, reason="12-QĐ/ĐUK")], where)
    assert edit[-1].at == ("corrections",)  # type: ignore[union-attr]  # it is no new file
