"""Who is to be reminded of what on a day."""

from __future__ import annotations

from dataclasses import replace

from tests.support.offices import (
    calendar,
    day,
    duty,
    event,
    figure,
    office,
    period,
    report,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.records.committee import Signatory
from ct58.domain.records.office import Office
from ct58.domain.standing.reminders import ReminderScope, distinct, reminders, unaddressed

LINE = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
JULY = day("2021-07-15")


def named(known: Office, scope: ReminderScope | None = None) -> list[tuple[str, list[str]]]:
    """Addressees with the items of their letters."""
    found = reminders(known, JULY, scope or ReminderScope())
    return [(letter.addressee.id, [late.item.id for late in letter.late]) for letter in found]


def test_each_late_owner_has_one_letter_in_the_offices_order() -> None:
    """Its own bodies first; with all that each leads or owes, in the programme's order; who is not late has none."""
    known = office(
        units=(unit("a", order=3), unit("b", order=2), unit("c", order=1), staff("vp", order=4)),
        tasks=(task(lead=("vp",)), task("PL-02", rule(by="2021-12-31"), lead=("vp",))),
        duties=(duty("NV-02", rule(by="2021-04-14"), owners="tccsd"),),
        reporting=(LINE,),
        reports=(report("c", "2021-Q2", on="2021-07-05"),),
        unit_events={"c": [event("completed", "2021-04-01", item="NV-02")]},
    )
    assert named(known) == [("vp", ["PL-01"]), ("b", ["NV-02", "BC-QUY"]), ("a", ["NV-02", "BC-QUY"])]


def test_a_joint_item_stands_in_the_letter_of_each_lead_but_is_one_thing() -> None:
    """So it is booked once."""
    known = office(units=(staff("btc"), staff("dtn")), tasks=(task(lead=("btc", "dtn")),))
    assert named(known) == [("btc", ["PL-01"]), ("dtn", ["PL-01"])]
    assert len(distinct(reminders(known, JULY, ReminderScope()))) == 1


def test_nobody_writes_to_the_committee_on_its_own_behalf() -> None:
    """What it leads is said to have no letter; who leads it too gets one."""
    committee = staff("btv", kind="committee")
    alone = office(units=(committee, staff("vp")), tasks=(task(lead=("btv",)),))
    assert (named(alone), [found.item.id for found in unaddressed(alone, JULY)]) == ([], ["PL-01"])
    shared = office(units=(committee, staff("vp")), tasks=(task(lead=("btv", "vp")),))
    assert (named(shared), unaddressed(shared, JULY)) == ([("vp", ["PL-01"])], ())


def test_the_body_that_writes_the_letters_gets_none() -> None:
    """What only it leads is said to have no letter; before its head signed, it got one as everybody."""
    known = office(
        units=(staff("btc"), staff("vp")), tasks=(task(lead=("btc", "vp")), task("PL-02", lead=("vp",)))
    )
    head = Signatory(
        role="reminder", authority="T/L", office="Chánh Văn phòng", unit="vp", valid_from=day("2021-07-01")
    )
    written = replace(known, file=replace(known.file, signatories=(head,)))
    assert named(written) == [("btc", ["PL-01"])]
    assert [found.item.id for found in unaddressed(written, JULY)] == ["PL-02"]
    assert dict(named(known)) == {"btc": ["PL-01"], "vp": ["PL-01", "PL-02"]}
    later = replace(head, valid_from=day("2021-08-01"))
    assert named(replace(known, file=replace(known.file, signatories=(later,)))) == named(known)


def test_what_a_merged_unit_owes_goes_to_its_successor() -> None:
    """What a closed unit owes goes to nobody."""
    known = office(
        units=(
            unit("a"),
            unit("old", valid_to=day("2021-07-09"), merged_into="a"),
            unit("gone", valid_to=day("2021-07-09")),
        ),
        reporting=(LINE,),
        reports=(report("a", "2021-Q2", on="2021-07-05"),),
    )
    assert named(known) == [("a", ["BC-QUY"])]
    assert [found.owner_ids for found in unaddressed(known, JULY)] == [("gone",)]


def test_only_some_units_and_only_some_items_may_be_asked_for() -> None:
    """Both together narrow further."""
    known = office(units=(unit("a"), unit("b")), duties=(duty("NV-02", owners="tccsd"),), reporting=(LINE,))
    assert named(known, ReminderScope(units=("b",))) == [("b", ["NV-02", "BC-QUY"])]
    assert named(known, ReminderScope(items=("NV-02",))) == [("a", ["NV-02"]), ("b", ["NV-02"])]
    assert named(known, ReminderScope(units=("b",), items=("BC-QUY",))) == [("b", ["BC-QUY"])]


def test_on_the_due_day_nobody_is_reminded() -> None:
    """Late begins the day after."""
    known = office(units=(staff(),), tasks=(task(deadline=rule(by="2021-07-15")),))
    assert named(known) == []


def test_no_letter_is_written_about_what_was_booked_for_nobody() -> None:
    """Those who did it would get one, too; it is said that none is written. With the first booking the others get theirs."""
    yearly = duty("NV-32", rule(every="year", in_="06-30"), owners="tccsd", done_when="resolution")
    figures = (figure("resolution", type="record", every="year", adds=None, if_absent="no"),)
    units = (unit("a"), unit("b"))
    silent = office(units=units, duties=(yearly,), figures=figures)
    assert named(silent) == []
    assert [found.item.id for found in unaddressed(silent, JULY)] == ["NV-32", "NV-32"]
    first = report("a", "2021", "expected", resolution={"number": "1", "issued_on": day("2021-03-01")})
    assert named(office(units=units, duties=(yearly,), figures=figures, reports=(first,))) == [
        ("b", ["NV-32"])
    ]
