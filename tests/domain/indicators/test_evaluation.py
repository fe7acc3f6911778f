"""All 28 indicators of the programme, calculated by hand (domain.md §6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from tests.support.indicator_offices import (
    BLOC,
    LATER,
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
    unrated,
)
from tests.support.offices import day, report, unit

from ct58.domain.records.units import Unit

AGENCIES = grassroots(4)
FIRMS = grassroots(4, kind="private_enterprise")
DRAFTERS = grassroots(4, flags=("drafts_documents",))
GIVEN = {"number": "1-NQ/ĐU", "issued_on": day("2021-02-01")}
INSURED = {"social_insurance_paid": True, "health_insurance_paid": True, "unemployment_insurance_paid": True}


def plan(received_on: str) -> Figures:
    """A programme of action, received on a day."""
    return {"action_programme": {"number": "1-CTr/ĐU", "received_on": day(received_on)}}


def drafts(*rows: tuple[str, str | None, str | None]) -> Figures:
    """Documents to be drafted: number, due, done."""
    return {
        "drafting_tasks": tuple(
            {
                "assigned_document": number,
                "title": "T",
                "due": day(due) if due else None,
                "done_on": day(done) if done else None,
            }
            for number, due, done in rows
        )
    }


def firm(state: str, in_profit: Any) -> Figures:
    """A state of business and a profit."""
    return {"business_state": state, "in_profit": in_profit}


YEARLY: list[tuple[str, Sequence[Unit], Sequence[Figures | None], tuple[object, object, str]]] = [
    ("CT-02", [BLOC], [{"yearly_review_on": day("2021-12-01"), "collectives_praised": 0, "individuals_praised": 3}], (1, 1, "met")),
    ("CT-02", [BLOC], [{"yearly_review_on": day("2021-12-01"), "collectives_praised": 0, "individuals_praised": 0}], (0, 1, "not_met")),
    ("CT-02", [BLOC], [{"collectives_praised": 2}], (None, None, "no_data")),
    ("CT-06", AGENCIES, [*({"unit_rating": word} for word in ("excellent", "good", "completed")), unrated("unit_rating")], (3, 3, "met")),
    ("CT-06", AGENCIES, [{"unit_rating": word} for word in ("excellent", "good", "completed", "not_rated")], (3, 3, "undetermined")),
    ("CT-06", AGENCIES, [{"unit_rating": word} for word in ("good", "good", "completed", "not_completed")], (3, 4, "not_met")),
    ("CT-07", AGENCIES, [{"unit_rating": word} for word in ("excellent", "good", "good", "completed")], (3, 4, "met")),
    ("CT-07", AGENCIES, [{"unit_rating": word} for word in ("excellent", "good", "completed", "completed")], (2, 4, "not_met")),
    ("CT-09", FIRMS, [{"tax_arrears": 0}, {"tax_arrears": 5}, {"tax_arrears": "n/a"}, {"tax_arrears": 0}], (2, 3, "no_target")),
    ("CT-10", FIRMS, [INSURED, {**INSURED, "health_insurance_paid": False}, INSURED, INSURED], (3, 4, "no_target")),
    ("CT-11", AGENCIES, [{"yearly_resolution": GIVEN}] * 4, (4, 4, "met")),
    ("CT-11", AGENCIES, [{"yearly_resolution": GIVEN}] * 3 + [{}], (3, 4, "not_met")),
    ("CT-11", AGENCIES, [{"yearly_resolution": GIVEN}] * 3 + [{"yearly_resolution": "n/a"}], (3, 3, "met")),
    ("CT-12", AGENCIES, [{"registered_level": {"level": "good", "received_on": day("2021-03-01")}}] * 3 + [None], (3, 4, "not_met")),
    ("CT-13", AGENCIES, [{"remedy_plan": GIVEN}, {}, {}, {}], (1, 4, "no_target")),
    ("CT-18", AGENCIES, [rated("excellent"), rated("good"), rated("good"), rated("good")], (4, 4, "met")),
    ("CT-20", AGENCIES, ratings(1, 2, 1), (0, None, "met")),
    ("CT-20", AGENCIES, ratings(1, 2, 0, 1), (1, None, "not_met")),
    ("CT-21", [BLOC], [{"bloc_rating": "good"}], (1, 1, "met")),
    ("CT-21", [BLOC], [{"bloc_rating": "completed"}], (0, 1, "not_met")),
    ("CT-21", [BLOC], [unrated("bloc_rating")], (0, 0, "no_data")),
    *((id, [body], [{"organisation_rating": "excellent"}], (1, 1, "met")) for id, body in zip(("CT-22", "CT-23", "CT-24", "CT-25"), MASS, strict=True)),
    *((id, [body], [{"organisation_rating": "good"}], (0, 1, "not_met")) for id, body in zip(("CT-22", "CT-23", "CT-24", "CT-25"), MASS, strict=True)),
]  # fmt: skip


@pytest.mark.parametrize(("id", "units", "figures", "expected"), YEARLY)
def test_what_is_reported_once_a_year_is_counted_by_units(
    id: str, units: Sequence[Unit], figures: Sequence[Figures | None], expected: tuple[object, object, str]
) -> None:
    """Not rated and not applicable leave the denominator; what the office would have received is not there."""
    assert counts(result(office_of(units, figures), id)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [((3, 1, 1), (3, 3, "met")), ((3, 1, 0), (2, 3, "not_met")), ((3, 1, None), (2, 2, "undetermined"))],
)
def test_ct_01_counts_units_with_at_least_one_item_in_the_quarter(
    said: tuple[int | None, ...], expected: tuple[object, object, str]
) -> None:
    """An empty line is not a zero."""
    figures = [{"publications": number} for number in said]
    office = office_of(grassroots(3), figures, "2021-Q2", "2021-07-03")
    assert counts(result(office, "CT-01", "2021-Q2", "2021-07-15")) == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (("2021-04-14", "2021-04-10"), ((2, 2, "met"), (2, 2, "met"))),
        (("2021-04-14", "2021-04-15"), ((2, 2, "met"), (1, 2, "not_met"))),
        (("2021-04-14", None), ((1, 2, "not_met"), (1, 2, "not_met"))),
    ],
)
@pytest.mark.parametrize(("id", "units"), [("CT-03", grassroots(2)), ("CT-04", MASS[:2])])
def test_ct_03_and_04_count_what_is_issued_and_apart_what_the_office_had_by_14_april(
    id: str,
    units: Sequence[Unit],
    received: tuple[str | None, ...],
    expected: tuple[tuple[object, object, str], ...],
) -> None:
    """Received on the 15th is issued, but late; what is not there after the day is not there."""
    figures = [plan(on) if on else None for on in received]
    found = result(office_of(units, figures, "once"), id)
    in_time = found.readings[0].assessment
    assert (counts(found), (in_time.numerator, in_time.denominator, in_time.verdict)) == expected
    assert found.depends_on_reading == (expected[0][2] != expected[1][2])


def test_ct_03_a_programme_with_a_number_and_a_day_is_issued() -> None:
    """Not yet received, too; without a number, or without any day, nobody knows."""
    day_of = {"issued_on": day("2021-04-10")}
    figures = [{"action_programme": said} for said in ({"number": "1", **day_of}, day_of, {"number": "1"})]
    found = result(office_of(grassroots(3), figures, "once"), "CT-03")
    assert (counts(found), found.readings[0].assessment.numerator) == ((1, 3, "not_met"), 0)


def test_ct_03_before_its_day_is_open_and_may_be_met_already() -> None:
    """On the 10th one of two is there; with both it can no longer fail."""
    half = result(
        office_of(grassroots(2), [plan("2021-04-09"), None], "once"), "CT-03", "2021-Q2", "2021-04-10"
    )
    assert (half.main.value, half.main.lower, half.main.upper) == (50, 50, 100)
    assert half.main.verdict == "not_due"
    full = result(
        office_of(grassroots(2), [plan("2021-04-09")] * 2, "once"), "CT-03", "2021-Q2", "2021-04-10"
    )
    assert full.main.verdict == "met"


def test_ct_05_counts_organisations_and_beside_them_documents_each_once() -> None:
    """A is late, B comes again and is done in time, C falls due next year, D has no day of completion."""
    reports = [
        report("u1", "2021-Q2", on="2021-07-02", **drafts(("A", "2021-05-31", "2021-06-05"), ("B", "2021-08-31", None))),
        report("u1", "2021-Q3", on="2021-10-02", **drafts(("B", "2021-08-31", "2021-08-30"), ("C", "2022-02-01", None))),
        report("u1", "2021-Q4", on="2022-01-02", **drafts(("D", "2021-12-01", None))),
    ]  # fmt: skip
    found = result(indicator_office(DRAFTERS[:1], reports), "CT-05")
    assert counts(found) == (0, 1, "not_met")
    documents = found.readings[0].assessment
    assert (documents.numerator, documents.denominator, documents.verdict) == (1, 3, "not_met")


def test_ct_05_leaves_out_who_had_no_document_due_and_leaves_open_what_is_left_blank() -> None:
    """One in time, one with a document of next year only, one whose deadline nobody wrote down, one late for sure."""
    given = {
        "u1": drafts(("A", "2021-05-31", "2021-05-31"), ("C", "2022-02-01", None)),
        "u2": drafts(("C", "2022-02-01", None)),
        "u3": drafts(("E", None, "2021-05-31")),
        "u4": drafts(("E", None, "2021-05-31"), ("A", "2021-05-31", None)),
    }
    reports = [
        report(id, of, on="2022-01-02", **(said if of == "2021-Q2" else {"drafting_tasks": ()}))
        for id, said in given.items()
        for of in ("2021-Q2", "2021-Q3", "2021-Q4")
    ]
    found = result(indicator_office(DRAFTERS, reports), "CT-05").main
    assert (found.numerator, found.denominator, found.coverage.reported) == (1, 2, 3)
    assert (found.lower, found.upper, found.verdict) == (Fraction(100, 3), Fraction(200, 3), "not_met")


def test_ct_05_also_asks_for_high_quality_where_that_is_known() -> None:
    """Without an assessment nobody knows; with a poor one it is none."""
    in_time = ("A", "2021-05-31", "2021-05-31")
    (row,) = drafts(in_time)["drafting_tasks"]
    verdicts = []
    for said in (None, "high", "poor"):
        rows = ({**row, "assessment": said},)
        reports = [
            report("u1", "2021-Q2", on="2021-07-02", drafting_tasks=rows),
            *(report("u1", of, on="2022-01-02", drafting_tasks=()) for of in ("2021-Q3", "2021-Q4")),
        ]
        found = result(indicator_office(DRAFTERS[:1], reports), "CT-05")
        verdicts.append((found.main.verdict, found.readings[1].verdict, found.depends_on_reading))
    assert verdicts == [("met", "no_data", False), ("met", "met", False), ("met", "not_met", True)]


def test_ct_05_without_any_document_has_no_denominator() -> None:
    """No verdict, and it is said why."""
    reports = [report("u1", f"2021-Q{n}", on="2022-01-02", drafting_tasks=()) for n in (2, 3, 4)]
    found = result(indicator_office(DRAFTERS[:1], reports), "CT-05")
    assert counts(found) == (0, 0, "no_data")
    assert [warning.text for warning in found.warnings] == ["nothing falls under the denominator"]


def test_ct_05_a_missing_report_may_bring_a_known_document_again() -> None:
    """B was not done in Q2; Q3 is missing, so B may have been done."""
    reports = [
        report("u1", "2021-Q2", on="2021-07-02", **drafts(("B", "2021-08-31", None))),
        report("u1", "2021-Q4", on="2022-01-02", drafting_tasks=()),
    ]
    found = result(indicator_office(DRAFTERS[:1], reports), "CT-05")
    assert (found.main.lower, found.main.upper, found.main.coverage.reported) == (0, 100, 0)
    documents = found.readings[0].assessment
    assert (documents.value, documents.lower, documents.upper, documents.verdict) == (
        0,
        0,
        100,
        "undetermined",
    )


def test_ct_09_holds_80_percent_beside_it_and_concludes_nothing() -> None:
    """Whether the 80% also governs taxes is open: 1 of 2 is shown against it, without a verdict."""
    reports = [report(id, "2021", on="2022-01-10", tax_arrears=owed) for id, owed in (("u1", 0), ("u2", 5))]
    found = result(indicator_office(FIRMS[:2], reports), "CT-09")
    (beside,) = found.readings
    assert counts(found) == (1, 2, "no_target")
    assert beside.requirement is not None
    assert (beside.requirement.value, beside.assessment.value, beside.verdict) == (80, 50, None)
    assert not found.depends_on_reading


def test_ct_08_counts_firms_that_operate_at_the_end_of_the_year() -> None:
    """The state of the last quarter decides; a suspended firm is left out, whatever its profit."""
    yearly = [report(f"u{n}", "2021", on="2022-01-10", in_profit=n != 3) for n in (1, 2, 3, 4)]
    states = [("u1", "operating"), ("u2", "operating"), ("u3", "operating"), ("u4", "suspended")]
    last = [report(id, "2021-Q4", on="2022-01-03", business_state=state) for id, state in states]
    before = [report("u4", "2021-Q3", on="2021-10-03", business_state="operating")]
    found = result(indicator_office(FIRMS, [*yearly, *last, *before]), "CT-08")
    assert counts(found) == (2, 3, "not_met")


@pytest.mark.parametrize(
    ("id", "key", "per_quarter", "verdict"),
    [
        ("CT-14", "candidates_trained", 100, "not_met"),
        ("CT-14", "candidates_trained", 101, "met"),
        ("CT-15", "members_admitted", 49, "not_met"),
        ("CT-15", "members_admitted", 50, "met"),
    ],
)
def test_ct_14_and_15_add_up_quarters_and_units(id: str, key: str, per_quarter: int, verdict: str) -> None:
    """Two units, three quarters: exactly 600 is not more than 600, exactly 300 is at least 300."""
    reports = [
        report(member, f"2021-Q{n}", on="2022-01-02", **{key: per_quarter})
        for member in ("u1", "u2")
        for n in (2, 3, 4)
    ]
    assert counts(result(indicator_office(grassroots(2), reports), id)) == (6 * per_quarter, None, verdict)


def test_ct_15_so_far_is_given_in_percent_of_the_plan() -> None:
    """131 of 300 after six months: 43.7 % of the year's plan, and 169 to go."""
    reports = [report("u1", "2021-Q2", on="2021-07-02", members_admitted=131)]
    found = result(indicator_office(grassroots(1), reports), "CT-15", "2021-Q2", "2021-07-15")
    assert counts(found) == (131, None, "not_due")
    assert found.main.so_far is not None
    assert found.main.so_far.percent_of_plan == Fraction(13100, 300)
    assert found.main.needed is not None
    assert found.main.needed.count == 169


