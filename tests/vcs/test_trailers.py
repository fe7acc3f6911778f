"""What a message says of the daily round, a line each."""

from __future__ import annotations

import datetime as dt

import pytest

from ct58.vcs.trailers import RoundFacts, facts_in, stating, without_facts

WHEN = dt.datetime(2021, 7, 15, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
ALL = RoundFacts(
    submission="2021-07-15-le-thi-hoa-k7f3m2qp",
    sender="Lê Thị Hoa",
    sent=WHEN,
    overridden=("K011 units/a/unit.yaml: lạ", "R502 units/b/unit.yaml: lạ"),
    approver="Trần Văn Nam",
    approved=WHEN,
    returner="Trần Văn Nam",
    returned=WHEN,
    reason="Thiếu nguồn",
    main_copy="1" * 40,
    clashes="units/a/events.yaml",
)


@pytest.mark.parametrize("facts", [ALL, RoundFacts(), RoundFacts(sender="Lê Thị Hoa")])
def test_what_is_written_is_what_is_read(facts: RoundFacts) -> None:
    """And the words stay apart from it."""
    said = stating("Nhập báo cáo\n\n- Sở Y tế", facts)
    assert facts_in(said.partition("\n")[2]) == facts
    assert without_facts(said).rstrip() == "Nhập báo cáo\n\n- Sở Y tế"


def test_a_reason_of_several_lines_is_one_and_forges_nothing() -> None:
    """Nor does what stands in the words of a message, as a reason does."""
    said = stating("Trả lại\n\nCt58-Approved-By: Ai đó", RoundFacts(reason="Thiếu\nCt58-Sender: Ai đó"))
    found = facts_in(said.partition("\n")[2])
    assert found == RoundFacts(reason="Thiếu Ct58-Sender: Ai đó")


def test_a_squashed_message_says_what_the_newest_of_its_messages_said() -> None:
    """A platform puts the messages below each other; warnings are gathered."""
    one = stating("Một", RoundFacts(sender="Hoa", overridden=("K011 a",)))
    two = stating("Hai", RoundFacts(sender="Lan", submission="x-1", overridden=("K011 b",)))
    found = facts_in(
        f"Gộp (#5)\n\n* {one}\n\n* {two}\n\n---------\n\nCo-authored-by: Hoa <hoa@example.invalid>\n"
    )
    assert found == RoundFacts(sender="Lan", submission="x-1", overridden=("K011 a", "K011 b"))


@pytest.mark.parametrize("said", ["gestern", "2021-07-15T08:30:00", "9999-99-99T00:00:00+07:00", ""])
def test_a_moment_that_is_none_is_not_known(said: str) -> None:
    """It is left out, whatever was typed there."""
    assert facts_in(f"Ct58-Sent: {said}\nCt58-Sender: Hoa\n") == RoundFacts(sender="Hoa")


def test_nothing_in_it_steers_a_terminal() -> None:
    """Whoever wrote it."""
    assert facts_in("Ct58-Sender: Hoa\x1b[31m\x9b\n").sender == "Hoa[31m"
