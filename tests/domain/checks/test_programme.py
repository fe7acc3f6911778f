"""The programme: unique ids, references that lead somewhere, deadlines that mean one thing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.checks import codes, findings, places
from tests.support.offices import (
    calendar,
    clause,
    day,
    duty,
    event,
    figure,
    indicator,
    part,
    period,
    programme,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.checks.context import context_of
from ct58.domain.checks.registry import run_checks
from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import Measure, SetRule, Target
from ct58.domain.records.office import Records, build_office
from ct58.domain.records.programme import Horizon, OpenQuestion, SubFigure, TaskGroup
from ct58.errors import Finding


def head(id: str = "KL-01", **given: Any) -> ItemFile:
    """An item of its own, led by van-phong."""
    plain: dict[str, Any] = {"title": "Kết luận", "lead": ("van-phong",), "deadline": rule(by="2021-09-30")}
    return ItemFile(item=id, **{**plain, **given})


def with_horizon(first: int, last: int, **given: Any) -> list[Finding]:
    """The findings of a programme of these years."""
    made = programme(**given)
    made = replace(made, programme=replace(made.head, horizon=Horizon(from_=first, to=last)))
    records = Records(programme=made, units={"units/van-phong/unit.yaml": staff()})
    files = frozenset(["programme.yaml", "office.yaml", *records.units])
    return list(run_checks(context_of(records, build_office(records, {}), files, {})))


# ---------------------------------------------------------------------------------------- ids


@pytest.mark.parametrize(
    "given",
    [
        {"tasks": (task("A"), task("A"))},
        {"tasks": (task("A"),), "duties": (duty("A"),)},
        {"duties": (duty("BC-QUY"),), "reporting": (calendar("BC-QUY"),)},
        {
            "tasks": (task("A"),),
            "indicators": (indicator("A", numerator=Measure(of="tccsd", count="units")),),
        },
        {"parts": (part("II.1"), part("II.1"))},
        {"clauses": (clause("a"), clause("a"))},
        {"figures": (figure("a", 1), figure("a", 2))},
        {"groups": (TaskGroup(id="I", title="a"), TaskGroup(id="I", title="b"))},
    ],
)
def test_an_id_stands_once_among_all_that_is_followed_and_in_each_list(given: dict[str, Any]) -> None:
    """Events and links must know what they mean."""
    assert codes(**given) == ["P301"]


def test_a_clause_may_have_the_id_of_a_figure() -> None:
    """They are never confused."""
    assert codes(clauses=(clause("a"),), figures=(figure("a"),)) == []


@pytest.mark.parametrize("id", ["../x", "PL 01", "con", "KL-Đ", ""])
def test_an_id_is_a_good_name_for_the_file_of_its_events(id: str) -> None:
    """It is refused before anything is written."""
    assert places("Y017", tasks=(task(id),)) == [("tasks", 0, "id")]


# --------------------------------------------------------------------------------- references


def test_clauses_and_parts_are_linked_from_everywhere() -> None:
    """Clauses, groups, tasks, duties, indicators, open questions, and items of their own."""
    found = findings(
        clauses=(clause("II.1-1", part="V"),),
        groups=(TaskGroup(id="I", title="a", parts=("II.1", "V")),),
        tasks=(task(clauses=("II.1-1", "II.1", "V")),),
        duties=(duty(clauses=("V",)),),
        indicators=(indicator(clause="V", numerator=Measure(of="tccsd", count="units")),),
        open_questions=(OpenQuestion(id="q", clauses=("V",), text="?"),),
        items=(head(clauses=("V",)),),
    )
    assert {finding.code for finding in found} == {"P302"}
    assert {(finding.file, finding.at) for finding in found} == {
        ("programme.yaml", ("clauses", 0, "part")),
        ("programme.yaml", ("groups", 0, "parts", 1)),
        ("programme.yaml", ("tasks", 0, "clauses", 2)),
        ("programme.yaml", ("duties", 0, "clauses", 0)),
        ("programme.yaml", ("indicators", 0, "clause")),
        ("programme.yaml", ("open_questions", 0, "clauses", 0)),
        ("tasks/KL-01.yaml", ("clauses", 0)),
    }


def test_whoever_leads_or_takes_part_is_in_the_register() -> None:
    """An entry that cannot be read at the moment is there."""
    wrong = (task(lead=("van-phong", "a"), with_=("b",)),)
    assert places("P303", tasks=wrong) == [("tasks", 0, "lead", 1), ("tasks", 0, "with_", 0)]
    assert places("P303", tasks=wrong, files=["units/a/unit.yaml", "units/b/unit.yaml"]) == []
    assert places("P303", items=[head(lead=("a",))]) == [("lead", 0)]
    named = head(lead=(), owners=SetRule(ids=("van-phong", "a")))
    assert places("P303", items=[named]) == [("owners", "ids", 1)]


def test_sets_are_named_that_are_defined() -> None:
    """By duties, the calendar, figures and measures."""
    found = places(
        "P304",
        duties=(duty(owners="x"),),
        reporting=(calendar(units="x"),),
        figures=(figure("a", units="x"),),
        indicators=(indicator(numerator=Measure(of="x", count="units")),),
    )
    assert found == [
        ("duties", 0, "owners"),
        ("reporting", 0, "units"),
        ("figures", 0, "units"),
        ("indicators", 0, "numerator", "of"),
    ]


def test_a_set_names_units_and_kinds_that_there_are() -> None:
    """A mistyped kind would make an empty set, and nobody would see that."""
    sets = {
        "good": SetRule(
            kinds=("agency",), organisation=("grassroots_cell",), flags=("whatever",), ids=("a",)
        ),
        "bad": (SetRule(kinds=("agency", "agencies")), SetRule(organisation=("cell",), ids=("a", "b"))),
    }
    found = findings(sets=sets, units=[unit("a")])
    assert [(finding.code, finding.at) for finding in found] == [
        ("K004", ("sets", "bad", 0, "kinds", 1)),
        ("P303", ("sets", "bad", 1, "ids", 1)),
        ("K004", ("sets", "bad", 1, "organisation", 0)),
    ]


def test_ids_at_a_measure_are_units() -> None:
    """As in a set."""
    measure = Measure(of=SetRule(ids=("b",)), count="units")
    assert places("P303", indicators=(indicator(numerator=measure),)) == [
        ("indicators", 0, "numerator", "of", "ids", 0)
    ]


def test_a_task_is_in_a_group_where_there_are_groups() -> None:
    """A programme without an appendix of groups needs none."""
    groups = (TaskGroup(id="I", title="a"),)
    assert places("P321", tasks=(task(group="I"), task("PL-02", group="II")), groups=groups) == [
        ("tasks", 1, "group")
    ]
    assert places("P321", tasks=(task(group="II"),)) == []


# ------------------------------------------------------------------------------------- owners


@pytest.mark.parametrize(
    ("lead", "owners", "at"),
    [
        (("van-phong",), None, None),
        ((), "tccsd", None),
        (("van-phong",), "tccsd", ("duties", 0, "owners")),
        ((), None, ("duties", 0)),
    ],
)
def test_a_duty_is_joint_or_owed_by_each(lead: tuple[str, ...], owners: str | None, at: Any) -> None:
    """Never both, never neither."""
    wrong = replace(duty(), lead=lead, owners=owners)
    assert places("P309", duties=(wrong,)) == ([at] if at else [])


def test_an_item_of_its_own_that_nobody_owes_has_a_code_of_its_own() -> None:
    """E218 says what to add."""
    assert codes(items=[head(lead=())]) == ["E218"]
    assert codes(items=[head(owners="tccsd")]) == ["P309"]


@pytest.mark.parametrize(("last", "is_told"), [("2021-06-29", True), ("2021-06-30", False)])
def test_a_lead_that_ended_before_the_last_deadline_is_told(last: str, is_told: bool) -> None:
    """The work stays, and somebody must take it over."""
    units = [staff("ban", valid_to=day(last))]
    found = places("P310", units=units, tasks=(task(lead=("van-phong", "ban")),))
    assert found == ([("tasks", 0, "lead", 1)] if is_told else [])


def test_a_lead_of_a_standing_duty_may_end() -> None:
    """There is no deadline that it could miss."""
    units = [staff("ban", valid_to=day("2021-06-29"))]
    assert places("P310", units=units, duties=(duty(deadline=rule(), lead=("ban",)),)) == []


def test_a_lead_may_end_with_the_committee() -> None:
    """Nobody leads anything after that; one that ended the day before is told."""
    late = task(deadline=rule(by="2025-12-31"), lead=("ban",))
    for last, told in (("2025-02-10", []), ("2025-02-09", [("tasks", 0, "lead", 0)])):
        units = [staff("van-phong"), staff("ban", valid_to=day(last))]
        assert places("P310", units=units, tasks=(late,), closed_on="2025-02-10") == told


# ---------------------------------------------------------------------------------- deadlines


def test_a_deadline_before_the_programme_is_a_warning() -> None:
    """On the programme's own day it is none."""
    assert places("P307", tasks=(task(deadline=rule(by="2021-Q1")),)) == [("tasks", 0, "deadline")]
    assert places("P307", tasks=(task(deadline=rule(by="2021-04-07")),)) == []
    assert places("P307", reporting=(calendar(from_=period("2021-Q1")),)) == [("reporting", 0)]


