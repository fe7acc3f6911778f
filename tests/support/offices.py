"""Small offices for tests: one line a record, with everything that doesn't matter filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tests.support.terms import TERMS_BY_KEY

from ct58.domain.records.committee import DueException, Names, OfficeFile, PeriodFile, Settings
from ct58.domain.records.editions import Edition, History
from ct58.domain.records.event_rules import EventKind
from ct58.domain.records.events import Event, ItemFile, UnitEvents, Voiding
from ct58.domain.records.measure import Indicator, Measure, SetDefinition, SetRule
from ct58.domain.records.office import Office, Records, build_office
from ct58.domain.records.programme import (
    Additions,
    Amendment,
    Clause,
    ClauseKind,
    Duty,
    Figure,
    Horizon,
    NewValues,
    Part,
    Programme,
    ProgrammeClosing,
    ProgrammeHead,
    ReportingRule,
    Task,
)
from ct58.domain.records.reports import Document, Report
from ct58.domain.records.units import Unit
from ct58.domain.standing.occurrences import Obligation, item_occurrences
from ct58.domain.standing.status import Standing, standing
from ct58.domain.time.deadlines import DeadlineRule, Occurrence
from ct58.domain.time.period import Period

ISSUED_ON = dt.date(2021, 4, 7)
"""The day of every programme made here; its horizon is 2021 to 2025."""
HORIZON = Period.span(2021, 2025)
SETS: Mapping[str, SetDefinition] = {
    "tccsd": SetRule(organisation=("grassroots_committee", "grassroots_cell")),
    "mass": SetRule(kinds=("mass_organisation",)),
    "everyone": SetRule(),
}


def day(text: str) -> dt.date:
    """`2021-07-15` as a day."""
    return dt.date.fromisoformat(text)


def period(text: str) -> Period:
    """`2021-Q2` as a period."""
    return Period.parse(text)


def rule(**given: Any) -> DeadlineRule:
    """A deadline; days and periods may be texts."""
    for key in ("by", "from_", "until", "within"):
        if isinstance(given.get(key), str):
            given[key] = _day_or_period(given[key])
    if isinstance(given.get("before"), str):
        given["before"] = day(given["before"])
    return DeadlineRule(**given)


def _day_or_period(text: str) -> dt.date | Period:
    try:
        return day(text)
    except ValueError:
        return period(text)


def task(id: str = "PL-01", deadline: DeadlineRule | None = None, **given: Any) -> Task:
    """A row of the appendix, led by van-phong and submitted to the standing committee."""
    plain: dict[str, Any] = {
        "group": "I",
        "title": f"Nhiệm vụ {id}",
        "lead": ("van-phong",),
        "submit_to": ("standing_committee",),
    }
    return Task(id=id, deadline=deadline or rule(by="2021-Q2"), **{**plain, **given})


def duty(id: str = "NV-01", deadline: DeadlineRule | None = None, **given: Any) -> Duty:
    """A duty that is submitted to nobody, joint unless `owners` is given."""
    lead = () if "owners" in given else ("van-phong",)
    plain: dict[str, Any] = {"title": f"Việc {id}", "lead": lead}
    return Duty(id=id, deadline=deadline or rule(by="2021-Q2"), **{**plain, **given})


def calendar(id: str = "BC-QUY", **given: Any) -> ReportingRule:
    """A quarterly report of every grassroots organisation, due five days after the quarter."""
    plain: dict[str, Any] = {"title": f"Báo cáo {id}", "every": "quarter", "units": "tccsd", "due_after": 5}
    return ReportingRule(id=id, **{**plain, **given})


def figure(key: str, number: int = 1, **given: Any) -> Figure:
    """A whole number that grassroots organisations give each quarter."""
    plain: dict[str, Any] = {
        "label": f"Số liệu {key}",
        "type": "integer",
        "every": "quarter",
        "units": "tccsd",
        "adds": "flow",
    }
    return Figure(key=key, number=number, **{**plain, **given})


def indicator(id: str = "CT-01", clause: str = "II.1-1", **given: Any) -> Indicator:
    """A yearly sum without a target."""
    plain: dict[str, Any] = {
        "title": f"Chỉ tiêu {id}",
        "deadline": rule(every="year"),
        "numerator": Measure(of="tccsd", sum=("members",)),
    }
    return Indicator(id=id, clause=clause, **{**plain, **given})


def unit(id: str, **given: Any) -> Unit:
    """A grassroots organisation in an agency, valid for ever."""
    plain: dict[str, Any] = {"name": f"Đơn vị {id}", "kind": "agency", "organisation": "grassroots_committee"}
    return Unit(id=id, **{**plain, **given})


def staff(id: str = "van-phong", **given: Any) -> Unit:
    """A staff body: it leads, and belongs to no set of those who report."""
    return unit(id, **{"kind": "staff_body", "organisation": None, **given})


def part(id: str = "II.1") -> Part:
    """A part of the body."""
    return Part(id=id, title=f"Phần {id}")


def clause(id: str = "II.1-1", kind: ClauseKind = "indicator", part: str = "II.1", **given: Any) -> Clause:
    """A clause of one kind."""
    return Clause(id=id, part=part, kind=(kind,), **{"text": f"Nội dung {id}", **given})


def event(kind: EventKind, on: str, **given: Any) -> Event:
    """What happened on a day; `until` may be a text."""
    if isinstance(given.get("until"), str):
        given["until"] = day(given["until"])
    return Event(date=day(on), event=kind, **given)


def voided(on: str = "2021-08-01") -> Voiding:
    """An event taken back."""
    return Voiding(date=day(on), reason="ghi nhầm")


def report(unit: str, of: str, state: Any = "received", on: str | None = None, **figures: Any) -> Report:
    """A unit's report of a period, received on a day, with its figures; `reasons` are the reasons beside them."""
    received_on, reasons = day(on) if on else None, figures.pop("reasons", {})
    return Report(
        unit=unit, period=period(of), state=state, received_on=received_on, figures=figures, reasons=reasons
    )