def test_ct_15_is_met_before_the_year_ends_once_it_has_300() -> None:
    """A sum cannot fall, whoever is missing."""
    reports = [report("u1", "2021-Q2", on="2021-07-02", members_admitted=300)]
    found = result(indicator_office(grassroots(2), reports), "CT-15", "2021-Q2", "2021-07-15").main
    assert (found.verdict, found.lower, found.upper) == ("met", 300, None)


@pytest.mark.parametrize(("id", "kind", "rows", "verdict"), [
    ("CT-16", "private", 2, "met"), ("CT-16", "private", 1, "not_met"),
    ("CT-17", "fdi", 1, "met"), ("CT-17", "fdi", 0, "not_met"),
])  # fmt: skip
def test_ct_16_and_17_count_new_organisations_by_kind(id: str, kind: str, rows: int, verdict: str) -> None:
    """Rows of the committee's own list; those of another kind don't count."""
    new = ({"kind": kind, "decision": "1"},) * rows + ({"kind": "other", "decision": "2"},)
    reports = [
        report(BLOC.id, f"2021-Q{n}", on="2022-01-02", new_organisations=new if n == 3 else ())
        for n in (2, 3, 4)
    ]
    assert counts(result(indicator_office([BLOC], reports), id)) == (rows, None, verdict)


