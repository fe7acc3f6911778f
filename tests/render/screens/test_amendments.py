"""The history of a thing on its screen: what was said first, what each document changed, what came instead."""

from __future__ import annotations

from tests.support.offices import amendment, clause, day, event, office, period, rule, staff, task
from tests.support.summaries import summary_markdown, summary_of
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.domain.records.programme import TaskGroup
from ct58.domain.records.search import find_thing
from ct58.domain.standing.hindsight import as_known
from ct58.render.formats.text import page_as_text
from ct58.render.screens.catalogue import list_page, trace_page
from ct58.render.screens.plan import row_note
from ct58.render.screens.show import detail_as_json, show_page
from ct58.render.screens.summary_work import task_rows
from ct58.render.words.rows import TaskRow
from ct58.views.catalogue import list_view, trace_view
from ct58.views.detail import detail_view
from ct58.views.plan import plan_view

FROM = "2022-10-05"
VI = speaking("vi")


def amended(**given: object) -> Office:
    """One task given to another body, one split in two, one ended."""
    change = {"PL-01": {"lead": ("ban-to-chuc",), "deadline": rule(by="2023-Q1", text="Quý I năm 2023")}}
    tasks = (
        task("PL-15", deadline=rule(by="2023")),
        task("PL-16", deadline=rule(by="2024"), clauses=("II.1-2",)),
    )
    return office(
        clauses=(clause(kind="one_off_duty"), clause("II.1-2", kind="one_off_duty")),
        units=(staff(name="Văn phòng"), staff("ban-to-chuc", name="Ban Tổ chức")),
        tasks=(
            task(deadline=rule(by="2022-Q4", text="Quý IV năm 2022"), clauses=("II.1-1",)),
            task("PL-02", deadline=rule(by="2022"), clauses=("II.1-1",)),
            task("PL-03", deadline=rule(by="2022"), clauses=("II.1-2",)),
        ),
        amendments=(
            amendment(
                FROM,
                change,
                reason="sắp xếp lại bộ máy",
                adds={"tasks": tasks},
                replaces={"PL-02": ("PL-15", "PL-16")},
                ends={"PL-03": "không còn cần"},
            ),
        ),
        **given,  # type: ignore[arg-type]
    )


def shown(known: Office, id_: str, as_of: str = "2023-01-01") -> str:
    """The page of a thing as known on a day, in as few spaces as can be."""
    there = as_known(known, day(as_of))
    view = detail_view(there, find_thing(there, id_), day(as_of))
    return "\n".join(" ".join(line.split()) for line in page_as_text(show_page(view, VI)).splitlines())


def test_what_was_changed_tells_its_first_wording_and_each_amendment() -> None:
    """With the day, the document, what was and is, and the reason; as of the day before nothing of it."""
    text = shown(amended(), "PL-01")
    assert "Chủ trì Ban Tổ chức\nThời hạn Quý I năm 2023" in text
    assert "Ban đầu chủ trì: Văn phòng; thời hạn: Quý IV năm 2022" in text
    change = (
        "chủ trì: Văn phòng → Ban Tổ chức; thời hạn: Quý IV năm 2022 → Quý I năm 2023 (sắp xếp lại bộ máy)"
    )
    assert change in text
    before = shown(amended(), "PL-01", "2022-10-04")
    assert "Chủ trì Văn phòng\nThời hạn Quý IV năm 2022" in before
    assert "Điều chỉnh" not in before


def test_what_was_finished_is_shown_in_the_words_that_it_was_finished_by() -> None:
    """It belongs to whoever did it; the amendment is told below."""
    text = shown(amended(events={"PL-01": [event("submitted", "2022-07-01")]}), "PL-01")
    assert "Chủ trì Văn phòng\nThời hạn Quý IV năm 2022" in text
    assert "Ban Tổ chức" in text


def test_old_and_new_name_each_other() -> None:
    """What ended says since when, by what, why, and what came instead; what came says instead of what."""
    known = amended()
    assert "Thay bằng PL-15, PL-16" in shown(known, "PL-02")
    assert "Kết thúc từ ngày 05/10/2022, theo 32-QĐ/ĐUK (2022-10-05): không còn cần" in shown(known, "PL-03")
    assert "Thay cho PL-02" in shown(known, "PL-15")


def test_programs_read_the_same() -> None:
    """Amendments with old and new values, the end, what replaces what; nothing of it where nothing was amended."""
    known = amended()
    old, new = (
        detail_as_json(detail_view(known, find_thing(known, id_), day("2023-01-01")))
        for id_ in ("PL-02", "PL-15")
    )
    assert (old["ended_on"], old["replaced_by"], old["replaces"]) == (day(FROM), ["PL-15", "PL-16"], [])
    assert (new["ended_on"], new["replaced_by"], new["replaces"]) == (None, [], ["PL-02"])
    plain = office(tasks=(task(),))
    assert "amendments" not in detail_as_json(
        detail_view(plain, find_thing(plain, "PL-01"), day("2022-01-01"))
    )


def rows_of(known: Office, of: str, as_of: str) -> list[tuple[str, str, str]]:
    """The appendix of a report: title, who prepared it, the deadline."""
    view = summary_of(as_known(known, day(as_of)), of, as_of)
    return [
        (row.title, row.prepared_by, row.deadline) for row in task_rows(view, VI) if isinstance(row, TaskRow)
    ]