def test_a_deadline_before_the_programme_is_answered_by_what_was_done_or_decided() -> None:
    """A question without an answer, or about another task, answers nothing."""
    early = (
        task("PL-01", deadline=rule(by="2021-Q1"), submit_to=()),
        task("PL-02", deadline=rule(by="2021-Q1"), submit_to=()),
    )
    both = [("tasks", 0, "deadline"), ("tasks", 1, "deadline")]
    question = OpenQuestion(id="HM-01", clauses=(), items=("PL-01",), text="Đã làm chưa?")
    assert places("P307", tasks=early, open_questions=(question,), format=2) == both
    decided = replace(question, decision="Giữ nguyên hạn.")
    assert places("P307", tasks=early, open_questions=(decided,), format=2) == both[1:]
    issued = {"PL-02": [event("issued", "2021-03-20")]}
    assert places("P307", tasks=early, events=issued) == both[:1]
    assert places("P307", tasks=early, events={"PL-02": [event("reminded", "2021-04-20")]}) == both


def test_what_a_question_is_about_is_followed() -> None:
    """Its items are items of the programme, or of their own."""
    question = OpenQuestion(id="HM-01", clauses=(), items=("PL-01", "PL-09"), text="?")
    assert places("P327", tasks=(task("PL-01"),), open_questions=(question,), format=2) == [
        ("open_questions", 0, "items", 1)
    ]