@pytest.mark.parametrize(
    ("n", "good_or_better", "verdict"),
    [(183, 165, "met"), (183, 164, "not_met"), (100, 91, "met"), (100, 90, "not_met")],
)
def test_ct_18_more_than_90_percent_is_compared_as_whole_numbers(
    n: int, good_or_better: int, verdict: str
) -> None:
    """N=183 needs 165, N=100 needs 91: exactly 90 % is not met."""
    figures = ratings(good=good_or_better, completed=n - good_or_better)
    found = result(office_of(grassroots(n), figures), "CT-18")
    assert counts(found) == (good_or_better, n, verdict)


def test_ct_18_with_seven_missing_says_the_range_and_what_would_turn_it() -> None:
    """156/171 now, from 156/178 to 163/178: at least five of the seven must be good."""
    said: list[Figures | None] = [*ratings(30, 126, 14, 1), *[rated("not_rated")] * 5, *[None] * 7]
    found = result(office_of(grassroots(183), said), "CT-18")
    main = found.main
    assert (main.numerator, main.denominator, main.verdict) == (156, 171, "undetermined")
    assert (main.lower, main.upper) == (Fraction(15600, 178), Fraction(16300, 178))
    assert (main.coverage.reported, main.coverage.expected) == (176, 183)
    assert main.needed is not None
    assert (main.needed.units, main.needed.of) == (5, 7)


