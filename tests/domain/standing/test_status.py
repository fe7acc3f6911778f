"""Status: derived from facts, as of a day (domain.md §3, contract §1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.offices import (
    calendar,
    day,
    document,
    duty,
    event,
    exception,
    figure,
    office,
    period,
    report,
    rule,
    staff,
    stand,
    task,
    unit,
    voided,
)

from ct58.domain.records.committee import Settings
from ct58.domain.records.event_rules import EVENT_KINDS
from ct58.domain.records.events import Event, ItemFile, Voiding
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Report
from ct58.domain.standing.batches import overdue_on
from ct58.domain.standing.status import Status, Timeliness, standings, timeliness

ISSUED = "2021-04-07"
BTV, BCH = "standing_committee", "executive_committee"
QUARTERS = calendar(from_=period("2021-Q2"))
PLAN = duty("NV-02", rule(before="2021-04-15"), owners="tccsd", done_when="plan.received_on")
PLAN_FIGURE = figure("plan", type="record", every="once", adds=None)


def with_events(*found: Event, **given: Any) -> Office:
    """One task, due on 30/6/2021 and submitted to BTV, with these events."""
    return office(tasks=(task(**given),), events={"PL-01": found})


def status(known: Office, as_of: str, item: str = "PL-01", occurrence: str = "once") -> Status:
    """The status of a joint item."""
    return stand(known, as_of, item, occurrence).status


# ------------------------------------------------------------------- nothing recorded: only days count


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2021-06-14", "not_started"),
        ("2021-06-15", "due_soon"),
        ("2021-06-29", "due_soon"),
        ("2021-06-30", "due_soon"),
        ("2021-07-01", "overdue"),
        ("2030-01-01", "overdue"),
    ],
)
def test_without_events_a_status_follows_from_the_day(as_of: str, expected: Status) -> None:
    """15 days before the deadline it is due soon; on the due day itself nothing is overdue."""
    assert status(with_events(), as_of) == expected


def test_the_office_sets_how_many_days_are_soon() -> None:
    """`due_soon_days` of office.yaml."""
    known = office(tasks=(task(),), settings=Settings(due_soon_days=3))
    assert (status(known, "2021-06-26"), status(known, "2021-06-27")) == ("not_started", "due_soon")


@pytest.mark.parametrize(
    ("as_of", "days"), [("2021-06-30", 0), ("2021-07-01", 1), ("2021-07-15", 15), ("2021-04-08", 0)]
)
def test_days_overdue_are_as_of_minus_due_and_never_negative(as_of: str, days: int) -> None:
    """`Quá hạn 15 ngày` on 15 July for what was due on 30 June."""
    assert stand(with_events(), as_of, "PL-01").days_overdue == days


def test_a_standing_duty_is_ongoing_for_ever() -> None:
    """No deadline, so it is never late."""
    known = office(duties=(duty(deadline=rule()),))
    found = stand(known, "2030-01-01", "NV-01")
    assert (found.status, found.due, found.days_overdue) == ("ongoing", None, 0)


# ------------------------------------------------------------------------------------- what makes it done


@pytest.mark.parametrize(
    ("on", "expected", "days"),
    [
        ("2021-06-29", "completed_on_time", 0),
        ("2021-06-30", "completed_on_time", 0),
        ("2021-07-01", "completed_late", 1),
        ("2021-07-15", "completed_late", 15),
    ],
)
def test_lateness_is_judged_on_the_day_of_submission(on: str, expected: Status, days: int) -> None:
    """The appendix column says “thời gian trình”; the last good day is still on time."""
    found = stand(with_events(event("submitted", on, to=BTV)), "2022-01-01", "PL-01")
    assert (found.status, found.days_overdue, found.done_on) == (expected, days, day(on))


def test_issue_does_not_count_where_submission_is_asked() -> None:
    """Both dates are stored; the deadline is for submission."""
    found = stand(with_events(event("issued", "2021-06-01")), "2021-07-15", "PL-01")
    assert (found.status, found.started) == ("overdue", True)


@pytest.mark.parametrize("kind", ["issued", "completed"])
def test_a_task_that_is_submitted_to_nobody_is_judged_on_its_issue(kind: str) -> None:
    """Tasks 5 and 8 have no X: the first issue or completion counts."""
    known = with_events(
        Event(event=kind, date=day("2021-06-20")),
        event("issued", "2021-08-01"),
        submit_to=(),
    )
    assert stand(known, "2021-09-01", "PL-01").done_on == day("2021-06-20")


def test_of_two_issues_the_first_counts_and_it_is_said_to_wait() -> None:
    """Nobody knows which day is right; it waits no longer once one is voided, and where the day does not decide."""
    first, then = event("issued", "2021-06-20"), event("issued", "2021-08-01")
    found = stand(with_events(then, first, submit_to=()), "2021-09-01", "PL-01")
    assert (found.status, found.is_unsettled, found.contested) == ("completed_on_time", True, (first, then))
    settled = stand(with_events(replace(then, voided=voided()), first, submit_to=()), "2021-09-01", "PL-01")
    submitted = stand(with_events(event("submitted", "2021-06-20"), first, then), "2021-09-01", "PL-01")
    told_before = stand(
        with_events(event("completed", "2021-06-10"), first, then, submit_to=()), "2021-09-01", "PL-01"
    )
    for known in (settled, submitted, told_before):
        assert not known.is_unsettled


def test_a_submission_is_nothing_where_none_is_asked() -> None:
    """A task without an X that was only submitted has begun, no more."""
    found = stand(with_events(event("submitted", "2021-06-20"), submit_to=()), "2021-07-15", "PL-01")
    assert (found.status, found.started) == ("overdue", True)


def test_two_bodies_both_must_have_it_and_the_later_day_counts() -> None:
    """Task 7 goes to BTV and to BCH."""
    both = (BTV, BCH)
    first = event("submitted", "2021-06-20", to=BTV)
    second = event("submitted", "2021-07-02", to=BCH)
    half = stand(with_events(first, submit_to=both), "2021-07-15", "PL-01")
    assert (half.status, half.started, half.submitted) == ("overdue", True, {BTV: day("2021-06-20")})
    full = stand(with_events(second, first, submit_to=both), "2021-07-15", "PL-01")
    assert (full.status, full.done_on) == ("completed_late", day("2021-07-02"))


def test_a_submission_that_names_no_body_is_to_all_of_them() -> None:
    """One document to both bodies is one line."""
    known = with_events(event("submitted", "2021-06-20"), submit_to=(BTV, BCH))
    assert status(known, "2021-07-15") == "completed_on_time"


def test_what_was_returned_is_not_submitted_and_counts_from_the_resubmission() -> None:
    """The last unreturned submission is the one that counts."""
    known = with_events(
        event("submitted", "2021-06-20", to=BTV),
        event("returned", "2021-06-25", to=BTV),
        event("submitted", "2021-07-05", to=BTV),
    )
    assert status(known, "2021-06-24") == "completed_on_time"
    assert status(known, "2021-06-25") == "due_soon"
    assert status(known, "2021-07-04") == "overdue"
    late = stand(known, "2021-07-05", "PL-01")
    assert (late.status, late.done_on, late.days_overdue) == ("completed_late", day("2021-07-05"), 5)


def test_a_return_by_one_body_leaves_the_other_s_submission() -> None:
    """Each body has its own."""
    known = with_events(
        event("submitted", "2021-06-10"),
        event("returned", "2021-06-15", to=BCH),
        submit_to=(BTV, BCH),
    )
    assert stand(known, "2021-06-20", "PL-01").submitted == {BTV: day("2021-06-10")}


def test_several_products_do_not_hold_up_completion() -> None:
    """Decision of domain.md: forms are shown one by one, the first submission completes."""
    known = with_events(
        event("submitted", "2021-06-20", product="Báo cáo"), forms=("Báo cáo", "Dự thảo Quy chế")
    )
    assert status(known, "2021-07-15") == "completed_on_time"


# -------------------------------------------------------------------------------------- within the time


def test_what_has_begun_is_in_progress_until_it_is_due_soon_or_overdue() -> None:
    """Due soon comes before in progress; begun is told apart."""
    known = with_events(event("started", "2021-05-01"))
    seen = [
        (s.status, s.started)
        for d in ("2021-05-02", "2021-06-20", "2021-07-01")
        for s in [stand(known, d, "PL-01")]
    ]
    assert seen == [("in_progress", True), ("due_soon", True), ("overdue", True)]


@pytest.mark.parametrize("kind", ["reminded", "promised", "noted", "extended"])
def test_talking_about_it_is_not_beginning_it(kind: str) -> None:
    """A reminder, a promise, a note or an extension is no work."""
    given_day = day("2021-12-31") if kind == "extended" else None
    talk = Event(event=kind, date=day("2021-05-01"), until=given_day)
    found = stand(with_events(talk), "2021-05-02", "PL-01")
    assert (found.status, found.started) == ("not_started", False)


def test_reminders_and_the_last_promise_are_told() -> None:
    """What a list shows beside an overdue item."""
    known = with_events(
        event("reminded", "2021-07-05"),
        event("promised", "2021-07-06", until="2021-07-10"),
        event("reminded", "2021-07-12"),
        event("promised", "2021-07-13", until="2021-07-20"),
    )
    found = stand(known, "2021-07-15", "PL-01")
    assert [e.date for e in found.reminders] == [day("2021-07-05"), day("2021-07-12")]
    assert found.promise is not None
    assert found.promise.until == day("2021-07-20")
    assert found.due == day("2021-06-30")  # a promise is not an extension


# ------------------------------------------------------------------------------------------- extensions


def test_an_extension_moves_the_deadline_and_keeps_the_original_one() -> None:
    """On time after an extension is on time; the original stays known."""
    known = with_events(
        event("extended", "2021-06-20", until="2021-07-31"), event("submitted", "2021-07-20", to=BTV)
    )
    found = stand(known, "2021-08-01", "PL-01")
    assert (found.status, found.due, found.original_due) == (
        "completed_on_time",
        day("2021-07-31"),
        day("2021-06-30"),
    )


def test_of_several_extensions_the_latest_decision_is_in_force() -> None:
    """By the date of the decision, whatever the order of the lines; earlier days don't know of it."""
    known = with_events(
        event("extended", "2021-07-25", until="2021-08-31"),
        event("extended", "2021-06-20", until="2021-07-31"),
    )
    assert stand(known, "2021-06-30", "PL-01").due == day("2021-07-31")
    found = stand(known, "2021-08-01", "PL-01")
    assert (found.due, len(found.extensions), found.status) == (day("2021-08-31"), 2, "not_started")


