"""The letters to those who are late."""

from __future__ import annotations

from tests.support.documents import office_with
from tests.support.offices import calendar, day, duty, office, period, rule, unit
from tests.support.showcase import AS_OF, showcase

from ct58.views.reminders import reminders_view


def test_letters_are_numbered_in_the_offices_order() -> None:
    """The staff bodies first, as their order says."""
    view = reminders_view(showcase(), AS_OF)
    assert [letter.number for letter in view.letters] == list(range(1, len(view.letters) + 1))
    assert [letter.addressee.id for letter in view.letters][:3] == ["van-phong", "ban-tuyen-giao", "u1"]


def test_a_letter_knows_its_oldest_item() -> None:
    """The duty has been owed since May, the report since July."""
    known = office(
        units=(unit("a"),),
        duties=(duty("NV-02", rule(by="2021-05-31"), owners="tccsd"),),
        reporting=(calendar(from_=period("2021-Q2"), until=period("2021-Q2")),),
    )
    (letter,) = reminders_view(known, AS_OF).letters
    assert [entry.standing.item.id for entry in letter.entries] == ["NV-02", "BC-QUY"]
    assert letter.longest == (AS_OF - day("2021-05-31")).days


def test_the_head_is_that_of_the_role_that_signs_reminders() -> None:
    """Blank number and date, the committee's names."""
    form = reminders_view(office_with(), AS_OF).form
    assert (form.kind, form.number, form.on, form.sign_off.authority) == (
        "letter",
        None,
        None,
        "T/L BAN THƯỜNG VỤ",
    )
