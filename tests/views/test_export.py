"""The tables for other programs, and their dictionary."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from tests.support.command_line import ROOT
from tests.support.offices import day, figure, office, unit

from ct58.views.export import columns_table, facts_table, figures_table, units_table
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
        ("u1", ("a", "b"), ("tccsd", "everyone")),
        ("m", (), ("mass", "everyone")),
    ]


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
    tables = {"facts": facts_table(SMALL, day("2021-07-15"), wanted(SMALL)), "units": units_table(SMALL, wanted(SMALL)), "figures": figures_table(wanted(SMALL))}  # fmt: skip
    assert explained == {(name, column) for name, table in tables.items() for column in table.header}
    text = DOCUMENTATION.read_text(encoding="utf-8")
    assert [column for _table, column in explained if f"| `{column}` |" not in text] == []