def test_an_extension_decided_after_the_deadline_does_not_unmake_the_days_in_between() -> None:
    """On 5 July it was overdue, and as of 5 July it stays so."""
    known = with_events(event("extended", "2021-07-10", until="2021-07-31"))
    assert (status(known, "2021-07-05"), status(known, "2021-07-10")) == ("overdue", "not_started")


# ------------------------------------------------------------------------- suspended, resumed, dropped


def test_suspended_until_resumed() -> None:
    """While suspended it is not overdue; resumed, it is what the day says."""
    known = with_events(event("suspended", "2021-06-01"), event("resumed", "2021-07-10"))
    assert [status(known, on) for on in ("2021-05-31", "2021-06-01", "2021-07-09", "2021-07-10")] == [
        "not_started",
        "suspended",
        "suspended",
        "overdue",
    ]


def test_dropped_comes_before_all_else() -> None:
    """The order of the contract: dropped, suspended, completed, and so on."""
    known = with_events(
        event("submitted", "2021-06-01", to=BTV),
        event("suspended", "2021-06-02"),
        event("dropped", "2021-06-03"),
    )
    assert [status(known, f"2021-06-0{n}") for n in (1, 2, 3)] == [
        "completed_on_time",
        "suspended",
        "dropped",
    ]


def test_the_order_of_the_statuses_is_the_contract_s() -> None:
    """The first that fits is taken."""
    assert get_args(Status) == (
        "unreadable",
        "dropped",
        "suspended",
        "completed_on_time",
        "completed_late",
        "ended",
        "missed",
        "overdue",
        "due_soon",
        "in_progress",
        "not_started",
        "ongoing",
    )


