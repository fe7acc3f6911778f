"""The tables for other programs, and their dictionary."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from tests.support.command_line import ROOT
from tests.support.offices import amendment, day, figure, office, period, report, unit

from ct58.domain.records.measure import SetRule
from ct58.domain.records.units import UnitBefore
from ct58.views.export import columns_table, facts_table, figures_table, unit_times_table, units_table
from ct58.views.facts import FactRow, wanted

SMALL = office(
    units=[unit("u1", order=1, flags=("a", "b")), unit("m", kind="mass_organisation", organisation=None)],
    figures=(figure("admitted", 5, min=0),),
)
DOCUMENTATION: Path = ROOT / "docs" / "export.md"


def test_the_columns_of_the_facts_are_the_fields_of_a_row() -> None:
    """Nothing that is known of a fact is left out."""
    table = facts_table(SMALL, day("2021-07-15"), wanted(SMALL))
    assert table.header == tuple(entry.name for entry in fields(FactRow))
    assert {len(row) for row in table.rows} == {len(table.header)}


def test_units_come_with_the_sets_that_they_belong_to() -> None:
    """So that a population can be counted without knowing the rules."""
    table = units_table(SMALL, wanted(SMALL))
    found = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    assert [(row["id"], row["flags"], row["sets"]) for row in found] == [
        ("m", (), ("mass", "everyone")),
        ("u1", ("a", "b"), ("tccsd", "everyone")),
    ]


def test_what_a_unit_was_has_a_row_for_each_time_and_facts_are_of_their_own() -> None:
    """Without a gap, with the sets of the time; a fact of 2021 says what the unit was at the end of its period."""
    was = (UnitBefore(until=day("2022-06-30"), kind="agency", name="Sở A"),)
    sets = {"tccsd": SetRule(), "enterprises": SetRule(kinds=("state_enterprise",))}
    known = office(
        sets=sets,
        units=[
            unit("a", kind="state_enterprise", name="Công ty A", valid_from=day("2020-01-01"), before=was)
        ],
        figures=(figure("admitted", 5),),
        reports=[report("a", f"2022-Q{n}", on="2022-12-31", admitted=n) for n in (2, 3)],
    )
    rows = [row[:5] + row[-1:] for row in unit_times_table(known, wanted(known)).rows]
    assert rows == [
        ("a", day("2020-01-01"), day("2022-06-30"), "Sở A", None, ("tccsd",)),
        ("a", day("2022-07-01"), None, "Công ty A", None, ("tccsd", "enterprises")),
    ]
    table = facts_table(known, day("2023-01-31"), wanted(known))
    facts = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    kinds = {fact["period"]: (fact["kind"], fact["unit_name"]) for fact in facts}
    assert (kinds["2022-Q2"], kinds["2022-Q3"]) == (("agency", "Sở A"), ("state_enterprise", "Công ty A"))


def test_figures_come_with_how_they_add_up() -> None:
    """One row a line of the form."""
    table = figures_table(wanted(SMALL))
    (found,) = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    assert (found["key"], found["adds"], found["every"], found["min"], found["asked"]) == (
        "admitted", "flow", "quarter", 0, True
    )  # fmt: skip


def test_every_column_of_every_table_is_explained_here_and_in_the_documentation() -> None:
    """The dictionary is a table like the others."""
    explained = {(table, column) for table, column, _meaning in columns_table().rows}
    tables = {"facts": facts_table(SMALL, day("2021-07-15"), wanted(SMALL)), "units": units_table(SMALL, wanted(SMALL)), "unit_times": unit_times_table(SMALL, wanted(SMALL)), "figures": figures_table(wanted(SMALL))}  # fmt: skip
    assert explained == {(name, column) for name, table in tables.items() for column in table.header}
    text = DOCUMENTATION.read_text(encoding="utf-8")
    assert [column for _table, column in explained if f"| `{column}` |" not in text] == []


def test_each_period_is_told_in_the_words_of_its_own_form() -> None:
    """A line renamed and a set narrowed in October 2022; asked for one period, the form is that period's."""
    known = office(
        sets={"tccsd": SetRule(), "agencies": SetRule(kinds=("agency", "state_enterprise"))},
        units=[unit("a", kind="state_enterprise")],
        figures=(figure("admitted", 5, label="Kết nạp"),),
        amendments=(
            amendment(
                "2022-10-05", {"admitted": {"label": "Đảng viên mới"}, "agencies": {"kinds": ("agency",)}}
            ),
        ),
        reports=[report("a", f"2022-Q{n}", on="2022-12-31", admitted=n) for n in (2, 4)],
    )
    table = facts_table(known, day("2023-01-31"), wanted(known))
    facts = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    labels = {fact["period"]: fact["label"] for fact in facts}
    assert (labels["2022-Q2"], labels["2022-Q4"]) == ("Kết nạp", "Đảng viên mới")
    for of, label in (((), "Đảng viên mới"), ((period("2022-Q2"),), "Kết nạp")):
        (row,) = figures_table(wanted(known, periods=of)).rows
        assert row[2] == label
    times = [row[:3] + row[-1:] for row in unit_times_table(known, wanted(known)).rows]
    assert times == [
        ("a", None, day("2022-10-04"), ("tccsd", "agencies")),
        ("a", day("2022-10-05"), None, ("tccsd",)),
    ]
