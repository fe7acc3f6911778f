"""Views of what is due: overdue, upcoming, and the numbers beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.late_offices import DAYS, late_office
from tests.support.offices import (
    calendar,
    day,
    duty,
    event,
    office,
    period,
    report,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.records.events import ItemFile
from ct58.domain.records.office import Office
from ct58.views.due import (
    Entry,
    Filter,
    OwedTally,
    coming,
    entries_on,
    is_still_asked,
    overdue_view,
    programme_end,
    tallies,
    upcoming_view,
)

LATE = day("2021-07-15")


@pytest.fixture(scope="module")
def known() -> Office:
    """Two tasks, a duty without a body, a joint item of two, a quarterly report of two units."""
    return office(
        units=(unit("a"), unit("b"), staff(), staff("ban-to-chuc")),
        tasks=(
            task("PL-01"),
            task("PL-02", rule(by="2021-Q3"), lead=("ban-to-chuc",), with_=("van-phong",)),
            task("PL-03", lead=("ban-to-chuc",)),
        ),
        duties=(duty("NV-01", rule(every="month", from_="2021-05")),),
        reporting=(calendar(from_=period("2021-Q2"), until=period("2021-Q2")),),
        events={"PL-03": [event("submitted", "2021-07-01", to="standing_committee")]},
        reports=(report("a", "2021-Q2", on="2021-07-14"),),
        items=(
            ItemFile(item="KL-01", title="Kết luận", lead=("van-phong",), deadline=rule(by="2021-07-20")),
        ),
    )


def keys(entries: Iterable[Entry]) -> list[tuple[str, str, str | None]]:
    """Item, occurrence and unit of each entry."""
    return [entry.key for entry in entries]


def test_overdue_lists_what_is_overdue_in_the_programme_s_order(known: Office) -> None:
    """Done, future and standing things are left out."""
    assert keys(overdue_view(known, LATE).entries) == [
        ("PL-01", "once", None),
        ("NV-01", "2021-05", None),
        ("NV-01", "2021-06", None),
        ("BC-QUY", "2021-Q2", "b"),
    ]


def test_days_overdue_of_an_entry_are_as_of_minus_due(known: Office) -> None:
    """Negative while there is time."""
    assert [entry.days_overdue for entry in overdue_view(known, LATE).entries] == [15, 45, 15, 10]
    assert [entry.days_overdue for entry in upcoming_view(known, LATE).entries] == [-5, -16]


def test_upcoming_lists_what_is_open_by_day_the_last_day_inside(known: Office) -> None:
    """The bulletin of July is due in 16 days, on the 31st."""
    assert keys(upcoming_view(known, LATE, 16).entries) == [
        ("KL-01", "once", None),
        ("NV-01", "2021-07", None),
    ]
    assert keys(upcoming_view(known, LATE, 15).entries) == [("KL-01", "once", None)]
    assert upcoming_view(known, LATE, 4).entries == ()


def test_what_is_due_today_is_upcoming_and_not_overdue(known: Office) -> None:
    """On the due day itself nothing is late."""
    today = day("2021-07-20")
    assert ("KL-01", "once", None) in keys(upcoming_view(known, today, 0).entries)
    assert ("KL-01", "once", None) not in keys(overdue_view(known, today).entries)


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Filter(), {"PL-01", "NV-01", "BC-QUY"}),
        (Filter(owner="van-phong"), {"PL-01", "NV-01"}),
        (Filter(owner="b"), {"BC-QUY"}),
        (Filter(owner="a"), set()),
        (Filter(kind="task"), {"PL-01"}),
        (Filter(kind="report"), {"BC-QUY"}),
        (Filter(kind="duty", owner="van-phong"), {"NV-01"}),
        (Filter(kind="ad_hoc"), set()),
    ],
)
def test_a_filter_keeps_what_somebody_leads_or_owes_and_one_kind(
    known: Office, only: Filter, expected: set[str]
) -> None:
    """Both must fit."""
    view = overdue_view(known, LATE, only)
    assert {id for id, _, _ in keys(view.entries)} == expected
    assert view.is_filtered is (only != Filter())


def test_who_helps_is_asked_for_too(known: Office) -> None:
    """Cơ quan phối hợp: PL-02 is van-phong's business as well."""
    found = upcoming_view(known, day("2021-09-20"), only=Filter(owner="van-phong", kind="task"))
    assert keys(found.entries) == [("PL-02", "once", None)]


def test_tallies_count_all_who_owe_whatever_is_filtered(known: Office) -> None:
    """One of two has sent."""
    for only in (Filter(), Filter(owner="b"), Filter(kind="task")):
        assert overdue_view(known, LATE, only).tallies == {
            ("BC-QUY", "2021-Q2"): OwedTally(expected=2, done=1)
        }


def test_what_is_suspended_is_not_expected() -> None:
    """Suspended and dropped leave the rates."""
    pause = event("suspended", "2021-06-01", item="BC-QUY", occurrence="2021-Q2")
    known = office(
        units=(unit("a"), unit("b")),
        reporting=(calendar(from_=period("2021-Q2"), until=period("2021-Q2")),),
        unit_events={"a": [pause]},
    )
    assert overdue_view(known, LATE).tallies == {("BC-QUY", "2021-Q2"): OwedTally(expected=1, done=0)}