def test_a_recurring_item_is_dropped_from_the_day_on_not_backwards() -> None:
    """Without an occurrence, an end means what falls due from then on."""
    known = office(
        tasks=(task(deadline=rule(every="year")),), events={"PL-01": [event("dropped", "2023-06-01")]}
    )
    statuses = [status(known, "2026-01-01", occurrence=str(year)) for year in range(2021, 2026)]
    assert statuses == ["overdue", "overdue", "dropped", "dropped", "dropped"]


def test_an_event_of_one_occurrence_says_nothing_of_the_others() -> None:
    """The guidance of 2021 doesn't do for 2022."""
    done = event("submitted", "2021-11-20", occurrence="2021")
    known = office(tasks=(task(deadline=rule(every="year")),), events={"PL-01": [done]})
    assert status(known, "2023-01-01", occurrence="2021") == "completed_on_time"
    assert status(known, "2023-01-01", occurrence="2022") == "overdue"


def test_an_event_without_an_occurrence_completes_no_occurrence_of_a_recurring_item() -> None:
    """Nobody guesses which year was meant."""
    known = office(
        tasks=(task(deadline=rule(every="year")),), events={"PL-01": [event("submitted", "2021-11-20")]}
    )
    assert status(known, "2022-01-01", occurrence="2021") == "overdue"


# --------------------------------------------------------------------------------- voided, not yet known


def test_a_voided_event_never_happened() -> None:
    """Not even before it was voided: it was wrong from the start."""
    known = with_events(event("submitted", "2021-06-20", to=BTV, voided=voided("2021-08-01")))
    assert [status(known, on) for on in ("2021-06-25", "2021-07-15", "2021-09-01")] == [
        "due_soon",
        "overdue",
        "overdue",
    ]
    assert stand(known, "2021-07-15", "PL-01").events == ()


