"""`ct58 unit import` on the screen: what will be written, or what is wrong."""

from __future__ import annotations

from typing import Any

from tests.support.offices import office, unit
from tests.support.terms import speaking

from ct58.domain.planning.register import ListedUnit, ListProblem, UnitWords, plan_import
from ct58.i18n import msg
from ct58.render.formats.text import page_as_text
from ct58.render.screens.unit_import import unit_import_page
from ct58.views.unit_import import UnitImportView, similar_units

KNOWN = office(units=(unit("so-y-te", name="Đảng bộ Sở Y tế"),))
ROWS = tuple(
    ListedUnit(row=number, words=UnitWords(name=name, kind="agency", order=number))
    for number, name in ((5, "Đảng bộ Sở Y tế"), (6, "Chi bộ Sở Y thế"), (7, "Đảng bộ Sở Xây dựng"))
)


def text(**given: Any) -> str:
    """The page through a pipe, runs of spaces as one."""
    plan = plan_import(KNOWN, ROWS)
    plain: dict[str, Any] = {
        "file": "ds.xlsx",
        "sheet": "Danh sách",
        "columns": {"name": "B", "order": "A"},
        "plan": plan,
        "problems": (),
        "similar": similar_units(KNOWN, plan),
        "passed_over": (),
        "others": (),
        "found": 5,
        "unread": (),
        "is_written": False,
        "is_trial": True,
    }
    page = unit_import_page(UnitImportView(**{**plain, **given}), speaking("en"))
    return "\n".join(" ".join(line.split()) for line in page_as_text(page).splitlines())


def test_a_trial_shows_every_row_and_what_becomes_of_it() -> None:
    """In the order of the sheet."""
    assert "5 5 Đảng bộ Sở Y tế cơ quan đảng bộ cơ sở so-y-te already there" in text()
    assert "7 7 Đảng bộ Sở Xây dựng cơ quan đảng bộ cơ sở so-xay-dung new" in text()
    assert text().endswith("New: 2 · changed: 0 · already there: 1\nA trial: nothing was written.")


def test_what_was_understood_and_what_was_passed_over_is_said() -> None:
    """Nobody has to guess what was read."""
    shown = text(passed_over=(9, 12), others=("Bìa",), unread=(("F", "Ghi chú", ""), ("G", "Tên", "B")))
    assert "Rows in the tables: 5; read: 3; not read: 2" in shown
    assert "Column F “Ghi chú” was not read.\n" in shown
    assert "Column G “Tên” was not read: column B says the same." in shown
    assert "Columns: A No., B Name" in shown
    assert "Rows passed over, because no unit stands there: 9, 12" in shown
    assert "Not read: Bìa." in shown


def test_a_name_that_resembles_another_is_pointed_out() -> None:
    """It may be the same unit."""
    assert "Chi bộ Sở Y thế (so-y-the) resembles: Đảng bộ Sở Y tế (so-y-te)" in text()


def test_a_real_run_gives_the_counts_and_the_way_back() -> None:
    """Without the wall of rows."""
    shown = text(is_trial=False, is_written=True)
    assert "so-xay-dung" not in shown
    assert shown.endswith("Recorded. By mistake? Type: ct58 undo")


def test_problems_are_listed_with_row_and_column_and_nothing_else() -> None:
    """The column by its letter and its meaning."""
    problem = ListProblem(row=6, key="name", message=msg("The name is missing."))
    shown = text(problems=(problem,))
    assert "6 B Name The name is missing." in shown
    assert shown.endswith("1 problems, so nothing was written.")
