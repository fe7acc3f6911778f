"""Random offices in which everything that may decide about a deadline happens: for what must hold of any of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any

from tests.support.offices import (
    amendment,
    calendar,
    day,
    duty,
    event,
    exception,
    figure,
    office,
    period,
    report,
    rule,
    staff,
    task,
    unit,
    voided,
)

from ct58.domain.records.event_rules import EventKind
from ct58.domain.records.events import Event
from ct58.domain.records.office import Office
from ct58.domain.records.places import UnreadRecords
from ct58.domain.records.programme import SubFigure
from ct58.domain.records.reports import Report
from ct58.domain.time.deadlines import After

DAYS = [day("2021-04-20") + dt.timedelta(days=days) for days in range(0, 500, 3)]
UNITS = "abcd"
PERIODS = ("2021-Q2", "2021-Q3", "2021-Q4", "2021", "2022-Q1", "once")
_PATHS = ("plan", "plan.received_on", "level", None)
_KINDS: tuple[EventKind, ...] = (
    "started", "submitted", "returned", "issued", "completed", "extended", "suspended", "resumed", "dropped",
    "reminded", "promised", "noted",
)  # fmt: skip


def late_office(dice: Random) -> Office:
    """Joint tasks, duties and reports of four units over five quarters, with gaps, events and whatever moves a day."""
    made = office(
        units=(*_units(dice), staff()),
        tasks=(task("PL-01"), task("PL-02", rule(every="quarter", from_="2021", lapses_after=100))),
        duties=(
            duty("NV-01", rule(by="2021-06-30"), owners="tccsd", done_when=dice.choice(_PATHS)),
            duty("NV-02", rule(every="year", lapses_after=dice.choice([None, 30])), **_shown(dice)),
            duty("NV-03", rule(every="quarter", from_="2021", due_after=dice.choice([0, 9])), **_shown(dice)),
            duty("NV-04", rule(), owners="everyone", done_when=dice.choice(_PATHS)),
            duty("NV-05", rule(by="2021-09-30"), owners="tccsd", submit_to=("standing_committee",)),
        ),
        reporting=(
            calendar("BC-QUY", lapses_after=dice.choice([None, 60]), from_=period("2021-Q2")),
            calendar("BC-NAM", every="year", due_after=15),
        ),
        figures=(
            figure("plan", 1, type="record", adds=None, every=dice.choice(["once", "year"]), fields=_FIELDS),
            figure("level", 2, type="date", adds=None, every=dice.choice(["once", "quarter"])),
        ),
        events={id_: _events(dice, id_, None) for id_ in ("PL-01", "PL-02", "NV-03") if dice.random() < 0.3},
        unit_events={id_: _events(dice, None, id_) for id_ in UNITS},
        periods=[exception("2021-Q3", "BC-QUY", "2021-10-20", *dice.choice([(), ("a", "b")]))]
        * dice.choice([0, 0, 1]),
        reports=_reports(dice),
        amendments=dice.choice([(), (), (), (_AMENDED,), (_WAITING,)]),
        **(_ENDED if dice.random() < 0.25 else {}),
    )
    return replace(made, unread=_UNREAD) if dice.random() < 0.15 else made


_ENDED: dict[str, Any] = {"closed_on": "2021-11-15", "cut_off": "2021-12-10"}
_AMENDED = amendment(
    "2021-08-10",
    {"BC-QUY": {"due_after": 20}, "NV-03": {"deadline": rule(every="year")}},
    ends={"NV-02": "thôi"},
)
_WAITING = amendment(
    "2021-08-10", {"NV-03": {"deadline": rule(after=After(item="PL-01", event="issued", days=5))}}
)
_UNREAD = UnreadRecords(
    files=("units/a/events.yaml",), reports=frozenset({("b", "2021-Q3")}), unit_events=frozenset("a")
)
_FIELDS = (
    SubFigure(key="received_on", label="Ngày nhận", type="date"),
    SubFigure(key="number", label="Số", type="text"),
)


def _shown(dice: Random) -> dict[str, Any]:
    return {"owners": "tccsd", "done_when": dice.choice(_PATHS)}


def _units(dice: Random) -> list[Any]:
    ends = dict(zip(UNITS, (None, None, day("2021-08-20"), None), strict=True))
    begins = dict(zip(UNITS, (None, None, None, day("2021-07-10")), strict=True))
    return [unit(id_, valid_from=begins[id_], valid_to=ends[id_], order=dice.randint(1, 9)) for id_ in UNITS]


def _events(dice: Random, item: str | None, owner: str | None) -> list[Event]:
    """What is told of a joint item, or by a unit of any."""
    found = []
    for _ in range(dice.choice([0, 1, 3])):
        about = item or dice.choice(("NV-01", "NV-02", "NV-03", "NV-05", "BC-QUY", "BC-QUY", "BC-NAM"))
        given: dict[str, Any] = {"item": None if owner is None else about}
        if dice.random() < 0.8:
            given["occurrence"] = dice.choice(PERIODS)
        if dice.random() < 0.15:
            given["voided"] = voided()
        until = dice.choice(DAYS).isoformat()
        found.append(event(dice.choice(_KINDS), dice.choice(DAYS).isoformat(), until=until, **given))
    return found


def _reports(dice: Random) -> list[Report]:
    found = []
    for id_ in UNITS:
        for of in PERIODS:
            if dice.random() < 0.6:
                state = dice.choice(["received", "received", "registered", "empty", "returned", "expected"])
                on = dice.choice(DAYS).isoformat() if dice.random() < 0.95 else None
                found.append(report(id_, of, state, on, **_figures(dice)))
    return found


def _figures(dice: Random) -> dict[str, Any]:
    plan = {"received_on": dice.choice([None, *DAYS]), "number": dice.choice([None, "1"])}
    said = {"plan": dice.choice([None, "n/a", plan, plan]), "level": dice.choice([None, "n/a", *DAYS])}
    return {key: value for key, value in said.items() if dice.random() < 0.8}
