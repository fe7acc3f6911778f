"""What to do next, in the order of a morning: each with how many it concerns and the command that goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

from ct58.domain.records.places import READ, UnreadRecords
from ct58.domain.time.period import Period
from ct58.records import record
from ct58.views.calls import ChaseView
from ct58.views.counts import is_overdue
from ct58.views.due import Entry
from ct58.views.indicators import IndicatorsView
from ct58.views.reports import ReportsView

NextStepKind = Literal[
    "settle",
    "mend",
    "type_in",
    "call",
    "remind",
    "old_debts",
    "ask_again",
    "chase_reports",
    "overdue",
    "owed",
    "verify",
    "units_missing",
    "close",
]


@record
class NextStep:
    """Something to do: how many it concerns, which (ids of items, indicators or units), and how to go on."""

    kind: NextStepKind
    count: int
    ids: tuple[str, ...]
    command: str
    period: Period | None = None


def next_steps(
    entries: Sequence[Entry],
    reports: Sequence[ReportsView],
    indicators: IndicatorsView | None,
    ended_on: dt.date | None,
    owner: str | None = None,
    unread: UnreadRecords = READ,
    chase: ChaseView | None = None,
) -> tuple[NextStep, ...]:
    """What there is to do; after the programme's end nobody is chased any more, only the record completed.

    With an `owner` only its own part is looked at, and no books are closed. The files that are `unread` come first: what
    they say may be what is asked for. `chase` says whom the lists of calls and letters are about; where it is not
    known, who is late is counted.
    """
    steps = [*_readable(unread), *_type_in(reports)]
    if ended_on is None and chase is not None:
        steps += [*_calls(chase), *_joint(entries, owner), *_old_debts(chase)]
    elif ended_on is None:
        steps += [*_chase(reports), *_joint(entries, owner), *_owed(entries, owner)]
    steps += [*_verify(entries), *_undetermined(indicators)]
    return (*steps, *(() if owner else _close(reports)))


def _readable(unread: UnreadRecords) -> Iterator[NextStep]:
    """Files in which two people's values stand side by side are settled; the others have errors to mend."""
    waiting = unread.unsettled.files if unread.unsettled else ()
    broken = tuple(file for file in unread.files if file not in waiting)
    if waiting:
        yield NextStep(kind="settle", count=len(waiting), ids=waiting, command="ct58 sync")
    if broken:
        yield NextStep(kind="mend", count=len(broken), ids=broken, command="ct58 check")


def _type_in(reports: Sequence[ReportsView]) -> Iterator[NextStep]:
    """What has arrived is typed in first: everything else rests on it."""
    waiting = [row.unit.id for view in reports for row in view.rows if row.state == "registered"]
    if waiting:
        ids = tuple(dict.fromkeys(waiting))
        yield NextStep(kind="type_in", count=len(waiting), ids=ids, command="ct58 record report --next")


def _chase(reports: Sequence[ReportsView]) -> Iterator[NextStep]:
    """Units whose report is late; those whose report was sent back are asked again."""
    for view in reports:
        late = [row for row in view.missing if row.standing.status == "overdue"]
        returned = [row.unit.id for row in late if row.state == "returned"]
        silent = [row.unit.id for row in late if row.state != "returned"]
        command = f"ct58 reports --period {view.period} --missing"
        if silent:
            yield _step("chase_reports", silent, command, view.period)
        if returned:
            yield _step("ask_again", returned, command, view.period)


def _calls(chase: ChaseView) -> Iterator[NextStep]:
    """Whom to telephone first; a letter to whoever has not promised a day."""
    if chase.calls.rows:
        yield _step("call", [row.unit.id for row in chase.calls.rows], "ct58 call")
    if chase.letters:
        yield _step("remind", chase.letters, "ct58 remind")


def _old_debts(chase: ChaseView) -> Iterator[NextStep]:
    """What is older, apart."""
    if chase.calls.older:
        units = [row.unit.id for row in chase.calls.older]
        yield _step("old_debts", units, "ct58 call --older", chase.calls.period)


def _late(entries: Sequence[Entry]) -> list[Entry]:
    """What is surely overdue, the longest first."""
    late = [entry for entry in entries if is_overdue(entry) and not entry.standing.needs_verification]
    return sorted(late, key=lambda entry: -entry.days_overdue)


def _joint(entries: Sequence[Entry], owner: str | None) -> Iterator[NextStep]:
    """Joint items that are late."""
    joint = [entry.standing.item.id for entry in _late(entries) if entry.unit is None]
    if joint:
        yield _step("overdue", joint, f"ct58 overdue --owner {owner}" if owner else "ct58 overdue")


def _owed(entries: Sequence[Entry], owner: str | None) -> Iterator[NextStep]:
    """What units owe, about which a letter goes to them."""
    owed = [entry.unit.id for entry in _late(entries) if entry.unit is not None]
    if owed:
        yield _step("owed", owed, f"ct58 overdue --owner {owner}" if owner else "ct58 overdue")


def _verify(entries: Sequence[Entry]) -> Iterator[NextStep]:
    """What was due before the programme's own date: perhaps done long ago, and only to be recorded."""
    doubtful = [e.standing.item.id for e in entries if is_overdue(e) and e.standing.needs_verification]
    if doubtful:
        yield _step("verify", doubtful, f"ct58 show {doubtful[0]}")


def _undetermined(indicators: IndicatorsView | None) -> Iterator[NextStep]:
    """Indicators that only wait for units."""
    rows = indicators.rows if indicators else ()
    waiting = [
        row.result.indicator.id
        for row in rows
        if row.result.main.verdict in ("undetermined", "no_data") and row.result.main.coverage.missing
    ]
    if indicators and waiting:
        yield _step(
            "units_missing", waiting, f"ct58 indicators --period {indicators.period}", indicators.period
        )


def _close(reports: Sequence[ReportsView]) -> Iterator[NextStep]:
    """A period of which everything has arrived and is typed in can be closed."""
    for view in reports:
        is_complete = view.states.keys() <= {"received"} and view.ends_on < view.as_of
        if is_complete and not view.is_closed:
            yield NextStep(
                kind="close", count=0, ids=(), command=f"ct58 close {view.period}", period=view.period
            )


def _step(kind: NextStepKind, ids: Sequence[str], command: str, period: Period | None = None) -> NextStep:
    distinct = tuple(dict.fromkeys(ids))
    return NextStep(kind=kind, count=len(distinct), ids=distinct, command=command, period=period)
