"""The tasks and duties in a summary's appendices: what is told of each, and what is only named below the table."""

from __future__ import annotations

from tests.support.offices import day, duty, event, office, rule, task
from tests.support.summaries import summary_of
from tests.support.terms import speaking

from ct58.domain.records.programme import TaskGroup
from ct58.domain.records.reports import Document
from ct58.render.screens.summary_work import duties_note, duty_rows, task_rows, tasks_note
from ct58.render.words.rows import TaskRow

VI = speaking("vi")


def test_a_task_that_recurs_says_its_columns_once() -> None:
    """Then each time where it stands; what fell due once says all in one row."""
    data = office(
        groups=(TaskGroup(id="I", title="Tuyên truyền"),),
        tasks=(task(deadline=rule(every="quarter", from_="2021-Q2"), number=4), task("PL-02")),
        events={"PL-01": [event("submitted", "2021-06-20", occurrence="2021-Q2", to="standing_committee")]},
    )
    _, whole, *times, once = task_rows(summary_of(data, "2021", "2022-01-10"), VI)
    assert isinstance(whole, TaskRow)
    assert (whole.number, whole.title, whole.status) == ("4", "Nhiệm vụ PL-01", "Hoàn thành 1/3")
    assert times[:2] == [
        TaskRow(number="4.1", title="Quý II/2021", submitted_on="20/6/2021", status="Đã hoàn thành đúng hạn"),
        TaskRow(number="4.2", title="Quý III/2021", status="Quá hạn, chưa thực hiện", days_overdue="102"),
    ]
    assert once.title == "Nhiệm vụ PL-02"


def test_times_that_stand_alike_are_one_row() -> None:
    """What is to come of a year; of more than twelve times, over a term, only where they stand is told."""
    submitted = [
        event("submitted", f"2021-{month:02}-10", occurrence=f"2021-{month:02}", to="standing_committee")
        for month in (6, 7)
    ]
    data = office(
        groups=(TaskGroup(id="I", title="Tuyên truyền"),),
        tasks=(task(deadline=rule(every="month", from_="2021-04"), number=4),),
        events={"PL-01": submitted},
    )

    def times(of: str, as_of: str) -> list[tuple[str, str]]:
        _, _, *rows = task_rows(summary_of(data, of, as_of), VI)
        return [(row.title, row.submitted_on) for row in rows if isinstance(row, TaskRow)]

    assert times("2021", "2021-08-10") == [
        ("Tháng 4/2021", ""),
        ("Tháng 5/2021", ""),
        ("Tháng 6/2021", "10/6/2021"),
        ("Tháng 7/2021", "10/7/2021"),
        ("Tháng 8/2021 - tháng 12/2021 (05 kỳ)", ""),
    ]
    assert times("2021..2025", "2026-01-15")[:2] == [
        ("Tháng 4/2021 - tháng 5/2021 (02 kỳ)", ""),
        ("Tháng 6/2021 - tháng 7/2021 (02 kỳ)", ""),
    ]


def test_a_task_whose_last_time_is_done_is_no_row_of_a_later_period() -> None:
    """It fell due before the period, and comes no more."""
    data = office(
        groups=(TaskGroup(id="I", title="Tuyên truyền"),),
        tasks=(task(deadline=rule(every="quarter", from_="2021-Q2", until="2021-Q2")),),
        events={"PL-01": [event("submitted", "2021-06-20", occurrence="2021-Q2", to="standing_committee")]},
    )
    assert list(task_rows(summary_of(data, "2022", "2023-01-10"), VI)) == []


def test_a_task_says_on_which_day_and_by_which_document_it_was_submitted() -> None:
    """What was issued goes before what was submitted; a body with a day of its own is named."""
    paper = Document(number="22-TTr/VP", date=day("2021-06-19"))
    issued = Document(number="9-KH/ĐUK", date=day("2021-07-01"))
    both = task(
        "PL-02", deadline=rule(by="2021-06-30"), submit_to=("standing_committee", "executive_committee")
    )
    data = office(
        groups=(TaskGroup(id="I", title="Tuyên truyền"),),
        tasks=(
            task(deadline=rule(by="2021-06-30")),
            both,
            task("PL-03", deadline=rule(by="2021-06-30"), submit_to=()),
        ),
        events={
            "PL-01": [event("submitted", "2021-06-20", to="standing_committee", document=paper)],
            "PL-02": [
                event("submitted", "2021-06-20", to="standing_committee", document=paper),
                event("submitted", "2021-06-25", to="executive_committee", document=paper),
                event("issued", "2021-07-01", document=issued),
            ],
            "PL-03": [event("issued", "2021-07-01")],
        },
    )
    _, *rows = task_rows(summary_of(data, "2021-Q2", "2021-07-10"), VI)
    assert [(row.submitted_on, row.document) for row in rows if isinstance(row, TaskRow)] == [
        ("20/6/2021", "22-TTr/VP, 19/6/2021"),
        ("BTV 20/6/2021; BCH 25/6/2021", "9-KH/ĐUK, 01/7/2021"),
        ("", "01/7/2021"),
    ]