def test_a_rating_counts_only_by_its_decision() -> None:
    """Neither a rating without a decision's number nor one of a later decision counts."""
    said = [
        rated("good"),
        rated("good", number=None),
        rated("good", on="2022-02-01"),
        {"self_rating": "good"},
    ]
    found = result(office_of(AGENCIES, said), "CT-18")
    assert (found.main.numerator, found.main.denominator, found.main.coverage.reported) == (1, 1, 1)


def test_one_wrong_word_does_not_turn_not_met_into_met() -> None:
    """118 of 119 good or better is met only when the last one is known: not rated is so by a decision or with a reason."""
    good = ratings(good=107, completed=11)
    for last, expected in (
        ({"party_rating": "not_rated"}, (107, 118, "undetermined")),
        (rated("not_rated", number=None), (107, 118, "undetermined")),
        (unrated("party_rating"), (107, 118, "met")),
        (rated("not_rated"), (107, 118, "met")),
        ({"party_rating": "n/a"}, (107, 118, "met")),
        (rated("not_completed"), (107, 119, "not_met")),
    ):
        found = result(office_of(grassroots(119), [*good, last]), "CT-18")
        assert counts(found) == expected, last


def test_a_decision_needs_a_number_and_a_day_that_has_come() -> None:
    """What stands in the file all the same is undecided: counted as that, and open."""
    decisions = [
        {"number": "87-QĐ/ĐUK", "issued_on": day("2021-12-28")},
        {"number": "87-QĐ/ĐUK"},
        {"issued_on": day("2021-12-28")},
        {"number": "87-QĐ/ĐUK", "issued_on": day("2022-03-01")},
    ]
    said = [{"party_rating": "good", "party_rating_decision": decision} for decision in decisions]
    main = result(office_of(AGENCIES, said), "CT-18").main
    assert (main.numerator, main.coverage.reported, main.coverage.undecided) == (1, 1, 3)
    assert [entry.is_undecided for entry in main.contributions] == [False, True, True, True]
    assert [cell.undecided for entry in main.contributions for cell in entry.cells] == [
        None,
        "good",
        "good",
        "good",
    ]