def exception(of: str, report: str, due: str, *units: str) -> PeriodFile:
    """A period in which a report is due on another day, for all units or for some."""
    moved = DueException(report=report, due=day(due), reason="nghỉ lễ", units=units)
    return PeriodFile(period=period(of), exceptions=(moved,))


def programme(**given: Any) -> Programme:
    """A programme with the sets above; `closed_on` and the `cut_off` beside it may be texts, `judge` goes with them."""
    closed_on, cut_off = given.pop("closed_on", None), given.pop("cut_off", None)
    judge = given.pop("judge", False)
    head = ProgrammeHead(
        number="10-CTr/ĐUK",
        issued_on=ISSUED_ON,
        horizon=Horizon(from_=HORIZON.year, to=HORIZON.last_year),
        closed_on=day(closed_on) if closed_on else None,
        closing=ProgrammeClosing(cut_off=day(cut_off), judge=judge) if cut_off else None,
    )
    plain: dict[str, Any] = {"parts": (part(),), "clauses": (clause(),), "sets": SETS, **TERMS_BY_KEY}
    return Programme(programme=head, **{**plain, **given})


def amendment(on: str, changes: Mapping[str, Mapping[str, Any]] | None = None, **given: Any) -> Amendment:
    """An amendment by a document of a day; `changes` are new values by id, `adds` lists of records by section."""
    changed = {id: NewValues(**values) for id, values in (changes or {}).items()}
    adds = Additions(**given.pop("adds", {}))
    made = Document(number=f"32-QĐ/ĐUK ({on})", date=day(on))
    return Amendment(document=made, changes=changed, adds=adds, **given)


def restated(known: Office, programme: Programme) -> Office:
    """An office whose programme reads otherwise, from the beginning."""
    history = History(editions=(Edition(dt.date.min, programme),))
    return replace(known, programme=programme, history=history)


def office(
    *,
    units: Iterable[Unit] = (),
    events: Mapping[str, Iterable[Event]] | None = None,
    unit_events: Mapping[str, Iterable[Event]] | None = None,
    items: Iterable[ItemFile] = (),
    reports: Iterable[Report] = (),
    periods: Iterable[PeriodFile] = (),
    settings: Settings | None = None,
    **given: Any,
) -> Office:
    """An office with these records; `events` by item, `unit_events` by unit, all else is the programme's."""
    joint = [ItemFile(item=id, events=tuple(found)) for id, found in (events or {}).items()]
    owed = [UnitEvents(unit=id, events=tuple(found)) for id, found in (unit_events or {}).items()]
    names = Names(committee="Đảng ủy Khối")
    records = Records(
        programme=programme(**given),
        office=OfficeFile(names=names, settings=settings or Settings()),
        units={f"units/{unit.id}/unit.yaml": unit for unit in units},
        reports={f"units/{report.unit}/reports/{report.period}.yaml": report for report in reports},
        unit_events={f"units/{record.unit}/events.yaml": record for record in owed},
        items={f"tasks/{record.item}.yaml": record for record in [*items, *joint]},
        periods={f"periods/{record.period}.yaml": record for record in periods},
    )
    return build_office(records, lines={})


def obligation(office: Office, item: str, occurrence: str = "once", unit: str | None = None) -> Obligation:
    """One obligation by its names; its due day is the item's own."""
    found = {known.key: known for known in item_occurrences(office, office.items[item])}
    return Obligation(office.items[item], found[occurrence], office.units[unit] if unit else None)


def stand(
    office: Office, as_of: str, item: str, occurrence: str = "once", unit: str | None = None
) -> Standing:
    """Where one obligation stands on a day."""
    return standing(office, obligation(office, item, occurrence, unit), day(as_of))


def named(occurrences: Iterable[Occurrence]) -> list[tuple[str, str | None]]:
    """Occurrences as texts: (name, due day)."""
    return [(found.key, found.due.isoformat() if found.due else None) for found in occurrences]


def document(number: str = "12-BC/ĐU") -> Document:
    """A document without a date."""
    return Document(number=number)