def test_what_is_dated_after_the_day_is_not_known_on_it() -> None:
    """Only what is dated on or before the as-of date counts."""
    known = with_events(event("submitted", "2021-06-20", to=BTV))
    assert (status(known, "2021-06-19"), status(known, "2021-06-20")) == ("due_soon", "completed_on_time")


def test_events_are_ordered_by_date_not_by_place_in_the_file() -> None:
    """A clerk may add an older line below."""
    later, earlier = event("submitted", "2021-06-20", to=BTV), event("returned", "2021-06-10", to=BTV)
    assert status(with_events(later, earlier), "2021-07-15") == "completed_on_time"


EVENTS = st.builds(
    Event,
    event=st.sampled_from(EVENT_KINDS),
    date=st.dates(dt.date(2021, 1, 1), dt.date(2022, 12, 31)),
    to=st.none() | st.sampled_from([BTV, BCH]),
    until=st.dates(dt.date(2021, 4, 8), dt.date(2023, 12, 31)),
    voided=st.none() | st.just(voided()),
)


@given(st.lists(EVENTS, max_size=8), EVENTS, st.dates(dt.date(2021, 4, 7), dt.date(2022, 12, 31)))
def test_a_later_event_never_changes_where_things_stood_on_an_earlier_day(
    found: list[Event], later: Event, as_of: dt.date
) -> None:
    """What was reported on a day can be found again, whatever happens afterwards."""
    if later.date <= as_of:
        as_of = later.date - dt.timedelta(days=1)
    before, after = with_events(*found), with_events(*found, later)
    on = as_of.isoformat()
    assert stand(after, on, "PL-01") == stand(before, on, "PL-01")


@given(st.lists(EVENTS, max_size=8), st.randoms(), st.dates(dt.date(2021, 4, 7), dt.date(2022, 12, 31)))
def test_events_of_different_days_may_stand_in_any_order(
    found: list[Event], random: object, as_of: dt.date
) -> None:
    """One event a day, shuffled: the same standing."""
    distinct = list({one.date: one for one in found}.values())
    turned = list(distinct)
    random.shuffle(turned)  # type: ignore[attr-defined]
    on = as_of.isoformat()
    assert stand(with_events(*turned), on, "PL-01") == stand(with_events(*distinct), on, "PL-01")


@given(st.lists(EVENTS, max_size=8), st.dates(dt.date(2021, 4, 7), dt.date(2022, 12, 31)))
def test_a_standing_is_consistent_in_itself(found: list[Event], as_of: dt.date) -> None:
    """Done exactly when completed or halted; overdue only after the due day, by that many days."""
    one = stand(with_events(*found, submit_to=(BTV, BCH)), as_of.isoformat(), "PL-01")
    if one.status in ("completed_on_time", "completed_late"):
        assert one.done_on is not None
        assert one.done_on <= as_of
    if one.status == "overdue":
        assert one.due is not None
        assert one.days_overdue == (as_of - one.due).days > 0
    if one.status in ("not_started", "in_progress"):
        assert one.started is (one.status == "in_progress")
    assert all(event.date <= as_of and event.voided is None for event in one.events)


# --------------------------------------------------------------------------------- what each unit owes


def owing(*reports: Report, **given: Any) -> Office:
    """Two units that owe the plan before 15/4/2021 and quarterly reports."""
    return office(
        units=(unit("a"), unit("b"), staff()),
        duties=(PLAN,),
        figures=(PLAN_FIGURE,),
        reporting=(QUARTERS,),
        reports=reports,
        **given,
    )


@pytest.mark.parametrize(
    ("state", "arrived"),
    [
        ("registered", True),
        ("received", True),
        ("partial", True),
        ("expected", False),
        ("empty", False),
        ("returned", False),
    ],
)
def test_registered_received_and_partial_count_as_arrived(state: str, arrived: bool) -> None:
    """An empty or returned report is not there."""
    known = owing(report("a", "2021-Q2", state, "2021-07-03"))
    found = stand(known, "2021-07-15", "BC-QUY", "2021-Q2", "a")
    assert found.status == ("completed_on_time" if arrived else "overdue")


def test_a_report_is_judged_on_its_first_arrival() -> None:
    """Due on 5 July, received on the 8th: three days late, whatever is corrected later."""
    known = owing(report("a", "2021-Q2", on="2021-07-08"))
    found = stand(known, "2021-08-01", "BC-QUY", "2021-Q2", "a")
    assert (found.status, found.done_on, found.days_overdue) == ("completed_late", day("2021-07-08"), 3)
    assert stand(known, "2021-07-07", "BC-QUY", "2021-Q2", "a").status == "overdue"
    assert stand(known, "2021-07-08", "BC-QUY", "2021-Q2", "a").status == "completed_late"
    assert stand(known, "2021-08-01", "BC-QUY", "2021-Q2", "b").status == "overdue"