def test_in_data_of_the_first_format_a_decision_needs_no_day_and_no_level_no_reason() -> None:
    """Nobody asked for them when that was written."""
    said = [{"party_rating": "good", "party_rating_decision": {"number": "87-QĐ/ĐUK"}}] * 4
    older = office_of(AGENCIES, said)
    older = replace(older, programme=replace(older.programme, format=1))
    assert counts(result(older, "CT-18")) == (4, 4, "met")
    unsaid = office_of(AGENCIES, [{"unit_rating": "good"}, *[{"unit_rating": "not_rated"}] * 3])
    unsaid = replace(unsaid, programme=replace(unsaid.programme, format=1))
    assert counts(result(unsaid, "CT-06")) == (1, 1, "met")


def test_a_rating_counts_though_the_unit_s_report_has_not_arrived() -> None:
    """The list of a decision is entered for all units at once."""
    for known in (
        report("u1", "2021", state="expected", **rated("good")),
        report("u1", "2021", on="2022-03-08", **rated("good")),
    ):
        assert counts(result(indicator_office(grassroots(1), [known]), "CT-18")) == (1, 1, "met")


@pytest.mark.parametrize(
    ("excellent", "good", "verdicts", "is_beyond_cap"),
    [
        (25, 126, ["met", "not_met", "not_met"], False),
        (24, 126, ["not_met", "not_met", "not_met"], False),
        (30, 126, ["met", "not_met", "not_met"], True),
        (40, 126, ["met", "met", "met"], True),
        (1, 5, ["met", "met", "not_met"], False),
    ],
)
def test_ct_19_has_three_bases_a_floor_and_a_cap(
    excellent: int, good: int, verdicts: list[str], is_beyond_cap: bool
) -> None:
    """20 % of 126 is 25.2: 25 will do, and more is beyond the cap. Each base is rounded down by itself."""
    figures = ratings(excellent, good, 15)
    found = result(office_of(grassroots(len(figures)), figures), "CT-19")
    assert [found.main.verdict, *(entry.assessment.verdict for entry in found.readings)] == verdicts
    assert found.depends_on_reading is (len(set(verdicts)) > 1)
    assert bool(found.warnings) is is_beyond_cap


