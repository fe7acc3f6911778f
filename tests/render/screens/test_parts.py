"""Small parts that several pages share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import day, event, office, rule, task
from tests.support.terms import speaking

from ct58.domain.records.events import Event
from ct58.domain.time.period import Period
from ct58.render.screens.parts import (
    dotted,
    follow_up,
    names,
    occurrence_list,
    share_text,
    title_with_notes,
)
from ct58.render.words.speech import abridged
from ct58.views.due import Entry, overdue_view
from ct58.views.page import Span

EN, VI = speaking("en"), speaking("vi")


def late(*events: Event) -> list[Entry]:
    """One overdue task with these events."""
    known = office(tasks=(task(),), events={"PL-01": events})
    return list(overdue_view(known, day("2021-09-01")).entries)


@given(st.text(alphabet="abc đờ", min_size=0, max_size=200), st.integers(10, 120))
def test_a_long_text_is_cut_at_a_word(text: str, most: int) -> None:
    """Never longer than asked for, but for the mark; a short one stays whole."""
    shown = abridged(text, most)
    assert shown == text or (len(shown) <= most + 2 and shown.endswith(" …") and text.startswith(shown[:-2]))
    assert len(text) > most or shown == text


@pytest.mark.parametrize(
    ("keys", "english", "vietnamese"),
    [
        (["2021-Q2"], "2021-Q2", "quý II/2021"),
        (["2021", "2022"], "2 times: 2021, 2022", None),
        (["2021", "2022", "2023", "2024"], "4 times: 2021, 2022 … 2024", None),
    ],
)
def test_occurrences_are_listed_and_many_are_abridged(
    keys: list[str], english: str, vietnamese: str | None
) -> None:
    """First, second and last."""
    periods = [Period.parse(key) for key in keys]
    assert occurrence_list(periods, EN) == english
    assert vietnamese is None or occurrence_list(periods, VI) == vietnamese


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], Span("not yet", "dim")),
        ([event("reminded", "2021-07-05")], Span("1 times, 2021-07-05")),
        ([event("reminded", "2021-07-05"), event("reminded", "2021-07-12")], Span("2 times, 2021-07-12")),
        (
            [event("reminded", "2021-07-05"), event("promised", "2021-07-06", until="2021-07-20")],
            Span("promised for 2021-07-20, 43 days ago", "overdue"),
        ),
    ],
)
def test_the_last_promise_or_reminder_is_told(events: list[Event], expected: Span) -> None:
    """A promise says more than a reminder."""
    assert follow_up(late(*events), EN) == expected


def test_one_letter_about_two_things_is_one_reminder() -> None:
    """Whoever got it was not written to twice."""
    letter = event("reminded", "2021-07-05")
    assert follow_up([*late(letter), *late(letter)], EN) == Span("1 times, 2021-07-05")
    other = event("reminded", "2021-07-12")
    assert follow_up([*late(letter), *late(letter, other)], EN) == Span("2 times, 2021-07-12")


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2021-08-31", Span("promised for 2021-08-31, 1 day ago", "overdue")),
        ("2021-09-01", Span("promised for today", "promised")),
        ("2021-09-02", Span("promised for 2021-09-02", "promised")),
    ],
)
def test_a_promise_says_whether_its_day_is_over(until: str, said: Span) -> None:
    """It holds through the day itself."""
    assert follow_up(late(event("promised", "2021-07-06", until=until)), EN) == said


def test_a_title_tells_of_extensions_and_of_the_occurrence() -> None:
    """What a recurring item means, and how often it was extended."""
    longer = event("extended", "2021-06-20", until="2021-07-31")
    assert title_with_notes(late(longer), EN)[1].text == " (extended 1 times)"
    assert title_with_notes(late(), EN) == (Span("Nhiệm vụ PL-01"),)
    known = office(tasks=(task(deadline=rule(every="quarter", from_="2021-Q2", until="2021-Q2")),))
    recurring = list(overdue_view(known, day("2021-09-01")).entries)
    assert title_with_notes(recurring, EN)[1].text == " (2021-Q2)"


def test_bodies_are_named_as_they_are_known() -> None:
    """An id that the register lacks is shown as it is."""
    assert names(["a", "b"], {"a": "Ban A"}) == "Ban A, b"


def test_a_share_stands_behind_its_fraction() -> None:
    """Percentages below each other; a dash where there is no whole."""
    assert share_text(3, 9, VI) == "3/9 33,3%"
    assert share_text(9, 9, VI) == "9/9  100%"
    assert share_text(0, 0, VI) == "–"


def test_words_are_joined_by_dots() -> None:
    """None before the first."""
    assert "".join(span.text for span in dotted([Span("a"), Span("b")])) == "a · b"
    assert dotted([]) == ()
