"""View of a list of units that is entered into the register."""

from __future__ import annotations

from collections.abc import Mapping

from ct58.domain.planning.register import ImportPlan, ListProblem, near_duplicates
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.records import positional_record, record


@positional_record
class Similar:
    """A new unit and those that it may be."""

    unit: Unit
    others: tuple[Unit, ...]


@record
class UnitImportView:
    """What a list does to the register, and what stands against it.

    `columns` are the columns that were understood: key → letter. `problems` are those of the file and those
    of the register; with any, nothing is written.
    """

    file: str
    sheet: str
    columns: Mapping[str, str]
    plan: ImportPlan
    problems: tuple[ListProblem, ...]
    similar: tuple[Similar, ...]
    passed_over: tuple[int, ...]
    others: tuple[str, ...]
    is_written: bool
    is_trial: bool


def similar_units(office: Office, plan: ImportPlan) -> tuple[Similar, ...]:
    """The new units whose names are close to those of units that are there."""
    found = (Similar(change.unit, near_duplicates(office, change.unit)) for change in plan.added)
    return tuple(similar for similar in found if similar.others)


def column_letter(column: int) -> str:
    """A column from 0 as spreadsheets name it: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