def test_a_deadline_that_never_comes_is_a_warning() -> None:
    """A standing duty has none to come."""
    assert places("P308", duties=(duty(deadline=rule(every="year", from_="2026")),)) == [
        ("duties", 0, "deadline")
    ]
    assert places("P308", duties=(duty(deadline=rule()),)) == []


def test_a_deadline_without_clear_meaning_is_told_that_alone() -> None:
    """Whether it ever comes cannot be known."""
    assert codes(duties=(duty(deadline=rule(every="year", from_="2026", within="2021")),)) == ["P306"]
    assert codes(duties=(duty(deadline=rule(every="year", in_="Q7")),)) == ["P312"]
    assert codes(duties=(duty(deadline=rule(every="year", from_="2023", until="2022")),)) == ["P313"]


def test_lines_of_the_calendar_and_indicators_have_deadlines_too() -> None:
    """The line of the calendar is its own deadline."""
    assert places("P306", reporting=(calendar(due_after=-367),)) == [("reporting", 0)]
    wrong = indicator(deadline=rule(by="2021", within="2021"), numerator=Measure(of="tccsd", count="units"))
    assert places("P306", indicators=(wrong,)) == [("indicators", 0, "deadline")]
    assert places("P306", items=[head(deadline=rule(by="once"))]) == [("deadline",)]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (2021, 2025, []),
        (2025, 2021, ["P313"]),
        (21, 2025, ["P320"]),
        (2021, 20250, ["P320"]),
        (0, 10**12, ["P320", "P320"]),
        (-1, -5, ["P320", "P320", "P313"]),
    ],
)
def test_the_horizon_is_years_in_order(first: int, last: int, expected: list[str]) -> None:
    """Whatever stands there, nothing is expanded from it unless it is."""
    recurring = {
        "tasks": (task(deadline=rule(every="month")),),
        "indicators": (
            indicator(
                numerator=Measure(of="tccsd", count="units"),
                target=Target(op=">", value={2022: 5}, unit="count"),
            ),
        ),
    }
    assert [finding.code for finding in with_horizon(first, last, **recurring)] == expected


# ----------------------------------------------------------------------- done_when and series


@pytest.mark.parametrize(
    ("path", "owners", "is_wrong"),
    [
        ("plan", "tccsd", False),
        ("plan.received_on", "tccsd", False),
        ("plan.date", "tccsd", True),
        ("plans", "tccsd", True),
        ("members.x", "tccsd", True),
        ("plan", None, True),
    ],
)
def test_done_when_names_a_figure_that_owners_give(path: str, owners: str | None, is_wrong: bool) -> None:
    """A figure, or a field of one; a joint duty has nobody who gives it."""
    figures = (
        figure("plan", 1, type="record", fields=(SubFigure(key="received_on", label="Ngày", type="date"),)),
        figure("members", 2),
    )
    made = replace(duty(owners="tccsd"), owners=owners, lead=() if owners else ("van-phong",), done_when=path)
    assert places("P317", duties=(made,), figures=figures) == (
        [("duties", 0, "done_when")] if is_wrong else []
    )


def test_the_years_of_a_series_are_the_programmes() -> None:
    """Both ends are inside."""
    target = Target(op=">", value={2020: 1, 2021: 2, 2025: 3, 2026: 4}, unit="count")
    made = indicator(numerator=Measure(of="tccsd", count="units"), target=target)
    assert places("P319", indicators=(made,)) == [
        ("indicators", 0, "target", "value", 2020),
        ("indicators", 0, "target", "value", 2026),
    ]
