"""The rows of a summary's appendices, as a reader checks them with a pencil."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.indicator_offices import BLOC, MASS, grassroots, indicator_office, office_of, rated
from tests.support.offices import calendar, day, event, office, report, unit
from tests.support.summaries import summary_of
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.render.screens.summary_tables import (
    appendix_indicator_rows,
    indicator_note,
    unit_rows,
)
from ct58.render.words.rows import GroupRow, IndicatorRow

VI = speaking("vi")


def row(data: Office, id: str, of: str, as_of: str) -> IndicatorRow:
    """One indicator's row."""
    view = summary_of(data, of, as_of)
    title = next(entry.title for entry in view.programme.indicators if entry.id == id)
    found = next(entry for entry in appendix_indicator_rows(view, VI) if entry.title.startswith(title))
    assert isinstance(found, IndicatorRow)
    return found


def note(data: Office, of: str, as_of: str) -> list[str]:
    """The lines below the indicators."""
    return indicator_note(summary_of(data, of, as_of), VI).splitlines()


def test_points_are_the_difference_of_what_is_printed() -> None:
    """13/16 is 81.25, printed 81,3: above 75 by 6,3."""
    words = ["good"] * 13 + ["completed"] * 3
    data = office_of(grassroots(16), [{"unit_rating": word} for word in words])
    found = row(data, "CT-07", "2021", "2022-02-01")
    assert (found.rate, found.against_plan) == ("81,3", "+6,3")


def test_one_body_has_no_share() -> None:
    """“0/1, 0%, -100” says nothing of a body that was not rated well enough."""
    reports = [report("doan-thanh-nien-khoi", "2021", on="2022-01-10", organisation_rating="good")]
    found = row(indicator_office(MASS, reports), "CT-22", "2021", "2022-02-01")
    assert (found.measured_in, found.this_period, found.fraction, found.rate) == ("–", "Chưa đạt", "–", "–")
    assert (found.against_plan, found.verdict) == ("–", "Chưa đạt")


def test_units_that_are_counted_are_named_so() -> None:
    """Not a dash."""
    found = row(office_of(grassroots(1), [rated("not_completed")]), "CT-20", "2021", "2022-02-01")
    assert (found.measured_in, found.this_period) == ("Đơn vị", "1")


def test_what_has_no_figures_stands_in_a_line_below_the_table() -> None:
    """Apart what is not due and what lacks its figures: of nothing there is no row of “0/0” and dashes."""
    enterprises = grassroots(1, kind="private_enterprise")
    reports = [report("u1", "2021-Q2", on="2021-07-03", business_state="suspended", members_admitted=2)]
    data = indicator_office(enterprises, reports)
    columns, missing, waiting = note(data, "2021-Q2", "2021-07-15")
    assert columns.startswith("Thực hiện kỳ: quý II năm 2021; lũy kế: ")
    assert missing.startswith("Chưa có số liệu (")
    assert "Cấp ủy làm tốt công tác quán triệt" in missing
    assert waiting.startswith("Chưa đến kỳ đánh giá (")
    assert "Doanh nghiệp sản xuất kinh doanh có lãi; " in waiting


ADMITTED = tuple(
    report("u1", f"2021-Q{number}", on="2022-01-03", publications=1, members_admitted=number)
    for number in (2, 3)
)
ISSUED = report(
    "u1", "once", on="2021-04-10", action_programme={"number": "1", "issued_on": day("2021-04-10")}
)


@pytest.mark.parametrize(
    ("id", "of", "own", "total"),
    [
        ("CT-01", "2021-Q3", "100%", "–"),  # of the quarter
        ("CT-15", "2021-Q3", "3", "5"),  # of the year, and each quarter has its own part
        ("CT-15", "2021-H1", "2", "2"),
        ("CT-15", "2021-9M", "3", "5"),
        ("CT-15", "2021", "5", "–"),
        ("CT-03", "2021-Q3", "–", "50%"),  # once: as of a day
        ("CT-03", "2021", "–", "50%"),
    ],
)
def test_each_value_stands_in_the_column_that_it_belongs_to(id: str, of: str, own: str, total: str) -> None:
    """What the period itself brought, and what there is since a longer time began: a year, or the programme."""
    found = row(indicator_office(grassroots(2), (*ADMITTED, ISSUED)), id, of, "2022-02-01")
    assert (found.this_period, found.cumulative) == (own, total)


def test_what_is_of_the_whole_term_has_its_part_of_a_year() -> None:
    """Of 2022 alone, and since the term began."""
    reports = [
        report(
            "dang-uy-khoi",
            f"{year}-Q3",
            on=f"{year}-10-03",
            documents_in=10,
            documents_out=0,
            documents_secret=0,
            documents_online=online,
        )
        for year, online in ((2021, 5), (2022, 10))
    ]
    found = row(indicator_office((BLOC,), reports), "CT-28", "2022", "2023-02-01")
    assert (found.this_period, found.cumulative, found.fraction) == ("100%", "75%", "15/20")


def test_a_year_that_is_cut_short_is_of_its_own_period() -> None:
    """What was reached until the committee's end stands there, and why it is not judged."""
    reports = [report("u1", "2022-Q1", on="2022-04-03", members_admitted=4)]
    data = indicator_office(grassroots(1), reports)
    head = replace(data.programme.programme, closed_on=day("2022-06-30"))
    data = replace(data, programme=replace(data.programme, programme=head))
    found = row(data, "CT-15", "2022", "2022-08-01")
    assert (found.this_period, found.cumulative) == ("4", "–")
    assert found.verdict.startswith("Không đánh giá")


def test_an_indicator_with_several_times_says_its_title_once() -> None:
    """Each time below it, with a number that tells on the next page, too, what it belongs to."""
    reports = [report("u1", f"2021-Q{number}", on="2022-01-03", publications=1) for number in (2, 3)]
    view = summary_of(indicator_office(grassroots(1), reports), "2021", "2022-02-01")
    group, *rows = appendix_indicator_rows(view, VI)
    assert group == GroupRow(
        number="1", title="Cấp ủy làm tốt công tác quán triệt, tuyên truyền: chưa kết luận được (2/3 kỳ)"
    )
    times = [("1.1", "Quý II/2021"), ("1.2", "Quý III/2021"), ("1.3", "Quý IV/2021")]
    assert [(row.number, row.title) for row in rows[:3]] == times
    assert rows[3].number == "2"


def test_what_is_promised_is_noted_until_it_comes_and_what_is_not_due_is_not_listed() -> None:
    """A promise that was kept is no remark; on the due day itself a report may still come."""
    promises = {
        id: [event("promised", "2021-07-06", item="BC-QUY", occurrence="2021-Q2", until=day("2021-07-12"))]
        for id in ("a", "b")
    }
    data = office(
        reporting=(calendar(title="Báo cáo quý"),),
        units=(unit("a"), unit("b")),
        reports=(report("b", "2021-Q2", on="2021-07-08"),),
        unit_events=promises,
    )
    missing, late = unit_rows(summary_of(data, "2021-Q2", "2021-07-10"), VI)
    assert (missing.report, missing.status, missing.note) == (
        "Báo cáo quý II/2021",
        "Chưa gửi",
        "Hẹn 12/7/2021",
    )
    assert (late.status, late.days_late, late.note) == ("Gửi chậm", "3", "")
    (signed, *_late) = unit_rows(summary_of(data, "2021-Q2", "2021-07-10", is_final=True), VI)
    assert (signed.status, signed.note) == ("Chưa gửi", "")
    assert list(unit_rows(summary_of(data, "2021-Q2", "2021-07-05"), VI)) == []
