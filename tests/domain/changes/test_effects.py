"""What changes turn: by the same rules that the other commands follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.offices import (
    calendar,
    day,
    duty,
    event,
    figure,
    indicator,
    office,
    report,
    rule,
    task,
    unit,
)

from ct58.domain.changes.compare import compare
from ct58.domain.changes.effects import (
    MOST_PERIODS,
    Effects,
    effects,
    effects_known,
    needed_reports,
    telling_periods,
    where_to_look,
)
from ct58.domain.changes.model import Change, FilePair
from ct58.domain.records.events import ItemFile
from ct58.domain.records.measure import Measure, Target
from ct58.domain.records.office import Office
from ct58.domain.time.period import Period

AS_OF = day("2021-07-15")
COUNT = indicator(
    "CT-15", numerator=Measure(of="tccsd", sum=("members",)), target=Target(op=">=", value=10, unit="count")
)


def known(**given: Any) -> Office:
    """Two units that report each quarter, one task, one indicator."""
    plain: dict[str, Any] = {
        "units": (unit("a"), unit("b")),
        "tasks": (task("PL-01"),),
        "reporting": (calendar("BC-QUY"),),
        "figures": (figure("members"), figure("other", 2)),
        "indicators": (COUNT,),
    }
    return office(**{**plain, **given})


def of_reports(before: Any, after: Any) -> tuple[Change, ...]:
    """The change of one report."""
    return compare([FilePair(file="units/a/reports/2021-Q2.yaml", before=before, after=after)])


def turned(before: Office, after: Office, changes: tuple[Change, ...]) -> Effects:
    """What they turn on the day."""
    return effects(before, after, changes, AS_OF)


def test_a_report_that_arrives_turns_its_status_its_tally_and_the_indicator() -> None:
    """The indicator's coverage, too."""
    new = report("a", "2021-Q2", on="2021-07-03", members=12)
    found = turned(known(), known(reports=(new,)), of_reports(None, new))
    assert [(t.before.status, t.after.status) for t in found.consequences.turns] == [
        ("overdue", "completed_on_time")
    ]
    assert [(c.before, c.after, c.expected) for c in found.consequences.arrivals] == [(0, 1, 2)]
    shift = found.shifts[0]
    assert shift.before is not None
    assert (shift.before.main.numerator, shift.after.main.numerator) == (None, 12)


def test_an_indicator_that_reads_none_of_the_figures_is_not_looked_at() -> None:
    """Only `other` differs."""
    old, new = (report("a", "2021-Q2", on="2021-07-03", members=1, other=n) for n in (1, 2))
    assert turned(known(reports=(old,)), known(reports=(new,)), of_reports(old, new)).shifts == ()


def test_of_a_report_that_counts_as_before_only_its_figures_turn_something() -> None:
    """Another figure leaves the report's own status alone, and turns what this figure decides."""
    plan = duty("NV-02", rule(before="2021-04-15"), owners="tccsd", done_when="held")
    figures = (figure("held", type="boolean", every="once"), figure("other", 2, every="once"))
    before = report("a", "once", on="2021-04-02", other=1)
    for change, turns in ({"other": 2}, []), ({"other": 1, "held": True}, ["completed_on_time"]):
        after = report("a", "once", on="2021-04-02", **change)
        old, new = (known(duties=(plan,), figures=figures, reports=(side,)) for side in (before, after))
        found = turned(old, new, of_reports(before, after))
        assert [turn.after.status for turn in found.consequences.turns] == turns


def test_a_figure_opens_nothing_but_what_it_decides() -> None:
    """Of the changes of a report only the kind that matters is looked at."""
    old, new = (report("a", "2021-Q2", on="2021-07-03", members=number) for number in (12, 13))
    corrected = where_to_look(of_reports(old, new))
    assert not corrected.reports
    assert corrected.figures == {("a", "members")}
    arrived = where_to_look(of_reports(None, new))
    assert arrived.reports == {("a", "2021-Q2")}
    later = where_to_look(of_reports(old, replace(old, received_on=day("2021-07-09"))))
    assert later.reports == {("a", "2021-Q2")}


def test_an_event_turns_the_status_of_its_item() -> None:
    """PL-01 is submitted."""
    done = event("submitted", "2021-06-20", to="standing_committee")
    changes = compare(
        [FilePair(file="tasks/PL-01.yaml", before=None, after=ItemFile(item="PL-01", events=(done,)))]
    )
    found = turned(known(), known(events={"PL-01": (done,)}), changes)
    assert [(t.before.status, t.after.status) for t in found.consequences.turns] == [
        ("overdue", "completed_on_time")
    ]


