"""What is wrong with amendments, and with a programme as an amendment leaves it; each finding in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.checks import Found, findings
from tests.support.offices import (
    amendment,
    calendar,
    clause,
    duty,
    figure,
    indicator,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.records.measure import Measure, SetRule, Target
from ct58.domain.records.programme import Amendment
from ct58.domain.records.reports import Document
from ct58.errors.rules import severity_of

FROM, LATER = "2022-10-05", "2023-02-01"
TASK = task(deadline=rule(by="2025"))


def found(*amendments: Amendment, **given: Any) -> Found:
    """Code, file and place of what is wrong with a programme of one task after amendments."""
    plain: dict[str, Any] = {"tasks": (TASK,), "format": 2, "units": (staff("ban-to-chuc"),)}
    told = findings(**{**plain, **given}, amendments=amendments)
    return [(entry.code, entry.file, entry.at) for entry in told]


def at(*place: str | int, number: int = 0) -> tuple[str | int, ...]:
    """A place in an amendment of programme.yaml."""
    return ("amendments", number, *place)


def test_an_amendment_with_effect_has_no_findings() -> None:
    """A new lead, a new day, a target, a set, another calendar, an end, a successor."""
    change: dict[str, dict[str, Any]] = {
        "PL-01": {"lead": ("ban-to-chuc",), "deadline": rule(by="2023-Q1")},
        "CT-01": {"target": Target(op=">=", value=350, unit="count")},
        "tccsd": {"organisation": ("grassroots_committee",)},
        "BC-QUY": {"due_after": 10},
    }
    adds = {"duties": (duty("NV-02", deadline=rule(by="2024")),)}
    given: dict[str, Any] = {
        "figures": (figure("members"),),
        "indicators": (indicator(),),
        "duties": (duty(deadline=rule(every="year")),),
        "reporting": (calendar(),),
    }
    assert found(amendment(FROM, change, adds=adds, replaces={"NV-01": ("NV-02",)}), **given) == []


# --------------------------------------------------------------- what it does to the programme


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"PL-01": {"lead": ("ban-tuyen-giao",)}}, "P303", ("PL-01", "lead", 0)),
        ({"PL-01": {"with_": ("ban-to-chuc", "so-mo")}}, "P303", ("PL-01", "with_", 1)),
        ({"PL-01": {"deadline": rule(by="2023", every="year")}}, "P306", ("PL-01", "deadline")),
        ({"PL-01": {"clauses": ("IX.9",)}}, "P302", ("PL-01", "clauses", 0)),
        ({"BC-QUY": {"units": "tccds"}}, "P304", ("BC-QUY", "units")),
        ({"tccsd": {"ids": ("so-mo",)}}, "P303", ("tccsd", "ids", 0)),
        ({"tccsd": {"kinds": ("agencies",)}}, "K004", ("tccsd", "kinds", 0)),
        (
            {"CT-01": {"numerator": Measure(of="tccsd", sum=("joind",))}},
            "P305",
            ("CT-01", "numerator", "sum", 0),
        ),
    ],
)
def test_what_makes_the_programme_wrong_is_found_at_the_amendment(
    change: Any, code: str, place: tuple[str | int, ...]
) -> None:
    """Not at the record, which says what it said first and is right."""
    given: dict[str, Any] = {
        "figures": (figure("members"),),
        "indicators": (indicator(),),
        "reporting": (calendar(),),
    }
    told = [entry for entry in found(amendment(FROM, change), **given) if entry[0] == code]
    assert told == [(code, "programme.yaml", at("changes", *place))]


def test_what_is_added_is_checked_where_it_stands() -> None:
    """Also where a later amendment changes what an earlier one added."""
    adds = {"tasks": (task("PL-15", deadline=rule(by="2024"), lead=("so-mo",)),)}
    first = amendment(FROM, adds=adds)
    assert found(first) == [("P303", "programme.yaml", at("adds", "tasks", 0, "lead", 0))]
    second = amendment(LATER, {"PL-15": {"lead": ("so-cu",)}})
    assert found(first, second) == [
        ("P303", "programme.yaml", at("adds", "tasks", 0, "lead", 0)),
        ("P303", "programme.yaml", at("changes", "PL-15", "lead", 0, number=1)),
    ]


def test_what_was_wrong_from_the_beginning_is_found_once_where_it_stands() -> None:
    """However many amendments follow."""
    wrong = task(deadline=rule(by="2025"), lead=("so-mo",))
    later = (
        amendment(FROM, {"PL-01": {"title": "Việc mới"}}),
        amendment(LATER, {"PL-01": {"title": "Việc"}}),
    )
    assert found(*later, tasks=(wrong,)) == [("P303", "programme.yaml", ("tasks", 0, "lead", 0))]


def test_a_lead_that_ended_is_no_finding_once_somebody_else_has_taken_over() -> None:
    """Nor where the task was ended before; the remedy of the finding is just such an amendment."""
    gone = unit("van-phong-cu", kind="staff_body", organisation=None, valid_to=rule(by="2023-06-30").by)
    given: dict[str, Any] = {
        "units": (staff("ban-to-chuc"), gone),
        "tasks": (task(deadline=rule(by="2025"), lead=("van-phong-cu",)),),
    }
    assert [entry[0] for entry in found(**given)] == ["P310"]
    assert found(amendment(FROM, {"PL-01": {"lead": ("ban-to-chuc",)}}), **given) == []
    assert found(amendment(FROM, ends={"PL-01": "thôi"}), **given) == []


# ---------------------------------------------------------------------- what it names


def test_what_only_a_later_amendment_adds_is_not_there_yet() -> None:
    """A change of it would say nothing; of the same day it is there."""
    change, adds = {"PL-15": {"title": "Việc"}}, {"tasks": (task("PL-15", deadline=rule(by="2024")),)}
    late, same = amendment(LATER, adds=adds), amendment(FROM, adds=adds)
    assert found(amendment(FROM, change), late) == [("P353", "programme.yaml", at("changes", "PL-15"))]
    assert found(same, amendment(FROM, change)) == []


def test_a_clause_or_a_set_cannot_be_ended() -> None:
    """Nobody is asked for them; what can be ended is named instead."""
    told = found(amendment(FROM, ends={"II.1-1": "bỏ", "tccsd": "bỏ"}))
    assert told == [
        ("P353", "programme.yaml", at("ends", "II.1-1")),
        ("P353", "programme.yaml", at("ends", "tccsd")),
    ]


def test_nothing_takes_its_own_place() -> None:
    """What is replaced by itself would end and go on."""
    told = found(amendment(FROM, replaces={"PL-01": ("PL-01",)}))
    assert told == [("P353", "programme.yaml", at("replaces", "PL-01", 0))]


def test_an_id_is_added_once_also_by_two_amendments() -> None:
    """The second of them would be silently dropped."""
    adds = {"clauses": (clause("II.1-2"),), "sets": {"agencies": SetRule(kinds=("agency",))}}
    told = found(amendment(FROM, adds=adds), amendment(LATER, adds=adds))
    assert told == [
        ("P354", "programme.yaml", at("adds", "sets", "agencies", number=1)),
        ("P354", "programme.yaml", at("adds", "clauses", 0, number=1)),
    ]


def test_two_amendments_have_two_ids() -> None:
    """Wherever they stand."""
    first, second = (replace(amendment(on, {"PL-01": {"title": on}}), id="SD-01") for on in (FROM, LATER))
    assert found(first, second) == [("P301", "programme.yaml", at("id", number=1))]


# ------------------------------------------------------------------------ old and older


def old_form(**given: Any) -> Amendment:
    """An amendment as it was written at first: ids, and a day."""
    changed: dict[str, Any] = {"on": rule(by=FROM).by, "changes": ("PL-01",), **given}
    return Amendment(document=Document(number="32-QĐ/ĐUK"), **changed)


def test_the_first_form_stays_valid_and_is_only_warned_of_in_older_data() -> None:
    """It says which records were changed in the text itself; an empty change says the same."""
    assert found(old_form(), format=1) == []
    assert found(amendment(FROM, {"PL-01": {}})) == []
    (told,) = findings(tasks=(TASK,), amendments=(old_form(changes=("PL-11",)),))
    assert (told.code, told.at, severity_of(told)) == ("P353", at("changes", 0), "warning")


def test_one_day_and_one_value_is_no_contradiction() -> None:
    """Two documents may say the same; the second of them then changes nothing."""
    same = amendment(FROM, {"PL-01": {"lead": ("ban-to-chuc",)}})
    assert found(same, same) == []
    other = amendment(FROM, {"PL-01": {"title": "Việc khác"}})
    assert found(same, other) == []
    many = amendment(FROM, {"PL-01": {"lead": ("van-phong", "ban-to-chuc")}})
    assert found(same, many) == [("P357", "programme.yaml", at("changes", "PL-01", "lead", number=1))]
