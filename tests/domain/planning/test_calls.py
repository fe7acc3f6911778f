"""What came of telephone calls, as events."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.offices import calendar, day, event, office, period, staff, task, unit

from ct58.domain.planning.calls import CallWords, ShownRow, debts_of, plan_calls, still_shown
from ct58.domain.planning.edits import NewFile
from ct58.domain.records.office import Office
from ct58.domain.standing.calls import CallScope, calls_on, state_of
from ct58.errors import BadUsage, Refused

TODAY = day("2021-07-15")


def known(*events: Any) -> Office:
    """Two units that owe a report, two bodies that lead an item together."""
    return office(
        units=(unit("a"), unit("b"), staff("btc"), staff("dtn")),
        tasks=(task(lead=("btc", "dtn")),),
        reporting=(calendar(from_=period("2021-Q2"), until=period("2021-Q2")),),
        unit_events={"a": events} if events else {},
    )


def shown(of: Office) -> list[ShownRow]:
    """The list of the day as a window has it, the units before the bodies."""
    calls = sorted(
        calls_on(of, TODAY, CallScope(since=TODAY)).calls,
        key=lambda call: call.addressee.kind == "staff_body",
    )
    return [
        ShownRow(
            number,
            call.addressee.id,
            tuple(
                (d.item.id, d.obligation.occurrence.key, d.obligation.unit.id if d.obligation.unit else "")
                for d in call.owed
            ),
            (state_of(call.owed),),
        )
        for number, call in enumerate(calls, start=1)
    ]


def files(of: Office, rows: list[ShownRow], words: CallWords) -> dict[str, Any]:
    """File → the events that are written."""
    edit = plan_calls(of, rows, words)
    found = {}
    for change in edit:
        assert isinstance(change, NewFile)
        found[change.file] = change.value["events"]
    return found


def test_each_debt_of_each_row_gets_one_event() -> None:
    """With what was said; a joint item one, though two who lead it were called."""
    of = known()
    written = files(of, shown(of), CallWords(on=TODAY, reminded=True, note="gặp văn phòng"))
    assert {file: [(e["event"], e["reason"]) for e in events] for file, events in written.items()} == {
        name: [("reminded", "gặp văn phòng")]
        for name in ("units/a/events.yaml", "units/b/events.yaml", "tasks/PL-01.yaml")
    }


def test_a_promise_has_its_day_and_a_note_its_words() -> None:
    """One row only."""
    of = known()
    (first, *_others) = shown(of)
    (promised,) = files(of, [first], CallWords(on=TODAY, promised=day("2021-07-18")))["units/a/events.yaml"]
    assert (promised["event"], promised["until"], promised["occurrence"]) == (
        "promised",
        day("2021-07-18"),
        "2021-Q2",
    )
    (noted,) = files(of, [first], CallWords(on=TODAY, note="máy bận"))["units/a/events.yaml"]
    assert (noted["event"], noted["reason"]) == ("noted", "máy bận")


@pytest.mark.parametrize(
    "words",
    [
        CallWords(on=TODAY),
        CallWords(on=TODAY, note="  "),
        CallWords(on=TODAY, reminded=True, promised=day("2021-07-18")),
        CallWords(on=TODAY, promised=day("2021-07-14")),
    ],
)
def test_what_cannot_be_meant_is_refused(words: CallWords) -> None:
    """Nothing said, two things said, a day that has gone by."""
    of = known()
    with pytest.raises(BadUsage):
        plan_calls(of, shown(of), words)


def test_a_row_that_has_changed_is_refused() -> None:
    """Somebody else has recorded something since; what the window recorded itself keeps the row good."""
    rows = shown(known())
    later = known(event("reminded", "2021-07-15", item="BC-QUY", occurrence="2021-Q2"))
    with pytest.raises(Refused):
        debts_of(later, rows, TODAY)
    assert debts_of(later, rows[1:], TODAY)
    kept = still_shown(later, rows[0], TODAY)
    assert debts_of(later, [kept], TODAY)
    assert debts_of(known(), [kept], TODAY)


def test_only_some_items_may_be_answered_for() -> None:
    """A row that is not about them is named."""
    of = known()
    assert set(debts_of(of, shown(of)[:2], TODAY, ["BC-QUY"])) == {1, 2}
    with pytest.raises(BadUsage):
        debts_of(of, shown(of), TODAY, ["BC-QUY"])
