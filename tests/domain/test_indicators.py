"""The 28 indicators of the shipped programme by tables: borders, nothing to divide by, units that come and go.

Every number here was worked out by hand from domain rules: what is counted, over whom, and on which day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.support.indicator_offices import (
    BLOC,
    MASS,
    Figures,
    counts,
    grassroots,
    indicator_office,
    office_of,
    rated,
    ratings,
    result,
    results,
    shipped_programme,
    unrated,
)
from tests.support.offices import day, document, report, unit

from ct58.domain.records.reports import Correction
from ct58.domain.records.units import Unit

Counts = tuple[object, object, str]
FIRMS = grassroots(3, kind="private_enterprise")
DRAFTERS = grassroots(3, flags=("drafts_documents",))
PLAN = {"number": "1-KH/ĐU", "issued_on": day("2021-02-01")}
RECEIVED = {"number": "1-CTr/ĐU", "received_on": day("2021-04-14")}
INSURED = {"social_insurance_paid": True, "health_insurance_paid": True, "unemployment_insurance_paid": True}
DRAFT = {"assigned_document": "1", "title": "T", "due": day("2021-09-30"), "done_on": day("2021-09-30")}
DUE = {"of": "2025", "on": "2026-01-10", "as_of": "2026-01-25"}
"""When what is to be reached by 2025 can be judged."""


def judged(
    id: str,
    units: Sequence[Unit],
    said: Sequence[Figures | None],
    of: str = "2021",
    on: str = "2022-01-10",
    as_of: str = "2022-01-25",
) -> Counts:
    """Numerator, denominator and verdict of one report a unit, in the last window of its year."""
    office = office_of(units, said, of, on)
    asked = "2021" if of == "once" else of
    return counts(results(office, id, asked, as_of)[-1])


def words(key: str, **times: int) -> list[Figures]:
    """So many units that give each word for a figure."""
    return [{key: word} for word, number in times.items() for _ in range(number)]


def answers(key: str, yes: int, no: int) -> list[Figures]:
    """So many that say yes, and no."""
    return [{key: value} for value in [True] * yes + [False] * no]


# ------------------------------------------------------------- at the border of the target

BORDERS: list[tuple[str, Sequence[Unit], Sequence[Figures | None], dict[str, str], Counts]] = [
    ("CT-01", grassroots(183), [{"publications": 1}] * 183, {"of": "2021-Q4"}, (183, 183, "met")),
    ("CT-01", grassroots(183), [{"publications": 1}] * 182 + [{"publications": 0}], {"of": "2021-Q4"}, (182, 183, "not_met")),
    ("CT-02", [BLOC], [{"yearly_review_on": day("2021-12-31"), "collectives_praised": 1, "individuals_praised": 0}], {}, (1, 1, "met")),
    ("CT-03", grassroots(183), [{"action_programme": RECEIVED}] * 183, {"of": "once"}, (183, 183, "met")),
    ("CT-03", grassroots(183), [{"action_programme": RECEIVED}] * 178 + [None] * 5, {"of": "once"}, (178, 183, "not_met")),
    ("CT-04", MASS, [{"action_programme": RECEIVED}] * 4, {"of": "once"}, (4, 4, "met")),
    ("CT-04", MASS, [{"action_programme": RECEIVED}] * 3 + [None], {"of": "once"}, (3, 4, "not_met")),
    ("CT-06", grassroots(183), words("unit_rating", completed=165, not_completed=18), {}, (165, 183, "met")),
    ("CT-06", grassroots(100), words("unit_rating", completed=90, not_completed=10), {}, (90, 100, "not_met")),
    ("CT-07", grassroots(183), words("unit_rating", good=138, completed=45), {}, (138, 183, "met")),
    ("CT-07", grassroots(183), words("unit_rating", good=137, completed=46), {}, (137, 183, "not_met")),
    ("CT-09", FIRMS, [{"tax_arrears": 0}, {"tax_arrears": 1}, {"tax_arrears": 0}], {}, (2, 3, "no_target")),
    ("CT-10", FIRMS, [INSURED, INSURED, {**INSURED, "social_insurance_paid": False}], {}, (2, 3, "no_target")),
    ("CT-11", grassroots(183), [{"yearly_resolution": PLAN}] * 183, {}, (183, 183, "met")),
    ("CT-12", grassroots(183), [{"registered_level": {"level": "good"}}] * 182 + [{}], {}, (182, 183, "not_met")),
    ("CT-13", grassroots(2), [{"remedy_plan": PLAN}, {}], {}, (1, 2, "no_target")),
    ("CT-18", grassroots(183), ratings(good=165, completed=18), {}, (165, 183, "met")),
    ("CT-18", grassroots(183), ratings(good=164, completed=19), {}, (164, 183, "not_met")),
    ("CT-18", grassroots(100), ratings(20, 71, 9), {}, (91, 100, "met")),
    ("CT-18", grassroots(100), ratings(20, 70, 10), {}, (90, 100, "not_met")),
    ("CT-19", grassroots(183), ratings(30, 150, 3), {}, (30, 150, "met")),
    ("CT-19", grassroots(183), ratings(29, 149, 5), {}, (29, 149, "met")),
    ("CT-19", grassroots(183), ratings(29, 150, 4), {}, (29, 150, "not_met")),
    ("CT-19", grassroots(4), ratings(0, 4), {}, (0, 4, "met")),
    ("CT-20", grassroots(183), ratings(0, 182, 0, 1), {}, (1, None, "not_met")),
    ("CT-21", [BLOC], [{"bloc_rating": "excellent"}], {}, (1, 1, "met")),
    *((f"CT-{number}", [body], [{"organisation_rating": "excellent"}], {}, (1, 1, "met")) for number, body in enumerate(MASS, start=22)),
    ("CT-26", grassroots(183), answers("culture_standard", 129, 54), DUE, (129, 183, "met")),
    ("CT-26", grassroots(183), answers("culture_standard", 128, 55), DUE, (128, 183, "not_met")),
    ("CT-27", grassroots(100), [{"culture_standard": n < 70, "model_unit": n < 20} for n in range(100)], DUE, (20, 100, "met")),
    ("CT-27", grassroots(100), [{"culture_standard": n < 70, "model_unit": n < 19} for n in range(100)], DUE, (19, 100, "not_met")),
]  # fmt: skip


@pytest.mark.parametrize(("id", "units", "said", "when", "expected"), BORDERS)
def test_the_border_of_a_target_is_met_to_the_unit(
    id: str, units: Sequence[Unit], said: Sequence[Figures | None], when: dict[str, str], expected: Counts
) -> None:
    """100·a against v·b in whole numbers: 137/183 is 74.9 %, 128/183 is 69.9 %, ⌊20 % of 149⌋ is 29."""
    assert judged(id, units, said, **when) == expected


QUARTERLY: list[tuple[str, Sequence[Unit], Figures, Counts]] = [
    ("CT-05", DRAFTERS[:1], {"drafting_tasks": (DRAFT,)}, (1, 1, "met")),
    (
        "CT-05",
        DRAFTERS[:1],
        {"drafting_tasks": ({**DRAFT, "done_on": day("2021-10-01")},)},
        (0, 1, "not_met"),
    ),
    ("CT-14", grassroots(1), {"candidates_trained": 200}, (600, None, "not_met")),
    ("CT-15", grassroots(1), {"members_admitted": 100}, (300, None, "met")),
    ("CT-16", [BLOC], {"new_organisations": ({"kind": "private"},)}, (3, None, "met")),
    ("CT-17", [BLOC], {"new_organisations": ({"kind": "private"},)}, (0, None, "not_met")),
]


@pytest.mark.parametrize(("id", "units", "said", "expected"), QUARTERLY)
def test_three_quarters_that_say_the_same_are_added(
    id: str, units: Sequence[Unit], said: Figures, expected: Counts
) -> None:
    """Sums and rows add up; a document that is named again is the same one."""
    reports = [
        report(member.id, f"2021-Q{n}", on="2022-01-03", **said) for member in units for n in (2, 3, 4)
    ]
    assert counts(result(indicator_office(units, reports), id)) == expected


@pytest.mark.parametrize(("online", "expected"), [(97, (97, 97, "met")), (96, (96, 97, "not_met"))])
def test_ct_28_of_one_quarter_is_what_came_and_went_without_the_secret(online: int, expected: Counts) -> None:
    """60 in and 40 out less 3 secret; the programme's other quarters have no documents."""
    none = {"documents_in": 0, "documents_out": 0, "documents_secret": 0, "documents_online": 0}
    some = {"documents_in": 60, "documents_out": 40, "documents_secret": 3, "documents_online": online}
    periods = [f"{year}-Q{n}" for year in range(2021, 2026) for n in (1, 2, 3, 4)][1:]
    reports = [report(BLOC.id, of, on="2026-01-03", **(some if of == "2022-Q3" else none)) for of in periods]
    assert counts(result(indicator_office([BLOC], reports), "CT-28", "2025", "2026-01-25")) == expected


