"""`ct58 show`: one thing in detail, with the text it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.offices import calendar, day, duty, event, office, period, rule, staff, unit
from tests.support.showcase import AS_OF, LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.domain.records.search import clauses_below, find_thing
from ct58.render.formats.text import page_as_text
from ct58.render.screens.show import detail_as_json, section_page, show_page
from ct58.views.detail import detail_view

Golden = Callable[[str, str], None]
EN = speaking("en")


def text(known: Office, id: str, language: str = "en") -> str:
    """The page of a thing through a pipe."""
    view = detail_view(known, find_thing(known, id), AS_OF)
    return page_as_text(show_page(view, speaking(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "id",
    [
        "PL-01",
        "PL-02",
        "PL-06",
        "NV-02",
        "NV-20",
        "BC-QUY",
        "party_rating",
        "II.1-1",
        "II.4.1-1",
        "II.4",
        "KL-01",
        "u1",
        "van-phong",
    ],
)
def test_each_kind_of_thing_reads_as_reviewed(golden: Golden, id: str, language: str) -> None:
    """Task, duty, report, figure, clause, part, item that came up, unit."""
    golden(text(showcase(), id, language), f"show-{id}-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_is_its_clauses_word_for_word(golden: Golden, language: str) -> None:
    """Each with what follows it."""
    known = showcase()
    views = [detail_view(known, clause, AS_OF) for clause in clauses_below(known, "II")]
    golden(page_as_text(section_page("II", views, speaking(language))), f"show-II-{language}.txt")


def test_the_corrected_title_leads_and_the_printed_one_is_kept() -> None:
    """Both can be found."""
    shown = text(showcase(), "PL-02")
    assert shown.splitlines()[0] == "PL-02  Hướng dẫn sơ kết Nghị quyết trong Đảng bộ Khối"
    assert "As printed   Hướng dẫn sơ kết Nghị quyết trong Đảng bộ Khôi" in shown


def test_of_what_many_owe_the_latest_come_first_and_the_rest_is_counted() -> None:
    """Twenty rows of thirty."""
    line = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
    known = office(units=tuple(unit(f"u{n}") for n in range(30)), reporting=(line,))
    assert "… 10 more" in text(known, "BC-QUY")


def test_a_unit_shows_since_when_it_exists() -> None:
    """An open end is a mark, not a missing word."""
    known = office(units=(staff(valid_from=day("2020-02-28")),))
    assert "2020-02-28 – …" in text(known, "van-phong")


def shown(id: str) -> dict[str, Any]:
    """The object of a thing."""
    office = showcase()
    return detail_as_json(detail_view(office, find_thing(office, id), AS_OF))


def test_an_item_has_a_standing_for_each_occurrence_with_its_events() -> None:
    """Deadline in force and original one, both."""
    (standing,) = shown("PL-06")["standings"]
    assert (standing["occurrence"], standing["status"], standing["days_overdue"]) == ("once", "overdue", 5)
    assert (standing["due"], standing["original_due"]) == (day("2021-07-10"), day("2021-06-30"))
    assert [(event["event"], event["until"]) for event in standing["events"]] == [
        ("extended", day("2021-07-10"))
    ]


def test_a_clause_says_what_follows_it() -> None:
    """And owes nothing itself."""
    clause = shown("II.1-2")
    assert clause["followed_by"] == ["PL-02", "NV-02"]
    assert "standings" not in clause


def test_a_figure_is_its_record() -> None:
    """No standings, no followers."""
    figure = shown("5")
    assert (figure["kind"], figure["id"], figure["label"]) == (
        "figure",
        "members_admitted",
        "Số đảng viên kết nạp trong kỳ",
    )
    assert not {"standings", "followed_by"} & set(figure)


def test_what_happened_to_a_report_says_to_which_units() -> None:
    """Of one letter to many the first, and how many more: a promise without a name is nobody's."""
    units = [unit(f"u{number}", short_name=f"Sở {number}") for number in range(1, 6)]
    about: dict[str, Any] = {"item": "BC-QUY", "occurrence": "2021-Q2"}
    told = {one.id: [event("reminded", "2021-07-12", **about)] for one in units}
    told["u5"].append(event("promised", "2021-07-13", until="2021-07-16", **about))
    shown = text(office(reporting=(calendar(),), units=units, unit_events=told), "BC-QUY")
    happened = shown.partition("What happened\n")[2].splitlines()
    assert happened[0].endswith(" · Sở 1, Sở 2, Sở 3, 2 more units")
    assert happened[1].endswith(" · until 2021-07-16 · Sở 5")


def test_what_units_will_owe_only_later_is_shown_all_the_same() -> None:
    """An empty table would say that nobody owes it."""
    known = office(
        duties=(duty(owners="tccsd", deadline=rule(by="2021-09-30")),), units=[unit("u1", short_name="Sở 1")]
    )
    assert "Sở 1" in text(known, "NV-01").partition("Where it stands")[2]
