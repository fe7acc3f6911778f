"""A draft: what was typed so far, and what somebody else recorded meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.support.offices import report

from ct58.domain.planning.draft import Draft, brought_up_to_date, overtaken

NINE = dt.datetime(2021, 7, 15, 9, 0, tzinfo=dt.UTC)
LATER = dt.datetime(2021, 7, 15, 9, 12, tzinfo=dt.UTC)


def a_draft(seen: dict[str, Any] | None = None, **figures: Any) -> Draft:
    """So-y-te's second quarter, with some figures answered."""
    answers: dict[str, Any] = {f"figures.{key}": value for key, value in figures.items()}
    return Draft(unit="so-y-te", period="2021-Q2", saved_at=NINE, answers=answers, seen=seen or {})


def test_an_answer_is_added_and_the_time_moves_on() -> None:
    """The draft before stays as it was."""
    first = a_draft(members=412)
    second = first.answered("received_on", dt.date(2021, 7, 8), LATER)
    assert second.answers == {"figures.members": 412, "received_on": dt.date(2021, 7, 8)}
    assert (first.saved_at, second.saved_at) == (NINE, LATER)
    assert "received_on" not in first.answers


def test_a_part_of_an_answer_is_forgotten_when_the_answer_is_there() -> None:
    """A list in the middle of which the window was closed."""
    begun = a_draft().in_the_middle("figures.channels", ({"channel": "website"},), LATER)
    assert begun.begun == ("figures.channels", ({"channel": "website"},))
    assert begun.answers == {}
    assert begun.answered("figures.channels", (), LATER).begun is None


def test_only_what_says_something_else_is_changed() -> None:
    """Neither the same again, nor nothing where there was nothing."""
    draft = a_draft({"members": 412, "admitted": 3}, members=412, admitted=None, trained=None, visits=0)
    assert draft.changed() == {"admitted": None, "visits": 0}


def test_an_answer_is_overtaken_when_the_record_moved_elsewhere() -> None:
    """Not when it still says what was seen, nor when it says the same as the answer."""
    draft = a_draft({"members": 409}, members=412, admitted=12, trained=4)
    assert overtaken(draft, report("so-y-te", "2021-Q2", members=409)) == ()
    assert overtaken(draft, report("so-y-te", "2021-Q2", members=412, admitted=12)) == ()
    assert overtaken(draft, report("so-y-te", "2021-Q2", members=410, admitted=12)) == ("members",)
    assert overtaken(draft, None) == ("members",)


def test_what_was_overtaken_is_asked_anew() -> None:
    """The rest is kept, and from now on the record as it is counts as seen."""
    draft = a_draft({"members": 409}, members=412, admitted=12).in_the_middle("figures.members", 41, LATER)
    now = report("so-y-te", "2021-Q2", members=410)
    renewed = brought_up_to_date(draft, now)
    assert renewed.answers == {"figures.admitted": 12}
    assert renewed.seen == {"members": 410}
    assert renewed.begun is None
    assert overtaken(renewed, now) == ()