@pytest.mark.parametrize(("in_profit", "expected"), [(4, (4, 5, "met")), (3, (3, 5, "not_met"))])
def test_ct_08_needs_four_firms_of_five(in_profit: int, expected: Counts) -> None:
    """At least 80 % of those that operate and answer; a sixth does not answer, for it is dissolved."""
    firms = grassroots(6, kind="state_enterprise")
    states = ["operating"] * 5 + ["dissolved"]
    reports = [
        report(firm.id, "2021-Q4", on="2022-01-03", business_state=state)
        for firm, state in zip(firms, states, strict=True)
    ]
    reports += [
        report(firm.id, "2021", on="2022-01-10", in_profit=number < in_profit)
        for number, firm in enumerate(firms[:5])
    ]
    assert counts(result(indicator_office(firms, reports), "CT-08")) == expected


# ------------------------------------------------------------- nothing to divide by

NOBODY: list[tuple[str, Sequence[Unit], Figures, dict[str, str], Counts]] = [
    ("CT-01", grassroots(2), {"publications": "n/a"}, {"of": "2021-Q4"}, (0, 0, "no_data")),
    ("CT-03", grassroots(2), {"action_programme": "n/a"}, {"of": "once"}, (0, 0, "no_data")),
    ("CT-04", MASS, {"action_programme": "n/a"}, {"of": "once"}, (0, 0, "no_data")),
    ("CT-06", grassroots(2), unrated("unit_rating"), {}, (0, 0, "no_data")),
    ("CT-07", grassroots(2), unrated("unit_rating"), {}, (0, 0, "no_data")),
    ("CT-09", FIRMS, {"tax_arrears": "n/a"}, {}, (0, 0, "no_target")),
    ("CT-10", FIRMS, {**INSURED, "health_insurance_paid": "n/a"}, {}, (0, 0, "no_target")),
    ("CT-11", grassroots(2), {"yearly_resolution": "n/a"}, {}, (0, 0, "no_data")),
    ("CT-12", grassroots(2), {"registered_level": "n/a"}, {}, (0, 0, "no_data")),
    ("CT-13", grassroots(2), {"remedy_plan": "n/a"}, {}, (0, 0, "no_target")),
    ("CT-18", grassroots(2), rated("not_rated"), {}, (0, 0, "no_data")),
    ("CT-19", grassroots(2), rated("excellent"), {}, (2, 0, "no_data")),
    ("CT-20", grassroots(2), rated("not_rated"), {}, (0, None, "met")),
    ("CT-21", [BLOC], unrated("bloc_rating"), {}, (0, 0, "no_data")),
    ("CT-22", MASS[:1], unrated("organisation_rating"), {}, (0, 0, "no_data")),
    ("CT-26", grassroots(2), {"culture_standard": "n/a"}, DUE, (0, 0, "no_data")),
    ("CT-27", grassroots(2), {"culture_standard": "n/a", "model_unit": "n/a"}, DUE, (0, 0, "no_data")),
]


