"""The rows of a summary's appendices, as a reader checks them with a pencil."""

from __future__ import annotations

from dataclasses import fields

import pytest
from tests.support.indicator_offices import MASS, grassroots, indicator_office, office_of, rated
from tests.support.offices import calendar, day, event, office, report, rule, task, unit
from tests.support.summaries import summary_of

from ct58.domain.records.office import Office
from ct58.domain.records.programme import TaskGroup
from ct58.render.documents.tags import ROW_TAGS, DocumentRow
from ct58.render.screens import summary_tables
from ct58.render.screens.summary_tables import AppendixColumn, appendix_indicator_rows, task_rows, unit_rows
from ct58.render.words.rows import DutyRow, GroupRow, IndicatorRow, TaskRow, UnitRow
from ct58.render.words.speech import Speech

VI = Speech("vi")


def row(data: Office, number: int, of: str, as_of: str) -> IndicatorRow:
    """One indicator's row, by its number in the shipped programme."""
    rows = list(appendix_indicator_rows(summary_of(data, of, as_of), VI))
    found = next(entry for entry in rows if entry.number == str(number))
    assert isinstance(found, IndicatorRow)
    return found


def test_points_are_the_difference_of_what_is_printed() -> None:
    """13/16 is 81.25, printed 81,3: above 75 by 6,3, and without a break in its narrow column."""
    words = ["good"] * 13 + ["completed"] * 3
    data = office_of(grassroots(16), [{"unit_rating": word} for word in words])
    found = row(data, 7, "2021", "2022-02-01")
    assert (found.rate, found.against_plan) == ("81,3", "+6,3\u00a0điểm\u00a0%")


def test_one_body_has_no_share() -> None:
    """“0/1, 0%, -100 điểm %” says nothing of a body that was not rated well enough."""
    reports = [report("doan-thanh-nien-khoi", "2021", on="2022-01-10", organisation_rating="good")]
    found = row(indicator_office(MASS, reports), 22, "2021", "2022-02-01")
    assert (found.measured_in, found.this_period, found.fraction, found.rate) == ("–", "Chưa đạt", "–", "–")
    assert (found.against_plan, found.verdict) == ("–", "Chưa đạt")


def test_units_that_are_counted_are_named_so() -> None:
    """Not a dash."""
    found = row(office_of(grassroots(1), [rated("not_completed")]), 20, "2021", "2022-02-01")
    assert (found.measured_in, found.this_period) == ("Đơn vị", "1")


def test_nothing_of_nothing_is_no_fraction() -> None:
    """Enterprises that none of the reports is about give no “0/0”."""
    enterprises = grassroots(1, kind="private_enterprise")
    reports = [report("u1", "2021-Q2", on="2021-07-03", business_state="suspended")]
    found = row(indicator_office(enterprises, reports), 8, "2021-Q2", "2021-07-15")
    assert (found.fraction, found.rate) == ("–", "–")


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


def test_a_task_that_recurs_says_its_columns_once() -> None:
    """Then each time where it stands; what fell due once says all in one row."""
    data = office(
        groups=(TaskGroup(id="I", title="Tuyên truyền"),),
        tasks=(task(deadline=rule(every="quarter", from_="2021-Q2"), number=4), task("PL-02")),
        events={"PL-01": [event("submitted", "2021-06-20", occurrence="2021-Q2", to="standing_committee")]},
    )
    _, whole, *times, once = task_rows(summary_of(data, "2021", "2022-01-10"), VI)
    assert isinstance(whole, TaskRow)
    assert (whole.number, whole.title, whole.status) == ("4", "Nhiệm vụ PL-01", "Đã hoàn thành 1/3")
    assert times[:2] == [
        TaskRow(number="4.1", title="Quý II/2021", status="Đã hoàn thành đúng hạn"),
        TaskRow(
            number="4.2", title="Quý III/2021", status="Quá hạn 102 ngày, chưa thực hiện", days_overdue="102"
        ),
    ]
    assert once.title == "Nhiệm vụ PL-02"


def test_a_task_whose_last_time_is_done_is_no_row_of_a_later_period() -> None:
    """It fell due before the period, and comes no more."""
    data = office(
        groups=(TaskGroup(id="I", title="Tuyên truyền"),),
        tasks=(task(deadline=rule(every="quarter", from_="2021-Q2", until="2021-Q2")),),
        events={"PL-01": [event("submitted", "2021-06-20", occurrence="2021-Q2", to="standing_committee")]},
    )
    assert list(task_rows(summary_of(data, "2022", "2023-01-10"), VI)) == [
        GroupRow(number="I", title="Tuyên truyền")
    ]


def test_what_is_promised_is_noted_until_it_comes_and_what_is_not_due_is_not_late() -> None:
    """A promise that was kept is no remark."""
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
    waiting, *_ = unit_rows(summary_of(data, "2021-Q2", "2021-07-04"), VI)
    assert waiting.status == "Chưa đến hạn"


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (summary_tables._INDICATORS, IndicatorRow),
        (summary_tables._TASKS, TaskRow),
        (summary_tables._DUTIES, DutyRow),
        (summary_tables._UNITS, UnitRow),
    ],
)
def test_every_field_of_a_row_has_its_column_and_its_name_in_a_template(
    columns: tuple[AppendixColumn, ...], row: type[DocumentRow]
) -> None:
    """A field that one form shows and another forgets would be missed only on paper."""
    named = [field.name for field in fields(row)]
    assert [column.field for column in columns] == named == list(ROW_TAGS[row].values())
