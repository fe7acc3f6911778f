"""What a letter to one who is late says, in Word and in Markdown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.support.documents import (
    MADE_ON,
    all_texts,
    office_with,
    opened,
    own_template,
    rendered_markdown,
    template,
)
from tests.support.offices import calendar, day, document, event, office, period, rule, staff, task, unit
from tests.support.showcase import AS_OF, showcase
from tests.support.terms import speaking

from ct58.domain.records.committee import Contact
from ct58.domain.records.office import Office
from ct58.domain.standing.reminders import ReminderScope
from ct58.render.documents.contents import LetterDocument
from ct58.render.documents.docx import render_docx
from ct58.render.documents.letter import circular_document, letter_document, within_the_letter
from ct58.render.documents.tags import ANNEX_TAG, letter_context
from ct58.render.documents.template_faults import mentions
from ct58.render.words.rows import DueRow, GroupRow
from ct58.views.reminders import reminders_view

Golden = Callable[[str, str], None]
VI = speaking("vi")


def letter(known: Office, to: str, by: str | None = None) -> LetterDocument:
    """The letter to one unit about all that it owes, as of 15 July."""
    scope = ReminderScope(units=(to,))
    view = reminders_view(known, AS_OF, scope, day(by) if by else None)
    if not view.letters:
        view = reminders_view(known, AS_OF, replace(scope, older=True), day(by) if by else None)
    return letter_document(view, view.letters[0], VI)


def rows(written: LetterDocument) -> list[DueRow]:
    """The rows of the table."""
    return [row for row in written.items if isinstance(row, DueRow)]


def test_the_letter_reads_as_reviewed(golden: Golden) -> None:
    """To a body that owes several things, with a new date, a signatory and whom to ask."""
    known = replace(showcase(), file=replace(office_with().file, contact=Contact(phone="0237 000 000")))
    written = letter(known, "ban-tuyen-giao", "2021-07-25")
    golden(rendered_markdown("cong-van.md.jinja", letter_context(written)), "letter.md")


def test_word_says_the_same() -> None:
    """Every paragraph and every cell that Markdown has."""
    written = letter(showcase(), "ban-tuyen-giao", "2021-07-25")
    whole = all_texts(render_docx(own_template("cong-van.docx"), letter_context(written), made_on=MADE_ON))
    for text in (
        *written.opening,
        *written.closing[:-1],
        written.subject,
        *(row.title for row in rows(written)),
    ):
        assert text in whole


def test_the_addressee_is_addressed_as_the_register_says() -> None:
    """In the address; in the sentence it is called by its name."""
    known = office(units=(staff(name="Văn phòng", address_as="Đồng chí Chánh Văn phòng"),), tasks=(task(),))
    written = letter(known, "van-phong")
    assert written.addressees == ("Đồng chí Chánh Văn phòng",)
    assert "Văn phòng còn 01 nhiệm vụ quá hạn" in written.opening[0]


def test_without_a_new_date_room_is_left_for_it() -> None:
    """No date is made up."""
    known = office(units=(staff(),), tasks=(task(),))
    assert "chậm nhất ngày ……/……/2021" in letter(known, "van-phong").closing[0]
    assert "chậm nhất ngày 25/7/2021" in letter(known, "van-phong", "2021-07-25").closing[0]


def test_notes_say_what_happened_before() -> None:
    """Extended, promised, reminded; whose it was before a merger."""
    happened = [
        event("extended", "2021-06-25", until="2021-07-10", document=document()),
        event("reminded", "2021-07-11"),
        event("promised", "2021-07-12", until="2021-07-14"),
    ]
    (row,) = rows(letter(office(units=(staff(),), tasks=(task(),), events={"PL-01": happened}), "van-phong"))
    assert (row.deadline, row.days_overdue) == ("10/7/2021", "05 ngày")
    assert row.note == "Gia hạn 01 lần; đã hẹn ngày 14/7/2021, đến nay chưa hoàn thành; đã đôn đốc 01 lần"


def test_what_fell_due_before_the_programme_is_asked_for_with_care() -> None:
    """It may have been done long ago."""
    known = office(units=(staff(),), tasks=(task(deadline=rule(by="2021-03-31")),))
    written = letter(known, "van-phong")
    assert rows(written)[0].note == "Cần xác minh"
    assert any("đến hạn trước ngày ban hành" in text for text in written.closing)


def test_what_a_merged_unit_owed_names_it() -> None:
    """The successor must know what is meant."""
    old = unit("old", name="Chi bộ Cũ", valid_to=day("2021-07-09"), merged_into="a")
    line = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
    notes = [row.note for row in rows(letter(office(units=(unit("a"), old), reporting=(line,)), "a"))]
    assert sorted(notes) == ["", "Việc của Chi bộ Cũ"]


def circular(by: str | None = "2021-07-25") -> LetterDocument:
    """One letter to all who are late on 15 July."""
    return circular_document(reminders_view(showcase(), AS_OF, by=day(by) if by else None), VI)


def test_the_letter_to_all_reads_as_reviewed(golden: Golden) -> None:
    """One number, the kinds of units addressed, the list of what each owes annexed."""
    golden(rendered_markdown("cong-van.md.jinja", letter_context(circular())), "letter-to-all.md")


def test_the_list_annexed_has_a_row_for_each_debt_of_each_unit() -> None:
    """In the order of the letters; the letter itself has no table, and counts each debt once."""
    view = reminders_view(showcase(), AS_OF)
    written = circular_document(view, VI)
    assert [row.lead for row in written.annex] == [
        letter.addressee.name for letter in view.letters for _entry in letter.entries
    ]
    assert written.items == ()
    assert written.addressees == ("các đảng ủy cơ sở, cơ quan, đơn vị (theo danh sách gửi kèm)",)


def test_word_has_the_list_on_pages_of_its_own() -> None:
    """And without one no such page."""
    with_list = render_docx(own_template("cong-van.docx"), letter_context(circular()), made_on=MADE_ON)
    assert all(row.title in all_texts(with_list) for row in circular().annex)
    assert "DANH SÁCH" in all_texts(with_list)
    assert len(opened(with_list).sections) == 2
    alone = render_docx(
        own_template("cong-van.docx"), letter_context(letter(showcase(), "van-phong")), made_on=MADE_ON
    )
    assert "DANH SÁCH" not in all_texts(alone)
    assert len(opened(alone).sections) == 1


def test_a_template_that_knows_no_list_gets_it_in_the_letter_itself() -> None:
    """A group a unit; nothing is lost."""
    whole = within_the_letter(circular())
    groups = [row.title for row in whole.items if isinstance(row, GroupRow)]
    assert groups == list(dict.fromkeys(row.lead for row in circular().annex))
    debts = [row for row in whole.items if isinstance(row, DueRow)]
    assert debts == [replace(row, number="") for row in circular().annex]
    assert mentions(own_template("cong-van.docx"), ANNEX_TAG)
    assert not mentions(template("{{ kinh_gui[0] }}"), ANNEX_TAG)


def test_a_broken_promise_is_named_with_its_day() -> None:
    """The unit's own word."""
    line = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
    said = event("promised", "2021-07-08", item="BC-QUY", occurrence="2021-Q2", until="2021-07-12")
    (row,) = rows(letter(office(units=(unit("a"),), reporting=(line,), unit_events={"a": [said]}), "a"))
    assert row.note == "Đơn vị hẹn gửi ngày 12/7/2021, đến nay chưa gửi"
