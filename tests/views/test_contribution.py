"""What an office hands up beside its indicators, and of which time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.support.demo_office import demo_office

from ct58.domain.records.committee import Closing, Issue, IssuedFigure, PeriodFile
from ct58.domain.records.office import Office
from ct58.domain.rollup.package import TABLES, ContributionPackage
from ct58.domain.rollup.parts import sum_of_parts
from ct58.domain.time.period import Period
from ct58.views.contribution import ContributionOrder, contributed_period, contribution_view, office_id
from ct58.views.counts import count
from ct58.views.due import entries_on
from ct58.views.reports import reports_view

DAY = dt.date(2022, 7, 15)
QUARTER = Period.quarter(2022, 1)


def of(office: Office, **given: object) -> ContributionPackage:
    """What it contributes on a day."""
    return contribution_view(office, ContributionOrder(**{"office": "a", "as_of": DAY, **given}))  # type: ignore[arg-type]


OFFICE = demo_office(units=12, quarters=5)


def test_the_time_is_the_year_of_the_last_period_that_has_ended() -> None:
    """In January the year before; while it runs, also as it stood at the end of its last quarter."""
    assert contributed_period(OFFICE, dt.date(2022, 1, 15)) == Period.of_year(2021)
    assert contributed_period(OFFICE, DAY) == Period.of_year(2022)
    windows = {(key.period, key.through) for key in of(OFFICE).parts if key.indicator == "CT-15"}
    assert windows == {("2022", ""), ("2022", "2022-H1")}
    over = {
        (key.period, key.through)
        for key in of(OFFICE, period=Period.of_year(2021)).parts
        if key.indicator == "CT-15"
    }
    assert over == {("2021", "")}


def test_an_office_goes_by_its_name_until_it_is_given_an_id() -> None:
    """Small letters without accents."""
    assert office_id(OFFICE) == "dang-uy-khoi-co-quan-va-doanh-nghiep-tinh"
    assert contribution_view(OFFICE, ContributionOrder(office=None, as_of=DAY)).manifest.office == office_id(
        OFFICE
    )


def test_every_table_names_the_office_and_has_its_columns() -> None:
    """So the tables of many are one below the other."""
    for name, rows in of(OFFICE).tables.items():
        assert all(len(row) == len(TABLES[name]) and row[0] == "a" for row in rows), name


def test_the_tasks_are_counted_as_everywhere() -> None:
    """The sum of the groups is what a look at each says."""
    rows = of(OFFICE).tables["tasks"]
    entries = [
        entry
        for entry in entries_on(OFFICE, DAY)
        if entry.standing.item.kind != "report" and entry.period.first_day <= DAY
    ]
    counts = count(entries)
    columns = TABLES["tasks"]
    for name in ("on_time", "late", "within_time", "overdue", "missed", "due", "due_on_time"):
        assert sum(row[columns.index(name)] for row in rows) == getattr(counts, name), name  # type: ignore[misc]


def test_the_reports_are_counted_as_everywhere() -> None:
    """Expected, arrived, in time."""
    rows = [row for row in of(OFFICE).tables["reports"] if row[2] == str(QUARTER)]
    tally = reports_view(OFFICE, QUARTER, DAY).tally
    assert [sum(row[place] for row in rows) for place in (4, 5, 6)] == [  # type: ignore[misc]
        tally.expected, tally.actual, tally.actual_on_time
    ]  # fmt: skip


def test_what_was_signed_is_named_and_what_differs_since_is_marked() -> None:
    """Number and day; a figure that is another one now with both."""
    wrong = IssuedFigure(id="CT-01", period=QUARTER, numerator=1, denominator=2, value=50, verdict="not_met")
    issue = Issue(
        name="q1", on=dt.date(2022, 4, 20), as_of=dt.date(2022, 4, 20), number="5-BC", indicators=(wrong,)
    )
    file = PeriodFile(
        period=QUARTER,
        issued=(issue,),
        narrative={"proposals": "Đề nghị cho ý kiến."},
        closings=(Closing(on=dt.date(2022, 5, 1)),),
    )
    package = of(demo_office(file, units=12, quarters=5))
    (signed,), (moved,) = package.tables["signed"], package.tables["moved"]
    assert (signed[1], signed[3], signed[4], signed[-1]) == ("2022-Q1", "5-BC", issue.on, 1)
    assert moved[3:7] == ("CT-01", "2022-Q1", "", "1/2")
    assert package.tables["proposals"] == (("a", "2022-Q1", "Đề nghị cho ý kiến."),)
    assert package.manifest.closed == ("2021-Q2", "2022-Q1")


@pytest.mark.parametrize("is_coded", [True, False])
def test_codes_of_units_leave_as_hashes_and_only_if_all_have_one(is_coded: bool) -> None:
    """None of them can be read; where one has none, nothing is said to be checked."""
    units = {
        id_: replace(unit, official_code=f"H56.{place}" if is_coded or place % 2 else None)
        for place, (id_, unit) in enumerate(OFFICE.units.items())
    }
    codes = of(replace(OFFICE, units=units)).manifest.unit_codes
    assert (codes is not None) == is_coded
    assert not is_coded or (codes and all(len(code) == 64 and "H56" not in code for code in codes))


def test_units_that_cannot_be_read_stay_open() -> None:
    """They may add anything, and are counted as such."""
    unread = replace(OFFICE.unread, files=("x",), units=frozenset({"x"}))
    parts = of(replace(OFFICE, unread=unread)).parts
    found = [
        part.units for key, part in parts.items() if key.role == "unreadable" and key.indicator == "CT-01"
    ]
    assert found
    assert all(units == 1 for units in found)


def test_the_rows_of_units_add_up_to_the_parts() -> None:
    """Exactly, readings and what nobody can read included; without being asked there are none."""
    unread = replace(OFFICE.unread, files=("x",), units=frozenset({"x"}))
    package = of(replace(OFFICE, unread=unread), with_units=True)
    assert package.units is not None
    added = sum_of_parts((entry.key, entry.sums) for entry in package.units)
    assert added == {key: part for key, part in package.parts.items() if part.units}
    assert ("x", "") in {(entry.unit, entry.name) for entry in package.units}
    assert of(OFFICE).units is None