def test_a_report_without_a_day_of_receipt_has_not_arrived() -> None:
    """A check demands the day; until then nothing is assumed."""
    assert stand(owing(report("a", "2021-Q2")), "2021-07-15", "BC-QUY", "2021-Q2", "a").done_on is None


def test_events_do_not_stand_in_for_a_report() -> None:
    """Somebody wrote `submitted`; the report itself is what counts."""
    sent = event("submitted", "2021-07-02", item="BC-QUY", occurrence="2021-Q2")
    known = owing(unit_events={"a": [sent]})
    assert stand(known, "2021-07-15", "BC-QUY", "2021-Q2", "a").status == "overdue"


@pytest.mark.parametrize(
    ("received_on", "expected"), [("2021-04-14", "completed_on_time"), ("2021-04-15", "completed_late")]
)
def test_a_duty_is_done_on_the_day_that_its_figure_gives(received_on: str, expected: str) -> None:
    """`done_when: plan.received_on`, given once: before 15 April means until the 14th."""
    known = owing(report("a", "once", on="2021-06-01", plan={"received_on": day(received_on)}))
    found = stand(known, "2021-07-15", "NV-02", unit="a")
    assert (found.status, found.done_on) == (expected, day(received_on))


@pytest.mark.parametrize("value", [None, "n/a", {}, {"received_on": None}, {"number": "12-CTr/ĐU"}])
def test_a_figure_that_is_not_given_shows_nothing_done(value: object) -> None:
    """Missing is not done."""
    known = owing(report("a", "once", on="2021-04-10", plan=value))
    assert stand(known, "2021-07-15", "NV-02", unit="a").status == "overdue"


@pytest.mark.parametrize(
    ("value", "done"), [(True, True), (12, True), (0, True), (False, False), (None, False)]
)
def test_a_figure_that_is_no_date_shows_it_done_when_the_report_was_received(
    value: object, done: bool
) -> None:
    """The report's receipt is the day; `false` says that it was not done."""
    held = duty("NV-05", rule(by="2021-Q4"), owners="tccsd", done_when="held")
    known = office(
        units=(unit("a"),),
        duties=(held,),
        figures=(figure("held", every="once"),),
        reports=(report("a", "once", on="2021-12-20", held=value),),
    )
    found = stand(known, "2022-01-15", "NV-05", unit="a")
    assert found.done_on == (day("2021-12-20") if done else None)


def test_a_figure_s_day_in_the_future_is_not_yet_known() -> None:
    """As of the day before, the plan had not come."""
    known = owing(report("a", "once", on="2021-04-10", plan={"received_on": day("2021-04-10")}))
    assert stand(known, "2021-04-09", "NV-02", unit="a").done_on is None


def test_a_yearly_figure_is_looked_up_in_that_year_s_report() -> None:
    """Only figures given once live in once.yaml."""
    yearly = duty("NV-06", rule(every="year"), owners="tccsd", done_when="reviewed")
    known = office(
        units=(unit("a"),),
        duties=(yearly,),
        figures=(figure("reviewed", type="date", every="year", adds=None),),
        reports=(report("a", "2021", on="2022-01-10", reviewed=day("2021-12-20")),),
    )
    assert stand(known, "2022-02-01", "NV-06", "2021", "a").done_on == day("2021-12-20")
    assert stand(known, "2023-02-01", "NV-06", "2022", "a").status == "overdue"


def test_a_duty_of_units_may_also_be_completed_by_an_event() -> None:
    """Where the figure says nothing, an event about this unit does."""
    done = event("completed", "2021-04-12", item="NV-02")
    known = owing(unit_events={"a": [done]})
    assert stand(known, "2021-07-15", "NV-02", unit="a").status == "completed_on_time"
    assert stand(known, "2021-07-15", "NV-02", unit="b").status == "overdue"


def test_an_event_of_the_joint_item_touches_every_unit_that_owes_it() -> None:
    """Extended for all: one line in the item's file."""
    longer = event("extended", "2021-04-13", until="2021-05-31")
    known = owing(events={"NV-02": [longer]})
    assert {stand(known, "2021-05-20", "NV-02", unit=id).due for id in ("a", "b")} == {day("2021-05-31")}


def test_an_event_of_one_unit_is_that_unit_s_alone() -> None:
    """Promised by one, not by the other."""
    promise = event("promised", "2021-07-15", item="BC-QUY", occurrence="2021-Q2", until="2021-07-20")
    known = owing(unit_events={"a": [promise]})
    assert stand(known, "2021-07-16", "BC-QUY", "2021-Q2", "a").promise == promise
    assert stand(known, "2021-07-16", "BC-QUY", "2021-Q2", "b").promise is None


# -------------------------------------------------------------------------------- exceptions of a period


