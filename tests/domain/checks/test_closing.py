"""The committee's end: its days, who takes over, and what was recorded after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.support.checks import OFFICE
from tests.support.offices import calendar, day, event, programme, report, staff, task, unit

from ct58.domain.checks.context import context_of
from ct58.domain.checks.registry import run_checks
from ct58.domain.records.events import ItemFile, UnitEvents
from ct58.domain.records.office import Records, build_office
from ct58.domain.records.programme import ProgrammeClosing
from ct58.errors import Finding

END, CUT_OFF = "2025-02-10", "2025-02-20"


def ended(closed_on: str | None = END, cut_off: str | None = CUT_OFF, **closing: Any) -> Records:
    """A committee that ended on a day: two units and a task of its office."""
    known = programme(tasks=(task(),), reporting=(calendar(),), closed_on=closed_on)
    given = ProgrammeClosing(cut_off=day(cut_off) if cut_off else None, **closing)
    head = replace(known.head, closing=given)
    units = (
        unit("a", valid_to=day(END)),
        unit("b"),
        staff(),
        unit("bloc", kind="committee", organisation=None),
    )
    return Records(
        programme=replace(known, format=2, programme=head),
        office=OFFICE,
        units={f"units/{one.id}/unit.yaml": one for one in units},
    )


def about_the_end(records: Records) -> list[Finding]:
    """The findings of this module."""
    files = [*records.units, *records.reports, *records.unit_events, *records.items]
    names = frozenset(["programme.yaml", "office.yaml", *files])
    context = context_of(records, build_office(records, lines={}), names, lines={})
    return [found for found in run_checks(context) if found.code.startswith("P34")]


@pytest.mark.parametrize(
    ("closed_on", "cut_off", "codes"),
    [
        (END, CUT_OFF, []),
        (END, None, []),
        (END, END, []),
        ("2025-12-31", "2026-01-31", []),
        ("2021-04-07", None, []),
        ("2021-04-06", None, ["P341"]),
        ("2026-01-01", None, ["P341"]),
        (END, "2025-02-09", ["P342"]),
        (END, "2025-08-12", []),
        (END, "2025-08-13", ["P342"]),
        (None, None, ["P343"]),
    ],
)
def test_the_end_lies_in_the_programme_s_time_and_its_cut_off_day_soon_after_it(
    closed_on: str | None, cut_off: str | None, codes: list[str]
) -> None:
    """Both days of the border are good."""
    assert [found.code for found in about_the_end(ended(closed_on, cut_off))] == codes


@pytest.mark.parametrize(
    ("receivers", "codes"),
    [
        ({"a": "ubnd", "PL-01": None, "BC-QUY": "ubnd"}, []),
        ({"a": "b"}, []),
        ({"c": "ubnd"}, ["P344"]),
        ({"a": "ubdn"}, ["P345"]),
        ({"b": "a"}, ["P346"]),
        ({"b": "bloc"}, ["P346"]),
    ],
)
def test_a_unit_or_an_item_is_handed_to_a_body_that_is_named_or_still_there(
    receivers: Mapping[str, str | None], codes: list[str]
) -> None:
    """Nobody takes it over where it says null."""
    found = about_the_end(ended(receivers=receivers, bodies={"ubnd": "Đảng bộ Ủy ban nhân dân tỉnh"}))
    assert [one.code for one in found] == codes
    assert all(one.at == ("programme", "closing", "receivers", *list(receivers)[:1]) for one in found)


def test_no_work_is_recorded_after_the_last_day_but_who_takes_over_may_be_noted() -> None:
    """The finding stands at the day, and names the last event."""
    events = (event("submitted", "2025-02-11", to="standing_committee"), event("noted", "2025-03-01"))
    records = replace(ended(), items={"tasks/PL-01.yaml": ItemFile(item="PL-01", events=events)})
    (found,) = about_the_end(records)
    assert (found.code, found.at, found.params["date"]) == (
        "P347",
        ("programme", "closed_on"),
        day("2025-02-11"),
    )
    done_before = ItemFile(item="PL-01", events=(event("submitted", END, to="standing_committee"),))
    assert about_the_end(replace(ended(), items={"tasks/PL-01.yaml": done_before})) == []


def test_reports_and_what_is_said_of_them_come_by_the_cut_off_day() -> None:
    """The last good day is the cut-off day itself."""
    reminders = tuple(
        event("reminded", on, item="BC-QUY", occurrence="2025-Q1") for on in (CUT_OFF, "2025-02-21")
    )
    records = replace(
        ended(),
        reports={
            f"units/{id}/reports/2025-Q1.yaml": report(id, "2025-Q1", "registered", on=on)
            for id, on in (("a", CUT_OFF), ("b", "2025-02-21"))
        },
        unit_events={"units/b/events.yaml": UnitEvents(unit="b", events=reminders)},
    )
    found = sorted((one.code, one.file, one.at) for one in about_the_end(records))
    assert found == [
        ("P348", "units/b/events.yaml", ("events", 1, "date")),
        ("P348", "units/b/reports/2025-Q1.yaml", ("received_on",)),
    ]
