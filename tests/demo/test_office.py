"""The demo office: made up, plainly so, valid for any programme, and the same for a seed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.terms import TERMS_BY_KEY

from ct58.demo import DemoRecord, demo_as_of, demo_commits, demo_files, demo_history
from ct58.domain.planning.edits import record_as_tree
from ct58.domain.records.committee import Names, OfficeFile, PeriodFile
from ct58.domain.records.events import Event, ItemFile, UnitEvents
from ct58.domain.records.measure import Indicator, Measure, SetRule, Target
from ct58.domain.records.office import Records
from ct58.domain.records.places import place_of
from ct58.domain.records.programme import (
    Clause,
    Duty,
    Figure,
    Horizon,
    Part,
    Programme,
    ProgrammeHead,
    ReportingRule,
    SubFigure,
    Task,
)
from ct58.domain.records.reports import Report, own_day
from ct58.domain.records.units import Unit
from ct58.domain.time.deadlines import DeadlineRule
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Finding, Sources
from ct58.store.loader import load
from ct58.store.sources import read_folder
from ct58.store.yaml.canonical import file_content
from ct58.store.yaml.schema import validate

DATA = Path(__file__).parents[2] / "data"
UNITS, QUARTERS, SEED = 12, 5, 58
R = TypeVar("R", Unit, Report, UnitEvents, ItemFile, PeriodFile)


@pytest.fixture(scope="module")
def seed() -> Sources:
    """The files to which the demo office is added."""
    return read_folder(DATA).sources


@pytest.fixture(scope="module")
def seed_folder(seed: Sources) -> Records:
    """The shipped programme and bodies."""
    records = load(seed).records
    assert records is not None
    return records


@pytest.fixture(scope="module")
def programme(seed_folder: Records) -> Programme:
    """The shipped programme."""
    return seed_folder.programme


@pytest.fixture(scope="module")
def staff(seed_folder: Records) -> tuple[Unit, ...]:
    """The shipped bodies."""
    return tuple(seed_folder.units.values())


@pytest.fixture(scope="module")
def files(programme: Programme, staff: tuple[Unit, ...]) -> dict[str, DemoRecord]:
    """A small demo office."""
    return demo_files(programme, UNITS, QUARTERS, SEED, staff)


def of_kind(files: Mapping[str, DemoRecord], kind: type[R]) -> dict[str, R]:
    """The records of one kind, by path."""
    return {path: record for path, record in files.items() if isinstance(record, kind)}


def written(files: Mapping[str, DemoRecord]) -> dict[str, bytes]:
    """The files as they stand in a data folder."""
    return {path: file_content(path, record_as_tree(record)) for path, record in files.items()}


def own_findings(seed: Sources, files: Mapping[str, DemoRecord]) -> list[Finding]:
    """What the loader finds in the demo office that it does not find in the seed alone."""
    before = {(finding.code, finding.file, finding.at) for finding in load(seed).findings}
    found = load({**seed, **written(files)}).findings
    return [f for f in found if (f.code, f.file, f.at) not in before]


def all_events(files: Mapping[str, DemoRecord]) -> list[Event]:
    """The events of units and of joint items."""
    holders: list[UnitEvents | ItemFile] = [
        *of_kind(files, UnitEvents).values(),
        *of_kind(files, ItemFile).values(),
    ]
    return [event for holder in holders for event in holder.events]


def item_events(files: Mapping[str, DemoRecord]) -> Iterable[tuple[ItemFile, list[str]]]:
    """Each joint item with the kinds of its events, in order."""
    return [(item, [e.event for e in item.events]) for item in of_kind(files, ItemFile).values()]


# -- shape -------------------------------------------------------------------------------------------


def test_every_record_is_valid_by_itself_and_in_its_place(files: dict[str, DemoRecord]) -> None:
    """Written down and read again, each record is what it was."""
    for path, record in files.items():
        place = place_of(path)
        assert place is not None, path
        assert validate(place.kind, record_as_tree(record)) == record


def test_the_office_has_no_finding_of_its_own(seed: Sources, files: dict[str, DemoRecord]) -> None:
    """No error and no warning: what is wrong in the demo is wrong in the office, not in the data."""
    assert own_findings(seed, files) == []


@settings(max_examples=6)
@given(units=st.integers(1, 16), quarters=st.integers(1, 20), number=st.integers(0, 999))
def test_any_size_and_seed_is_valid(
    seed: Sources, seed_folder: Records, units: int, quarters: int, number: int
) -> None:
    """Small and long offices, too."""
    made = demo_files(seed_folder.programme, units, quarters, number, tuple(seed_folder.units.values()))
    assert own_findings(seed, made) == []


def test_sizes_are_those_asked_for(files: dict[str, DemoRecord]) -> None:
    """So many units in the register, so many quarters with reports."""
    assert len(of_kind(files, Unit)) == UNITS
    quarters = {r.period for r in of_kind(files, Report).values() if r.period.kind == "quarter"}
    assert {str(period) for period in quarters} == {"2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1", "2022-Q2"}


def test_a_history_as_long_as_the_programme_fills_its_years(
    programme: Programme, staff: tuple[Unit, ...]
) -> None:
    """Twenty quarters reach from the first to the last quarter of 2021–2025; the calendar asks for 19."""
    reports = of_kind(demo_files(programme, 3, 20, SEED, staff), Report).values()
    quarters = {str(report.period) for report in reports if report.period.kind == "quarter"}
    assert min(quarters) == "2021-Q2"
    assert max(quarters) == "2025-Q4"
    assert len(quarters) == 19


@pytest.mark.parametrize(("units", "quarters"), [(0, 5), (5, 0), (5, 21), (-1, 5)])
def test_impossible_sizes_are_refused(programme: Programme, units: int, quarters: int) -> None:
    """No units, no quarters, or more quarters than the programme has: wrong usage."""
    with pytest.raises(BadUsage):
        demo_files(programme, units, quarters, SEED)


def test_nothing_is_known_after_the_day_to_look_at_it(
    programme: Programme, files: dict[str, DemoRecord]
) -> None:
    """The history ends some days after its last quarter; of a later period only what came by itself is known."""
    as_of = demo_as_of(programme, QUARTERS)
    assert as_of == dt.date(2022, 7, 11)
    assert all(event.date <= as_of for event in all_events(files))
    for report in of_kind(files, Report).values():
        assert report.received_on is None or report.received_on <= as_of
        if report.period.kind != "once" and report.period.last_day > as_of:
            days = [own_day(value) for value in report.figures.values()]
            assert report.state == "expected"
            assert days
            assert all(day is not None and day <= as_of for day in days)
        assert all(correction.date <= as_of for correction in report.corrections)


# -- repeatable --------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_office(
    programme: Programme, staff: tuple[Unit, ...], files: dict[str, DemoRecord]
) -> None:
    """Record for record and in the same order; another seed gives another office."""
    again = demo_files(programme, UNITS, QUARTERS, SEED, staff)
    assert list(again.items()) == list(files.items())
    assert demo_files(programme, UNITS, QUARTERS, SEED + 1, staff) != files


def test_the_hash_seed_changes_nothing() -> None:
    """Two processes that order their sets differently make the same office."""
    code = (
        "import sys; from pathlib import Path\n"
        "from ct58.demo import demo_files\n"
        "from ct58.store.loader import load\n"
        "from ct58.store.sources import read_folder\n"
        "records = load(read_folder(Path(sys.argv[1])).sources).records\n"
        "made = demo_files(records.programme, 10, 3, 58, tuple(records.units.values()))\n"
        "print([(path, made[path]) for path in made])\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code, str(DATA)],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(answers) == 1


def test_one_more_unit_leaves_the_others_names(programme: Programme, staff: tuple[Unit, ...]) -> None:
    """Names and ids are numbered by kind, so an office grows without renaming anybody."""
    small, large = (of_kind(demo_files(programme, size, 1, SEED, staff), Unit) for size in (20, 40))
    assert {unit.name.split(" ", 1)[1] for unit in small.values()} <= {
        unit.name.split(" ", 1)[1] for unit in large.values()
    }


# -- plainly made up -----------------------------------------------------------------------------------


def test_every_unit_says_that_it_is_a_sample(files: dict[str, DemoRecord]) -> None:
    """In its name, its note, its telephone and its address: none can be taken for a real one."""
    for unit in of_kind(files, Unit).values():
        assert "Mẫu" in unit.name or "Ví dụ" in unit.name
        assert unit.note == "Dữ liệu mẫu"
        assert unit.office_phone is not None
        assert unit.office_phone.startswith("0000 000 ")
        assert unit.office_email is not None
        assert unit.office_email.endswith(".example")


def test_all_kinds_of_unit_are_there(programme: Programme) -> None:
    """About as many of each as in such a committee."""
    units = of_kind(demo_files(programme, 120, 1, SEED), Unit).values()
    assert Counter(unit.kind for unit in units) == {
        "agency": 42,
        "public_service": 30,
        "private_enterprise": 26,
        "state_enterprise": 12,
        "fdi_enterprise": 10,
    }
    assert {unit.organisation for unit in units} == {"grassroots_committee", "grassroots_cell"}
    assert {flag for unit in units for flag in unit.flags} == {
        "drafts_documents",
        "in_economic_zone",
        "propaganda_function",
    }


def test_the_units_follow_the_shipped_bodies_in_the_order(
    files: dict[str, DemoRecord], staff: tuple[Unit, ...]
) -> None:
    """The office's own order goes on where the shipped one ends, without gaps."""
    orders = [unit.order for unit in of_kind(files, Unit).values() if unit.order is not None]
    first = max(unit.order or 0 for unit in staff) + 1
    assert sorted(orders) == list(range(first, first + UNITS))


