"""What is settled, and what of it a change moves: by example, and against brute force on random offices and changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from tests.support.offices import (
    amendment,
    calendar,
    day,
    document,
    duty,
    event,
    figure,
    indicator,
    office,
    period,
    report,
    rule,
    task,
    unit,
)
from tests.support.random_offices import PERIODS, UNITS, random_programme, random_reports, value

from ct58.domain.changes.influence import books
from ct58.domain.changes.settled import (
    SettledCount,
    SettledFigure,
    SettledMove,
    SettledStatus,
    needed_for_settled,
    settled_moves,
)
from ct58.domain.records.committee import Closing, DueException, Issue, PeriodFile, Reopening
from ct58.domain.records.events import ItemFile, ItemSource, Voiding
from ct58.domain.records.measure import Measure, SetRule, Target
from ct58.domain.records.office import Office
from ct58.domain.records.reports import Correction
from ct58.domain.records.units import UnitBefore
from ct58.domain.standing.hindsight import as_known
from ct58.domain.standing.status import standings
from ct58.domain.standing.summary_scope import summary_scope_of
from ct58.errors import BadUsage
from ct58.views.indicators import Request, indicators_view
from ct58.views.reports import reports_view

TODAY = day("2022-06-01")
CLOSED_ON = day("2022-02-01")
SUM = indicator(
    "CT-01", numerator=Measure(of="tccsd", sum=("members",)), target=Target(op=">=", value=10, unit="count")
)
CLOSED = PeriodFile(period=period("2021"), closings=(Closing(on=CLOSED_ON),))
ISSUED = PeriodFile(
    period=period("2021"), issued=(Issue(name="bc", on=day("2022-01-15"), as_of=day("2022-01-10")),)
)


def known(**given: Any) -> Office:
    """Two units whose reports of 2021 give twelve, one task that was due in it; the books of the year are closed."""
    plain: dict[str, Any] = {
        "units": (unit("a"), unit("b")),
        "tasks": (task("PL-01"),),
        "reporting": (calendar("BC-NAM", every="year", due_after=20),),
        "figures": (figure("members", every="year"), figure("other", 2, every="year")),
        "indicators": (SUM,),
        "reports": (
            report("a", "2021", on="2022-01-05", members=7, other=1),
            report("b", "2021", on="2022-01-05", members=5),
        ),
        "periods": (CLOSED,),
    }
    return office(**{**plain, **given})


def of_a(members: int, **given: Any) -> Any:
    """The reports, with another number of the first unit."""
    first = replace(report("a", "2021", on="2022-01-05", members=members, other=1), **given)
    return (first, report("b", "2021", on="2022-01-05", members=5))


def figures(moves: tuple[SettledMove, ...]) -> list[tuple[str, object, object]]:
    """The indicators among them: id, value before and after."""
    return [
        (move.known.indicator.id, getattr(move.before, "value", None), getattr(move.after, "value", None))
        for move in moves
        if isinstance(move.known, SettledFigure)
    ]


def test_a_figure_of_a_closed_period_moves_its_indicator_once_for_the_closing_day_and_for_today() -> None:
    """Both books have it, and it is told once; verdict and value are those before and after."""
    moves = settled_moves(known(), known(reports=of_a(2)), TODAY)
    assert figures(moves) == [("CT-01", 12, 7)]
    assert [book.basis for book in moves[0].books] == ["closed", "today"]
    assert isinstance(moves[0].before, SettledFigure)
    assert isinstance(moves[0].after, SettledFigure)
    assert (moves[0].before.verdict, moves[0].after.verdict) == ("met", "not_met")


def test_what_came_after_the_closing_moves_what_the_screens_show_now_and_nothing_of_the_closing_day() -> None:
    """The report itself was late, and on the closing day nobody had it."""
    before = known(reports=of_a(7)[:1])
    after = known(reports=(*of_a(7)[:1], report("b", "2021", on="2022-03-01", members=5)))
    moves = settled_moves(before, after, TODAY)
    assert [(move.books[0].basis, type(move.known)) for move in moves] == [("today", SettledFigure)]


def test_a_report_that_came_in_time_and_is_typed_in_later_moves_the_counts_of_what_was_issued() -> None:
    """The paper said one of two."""
    before = known(reports=of_a(7)[:1], periods=(ISSUED,))
    moves = settled_moves(before, known(periods=(ISSUED,)), TODAY)
    counts = [move for move in moves if isinstance(move.known, SettledCount)]
    assert [(m.before.count.actual, m.after.count.actual) for m in counts] == [(1, 2)]  # type: ignore[union-attr]
    assert not any(move.is_of_closed for move in moves)


def test_an_event_moves_where_a_task_of_a_closed_period_stood() -> None:
    """Not where it came after the closing day."""
    done = {"PL-01": (event("submitted", "2021-06-20"),)}
    (move,) = settled_moves(known(), known(events=done), TODAY)
    assert isinstance(move.before, SettledStatus)
    assert isinstance(move.after, SettledStatus)
    assert (move.before.standing.status, move.after.standing.status) == ("overdue", "completed_on_time")
    later = {"PL-01": (event("submitted", "2022-02-20"),)}
    assert settled_moves(known(), known(events=later), TODAY) == ()


def test_nothing_is_settled_where_no_books_were_closed_and_nothing_was_issued() -> None:
    """Nor before the day of the closing."""
    assert settled_moves(known(periods=()), known(periods=(), reports=of_a(2)), TODAY) == ()
    assert settled_moves(known(), known(reports=of_a(2)), day("2022-01-31")) == ()


def test_an_open_period_reaches_nothing_that_is_settled() -> None:
    """So no report of a closed year is needed to compare reports of an open one."""
    new = (*of_a(7), report("a", "2022", on="2022-05-01", members=3))
    assert needed_for_settled(known(), known(reports=new), TODAY) is None
    assert needed_for_settled(known(), known(reports=of_a(2)), TODAY) == frozenset({"2021"})


@pytest.mark.parametrize(
    ("given", "has_reason"),
    [
        ({"reports": of_a(2)}, False),
        ({"reports": of_a(2, corrections=(Correction(date=TODAY, reason="gửi lại"),))}, True),
        ({"reports": of_a(2)[1:]}, False),
        ({"units": (unit("a", organisation=None), unit("b"))}, False),
        ({"units": (unit("a", valid_to=day("2021-05-31")), unit("b"))}, False),
        ({"units": (unit("a", valid_to=day("2021-05-31"), note="Quyết định 5"), unit("b"))}, True),
        (
            {
                "units": (
                    unit("a", before=(UnitBefore(until=day("2022-03-01"), organisation=None),)),
                    unit("b"),
                )
            },
            False,
        ),
        (
            {
                "units": (
                    unit(
                        "a",
                        before=(UnitBefore(until=day("2022-03-01"), organisation=None, document=document()),),
                    ),
                    unit("b"),
                )
            },
            True,
        ),
        ({"events": {"PL-01": (event("submitted", "2021-06-20"),)}}, False),
        ({"events": {"PL-01": (event("submitted", "2021-06-20", document=document()),)}}, True),
        ({"events": {"PL-01": (event("submitted", "2021-06-20", reason="ghi bổ sung"),)}}, True),
        ({"sets": {"tccsd": SetRule(ids=("a",)), "mass": SetRule(), "everyone": SetRule()}}, False),
        ({"amendments": (amendment("2021-08-01", {"tccsd": {"ids": ("a",)}}),)}, True),
        (
            {
                "reports": of_a(2),
                "periods": (replace(CLOSED, reopenings=(Reopening(on=TODAY, reason="sai số liệu"),)),),
            },
            True,
        ),
    ],
)
def test_a_reason_is_one_that_stands_beside_the_change(given: dict[str, Any], has_reason: bool) -> None:
    """A correction, a document, a note, a reopening."""
    moves = settled_moves(known(), known(**given), TODAY)
    assert moves
    assert {move.has_reason for move in moves} == {has_reason}


# ------------------------------------------------------------------ by brute force

Given = dict[str, Any]


def made(dice: Random) -> Given:
    """A random office with what random programmes ask for, and closed and issued periods."""
    programme = random_programme(dice)
    reports = tuple(random_reports(dice, programme, "2021-07-20"))
    reports = tuple(
        replace(entry, received_on=dice.choice([day("2021-07-20"), day("2022-01-10"), day("2022-04-01")]))
        if entry.received_on
        else entry
        for entry in reports
    )
    asked = programme.figures[3].key if programme.figures[3].every != "quarter" else None
    return {
        "units": UNITS,
        "sets": programme.sets,
        "figures": programme.figures,
        "indicators": programme.indicators,
        "reporting": programme.reporting,
        "tasks": (task("PL-01"), task("PL-02", rule(every="quarter", due_after=10))),
        "duties": (
            duty("NV-01", rule(every="year"), owners="all", done_when=asked),
            duty("NV-02", rule(by="2021-Q3"), owners="firms"),
        ),
        "reports": reports,
        "events": {"PL-01": (event("submitted", "2021-06-25", to="standing_committee"),)},
        "unit_events": {"u1": (event("completed", "2021-08-02", item="NV-02"),)},
        "items": (),
        "periods": tuple(_books(dice)),
        "amendments": (),
    }


def _books(dice: Random) -> Iterator[PeriodFile]:
    for of in PERIODS:
        closings = (Closing(on=dice.choice([day("2022-01-20"), day("2022-02-10")])),)
        issue = Issue(name=f"bc-{of.lower()}", on=day("2022-01-15"), as_of=day("2022-01-12"))
        yield PeriodFile(
            period=period(of),
            closings=closings if dice.random() < 0.5 else (),
            issued=(issue,) if dice.random() < 0.4 else (),
        )


def _unit(dice: Random, given: Given) -> Given:
    units = list(given["units"])
    at = dice.randrange(len(units))
    days = [
        None,
        day("2021-04-30"),
        day("2021-09-30"),
        day("2021-12-30"),
        day("2022-01-31"),
        day("2022-05-01"),
    ]
    one = units[at]
    changes: list[Callable[[], Any]] = [
        lambda: replace(one, kind=dice.choice(["private_enterprise", "public_service", "agency"])),
        lambda: replace(one, flags=dice.choice([(), ("drafts",), ("x", "drafts")])),
        lambda: replace(one, valid_to=dice.choice(days), merged_into=None),
        lambda: replace(one, valid_to=day("2021-09-30"), merged_into=units[at - 1].id),
        lambda: replace(one, valid_from=dice.choice(days)),
        lambda: replace(one, aliases=("khác",), note=dice.choice([None, "ghi chú"])),
        lambda: replace(
            one,
            before=(
                UnitBefore(
                    until=dice.choice(days) or day("2021-06-30"), kind="private_enterprise", flags=("drafts",)
                ),
            ),
        ),
    ]
    units[at] = dice.choice(changes)()
    if dice.random() < 0.15:
        del units[at]
    elif dice.random() < 0.15:
        units.append(unit("u9", kind="private_enterprise", flags=("drafts",)))
    return {"units": tuple(units)}


def _report(dice: Random, given: Given) -> Given:
    reports = list(given["reports"])
    if not reports:
        return {}
    at = dice.randrange(len(reports))
    one, line = reports[at], dice.choice(given["figures"])
    changes: list[Callable[[], Any]] = [
        lambda: (
            replace(one, figures={**one.figures, line.key: value(line, dice)})
            if line.every == one.period.kind
            else one
        ),
        lambda: replace(one, received_on=dice.choice([day("2021-07-01"), day("2022-02-20"), None])),
        lambda: replace(one, state=dice.choice(["registered", "received", "returned"])),
        lambda: replace(one, source="công văn 12"),
        lambda: None,
    ]
    changed = dice.choice(changes)()
    return {"reports": (*reports[:at], *([changed] if changed else []), *reports[at + 1 :])}


def _event(dice: Random, given: Given) -> Given:
    if dice.random() < 0.3:
        old = given["events"]["PL-01"]
        return {
            "events": {
                **given["events"],
                "PL-01": tuple(replace(e, voided=Voiding(date=TODAY, reason="nhầm")) for e in old),
            }
        }
    if dice.random() < 0.4:
        new = event(
            dice.choice(["completed", "dropped", "extended"]),
            dice.choice(["2021-08-01", "2022-03-01"]),
            item=dice.choice(["NV-02", "BC-NAM", "NV-01"]),
            occurrence=None,
            until="2022-03-31",
        )
        occurrence = None if new.item == "NV-02" else "2021"
        return {"unit_events": {**given["unit_events"], "u3": (replace(new, occurrence=occurrence),)}}
    kind, on = dice.choice(["dropped", "suspended", "submitted"]), dice.choice(["2021-07-01", "2022-04-01"])
    return {"events": {**given["events"], "PL-02": (event(kind, on, occurrence="2021-Q2"),)}}


def _item(dice: Random, _given: Given) -> Given:
    on = dice.choice(["2021-05-01", "2022-03-01"])
    source = dice.choice([None, ItemSource(number="5-TB/ĐUK", date=day(on))])
    owned: Given = {"owners": "firms"} if dice.random() < 0.5 else {"lead": ("u1",)}
    head = ItemFile(item="KL-01", title="Việc thêm", deadline=rule(by="2021-Q4"), source=source, **owned)
    return {"items": (head,)}


def _period(dice: Random, given: Given) -> Given:
    files = list(given["periods"])
    at = dice.randrange(len(files))
    report_id = "BC-NAM" if files[at].period.kind == "year" else "BC-QUY"
    moved = DueException(report=report_id, due=day("2022-02-15"), reason="nghỉ lễ")
    changes = [
        replace(files[at], exceptions=(moved,)),
        replace(files[at], narrative={"x": "y"}),
        replace(files[at], closings=(Closing(on=day("2022-03-01")),)),
        replace(files[at], reopenings=(Reopening(on=day("2022-05-01"), reason="sai"),)),
        replace(files[at], issued=()),
    ]
    files[at] = dice.choice(changes)
    return {"periods": tuple(files)}


def _amendment(dice: Random, given: Given) -> Given:
    on = dice.choice(["2021-05-15", "2021-10-01", "2022-03-01"])
    chosen = dice.choice(given["indicators"])
    changes: list[tuple[dict[str, Any], Given]] = [
        ({"PL-01": {"deadline": rule(by="2021-Q4")}}, {}),
        ({"firms": {"kinds": ("private_enterprise", "agency")}}, {}),
        ({chosen.id: {"target": Target(op=">=", value=1, unit="count")}}, {}),
        ({"BC-QUY": {"due_after": 40}}, {}),
        ({}, {"ends": {"PL-02": "thôi", chosen.id: "thôi"}}),
        ({"NV-02": {"owners": "all"}}, {"effective_from": day("2021-04-20")}),
    ]
    values, more = dice.choice(changes)
    return {"amendments": (amendment(on, values, **more),)}


def _programme(dice: Random, given: Given) -> Given:
    lines, rules = given["figures"], given["reporting"]
    changes: list[Given] = [
        {"sets": {**given["sets"], "all": SetRule(ids=("u1", "u3", "u4"))}},
        {"figures": (replace(lines[0], label="Tên khác"), *lines[1:])},
        {"figures": (*lines[:5], replace(lines[5], units="all"), *lines[6:])},
        {"reporting": (replace(rules[0], due_after=60), *rules[1:])},
        {"indicators": given["indicators"][1:]},
        {"tasks": (replace(given["tasks"][0], title="Tên khác"), *given["tasks"][1:])},
        {"tasks": given["tasks"][1:]},
        {"format": 2},
        {"closed_on": "2021-11-15", "cut_off": "2021-12-01"},
        {"closed_on": "2022-03-31", "cut_off": "2022-04-15"},
    ]
    return dice.choice(changes)


CHANGES = (_unit, _unit, _report, _report, _event, _item, _period, _amendment, _programme)


def every_result(known: Office, books_of: Office) -> dict[object, object]:
    """Every result of what is settled, by what the views say of the office as it was known."""
    found: dict[object, object] = {}
    for book in books(books_of, TODAY):
        then = as_known(known, book.day)
        ids = tuple(entry.id for entry in then.programme.indicators)
        asked = Request(period=summary_scope_of(book.period).asked, ids=ids, with_past=False)
        where = (str(book.period), book.day, book.basis)
        for row in indicators_view(then, asked, book.day).rows:
            window, result = row.result.window, row.result
            if window.first_day <= book.period.last_day:
                for name, base in [
                    (None, result.main),
                    *((r.reading.name, r.assessment) for r in result.readings),
                ]:
                    key = (where, result.indicator.id, window.period, window.through, name)
                    found[key] = (base.verdict, base.numerator, base.denominator, base.value)
        if book.basis != "today":
            found |= {(where, *key): said for key, said in _of_items(then, book.period, book.day)}
    return found


def _of_items(then: Office, of: Any, on: dt.date) -> Iterator[tuple[tuple[object, ...], object]]:
    try:
        lines = reports_view(then, of, on).lines
    except BadUsage:
        lines = ()
    for line in lines:
        tally = line.tally
        if tally.expected:
            yield (line.item.id, line.period), (tally.expected, tally.actual, tally.actual_on_time)
    for one in standings(then, on):
        due = one.obligation.occurrence.due
        if one.item.kind != "report" and due and of.first_day <= due <= min(of.last_day, on):
            owner = one.obligation.unit
            yield (one.item.id, one.obligation.occurrence.key, owner.id if owner else None), one.status


def told(moves: tuple[SettledMove, ...]) -> dict[object, tuple[object, object]]:
    """Each move in each of its books, as the brute force names it."""
    found: dict[object, tuple[object, object]] = {}
    for move in moves:
        for book in move.books:
            where = (str(book.period), book.day, book.basis)
            found[where, *_key(move)] = (_said(move.before), _said(move.after))
    return found


def _key(move: SettledMove) -> tuple[object, ...]:
    known = move.known
    if isinstance(known, SettledFigure):
        return (known.indicator.id, known.window.period, known.window.through, known.reading)
    if isinstance(known, SettledCount):
        return (known.item.id, known.period)
    owed = known.standing.obligation
    return (owed.item.id, owed.occurrence.key, owed.unit.id if owed.unit else None)


def _said(result: Any) -> object:
    if isinstance(result, SettledFigure):
        return (result.verdict, result.numerator, result.denominator, result.value)
    if isinstance(result, SettledCount):
        return (result.count.expected, result.count.actual, result.count.actual_on_time)
    return result.standing.status if result else None


@pytest.mark.parametrize("seed", [*range(40), 424])
def test_every_settled_result_that_differs_is_told_and_none_that_does_not(seed: int) -> None:
    """Whatever is changed: with its old and its new value, and as brute force over everything finds it."""
    dice = Random(seed)  # noqa: S311 - a test repeats itself
    given = made(dice)
    changed = dict(given)
    for change in dice.choices(CHANGES, k=dice.choice([1, 1, 2, 3])):
        changed |= change(dice, changed)
    before, after = office(**given), office(**changed)
    old, new = every_result(before, before), every_result(after, before)
    differ = {key: (old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)}
    assert told(settled_moves(before, after, TODAY)) == differ
    reaches_reports = needed_for_settled(before, after, TODAY) or frozenset()
    some = {key: one for key, one in after.reports.items() if key[1] in reaches_reports}
    touched = {
        key
        for key in {**before.reports, **after.reports}
        if before.reports.get(key) != after.reports.get(key)
    }
    few = [
        replace(
            side,
            reports={
                k: r for k, r in side.reports.items() if k in some or k in touched or k[1] in reaches_reports
            },
        )
        for side in (before, after)
    ]
    assert told(settled_moves(few[0], few[1], TODAY)) == differ