def test_what_has_no_news_is_named_below_the_table() -> None:
    """Done in an earlier year, or not due: by its number, or only counted; a debt is news."""
    data = office(
        groups=(TaskGroup(id="I", title="Tuyên truyền"), TaskGroup(id="II", title="Chuyên môn")),
        tasks=(
            task(deadline=rule(by="2021-06-30"), number=1),
            task("PL-02", deadline=rule(by="2025-12-31"), number=2, group="II"),
            task("PL-03", deadline=rule(by="2021-09-30"), number=3),
        ),
        duties=(
            duty(deadline=rule(by="2025-12-31")),
            duty("NV-02", deadline=rule(every="year", from_="2021")),
        ),
        events={"PL-01": [event("submitted", "2021-06-20", to="standing_committee")]},
    )
    quarter, year, term = (
        summary_of(data, of, as_of)
        for of, as_of in (("2022-Q3", "2022-10-10"), ("2022", "2023-01-20"), ("2021..2025", "2026-01-20"))
    )
    assert [row.number for row in task_rows(quarter, VI)] == ["I", "3"]
    rest, counted = tasks_note(quarter, VI).splitlines()
    assert rest == "Nhiệm vụ ngoài bảng: 01 đã hoàn thành trước năm 2022 (số 1); 01 chưa đến hạn (số 2)."
    assert counted.startswith("Cách tính: nhiệm vụ có nhiều kỳ tính các kỳ của 9 tháng năm 2022;")
    waiting = "Nhiệm vụ ngoài bảng: 01 chưa đến hạn."
    assert duties_note(quarter, VI) == duties_note(year, VI) == waiting
    assert [row.title for row in duty_rows(year, VI)] == ["Việc NV-02"]
    assert [row.number for row in task_rows(term, VI)] == ["I", "1", "3", "II", "2"]
    assert "ngoài bảng" not in tasks_note(term, VI)


def test_a_duty_that_was_done_in_time_takes_no_row() -> None:
    """A review names it with its document; what was done late has its row."""
    issued = Document(number="5-HD/ĐUK", date=day("2022-03-01"))
    data = office(
        duties=(duty(deadline=rule(by="2022-03-31")), duty("NV-02", deadline=rule(by="2022-03-31"))),
        events={
            "NV-01": [event("issued", "2022-03-01", document=issued)],
            "NV-02": [event("issued", "2022-04-02")],
        },
    )
    year = summary_of(data, "2022", "2023-01-20")
    assert [row.title for row in duty_rows(year, VI)] == ["Việc NV-02"]
    told = "Nhiệm vụ ngoài bảng: 01 đã hoàn thành đúng hạn (Việc NV-01, 5-HD/ĐUK, 01/3/2022)."
    assert duties_note(year, VI) == told


def test_a_duty_that_was_done_each_time_takes_no_row() -> None:
    """Some of it late: the body tells how often; the note doesn't call it done in time."""
    times = [
        event("issued", day, occurrence=of)
        for of, day in (("2022-Q1", "2022-03-01"), ("2022-Q2", "2022-07-20"))
    ]
    data = office(
        duties=(duty(deadline=rule(every="quarter", from_="2022-Q1", until="2022-Q2")),),
        events={"NV-01": times},
    )
    half = summary_of(data, "2022-Q2", "2022-07-25")
    assert list(duty_rows(half, VI)) == []
    assert duties_note(half, VI) == "Nhiệm vụ ngoài bảng: 01 đã hoàn thành, có kỳ chậm."


def test_a_signed_text_has_no_matter_of_verifying() -> None:
    """Due before the programme was issued, and nothing recorded: the office asks itself, not its readers."""
    data = office(
        groups=(TaskGroup(id="I", title="Tuyên truyền"),), tasks=(task(deadline=rule(by="2021-03-31")),)
    )

    def status(*, is_final: bool) -> str:
        _, row = task_rows(summary_of(data, "2021-Q2", "2021-07-15", is_final=is_final), VI)
        assert isinstance(row, TaskRow)
        return row.status

    assert status(is_final=False) == "Quá hạn, chưa thực hiện, cần xác minh"
    assert status(is_final=True) == "Quá hạn, chưa thực hiện"