# -- what happened -------------------------------------------------------------------------------------


def test_units_merge_split_begin_and_end(files: dict[str, DemoRecord]) -> None:
    """One of each in the middle of the history."""
    units = of_kind(files, Unit).values()
    merged = [unit for unit in units if unit.merged_into]
    closed = [unit for unit in units if unit.valid_to and not unit.merged_into]
    begun = [unit for unit in units if unit.valid_from and unit.valid_from.year > 2020]
    assert (len(merged), len(closed), len(begun)) == (1, 1, 2)
    assert sum(unit.split_from is not None for unit in begun) == 1


def test_a_unit_of_a_large_office_gets_another_name_on_the_way(programme: Programme) -> None:
    """What it was called before is kept, with the document; nothing else of it changes."""
    units = of_kind(demo_files(programme, 120, 1, SEED), Unit).values()
    changes = [change for unit in units for change in unit.changes]
    assert [(change.key, change.document is not None) for change in changes] == [("name", True)]


def test_reports_come_in_every_state(files: dict[str, DemoRecord]) -> None:
    """Received, partial, empty, returned, and in the newest quarter registered; most are received."""
    reports = [r for r in of_kind(files, Report).values() if r.period.kind == "quarter"]
    states = Counter(report.state for report in reports)
    assert states.keys() == {"received", "partial", "empty", "returned", "registered"}
    assert states["received"] > len(reports) * 0.6
    assert {str(r.period) for r in reports if r.state == "registered"} == {"2022-Q2"}