def given_to_others(**given: object) -> Office:
    """A yearly task and one that is due once, both given to another body in October 2022."""
    change = {id_: {"lead": ("ban-to-chuc",)} for id_ in ("PL-01", "PL-02")}
    return office(
        groups=(TaskGroup(id="I", title="Nhóm việc"),),
        units=(staff(name="Văn phòng"), staff("ban-to-chuc", name="Ban Tổ chức")),
        tasks=(
            task(deadline=rule(by="2022-06-30"), prepared_by="Văn phòng Đảng ủy", number=1),
            task("PL-02", deadline=rule(every="year"), number=2),
        ),
        amendments=(amendment(FROM, change),),
        **given,  # type: ignore[arg-type]
    )


def test_a_report_marks_what_was_given_to_others_and_moves_nothing_finished() -> None:
    """What was done stays with whoever did it, in each report of any day; what is open says by which document."""
    open_one = rows_of(given_to_others(), "2022", "2023-01-10")
    assert open_one[0][1:] == (
        "Ban Tổ chức",
        "30/6/2022 (điều chỉnh theo 32-QĐ/ĐUK (2022-10-05) ngày 05/10/2022)",
    )
    done = given_to_others(
        events={
            "PL-01": [event("submitted", "2022-06-01")],
            "PL-02": [event("submitted", "2021-12-01", occurrence="2021")],
        }
    )
    for of, as_of in (("2022-Q2", "2022-07-10"), ("2022", "2023-01-10"), ("2021..2025", "2024-01-10")):
        assert rows_of(done, of, as_of)[0][1:] == ("Văn phòng Đảng ủy", "30/6/2022")
    assert rows_of(done, "2021", "2023-01-10")[1][1] == "Văn phòng"
    assert rows_of(done, "2022", "2023-01-10")[1][1] == "Ban Tổ chức"
    assert rows_of(done, "2021..2025", "2023-01-10")[1][1] == "Văn phòng, Ban Tổ chức"


def test_a_report_names_the_amendments_of_its_time() -> None:
    """By what they changed, in words; a report of another time does not."""
    known = given_to_others()
    text = summary_markdown(summary_of(known, "2022-Q4", "2023-01-10"), VI)
    sentence = (
        "Chương trình được điều chỉnh theo 32-QĐ/ĐUK (2022-10-05) ngày 05/10/2022: "
        "“Nhiệm vụ PL-01”: chủ trì từ “Văn phòng” thành “Ban Tổ chức”; "
        "“Nhiệm vụ PL-02”: chủ trì từ “Văn phòng” thành “Ban Tổ chức”."
    )
    assert sentence in " ".join(text.split())
    later = summary_markdown(summary_of(known, "2023-Q1", "2023-04-10"), VI)
    assert "Chương trình được điều chỉnh" not in later


def test_a_work_programme_says_by_which_document_something_came_to_whom() -> None:
    """In its note, under the body that leads it now."""
    there = as_known(given_to_others(), day("2022-10-10"))
    plan = plan_view(there, period("2022-Q4"), day("2022-10-10"))
    (group,) = plan.groups
    assert group.lead is not None
    assert group.lead.name == "Ban Tổ chức"
    notes = [row_note(row, plan.period, VI) for row in group.rows]
    amended = "điều chỉnh theo 32-QĐ/ĐUK (2022-10-05) ngày 05/10/2022"
    assert notes == [
        f"chuyển từ kỳ trước, quá hạn 283 ngày; {amended}",
        f"chuyển từ kỳ trước, quá hạn 102 ngày; {amended}",
        amended,
    ]


def test_a_list_says_what_is_not_asked_for_any_more_and_has_what_was_added() -> None:
    """From the day on; before it neither."""
    known = amended()
    text = page_as_text(list_page(list_view(known, "tasks"), VI))
    assert "PL-16" in text
    assert "Không còn yêu cầu: PL-02, thay bằng PL-15, PL-16; PL-03" in text
    before = page_as_text(list_page(list_view(as_known(known, day("2022-10-04")), "tasks"), VI))
    assert "PL-16" not in before
    assert "Không còn yêu cầu" not in before


def test_a_clause_is_followed_by_what_came_instead_and_not_by_what_ended() -> None:
    """PL-15 names no clause and takes over that of PL-02; II.1-2 is followed by PL-16, no more by PL-03."""
    view = trace_view(amended())
    followed = {traced.clause.id: [thing.id for thing in traced.followers] for traced in view.clauses}
    assert followed == {"II.1-1": ["PL-01", "PL-02", "PL-15"], "II.1-2": ["PL-03", "PL-16"]}
    assert "PL-02 (kết thúc), PL-15" in page_as_text(trace_page(view, VI))
    alone = office(
        clauses=(clause("II.1-2", kind="one_off_duty"),),
        tasks=(task("PL-03", deadline=rule(by="2022"), clauses=("II.1-2",)),),
        amendments=(amendment(FROM, ends={"PL-03": "thôi"}),),
    )
    assert [traced.clause.id for traced in trace_view(alone).gaps] == ["II.1-2"]
    assert trace_view(as_known(alone, day("2022-10-04"))).gaps == ()