def test_since_a_day_tells_what_came_and_what_went(known: Office) -> None:
    """A's report was late from the 6th to the 13th."""
    changes = overdue_view(known, LATE, since=day("2021-07-10")).changes
    assert changes is not None
    assert (keys(changes.came), keys(changes.went)) == ([], [("BC-QUY", "2021-Q2", "a")])
    longer = overdue_view(known, LATE, since=day("2021-06-30")).changes
    assert longer is not None
    assert keys(longer.came) == [
        ("PL-01", "once", None),
        ("NV-01", "2021-06", None),
        ("BC-QUY", "2021-Q2", "b"),
    ]


def test_changes_are_filtered_like_the_list(known: Office) -> None:
    """Only the office's own."""
    changes = overdue_view(known, LATE, Filter(kind="task"), day("2021-06-30")).changes
    assert changes is not None
    assert (keys(changes.came), keys(changes.went)) == ([("PL-01", "once", None)], [])


def test_without_since_there_are_no_changes(known: Office) -> None:
    """Nobody asked."""
    assert overdue_view(known, LATE).changes is None


def test_the_nearest_open_deadline_and_how_many_are_soon(known: Office) -> None:
    """What an empty list says, and its last line: the 20th and the 31st of July."""
    view = overdue_view(known, LATE)
    assert view.next_due is not None
    assert view.next_due.key == ("KL-01", "once", None)
    assert len(view.soon) == 2


def test_what_each_unit_owes_soon_is_one_report_each() -> None:
    """As `upcoming` counts them."""
    known = office(units=(unit("a"), unit("b")), reporting=(calendar(from_=period("2021-Q2")),))
    assert [entry.unit for entry in overdue_view(known, day("2021-07-01")).soon] == [unit("a"), unit("b")]


def test_a_standing_duty_is_never_next() -> None:
    """It has no day."""
    assert overdue_view(office(duties=(duty(deadline=rule()),)), LATE).next_due is None


@pytest.mark.parametrize(
    ("closed_on", "as_of", "expected"),
    [
        (None, "2021-07-15", (None, False)),
        (None, "2025-12-31", (None, False)),
        (None, "2026-01-01", (day("2025-12-31"), False)),
        ("2025-02-28", "2025-02-28", (None, False)),
        ("2025-02-28", "2025-03-01", (day("2025-02-28"), True)),
        ("2025-02-28", "2026-01-01", (day("2025-02-28"), True)),
    ],
)
def test_the_programme_ends_with_its_closing_or_with_its_horizon(
    closed_on: str | None, as_of: str, expected: tuple[dt.date | None, bool]
) -> None:
    """The last day still belongs to it."""
    known = office(closed_on=closed_on)
    assert programme_end(known, day(as_of)) == expected
    view = overdue_view(known, day(as_of))
    assert (view.ended_on, view.was_closed) == expected


def test_names_are_the_units_labels(known: Office) -> None:
    """A renderer needs nothing but the view."""
    assert overdue_view(known, LATE).names["van-phong"] == "Đơn vị van-phong"


@given(st.dates(dt.date(2021, 4, 7), dt.date(2026, 6, 30)), st.integers(0, 400))
def test_nothing_is_both_overdue_and_upcoming(as_of: dt.date, within: int) -> None:
    """And every entry is on the right side of the day."""
    some = office(units=(unit("a"),), tasks=(task(deadline=rule(every="year")),), reporting=(calendar(),))
    late, coming = overdue_view(some, as_of).entries, upcoming_view(some, as_of, within).entries
    assert not set(keys(late)) & set(keys(coming))
    assert all(entry.days_overdue > 0 for entry in late)
    assert all(0 <= -entry.days_overdue <= within for entry in coming)
    assert list(coming) == sorted(coming, key=lambda entry: -entry.days_overdue)


# ------------------------------------------------------------- as if everything had been looked at


def _by_all(known: Office, as_of: dt.date, only: Filter) -> tuple[tuple[Entry, ...], list[Entry]]:
    """Every entry of the day, and what is open of it and asked for."""
    entries = entries_on(known, as_of)
    asked = [entry for entry in entries if only.lets_pass(entry.standing)]
    return entries, [entry for entry in asked if is_still_asked(entry.standing) and entry.standing.due]


@settings(max_examples=20)
@given(
    st.integers(0, 2_000),
    st.sampled_from(DAYS),
    st.sampled_from([Filter(), Filter(owner="a"), Filter(owner="van-phong"), Filter(kind="report")]),
    st.sampled_from([1, 40, 300]),
)
def test_a_list_is_the_same_as_if_everything_had_been_looked_at(
    seed: int, as_of: dt.date, only: Filter, back: int
) -> None:
    """What is listed, what comes next, how many have sent, what came and went: in the same order."""
    known = late_office(Random(seed))  # noqa: S311 - chance, not secrets
    since = as_of - dt.timedelta(days=back)
    entries, still_open = _by_all(known, as_of, only)
    late = [one for one in entries if only.lets_pass(one.standing) and one.standing.status == "overdue"]
    before = {one.key: one for one in entries_on(known, since) if one.standing.status == "overdue"}
    before = {key: one for key, one in before.items() if only.lets_pass(one.standing)}
    view, now = overdue_view(known, as_of, only, since), {one.key for one in late}
    assert list(view.entries) == late
    assert view.next_due == min(still_open, key=lambda one: one.standing.due or as_of, default=None)
    assert (view.tallies, list(view.soon)) == (tallies(entries), coming(still_open))
    assert view.changes is not None
    assert list(view.changes.came) == [one for one in late if one.key not in before]
    assert list(view.changes.went) == [one for key, one in before.items() if key not in now]
    assert list(upcoming_view(known, as_of, back, only).entries) == coming(still_open, back)