def test_ct_07_and_27_are_given_on_both_bases() -> None:
    """N=100: 70 good of 92 completed or better, 15 model of 70 recognised."""
    said = [
        {"unit_rating": word}
        for word, times in (("good", 70), ("completed", 22), ("not_completed", 8))
        for _ in range(times)
    ]
    found = result(office_of(grassroots(100), said), "CT-07")
    assert (found.main.value, found.main.verdict) == (70, "not_met")
    assert (found.readings[0].assessment.value, found.readings[0].assessment.verdict) == (
        Fraction(7000, 92),
        "met",
    )
    culture = [{"culture_standard": n < 70, "model_unit": n < 15} for n in range(100)]
    office = office_of(grassroots(100), culture, "2025", "2026-01-10")
    found = result(office, "CT-27", "2025", "2026-01-25")
    assert (found.main.value, found.main.verdict) == (15, "not_met")
    assert (found.readings[0].assessment.value, found.depends_on_reading) == (Fraction(1500, 70), True)
    assert counts(result(office, "CT-26", "2025", "2026-01-25")) == (70, 100, "met")


def test_a_model_unit_without_the_standard_is_not_counted_and_said() -> None:
    """Model units are some of the recognised ones."""
    said: list[Figures] = [
        {"culture_standard": True, "model_unit": True},
        {"culture_standard": None, "model_unit": True},
    ]
    found = result(office_of(grassroots(2), said, "2025", "2026-01-10"), "CT-27", "2025", "2026-01-25")
    assert (found.main.numerator, found.main.denominator) == (1, 1)
    assert found.warnings[0].params["units"] == "Đơn vị u2"


def test_ct_26_is_due_in_2025_and_known_before() -> None:
    """A value of 2023 is a value, not a verdict."""
    office = office_of(grassroots(2), [{"culture_standard": True}] * 2, "2023", "2024-01-10")
    assert counts(result(office, "CT-26", "2023", "2024-01-25")) == (2, 2, "not_due")


@pytest.mark.parametrize(("online", "verdict"), [(90, "met"), (89, "not_met")])
def test_ct_28_divides_sums_of_the_whole_term(online: int, verdict: str) -> None:
    """60 in and 40 out less 10 secret: 90 a quarter, over 19 quarters."""
    periods = [f"{year}-Q{n}" for year in range(2021, 2026) for n in (1, 2, 3, 4)][1:]
    said = {"documents_in": 60, "documents_out": 40, "documents_secret": 10, "documents_online": online}
    reports = [report(BLOC.id, of, on="2026-01-02", **said) for of in periods]
    found = result(indicator_office([BLOC], reports), "CT-28", "2025", "2026-01-25")
    assert counts(found) == (19 * online, 19 * 90, verdict)


def test_ct_28_leaves_out_a_quarter_that_is_not_complete() -> None:
    """A denominator without its numerator would lower the share."""
    full = {"documents_in": 60, "documents_out": 40, "documents_secret": 10, "documents_online": 90}
    reports = [
        report(BLOC.id, "2021-Q2", on="2021-07-02", **full),
        report(BLOC.id, "2021-Q3", on="2021-10-02", **{**full, "documents_online": None}),
    ]
    found = result(indicator_office([BLOC], reports), "CT-28", "2021-Q3", "2021-10-15").main
    assert (found.numerator, found.denominator, found.upper) == (90, 90, None)


# ------------------------------------------------------------- units that open, close and merge


def test_a_unit_that_opens_or_closes_in_the_year_counts_if_it_exists_on_the_last_day() -> None:
    """u2 was closed in June, u3 opened in November."""
    units = [
        unit("u1"),
        unit("u2", valid_to=day("2021-06-30")),
        unit("u3", valid_from=day("2021-11-01")),
    ]
    found = result(office_of(units, [rated("good"), rated("completed"), rated("good")]), "CT-18")
    assert counts(found) == (2, 2, "met")


def test_figures_of_a_closed_unit_stay_in_the_sum_of_the_quarters_in_which_it_existed() -> None:
    """Else the sum of nine months would be smaller than that of six."""
    units = [unit("u1"), unit("u2", valid_to=day("2021-08-15"))]
    reports = [report(id, "2021-Q2", on="2021-07-02", members_admitted=5) for id in ("u1", "u2")]
    reports += [report("u1", f"2021-Q{n}", on="2022-01-02", members_admitted=1) for n in (3, 4)]
    found = result(indicator_office(units, reports), "CT-15").main
    assert (found.numerator, found.coverage.reported, found.coverage.expected) == (12, 2, 2)


