"""The days that the office set itself: on the right side of their period, and nothing recorded before is lost by them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest
from tests.support.command_line import SHIPPED

from ct58.domain.records.items import Item, programme_items
from ct58.domain.records.programme import Programme
from ct58.domain.time.deadlines import DeadlineRule, Occurrence, occurrences
from ct58.domain.time.period import Period
from ct58.store.loader import load
from ct58.store.sources import read_folder


@cache
def shipped() -> Programme:
    """The shipped programme."""
    office = load(read_folder(SHIPPED).sources).office
    assert office is not None
    return office.programme


def times(rule: DeadlineRule) -> tuple[Occurrence, ...]:
    """Its occurrences in the programme's time."""
    head = shipped().head
    return occurrences(rule, head.issued_on, Period.span(head.horizon.from_, head.horizon.to))


def at_the_end(rule: DeadlineRule) -> DeadlineRule:
    """The rule as it would be without a day of its own: due at the end of each period."""
    return replace(rule, at="end", due_after=0, from_=None, exceptions={})


def item(id: str) -> Item:
    """An item of the programme."""
    return next(entry for entry in programme_items(shipped()) if entry.id == id)


AT_THE_START = [entry.id for entry in programme_items(shipped()) if entry.deadline.at == "start"]


def test_there_are_such_days() -> None:
    """Eight items of the shipped programme are for the period itself."""
    assert len(AT_THE_START) == 8


@pytest.mark.parametrize("id", AT_THE_START)
def test_no_occurrence_disappears_by_a_day_at_the_start(id: str) -> None:
    """All that would fall due at the end of a period fall due in it, none later than then."""
    now, before = times(item(id).deadline), times(at_the_end(item(id).deadline))
    assert [one.key for one in now] == [one.key for one in before]
    assert all(one.due and other.due and one.due <= other.due for one, other in zip(now, before, strict=True))


@pytest.mark.parametrize("id", AT_THE_START)
def test_no_assumed_day_lies_before_the_programme(id: str) -> None:
    """What would, is due at the end of its period."""
    assert item(id).deadline.from_ is not None
    for one in times(item(id).deadline):
        assert one.due is not None
        assert one.due >= shipped().head.issued_on
        assert one.due in (
            one.period.last_day,
            one.period.first_day + dt.timedelta(item(id).deadline.due_after),
        )


@pytest.mark.parametrize("id", ["NV-26", "NV-27", "NV-28", "NV-25"])
def test_nothing_of_a_body_is_due_before_the_body_exists(id: str) -> None:
    """The steering committee is established by NV-24."""
    founded = times(item("NV-24").deadline)[0].due
    assert founded is not None
    assert all(one.due is not None and one.due >= founded for one in times(item(id).deadline))


def written(entry: Item, index: int, time: Occurrence) -> str:
    """What an office had recorded of an occurrence on its day at the end of the period: allowed to be late, and done."""
    assert time.due is not None
    later = time.due + dt.timedelta(40)
    bodies = entry.submit_to or (None,)
    kind = "submitted" if entry.submit_to else "issued"
    document = f"document: {{number: {index}-TB/ĐUK, date: {time.due}}}"
    lines = [
        f'occurrence: "{time.key}", date: {time.due}, event: extended, until: {later}, {document}, reason: lý do'
    ]
    lines += [
        f'occurrence: "{time.key}", date: {later}, event: {kind}'
        + (f", to: {body}" if body else "")
        + f", document: {{number: {index}-VB/ĐUK, date: {later}}}"
        for body in bodies
    ]
    return "".join(f"- {{{line}}}\n" for line in lines)


@pytest.mark.parametrize("id", AT_THE_START)
def test_what_was_recorded_under_the_former_days_still_stands(id: str) -> None:
    """Each occurrence extended on its former day and done after that: not one finding of the check."""
    entry = item(id)
    events = (written(entry, index, time) for index, time in enumerate(times(at_the_end(entry.deadline)), 1))
    sources = dict(read_folder(SHIPPED).sources)
    sources[f"tasks/{id}.yaml"] = f"item: {id}\nevents:\n{''.join(events)}".encode()
    found = [finding for finding in load(sources).findings if finding.file == f"tasks/{id}.yaml"]
    assert [(finding.code, finding.params) for finding in found] == []