def test_some_reports_are_late_and_some_missing(files: dict[str, DemoRecord]) -> None:
    """In every quarter; the missing have no file."""
    reports = of_kind(files, Report)
    units = list(of_kind(files, Unit).values())
    for quarter in (Period.quarter(2021, 3), Period.quarter(2022, 1)):
        due = quarter.last_day + dt.timedelta(days=5)
        sent = [r for r in reports.values() if r.period == quarter]
        valid = [unit for unit in units if unit.is_valid_on(quarter.last_day)]
        assert any(r.received_on and r.received_on > due for r in sent)
        assert any(f"units/{unit.id}/reports/{quarter}.yaml" not in reports for unit in valid)


def test_estimated_figures_are_corrected_and_reports_replaced(
    programme: Programme, staff: tuple[Unit, ...]
) -> None:
    """First estimated, then final with a correction that says why; a replacement has its document."""
    history = demo_history(programme, UNITS, QUARTERS, SEED, staff)
    corrected = [step for step in history if isinstance(step.record, Report) and step.record.corrections]
    assert any(step.record.corrections[-1].document for step in corrected if isinstance(step.record, Report))
    for step in corrected:
        assert isinstance(step.record, Report)
        before = [s.record for s in history if s.path == step.path and s.day < step.day]
        assert isinstance(before[-1], Report)
        assert (before[-1].quality, step.record.quality) == ("estimated", "final")
        assert before[-1].figures != step.record.figures
        assert before[-1].received_on == step.record.received_on


