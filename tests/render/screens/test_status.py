"""`ct58 status`: where the programme stands, on one screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.render.formats.test_terminal import shown
from tests.support.offices import calendar, day, office, period, report, task, unit
from tests.support.showcase import AS_OF, LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.domain.records.office import Office
from ct58.domain.records.programme import TaskGroup
from ct58.render.formats.json import envelope
from ct58.render.formats.markdown import page_as_markdown
from ct58.render.formats.text import page_as_text
from ct58.render.screens.status import status_as_json, status_page
from ct58.views.calls import chase_view
from ct58.views.page import Page
from ct58.views.status import StatusView, status_scope, status_view

Golden = Callable[[str, str], None]
LONG = "Lãnh đạo công tác tuyên truyền, tham mưu cho Tỉnh ủy, HĐND và UBND tỉnh, ngành cấp trên"


def page(known: Office, as_of: str = "2021-07-15", owner: str | None = None, language: str = "en") -> Page:
    """The screen of a day."""
    scope = status_scope(known, day(as_of))
    chase = None if owner else chase_view(known, day(as_of))
    view = status_view(known, scope, day(as_of), known.units[owner] if owner else None, chase)
    return status_page(view, speaking(language))


def text(known: Office, as_of: str = "2021-07-15", owner: str | None = None) -> str:
    """The same through a pipe."""
    return page_as_text(page(known, as_of, owner))


def grouped() -> Office:
    """The showcase with a group of a long title."""
    known = showcase()
    return replace(known, programme=replace(known.programme, groups=(TaskGroup(id="I", title=LONG),)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_reads_as_reviewed(golden: Golden, language: str) -> None:
    """Everything on one page."""
    golden(page_as_text(page(grouped(), AS_OF.isoformat(), language=language)), f"status-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_of_the_time_after_the_end_reads_as_reviewed(golden: Golden, language: str) -> None:
    """It points to the last day, and chases nobody."""
    golden(page_as_text(page(grouped(), "2026-11-25", language=language)), f"status-ended-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_unit_s_part_reads_as_reviewed(golden: Golden, language: str) -> None:
    """What it owes, its report, its part in the indicators."""
    known = page(grouped(), "2022-01-15", owner="u2", language=language)
    golden(page_as_text(known), f"status-owner-{language}.txt")


@pytest.mark.parametrize("width", [80, 110, 140])
def test_the_screen_fits_and_cuts_only_titles(width: int) -> None:
    """Numbers, ids and commands are whole."""
    drawn = shown(page(grouped()), width)
    assert max(map(len, drawn.splitlines())) <= width
    assert all(part in drawn for part in ("I. Lãnh đạo", "CT-15", "1/8", "ct58 overdue"))
    assert "ct58 indicators --period 2021-Q2" in drawn
    assert "ct58 call --older" in drawn


def test_bars_are_drawn_on_a_wide_screen_only() -> None:
    """A pipe and a narrow screen have the numbers."""
    assert "▒" in shown(page(grouped()), 140)
    assert "▒" not in shown(page(grouped()), 80)
    assert "▒" not in page_as_text(page(grouped())) + page_as_markdown(page(grouped()))


def test_a_rate_stands_beside_its_fraction() -> None:
    """One of two."""
    known = office(
        units=(unit("a"), unit("b")),
        reporting=(calendar("BC-QUY", from_=period("2021-Q2")),),
        reports=(report("a", "2021-Q2", on="2021-07-01"),),
    )
    assert "1/2   50%" in text(known)


def test_an_empty_programme_has_a_screen() -> None:
    """It says that there is nothing."""
    shown_ = text(office())
    assert "Nothing is led, shared or owed." in shown_
    assert "Nothing is left to do today." in shown_


def test_what_comes_is_cut_after_a_few_with_how_many_more() -> None:
    """Seven tasks: five and two more."""
    known = office(tasks=tuple(task(f"PL-0{n}") for n in range(1, 8)))
    shown_ = text(known, "2021-06-20")
    assert "DUE WITHIN 30 DAYS (7 items)" in shown_
    assert "2 more: ct58 upcoming" in shown_


def view(owner: str | None = None) -> StatusView:
    """The showcase's status."""
    known = showcase()
    return status_view(known, status_scope(known, AS_OF), AS_OF, known.units[owner] if owner else None)


def test_it_is_one_object_that_json_can_hold() -> None:
    """With the keys in English, and every indicator."""
    found = json.loads(envelope("status", AS_OF, status_as_json(view(), speaking("en"))))
    assert found["schema"] == "ct58/status/1"
    data = found["data"]
    assert list(data) == [
        "programme",
        "owner",
        "ended_on",
        "counts",
        "leads",
        "indicators",
        "own",
        "reports",
        "overdue_work",
        "fallen_away",
        "due_within_30_days",
        "coming",
        "next",
    ]
    assert [entry["id"] for entry in data["indicators"]["list"]] == ["CT-15", "CT-18"]
    assert data["reports"][0]["expected"] == 8
    assert all(entry["command"].startswith("ct58 ") for entry in data["next"])


def test_the_cells_of_a_row_add_up() -> None:
    """To its total."""
    for row in status_as_json(view(), speaking("en"))["counts"]:  # type: ignore[attr-defined]
        cells = ("completed_on_time", "completed_late", "within_time", "overdue")
        assert sum(row[cell] for cell in cells) == row["total"]


def test_of_one_unit_its_part_stands_instead_of_the_indicators() -> None:
    """Each with what it adds."""
    data = status_as_json(view("u8"), speaking("en"))
    assert (data["owner"], data["indicators"], data["leads"]) == ("u8", None, [])
    assert data["own"]