def test_another_id_alone_turns_nothing() -> None:
    """The unit takes its reports along."""
    old, new = (report(id_, "2021-Q2", on="2021-07-03", members=12) for id_ in ("a", "c"))
    before = known(reports=(old,))
    after = known(units=(unit("c", name="Đơn vị a"), unit("b")), reports=(new,))
    changes = compare(
        [
            FilePair(file="units/a/unit.yaml", before=unit("a"), after=None),
            FilePair(file="units/a/reports/2021-Q2.yaml", before=old, after=None),
            FilePair(file="units/c/unit.yaml", before=None, after=unit("c", name="Đơn vị a")),
            FilePair(file="units/c/reports/2021-Q2.yaml", before=None, after=new),
        ]
    )
    found = turned(before, after, changes)
    assert (found.consequences.turns, found.consequences.arrivals, found.shifts) == ((), (), ())


def test_what_is_read_are_the_periods_that_tell_the_effects() -> None:
    """The period, the one before it, what is given once, and what the yearly sum needs."""
    new = report("a", "2021-Q2", on="2021-07-03", members=12)
    needed = needed_reports(known(), of_reports(None, new), AS_OF)
    assert needed is not None
    assert {"once", "2021-Q1", "2021-Q2"} <= needed
    assert "2025-Q4" not in needed
    assert needed_reports(known(), compare([FilePair(file="u", before=None, after=unit("z"))]), AS_OF) is None


def test_of_a_long_history_the_newest_periods_are_computed_and_the_rest_is_named() -> None:
    """Nothing is left out in silence."""
    keys = [f"{year}-Q{quarter}" for year in (2021, 2022, 2023) for quarter in (1, 2, 3, 4)]
    reports = [report("a", key, on="2021-07-03", members=1) for key in keys]
    pairs = (FilePair(file=f"units/a/reports/{r.period}.yaml", before=None, after=r) for r in reports)
    found = turned(known(), known(reports=reports), compare(pairs))
    assert len(found.left_out) == len(keys) - MOST_PERIODS
    assert str(found.left_out[-1]) == "2021-Q1"


def test_of_indicators_only_what_was_read_can_be_told() -> None:
    """A sum of the half-year cannot be told from one quarter's reports; statuses can."""
    new = report("a", "2021-Q2", on="2021-07-03", members=12)
    after, changes = known(reports=(new,)), of_reports(None, new)
    some = effects_known(known(), after, changes, AS_OF, frozenset({"2021-Q2"}))
    assert (len(some.consequences.turns), some.shifts) == (1, ())
    needed = needed_reports(after, changes, AS_OF)
    assert needed is not None
    for read in (None, needed, needed | {"2022"}):
        assert effects_known(known(), after, changes, AS_OF, read) == turned(known(), after, changes)


def test_the_periods_that_tell_what_figures_turn_are_known_beforehand() -> None:
    """Those of every indicator that reads them; a figure that none reads needs nothing."""
    quarter = Period.parse("2021-Q2")
    new = report("a", "2021-Q2", on="2021-07-03", members=12)
    told = telling_periods(known(), quarter, ["members"])
    assert told | {"once", "2021-Q1", "2021-Q2"} == needed_reports(known(), of_reports(None, new), AS_OF)
    assert telling_periods(known(), quarter, ["other"]) == frozenset()


def test_where_a_merged_units_figures_count_turns_the_sums() -> None:
    """Another answer is told with what it takes away, though no figure differs."""
    units = (unit("a", valid_to=day("2021-05-20"), merged_into="b"), unit("b"))
    sent = replace(report("a", "2021-Q2", on="2021-05-10", members=3), counted_in=None)
    other = replace(sent, counted_in="b")
    before, after = (known(units=units, reports=(entry,)) for entry in (sent, other))
    shifts = turned(before, after, of_reports(sent, other)).shifts
    moves = [(shift.before and shift.before.main.numerator, shift.after.main.numerator) for shift in shifts]
    assert moves == [(3, None)]


def test_a_correction_of_last_year_turns_what_is_asked_against_it() -> None:
    """More last year, and this year's growth is none any more."""
    figures = (figure("joined", 1, every="year", min=0),)
    growing = indicator(
        numerator=Measure(of="tccsd", sum=("joined",)), target=Target(op=">", of="same_last_year")
    )

    old, new = (report("u1", "2021", on="2022-01-05", joined=number) for number in (4, 6))
    this_year = report("u1", "2022", on="2023-01-05", joined=5)
    before, after = (
        office(units=(unit("u1"),), figures=figures, indicators=(growing,), reports=(last, this_year))
        for last in (old, new)
    )
    changes = compare([FilePair(file="units/u1/reports/2021.yaml", before=old, after=new)])
    shifts = effects(before, after, changes, day("2023-06-01")).shifts
    found = [(str(s.after.window.period), s.after.main.verdict) for s in shifts if s.turns_verdict]
    assert found == [("2022", "not_met")]