def test_a_period_may_move_the_due_day_of_a_report_for_all() -> None:
    """periods/2021-Q2.yaml says another day; other quarters keep theirs."""
    known = owing(periods=(exception("2021-Q2", "BC-QUY", "2021-07-12"),))
    found = stand(known, "2021-07-12", "BC-QUY", "2021-Q2", "a")
    assert (found.status, found.due, found.original_due) == ("due_soon", day("2021-07-12"), day("2021-07-12"))
    assert stand(known, "2021-07-12", "BC-QUY", "2021-Q3", "a").due == day("2021-10-05")


def test_an_exception_may_be_for_some_units_and_for_one_report() -> None:
    """The others keep the calendar's day."""
    known = owing(
        periods=(exception("2021-Q2", "BC-QUY", "2021-07-12", "b"), exception("2021-Q3", "X", "2021-12-01"))
    )
    assert stand(known, "2021-07-10", "BC-QUY", "2021-Q2", "a").due == day("2021-07-05")
    assert stand(known, "2021-07-10", "BC-QUY", "2021-Q2", "b").due == day("2021-07-12")
    assert stand(known, "2021-07-10", "BC-QUY", "2021-Q3", "b").due == day("2021-10-05")


def test_an_exception_of_the_calendar_leaves_duties_alone() -> None:
    """It names a line of the reporting calendar."""
    known = owing(periods=(exception("once", "NV-02", "2021-12-31"),))
    assert stand(known, "2021-07-10", "NV-02", unit="a").due == day("2021-04-14")


# -------------------------------------------------------------------------------------- to be verified


def early(*found: Event) -> Office:
    """A task of Quý I năm 2021, due a week before the programme's own date."""
    return with_events(*found, deadline=rule(by="2021-Q1"))


def test_what_was_due_before_the_programme_s_date_is_overdue_and_to_be_verified() -> None:
    """Tasks 4, 8 and 9: never silently dropped."""
    found = stand(early(), "2021-07-15", "PL-01")
    assert (found.status, found.days_overdue, found.needs_verification) == ("overdue", 106, True)


@pytest.mark.parametrize("kind", ["started", "submitted", "completed", "issued"])
def test_evidence_settles_the_doubt(kind: str) -> None:
    """Once something is recorded it is an item like all others."""
    done = Event(event=kind, date=day("2021-03-30"))
    assert not stand(early(done), "2021-07-15", "PL-01").needs_verification


def test_a_voided_record_is_no_evidence() -> None:
    """It never happened."""
    wrong = event("submitted", "2021-03-30", voided=voided())
    assert stand(early(wrong), "2021-07-15", "PL-01").needs_verification


@pytest.mark.parametrize(("due", "doubtful"), [("2021-04-06", True), (ISSUED, False)])
def test_due_on_the_programme_s_own_day_is_not_before_it(due: str, doubtful: bool) -> None:
    """Strictly before."""
    known = with_events(deadline=rule(by=due))
    assert stand(known, "2021-07-15", "PL-01").needs_verification is doubtful


# ------------------------------------------------------------------------------------------ all of them


def test_every_obligation_has_a_standing_with_those_who_owe_it() -> None:
    """A unit's own obligations name the unit, joint ones their leads."""
    known = office(
        units=(unit("a"), staff()),
        tasks=(task(lead=("van-phong", "a")),),
        duties=(PLAN,),
        items=(ItemFile(item="KL-01", title="Kết luận", lead=("a",)),),
    )
    assert [(s.item.id, s.owner_ids) for s in standings(known, day("2021-07-15"))] == [
        ("PL-01", ("van-phong", "a")),
        ("NV-02", ("a",)),
        ("KL-01", ("a",)),
    ]


@given(
    st.dates(day("2021-04-01"), day("2021-12-31")),
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from(["2021-Q2", "2021-Q3"]),
            st.dates(day("2021-06-01"), day("2021-11-30")),
            st.sampled_from(["received", "registered", "returned", "empty"]),
        ),
        max_size=6,
    ),
)
def test_what_was_overdue_on_a_day_is_what_its_standings_say(
    as_of: dt.date, received: list[tuple[str, str, dt.date, Any]]
) -> None:
    """However little of it is looked at: reports that had arrived and what was not yet due are passed over."""
    reports = [report(who, when, state, on.isoformat()) for who, when, on, state in received]
    given_ = office(
        units=tuple(unit(id_) for id_ in "abc"),
        tasks=(task(),),
        reporting=(calendar("BC-QUY"),),
        periods=(exception("2021-Q2", "BC-QUY", "2021-07-20", "a"),),
        reports=tuple({(found.unit, str(found.period)): found for found in reports}.values()),
    )
    expected = [found for found in standings(given_, as_of) if found.status == "overdue"]
    assert list(overdue_on(given_, as_of)) == expected