def test_a_merged_unit_s_figures_stand_with_its_successor() -> None:
    """u2 was merged into u1 on 1 October: its first two quarters are u1's, and it owes nothing more."""
    units = [unit("u1"), unit("u2", valid_to=day("2021-09-30"), merged_into="u1")]
    reports = [
        report(id, f"2021-Q{n}", on="2022-01-02", members_admitted=1) for id in ("u1", "u2") for n in (2, 3)
    ]
    reports.append(report("u1", "2021-Q4", on="2022-01-02", members_admitted=1))
    found = result(indicator_office(units, reports), "CT-15").main
    assert [(entry.unit.id, entry.point[0], entry.role) for entry in found.contributions] == [
        ("u1", 5, "counted")
    ]
    ratings_of_both = office_of(units, [rated("good"), rated("completed")])
    assert counts(result(ratings_of_both, "CT-18")) == (1, 1, "met")


# ------------------------------------------------------------- time


def test_a_late_correction_counts_and_the_first_receipt_stays() -> None:
    """The file says 21 instead of 12: what was received in time counts as it is corrected."""
    corrected = report("u1", "2021-Q2", on="2021-07-03", members_admitted=21)
    found = result(indicator_office(grassroots(1), [corrected]), "CT-15", "2021-Q2", "2021-07-15")
    assert found.main.numerator == 21


def test_what_is_received_after_the_day_does_not_count() -> None:
    """On the 15th the report of the 16th is missing."""
    late = report("u1", "2021-Q2", on="2021-07-16", members_admitted=21)
    found = result(indicator_office(grassroots(1), [late]), "CT-15", "2021-Q2", "2021-07-15").main
    assert (found.numerator, found.coverage.reported) == (None, 0)


@pytest.mark.parametrize("state", ["registered", "empty", "returned", "expected"])
def test_a_report_without_figures_or_sent_back_is_missing(state: str) -> None:
    """Arrived and not typed in: nothing is known yet."""
    said = {} if state in ("registered", "empty") else {"members_admitted": 3}
    known = report("u1", "2021-Q2", state=state, on="2021-07-03", **said)
    found = result(indicator_office(grassroots(1), [known]), "CT-15", "2021-Q2", "2021-07-15").main
    assert (found.numerator, found.coverage.reported, found.coverage.expected) == (None, 0, 1)


def test_all_missing_is_no_data_not_zero() -> None:
    """Once due, of every indicator of what units report; what the office receives itself is known to be absent."""
    office = indicator_office([*AGENCIES, *MASS, BLOC])
    absent = {"CT-03", "CT-04", "CT-11", "CT-12"}
    for indicator in office.programme.indicators:
        for found in results(office, indicator.id, "2025", "2026-02-01"):
            expected = "not_met" if indicator.id in absent else "no_data"
            assert found.main.verdict == (expected if indicator.target else "no_target"), indicator.id


def test_a_year_has_the_quarters_of_quarterly_indicators_inside() -> None:
    """The first quarter of 2021 lies before the programme."""
    office = office_of(grassroots(1), [{"publications": 1}], "2021-Q3", "2021-10-02")
    assert [str(found.window.period) for found in results(office, "CT-01")] == [
        "2021-Q2",
        "2021-Q3",
        "2021-Q4",
    ]


def test_estimates_are_marked_and_decisions_are_none() -> None:
    """The year's report is an estimate; its rating by decision isn't."""
    known = replace(
        report("u1", "2021", on="2022-01-10", unit_rating="good", **rated("good")), quality="estimated"
    )
    office = indicator_office(grassroots(1), [known])
    assert result(office, "CT-06").estimated
    assert not result(office, "CT-18").estimated


def test_zero_is_a_figure() -> None:
    """All reported nothing: 0 of 300, and that is a verdict."""
    reports = [report("u1", f"2021-Q{n}", on="2022-01-02", members_admitted=0) for n in (2, 3, 4)]
    assert counts(result(indicator_office(grassroots(1), reports), "CT-15", as_of=LATER)) == (
        0,
        None,
        "not_met",
    )


def test_where_nothing_is_known_the_range_is_not_closed() -> None:
    """How a year's resolutions without a date stood at the end of a quarter of a year that is over: none to all."""
    office = office_of(grassroots(2), [{"yearly_resolution": {"number": "1"}}] * 2, "2022", "2022-12-01")
    found = result(office, "CT-11", "2022-Q3", "2023-01-01").main
    assert (found.coverage.reported, found.coverage.expected) == (0, 2)
    assert (found.value, found.lower, found.upper) == (None, 0, 100)