def test_stocks_follow_what_flows_into_them(files: dict[str, DemoRecord]) -> None:
    """Party members grow by those admitted, give or take one."""
    reports = of_kind(files, Report)
    compared = 0
    for report in reports.values():
        if report.period.kind != "quarter":
            continue
        before = reports.get(f"units/{report.unit}/reports/{report.period.previous()}.yaml")
        now, came = (report.figures.get(key) for key in ("party_members", "members_admitted"))
        was = before.figures.get("party_members") if before else None
        if isinstance(now, int) and isinstance(came, int) and isinstance(was, int) and not report.corrections:
            assert abs(now - was - came) <= 2
            compared += 1
    assert compared > UNITS


def test_what_units_owe_each_year_is_booked_when_it_comes(files: dict[str, DemoRecord]) -> None:
    """Some late, some never; and one duty of the last year was booked for nobody."""
    key, year = "remedy_plan", Period.of_year(QUARTERS // 4 + 2021)
    reports = [r for r in of_kind(files, Report).values() if r.period.kind == "year"]
    assert any(r.state == "expected" and r.figures.get("yearly_resolution") for r in reports)
    keys = ("yearly_resolution", "registered_level")
    booked = [r.figures.get(f) for f in keys for r in reports if r.period == year]
    assert any((own_day(value) or dt.date.min) > dt.date(year.year, 3, 31) for value in booked)
    assert not all(booked)
    assert not any(r.figures.get(key) for r in reports if r.period == year)
    assert any(r.figures.get(key) for r in reports if r.period != year)


def test_ratings_come_by_one_decision(files: dict[str, DemoRecord]) -> None:
    """All units of a year under the same number, also those whose report is not in."""
    yearly = [r for r in of_kind(files, Report).values() if r.period == Period.of_year(2021)]
    rated = [r for r in yearly if r.figures.get("party_rating")]
    decided = [r.figures.get("party_rating_decision") for r in rated]
    decisions = {str(decision) for decision in decided if decision}
    assert len(decisions) == 1
    assert len(rated) >= UNITS - 4
    assert "expected" in {r.state for r in rated}


@pytest.mark.parametrize(("units", "quarters"), [(12, 5), (120, 4)])
def test_in_one_year_the_readings_disagree(
    programme: Programme, staff: tuple[Unit, ...], units: int, quarters: int
) -> None:
    """CT-07, CT-19 and CT-27 are met in one reading and missed in another."""
    files = demo_files(programme, units, quarters, SEED, staff)
    yearly = [r for r in of_kind(files, Report).values() if r.period == Period.of_year(2021)]
    ratings = Counter(str(r.figures.get("unit_rating")) for r in yearly)
    good = ratings["excellent"] + ratings["good"]
    completed = good + ratings["completed"]
    assert good * 100 < (completed + ratings["not_completed"]) * 75
    assert good * 100 >= completed * 75
    party = Counter(str(r.figures.get("party_rating")) for r in yearly)
    bases = (party["good"], party["good"] + party["excellent"], sum(party.values()) - party["not_rated"])
    assert len({party["excellent"] >= base * 20 // 100 for base in bases}) == 2
    model = sum(r.figures.get("model_unit") is True for r in yearly)
    standard = sum(r.figures.get("culture_standard") is True for r in yearly)
    given = standard + sum(r.figures.get("culture_standard") is False for r in yearly)
    assert model * 100 < given * 20
    assert model * 100 >= standard * 20


def test_units_are_reminded_promise_and_are_given_time(files: dict[str, DemoRecord]) -> None:
    """Reminders by one letter a period, promises with a day, and one extension by document."""
    events = [e for record in of_kind(files, UnitEvents).values() for e in record.events]
    reminded = [e for e in events if e.event == "reminded"]
    letters = {(e.item, e.occurrence): e.document for e in reminded}
    assert all(letters[e.item, e.occurrence] == e.document for e in reminded)
    assert any(e.event == "promised" and e.until for e in events)
    extended = [e for e in events if e.event == "extended"]
    assert len(extended) == 1
    assert extended[0].document
    assert extended[0].until


HAPPENS: Mapping[str, Callable[[ItemFile, list[str]], bool]] = {
    "extended by document": lambda item, _: any(
        e.event == "extended" and e.document and e.until for e in item.events
    ),
    "returned and submitted again": lambda _, kinds: (
        "returned" in kinds and "submitted" in kinds[kinds.index("returned") :]
    ),
    "suspended and resumed": lambda _, kinds: (
        [k for k in kinds if k in ("suspended", "resumed")] == ["suspended", "resumed"]
    ),
    "booked wrongly and voided": lambda item, _: any(e.voided for e in item.events),
    "one product of two": lambda item, _: (
        item.item == "PL-06"
        and [e.product for e in item.events if e.event == "submitted"]
        == ["Báo cáo kết quả thực hiện Quy chế"]
    ),
    "one body of two": lambda item, _: (
        item.item == "PL-07"
        and {e.to for e in item.events if e.event == "submitted"} == {"standing_committee"}
    ),
    "came up on the way": lambda item, _: item.title is not None and bool(item.lead) and bool(item.deadline),
    "monthly with gaps": lambda item, kinds: item.item == "NV-17" and 10 <= kinds.count("issued") < 16,
}


@pytest.mark.parametrize("what", HAPPENS)
def test_every_kind_of_trouble_happens_to_an_item(files: dict[str, DemoRecord], what: str) -> None:
    """Each at least once."""
    assert any(HAPPENS[what](item, kinds) for item, kinds in item_events(files))


def test_one_old_item_is_to_be_verified(files: dict[str, DemoRecord]) -> None:
    """Of those due before the programme one is proved, one extended, one without any evidence."""
    assert "tasks/PL-08.yaml" not in files
    assert {"tasks/PL-04.yaml", "tasks/PL-09.yaml"} <= files.keys()


def test_a_period_is_closed_and_one_is_special(files: dict[str, DemoRecord]) -> None:
    """The first quarter's books are closed; the next has an exception and a narrative."""
    closed, special = of_kind(files, PeriodFile).values()
    assert closed.closings
    assert special.exceptions
    assert special.narrative


# -- the history -----------------------------------------------------------------------------------------


def test_commits_lead_to_the_files(
    programme: Programme, staff: tuple[Unit, ...], files: dict[str, DemoRecord]
) -> None:
    """Oldest first; taken one after the other they end in exactly the demo's files."""
    commits = demo_commits(demo_history(programme, UNITS, QUARTERS, SEED, staff))
    assert [c.day for c in commits] == sorted(c.day for c in commits)
    tree: dict[str, DemoRecord] = {}
    for commit in commits:
        tree.update(commit.files)
    assert tree == files


def test_a_commit_knows_nothing_of_what_comes_later(programme: Programme, staff: tuple[Unit, ...]) -> None:
    """Its events, receipts, voidings and corrections are dated on or before its day."""
    for commit in demo_commits(demo_history(programme, UNITS, QUARTERS, SEED, staff)):
        for record in commit.files.values():
            if isinstance(record, Report):
                assert record.received_on is None or record.received_on <= commit.day
                assert all(correction.date <= commit.day for correction in record.corrections)
            if isinstance(record, UnitEvents | ItemFile):
                assert all(e.date <= commit.day for e in record.events)
                assert all(e.voided.date <= commit.day for e in record.events if e.voided)


def test_mergers_extensions_and_corrections_stand_apart(
    programme: Programme, staff: tuple[Unit, ...]
) -> None:
    """The merger is a commit of one file; nearly everything else goes quarter by quarter."""
    commits = demo_commits(demo_history(programme, UNITS, QUARTERS, SEED, staff))
    mergers = [c for c in commits if any(isinstance(r, Unit) and r.merged_into for r in c.files.values())]
    assert [len(commit.files) for commit in mergers] == [1]
    assert QUARTERS < len(commits) < QUARTERS * 10


# -- another programme -----------------------------------------------------------------------------------


def a_figure(key: str, number: int, **more: object) -> Figure:
    """A figure of the other programme's form."""
    defaults: dict[str, object] = {"label": f"Số liệu {number}", "every": "quarter", "units": "all"}
    return Figure(key=key, number=number, **{**defaults, **more})  # type: ignore[arg-type]


OTHER_FORM = (
    a_figure("total", 1, type="integer", adds="stock", sum_of=("men", "women")),
    a_figure("men", 2, type="integer", adds="stock", min=0),
    a_figure("women", 3, type="integer", adds="stock", min=0, subset_of="total"),
    a_figure("young", 4, type="integer", adds="stock", subset_of="total", max=9),
    a_figure("so_far", 5, type="integer", adds="cumulative", min=0),
    a_figure("of_it", 6, type="integer", adds="cumulative", min=0, subset_of="so_far"),
    a_figure("part", 7, type="decimal", adds="flow", max=3),
    a_figure("cost", 8, type="money", adds="flow"),
    a_figure("fine", 9, type="boolean"),
    a_figure("better", 10, type="boolean", subset_of="fine"),
    a_figure("best", 11, type="boolean", subset_of="better"),
    a_figure("also", 12, type="boolean", subset_of="fine"),
    a_figure("colour", 13, type="enum", values={"red": "Đỏ", "blue": "Xanh"}),
    a_figure("seen_on", 14, type="date"),
    a_figure("remark", 15, type="text"),
    a_figure(
        "paper",
        16,
        type="record",
        fields=(
            SubFigure(key="no", label="Số", type="text"),
            SubFigure(key="pages", label="Trang", type="integer", min=1, max=4),
        ),
    ),
    a_figure(
        "events",
        17,
        type="list",
        fields=(
            SubFigure(key="on", label="Ngày", type="date"),
            SubFigure(key="held", label="Đã tổ chức", type="boolean"),
        ),
    ),
    a_figure("never", 18, type="integer", until=Period.of_year(2030)),
)
"""Sums, parts, limits, totals of the year, words: all that a form can hold figures against."""


def another_programme(horizon: tuple[int, int] = (2031, 2033)) -> Programme:
    """Other years, sets, figures and items; no reports by year, no bodies."""
    every = DeadlineRule(every="year")
    count = Measure(count="units", of="all", where={"fine": (True,)})
    return Programme(
        programme=ProgrammeHead(
            number="7-CTr/ABC",
            issued_on=dt.date(horizon[0], 2, 10),
            horizon=Horizon(from_=horizon[0], to=horizon[1]),
        ),
        parts=(Part(id="I", title="Một"),),
        clauses=(Clause(id="I.1", part="I", text="Một", kind=("indicator",)),),
        **TERMS_BY_KEY | {"set_names": {}},
        sets={"all": SetRule(organisation=("grassroots_committee", "grassroots_cell"))},
        tasks=(
            Task(
                id="VIEC-1",
                group="",
                title="Việc",
                lead=("so-mau-01",),
                deadline=DeadlineRule(by=Period.quarter(horizon[0], 2)),
                clauses=("I.1",),
            ),
        ),
        duties=(Duty(id="NV-1", title="Nhiệm vụ", owners="all", deadline=DeadlineRule(every="quarter")),),
        reporting=(ReportingRule(id="BC", title="Báo cáo", every="quarter", units="all", due_after=3),),
        figures=OTHER_FORM,
        indicators=(
            Indicator(
                id="CT-1",
                clause="I.1",
                title="Tốt",
                deadline=every,
                numerator=count,
                target=Target(op=">=", value=80, unit="percent"),
            ),
        ),
    )


@settings(max_examples=25)
@given(units=st.integers(1, 14), quarters=st.integers(1, 12), seed=st.integers(0, 99))
def test_another_programme_gets_an_office_that_fits_it(units: int, quarters: int, seed: int) -> None:
    """Its own years, sets and figures, with sums, parts, limits and growth as its form wants them."""
    other = another_programme()
    made = demo_files(other, units, quarters, seed)
    office = OfficeFile(names=Names(committee="Cấp ủy mẫu"))
    own = {
        "programme.yaml": file_content("programme.yaml", record_as_tree(other)),
        "office.yaml": file_content("office.yaml", record_as_tree(office)),
    }
    loaded = load({**own, **written(made)})
    assert loaded.findings == ()
    assert loaded.records is not None
    assert loaded.records.programme == other
    quarterly = [r for r in of_kind(made, Report).values() if r.period.kind == "quarter"]
    assert all(2031 <= report.period.year <= 2033 for report in quarterly)
    assert not any("never" in report.figures for report in quarterly)


def test_a_programme_without_a_calendar_or_figures_still_gets_an_office() -> None:
    """Units and the two items that came up on the way, led by the first unit."""
    empty = Programme(
        **TERMS_BY_KEY | {"set_names": {}},
        programme=ProgrammeHead(
            number="1", issued_on=dt.date(2022, 1, 5), horizon=Horizon(from_=2022, to=2022)
        ),
        parts=(),
        clauses=(),
    )
    made = demo_files(empty, 3, 4, SEED)
    assert len(of_kind(made, Unit)) == 3
    assert not of_kind(made, Report)
    heads = of_kind(made, ItemFile).values()
    assert [head.lead for head in heads] == [("so-mau-01",), ("so-mau-01",)]