# ----------------------------------------------------------------------------- what can't be late for ever

BULLETINS = duty("NV-17", rule(every="month", lapses_after=90), lead=("van-phong",))
LONG_AGO = office(duties=(BULLETINS,), units=(staff("van-phong"),))
LAPSING = calendar(from_=period("2021-Q2"), lapses_after=30)
YEARS = calendar("BC-NAM", every="year", due_after=20)


@pytest.mark.parametrize(
    ("as_of", "expected", "days"),
    [
        ("2021-09-30", "due_soon", 0),
        ("2021-10-01", "overdue", 1),
        ("2021-12-29", "overdue", 90),
        ("2021-12-30", "missed", 90),
        ("2024-07-15", "missed", 90),
    ],
)
def test_after_its_days_what_recurs_is_missed(as_of: str, expected: Status, days: int) -> None:
    """September's bulletin, due on the 30th: ninety days later nobody issues it, and its lateness ends."""
    found = stand(LONG_AGO, as_of, "NV-17", "2021-09")
    assert (found.status, found.days_overdue) == (expected, days)
    assert found.has_fallen_due == (as_of >= "2021-09-30")
    listed = [s.obligation.occurrence.key for s in overdue_on(LONG_AGO, day(as_of))]
    assert ("2021-09" in listed) == (expected == "overdue")


def test_an_extension_moves_the_days_and_doing_it_ends_them() -> None:
    """The days count from the deadline in force; what is done after all is done late."""
    extended = event("extended", "2021-10-10", occurrence="2021-09", until="2021-12-31", document=document())
    issued = event("issued", "2022-08-01", occurrence="2021-09")
    known = office(duties=(BULLETINS,), events={"NV-17": (extended, issued)})
    days = ("2022-03-31", "2022-04-01", "2022-08-01")
    assert [stand(known, on, "NV-17", "2021-09").status for on in days] == [
        "overdue",
        "missed",
        "completed_late",
    ]


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2022-01-15", None), ("2022-01-20", "2021"), ("2022-01-19", None)]
)
def test_a_quarters_report_that_lapsed_is_replaced_by_the_years(as_of: str, expected: str | None) -> None:
    """As soon as that has come."""
    sent = report("a", "2021", on="2022-01-20")
    known = office(units=(unit("a"),), reporting=(LAPSING, YEARS), reports=(sent,))
    found = stand(known, as_of, "BC-QUY", "2021-Q3", "a")
    assert (found.status, found.replaced_by) == ("missed", period(expected) if expected else None)


def test_a_report_that_is_still_asked_for_is_not_replaced() -> None:
    """The year's report has not the quarter's figures."""
    sent = report("a", "2021", on="2022-01-10")
    known = office(units=(unit("a"),), reporting=(LAPSING, YEARS), reports=(sent,))
    found = stand(known, "2022-01-20", "BC-QUY", "2021-Q4", "a")
    assert (found.status, found.replaced_by) == ("overdue", None)


DUE = "2021-06-30"
NEVER: tuple[Event, ...] = ()
BEFORE = (event("submitted", "2021-06-10"),)
ON_THE_DAY = (event("submitted", DUE),)
AFTER = (event("submitted", "2021-07-02"),)
EXTENDED = (event("extended", "2021-06-20", until="2021-07-10", document=document(), reason="x"),)
DROPPED = (event("dropped", "2021-06-20", document=document(), reason="x"),)


@pytest.mark.parametrize(
    ("as_of", "events", "due", "on_time"),
    [
        ("2021-06-29", NEVER, 0, 0),
        ("2021-06-29", BEFORE, 0, 0),
        (DUE, NEVER, 1, 0),
        (DUE, BEFORE, 1, 1),
        (DUE, ON_THE_DAY, 1, 1),
        ("2021-07-01", NEVER, 1, 0),
        ("2021-07-05", AFTER, 1, 0),
        (DUE, EXTENDED, 0, 0),
        ("2021-07-10", EXTENDED, 1, 0),
        ("2021-07-10", (*EXTENDED, *AFTER), 1, 1),
        ("2021-07-10", DROPPED, 0, 0),
    ],
)
def test_one_is_in_the_rate_from_its_day_on(
    as_of: str, events: tuple[Event, ...], due: int, on_time: int
) -> None:
    """Done or not makes no difference to the denominator; the deadline in force does."""
    known = office(tasks=(task("PL-01", rule(by=DUE)),), events={"PL-01": events})
    assert timeliness(standings(known, day(as_of))) == Timeliness(due, on_time)