@pytest.mark.parametrize(("id", "units", "said", "when", "expected"), NOBODY)
def test_where_nobody_is_left_there_is_no_verdict(
    id: str, units: Sequence[Unit], said: Figures, when: dict[str, str], expected: Counts
) -> None:
    """Not rated and not applicable leave the denominator; 0 of 0 is neither 0 % nor 100 %."""
    assert judged(id, units, [said] * len(units), **when) == expected


# ------------------------------------------------------------- units that open, close and merge

STAYS = unit("stays", order=1, kind="private_enterprise", flags=("drafts_documents",))
CLOSES = unit("closes", order=2, kind="private_enterprise", valid_to=day("2021-08-15"))
OPENS = unit("opens", order=3, kind="private_enterprise", valid_from=day("2021-11-01"))
JOINS = replace(STAYS, id="joins", order=4, valid_to=day("2021-09-30"), merged_into="stays")
REGISTER = (STAYS, CLOSES, OPENS, JOINS)
"""On 31 December two of the four are there: the one that stays and the one that opened."""

YEARLY: list[tuple[str, Figures, Counts]] = [
    ("CT-06", {"unit_rating": "good"}, (2, 2, "met")),
    ("CT-07", {"unit_rating": "good"}, (2, 2, "met")),
    ("CT-09", {"tax_arrears": 0}, (2, 2, "no_target")),
    ("CT-10", INSURED, (2, 2, "no_target")),
    ("CT-11", {"yearly_resolution": PLAN}, (2, 2, "met")),
    ("CT-12", {"registered_level": {"level": "good"}}, (2, 2, "met")),
    ("CT-13", {"remedy_plan": PLAN}, (2, 2, "no_target")),
    ("CT-18", rated("good"), (2, 2, "met")),
    ("CT-19", rated("good"), (0, 2, "met")),
    ("CT-20", rated("not_completed"), (2, None, "not_met")),
    ("CT-26", {"culture_standard": True}, (2, 2, "not_due")),
    ("CT-27", {"culture_standard": True, "model_unit": True}, (2, 2, "not_due")),
]


