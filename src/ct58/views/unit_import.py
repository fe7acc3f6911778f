"""Views of an import: what each file brought and what stands against it; a list of units for the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from ct58.domain.changes.effects import Effects
from ct58.domain.planning.importing import Doubt, FilledForm, Outcome, Problem, Spot
from ct58.domain.planning.register import ListProblem, UnitImportPlan, near_duplicates
from ct58.domain.records.office import Office
from ct58.domain.records.units import Unit
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_
from ct58.records import positional_record, record
from ct58.views.settled import SettledRow


@positional_record
class ListColumn:
    """A column of a list of units: the key of what stands in it, its title, and the words that may stand over it."""

    key: str
    title: str
    headers: tuple[str, ...]


LIST_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("order", N_("No."), ("tt", "t t", "stt", "s t t", "so tt", "so thu tu", "thu tu", "order")),
    ListColumn("id", N_("Id"), ("ma", "ma so", "ma don vi", "ma dv", "id")),
    ListColumn(
        "name",
        N_("Name"),
        (
            "ten",
            "ten don vi…",
            "ten to chuc…",
            "ten tccsd…",
            "ten dang bo…",
            "ten chi bo…",
            "ten co so dang…",
            "ten co quan…",
            "ten day du…",
            "don vi",
            "to chuc co so dang",
            "tccsd",
            "name",
        ),
    ),
    ListColumn("kind", N_("Kind"), ("loai", "loai hinh…", "loai don vi", "khoi", "kind")),
    ListColumn(
        "organisation",
        N_("Party organisation"),
        (
            "dang bo chi bo…",
            "to chuc dang",
            "loai hinh to chuc dang",
            "loai to chuc dang",
            "hinh thuc to chuc…",
            "cap to chuc",
            "organisation",
        ),
    ),
    ListColumn(
        "short_name",
        N_("Short name"),
        ("ten viet tat…", "viet tat", "ten goi tat…", "ten ngan…", "ten gon", "ky hieu", "short name"),
    ),
    ListColumn("aliases", N_("Other names"), ("ten khac", "ten goi khac…", "alias", "aliases")),
    ListColumn(
        "office_phone",
        N_("Telephone"),
        ("dien thoai…", "so dien thoai…", "dt", "sdt", "phone", "office phone"),
    ),
    ListColumn(
        "office_email",
        N_("E-mail"),
        ("email…", "e mail…", "thu dien tu…", "hop thu", "dia chi email", "office email"),
    ),
    ListColumn("founded", N_("Founded"), ("ngay thanh lap…", "thanh lap", "founded")),
    ListColumn("valid_from", N_("Since"), ("tu ngay", "hieu luc tu…", "valid from")),
)
"""The headers are folded, without signs; with “…” more may follow. The longest that fits decides."""


@positional_record
class Similar:
    """A new unit and those that it may be."""

    unit: Unit
    others: tuple[Unit, ...]


@record
class UnitImportView:
    """What a list does to the register, and what stands against it.

    `columns` are the columns that were understood: key → letter; `unread` those that were not, with what stands over
    them and the letter of the one that says the same. `found` is how many rows have something in them. `problems` are
    those of the file and those of the register; with any, nothing is written. `since` is the day from which new units
    count where their rows say no other.
    """

    file: str
    sheet: str
    columns: Mapping[str, str]
    plan: UnitImportPlan
    problems: tuple[ListProblem, ...]
    similar: tuple[Similar, ...]
    passed_over: tuple[int, ...]
    others: tuple[str, ...]
    found: int
    unread: tuple[tuple[str, str, str], ...]
    is_written: bool
    is_trial: bool
    since: dt.date | None = None
    settled: tuple[SettledRow, ...] = ()


def similar_units(office: Office, plan: UnitImportPlan) -> tuple[Similar, ...]:
    """The new units whose names are close to those of units that are there."""
    found = (Similar(change.unit, near_duplicates(office, change.unit)) for change in plan.added)
    return tuple(similar for similar in found if similar.others)


@positional_record
class ImportNotice:
    """What was passed over or taken notice of, and where."""

    spot: Spot
    message: Message


@record
class SheetTally:
    """How much of a sheet was read: rows of a table, or cells of a form; what was not, each with its place and reason."""

    spot: Spot
    counts: Literal["rows", "cells"]
    found: int
    left: tuple[ImportNotice, ...] = ()

    @property
    def read(self) -> int:
        """How many were read."""
        return self.found - len(self.left)


@record
class ImportedView:
    """What was written, or would be.

    `tallies` say how much of each sheet was read, `unknown_words` which words of a decision's list
    nobody knows, and in how many rows. `doubts` are figures that were taken over and yet deserve a second look.
    `blank` are forms with nothing in them, `left_out` units that a decision's list does not name. With problems
    nothing is written unless `is_partial`; then only reports without a problem are. `unanswered` are those of units that
    were merged inside the period of which nobody said where their figures count.
    """

    files: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    notices: tuple[ImportNotice, ...]
    tallies: tuple[SheetTally, ...]
    unknown_words: tuple[tuple[str, int], ...]
    blank: tuple[FilledForm, ...]
    left_out: tuple[Unit, ...]
    doubts: tuple[Doubt, ...]
    effect: Effects
    is_written: bool
    is_trial: bool
    is_partial: bool
    settled: tuple[SettledRow, ...] = ()
    unanswered: tuple[tuple[Unit, Period], ...] = ()

    @property
    def exit_code(self) -> int:
        """0, or the gravest code of the problems."""
        return max((problem.exit_code for problem in self.problems), default=0)