def test_the_denominator_of_a_day_is_the_same_whatever_is_done_later() -> None:
    """Eight fall due by the day: five done in time, one late, two not done on their very day: 5/8, not 5/6."""
    days = ["2021-05-31"] * 6 + [DUE] * 2
    done = {f"PL-0{n}": (event("submitted", "2021-05-20"),) for n in range(1, 6)}
    late = {"PL-06": (event("submitted", "2021-06-02"),)}
    tasks = tuple(task(f"PL-0{n}", rule(by=due)) for n, due in enumerate(days, 1))
    known = office(tasks=tasks, events={**done, **late})
    assert timeliness(standings(known, day(DUE))) == Timeliness(8, 5)


# ------------------------------------------------------------------- booked for nobody

RESOLUTION = duty(
    "NV-32",
    rule(every="year", in_="03-31", from_="2022", lapses_after=365),
    owners="tccsd",
    done_when="resolution",
)


def following(*reports: Report, **given: Any) -> Office:
    """Two units that owe a resolution each year; it stands in the year's report, and is booked when it comes."""
    return office(
        units=(unit("a"), unit("b")),
        duties=(RESOLUTION,),
        figures=(figure("resolution", type="record", every="year", adds=None, if_absent="no"),),
        reports=reports,
        **given,
    )


def booked(id: str, **resolution: object) -> Report:
    """A report of 2022 that is not there yet, in which the resolution was booked."""
    return report(id, "2022", "expected", resolution=resolution)


GIVEN: dict[str, object] = {"number": "12-NQ/ĐU", "issued_on": day("2022-02-10")}


def test_what_is_booked_in_a_report_that_is_not_in_shows_the_duty_done_on_its_own_day() -> None:
    """The yearly report comes a year later."""
    known = following(booked("a", **GIVEN))
    done = stand(known, "2022-04-10", "NV-32", "2022", "a")
    assert (done.status, done.done_on, done.needs_verification) == (
        "completed_on_time",
        day("2022-02-10"),
        False,
    )
    late = stand(known, "2022-04-10", "NV-32", "2022", "b")
    assert (late.status, late.days_overdue, late.needs_verification) == ("overdue", 10, False)
    assert stand(known, "2022-02-09", "NV-32", "2022", "a").done_on is None


def test_a_year_that_was_booked_for_nobody_is_to_be_verified() -> None:
    """Overdue as far as is known, for each unit; until the day that something is booked for one of them."""
    known = following(booked("a", **{**GIVEN, "issued_on": day("2022-04-20")}))
    for as_of, unclear in (("2022-03-31", None), ("2022-04-01", "unbooked"), ("2022-04-20", None)):
        found = stand(known, as_of, "NV-32", "2022", "b")
        assert (found.unclear, found.needs_verification) == (unclear, unclear is not None), as_of
    assert stand(known, "2023-04-01", "NV-32", "2023", "b").is_unbooked


def test_what_was_booked_for_nobody_was_not_missed_either() -> None:
    """Nobody can say that its time went by without it."""
    assert stand(following(), "2024-06-01", "NV-32", "2022", "a").status == "overdue"
    known = following(booked("b", **GIVEN))
    assert stand(known, "2024-06-01", "NV-32", "2022", "a").status == "missed"


def test_a_document_without_its_day_is_neither_late_nor_missed_for_sure() -> None:
    """Its number was booked; when the report comes, that is the day."""
    known = following(booked("a", number="12-NQ/ĐU", issued_on=None), booked("b", **GIVEN))
    found = stand(known, "2024-06-01", "NV-32", "2022", "a")
    assert (found.status, found.unclear, found.started) == ("overdue", "undated", True)
    arrived = report("a", "2022", on="2023-01-10", resolution={"number": "12-NQ/ĐU", "issued_on": None})
    assert stand(following(arrived), "2023-02-01", "NV-32", "2022", "a").done_on == day("2023-01-10")


def test_an_event_books_an_occurrence_too() -> None:
    """Work recorded of one unit; a reminder or a voided line says nothing."""
    line = event("completed", "2022-03-01", item="NV-32", occurrence="2022")
    assert stand(following(unit_events={"a": [line]}), "2022-04-10", "NV-32", "2022", "b").unclear is None
    for other in (
        event("reminded", "2022-04-02", item="NV-32", occurrence="2022"),
        replace(line, voided=Voiding(date=day("2022-03-02"), reason="nhầm")),
        replace(line, occurrence="2023"),
    ):
        assert stand(following(unit_events={"a": [other]}), "2022-04-10", "NV-32", "2022", "b").is_unbooked


def test_only_what_recurs_and_each_unit_owes_can_be_booked_for_nobody() -> None:
    """A programme that is due once is late when nobody has sent it, and so is a report."""
    assert stand(owing(), "2021-07-15", "NV-02", unit="a").unclear is None
    assert stand(owing(), "2021-07-15", "BC-QUY", "2021-Q2", "a").unclear is None