@pytest.mark.parametrize("as_of", ["2022-10-15", "2022-12-31", "2023-01-01", "2024-05-01"])
def test_what_has_its_own_date_counts_by_it_in_a_part_of_the_year(as_of: str) -> None:
    """Of four, one in March, one in November, one never, one in September without a date but received by then."""
    given = [{"number": "1", "issued_on": day(text)} for text in ("2022-03-01", "2022-11-20")]
    reports = [
        report("u1", "2022", on="2022-12-01", yearly_resolution=given[0]),
        report("u2", "2022", on="2022-12-01", yearly_resolution=given[1]),
        report("u4", "2022", on="2022-09-20", yearly_resolution={"number": "1"}),
    ]
    found = result(indicator_office(grassroots(4), reports), "CT-11", "2022-Q3", as_of).main
    assert (found.numerator, found.denominator) == (2, 4)
    is_over = as_of > "2022-12-31"
    assert (found.coverage.reported, found.upper) == ((4, 50) if is_over else (2, 100))


@pytest.mark.parametrize("as_of", ["2022-10-15", "2023-03-01"])
def test_what_has_no_date_counts_by_the_arrival_of_its_report(as_of: str) -> None:
    """A rating that came in September stands at the end of the quarter; one of January does not."""
    reports = [
        report("u1", "2022", on="2022-09-20", unit_rating="good"),
        report("u2", "2022", on="2023-01-20", unit_rating="good"),
    ]
    found = result(indicator_office(grassroots(2), reports), "CT-06", "2022-Q3", as_of).main
    assert (found.numerator, found.denominator, found.coverage.reported) == (1, 1, 1)


STANDARD: list[tuple[str, tuple[int, int], int, int]] = [
    ("2025-01-20", (2, 3), 3, 3),  # as the reports of 2024 say
    ("2025-12-30", (2, 3), 3, 3),  # nothing newer is owed
    ("2025-12-31", (2, 3), 2, 3),  # a no of last year need not hold any more
    ("2026-01-05", (2, 3), 2, 3),
    ("2026-01-20", (2, 4), 3, 2),  # u4 answers for the first time, u2 has lost it
]


@pytest.mark.parametrize(("as_of", "pair", "reported", "carried"), STANDARD)
def test_a_standard_that_was_reached_lasts_until_it_is_answered_otherwise(
    as_of: str, pair: tuple[int, int], reported: int, carried: int
) -> None:
    """Two have it, one has not, one says nothing."""
    reports = [
        *(report(f"u{n}", "2024", on="2025-01-10", culture_standard=n != 3) for n in (1, 2, 3)),
        report("u4", "2025", on="2026-01-10", culture_standard=True),
        report("u2", "2025", on="2026-01-10", culture_standard=False),
    ]
    found = result(indicator_office(grassroots(4), reports), "CT-26", "2025", as_of).main
    assert found.pair == pair
    assert found.coverage.reported == reported
    assert sum(found.carried.values()) == carried


def test_a_no_that_was_owed_again_and_not_said_stays_open_when_the_next_year_runs() -> None:
    """No in 2022, nothing for 2023: in 2024 nobody knows."""
    known = office_of(grassroots(1), [{"culture_standard": False}], "2022", "2023-01-10")
    reported = [
        result(known, "CT-26", of, as_of).main.coverage.reported
        for of, as_of in (("2023", "2023-06-01"), ("2023", "2024-01-10"), ("2024-Q2", "2024-07-15"))
    ]
    assert reported == [1, 0, 0]


@pytest.mark.parametrize(("ends_on", "pair"), [("2025-12-31", (1, 1)), ("2025-10-01", (0, 0))])
def test_what_lasts_ends_with_its_decision(ends_on: str, pair: tuple[int, int]) -> None:
    """Recognised until a day: after it nobody knows."""
    said = {"culture_standard": True, "recognition": {"number": "1", "valid_to": day(ends_on)}}
    known = office_of(grassroots(1), [said], "2023", "2024-01-10")
    assert result(known, "CT-26", "2025", "2026-01-05").main.pair == pair


def test_a_later_no_of_the_whole_ends_the_part_that_lasts() -> None:
    """A model unit of 2024 that lost the standard in 2025 is none."""
    reports = [
        report("u1", "2024", on="2025-01-10", culture_standard=True, model_unit=True),
        report("u1", "2025", on="2026-01-10", culture_standard=False),
        report("u2", "2024", on="2025-01-10", culture_standard=True, model_unit=True),
        report("u2", "2025", on="2026-01-10", culture_standard=True),
    ]
    found = result(indicator_office(grassroots(2), reports), "CT-27", "2025", "2026-02-01").main
    assert (found.pair, found.coverage.reported) == ((1, 2), 2)
