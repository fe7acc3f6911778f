"""The programme in time: what amendments may never do, whatever they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.offices import (
    amendment,
    calendar,
    day,
    duty,
    event,
    figure,
    indicator,
    office,
    programme,
    report,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.records.editions import History, adjusted_by, relatives
from ct58.domain.records.measure import SetRule, Target
from ct58.domain.records.office import Office, Records, build_office
from ct58.domain.records.programme import Amendment
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.status import Standing, standings
from ct58.domain.time.deadlines import DeadlineRule

FROM, LATER = "2022-10-05", "2023-02-01"
BODIES = ("van-phong", "ban-to-chuc", "ban-tuyen-giao")
FIRST, LAST = day("2021-04-07"), day("2025-12-31")

DAYS = st.dates(FIRST, LAST)
RULES = st.one_of(
    DAYS.map(lambda found: rule(by=found)),
    st.sampled_from(["month", "quarter", "year"]).map(lambda every: rule(every=every)),
    st.just(DeadlineRule()),
)
LEADS = st.lists(st.sampled_from(BODIES), min_size=1, max_size=2, unique=True).map(tuple)
ITEMS = st.sampled_from(["PL-01", "PL-02", "NV-01"])


@st.composite
def amendments(draw: st.DrawFn) -> Amendment:
    """Any amendment of the small programme below: another lead, day or title, an end, what takes the place."""
    on = draw(DAYS)
    changes: dict[str, dict[str, Any]] = {}
    for id_ in draw(st.lists(ITEMS, max_size=2, unique=True)):
        values: dict[str, Any] = draw(
            st.fixed_dictionaries(
                {}, optional={"lead": LEADS, "deadline": RULES, "title": st.just("Việc mới")}
            )
        )
        if id_ == "NV-01":
            values.pop("lead", None)
        changes[id_] = values
    if draw(st.booleans()):
        changes["BC-QUY"] = {"due_after": draw(st.integers(0, 40))}
    if draw(st.booleans()):
        changes["tccsd"] = {"organisation": ("grassroots_committee",)}
    ends = dict.fromkeys(draw(st.lists(ITEMS, max_size=1)), "thôi")
    return replace(
        amendment(str(on), changes, ends=ends),
        effective_from=draw(st.one_of(st.none(), DAYS)),
    )


@st.composite
def happenings(draw: st.DrawFn) -> dict[str, Any]:
    """What was recorded of the tasks, and what the units sent."""
    once = draw(st.lists(DAYS, max_size=2))
    years = draw(st.lists(st.sampled_from(["2021", "2022", "2023"]), max_size=2, unique=True))
    received = draw(
        st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["2021-Q3", "2022-Q1"]), DAYS), max_size=3)
    )
    return {
        "events": {
            "PL-01": [event("submitted", str(on)) for on in once],
            "PL-02": [event("submitted", f"{year}-11-20", occurrence=year) for year in years],
        },
        "reports": list({(who, of): report(who, of, on=str(on)) for who, of, on in received}.values()),
    }


def known(changed: Sequence[Amendment] = (), **recorded: Any) -> Office:
    """Two tasks, a duty of units, a report, with amendments and what was recorded."""
    return office(
        units=(*(staff(id_) for id_ in BODIES), unit("a"), unit("b", organisation="grassroots_cell")),
        tasks=(task(deadline=rule(by="2022-06-30")), task("PL-02", deadline=rule(every="year"))),
        duties=(duty(owners="tccsd", deadline=rule(every="year")),),
        reporting=(calendar(),),
        amendments=tuple(changed),
        **recorded,
    )


def named(found: Standing) -> tuple[str, str, str | None]:
    """Item, occurrence and unit of what stands somewhere."""
    who = found.obligation.unit
    return found.item.id, found.obligation.occurrence.key, who.id if who else None


def standing_on(there: Office, on: dt.date) -> dict[tuple[str, str, str | None], Standing]:
    """Where everything stands on a day, as known then."""
    return {named(found): found for found in standings(as_known(there, on), on)}


@settings(max_examples=60, deadline=None)
@given(st.lists(amendments(), max_size=3), amendments(), happenings(), DAYS)
def test_before_its_day_nobody_sees_an_amendment(
    earlier: list[Amendment], made: Amendment, recorded: dict[str, Any], on: dt.date
) -> None:
    """Every item, every set and every status is as if it were not there."""
    begins = max(found for found in (made.since, made.known_since) if found is not None)
    if on >= begins:
        on = begins - dt.timedelta(days=1)
    without, with_it = known(earlier, **recorded), known([*earlier, made], **recorded)
    before, after = as_known(without, on), as_known(with_it, on)
    assert replace(after.programme, amendments=()) == replace(before.programme, amendments=())
    assert dict(after.items) == dict(before.items)
    assert standing_on(with_it, on) == standing_on(without, on)


@settings(max_examples=60, deadline=None)
@given(st.lists(amendments(), max_size=2), amendments(), happenings(), st.integers(0, 900))
def test_what_was_finished_before_an_amendment_never_changes_by_it(
    earlier: list[Amendment], made: Amendment, recorded: dict[str, Any], days: int
) -> None:
    """Not its status, not who led it, not its deadline, on no later day.

    Who is in a set is another matter: that is decided by what holds on the day that decides, done or not.
    """
    assert made.since is not None
    eve = made.since - dt.timedelta(days=1)
    without, with_it = known(earlier, **recorded), known([*earlier, made], **recorded)
    on = min(LAST, max(made.since, made.known_since or made.since) + dt.timedelta(days=days))
    finished = {
        name: found
        for name, found in standing_on(without, on).items()
        if found.done_on is not None
        and found.done_on <= eve
        and (found.obligation.unit is None or "tccsd" not in made.changed_ids)
    }
    now = standing_on(with_it, on)
    for name, was in finished.items():
        found = now[name]
        assert (found.status, found.done_on, found.due) == (was.status, was.done_on, was.due)
        assert (found.owner_ids, found.item.title) == (was.owner_ids, was.item.title)


@settings(max_examples=40, deadline=None)
@given(st.lists(amendments(), max_size=4), st.randoms())
def test_the_order_of_the_files_says_nothing(found: list[Amendment], random: Any) -> None:
    """Editions follow the days; of two of one day the names of the files."""
    files = {f"amendments/{made.since}-{number}.yaml": made for number, made in enumerate(found)}
    shuffled = list(files.items())
    random.shuffle(shuffled)
    plain = known()
    built = [
        build_office(Records(programme=plain.programme, amendments=dict(order)), lines={}).history
        for order in (files.items(), shuffled)
    ]
    assert built[0].editions == built[1].editions
    assert built[0].endings == built[1].endings


# -------------------------------------------------------------------------- single things


def history(*changed: Amendment, **more: Any) -> History:
    """The editions of a small programme."""
    records = Records(
        programme=programme(
            tasks=(task(deadline=rule(by="2022-06-30")),),
            figures=(figure("members"), figure("plan", 2, every="once")),
            indicators=(indicator(target=Target(op=">=", value=300, unit="count")),),
            amendments=changed,
            **more,
        )
    )
    return build_office(records, lines={}).history


def test_each_deed_tells_what_was_and_what_is() -> None:
    """Of two amendments of one key the second tells what the first had left."""
    first = amendment(FROM, {"PL-01": {"lead": ("a",)}})
    second = amendment(
        LATER, {"PL-01": {"lead": ("b",)}, "tccsd": {"kinds": ("agency",)}}, ends={"CT-01": "thôi"}
    )
    found = history(first, second)
    told = [[(d.how, d.id, d.key, d.old, d.new) for d in found.deeds(placed)] for placed in found.amendments]
    assert told == [
        [("changed", "PL-01", "lead", ("van-phong",), ("a",))],
        [
            ("changed", "PL-01", "lead", ("a",), ("b",)),
            ("changed", "tccsd", "kinds", (), ("agency",)),
            ("ended", "CT-01", "", None, None),
        ],
    ]


def test_a_figure_that_ends_is_asked_until_the_period_before_and_one_given_once_stays() -> None:
    """Of the quarter in which the end lies nobody is asked."""
    found = history(amendment(FROM, ends={"members": "thôi", "plan": "thôi"}))
    members, plan = found.last.figures
    assert (str(members.until), plan.until) == ("2022-Q3", None)
    assert found.first.figures[0].until is None


def test_a_second_record_of_an_id_is_none() -> None:
    """Neither its place nor its day takes that of the first."""
    twin = {"tasks": (task(title="Việc khác"),), "sets": {"tccsd": SetRule()}}
    found = history(amendment(FROM, adds=twin))
    assert (found.last.tasks, found.last.sets) == (found.first.tasks, found.first.sets)
    assert (found.origins, found.added) == ({}, {})


def test_what_was_ended_first_stays_ended_so() -> None:
    """The second end of the same is a finding, and changes nothing."""
    found = history(amendment(FROM, ends={"PL-01": "thôi"}), amendment(LATER, ends={"PL-01": "thôi hẳn"}))
    assert (found.endings["PL-01"].since, found.endings["PL-01"].reason) == (day(FROM), "thôi")


def test_relatives_go_as_far_as_one_took_the_place_of_another() -> None:
    """Split, then one of the two replaced again."""
    new = {"tasks": (task("PL-15"), task("PL-16"))}
    split = amendment(FROM, adds=new, replaces={"PL-01": ("PL-15", "PL-16")})
    again = amendment(LATER, adds={"tasks": (task("PL-17"),)}, replaces={"PL-15": ("PL-17",)})
    found = history(split, again)
    assert relatives(found, "PL-17") == {"PL-01", "PL-15", "PL-16"}
    assert relatives(found, "CT-01") == frozenset()
    assert found.took_the_place_of("PL-15") == ("PL-01",)


def test_a_wording_names_the_document_that_set_who_and_when() -> None:
    """A new title alone does not; each wording names its own."""
    changed = (
        amendment(FROM, {"PL-01": {"lead": ("ban-to-chuc",)}}),
        amendment(LATER, {"PL-01": {"title": "Việc khác"}}),
        amendment("2023-06-01", {"PL-01": {"deadline": rule(by="2024")}}),
    )
    there = known(changed)
    item = there.items["PL-01"]
    wordings = [*(entry.item for entry in item.earlier), item]
    found = [adjusted_by(there.history, wording) for wording in wordings]
    assert found == [None, changed[0], changed[0], changed[2]]