@pytest.mark.parametrize(("id", "said", "expected"), YEARLY)
def test_a_year_counts_the_units_of_its_last_day(id: str, said: Figures, expected: Counts) -> None:
    """Whatever stands in the files of those that have gone."""
    assert judged(id, REGISTER, [said] * 4) == expected


@pytest.mark.parametrize(("of", "expected"), [("2021-Q2", 3), ("2021-Q3", 2), ("2021-Q4", 2)])
def test_ct_01_counts_the_units_of_the_quarter_s_last_day(of: str, expected: int) -> None:
    """Three in June; on 30 September one has closed, and the one that joins is still there; then one has opened."""
    found = judged("CT-01", REGISTER, [{"publications": 1}] * 4, of=of)
    assert found == (expected, expected, "met")


def test_ct_03_counts_the_units_of_14_april() -> None:
    """The one that opened later owed nothing."""
    said = [{"action_programme": RECEIVED}] * 4
    assert judged("CT-03", REGISTER, said, of="once") == (3, 3, "met")


@pytest.mark.parametrize(("id", "key"), [("CT-14", "candidates_trained"), ("CT-15", "members_admitted")])
def test_ct_14_and_15_keep_what_was_done_before_a_unit_went(id: str, key: str) -> None:
    """10 a quarter: 30 and, of the one that joined, 20 stand with the one that stays; 10 each with the others."""
    assert [(entry.unit.id, entry.point[0]) for entry in _of_quarters(id, key, 10).main.contributions] == [
        ("stays", 50),
        ("closes", 10),
        ("opens", 10),
    ]


def test_ct_05_keeps_the_documents_of_a_unit_that_joined() -> None:
    """Two units, a document each, named in every quarter."""
    found = _of_quarters("CT-05", "drafting_tasks", (DRAFT,))
    assert counts(found) == (1, 1, "met")
    documents = found.readings[0].assessment
    assert (documents.numerator, documents.denominator) == (2, 2)
    assert [entry.unit.id for entry in found.main.contributions] == ["stays"]


def _of_quarters(id: str, key: str, value: Any) -> Any:
    """The same answer of every unit, in each quarter on the last day of which it existed."""
    ends = {"2021-Q2": "2021-06-30", "2021-Q3": "2021-09-30", "2021-Q4": "2021-12-31"}
    reports = [
        report(member.id, of, on="2022-01-03", **{key: value})
        for member in REGISTER
        for of, end in ends.items()
        if member.is_valid_on(day(end))
    ]
    return result(indicator_office(REGISTER, reports), id)


# ------------------------------------------------------------- corrections

CORRECTED: list[tuple[str, Figures, Figures, Counts, Counts]] = [
    ("CT-18", rated("good"), rated("completed"), (1, 1, "met"), (0, 1, "not_met")),
    (
        "CT-06",
        {"unit_rating": "not_completed"},
        {"unit_rating": "completed"},
        (0, 1, "not_met"),
        (1, 1, "met"),
    ),
    ("CT-11", {}, {"yearly_resolution": PLAN}, (0, 1, "not_met"), (1, 1, "met")),
]


@pytest.mark.parametrize(("id", "before", "after", "was", "is_now"), CORRECTED)
def test_a_late_correction_turns_the_verdict_and_not_the_day_of_receipt(
    id: str, before: Figures, after: Figures, was: Counts, is_now: Counts
) -> None:
    """Corrected in March, with a reason: the report still counts as received in January."""
    said = report("u1", "2021", on="2022-01-10", **before)
    correction = Correction(date=day("2022-03-01"), reason="đơn vị gửi báo cáo thay thế", document=document())
    corrected = replace(report("u1", "2021", on="2022-01-10", **after), corrections=(correction,))
    for known, expected in ((said, was), (corrected, is_now)):
        office = indicator_office(grassroots(1), [known])
        assert counts(result(office, id, as_of="2022-03-02")) == expected


def test_every_indicator_of_the_shipped_programme_is_worked_out_by_hand() -> None:
    """A new one needs a case in the tables."""
    tables: list[Sequence[tuple[Any, ...]]] = [BORDERS, QUARTERLY]
    worked_out = {case[0] for table in tables for case in table} | {"CT-08", "CT-28"}
    assert worked_out == {indicator.id for indicator in shipped_programme().indicators}
